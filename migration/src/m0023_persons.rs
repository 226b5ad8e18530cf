//! People who are no officers, sealed, and who asked to see them in clear.

crate::dialect::migration!(
    "m0023_persons",
    r#"
-- 人员登记: contacts, maintainers, beneficiaries; what names them is sealed, an equal value is found by its blind index
CREATE TABLE person (
  id {id} PRIMARY KEY NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  name {bytes} NOT NULL,
  phone {bytes},
  phone_index {word},
  id_number {bytes},
  id_number_index {word} UNIQUE,
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((phone IS NULL) = (phone_index IS NULL)),
  CHECK ((id_number IS NULL) = (id_number_index IS NULL))
) {strict};
CREATE INDEX person_by_region ON person (region_code, id);
CREATE INDEX person_by_update ON person (updated_at_ms, id);
CREATE INDEX person_by_phone ON person (phone_index);
-- 查看明文: each time an officer saw a person in clear, numbered within the civil day
CREATE TABLE person_reveal (
  id {id} PRIMARY KEY NOT NULL,
  person_id {id} NOT NULL REFERENCES person (id),
  region_code {code} NOT NULL REFERENCES region (code),
  officer_id {id} NOT NULL REFERENCES officer (id),
  revealed_on {day} NOT NULL,
  nth {small} NOT NULL CHECK (nth BETWEEN 1 AND 50),
  fields {word} NOT NULL,
  reason {text} NOT NULL,
  created_at_ms {instant} NOT NULL,
  UNIQUE (officer_id, revealed_on, nth)
) {strict};
CREATE INDEX person_reveal_by_person ON person_reveal (person_id);
"#
);
