//! Vouchers that are numbered anew every month, to whom an order was given that pays another, and along what money of cards is found.

crate::dialect::migration!(
    "m0058_mends",
    r#"
-- 凭证: their numbers begin anew every month, and one carries what belongs to several; what is told twice is found behind the lock of
-- the order, or of the body
DROP INDEX upkeep_order_met_voucher;
CREATE INDEX upkeep_order_met_by_voucher ON upkeep_order_met (organisation_id, voucher);
DROP INDEX income_entry_voucher;
CREATE INDEX income_entry_by_voucher ON income_entry (collective_id, voucher);
DROP INDEX income_spending_voucher;
CREATE INDEX income_spending_by_voucher ON income_spending (collective_id, voucher);
-- 承办人: to whom the order was given, where that is another than who is paid
ALTER TABLE upkeep_bill ADD COLUMN assigned_name {text};
-- 资金占用: what cards take of a line is found along its payments too
CREATE INDEX payment_by_allocation ON payment (allocation_id);
"#
);
