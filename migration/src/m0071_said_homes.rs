//! Which members of households somebody else than who told it has said to belong there, and to head them.

crate::dialect::migration!(
    "m0071_said_homes",
    r#"
-- 已确认的户内成员: that somebody belongs to a household, and whether as its head, as two officers said it; the head of a household that is new is its first word, and has nobody here
CREATE TABLE household_said (
  household_id {id} NOT NULL REFERENCES household (id),
  person_id {id} NOT NULL REFERENCES person (id),
  head {bool} NOT NULL,
  said_by {id} REFERENCES officer (id),
  file_id {id} REFERENCES file (id) CHECK (file_id IS NULL OR said_by IS NOT NULL),
  said_at_ms {instant} NOT NULL,
  PRIMARY KEY (household_id, person_id)
) {strict};
CREATE INDEX household_said_by_person ON household_said (person_id);
-- Whom the register knows today stands as it does.
INSERT INTO household_said (household_id, person_id, head, said_at_ms)
  SELECT m.household_id, m.person_id, (m.relation = 'head'), h.updated_at_ms
    FROM household_member m JOIN household h ON h.id = m.household_id WHERE m.until_on IS NULL;
-- 变动是否已由另一经办人确认; what was told before counts as heard
ALTER TABLE household_event ADD COLUMN heard {bool} NOT NULL DEFAULT TRUE;
"#
);
