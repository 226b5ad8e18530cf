//! Names of private persons who own, use or look after property, as papers write them: sealed once, and named by those rows.
//!
//! A row that names somebody keeps, beside the id, what is shown of the name in the column that held the whole of it. Rows that are
//! there already are sealed by `steward keys seal-names`: a migration has no keys.

crate::dialect::migration!(
    "m0048_written_persons",
    r#"
-- 书面姓名: the name of a private person as a paper of a region writes it; sealed, an equal one is found by its blind index
CREATE TABLE written_person (
  id {id} PRIMARY KEY NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  name {bytes} NOT NULL,
  name_index {word} NOT NULL,
  shown {text} NOT NULL,
  created_at_ms {instant} NOT NULL,
  UNIQUE (region_code, name_index)
) {strict};
ALTER TABLE asset ADD COLUMN owner_person_id {id} REFERENCES written_person (id);
ALTER TABLE asset ADD COLUMN operator_person_id {id} REFERENCES written_person (id);
ALTER TABLE asset_ownership ADD COLUMN written_person_id {id} REFERENCES written_person (id);
ALTER TABLE asset_party ADD COLUMN written_person_id {id} REFERENCES written_person (id);
ALTER TABLE upkeep_duty ADD COLUMN written_person_id {id} REFERENCES written_person (id);
ALTER TABLE upkeep_order ADD COLUMN assignee_person_id {id} REFERENCES written_person (id);
CREATE INDEX asset_by_owner_person ON asset (owner_person_id) WHERE owner_person_id IS NOT NULL;
CREATE INDEX asset_by_operator_person ON asset (operator_person_id) WHERE operator_person_id IS NOT NULL;
CREATE INDEX asset_ownership_by_person ON asset_ownership (written_person_id) WHERE written_person_id IS NOT NULL;
CREATE INDEX asset_party_by_person ON asset_party (written_person_id) WHERE written_person_id IS NOT NULL;
CREATE INDEX upkeep_duty_by_person ON upkeep_duty (written_person_id) WHERE written_person_id IS NOT NULL;
CREATE INDEX upkeep_order_by_person ON upkeep_order (assignee_person_id) WHERE assignee_person_id IS NOT NULL;
"#
);
