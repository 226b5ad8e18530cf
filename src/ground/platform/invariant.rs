//! Invariants that must hold between any two transactions, each one SQL statement that returns the places where it is broken.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::Fault;
use crate::ground::kernel::{SubjectKind, Words as _};

/// One numbered invariant. Its statement returns one text column, a sentence for each broken place; an id written in braces,
/// `{p.id}`, is turned into text on either engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invariant {
    /// `I1` … `I13`.
    pub number: &'static str,
    /// What holds, as a sentence.
    pub holds: &'static str,
    sql: String,
}

/// One broken place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Which invariant.
    pub number: &'static str,
    /// Where and how.
    pub what: String,
}

/// How many breaches of one invariant are listed; a damaged table can have millions.
const LISTED: usize = 20;

impl Invariant {
    /// From its statement.
    pub fn new(number: &'static str, holds: &'static str, sql: impl Into<String>) -> Self {
        Self { number, holds, sql: sql.into() }
    }

    /// I7 for one table of versioned rows: each version of a row has exactly one trail event, and no event stands without its row.
    pub fn history(table: &str, kind: SubjectKind) -> Self {
        let kind = kind.word();
        let sql = format!(
            "SELECT '{kind} ' || {{t.id}} || ' is at version ' || t.version || ' with ' || coalesce(e.n, 0) || ' trail events' \
               FROM {table} t LEFT JOIN (SELECT subject_id, count(*) AS n, max(subject_version) AS last FROM trail_event \
                 WHERE subject_kind = '{kind}' AND subject_version IS NOT NULL GROUP BY subject_id) e ON e.subject_id = t.id \
              WHERE coalesce(e.n, 0) <> t.version OR e.last <> t.version \
             UNION ALL SELECT '{kind} ' || {{e.subject_id}} || ' has a trail event and no row' \
               FROM trail_event e LEFT JOIN {table} t ON t.id = e.subject_id \
              WHERE e.subject_kind = '{kind}' AND e.subject_version IS NOT NULL AND t.id IS NULL"
        );
        Self::new("I7", "every version of a row has exactly one trail event, and every event its row", sql)
    }

    /// I9 for one table with states: each step of a row's recorded history is a legal one, and the row stands where it ends.
    pub fn walk(table: &str, kind: SubjectKind, first: &[&str], steps: &[(&str, &str)]) -> Self {
        let kind = kind.word();
        let pairs =
            steps.iter().map(|(from, to)| format!("'{from}>{to}'")).chain(first.iter().map(|to| format!("'>{to}'")));
        let legal = pairs.collect::<Vec<_>>().join(", ");
        let walked = format!(
            "SELECT subject_id, subject_version, subject_state AS is_now, \
                    coalesce(lag(subject_state) OVER (PARTITION BY subject_id ORDER BY subject_version), '') AS was \
               FROM trail_event WHERE subject_kind = '{kind}' AND subject_version IS NOT NULL AND subject_state IS NOT NULL"
        );
        let sql = format!(
            "SELECT '{kind} ' || {{w.subject_id}} || ' went from ' || w.was || ' to ' || w.is_now FROM ({walked}) w \
              WHERE w.was <> w.is_now AND w.was || '>' || w.is_now NOT IN ({legal}) \
             UNION ALL SELECT '{kind} ' || {{t.id}} || ' is ' || t.state || ' but its trail ends at ' || e.subject_state \
               FROM {table} t JOIN trail_event e ON e.subject_kind = '{kind}' AND e.subject_id = t.id AND e.subject_version = t.version \
              WHERE e.subject_state <> t.state"
        );
        Self::new("I9", "the recorded history of every state machine is legal", sql)
    }

    /// I11 for a row that hangs under another: its region lies inside the other's.
    pub fn inside(table: &str, column: &str, parent: &str) -> Self {
        let sql = format!(
            "SELECT '{table} ' || {{t.id}} || ' in ' || t.region_code || ' hangs under {parent} in ' || p.region_code \
               FROM {table} t JOIN {parent} p ON p.id = t.{column} \
              WHERE p.region_code <> 'CN' AND substr(t.region_code, 1, length(p.region_code)) <> p.region_code"
        );
        Self::new("I11", "every row's region lies inside its parent's", sql)
    }

