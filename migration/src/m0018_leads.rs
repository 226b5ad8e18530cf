//! What checks found, and the indexes by which they look.

crate::dialect::migration!(
    "m0018_leads",
    r#"
-- 疑点: something that a check found, until a person has decided on it or it is no longer so
CREATE TABLE lead (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  check_number {word} NOT NULL,
  subject_kind {word} NOT NULL,
  subject_id {id} NOT NULL,
  cause {word} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  severity {word} NOT NULL CHECK (severity IN ('blue', 'yellow', 'red')),
  amount_fen {money} {range:amount_fen},
  figures {text} NOT NULL,
  digest {word} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('found', 'explained', 'cleared', 'confirmed', 'lapsed')),
  present {bool} NOT NULL,
  found_on {day} NOT NULL,
  changed_on {day} NOT NULL,
  returns {small} NOT NULL CHECK (returns >= 0),
  explanation {text},
  explanation_file_id {id} REFERENCES file (id),
  explained_by {id} REFERENCES officer (id),
  decision {text},
  decided_by {id} REFERENCES officer (id),
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  UNIQUE (check_number, subject_id, cause),
  CHECK (state NOT IN ('cleared', 'confirmed') OR decided_by IS NOT NULL)
) {strict};
CREATE INDEX lead_by_region ON lead (region_code, id);
CREATE INDEX lead_by_update ON lead (updated_at_ms, id);
CREATE INDEX lead_by_subject ON lead (subject_id);
CREATE INDEX payment_by_payee ON payment (organisation_id, amount_fen);
"#
);
