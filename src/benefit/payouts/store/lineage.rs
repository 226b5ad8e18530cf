//! Rows on the way of a payout: of which plan it is, and whose line it pays.

use std::collections::HashMap;

use ::entity::{distribution, payout, payout_recovery};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder as _, QuerySelect as _, RelationDef,
    sea_query::{Alias, ExprTrait as _},
};
use uuid::Uuid;

use super::payouts::from_row;
use crate::{
    benefit::payouts::model::{Payout, PayoutRecoveryState, PayoutState},
    ground::{
        kernel::{Money, Words as _},
        platform::{Fault, money_of, word},
    },
};

/// One payout on its way.
pub struct Way {
    /// Of this plan.
    pub plan: Uuid,
    /// The payout.
    pub payout: Uuid,
    /// To this holder, or entry.
    pub holder: Uuid,
    /// Whether its plan goes by a roll.
    pub by_roll: bool,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: PayoutState,
}

/// Of what payouts are asked about.
#[derive(Clone, Copy)]
pub enum Ways {
    /// Of these plans.
    Plans,
    /// These themselves.
    Payouts,
    /// Those that stand, to these holders of shares.
    Holders,
    /// Those that stand, to these entries of rolls.
    Entries,
}

/// Payouts by their ids.
pub async fn payouts_by_id(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Payout>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = payout::Entity::find().filter(payout::Column::Id.is_in(ids.iter().copied()));
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// What of these payouts was given back, as two officers saw it, by payout.
pub async fn given_back_of(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Money>, Fault> {
    use payout_recovery::Column;
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let seen = [PayoutRecoveryState::Confirmed, PayoutRecoveryState::Restored];
    let select = payout_recovery::Entity::find()
        .filter(Column::PayoutId.is_in(ids.iter().copied()))
        .filter(Column::State.is_in(seen.map(|state| state.word())))
        .select_only()
        .column(Column::PayoutId)
        .column_as(Column::AmountFen.sum().cast_as(Alias::new("bigint")), "fen")
        .group_by(Column::PayoutId);
    let rows: Vec<(Uuid, i64)> = select.into_tuple().all(conn).await?;
    rows.into_iter().map(|(payout, fen)| Ok((payout, money_of(fen)?))).collect()
}

/// Payouts and whose they are, in the order of what is asked: one more than `most`.
pub async fn ways_of(conn: &impl ConnectionTrait, of: Ways, ids: &[Uuid], most: u64) -> Result<Vec<Way>, Fault> {
    use payout::Column;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let plan: RelationDef = payout::Entity::belongs_to(distribution::Entity)
        .from(Column::DistributionId)
        .to(distribution::Column::Id)
        .into();
    let select = payout::Entity::find().join(JoinType::InnerJoin, plan);
    let asked = match of {
        Ways::Plans => Column::DistributionId,
        Ways::Payouts => Column::Id,
        Ways::Holders | Ways::Entries => Column::HolderId,
    };
    let live = Column::State.is_in(PayoutState::LIVE.map(|state| state.word()));
    let select = match of {
        Ways::Plans | Ways::Payouts => select,
        Ways::Holders => select.filter(distribution::Column::RollId.is_null()).filter(live),
        Ways::Entries => select.filter(distribution::Column::RollId.is_not_null()).filter(live),
    };
    let rows: Vec<(Uuid, Uuid, Uuid, Option<Uuid>, i64, String)> = select
        .filter(asked.is_in(ids.iter().copied()))
        .select_only()
        .columns([Column::DistributionId, Column::Id, Column::HolderId])
        .column(distribution::Column::RollId)
        .columns([Column::AmountFen, Column::State])
        .order_by_asc(asked)
        .order_by_asc(Column::Id)
        .limit(most.saturating_add(1))
        .into_tuple()
        .all(conn)
        .await?;
    let way = |(plan, payout, holder, roll, fen, state): (Uuid, Uuid, Uuid, Option<Uuid>, i64, String)| {
        let (amount, state) = (money_of(fen)?, word(&state)?);
        Ok(Way { plan, payout, holder, by_roll: roll.is_some(), amount, state })
    };
    rows.into_iter().map(way).collect()
}
