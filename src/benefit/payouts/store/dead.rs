//! Payouts on their way to somebody who died.

use std::collections::HashMap;

use ::entity::payout;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::{
    benefit::payouts::model::PayoutState,
    ground::{
        kernel::{Day, Money, RegionCode},
        platform::{Fault, ids_after, listed, money_of, places, word},
    },
};

/// Those whose money nobody has yet: in a batch, or at a bank that has not answered.
const UNSETTLED: [PayoutState; 3] = [PayoutState::Queued, PayoutState::HandedOver, PayoutState::Unknown];

/// A payout into the account of somebody who died.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToTheDead {
    /// Its number.
    pub number: String,
    /// Of which plan.
    pub plan: String,
    /// The serial of its line.
    pub serial: i64,
    /// How far it is.
    pub state: PayoutState,
    /// How much.
    pub amount: Money,
    /// The day of the death.
    pub died_on: Day,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    number: String,
    plan: String,
    serial: i64,
    state: String,
    amount_fen: i64,
    died_on: String,
}

/// Payouts in the order of their ids, each with its region.
pub async fn payouts_after(
    conn: &impl ConnectionTrait,
    after: Uuid,
    most: u64,
) -> Result<Vec<(Uuid, RegionCode)>, Fault> {
    use payout::{Column, Entity};
    ids_after::<Entity>(conn, (Column::Id, Column::RegionCode), after, most).await
}

/// Those of these payouts that are on their way into the account of somebody who died, in one query.
pub async fn to_the_dead(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, ToTheDead>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT p.id, p.number, d.number AS plan, p.serial, p.state, p.amount_fen, CAST(max(e.happened_on) AS text) AS died_on \
           FROM payout p JOIN payee_account a ON a.id = p.payee_account_id JOIN distribution d ON d.id = p.distribution_id \
           JOIN household_event e ON e.person_id = a.person_id AND e.kind = 'death' AND e.reversed_by IS NULL \
          WHERE p.state IN ({}) AND p.id IN ({}) GROUP BY p.id, p.number, d.number, p.serial, p.state, p.amount_fen",
        listed(&UNSETTLED),
        places(1, ids.len())
    );
    let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let dead = |row: Row| {
        let died_on = row.died_on.parse().map_err(|()| Fault::inconsistent("the day of a death"))?;
        let (state, amount) = (word(&row.state)?, money_of(row.amount_fen)?);
        Ok((row.id, ToTheDead { number: row.number, plan: row.plan, serial: row.serial, state, amount, died_on }))
    };
    Row::find_by_statement(select).all(conn).await?.into_iter().map(dead).collect()
}
