//! What was met of an order by mistake is taken back by another officer, and stays to be seen.

crate::dialect::migration!(
    "m0077_met_taken_back",
    r#"
-- 集体收入列支: who recorded it (unknown of what was met before), and who took it back, on which day and why
ALTER TABLE upkeep_order_met ADD COLUMN recorded_by {id} REFERENCES officer (id);
ALTER TABLE upkeep_order_met ADD COLUMN taken_back_by {id} REFERENCES officer (id);
ALTER TABLE upkeep_order_met ADD COLUMN taken_back_on {day};
ALTER TABLE upkeep_order_met ADD COLUMN taken_back_reason {text};
"#
);
