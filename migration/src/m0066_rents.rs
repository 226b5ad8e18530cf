//! Of a rent: why it names no asset, which warnings were acknowledged, and what of it was given back when the tenant left. And schemes of shares hang
//! like lists do.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait as _, DbBackend, DbErr},
};

const SQL: &str = r#"
-- 无对应资产的依据: what earned a rent that names no asset, as its paper says
ALTER TABLE income_entry ADD COLUMN asset_basis {text};
-- numbers of the rules whose warnings were acknowledged
ALTER TABLE income_entry ADD COLUMN acknowledged {text};
-- 退还预收租金: of which rent an expense gives back the months that nobody has used
ALTER TABLE income_entry ADD COLUMN refund_of_id {id} REFERENCES income_entry (id) CHECK (refund_of_id IS NULL OR side = 'expense');
CREATE INDEX income_entry_refunds ON income_entry (refund_of_id) WHERE refund_of_id IS NOT NULL;

-- 折股量化方案的公示
ALTER TABLE posting_subject ADD COLUMN share_scheme_id {id} REFERENCES share_scheme (id);
CREATE UNIQUE INDEX posting_subject_share_scheme ON posting_subject (share_scheme_id, posting_id) WHERE share_scheme_id IS NOT NULL;
"#;

/// What is posted, and that a subject is one thing.
const MATTER: (&str, &str) = (
    "CHECK (matter IN ('title', 'transfer', 'distribution', 'to_person_list'))",
    "CHECK (matter IN ('title', 'transfer', 'distribution', 'to_person_list', 'share_scheme'))",
);
const ONE: (&str, &str) = (
    "CHECK (CASE WHEN asset_id IS NULL THEN 0 ELSE 1 END + CASE WHEN transfer_id IS NULL THEN 0 ELSE 1 END \
     + CASE WHEN distribution_id IS NULL THEN 0 ELSE 1 END + CASE WHEN to_person_list_id IS NULL THEN 0 ELSE 1 END = 1)",
    "CHECK (CASE WHEN asset_id IS NULL THEN 0 ELSE 1 END + CASE WHEN transfer_id IS NULL THEN 0 ELSE 1 END \
     + CASE WHEN distribution_id IS NULL THEN 0 ELSE 1 END + CASE WHEN to_person_list_id IS NULL THEN 0 ELSE 1 END \
     + CASE WHEN share_scheme_id IS NULL THEN 0 ELSE 1 END = 1)",
);

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0066_rents"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::dialect::run(manager, SQL).await?;
        let connection = manager.get_connection();
        if connection.get_database_backend() == DbBackend::Postgres {
            let sql = format!(
                "ALTER TABLE posting DROP CONSTRAINT posting_matter_check, ADD CONSTRAINT posting_matter_check {}; \
                 ALTER TABLE posting_subject DROP CONSTRAINT posting_subject_check, ADD CONSTRAINT posting_subject_check {}",
                MATTER.1, ONE.1
            );
            connection.execute_unprepared(&sql).await?;
        } else {
            crate::dialect::reword(manager, "posting", &[MATTER]).await?;
            crate::dialect::reword(manager, "posting_subject", &[ONE]).await?;
        }
        Ok(())
    }
}
