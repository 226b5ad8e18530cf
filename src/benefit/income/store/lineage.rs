//! Rows on the way of a body's income: from the asset that earned it to the pool that it became.

use ::entity::{income_entry, income_part, income_pool, income_spending, income_year};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder as _, QuerySelect as _,
    RelationDef, sea_query::Query,
};
use uuid::Uuid;

use crate::{
    benefit::income::model::{IncomePoolState, IncomeSide, SpendingState},
    ground::{kernel::Words as _, platform::Fault},
    office::lineage::{Passed, passed},
};

/// Incomes that were not taken back, and are no taking back of others.
fn standing() -> Condition {
    use income_entry::Column;
    let mut reversed = Query::select();
    reversed.column(Column::ReversesId).from(income_entry::Entity).and_where(Column::ReversesId.is_not_null());
    Condition::all()
        .add(Column::Side.eq(IncomeSide::Income.word()))
        .add(Column::ReversesId.is_null())
        .add(Column::Id.not_in_subquery(reversed))
}

/// What these assets earned, as (asset, entry, amount): one more than `most`.
pub async fn earned_by(conn: &impl ConnectionTrait, assets: &[Uuid], most: u64) -> Result<Vec<Passed>, Fault> {
    use income_entry::Column;
    let select = income_entry::Entity::find()
        .filter(Column::AssetId.is_in(assets.iter().copied()))
        .filter(standing())
        .select_only()
        .columns([Column::AssetId, Column::Id, Column::AmountFen])
        .order_by_asc(Column::AssetId)
        .order_by_asc(Column::Id)
        .limit(most + 1);
    passed(select.into_tuple().all(conn).await?)
}

/// Which side of entries and years is asked about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Of these entries.
    Entries,
    /// Of these years.
    Years,
}

/// What of entries counts into which kept year, as (entry, year, amount), in the order of what is asked: one more than `most`.
pub async fn counted_into(
    conn: &impl ConnectionTrait,
    of: Counted,
    ids: &[Uuid],
    most: u64,
) -> Result<Vec<Passed>, Fault> {
    use income_part::Column;
    let entry: RelationDef =
        income_part::Entity::belongs_to(income_entry::Entity).from(Column::EntryId).to(income_entry::Column::Id).into();
    let year: RelationDef = income_part::Entity::belongs_to(income_year::Entity)
        .from((Column::CollectiveId, Column::Year))
        .to((income_year::Column::CollectiveId, income_year::Column::Year))
        .into();
    let select = income_part::Entity::find()
        .join(JoinType::InnerJoin, entry)
        .join(JoinType::InnerJoin, year)
        .filter(standing())
        .filter(match of {
            Counted::Entries => Column::EntryId.is_in(ids.iter().copied()),
            Counted::Years => income_year::Column::Id.is_in(ids.iter().copied()),
        })
        .select_only()
        .column(Column::EntryId)
        .column(income_year::Column::Id)
        .column(Column::AmountFen)
        .limit(most + 1);
    let select = match of {
        Counted::Entries => select.order_by_asc(Column::EntryId).order_by_asc(income_year::Column::Id),
        Counted::Years => select.order_by_asc(income_year::Column::Id).order_by_asc(Column::EntryId),
    };
    passed(select.into_tuple().all(conn).await?)
}

/// What was set aside of these years, as (year, pool, amount): one more than `most`.
pub async fn set_aside_of(conn: &impl ConnectionTrait, years: &[Uuid], most: u64) -> Result<Vec<Passed>, Fault> {
    use income_pool::Column;
    let select = income_pool::Entity::find()
        .filter(Column::YearId.is_in(years.iter().copied()))
        .filter(Column::State.eq(IncomePoolState::SetAside.word()))
        .select_only()
        .columns([Column::YearId, Column::Id, Column::AmountFen])
        .order_by_asc(Column::YearId)
        .order_by_asc(Column::Id)
        .limit(most + 1);
    passed(select.into_tuple().all(conn).await?)
}

/// What was spent of these pools, looked at by a second officer and not taken back, as (pool, spending, amount): one more than `most`.
pub async fn spent_of(conn: &impl ConnectionTrait, pools: &[Uuid], most: u64) -> Result<Vec<Passed>, Fault> {
    use income_spending::Column;
    let mut reversed = Query::select();
    reversed.column(Column::ReversesId).from(income_spending::Entity).and_where(Column::ReversesId.is_not_null());
    let select = income_spending::Entity::find()
        .filter(Column::PoolId.is_in(pools.iter().copied()))
        .filter(Column::State.ne(SpendingState::Proposed.word()))
        .filter(Column::ReversesId.is_null())
        .filter(Column::Id.not_in_subquery(reversed))
        .select_only()
        .columns([Column::PoolId, Column::Id, Column::AmountFen])
        .order_by_asc(Column::PoolId)
        .order_by_asc(Column::Id)
        .limit(most + 1);
    passed(select.into_tuple().all(conn).await?)
}
