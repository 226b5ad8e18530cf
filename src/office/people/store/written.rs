//! Rows of written names: sealed on the way in, and found by their blind index.

use std::collections::{BTreeMap, HashMap};

use ::entity::written_person;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel as _, QueryFilter, Statement, Value,
    sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{RegionCode, WrittenPersonId},
        platform::{Fault, Keys, Sealer, Tx, region_of},
    },
    office::people::model::{PersonName, WrittenPerson},
};

/// The purpose of the data keys of written names.
const PURPOSE: &str = "written_person";
/// Names that are asked for in one statement.
const BATCH: usize = 1000;

fn place(id: Uuid) -> String {
    format!("written_person|name|{id}")
}

/// The index of a name of a region.
pub fn written_index(keys: &Keys, region: &RegionCode, name: &str) -> String {
    keys.blind_index("written_person.name", &format!("{region}|{name}")).to_string()
}

async fn known(tx: &Tx, indices: &[&String]) -> Result<HashMap<String, WrittenPerson>, Fault> {
    let mut found = HashMap::new();
    for some in indices.chunks(BATCH) {
        let filter = written_person::Column::NameIndex.is_in(some.iter().map(|i| i.as_str()));
        for row in written_person::Entity::find().filter(filter).all(tx.conn()).await? {
            found.insert(row.name_index, WrittenPerson { id: row.id.into(), shown: row.shown });
        }
    }
    Ok(found)
}

/// The sealed rows of these names, each of a region; made where they are new. Answers them by index.
pub async fn keep_written(
    tx: &Tx,
    sealer: &Sealer,
    names: &BTreeMap<String, (&RegionCode, &PersonName)>,
) -> Result<HashMap<String, WrittenPerson>, Fault> {
    let indices: Vec<&String> = names.keys().collect();
    let found = known(tx, &indices).await?;
    let new: Vec<_> = names.iter().filter(|(index, _)| !found.contains_key(*index)).collect();
    if new.is_empty() {
        return Ok(found);
    }
    let now = tx.now().await?;
    let (mut keys, mut rows) = (HashMap::new(), Vec::with_capacity(new.len()));
    for (index, (region, name)) in new {
        let county = region.county();
        if !keys.contains_key(&county) {
            keys.insert(county.clone(), sealer.county_key(tx, PURPOSE, region).await?);
        }
        let key = keys.get(&county).ok_or_else(|| Fault::inconsistent("a county without its key"))?;
        let id = tx.uuid(now);
        rows.push(written_person::Model {
            id,
            region_code: region.to_string(),
            name: key.seal(&place(id), name.reveal().as_bytes())?,
            name_index: index.clone(),
            shown: name.to_string(),
            created_at_ms: now.millis(),
        });
    }
    // Another may write the same name at this moment: the first is the one. All write in the order of their indices.
    let once = OnConflict::columns([written_person::Column::RegionCode, written_person::Column::NameIndex])
        .do_nothing()
        .to_owned();
    for some in rows.chunks(BATCH) {
        written_person::Entity::insert_many(some.iter().cloned().map(|row| row.into_active_model()))
            .on_conflict(once.clone())
            .exec_without_returning(tx.conn())
            .await?;
    }
    known(tx, &indices).await
}

/// A written name in clear. Whoever calls answers for who will see it.
pub async fn open_written(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    id: WrittenPersonId,
) -> Result<PersonName, Fault> {
    let row = written_person::Entity::find_by_id(id.uuid()).one(conn).await?;
    let row = row.ok_or_else(|| Fault::inconsistent(format!("written name {id} is gone")))?;
    let clear = sealer.open(conn, &place(row.id), &row.name).await?;
    let clear = String::from_utf8(clear).map_err(|_| Fault::inconsistent(format!("written name {id} is no text")))?;
    Ok(PersonName::new(clear))
}

/// A column that held names in clear before they were sealed, with the column that names the sealed row. `region` is an expression
/// over the table `t` that tells where a row lies.
#[derive(Debug, Clone, Copy)]
pub struct NameColumn {
    /// Its table.
    pub table: &'static str,
    /// What is shown of a name, or the name of a body.
    pub column: &'static str,
    /// The sealed row.
    pub person: &'static str,
    /// Where it lies.
    pub region: &'static str,
    /// Which rows are anybody's: names that a public source printed are not.
    pub of: &'static str,
}

/// A name that stands in a row without a sealed one.
pub struct BareName {
    /// The row.
    pub id: Uuid,
    /// Where it lies.
    pub region: RegionCode,
    /// As it stands there.
    pub name: String,
}

/// The next names of a column that stand alone, after a row, held.
pub async fn bare_names(tx: &Tx, column: &NameColumn, after: Uuid, most: usize) -> Result<Vec<BareName>, Fault> {
    let backend = tx.conn().get_database_backend();
    let NameColumn { table, column, person, region, of } = column;
    let lock = if backend == sea_orm::DbBackend::Postgres { " FOR UPDATE OF t" } else { "" };
    let sql = format!(
        "SELECT t.id AS id, {region} AS region, t.{column} AS name FROM {table} t \
          WHERE t.{column} IS NOT NULL AND t.{person} IS NULL AND t.id > $1 AND {of} ORDER BY t.id LIMIT {most}{lock}"
    );
    let rows = tx.conn().query_all_raw(Statement::from_sql_and_values(backend, sql, [Value::from(after)])).await?;
    let read = |row: &sea_orm::QueryResult| {
        let region: String = row.try_get("", "region")?;
        Ok(BareName { id: row.try_get("", "id")?, region: region_of(&region)?, name: row.try_get("", "name")? })
    };
    rows.iter().map(read).collect()
}

/// Puts what is shown, and the sealed row, in the place of a name.
pub async fn put_written(tx: &Tx, column: &NameColumn, row: Uuid, person: &WrittenPerson) -> Result<(), Fault> {
    let backend = tx.conn().get_database_backend();
    let NameColumn { table, column, person: id, .. } = column;
    let sql = format!("UPDATE {table} SET {column} = $1, {id} = $2 WHERE id = $3");
    let values = [Value::from(person.shown.clone()), Value::from(person.id.uuid()), Value::from(row)];
    let done = tx.conn().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    match done.rows_affected() {
        1 => Ok(()),
        got => Err(Fault::RowCount { what: table, wanted: 1, got }),
    }
}
