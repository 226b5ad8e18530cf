//! Money of a locked list on its way into accounts: forms of banks, batches with their files, payouts, and what banks answer.

crate::dialect::migration!(
    "m0043_payouts",
    r#"
-- 代发文件格式: what a bank takes and answers, as its county wrote it down; another text is another form
CREATE TABLE bank_form (
  id {id} PRIMARY KEY NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  form_key {word} NOT NULL,
  name {text} NOT NULL,
  body {text} NOT NULL,
  channel {word} NOT NULL CHECK (channel IN ('one_card', 'collective_bank')),
  state {word} NOT NULL CHECK (state IN ('usable', 'closed')),
  recorded_by {id} NOT NULL REFERENCES officer (id),
  close_reason {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK ((state = 'closed') = (close_reason IS NOT NULL))
) {strict};
CREATE INDEX bank_form_by_region ON bank_form (region_code, id);
CREATE INDEX bank_form_by_update ON bank_form (updated_at_ms, id);
CREATE UNIQUE INDEX bank_form_usable ON bank_form (region_code, form_key) WHERE state = 'usable';

-- 发放批次: payouts of one distribution that go to a bank in one file
CREATE TABLE payout_batch (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  distribution_id {id} NOT NULL REFERENCES distribution (id),
  region_code {code} NOT NULL REFERENCES region (code),
  bank_form_id {id} NOT NULL REFERENCES bank_form (id),
  state {word} NOT NULL CHECK (state IN ('drafted', 'released', 'dissolved')),
  payouts {int} NOT NULL CHECK (payouts > 0),
  total_fen {money} NOT NULL CHECK (total_fen > 0),
  created_by {id} NOT NULL REFERENCES officer (id),
  released_by {id} REFERENCES officer (id),
  released_at_ms {instant},
  sha256 {word},
  downloads {int} NOT NULL CHECK (downloads >= 0),
  answered_on {day},
  end_reason {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (released_by <> created_by),
  CHECK ((state = 'released') = (released_by IS NOT NULL)),
  CHECK ((released_by IS NULL) = (released_at_ms IS NULL)),
  CHECK ((released_by IS NULL) = (sha256 IS NULL)),
  CHECK ((state = 'dissolved') = (end_reason IS NOT NULL))
) {strict};
CREATE INDEX payout_batch_by_region ON payout_batch (region_code, id);
CREATE INDEX payout_batch_by_update ON payout_batch (updated_at_ms, id);
CREATE INDEX payout_batch_by_distribution ON payout_batch (distribution_id, id);
CREATE INDEX payout_batch_by_form ON payout_batch (bank_form_id, id);

-- 发放文件: what a batch's bank is sent, sealed
CREATE TABLE payout_file (
  id {id} PRIMARY KEY NOT NULL REFERENCES payout_batch (id),
  sealed {bytes} NOT NULL
) {strict};

-- 发放: one attempt to pay one line of a list into one account, which is named by its id and known again by a keyed digest
CREATE TABLE payout (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  batch_id {id} NOT NULL REFERENCES payout_batch (id),
  place {int} NOT NULL CHECK (place > 0),
  distribution_id {id} NOT NULL REFERENCES distribution (id),
  edition {int} NOT NULL,
  serial {int} NOT NULL,
  holder_id {id} NOT NULL REFERENCES share_holder (id),
  region_code {code} NOT NULL REFERENCES region (code),
  attempt {int} NOT NULL CHECK (attempt > 0),
  amount_fen {money} NOT NULL CHECK (amount_fen > 0),
  payee_account_id {id} REFERENCES payee_account (id),
  bank_account_id {id} REFERENCES bank_account (id),
  payee_index {word} NOT NULL,
  again_reason {text},
  state {word} NOT NULL CHECK (state IN ('queued', 'handed_over', 'unknown', 'confirmed', 'failed', 'bounced', 'withdrawn')),
  asked_on {day},
  told {word} CHECK (told IN ('paid', 'failed', 'bounced')),
  told_on {day},
  reference {text},
  reason {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  UNIQUE (batch_id, place),
  UNIQUE (distribution_id, serial, attempt),
  FOREIGN KEY (distribution_id, edition, holder_id) REFERENCES distribution_line (distribution_id, edition, holder_id),
  CHECK ((payee_account_id IS NULL) <> (bank_account_id IS NULL)),
  CHECK ((state IN ('confirmed', 'failed', 'bounced')) = (told IS NOT NULL))
) {strict};
CREATE UNIQUE INDEX payout_live ON payout (distribution_id, edition, serial) WHERE state IN ('queued', 'handed_over', 'unknown', 'confirmed');
CREATE INDEX payout_by_region ON payout (region_code, id);
CREATE INDEX payout_by_update ON payout (updated_at_ms, id);
CREATE INDEX payout_by_state ON payout (distribution_id, state);
CREATE INDEX payout_by_line ON payout (distribution_id, edition, holder_id);
CREATE INDEX payout_by_holder ON payout (holder_id);
CREATE INDEX payout_by_payee_account ON payout (payee_account_id);
CREATE INDEX payout_by_bank_account ON payout (bank_account_id);

-- 回盘文件: a file of answers that was read whole; its bytes are kept nowhere
CREATE TABLE payout_answer (
  id {id} PRIMARY KEY NOT NULL,
  batch_id {id} NOT NULL REFERENCES payout_batch (id),
  region_code {code} NOT NULL REFERENCES region (code),
  sha256 {word} NOT NULL,
  rows {int} NOT NULL CHECK (rows >= 0),
  booked {int} NOT NULL CHECK (booked >= 0),
  repeated {int} NOT NULL CHECK (repeated >= 0),
  unmatched {int} NOT NULL CHECK (unmatched >= 0),
  total_fen {money} NOT NULL CHECK (total_fen >= 0),
  taken_by {id} NOT NULL REFERENCES officer (id),
  layer {word} NOT NULL,
  created_at_ms {instant} NOT NULL,
  CHECK (rows = booked + repeated + unmatched)
) {strict};
CREATE INDEX payout_answer_by_region ON payout_answer (region_code, id);
CREATE INDEX payout_answer_by_batch ON payout_answer (batch_id, id);

-- 回盘明细: one row of a bank's answers, without what names anybody
CREATE TABLE payout_result (
  id {id} PRIMARY KEY NOT NULL,
  answer_id {id} NOT NULL REFERENCES payout_answer (id),
  batch_id {id} NOT NULL REFERENCES payout_batch (id),
  region_code {code} NOT NULL REFERENCES region (code),
  row_number {int} NOT NULL,
  row_index {word} NOT NULL,
  named {text},
  account_no {text} NOT NULL,
  outcome {word} NOT NULL CHECK (outcome IN ('paid', 'failed', 'bounced')),
  amount_fen {money} NOT NULL CHECK (amount_fen > 0),
  happened_on {day},
  reference {text} NOT NULL,
  reason {text},
  state {word} NOT NULL CHECK (state IN ('booked', 'unmatched', 'dismissed')),
  mismatch {word},
  payout_id {id} REFERENCES payout (id),
  note {text},
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  UNIQUE (batch_id, row_index),
  CHECK ((state = 'booked') = (payout_id IS NOT NULL)),
  CHECK (state = 'booked' OR mismatch IS NOT NULL),
  CHECK (state <> 'dismissed' OR note IS NOT NULL)
) {strict};
CREATE INDEX payout_result_by_region ON payout_result (region_code, id);
CREATE INDEX payout_result_by_update ON payout_result (updated_at_ms, id);
CREATE INDEX payout_result_by_answer ON payout_result (answer_id, id);
CREATE INDEX payout_result_by_payout ON payout_result (payout_id, id);
"#
);
