//! Payments: disbursements with their grid and evidence, payments, batches, results.

crate::dialect::migration!(
    "m0008_payments",
    r#"
-- 资金拨付: a request to pay
CREATE TABLE disbursement (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  kind {word} NOT NULL,
  channel {word} NOT NULL,
  project_id {id} NOT NULL REFERENCES project (id),
  contract_id {id} REFERENCES contract (id),
  milestone {word},
  region_code {code} NOT NULL REFERENCES region (code),
  unit_id {id} NOT NULL REFERENCES organisation (id),
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  purpose {text} NOT NULL,
  functional_class {word} NOT NULL,
  economic_class {word} NOT NULL,
  claimed_on {day} NOT NULL,
  state {word} NOT NULL,
  run_id {id} REFERENCES approval_run (id),
  decisive_sha256 {word},
  revision {small} NOT NULL,
  acknowledged {text} NOT NULL,
  filed_by {id} NOT NULL REFERENCES officer (id),
  submitted_by {id} REFERENCES officer (id),
  submitted_on {day},
  approved_on {day},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  deleted_at_ms {instant}
) {strict};
CREATE INDEX disbursement_by_region ON disbursement (region_code, id);
CREATE INDEX disbursement_by_state ON disbursement (state, region_code, id);
CREATE INDEX disbursement_by_update ON disbursement (updated_at_ms, id);
-- What is claimed of a contract or project is summed from the index alone.
CREATE INDEX disbursement_by_contract ON disbursement (contract_id, state, amount_fen, id);
CREATE INDEX disbursement_by_project ON disbursement (project_id, state, amount_fen, id);
-- 支付明细: one payee from one allocation; the grid is fixed at submission
CREATE TABLE disbursement_line (
  id {id} PRIMARY KEY NOT NULL,
  disbursement_id {id} NOT NULL REFERENCES disbursement (id),
  position {small} NOT NULL,
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  bank_account_id {id} NOT NULL REFERENCES bank_account (id),
  allocation_id {id} NOT NULL REFERENCES allocation (id),
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  UNIQUE (disbursement_id, position)
) {strict};
CREATE INDEX disbursement_line_by_allocation ON disbursement_line (allocation_id);
-- 佐证材料: numbered by the revision that added or removed them
CREATE TABLE disbursement_evidence (
  id {id} PRIMARY KEY NOT NULL,
  disbursement_id {id} NOT NULL REFERENCES disbursement (id),
  kind {word} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  amount_fen {money} {range:amount_fen},
  dated_on {day},
  added_in {small} NOT NULL,
  removed_in {small},
  created_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX disbursement_evidence_by_disbursement ON disbursement_evidence (disbursement_id);
-- 拨款批次: what is handed to a channel in one go
CREATE TABLE payment_batch (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  channel {word} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  state {word} NOT NULL CHECK (state IN ('open', 'handed_over', 'dissolved')),
  payments {int} NOT NULL,
  total_fen {money} NOT NULL {range:total_fen},
  created_by {id} NOT NULL REFERENCES officer (id),
  handed_over_by {id} REFERENCES officer (id),
  handed_over_at_ms {instant},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
CREATE INDEX payment_batch_by_region ON payment_batch (region_code, id);
-- 支付: one payee from one source by one channel; its id is the instruction's id
CREATE TABLE payment (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  disbursement_id {id} NOT NULL REFERENCES disbursement (id),
  line_id {id} NOT NULL REFERENCES disbursement_line (id),
  part {small} NOT NULL,
  attempt {small} NOT NULL,
  channel {word} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  bank_account_id {id} NOT NULL REFERENCES bank_account (id),
  allocation_id {id} NOT NULL REFERENCES allocation (id),
  instructed_fen {money} NOT NULL CHECK (instructed_fen > 0) {range:instructed_fen},
  amount_fen {money} NOT NULL CHECK (amount_fen > 0 AND amount_fen <= instructed_fen) {range:amount_fen},
  drawn_from {word} NOT NULL CHECK (drawn_from IN ('reserved', 'returned_to_repay')),
  state {word} NOT NULL CHECK (state IN ('queued', 'sent', 'confirmed', 'failed', 'unknown', 'superseded', 'bounced', 'recovered')),
  batch_id {id} REFERENCES payment_batch (id),
  replaces_id {id} REFERENCES payment (id),
  certificate_no {text},
  paid_on {day},
  reason {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL
) {strict};
CREATE UNIQUE INDEX payment_one_attempt ON payment (line_id, part) WHERE state NOT IN ('failed', 'bounced', 'superseded', 'recovered');
CREATE INDEX payment_by_region ON payment (region_code, id);
CREATE INDEX payment_by_update ON payment (updated_at_ms, id);
CREATE INDEX payment_by_disbursement ON payment (disbursement_id);
CREATE INDEX payment_by_batch ON payment (batch_id);
CREATE INDEX payment_by_state ON payment (state, region_code, id);
-- 支付回单: one row of a result file
CREATE TABLE payment_result (
  id {id} PRIMARY KEY NOT NULL,
  batch_id {id} NOT NULL REFERENCES payment_batch (id),
  file_id {id} NOT NULL REFERENCES file (id),
  region_code {code} NOT NULL REFERENCES region (code),
  row_number {small} NOT NULL,
  row_sha256 {word} NOT NULL,
  certificate_no {text} NOT NULL,
  outcome {word} NOT NULL CHECK (outcome IN ('paid', 'failed', 'bounced')),
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  paid_on {day} NOT NULL,
  payee_name {text} NOT NULL,
  payee_account_tail {word} NOT NULL,
  use_text {text},
  payment_number {word},
  contract_number {text},
  reason {text},
  state {word} NOT NULL CHECK (state IN ('booked', 'unmatched', 'dismissed')),
  mismatch {text},
  payment_id {id} REFERENCES payment (id),
  matched_by {word},
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  UNIQUE (region_code, row_sha256)
) {strict};
CREATE INDEX payment_result_by_state ON payment_result (state, region_code, id);
CREATE INDEX payment_result_by_certificate ON payment_result (certificate_no);
"#
);
