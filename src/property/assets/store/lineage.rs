//! Steps between money, projects and the assets that were made of them, each found by an index for many at once.

use ::entity::{asset, asset_funding};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::parts::funded;
use crate::{
    ground::platform::Fault,
    office::lineage::{Passed, passed},
    property::assets::model::FundingPart,
};

/// By which paper a part of an asset's money is known.
#[derive(Clone, Copy)]
pub enum MadeOf {
    /// By an allocation.
    Allocations,
    /// By a payment.
    Payments,
    /// By a document alone.
    Documents,
}

impl MadeOf {
    const fn column(self) -> asset_funding::Column {
        match self {
            Self::Allocations => asset_funding::Column::AllocationId,
            Self::Payments => asset_funding::Column::PaymentId,
            Self::Documents => asset_funding::Column::DocumentId,
        }
    }
}

/// Parts of assets that were made of these, as (paper, asset, amount): one more than `most`, to tell whether there are more.
pub async fn made_of(conn: &impl ConnectionTrait, of: MadeOf, ids: &[Uuid], most: u64) -> Result<Vec<Passed>, Fault> {
    use asset_funding::Column;
    let select = asset_funding::Entity::find()
        .filter(of.column().is_in(ids.iter().copied()))
        .select_only()
        .columns([of.column(), Column::AssetId, Column::AmountFen])
        .order_by_asc(of.column())
        .order_by_asc(Column::AssetId)
        .order_by_asc(Column::N)
        .limit(most + 1);
    passed(select.into_tuple().all(conn).await?)
}

/// Under what an asset came to be.
#[derive(Clone, Copy)]
pub enum MadeBy {
    /// By projects, where no contract is named.
    Projects,
    /// Under contracts.
    Contracts,
}

/// Assets that came to be under these, as (project or contract, asset): one more than `most`.
pub async fn made_by(
    conn: &impl ConnectionTrait,
    by: MadeBy,
    ids: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    use asset::Column;
    let assets = asset::Entity::find().filter(Column::DeletedAtMs.is_null());
    let (column, assets) = match by {
        MadeBy::Projects => (Column::ProjectId, assets.filter(Column::ContractId.is_null())),
        MadeBy::Contracts => (Column::ContractId, assets),
    };
    let rows = assets
        .filter(column.is_in(ids.iter().copied()))
        .select_only()
        .columns([column, Column::Id])
        .order_by_asc(column)
        .order_by_asc(Column::Id)
        .limit(most + 1);
    Ok(rows.into_tuple().all(conn).await?)
}

/// The parts of these assets' money, each with its asset. A card that was deleted has none.
pub async fn parts_of(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<(Uuid, FundingPart)>, Fault> {
    use asset_funding::Column;
    let select = asset_funding::Entity::find()
        .filter(Column::AssetId.is_in(ids.iter().copied()))
        .order_by_asc(Column::AssetId)
        .order_by_asc(Column::N);
    let part = |row: asset_funding::Model| {
        let papers = (row.allocation_id, row.payment_id, row.document_id);
        Ok((row.asset_id, funded(papers, row.written, row.amount_fen)?))
    };
    select.all(conn).await?.into_iter().map(part).collect()
}
