//! Which assets were built under a contract: a trace asks.

crate::dialect::migration!(
    "m0027_assets_by_contract",
    r#"
CREATE INDEX asset_by_contract ON asset (contract_id);
"#
);
