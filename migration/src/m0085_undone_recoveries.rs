//! What was confirmed to have come back and did not: who asked by which paper that it be taken back, and who else confirmed that.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait as _, DbBackend, DbErr},
};

const SQL: &str = r#"
-- 申请撤销入账: why, by which paper, by whom, and who else confirmed it; until then what came back stands as it is
ALTER TABLE payout_recovery ADD COLUMN undoing_reason {text};
ALTER TABLE payout_recovery ADD COLUMN undoing_file_id {id} REFERENCES file (id) CHECK ((undoing_file_id IS NULL) = (undoing_reason IS NULL));
ALTER TABLE payout_recovery ADD COLUMN undoing_by {id} REFERENCES officer (id) CHECK ((undoing_by IS NULL) = (undoing_reason IS NULL));
ALTER TABLE payout_recovery ADD COLUMN undone_by {id} REFERENCES officer (id)
  CHECK ((undone_by IS NOT NULL) = (state = 'undone') AND (undone_by IS NULL OR undone_by <> undoing_by));
CREATE INDEX payout_recovery_by_undoing_file ON payout_recovery (undoing_file_id) WHERE undoing_file_id IS NOT NULL;
"#;

/// One more state, of what two officers had seen before.
const STATE: (&str, &str) = (
    "CHECK (state IN ('recorded', 'confirmed', 'withdrawn', 'restored'))",
    "CHECK (state IN ('recorded', 'confirmed', 'withdrawn', 'restored', 'undone'))",
);
const CONFIRMED: (&str, &str) = (
    "CHECK ((state IN ('confirmed', 'restored')) = (confirmed_by IS NOT NULL))",
    "CHECK ((state IN ('confirmed', 'restored', 'undone')) = (confirmed_by IS NOT NULL))",
);

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0085_undone_recoveries"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        if connection.get_database_backend() == DbBackend::Postgres {
            let sql = format!(
                "ALTER TABLE payout_recovery DROP CONSTRAINT payout_recovery_state_check, \
                   ADD CONSTRAINT payout_recovery_state_check {}, \
                   DROP CONSTRAINT payout_recovery_check1, ADD CONSTRAINT payout_recovery_check1 {}",
                STATE.1, CONFIRMED.1
            );
            connection.execute_unprepared(&sql).await?;
        } else {
            crate::dialect::reword(manager, "payout_recovery", &[STATE, CONFIRMED]).await?;
        }
        crate::dialect::run(manager, SQL).await
    }
}
