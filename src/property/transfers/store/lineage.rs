//! Steps between assets and the transfers by which they pass, each found by an index for many at once.

use ::entity::{asset_transfer, asset_transfer_item};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    RelationDef, Select,
    sea_query::{Expr, ExprTrait as _},
};
use uuid::Uuid;

use crate::{
    ground::{kernel::Words as _, platform::Fault},
    office::lineage::{Passed, passed},
    property::transfers::model::TransferState,
};

/// Lines that pass, of transfers that were approved and not given up, as (asset, transfer, carrying amount).
fn passing() -> Select<asset_transfer_item::Entity> {
    use asset_transfer_item::Column;
    let of: RelationDef = asset_transfer_item::Entity::belongs_to(asset_transfer::Entity)
        .from(Column::TransferId)
        .to(asset_transfer::Column::Id)
        .into();
    let column = |column| Expr::col((asset_transfer_item::Entity, column));
    asset_transfer_item::Entity::find()
        .join(JoinType::InnerJoin, of)
        .filter(Column::RefusedOn.is_null())
        .filter(asset_transfer::Column::State.is_in([TransferState::Approved.word(), TransferState::Effective.word()]))
        .select_only()
        .columns([Column::AssetId, Column::TransferId])
        .expr_as(column(Column::OriginalFen).sub(column(Column::AccumulatedFen)), "carrying_fen")
}

/// By which transfers these assets pass: one more than `most`.
pub async fn passed_of(conn: &impl ConnectionTrait, assets: &[Uuid], most: u64) -> Result<Vec<Passed>, Fault> {
    use asset_transfer_item::Column;
    let select = passing()
        .filter(Column::AssetId.is_in(assets.iter().copied()))
        .order_by_asc(Column::AssetId)
        .order_by_asc(Column::TransferId);
    passed(select.limit(most + 1).into_tuple().all(conn).await?)
}

/// What passes by these transfers: one more than `most`.
pub async fn passed_by(conn: &impl ConnectionTrait, transfers: &[Uuid], most: u64) -> Result<Vec<Passed>, Fault> {
    use asset_transfer_item::Column;
    let select = passing()
        .filter(Column::TransferId.is_in(transfers.iter().copied()))
        .order_by_asc(Column::TransferId)
        .order_by_asc(Column::N);
    passed(select.limit(most + 1).into_tuple().all(conn).await?)
}
