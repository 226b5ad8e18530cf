//! What a bank's row says of whom, who settled it by which paper, where a file of answers was taken in before.

crate::dialect::migration!(
    "m0050_paid_later",
    r#"
-- number and name as the bank told them, as one keyed digest; rows of before have none, and count as naming somebody else
ALTER TABLE payout_result ADD COLUMN payee_index {word};
ALTER TABLE payout_result ADD COLUMN settled_by {id} REFERENCES officer (id);
ALTER TABLE payout_result ADD COLUMN file_id {id} REFERENCES file (id);
-- the masked account of the payout, where a row that names another was booked on it all the same
ALTER TABLE payout_result ADD COLUMN instead_of {text}
  CHECK (instead_of IS NULL OR (state = 'booked' AND settled_by IS NOT NULL AND file_id IS NOT NULL));
CREATE INDEX payout_answer_by_sha256 ON payout_answer (sha256, id);
CREATE INDEX payout_result_by_file ON payout_result (file_id) WHERE file_id IS NOT NULL;
"#
);
