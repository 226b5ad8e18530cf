//! Authorised exceptions to rules.

crate::dialect::migration!(
    "m0013_exceptions",
    r#"
-- 例外审批: lets one subject, as it was, pass one rule, up to a ceiling and a day
CREATE TABLE policy_exception (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  rule {word} NOT NULL,
  subject_kind {word} NOT NULL,
  subject_id {id} NOT NULL,
  subject_number {text} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  basis {word} NOT NULL CHECK (basis IN ('document', 'minutes')),
  basis_number {text} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  reason {text} NOT NULL,
  granted_by {word} NOT NULL CHECK (granted_by IN ('finance_vice_director', 'finance_director', 'county_leader')),
  ceiling_fen {money} CHECK (ceiling_fen > 0) {range:ceiling_fen},
  deadline_on {day} NOT NULL,
  found {text} NOT NULL,
  subject_sha256 {word} NOT NULL,
  state {word} NOT NULL CHECK (state IN ('proposed', 'returned', 'granted', 'refused', 'withdrawn', 'consumed', 'made_good')),
  run_id {id} REFERENCES approval_run (id),
  proposed_by {id} NOT NULL REFERENCES officer (id),
  granted_on {day},
  act_kind {word},
  act_id {id},
  act_version {int},
  consumed_at_ms {instant},
  made_good_file_id {id} REFERENCES file (id),
  made_good_on {day},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((state IN ('consumed', 'made_good')) = (act_kind IS NOT NULL AND act_id IS NOT NULL AND act_version IS NOT NULL AND consumed_at_ms IS NOT NULL)),
  CHECK ((state = 'made_good') = (made_good_file_id IS NOT NULL AND made_good_on IS NOT NULL)),
  CHECK (made_good_on IS NULL OR made_good_on <= deadline_on)
) {strict};
CREATE UNIQUE INDEX policy_exception_waiting ON policy_exception (subject_id, rule) WHERE state IN ('proposed', 'returned');
CREATE INDEX policy_exception_by_subject ON policy_exception (subject_id);
CREATE INDEX policy_exception_by_region ON policy_exception (region_code, id);
CREATE INDEX policy_exception_by_update ON policy_exception (updated_at_ms, id);
"#
);