    fn rendered(&self, backend: DbBackend) -> String {
        let mut out = String::with_capacity(self.sql.len());
        let mut rest = self.sql.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (id, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            out.push_str(&if backend == DbBackend::Postgres { format!("{id}::text") } else { format!("hex({id})") });
            rest = after;
        }
        out + rest
    }
}

/// Recomputes one invariant.
pub async fn breaches(conn: &impl ConnectionTrait, invariant: &Invariant) -> Result<Vec<Breach>, Fault> {
    let backend = conn.get_database_backend();
    let limited = format!("SELECT * FROM ({}) AS broken LIMIT {LISTED}", invariant.rendered(backend));
    let rows = conn.query_all_raw(Statement::from_string(backend, limited)).await?;
    rows.iter().map(|row| Ok(Breach { number: invariant.number, what: row.try_get_by_index(0)? })).collect()
}

/// I10: every reference finds its row, and the engine's own structures are whole. SQLite is asked directly; PostgreSQL's
/// constraints are walked one by one, because a restore or a superuser can have gone around them.
pub async fn broken_references(conn: &impl ConnectionTrait) -> Result<Vec<Breach>, Fault> {
    match conn.get_database_backend() {
        DbBackend::Postgres => postgres_orphans(conn).await,
        _ => sqlite_damage(conn).await,
    }
}

fn breach(what: String) -> Breach {
    Breach { number: "I10", what }
}

async fn sqlite_damage(conn: &impl ConnectionTrait) -> Result<Vec<Breach>, Fault> {
    let ask = |sql: &str| Statement::from_string(DbBackend::Sqlite, sql);
    let mut found = Vec::new();
    for row in conn.query_all_raw(ask("PRAGMA foreign_key_check")).await?.iter().take(LISTED) {
        let (table, parent): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
        found.push(breach(format!("a row of {table} refers to no row of {parent}")));
    }
    for row in conn.query_all_raw(ask("PRAGMA integrity_check(20)")).await? {
        let said: String = row.try_get_by_index(0)?;
        if said != "ok" {
            found.push(breach(said));
        }
    }
    Ok(found)
}

async fn postgres_orphans(conn: &impl ConnectionTrait) -> Result<Vec<Breach>, Fault> {
    // Every foreign key of ours has one column on either side.
    let sql = "SELECT c.conrelid::regclass::text, a.attname::text, c.confrelid::regclass::text, f.attname::text \
                 FROM pg_constraint c \
                 JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
                 JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1] \
                WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace ORDER BY 1, 2";
    let mut found = Vec::new();
    for key in conn.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await? {
        let name = |n| key.try_get_by_index::<String>(n);
        let (table, column, parent, of) = (name(0)?, name(1)?, name(2)?, name(3)?);
        let sql = format!(
            "SELECT count(*) FROM {table} t LEFT JOIN {parent} p ON p.{of} = t.{column} \
              WHERE t.{column} IS NOT NULL AND p.{of} IS NULL"
        );
        let row = conn.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        let orphans: i64 = row.ok_or_else(|| Fault::inconsistent("no count"))?.try_get_by_index(0)?;
        if orphans > 0 {
            found.push(breach(format!("{orphans} rows of {table} refer by {column} to no row of {parent}")));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;

    use super::Invariant;

    #[test]
    fn an_id_is_turned_into_text_on_either_engine() {
        let invariant = Invariant::new("I1", "", "SELECT 'x ' || {p.id} || {q.id} FROM p");
        assert_eq!(invariant.rendered(DbBackend::Sqlite), "SELECT 'x ' || hex(p.id) || hex(q.id) FROM p");
        assert_eq!(invariant.rendered(DbBackend::Postgres), "SELECT 'x ' || p.id::text || q.id::text FROM p");
    }
}
