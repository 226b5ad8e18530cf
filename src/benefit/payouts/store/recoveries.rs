//! Rows of what was given back of payouts.

use std::collections::{HashMap, HashSet};

use ::entity::payout_recovery;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _,
    QuerySelect as _, Statement, Value, prelude::Date,
};
use uuid::Uuid;

use crate::{
    benefit::payouts::model::{
        PayoutRecoveredTo, PayoutRecovery, PayoutRecoveryQuery, PayoutRecoveryState, RecoveryUndoing,
    },
    ground::{
        kernel::{Day, DistributionId, Instant, Money, PayoutId, PayoutRecoveryId, RegionCode, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, lock_if_postgres, money_of, page, page_keys, places, region_of,
            update_versioned, word,
        },
    },
};

fn to_row(r: &PayoutRecovery) -> payout_recovery::Model {
    payout_recovery::Model {
        id: r.id.uuid(),
        payout_id: r.payout.uuid(),
        distribution_id: r.distribution.uuid(),
        region_code: r.region.to_string(),
        amount_fen: r.amount.fen(),
        returned_on: r.on.date(),
        goes_to: r.goes_to.word().into(),
        reason: r.reason.clone(),
        file_id: r.paper.uuid(),
        state: r.state.word().into(),
        recorded_by: r.recorded_by.uuid(),
        confirmed_by: r.confirmed_by.map(|o| o.uuid()),
        end_reason: r.end_reason.clone(),
        end_file_id: r.end_paper.map(|f| f.uuid()),
        part: r.part,
        undoing_reason: r.undoing.as_ref().map(|u| u.reason.clone()),
        undoing_file_id: r.undoing.as_ref().map(|u| u.paper.uuid()),
        undoing_by: r.undoing.as_ref().map(|u| u.asked_by.uuid()),
        undone_by: r.undoing.as_ref().and_then(|u| u.confirmed_by).map(|o| o.uuid()),
        layer: r.layer.word().into(),
        version: r.version,
        created_at_ms: r.created_at.millis(),
        updated_at_ms: r.updated_at.millis(),
    }
}

fn undoing_of(row: &payout_recovery::Model) -> Option<RecoveryUndoing> {
    let (reason, (paper, by)) = row.undoing_reason.as_ref().zip(row.undoing_file_id.zip(row.undoing_by))?;
    let confirmed_by = row.undone_by.map(Into::into);
    Some(RecoveryUndoing { reason: reason.clone(), paper: paper.into(), asked_by: by.into(), confirmed_by })
}

