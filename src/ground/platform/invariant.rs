//! Invariants that must hold between any two transactions, each one SQL statement that returns the places where it is broken.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::Fault;
use crate::ground::kernel::{SubjectKind, Words};

/// One numbered invariant. Its statement returns one text column, a sentence for each broken place; an id written in braces,
/// `{p.id}`, is turned into text on either engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invariant {
    /// `I1` … `I13`.
    pub number: &'static str,
    /// What holds, as a sentence.
    pub holds: String,
    sql: String,
}

/// What the recomputation of one invariant found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which invariant.
    pub number: &'static str,
    /// What should hold.
    pub holds: String,
    /// The first broken places, each a sentence that says where and how.
    pub breaches: Vec<String>,
    /// How many places are broken: as many as listed, or more.
    pub count: u64,
}

impl Finding {
    /// What was recomputed without a statement of its own: every broken place.
    pub fn of(number: &'static str, holds: impl Into<String>, mut breaches: Vec<String>) -> Self {
        let count = breaches.len() as u64;
        breaches.truncate(LISTED);
        Self { number, holds: holds.into(), breaches, count }
    }

    /// Nothing is broken.
    pub const fn is_clean(&self) -> bool {
        self.count == 0
    }
}

/// How many breaches of one invariant are listed; a damaged table can have millions.
const LISTED: usize = 20;

impl Invariant {
    /// From its statement.
    pub fn new(number: &'static str, holds: impl Into<String>, sql: impl Into<String>) -> Self {
        Self { number, holds: holds.into(), sql: sql.into() }
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
        let holds = format!("every version of a row of {table} has exactly one trail event, and every event its row");
        Self::new("I7", holds, sql)
    }

    /// I7 for one table of rows that are never changed under a version: each has the trail event of its making. Rows may be swept
    /// away while their events stay.
    pub fn recorded(table: &str, kind: SubjectKind) -> Self {
        let kind = kind.word();
        let sql = format!(
            "SELECT '{kind} ' || {{t.id}} || ' has no trail event' FROM {table} t LEFT JOIN trail_event e \
               ON e.subject_kind = '{kind}' AND e.subject_id = t.id AND e.subject_version = 1 WHERE e.id IS NULL"
        );
        Self::new("I7", format!("every row of {table} has the trail event of its making"), sql)
    }

    /// I9 for one table with states: each step of a row's recorded history is a legal one, and the row stands where it ends.
    pub fn walk<W: Words>(table: &str, kind: SubjectKind, first: &[W], steps: &[(W, W)]) -> Self {
        let kind = kind.word();
        let steps = steps.iter().map(|(from, to)| format!("'{}>{}'", from.word(), to.word()));
        let pairs = steps.chain(first.iter().map(|to| format!("'>{}'", to.word())));
        let legal = pairs.collect::<Vec<_>>().join(", ");
        // Over a version without an event there is no step to judge: I7 reports the gap.
        let walked = format!(
            "SELECT subject_id, subject_version, coalesce(subject_state, 'no state') AS is_now, \
                    coalesce(lag(coalesce(subject_state, 'no state')) OVER line, '') AS was, \
                    coalesce(lag(subject_version) OVER line, 0) AS was_version \
               FROM trail_event WHERE subject_kind = '{kind}' AND subject_version IS NOT NULL \
             WINDOW line AS (PARTITION BY subject_id ORDER BY subject_version)"
        );
        let sql = format!(
            "SELECT '{kind} ' || {{w.subject_id}} || ' went from ' || CASE w.was WHEN '' THEN 'nothing' ELSE w.was END || ' to ' || w.is_now FROM ({walked}) w \
              WHERE w.was_version = w.subject_version - 1 AND w.was <> w.is_now AND w.was || '>' || w.is_now NOT IN ({legal}) \
             UNION ALL SELECT '{kind} ' || {{t.id}} || ' is ' || t.state || ' but its trail ends at ' || coalesce(e.subject_state, 'no state') \
               FROM {table} t JOIN trail_event e ON e.subject_kind = '{kind}' AND e.subject_id = t.id AND e.subject_version = t.version \
              WHERE coalesce(e.subject_state, '') <> t.state"
        );
        Self::new(
            "I9",
            format!("the recorded history of every row of {table} is legal and ends where the row stands"),
            sql,
        )
    }

    /// I11 for a row that hangs under another: its region lies inside the other's.
    pub fn inside(table: &str, column: &str, parent: &str) -> Self {
        let sql = format!(
            "SELECT '{table} ' || {{t.id}} || ' in ' || t.region_code || ' hangs under {parent} in ' || p.region_code \
               FROM {table} t JOIN {parent} p ON p.id = t.{column} \
              WHERE p.region_code <> 'CN' AND substr(t.region_code, 1, length(p.region_code)) <> p.region_code"
        );
        Self::new("I11", format!("the region of a row of {table} lies inside that of its {parent}"), sql)
    }

