//! The columns that hold sealed values, as their areas name them, and how values of old data keys are sealed anew.
//!
//! A value names its data key in its head, so one statement says which keys are still wanted.

use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use ::entity::data_key;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement, Value};
use uuid::Uuid;

use super::{DataKey, SealError, Sealer, key_named};
use crate::ground::{
    kernel::Month,
    platform::{Fault, Tx},
};

/// Values that are sealed anew in one statement: the largest are chunks of files, a quarter of a mebibyte each.
const BATCH: usize = 50;
/// Data keys that are looked for at once: SQLite takes 32,766 bound values a statement.
const KEYS: usize = 10_000;

/// A column of sealed values. The place of a value, to which it is bound, is `table|word|id|n`, as far as the column has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedColumn {
    /// Its table.
    pub table: &'static str,
    /// Its name.
    pub column: &'static str,
    /// What stands in the place for the column.
    pub word: Option<&'static str>,
    /// The id in the table's key.
    pub id: &'static str,
    /// The number in the table's key, where it has one.
    pub n: Option<&'static str>,
}

/// A value with its place.
pub struct SealedValue {
    /// The id in its key.
    pub id: Uuid,
    /// The number in its key; 0 where there is none.
    pub n: i32,
    /// The value.
    pub sealed: Vec<u8>,
}

/// What one step of sealing anew did.
pub struct Resealed {
    /// Where the next one goes on; `None` after the last value.
    pub next: Option<(Uuid, i32)>,
    /// Values that were sealed anew.
    pub changed: usize,
}

impl SealedColumn {
    /// A column that is called in the place as in the table, of a table whose key is an id.
    pub const fn of(table: &'static str, column: &'static str) -> Self {
        Self { table, column, word: Some(column), id: "id", n: None }
    }

    /// A column of a table whose key is an id and a number.
    pub const fn numbered(table: &'static str, column: &'static str, key: (&'static str, &'static str)) -> Self {
        Self { table, column, word: Some(column), id: key.0, n: Some(key.1) }
    }

    /// Where a value stands.
    pub fn place(&self, value: &SealedValue) -> String {
        let word = self.word.map(str::to_owned);
        let n = self.n.map(|_| value.n.to_string());
        let parts = [Some(self.table.to_owned()), word, Some(value.id.to_string()), n];
        parts.into_iter().flatten().collect::<Vec<_>>().join("|")
    }

    /// The data key that a value names, as an expression.
    fn head(&self, backend: DbBackend) -> String {
        match backend {
            DbBackend::Postgres => format!("substring({} FROM 2 FOR 16)", self.column),
            _ => format!("substr({}, 2, 16)", self.column),
        }
    }

    /// The next values after a place, at most so many; of these data keys only, where any are given. Rows are held in a transaction
    /// that writes.
    pub async fn after(
        &self,
        conn: &impl ConnectionTrait,
        (id, n): (Uuid, i32),
        of: &[Uuid],
        (most, held): (usize, bool),
    ) -> Result<Vec<SealedValue>, Fault> {
        let backend = conn.get_database_backend();
        let mut values: Vec<Value> = vec![id.into()];
        let (number, beyond, order) = match self.n {
            Some(column) => {
                values.push(n.into());
                (column, format!("({}, {column}) > ($1, $2)", self.id), format!("{}, {column}", self.id))
            }
            None => ("0", format!("{} > $1", self.id), self.id.to_owned()),
        };
        let known = if of.is_empty() {
            String::new()
        } else {
            let first = values.len() + 1;
            values.extend(of.iter().map(|key| Value::from(key.as_bytes().to_vec())));
            let places: Vec<String> = (first..=values.len()).map(|at| format!("${at}")).collect();
            format!(" AND {} IN ({})", self.head(backend), places.join(", "))
        };
        let lock = if held && backend == DbBackend::Postgres { " FOR UPDATE" } else { "" };
        let (own, column, table) = (self.id, self.column, self.table);
        let sql = format!(
            "SELECT {own} AS id, {number} AS n, {column} AS sealed FROM {table} \
             WHERE {column} IS NOT NULL AND {beyond}{known} ORDER BY {order} LIMIT {most}{lock}"
        );
        let rows = conn.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        let read = |row: &sea_orm::QueryResult| {
            Ok(SealedValue { id: row.try_get("", "id")?, n: row.try_get("", "n")?, sealed: row.try_get("", "sealed")? })
        };
        rows.iter().map(read).collect()
    }

