//! What the checks look at: a fixed number of statements for many assets at once, each along an index.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value, prelude::Date};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::Day,
        platform::{Fault, places, word},
    },
    property::upkeep::model::{DutyKind, Risk},
};

async fn rows<R: FromQueryResult>(conn: &impl ConnectionTrait, sql: &str, assets: &[Uuid]) -> Result<Vec<R>, Fault> {
    if assets.is_empty() {
        return Ok(Vec::new());
    }
    let sql = sql.replace("{assets}", &places(1, assets.len()));
    let values: Vec<Value> = assets.iter().map(|id| (*id).into()).collect();
    let found = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(found.iter().map(|row| R::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

#[derive(FromQueryResult)]
struct LastRow {
    asset_id: Uuid,
    inspected_on: Date,
    risk: String,
}

const LAST: &str = "SELECT i.asset_id, i.inspected_on, i.risk FROM inspection i WHERE i.asset_id IN ({assets}) \
    AND NOT EXISTS (SELECT 1 FROM inspection n WHERE n.asset_id = i.asset_id \
        AND (n.inspected_on > i.inspected_on OR (n.inspected_on = i.inspected_on AND n.id > i.id)))";

/// When each of these assets was last inspected, and at which risk.
pub async fn last_inspections(
    conn: &impl ConnectionTrait,
    assets: &[Uuid],
) -> Result<HashMap<Uuid, (Day, Risk)>, Fault> {
    let found: Vec<LastRow> = rows(conn, LAST, assets).await?;
    let last = |row: LastRow| Ok((row.asset_id, (Day::from_date(row.inspected_on), word(&row.risk)?)));
    found.into_iter().map(last).collect()
}

#[derive(FromQueryResult)]
struct LeftRow {
    asset_id: Uuid,
    duty: String,
    until_on: Date,
}

const LEFT: &str = "SELECT d.asset_id, d.duty, max(d.until_on) AS until_on FROM upkeep_duty d \
    WHERE d.asset_id IN ({assets}) AND d.duty <> 'repair' AND NOT EXISTS (SELECT 1 FROM upkeep_duty o \
        WHERE o.asset_id = d.asset_id AND o.duty = d.duty AND o.until_on IS NULL) \
    GROUP BY d.asset_id, d.duty ORDER BY d.asset_id, d.duty";

/// Which duties of these assets nobody has any longer, since when; repair is told by their cards.
pub async fn duties_left(
    conn: &impl ConnectionTrait,
    assets: &[Uuid],
) -> Result<HashMap<Uuid, Vec<(DutyKind, Day)>>, Fault> {
    let found: Vec<LeftRow> = rows(conn, LEFT, assets).await?;
    let mut left: HashMap<Uuid, Vec<(DutyKind, Day)>> = HashMap::new();
    for row in found {
        left.entry(row.asset_id).or_default().push((word(&row.duty)?, Day::from_date(row.until_on)));
    }
    Ok(left)
}
