//! The kind of a card among what is corrected by two, and that it stands for what another card stands for already.

crate::dialect::migration!(
    "m0079_cards",
    r#"
-- 更正登记: of which kind the card said it was, and of which it is; corrections of before said nothing of it
ALTER TABLE asset_correction ADD COLUMN was_kind {word} CHECK (was_kind IN ('public_welfare', 'business', 'household'));
ALTER TABLE asset_correction ADD COLUMN kind {word} CHECK (kind IN ('public_welfare', 'business', 'household'));
-- 重复录入: by which card the asset was entered already
ALTER TABLE asset_correction ADD COLUMN twin_id {id} REFERENCES asset (id) CHECK (twin_id <> asset_id);
UPDATE asset_correction SET was_kind = (SELECT asset.kind FROM asset WHERE asset.id = asset_correction.asset_id),
  kind = (SELECT asset.kind FROM asset WHERE asset.id = asset_correction.asset_id)
"#
);
