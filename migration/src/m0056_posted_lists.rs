//! Lists of distributions and lists by which persons are paid hang like titles and transfers do: with what hung of them kept, and the list naming
//! its posting.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait as _, DbBackend, DbErr},
};

const SQL: &str = r#"
ALTER TABLE posting_subject ADD COLUMN distribution_id {id} REFERENCES distribution (id);
ALTER TABLE posting_subject ADD COLUMN to_person_list_id {id} REFERENCES to_person_list (id);
CREATE UNIQUE INDEX posting_subject_distribution ON posting_subject (distribution_id, posting_id) WHERE distribution_id IS NOT NULL;
CREATE UNIQUE INDEX posting_subject_to_person_list ON posting_subject (to_person_list_id, posting_id) WHERE to_person_list_id IS NOT NULL;

-- 公示名单: what a list digested to when a revision took it in
CREATE TABLE posting_list (
  posting_id {id} NOT NULL REFERENCES posting (id),
  revision {small} NOT NULL,
  n {small} NOT NULL,
  digest {word} NOT NULL CHECK (length(digest) = 64),
  PRIMARY KEY (posting_id, revision, n),
  FOREIGN KEY (posting_id, revision) REFERENCES posting_content (posting_id, revision),
  FOREIGN KEY (posting_id, n) REFERENCES posting_subject (posting_id, n)
) {strict};

-- by which posting a list hangs; nothing where a day and a photo tell it
ALTER TABLE distribution ADD COLUMN posting_id {id} REFERENCES posting (id);
ALTER TABLE to_person_list ADD COLUMN posting_id {id} REFERENCES posting (id);
CREATE INDEX distribution_by_posting ON distribution (posting_id) WHERE posting_id IS NOT NULL;
CREATE INDEX to_person_list_by_posting ON to_person_list (posting_id) WHERE posting_id IS NOT NULL;
"#;

/// What is posted, and that a subject is one thing.
const MATTER: (&str, &str) = (
    "CHECK (matter IN ('title', 'transfer'))",
    "CHECK (matter IN ('title', 'transfer', 'distribution', 'to_person_list'))",
);
const ONE: (&str, &str) = (
    "CHECK ((asset_id IS NULL) <> (transfer_id IS NULL))",
    "CHECK (CASE WHEN asset_id IS NULL THEN 0 ELSE 1 END + CASE WHEN transfer_id IS NULL THEN 0 ELSE 1 END \
     + CASE WHEN distribution_id IS NULL THEN 0 ELSE 1 END + CASE WHEN to_person_list_id IS NULL THEN 0 ELSE 1 END = 1)",
);

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0056_posted_lists"
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