    /// Its statement as an engine reads it.
    pub fn statement(&self, backend: DbBackend) -> String {
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

/// Recomputes one invariant. It is one statement, so that it sees the books as they stood between two transactions.
pub async fn recompute(conn: &impl ConnectionTrait, invariant: &Invariant) -> Result<Finding, Fault> {
    let backend = conn.get_database_backend();
    let sql = invariant.statement(backend);
    let limited = Statement::from_string(backend, format!("SELECT * FROM ({sql}) AS broken LIMIT {LISTED}"));
    let rows = conn.query_all_raw(limited).await?;
    let breaches = rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect::<Result<Vec<String>, Fault>>()?;
    let count = if breaches.len() < LISTED {
        breaches.len() as u64
    } else {
        counted(conn, format!("SELECT count(*) FROM ({sql}) AS broken")).await?
    };
    Ok(Finding { number: invariant.number, holds: invariant.holds.clone(), breaches, count })
}

async fn counted(conn: &impl ConnectionTrait, sql: String) -> Result<u64, Fault> {
    let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
    let count: i64 = row.ok_or_else(|| Fault::inconsistent("no count"))?.try_get_by_index(0)?;
    u64::try_from(count).map_err(|_| Fault::inconsistent("a count below zero"))
}

/// I10: every reference finds its row. SQLite is asked directly, also whether its file is whole; PostgreSQL's constraints are
/// walked one by one, because a restore or a superuser can have gone around them, and `pg_amcheck` looks at its files.
pub async fn broken_references(conn: &impl ConnectionTrait) -> Result<Finding, Fault> {
    let (holds, (mut breaches, count)) = match conn.get_database_backend() {
        DbBackend::Postgres => ("every reference finds its row", postgres_orphans(conn).await?),
        _ => ("every reference finds its row, and the file is whole", sqlite_damage(conn).await?),
    };
    breaches.truncate(LISTED);
    Ok(Finding { number: "I10", holds: holds.into(), breaches, count })
}

async fn sqlite_damage(conn: &impl ConnectionTrait) -> Result<(Vec<String>, u64), Fault> {
    let mut found = Vec::new();
    for row in conn.query_all_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check")).await? {
        let (table, parent): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
        found.push(format!("a row of {table} refers to no row of {parent}"));
    }
    for row in conn.query_all_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check(20)")).await? {
        let said: String = row.try_get_by_index(0)?;
        if said != "ok" {
            found.push(said);
        }
    }
    let count = found.len() as u64;
    Ok((found, count))
}

/// One row for each foreign key: table, parent, the columns that refer, "all of them are given", "the parent's are the same".
const FOREIGN_KEYS: &str = "\
    SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, string_agg(a.attname, ', ' ORDER BY k.n), \
           string_agg(format('t.%I IS NOT NULL', a.attname), ' AND ' ORDER BY k.n), \
           string_agg(format('p.%I = t.%I', f.attname, a.attname), ' AND ' ORDER BY k.n) \
      FROM pg_constraint c \
     CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (own, theirs, n) \
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own \
      JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = k.theirs \
     WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace \
     GROUP BY c.oid, c.conrelid, c.confrelid ORDER BY 1, 3";

/// How many foreign keys are walked in one statement.
const WALKED: usize = 64;

async fn postgres_orphans(conn: &impl ConnectionTrait) -> Result<(Vec<String>, u64), Fault> {
    let backend = DbBackend::Postgres;
    let (mut found, mut total) = (Vec::new(), 0);
    for keys in conn.query_all_raw(Statement::from_string(backend, FOREIGN_KEYS)).await?.chunks(WALKED) {
        let mut walks = Vec::with_capacity(keys.len());
        for key in keys {
            let text = |n| key.try_get_by_index::<String>(n);
            let (table, parent, columns, given, same) = (text(0)?, text(1)?, text(2)?, text(3)?, text(4)?);
            walks.push(format!(
                "SELECT count(*) AS n, 'rows of {table} refer by {columns} to no row of {parent}' AS said FROM {table} t \
                  WHERE {given} AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE {same})"
            ));
        }
        let sql = format!("SELECT * FROM ({}) AS walk WHERE n > 0", walks.join(" UNION ALL "));
        for row in conn.query_all_raw(Statement::from_string(backend, sql)).await? {
            let (orphans, said): (i64, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            total += u64::try_from(orphans).map_err(|_| Fault::inconsistent("a count below zero"))?;
            found.push(format!("{orphans} {said}"));
        }
    }
    Ok((found, total))
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;

    use super::Invariant;

    #[test]
    fn an_id_is_turned_into_text_on_either_engine() {
        let invariant = Invariant::new("I1", "", "SELECT 'x ' || {p.id} || {q.id} FROM p");
        assert_eq!(invariant.statement(DbBackend::Sqlite), "SELECT 'x ' || hex(p.id) || hex(q.id) FROM p");
        assert_eq!(invariant.statement(DbBackend::Postgres), "SELECT 'x ' || p.id::text || q.id::text FROM p");
    }
}
