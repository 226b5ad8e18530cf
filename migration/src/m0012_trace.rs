//! Indexes for traces: no level of a walk reads a whole table.

crate::dialect::migration!(
    "m0012_trace",
    r#"
CREATE INDEX allocation_by_source ON allocation (funding_source_id);
CREATE INDEX allocation_split_by_allocation ON allocation_split (allocation_id);
CREATE INDEX payment_by_line ON payment (line_id);
CREATE INDEX payment_result_by_payment ON payment_result (payment_id);
"#
);
