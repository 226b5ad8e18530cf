//! What was made of a paper is told in the order of its assets, and no more of it than a trace asks for: one allocation may have made a
//! hundred thousand cards.

crate::dialect::migration!(
    "m0070_trace_in_order",
    r#"
DROP INDEX asset_funding_by_allocation;
DROP INDEX asset_funding_by_payment;
DROP INDEX asset_funding_by_document;
CREATE INDEX asset_funding_by_allocation ON asset_funding (allocation_id, asset_id, n);
CREATE INDEX asset_funding_by_payment ON asset_funding (payment_id, asset_id, n);
CREATE INDEX asset_funding_by_document ON asset_funding (document_id, asset_id, n);
"#
);
