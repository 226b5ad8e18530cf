//! What was let go to a person whom a paper named, and called back: the line goes to another under a number of its own. And by which paper one died of
//! whose death no register tells.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait as _, DbBackend, DbErr},
};

const SQL: &str = r#"
-- 死亡证明: number, day and issuer of the paper by which one died who is inherited from, where no register tells of it
ALTER TABLE share_transaction ADD COLUMN death_paper {word} CHECK (death_paper IS NULL OR kind = 'inherit');
ALTER TABLE share_transaction ADD COLUMN death_paper_on {day} CHECK ((death_paper_on IS NULL) = (death_paper IS NULL));
ALTER TABLE share_transaction ADD COLUMN death_paper_by {text} CHECK ((death_paper_by IS NULL) = (death_paper IS NULL));
-- 收回时已恢复发放的最大份号: what is let go after it stands in the place of what was called back; of before, all of it
ALTER TABLE distribution_recall ADD COLUMN last_part {int} NOT NULL DEFAULT 0;
"#;

/// A part of an heir has a number; so has the whole line, once it was let go before and called back.
const HEIR: (&str, &str) = ("CHECK ((part > 0) = (heir_id IS NOT NULL))", "CHECK (heir_id IS NULL OR part > 0)");
/// A part goes to an heir or to a person whom a paper names.
const PERSON: (&str, &str) = ("CHECK (person_id IS NULL OR part = 0)", "CHECK (person_id IS NULL OR heir_id IS NULL)");
/// The whole line is called back too.
const RECALLED: (&str, &str) = ("CHECK (part > 0)", "CHECK (part >= 0)");

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0072_called_back"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::dialect::run(manager, SQL).await?;
        let connection = manager.get_connection();
        if connection.get_database_backend() == DbBackend::Postgres {
            let sql = format!(
                "ALTER TABLE distribution_release DROP CONSTRAINT distribution_release_check, DROP CONSTRAINT distribution_release_check1, \
                   ADD CONSTRAINT distribution_release_check {}, ADD CONSTRAINT distribution_release_check1 {}; \
                 ALTER TABLE distribution_recall DROP CONSTRAINT distribution_recall_part_check, \
                   ADD CONSTRAINT distribution_recall_part_check {}",
                HEIR.1, PERSON.1, RECALLED.1
            );
            connection.execute_unprepared(&sql).await?;
        } else {
            crate::dialect::reword(manager, "distribution_release", &[HEIR, PERSON]).await?;
            crate::dialect::reword(manager, "distribution_recall", &[RECALLED]).await?;
        }
        Ok(())
    }
}
