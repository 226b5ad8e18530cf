//! What a bank's row says of whom, who settled it by which paper, where a file of answers was taken in before; and what of a list that waited is
//! paid later.

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

-- 恢复发放: what of a line that waited is payable by whose word: the line itself as part 0, or what each heir has of it from 1 on
CREATE TABLE distribution_release (
  distribution_id {id} NOT NULL REFERENCES distribution (id),
  edition {int} NOT NULL,
  serial {int} NOT NULL,
  part {int} NOT NULL CHECK (part >= 0),
  heir_id {id} REFERENCES share_holder (id),
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  reason {text} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  released_by {id} NOT NULL REFERENCES officer (id),
  released_at_ms {instant} NOT NULL,
  PRIMARY KEY (distribution_id, edition, serial, part),
  FOREIGN KEY (distribution_id, edition, serial) REFERENCES distribution_line (distribution_id, edition, serial),
  CHECK ((part > 0) = (heir_id IS NOT NULL))
) {strict};
CREATE INDEX distribution_release_by_heir ON distribution_release (heir_id) WHERE heir_id IS NOT NULL;
CREATE INDEX distribution_release_by_file ON distribution_release (file_id);

-- which part of its line a payout is: 0 the line itself, or what an heir has of it
ALTER TABLE payout ADD COLUMN part {int} NOT NULL DEFAULT 0 CHECK (part >= 0);
DROP INDEX payout_live;
CREATE UNIQUE INDEX payout_live ON payout (distribution_id, edition, serial, part) WHERE state IN ('queued', 'handed_over', 'unknown', 'confirmed');
"#,
    append_only: ["distribution_release"]
);