    /// The data keys that values of this column name.
    async fn keys_named(&self, conn: &impl ConnectionTrait) -> Result<BTreeSet<Uuid>, Fault> {
        let backend = conn.get_database_backend();
        let sql = format!(
            "SELECT DISTINCT {} AS named FROM {} WHERE {} IS NOT NULL",
            self.head(backend),
            self.table,
            self.column
        );
        let rows = conn.query_all_raw(Statement::from_string(backend, sql)).await?;
        let read = |row: &sea_orm::QueryResult| {
            let bytes: Vec<u8> = row.try_get("", "named")?;
            Uuid::from_slice(&bytes).map_err(|_| Fault::Seal(SealError::NotAuthentic))
        };
        rows.iter().map(read).collect()
    }

    async fn write(&self, tx: &Tx, anew: Vec<SealedValue>) -> Result<(), Fault> {
        let backend = tx.conn().get_database_backend();
        let count = anew.len();
        let mut values: Vec<Value> = Vec::with_capacity(count * 3);
        let mut rows = Vec::with_capacity(count);
        for value in anew {
            let at = values.len();
            // PostgreSQL takes the types of the list from its first row.
            let casts =
                if at == 0 && backend == DbBackend::Postgres { ["::uuid", "::integer", "::bytea"] } else { [""; 3] };
            rows.push(format!("(${}{}, ${}{}, ${}{})", at + 1, casts[0], at + 2, casts[1], at + 3, casts[2]));
            values.extend([value.id.into(), value.n.into(), value.sealed.into()]);
        }
        let (table, column, id) = (self.table, self.column, self.id);
        let same_n = self.n.map(|n| format!(" AND {table}.{n} = anew.n")).unwrap_or_default();
        let sql = format!(
            "WITH anew (id, n, sealed) AS (VALUES {}) UPDATE {table} SET {column} = anew.sealed FROM anew \
             WHERE {table}.{id} = anew.id{same_n}",
            rows.join(", ")
        );
        let done = tx.conn().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        match usize::try_from(done.rows_affected()) {
            Ok(written) if written == count => Ok(()),
            _ => Err(Fault::RowCount { what: self.table, wanted: count as u64, got: done.rows_affected() }),
        }
    }
}

/// Data keys of months before this one.
async fn keys_before(conn: &impl ConnectionTrait, before: Month) -> Result<HashMap<Uuid, data_key::Model>, Fault> {
    let rows = data_key::Entity::find().filter(data_key::Column::Month.lt(before.to_string())).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The data keys of months before this one that values of a column name, at most as many as one statement takes.
pub async fn old_keys(conn: &impl ConnectionTrait, column: &SealedColumn, before: Month) -> Result<Vec<Uuid>, Fault> {
    let old = keys_before(conn, before).await?;
    let named = column.keys_named(conn).await?;
    Ok(named.into_iter().filter(|id| old.contains_key(id)).take(KEYS).collect())
}

/// Seals the next values of a column that name one of these data keys under keys of the present month.
pub async fn reseal_some(
    tx: &Tx,
    sealer: &Sealer,
    column: &SealedColumn,
    (old, after): (&[Uuid], (Uuid, i32)),
) -> Result<Resealed, Fault> {
    let values = column.after(tx.conn(), after, old, (BATCH, true)).await?;
    let Some(last) = values.last() else { return Ok(Resealed { next: None, changed: 0 }) };
    let next = Some((last.id, last.n));
    let month = tx.now().await?.day().month();
    let mut fresh: HashMap<Uuid, DataKey> = HashMap::new();
    let mut anew = Vec::with_capacity(values.len());
    for value in values {
        let place = column.place(&value);
        let clear = sealer.open(tx.conn(), &place, &value.sealed).await?;
        let named = key_named(&value.sealed)?;
        let key = match fresh.entry(named) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let row = data_key::Entity::find_by_id(named).one(tx.conn()).await?;
                let row = row.ok_or_else(|| Fault::inconsistent(format!("data key {named} is gone")))?;
                let region = row.region_code.parse().map_err(|_| Fault::inconsistent("the region of a data key"))?;
                place.insert(sealer.data_key(tx, &row.purpose, &region, month).await?)
            }
        };
        anew.push(SealedValue { sealed: key.seal(&place, &clear)?, ..value });
    }
    let changed = anew.len();
    column.write(tx, anew).await?;
    Ok(Resealed { next, changed })
}

/// Destroys the data keys of months before this one that no value names any more, and answers how many those were.
pub async fn destroy_unused(tx: &Tx, columns: &[SealedColumn], before: Month) -> Result<u64, Fault> {
    let mut named = BTreeSet::new();
    for column in columns {
        named.extend(column.keys_named(tx.conn()).await?);
    }
    let unused: Vec<Uuid> =
        keys_before(tx.conn(), before).await?.into_keys().filter(|id| !named.contains(id)).collect();
    let mut destroyed = 0;
    for some in unused.chunks(KEYS) {
        let delete = data_key::Entity::delete_many().filter(data_key::Column::Id.is_in(some.iter().copied()));
        destroyed += delete.exec(tx.conn()).await?.rows_affected;
    }
    Ok(destroyed)
}
