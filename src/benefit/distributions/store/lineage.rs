//! Rows on the way of a distribution: from its pool to whom a line of its list is.

use ::entity::{distribution, distribution_line};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder as _, QuerySelect as _,
    RelationDef,
};
use uuid::Uuid;

use super::plans::whole;
use crate::{
    benefit::distributions::model::{Distribution, DistributionState},
    ground::{kernel::Words as _, platform::Fault},
    office::lineage::{Passed, passed},
};

/// Plans by their ids.
pub async fn distributions_by_id(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Distribution>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = distribution::Entity::find().filter(distribution::Column::Id.is_in(ids.iter().copied()));
    whole(conn, select.all(conn).await?).await
}

fn booked() -> Condition {
    let states = DistributionState::BOOKED.iter().map(|state| state.word());
    Condition::all().add(distribution::Column::State.is_in(states))
}

/// What was distributed of these pools, as (pool, plan, amount): one more than `most`.
pub async fn distributed_of(conn: &impl ConnectionTrait, pools: &[Uuid], most: u64) -> Result<Vec<Passed>, Fault> {
    use distribution::Column;
    let select = distribution::Entity::find()
        .filter(Column::PoolId.is_in(pools.iter().copied()))
        .filter(booked())
        .select_only()
        .columns([Column::PoolId, Column::Id, Column::LinesFen])
        .order_by_asc(Column::PoolId)
        .order_by_asc(Column::Id)
        .limit(most + 1);
    passed(select.into_tuple().all(conn).await?)
}

/// Whether plans or those to whom they fall are asked about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Falls {
    /// Of these plans.
    Plans,
    /// Of these holders, or entries.
    Holders,
}

/// By which sort of register plans go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// By shares.
    Shares,
    /// By rolls.
    Rolls,
}

/// What of plans that are booked is whose, as (plan, holder or entry, amount), in the order of what is asked: one more than `most`.
pub async fn falls_to(
    conn: &impl ConnectionTrait,
    (of, side): (Falls, Side),
    ids: &[Uuid],
    most: u64,
) -> Result<Vec<Passed>, Fault> {
    use distribution_line::Column;
    let plan: RelationDef = distribution_line::Entity::belongs_to(distribution::Entity)
        .from((Column::DistributionId, Column::Edition))
        .to((distribution::Column::Id, distribution::Column::Edition))
        .into();
    let select = distribution_line::Entity::find()
        .join(JoinType::InnerJoin, plan)
        .filter(booked())
        .filter(match side {
            Side::Shares => distribution::Column::RollId.is_null(),
            Side::Rolls => distribution::Column::RollId.is_not_null(),
        })
        .filter(match of {
            Falls::Plans => Column::DistributionId.is_in(ids.iter().copied()),
            Falls::Holders => Column::HolderId.is_in(ids.iter().copied()),
        })
        .select_only()
        .columns([Column::DistributionId, Column::HolderId, Column::AmountFen])
        .limit(most + 1);
    let select = match of {
        Falls::Plans => select.order_by_asc(Column::DistributionId).order_by_asc(Column::HolderId),
        Falls::Holders => select.order_by_asc(Column::HolderId).order_by_asc(Column::DistributionId),
    };
    passed(select.into_tuple().all(conn).await?)
}
