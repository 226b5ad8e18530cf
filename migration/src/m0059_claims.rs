//! Of which payout a bank's row speaks that nobody has decided yet; and to whom a line goes whose holder is no more.

crate::dialect::migration!(
    "m0059_claims",
    r#"
-- the payout of which a row seems to be, where it was not booked; of rows of before, that of the same batch, payee and amount
ALTER TABLE payout_result ADD COLUMN about_id {id} REFERENCES payout (id);
UPDATE payout_result SET about_id = (SELECT p.id FROM payout p WHERE p.batch_id = payout_result.batch_id
    AND p.payee_index = payout_result.payee_index AND p.amount_fen = payout_result.amount_fen ORDER BY p.place LIMIT 1)
  WHERE state = 'unmatched';
CREATE INDEX payout_result_waits ON payout_result (about_id) WHERE state = 'unmatched';
-- who has the line instead, where its holder died or nobody of the household is left and no share register names heirs
ALTER TABLE distribution_release ADD COLUMN person_id {id} REFERENCES person (id) CHECK (person_id IS NULL OR part = 0);
CREATE INDEX distribution_release_by_person ON distribution_release (person_id) WHERE person_id IS NOT NULL;
"#
);
