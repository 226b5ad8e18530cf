//! One text of each table for both engines. Words in braces are types; what they become stands in [`TYPES`].

use sea_orm_migration::{
    SchemaManager,
    sea_orm::{ConnectionTrait, DbBackend, DbErr},
};

/// (word, SQLite, PostgreSQL). SQLite tables are STRICT, so that a column holds what it says and an overflow is an error
/// instead of a silent REAL.
const TYPES: [(&str, &str, &str); 13] = [
    ("{id}", "BLOB", "uuid"),
    ("{seq}", "INTEGER PRIMARY KEY AUTOINCREMENT", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
    ("{int}", "INTEGER", "bigint"),
    ("{small}", "INTEGER", "integer"),
    ("{instant}", "INTEGER", "bigint"),
    ("{money}", "INTEGER", "bigint"),
    ("{bool}", "INTEGER", "boolean"),
    ("{day}", "TEXT", "date"),
    ("{text}", "TEXT", "text"),
    ("{word}", "TEXT", "text COLLATE \"C\""),
    ("{code}", "TEXT", "text COLLATE \"C\""),
    ("{bytes}", "BLOB", "bytea"),
    ("{strict}", "STRICT", ""),
];

/// Runs statements separated by `;` at the end of a line. `{range:x}` is the CHECK of a money column.
pub(crate) async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let postgres = connection.get_database_backend() == DbBackend::Postgres;
    let mut text = sql.to_owned();
    for (word, sqlite, pg) in TYPES {
        text = text.replace(word, if postgres { pg } else { sqlite });
    }
    while let Some(start) = text.find("{range:") {
        let end = text[start..].find('}').map_or(text.len(), |e| start + e);
        let column = text[start + 7..end].to_owned();
        let check = format!("CHECK ({column} BETWEEN -999999999999999 AND 999999999999999)");
        text.replace_range(start..=end.min(text.len() - 1), &check);
    }
    for statement in text.split(";\n").map(str::trim).filter(|s| !s.is_empty()) {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}

/// Forbids UPDATE and DELETE (and TRUNCATE) on a table: what is written there stays.
pub(crate) async fn append_only(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    if connection.get_database_backend() == DbBackend::Postgres {
        let sql = format!(
            "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '55000'; END $$; \
             CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        );
        connection.execute_unprepared(&sql).await?;
        return Ok(());
    }
    for verb in ["UPDATE", "DELETE"] {
        let name = verb.to_lowercase();
        let sql = format!(
            "CREATE TRIGGER {table}_no_{name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        );
        connection.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Puts other words into the definition of a table on SQLite, each pair in the place of what is there once. The rows and their order stay as they are.
///
/// SQLite has no statement that changes a CHECK, or lets go of a NOT NULL or a reference. Its manual names this way for constraints that leave
/// the rows as they are; making the table anew would drop it from under the rows that refer to it. PostgreSQL has ALTER TABLE.
pub(crate) async fn reword(manager: &SchemaManager<'_>, table: &str, pairs: &[(&str, &str)]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let quoted = |text: &str| text.replace('\'', "''");
    connection.execute_unprepared("PRAGMA writable_schema = ON").await?;
    let mut wrong = Ok(());
    for (was, is) in pairs {
        let sql = format!(
            "UPDATE sqlite_schema SET sql = replace(sql, '{was}', '{is}') \
             WHERE type = 'table' AND name = '{table}' AND instr(sql, '{was}') > 0",
            was = quoted(was),
            is = quoted(is)
        );
        let rows = connection.execute_unprepared(&sql).await.map(|done| done.rows_affected());
        wrong = wrong.and(rows.and_then(|rows| match rows {
            1 => Ok(()),
            rows => Err(DbErr::Custom(format!("the schema has {rows} tables {table} with {was}"))),
        }));
    }
    connection.execute_unprepared("PRAGMA writable_schema = RESET").await?;
    wrong
}

/// Declares a migration whose `up` is the given text, followed by append-only triggers on the given tables.
macro_rules! migration {
    ($name:literal, $sql:expr $(, append_only: [$($table:literal),*])?) => {
        pub(crate) struct Migration;

        impl sea_orm_migration::MigrationName for Migration {
            fn name(&self) -> &str {
                $name
            }
        }

        #[sea_orm_migration::async_trait::async_trait]
        impl sea_orm_migration::MigrationTrait for Migration {
            async fn up(
                &self,
                manager: &sea_orm_migration::SchemaManager,
            ) -> Result<(), sea_orm_migration::sea_orm::DbErr> {
                crate::dialect::run(manager, $sql).await?;
                $($(crate::dialect::append_only(manager, $table).await?;)*)?
                Ok(())
            }
        }
    };
}
pub(crate) use migration;
