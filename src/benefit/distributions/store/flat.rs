//! How far the lines of lists by rolls lie apart.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::ground::{
    kernel::Money,
    platform::{Fault, money_of, places},
};

/// Between which amounts the lines of a list lie, and of how many classes of the roll they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// The least, and the greatest.
    pub between: (Money, Money),
    /// How many classes.
    pub classes: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    least: i64,
    most: i64,
    classes: i64,
}

/// That of the lists of these distributions by rolls, as they were last computed, in one query.
pub async fn spreads_of(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Spread>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT d.id, min(l.amount_fen) AS least, max(l.amount_fen) AS most, count(DISTINCT e.class) AS classes FROM distribution d \
           JOIN distribution_line l ON l.distribution_id = d.id AND l.edition = d.edition JOIN roll_entry e ON e.id = l.holder_id \
          WHERE d.id IN ({}) GROUP BY d.id",
        places(1, ids.len())
    );
    let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let spread = |row: Row| {
        let between = (money_of(row.least)?, money_of(row.most)?);
        Ok((row.id, Spread { between, classes: row.classes }))
    };
    Row::find_by_statement(select).all(conn).await?.into_iter().map(spread).collect()
}
