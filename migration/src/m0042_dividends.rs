//! Of which pool of which closed year a distribution is, and how what its lines have reaches whom it is for.

crate::dialect::migration!(
    "m0042_dividends",
    r#"
-- plans of before pools were kept have none: they are written anew before their list is locked
ALTER TABLE distribution ADD COLUMN pool_id {id} REFERENCES income_pool (id);
ALTER TABLE distribution ADD COLUMN pool_year {small} CHECK ((pool_id IS NULL) = (pool_year IS NULL));
CREATE INDEX distribution_by_pool ON distribution (pool_id, id);

-- 收款账户: into which account somebody is paid; the number is sealed, and a name is known again by its digest alone
CREATE TABLE payee_account (
  id {id} PRIMARY KEY NOT NULL,
  person_id {id} NOT NULL REFERENCES person (id),
  region_code {code} NOT NULL REFERENCES region (code),
  bank_name {text} NOT NULL,
  account_no {bytes} NOT NULL,
  account_index {word} NOT NULL,
  name_index {word} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  state {word} NOT NULL CHECK (state IN ('proposed', 'usable', 'closed')),
  proposed_by {id} NOT NULL REFERENCES officer (id),
  confirmed_by {id} REFERENCES officer (id),
  close_reason {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (confirmed_by <> proposed_by),
  CHECK (state <> 'usable' OR confirmed_by IS NOT NULL),
  CHECK ((state = 'closed') = (close_reason IS NOT NULL))
) {strict};
CREATE INDEX payee_account_by_region ON payee_account (region_code, id);
CREATE INDEX payee_account_by_update ON payee_account (updated_at_ms, id);
CREATE INDEX payee_account_by_person ON payee_account (person_id, id);
CREATE UNIQUE INDEX payee_account_proposed ON payee_account (person_id) WHERE state = 'proposed';
CREATE UNIQUE INDEX payee_account_usable ON payee_account (person_id) WHERE state = 'usable';
CREATE UNIQUE INDEX payee_account_number ON payee_account (account_index) WHERE state <> 'closed';
"#
);
