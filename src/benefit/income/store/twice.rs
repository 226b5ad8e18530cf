//! Incomes that look like a line of a list which is booked already.

use std::collections::HashMap;

use ::entity::income_entry;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::ground::{
    kernel::{Day, Money, RegionCode},
    platform::{Fault, ids_after, money_of, places},
};

/// Of these entries the incomes that no line stands under and that were not taken back, beside one of the same body, year and amount under which a
/// line stands. The year of a day is compared as text, which both engines cut alike.
const BESIDE_A_LINE: &str = "SELECT e.id, e.number, e.amount_fen, CAST(e.happened_on AS text) AS booked_on, o.number AS other, \
       CAST(o.happened_on AS text) AS other_on, t.serial \
  FROM income_entry e JOIN income_entry o ON o.collective_id = e.collective_id AND o.amount_fen = e.amount_fen AND o.id <> e.id \
   AND substr(CAST(o.happened_on AS text), 1, 4) = substr(CAST(e.happened_on AS text), 1, 4) \
  JOIN income_receipt t ON t.entry_id = o.id AND t.freed_by IS NULL \
 WHERE e.id IN ({ids}) AND e.category IN ('stake', 'operation', 'other_income') AND e.reverses_id IS NULL \
   AND NOT EXISTS (SELECT 1 FROM income_receipt r WHERE r.entry_id = e.id) \
   AND NOT EXISTS (SELECT 1 FROM income_entry b WHERE b.reverses_id = e.id) \
 ORDER BY e.id, o.id";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    number: String,
    amount_fen: i64,
    booked_on: String,
    other: String,
    other_on: String,
    serial: i64,
}

/// An income that may be a line's, and the entry by which that line is booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BesideLine {
    /// The number of the entry.
    pub number: String,
    /// How much.
    pub amount: Money,
    /// On which day.
    pub on: Day,
    /// The number of the entry of the line.
    pub other: String,
    /// On which day that is.
    pub other_on: Day,
    /// The serial of the line in its list.
    pub serial: i64,
}

/// Entries in the order of their ids: each with its region.
pub async fn entries_after(
    conn: &impl ConnectionTrait,
    after: Uuid,
    most: u64,
) -> Result<Vec<(Uuid, RegionCode)>, Fault> {
    use income_entry::{Column, Entity};
    ids_after::<Entity>(conn, (Column::Id, Column::RegionCode), after, most).await
}

/// Those of these entries that stand beside a line of the same amount, in one query.
pub async fn beside_lines(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, BesideLine>, Fault> {
    let mut found = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let sql = BESIDE_A_LINE.replace("{ids}", &places(1, ids.len()));
    let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let day = |text: &str| text.parse::<Day>().map_err(|()| Fault::inconsistent("the day of an income"));
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    for row in Row::find_by_statement(select).all(conn).await? {
        let beside = BesideLine {
            number: row.number,
            amount: money_of(row.amount_fen)?,
            on: day(&row.booked_on)?,
            other: row.other,
            other_on: day(&row.other_on)?,
            serial: row.serial,
        };
        found.entry(row.id).or_insert(beside);
    }
    Ok(found)
}
