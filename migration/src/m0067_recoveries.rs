//! Money of a payout that was given back; who asked that a body be closed, and who else confirmed it; what heirs were
//! let go and had called back.

crate::dialect::migration!(
    "m0067_recoveries",
    r#"
-- 发放缴回: a fact with its day, amount and bank paper, recorded by one officer and confirmed by another; where it goes, and why it was withdrawn or the
-- line may be paid again
CREATE TABLE payout_recovery (
  id {id} PRIMARY KEY NOT NULL,
  payout_id {id} NOT NULL REFERENCES payout (id),
  distribution_id {id} NOT NULL REFERENCES distribution (id),
  region_code {code} NOT NULL REFERENCES region (code),
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  returned_on {day} NOT NULL,
  goes_to {word} NOT NULL CHECK (goes_to IN ('holder', 'pool')),
  reason {text} NOT NULL,
  file_id {id} NOT NULL REFERENCES file (id),
  state {word} NOT NULL CHECK (state IN ('recorded', 'confirmed', 'withdrawn', 'restored')),
  recorded_by {id} NOT NULL REFERENCES officer (id),
  confirmed_by {id} REFERENCES officer (id),
  end_reason {text},
  end_file_id {id} REFERENCES file (id),
  layer {word} NOT NULL,
  version {int} NOT NULL,
  created_at_ms {instant} NOT NULL,
  updated_at_ms {instant} NOT NULL,
  CHECK (confirmed_by <> recorded_by),
  CHECK ((state IN ('confirmed', 'restored')) = (confirmed_by IS NOT NULL)),
  CHECK ((state IN ('withdrawn', 'restored')) = (end_reason IS NOT NULL)),
  CHECK (state <> 'restored' OR (goes_to = 'holder' AND end_file_id IS NOT NULL))
) {strict};
CREATE INDEX payout_recovery_by_region ON payout_recovery (region_code, id);
CREATE INDEX payout_recovery_by_update ON payout_recovery (updated_at_ms, id);
CREATE INDEX payout_recovery_by_payout ON payout_recovery (payout_id, id);
CREATE INDEX payout_recovery_by_distribution ON payout_recovery (distribution_id, state);
CREATE INDEX payout_recovery_by_file ON payout_recovery (file_id);
CREATE INDEX payout_recovery_by_end_file ON payout_recovery (end_file_id) WHERE end_file_id IS NOT NULL;

-- 申请终止: from which day on, why, by which paper, by whom, and who else confirmed it; a body that was closed before has none of it
ALTER TABLE collective ADD COLUMN closing_on {day};
ALTER TABLE collective ADD COLUMN closing_reason {text} CHECK ((closing_reason IS NULL) = (closing_on IS NULL));
ALTER TABLE collective ADD COLUMN closing_file_id {id} REFERENCES file (id) CHECK ((closing_file_id IS NULL) = (closing_on IS NULL));
ALTER TABLE collective ADD COLUMN closing_by {id} REFERENCES officer (id) CHECK ((closing_by IS NULL) = (closing_on IS NULL));
ALTER TABLE collective ADD COLUMN closing_confirmed_by {id} REFERENCES officer (id)
  CHECK (closing_confirmed_by IS NULL OR (closing_confirmed_by <> closing_by AND state = 'closed'));
CREATE INDEX collective_by_closing_file ON collective (closing_file_id) WHERE closing_file_id IS NOT NULL;

-- 收回恢复发放: a part of a line that was let go to an heir by an inheritance that was taken back before anything of it was paid
CREATE TABLE distribution_recall (
  distribution_id {id} NOT NULL,
  edition {int} NOT NULL,
  serial {int} NOT NULL,
  part {int} NOT NULL CHECK (part > 0),
  reason {text} NOT NULL,
  recalled_by {word} NOT NULL,
  recalled_at_ms {instant} NOT NULL,
  PRIMARY KEY (distribution_id, edition, serial, part),
  FOREIGN KEY (distribution_id, edition, serial, part) REFERENCES distribution_release (distribution_id, edition, serial, part)
) {strict};
"#,
    append_only: ["distribution_recall"]
);
