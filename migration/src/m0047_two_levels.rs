//! What a body got as a line of another body's list, and booked as its income.

crate::dialect::migration!(
    "m0047_two_levels",
    r#"
-- 分配款入账: which line of whose list an income of a body is; each line stands in one entry that was not taken back
CREATE TABLE income_receipt (
  entry_id {id} PRIMARY KEY NOT NULL REFERENCES income_entry (id),
  collective_id {id} NOT NULL REFERENCES collective (id),
  distribution_id {id} NOT NULL REFERENCES distribution (id),
  edition {int} NOT NULL,
  holder_id {id} NOT NULL,
  serial {int} NOT NULL,
  payout_id {id} NOT NULL REFERENCES payout (id),
  freed_by {id} REFERENCES income_entry (id),
  FOREIGN KEY (distribution_id, edition, holder_id) REFERENCES distribution_line (distribution_id, edition, holder_id)
) {strict};
CREATE UNIQUE INDEX income_receipt_live ON income_receipt (distribution_id, holder_id) WHERE freed_by IS NULL;
CREATE INDEX income_receipt_by_line ON income_receipt (distribution_id, edition, holder_id);
CREATE INDEX income_receipt_by_collective ON income_receipt (collective_id, entry_id);
CREATE INDEX income_receipt_by_holder ON income_receipt (holder_id);
CREATE INDEX income_receipt_by_payout ON income_receipt (payout_id);
CREATE INDEX income_receipt_by_freed ON income_receipt (freed_by) WHERE freed_by IS NOT NULL;
CREATE INDEX payout_of_units ON payout (id) WHERE bank_account_id IS NOT NULL;
"#
);
