//! That a plan corrects another, and what was acknowledged of a list by which persons are paid.

crate::dialect::migration!(
    "m0051_again",
    r#"
-- 更正、补发说明: what a plan corrects whose months were distributed already
ALTER TABLE distribution ADD COLUMN correction {text};
-- numbers of the rules whose warnings were acknowledged
ALTER TABLE to_person_list ADD COLUMN acknowledged {text};
"#
);
