//! Of a rent: why it names no asset, which warnings were acknowledged, and what of it was given back when the tenant left.

crate::dialect::migration!(
    "m0066_rents",
    r#"
-- 无对应资产的依据: what earned a rent that names no asset, as its paper says
ALTER TABLE income_entry ADD COLUMN asset_basis {text};
-- numbers of the rules whose warnings were acknowledged
ALTER TABLE income_entry ADD COLUMN acknowledged {text};
-- 退还预收租金: of which rent an expense gives back the months that nobody has used
ALTER TABLE income_entry ADD COLUMN refund_of_id {id} REFERENCES income_entry (id) CHECK (refund_of_id IS NULL OR side = 'expense');
CREATE INDEX income_entry_refunds ON income_entry (refund_of_id) WHERE refund_of_id IS NOT NULL;
"#
);
