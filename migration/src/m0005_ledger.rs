//! The ledger: accounts with kept balances, entries and postings that nobody changes.

crate::dialect::migration!("m0005_ledger", r#"
-- 账户: (kind, owner) with its kept balance; a source that several counties draw on has one of its own in each
CREATE TABLE ledger_account (
  id {id} PRIMARY KEY NOT NULL,
  kind {word} NOT NULL,
  owner_id {id} NOT NULL,
  region_code {code} NOT NULL REFERENCES region (code),
  fiscal_year {small} NOT NULL,
  balance_fen {money} NOT NULL {range:balance_fen},
  updated_at_ms {instant} NOT NULL,
  UNIQUE (owner_id, kind, fiscal_year, region_code),
  CHECK (kind = 'source.inflow' OR balance_fen >= 0)
) {strict};
CREATE INDEX ledger_account_by_region ON ledger_account (region_code, id);
-- 分录: one move of money, of two or more postings that add up to zero
CREATE TABLE ledger_entry (
  seq {seq}, -- hidden
  id {id} NOT NULL UNIQUE, -- key
  kind {word} NOT NULL,
  subject_kind {word} NOT NULL,
  subject_id {id} NOT NULL,
  business_on {day} NOT NULL,
  at_ms {instant} NOT NULL,
  event_id {id} NOT NULL,
  reverses_id {id} REFERENCES ledger_entry (id),
  region_code {code} NOT NULL,
  fiscal_year {small} NOT NULL
) {strict};
CREATE INDEX ledger_entry_by_subject ON ledger_entry (subject_id);
CREATE INDEX ledger_entry_by_region ON ledger_entry (region_code, id);
-- 过账: one account's part of an entry
CREATE TABLE ledger_posting (
  seq {seq},
  entry_id {id} NOT NULL REFERENCES ledger_entry (id),
  account_id {id} NOT NULL REFERENCES ledger_account (id),
  amount_fen {money} NOT NULL CHECK (amount_fen <> 0) {range:amount_fen},
  business_on {day} NOT NULL,
  region_code {code} NOT NULL,
  fiscal_year {small} NOT NULL
) {strict};
CREATE INDEX ledger_posting_by_entry ON ledger_posting (entry_id);
CREATE INDEX ledger_posting_by_account ON ledger_posting (account_id, business_on);
"#, append_only: ["ledger_entry", "ledger_posting"]);
