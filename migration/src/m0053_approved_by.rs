//! Who approved what a paper of a transfer grants.

crate::dialect::migration!(
    "m0053_approved_by",
    r#"
-- 批准机关: of a reply, which office granted the transfer
ALTER TABLE asset_transfer_paper ADD COLUMN approved_by {word};
"#
);
