//! What collective bodies borrowed, for what and by whose decision, and what was paid back.

crate::dialect::migration!(
    "m0068_loans",
    r#"
-- 集体借款: that a body borrowed from a unit by a contract, what for, and by which vote and filing; what was paid back follows from its repayments
CREATE TABLE collective_loan (
  id {id} PRIMARY KEY NOT NULL,
  number {word} NOT NULL UNIQUE,
  collective_id {id} NOT NULL REFERENCES collective (id),
  region_code {code} NOT NULL REFERENCES region (code),
  body_kind {word} NOT NULL,
  lender_id {id} NOT NULL REFERENCES organisation (id),
  contract_number {text} NOT NULL,
  contract_on {day} NOT NULL,
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  due_on {day} NOT NULL,
  purpose {word} NOT NULL,
  intake {word} NOT NULL,
  used_for {text} NOT NULL,
  resolution_id {id} REFERENCES resolution (id),
  filing_number {text},
  filed_on {day},
  file_id {id} NOT NULL REFERENCES file (id),
  note {text},
  state {word} NOT NULL,
  repaid_fen {money} NOT NULL CHECK (repaid_fen >= 0 AND repaid_fen <= amount_fen),
  repayments {int} NOT NULL CHECK (repayments >= 0),
  void_reason {text},
  void_file_id {id} REFERENCES file (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (due_on > contract_on),
  CHECK ((filing_number IS NULL) = (filed_on IS NULL)),
  CHECK ((state = 'voided') = (void_reason IS NOT NULL)),
  CHECK ((void_reason IS NULL) = (void_file_id IS NULL)),
  CHECK (state <> 'repaid' OR repaid_fen = amount_fen),
  CHECK (state <> 'outstanding' OR repaid_fen < amount_fen)
) {strict};
CREATE UNIQUE INDEX collective_loan_contract ON collective_loan (collective_id, lender_id, contract_number) WHERE void_reason IS NULL;
CREATE INDEX collective_loan_by_region ON collective_loan (region_code, id);
CREATE INDEX collective_loan_by_update ON collective_loan (updated_at_ms, id);
CREATE INDEX collective_loan_by_collective ON collective_loan (collective_id, id);
CREATE INDEX collective_loan_by_lender ON collective_loan (lender_id);
CREATE INDEX collective_loan_by_resolution ON collective_loan (resolution_id);

-- 借款归还: so much of a loan was paid back on a day; one that was recorded wrongly is taken back and stays to be read
CREATE TABLE collective_loan_repayment (
  loan_id {id} NOT NULL REFERENCES collective_loan (id),
  n {int} NOT NULL CHECK (n > 0),
  paid_on {day} NOT NULL,
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  voucher {text} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  recorded_by {word} NOT NULL,
  recorded_at_ms {instant} NOT NULL,
  taken_back_by {word},
  take_back_reason {text},
  PRIMARY KEY (loan_id, n),
  CHECK ((taken_back_by IS NULL) = (take_back_reason IS NULL))
) {strict};
"#
);
