//! Which organisation belongs to whom a list of another department names, by a blind index as well.

crate::dialect::migration!(
    "m0074_match_units",
    r#"
-- 关联单位: the organisation that whoever is named owns or runs, by the blind index of its code; the code is not kept
ALTER TABLE match_line ADD COLUMN unit_index {word} CHECK (unit_index IS NULL OR length(unit_index) = 64);
"#
);
