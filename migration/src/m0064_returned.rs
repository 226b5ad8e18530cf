//! Papers that a desk asked for and that came later, exceptions made good by whose word and on whatever day, confirmations that were taken back, and
//! objections that were told after a posting had been closed.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait as _, DbBackend, DbErr},
};

const SQL: &str = r#"
-- 补件: which revision of a transfer's papers there is, and which one brought a paper that a desk had asked for
ALTER TABLE asset_transfer ADD COLUMN revision {small} NOT NULL DEFAULT 1 CHECK (revision >= 1);
ALTER TABLE asset_transfer_paper ADD COLUMN added_in {small} CHECK (added_in > 1);
-- 补办: who said that what was missing is there, and in which words; what was made good before has nobody here
ALTER TABLE policy_exception ADD COLUMN made_good_by {id} REFERENCES officer (id);
ALTER TABLE policy_exception ADD COLUMN made_good_note {text};
-- 撤回确认: why a confirmation was taken back, and by whom
ALTER TABLE lead ADD COLUMN taken_back {text};
ALTER TABLE lead ADD COLUMN taken_back_by {id} REFERENCES officer (id);
-- 期满后录入的异议: received within the term, recorded on this day, when the posting had been closed
ALTER TABLE posting_objection ADD COLUMN recorded_late_on {day};
"#;

/// What is made good late is made good: it is told apart by its days.
const LATE: (&str, &str) = (
    "CHECK (made_good_on IS NULL OR made_good_on <= deadline_on)",
    "CHECK (made_good_on IS NULL OR consumed_at_ms IS NOT NULL)",
);

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0064_returned"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::dialect::run(manager, SQL).await?;
        let connection = manager.get_connection();
        if connection.get_database_backend() == DbBackend::Postgres {
            let sql = format!(
                "ALTER TABLE policy_exception DROP CONSTRAINT policy_exception_check2, \
                 ADD CONSTRAINT policy_exception_check2 {}",
                LATE.1
            );
            connection.execute_unprepared(&sql).await?;
        } else {
            crate::dialect::reword(manager, "policy_exception", &[LATE]).await?;
        }
        Ok(())
    }
}
