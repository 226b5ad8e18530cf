//! Who changed what somebody is called, by which paper, and who confirmed it; who closed an account into which somebody was paid.

crate::dialect::migration!(
    "m0062_names",
    r#"
-- 姓名、证件号码变更: by which paper, by whom, and who else confirmed it; before that nothing is paid into an account of the person
ALTER TABLE person ADD COLUMN rename_file_id {id} REFERENCES file (id);
ALTER TABLE person ADD COLUMN renamed_by {id} REFERENCES officer (id) CHECK ((renamed_by IS NULL) = (rename_file_id IS NULL));
ALTER TABLE person ADD COLUMN rename_confirmed_by {id} REFERENCES officer (id) CHECK (rename_confirmed_by IS NULL OR rename_confirmed_by <> renamed_by);
-- 收款账户停用: by whom, and who else confirmed it; what was closed before, or by another account that took its place, has nobody here
ALTER TABLE payee_account ADD COLUMN closed_by {id} REFERENCES officer (id);
ALTER TABLE payee_account ADD COLUMN close_confirmed_by {id} REFERENCES officer (id) CHECK (close_confirmed_by IS NULL OR close_confirmed_by <> closed_by);
"#
);
