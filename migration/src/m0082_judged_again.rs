//! By what a correction of a card is judged once more when another confirms it.

crate::dialect::migration!(
    "m0082_judged_again",
    r#"
-- 更正登记: the numbers of the warnings that whoever told it stood by, parted by spaces; those of before have none
ALTER TABLE asset_correction ADD COLUMN acknowledged {text};
-- 更正登记: the version that told it, so that what happened to the card since is known; those of before have none
ALTER TABLE asset_correction ADD COLUMN card_version {int};
"#
);
