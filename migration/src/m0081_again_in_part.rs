//! As which part of its line goes out again what came back of a payout, while the rest stays paid.

crate::dialect::migration!(
    "m0081_again_in_part",
    r#"
-- 缴回款再发的份号: where not all came back, or all of it in several acts; the payout and what came back of it stand as they are
ALTER TABLE payout_recovery ADD COLUMN part {int} CHECK (part IS NULL OR (part > 0 AND state = 'confirmed' AND goes_to = 'holder'));
-- 缴回再发: of which payout this part is what came back; it is no part of the line beside the others, but of what is paid of it
ALTER TABLE distribution_release ADD COLUMN payout_id {id} REFERENCES payout (id) CHECK (payout_id IS NULL OR part > 0);
CREATE INDEX distribution_release_by_payout ON distribution_release (payout_id) WHERE payout_id IS NOT NULL;
"#
);
