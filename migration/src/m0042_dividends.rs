//! Of which pool of which closed year a distribution is, and how what its lines have reaches whom it is for.

crate::dialect::migration!(
    "m0042_dividends",
    r#"
-- plans of before pools were kept have none: they are written anew before their list is locked
ALTER TABLE distribution ADD COLUMN pool_id {id} REFERENCES income_pool (id);
ALTER TABLE distribution ADD COLUMN pool_year {small} CHECK ((pool_id IS NULL) = (pool_year IS NULL));
CREATE INDEX distribution_by_pool ON distribution (pool_id, id);
"#
);