fn from_row(row: payout_recovery::Model) -> Result<PayoutRecovery, Fault> {
    Ok(PayoutRecovery {
        undoing: undoing_of(&row),
        id: row.id.into(),
        payout: row.payout_id.into(),
        distribution: row.distribution_id.into(),
        region: region_of(&row.region_code)?,
        amount: money_of(row.amount_fen)?,
        on: Day::from_date(row.returned_on),
        goes_to: word(&row.goes_to)?,
        reason: row.reason,
        paper: row.file_id.into(),
        state: word(&row.state)?,
        recorded_by: row.recorded_by.into(),
        confirmed_by: row.confirmed_by.map(Into::into),
        end_reason: row.end_reason,
        end_paper: row.end_file_id.map(Into::into),
        part: row.part,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_recovery(tx: &Tx, recovery: &PayoutRecovery) -> Result<(), Fault> {
    insert(tx, to_row(recovery)).await
}

pub async fn update_recovery(tx: &Tx, recovery: &PayoutRecovery, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(recovery), payout_recovery::Column::Version, read_at).await
}

pub async fn find_recovery(conn: &impl ConnectionTrait, id: PayoutRecoveryId) -> Result<Option<PayoutRecovery>, Fault> {
    payout_recovery::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_recovery(tx: &Tx, id: PayoutRecoveryId) -> Result<Option<PayoutRecovery>, Fault> {
    let select = lock_if_postgres(tx, payout_recovery::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// What was told to have come back of a payout and counts, confirmed or not yet. Whoever changes it holds its distribution.
pub async fn recoveries_of(conn: &impl ConnectionTrait, payout: PayoutId) -> Result<Vec<PayoutRecovery>, Fault> {
    use payout_recovery::Column;
    let counts = [PayoutRecoveryState::Recorded, PayoutRecoveryState::Confirmed].map(|s| s.word());
    let select = payout_recovery::Entity::find()
        .filter(Column::PayoutId.eq(payout.uuid()))
        .filter(Column::State.is_in(counts))
        .order_by_asc(Column::Id);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// The payouts of a distribution of which something came back, as two officers saw it.
pub async fn recovered_of(conn: &impl ConnectionTrait, id: DistributionId) -> Result<HashSet<PayoutId>, Fault> {
    use payout_recovery::Column;
    let select = payout_recovery::Entity::find()
        .filter(Column::DistributionId.eq(id.uuid()))
        .filter(Column::State.eq(PayoutRecoveryState::Confirmed.word()))
        .select_only()
        .column(Column::PayoutId);
    let ids: Vec<Uuid> = select.into_tuple().all(conn).await?;
    Ok(ids.into_iter().map(PayoutId::from).collect())
}

pub async fn list_recoveries(
    conn: &impl ConnectionTrait,
    (scope, query): (&Scope, PayoutRecoveryQuery),
    listing: &Listing,
    now: Instant,
) -> Result<Page<PayoutRecovery>, Fault> {
    use payout_recovery::Column;
    let wanted = [
        query.payout.map(|p| Column::PayoutId.eq(p.uuid())),
        query.distribution.map(|d| Column::DistributionId.eq(d.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = payout_recovery::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(payout_recovery), listing, now).await?.try_map(from_row)
}

#[derive(FromQueryResult)]
struct NumbersRow {
    id: Uuid,
    payout: String,
    plan: String,
}

/// The numbers of the payout and of the plan of each of these, in one query.
pub async fn recovery_numbers(
    conn: &impl ConnectionTrait,
    recoveries: &[PayoutRecovery],
) -> Result<HashMap<PayoutRecoveryId, (String, String)>, Fault> {
    if recoveries.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT v.id, p.number AS payout, d.number AS plan \
           FROM payout_recovery v JOIN payout p ON p.id = v.payout_id JOIN distribution d ON d.id = v.distribution_id \
          WHERE v.id IN ({})",
        places(1, recoveries.len())
    );
    let ids: Vec<Value> = recoveries.iter().map(|r| r.id.uuid().into()).collect();
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, ids);
    let found = NumbersRow::find_by_statement(select).all(conn).await?;
    Ok(found.into_iter().map(|r| (r.id.into(), (r.payout, r.plan))).collect())
}

/// What was given back once, as a check looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenBack {
    /// It.
    pub id: PayoutRecoveryId,
    /// The number of its payout.
    pub payout: String,
    /// The number of the plan.
    pub plan: String,
    /// The serial of the line.
    pub serial: i64,
    /// Where the plan lies.
    pub region: RegionCode,
    /// On which day it came back.
    pub on: Day,
    /// How much.
    pub amount: Money,
    /// Whose it is.
    pub goes_to: PayoutRecoveredTo,
    /// How far it is.
    pub state: PayoutRecoveryState,
    /// Whether it goes out again while its payout stays paid.
    pub let_go: bool,
}

#[derive(FromQueryResult)]
struct GivenBackRow {
    id: Uuid,
    payout: String,
    plan: String,
    serial: i64,
    region_code: String,
    returned_on: Date,
    amount_fen: i64,
    goes_to: String,
    state: String,
    part: Option<i64>,
}

/// What was given back, in the order of ids.
pub async fn given_back_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<GivenBack>, Fault> {
    let sql = format!(
        "SELECT v.id, p.number AS payout, d.number AS plan, p.serial, v.region_code, v.returned_on, v.amount_fen, v.goes_to, v.state, v.part \
           FROM payout_recovery v JOIN payout p ON p.id = v.payout_id JOIN distribution d ON d.id = v.distribution_id \
          WHERE v.id > $1 ORDER BY v.id LIMIT {most}"
    );
    let select = Statement::from_sql_and_values(conn.get_database_backend(), sql, [after.into()]);
    let whole = |r: GivenBackRow| {
        Ok(GivenBack {
            id: r.id.into(),
            payout: r.payout,
            plan: r.plan,
            serial: r.serial,
            region: region_of(&r.region_code)?,
            on: Day::from_date(r.returned_on),
            amount: money_of(r.amount_fen)?,
            goes_to: word(&r.goes_to)?,
            state: word(&r.state)?,
            let_go: r.part.is_some(),
        })
    };
    GivenBackRow::find_by_statement(select).all(conn).await?.into_iter().map(whole).collect()
}
