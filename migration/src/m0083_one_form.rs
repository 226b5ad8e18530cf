//! Whether what was verified of an order was taken back.

crate::dialect::migration!(
    "m0083_one_form",
    r#"
-- 管护应付: its verification was taken back; the row stays for claims that named it and are no more
ALTER TABLE upkeep_bill ADD COLUMN taken_back {bool} NOT NULL DEFAULT FALSE;
"#
);
