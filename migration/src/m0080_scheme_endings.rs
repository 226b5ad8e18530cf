//! Who asked that a scheme of shares end, by which resolution, and who else confirmed it; and the same of the way back. By which printed number
//! whoever holds days of shares and of rolls is told.

crate::dialect::migration!(
    "m0080_scheme_endings",
    r#"
-- 申请终止、撤销终止: what is asked of the end of a scheme, from which day on, why, by which paper and resolution, by whom, and who else confirmed it; a
-- scheme that was closed before has none of it
ALTER TABLE share_scheme ADD COLUMN ending {word} CHECK (ending IN ('close', 'restore'));
ALTER TABLE share_scheme ADD COLUMN ending_on {day} CHECK ((ending_on IS NULL) = (ending IS NULL));
ALTER TABLE share_scheme ADD COLUMN ending_reason {text} CHECK ((ending_reason IS NULL) = (ending IS NULL));
ALTER TABLE share_scheme ADD COLUMN ending_file_id {id} REFERENCES file (id) CHECK ((ending_file_id IS NULL) = (ending IS NULL));
ALTER TABLE share_scheme ADD COLUMN ending_resolution_id {id} REFERENCES resolution (id)
  CHECK (ending_resolution_id IS NULL OR ending IS NOT NULL);
ALTER TABLE share_scheme ADD COLUMN ending_by {id} REFERENCES officer (id) CHECK ((ending_by IS NULL) = (ending IS NULL));
ALTER TABLE share_scheme ADD COLUMN ending_confirmed_by {id} REFERENCES officer (id)
  CHECK (ending_confirmed_by IS NULL OR ending_confirmed_by <> ending_by);
CREATE INDEX share_scheme_by_ending_file ON share_scheme (ending_file_id) WHERE ending_file_id IS NOT NULL;
CREATE INDEX share_scheme_by_ending_resolution ON share_scheme (ending_resolution_id) WHERE ending_resolution_id IS NOT NULL;

-- 锁定份额、名册日期的办理编号: as it is told to whoever comes too late
ALTER TABLE share_hold ADD COLUMN number {word};
ALTER TABLE roll_hold ADD COLUMN number {word};
UPDATE share_hold SET number = (SELECT d.number FROM distribution d WHERE d.id = share_hold.subject_id);
UPDATE roll_hold SET number = (SELECT d.number FROM distribution d WHERE d.id = roll_hold.subject_id);
"#
);
