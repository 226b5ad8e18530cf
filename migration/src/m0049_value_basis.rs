//! On what the value of a transfer's line stands.

crate::dialect::migration!(
    "m0049_value_basis",
    r#"
-- 计价依据: as the card had its value when the list was filed; lists of before say nothing
ALTER TABLE asset_transfer_item ADD COLUMN value_basis {word} CHECK (value_basis IN ('settled', 'provisional', 'stated', 'nominal'));
"#
);
