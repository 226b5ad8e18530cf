//! A second officer for what is spent from a pool, and what locked lists hold of pools.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait, DbBackend, DbErr},
};

const SQL: &str = r#"
-- 使用收益复核: what was recorded before stands as one officer booked it
ALTER TABLE income_spending ADD COLUMN state {word} NOT NULL DEFAULT 'booked'
  CHECK (state IN ('proposed', 'confirmed', 'booked') AND (reverses_id IS NULL OR state = 'booked'));
ALTER TABLE income_spending ADD COLUMN confirmed_by {word}
  CHECK ((confirmed_by IS NOT NULL) = (state = 'confirmed') AND confirmed_by <> recorded_by);
-- which locked list of persons it pays
ALTER TABLE income_spending ADD COLUMN to_person_list_id {id} REFERENCES to_person_list (id);
CREATE INDEX income_spending_by_list ON income_spending (to_person_list_id) WHERE to_person_list_id IS NOT NULL;
CREATE INDEX income_spending_by_state ON income_spending (state, id) WHERE state = 'proposed';

-- 分配池预留: what a locked list holds of a pool, and by which spending it was paid
CREATE TABLE income_hold (
  subject_kind {word} NOT NULL,
  subject_id {id} NOT NULL,
  pool_id {id} NOT NULL REFERENCES income_pool (id),
  amount_fen {money} NOT NULL CHECK (amount_fen > 0) {range:amount_fen},
  spending_id {id} REFERENCES income_spending (id),
  PRIMARY KEY (subject_kind, subject_id)
) {strict};
CREATE INDEX income_hold_by_pool ON income_hold (pool_id);
CREATE UNIQUE INDEX income_hold_by_spending ON income_hold (spending_id) WHERE spending_id IS NOT NULL;
INSERT INTO income_hold (subject_kind, subject_id, pool_id, amount_fen, spending_id)
  SELECT 'to_person_list', id, pool_id, lines_fen, spending_id FROM to_person_list
   WHERE pool_id IS NOT NULL AND lines_fen > 0 AND state IN ('locked', 'paid');
"#;

/// Rows of spendings are confirmed by a second officer, which is their second version; they are still never deleted.
async fn let_confirm(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    if connection.get_database_backend() == DbBackend::Postgres {
        for sql in [
            "ALTER TABLE income_spending DROP CONSTRAINT income_spending_version_check, \
             ADD CONSTRAINT income_spending_version_check CHECK (version IN (1, 2))",
            "DROP TRIGGER income_spending_append_only ON income_spending",
            "CREATE TRIGGER income_spending_append_only BEFORE DELETE OR TRUNCATE ON income_spending \
             FOR EACH STATEMENT EXECUTE FUNCTION append_only()",
        ] {
            connection.execute_unprepared(sql).await?;
        }
        return Ok(());
    }
    connection.execute_unprepared("DROP TRIGGER income_spending_no_update").await?;
    crate::dialect::reword(manager, "income_spending", &[("CHECK (version = 1)", "CHECK (version IN (1, 2))")]).await
}

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0054_pools"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let_confirm(manager).await?;
        crate::dialect::run(manager, SQL).await
    }
}
