//! Steps between money, projects and the assets that were made of them, each found by an index for many at once.

use ::entity::{asset, asset_funding};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::parts::funded;
use crate::{
    ground::{
        kernel::{Day, Money, RegionCode},
        platform::{Fault, amounts_of, money_of, pairs_of, region_of, word},
    },
    office::lineage::{Passed, passed},
    property::assets::model::{FundingPart, UseState},
};

/// What a trace tells of a card, and under what that came to be. It asks for hundreds: nothing else is read.
pub struct TracedCard {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub region: RegionCode,
    pub value: Option<Money>,
    pub on: Option<Day>,
    pub usage: UseState,
    pub contract: Option<Uuid>,
    pub project: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct CardRow {
    id: Uuid,
    number: String,
    name: String,
    region_code: String,
    original_value_fen: Option<i64>,
    in_service_on: Option<NaiveDate>,
    accepted_on: Option<NaiveDate>,
    base_on: Option<NaiveDate>,
    use_state: String,
    contract_id: Option<Uuid>,
    project_id: Option<Uuid>,
}

fn traced(row: CardRow) -> Result<TracedCard, Fault> {
    Ok(TracedCard {
        id: row.id,
        number: row.number,
        name: row.name,
        region: region_of(&row.region_code)?,
        value: row.original_value_fen.map(money_of).transpose()?,
        on: row.in_service_on.or(row.accepted_on).or(row.base_on).map(Day::from_date),
        usage: word(&row.use_state)?,
        contract: row.contract_id,
        project: row.project_id,
    })
}

/// Those of these cards that are there.
pub async fn traced_cards(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<TracedCard>, Fault> {
    use asset::Column;
    let told = [
        Column::Id,
        Column::Number,
        Column::Name,
        Column::RegionCode,
        Column::OriginalValueFen,
        Column::InServiceOn,
        Column::AcceptedOn,
        Column::BaseOn,
        Column::UseState,
        Column::ContractId,
        Column::ProjectId,
    ];
    let select = asset::Entity::find()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::DeletedAtMs.is_null())
        .select_only()
        .columns(told);
    select.into_model::<CardRow>().all(conn).await?.into_iter().map(traced).collect()
}

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
    pairs_of(conn, assets, (column, Column::Id), (ids, most)).await
}

/// Assets at sites with their values, as (site, asset, value): one more than `most`.
pub async fn cards_at(
    conn: &impl ConnectionTrait,
    sites: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid, Option<Money>)>, Fault> {
    use asset::Column;
    let assets = asset::Entity::find().filter(Column::DeletedAtMs.is_null());
    amounts_of(conn, assets, (Column::SiteId, Column::Id, Column::OriginalValueFen), (sites, most)).await
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
