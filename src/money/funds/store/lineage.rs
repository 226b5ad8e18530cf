//! Steps between documents, sources, allocations and splits, each found by an index for many at once.

use ::entity::{allocation, allocation_split, allocation_split_line};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Money, Words as _},
        platform::{Fault, money_of},
    },
    money::funds::model::SplitState,
};

/// From where, to where, how much.
pub type Step = (Uuid, Uuid, Money);

/// The states in which a split holds money of its allocation or has passed it on.
const WITH_MONEY: [SplitState; 2] = [SplitState::Proposed, SplitState::Approved];

fn stepped(rows: Vec<(Uuid, Uuid, i64)>) -> Result<Vec<Step>, Fault> {
    rows.into_iter().map(|(from, to, fen)| Ok((from, to, money_of(fen)?))).collect()
}

/// Whose lines that were not split off another.
#[derive(Clone, Copy)]
pub enum RootsOf {
    /// Of documents.
    Documents,
    /// Of funding sources.
    Sources,
}

/// Lines of documents or of sources that were not split off another: one more than `most`, to tell whether there are more.
pub async fn roots_of(conn: &impl ConnectionTrait, of: RootsOf, ids: &[Uuid], most: u64) -> Result<Vec<Step>, Fault> {
    use allocation::Column;
    let by = match of {
        RootsOf::Documents => Column::DocumentId,
        RootsOf::Sources => Column::FundingSourceId,
    };
    let lines = allocation::Entity::find()
        .filter(by.is_in(ids.iter().copied()))
        .filter(Column::ParentId.is_null())
        .filter(Column::DeletedAtMs.is_null());
    let rows = lines.select_only().columns([by, Column::Id, Column::AmountFen]).order_by_asc(by);
    stepped(rows.order_by_asc(Column::Id).limit(most + 1).into_tuple().all(conn).await?)
}

/// Splits of allocations that hold money or have passed it on.
pub async fn splits_of(conn: &impl ConnectionTrait, ids: &[Uuid], most: u64) -> Result<Vec<Step>, Fault> {
    use allocation_split::Column;
    let rows = allocation_split::Entity::find()
        .filter(Column::AllocationId.is_in(ids.iter().copied()))
        .filter(Column::State.is_in(WITH_MONEY.map(|s| s.word())))
        .select_only()
        .columns([Column::AllocationId, Column::Id, Column::TotalFen])
        .order_by_asc(Column::AllocationId)
        .order_by_asc(Column::Id);
    stepped(rows.limit(most + 1).into_tuple().all(conn).await?)
}

/// Where splits came from.
pub async fn parents_of_splits(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Step>, Fault> {
    use allocation_split::Column;
    let rows = allocation_split::Entity::find()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::State.is_in(WITH_MONEY.map(|s| s.word())))
        .select_only()
        .columns([Column::AllocationId, Column::Id, Column::TotalFen])
        .order_by_asc(Column::Id);
    stepped(rows.into_tuple().all(conn).await?)
}

/// The lines that splits became.
pub async fn children_of_splits(conn: &impl ConnectionTrait, ids: &[Uuid], most: u64) -> Result<Vec<Step>, Fault> {
    use allocation_split_line::Column;
    let rows = allocation_split_line::Entity::find()
        .filter(Column::SplitId.is_in(ids.iter().copied()))
        .filter(Column::ChildId.is_not_null())
        .select_only()
        .columns([Column::SplitId, Column::ChildId, Column::AmountFen])
        .order_by_asc(Column::SplitId)
        .order_by_asc(Column::Position);
    stepped(rows.limit(most + 1).into_tuple().all(conn).await?)
}

/// By which projects lines are found that are for one project alone.
#[derive(Clone, Copy)]
pub enum NamedBy {
    /// Of these lines, those that name one.
    Allocations,
    /// The lines that name one of these.
    Projects,
}

/// Lines that are for one project alone: (line, project).
pub async fn named_for(
    conn: &impl ConnectionTrait,
    by: NamedBy,
    ids: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    use allocation::Column;
    let (by, then) = match by {
        NamedBy::Allocations => (Column::Id, Column::ProjectId),
        NamedBy::Projects => (Column::ProjectId, Column::Id),
    };
    let named: Select<allocation::Entity> = allocation::Entity::find()
        .filter(by.is_in(ids.iter().copied()))
        .filter(Column::ProjectId.is_not_null())
        .filter(Column::DeletedAtMs.is_null());
    let rows = named.select_only().columns([Column::Id, Column::ProjectId]).order_by_asc(by).order_by_asc(then);
    Ok(rows.limit(most + 1).into_tuple().all(conn).await?)
}
