//! Payouts that the night looks at: on their way into accounts of persons, and paid though their plan was annulled.

use std::collections::HashMap;

use ::entity::payout;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::{
    benefit::{
        distributions::{DistributionState, given_back},
        payouts::model::PayoutState,
    },
    ground::{
        kernel::{Money, PersonId, RegionCode, Words as _},
        platform::{Fault, ids_after, listed, money_of, places, word},
    },
};

/// Those whose money nobody has yet: in a batch, or at a bank that has not answered.
const UNSETTLED: [PayoutState; 3] = [PayoutState::Queued, PayoutState::HandedOver, PayoutState::Unknown];

/// A payout into somebody's account whose money nobody has yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnItsWay {
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
    /// Whose account it is.
    pub person: PersonId,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    number: String,
    plan: String,
    serial: i64,
    state: String,
    amount_fen: i64,
    person_id: Uuid,
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

/// Those of these payouts that are on their way into somebody's account, with whose that is, in one query.
pub async fn on_their_way(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, OnItsWay>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT p.id, p.number, d.number AS plan, p.serial, p.state, p.amount_fen, a.person_id \
           FROM payout p JOIN payee_account a ON a.id = p.payee_account_id JOIN distribution d ON d.id = p.distribution_id \
          WHERE p.state IN ({}) AND p.id IN ({})",
        listed(&UNSETTLED),
        places(1, ids.len())
    );
    let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let whole = |row: Row| {
        let (state, amount, person) = (word(&row.state)?, money_of(row.amount_fen)?, row.person_id.into());
        Ok((row.id, OnItsWay { number: row.number, plan: row.plan, serial: row.serial, state, amount, person }))
    };
    Row::find_by_statement(select).all(conn).await?.into_iter().map(whole).collect()
}

/// A payout that is paid, of a plan that was annulled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfAnnulled {
    /// Its number.
    pub number: String,
    /// Of which plan.
    pub plan: String,
    /// The serial of its line.
    pub serial: i64,
    /// How much was not given back.
    pub amount: Money,
}

#[derive(FromQueryResult)]
struct AnnulledRow {
    id: Uuid,
    number: String,
    plan: String,
    serial: i64,
    amount_fen: i64,
}

/// Those of these payouts that are paid though their plans were annulled, with what of them was not given back, in one query.
pub async fn paid_of_annulled(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, OfAnnulled>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let given = given_back("p");
    let sql = format!(
        "SELECT x.id, x.number, x.plan, x.serial, CAST(x.fen AS bigint) AS amount_fen FROM (SELECT p.id, p.number, d.number AS plan, p.serial, \
            p.amount_fen - {given} AS fen \
           FROM payout p JOIN distribution d ON d.id = p.distribution_id WHERE p.state = '{}' AND d.state = '{}' AND p.id IN ({})) x WHERE x.fen > 0",
        PayoutState::Confirmed.word(),
        DistributionState::Annulled.word(),
        places(1, ids.len())
    );
    let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let whole = |row: AnnulledRow| {
        let amount = money_of(row.amount_fen)?;
        Ok((row.id, OfAnnulled { number: row.number, plan: row.plan, serial: row.serial, amount }))
    };
    AnnulledRow::find_by_statement(select).all(conn).await?.into_iter().map(whole).collect()
}
