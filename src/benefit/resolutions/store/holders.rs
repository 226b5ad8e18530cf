//! Who holds shares of a body, counted: the share register stands above, and is read here in one statement over many bodies.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::ground::{
    kernel::{CollectiveId, Day},
    platform::{Fault, places},
};

/// A body that holds shares of its own has no vote by them.
const HOLDERS: &str = "SELECT s.collective_id AS body, count(DISTINCT coalesce(h.person_id, h.household_id, h.organisation_id)) AS holders \
      FROM share_scheme s JOIN collective c ON c.id = s.collective_id JOIN share_holder h ON h.scheme_id = s.id \
      JOIN share_holding g ON g.holder_id = h.id \
     WHERE g.from_on <= $1 AND (g.until_on IS NULL OR g.until_on > $1) AND (s.closed_on IS NULL OR s.closed_on > $1) \
       AND (h.organisation_id IS NULL OR h.organisation_id <> c.organisation_id) AND s.collective_id IN ({bodies}) \
     GROUP BY s.collective_id";

#[derive(FromQueryResult)]
struct HoldersRow {
    body: Uuid,
    holders: i64,
}

/// How many others than itself hold shares of each of these bodies on a day; no entry where nobody does.
pub async fn holders_of_each(
    conn: &impl ConnectionTrait,
    bodies: &[CollectiveId],
    day: Day,
) -> Result<HashMap<CollectiveId, u64>, Fault> {
    if bodies.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = HOLDERS.replace("{bodies}", &places(2, bodies.len()));
    let values = std::iter::once(Value::from(day.date())).chain(bodies.iter().map(|body| body.uuid().into()));
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let found = HoldersRow::find_by_statement(statement).all(conn).await?;
    Ok(found.into_iter().map(|row| (row.body.into(), row.holders.unsigned_abs())).collect())
}
