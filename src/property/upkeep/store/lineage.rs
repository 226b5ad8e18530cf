//! Steps between assets and their upkeep, each found by an index for many at once.

use ::entity::{inspection, upkeep_duty, upkeep_order, upkeep_order_met};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Alias, Expr, ExprTrait as _},
};
use uuid::Uuid;

use crate::{
    ground::platform::{Fault, pairs_of},
    office::lineage::{Passed, passed},
};

/// Two rows that follow one another.
pub type Pair = (Uuid, Uuid);

/// Everything that was recorded of who looks after these assets, as (asset, duty): one more than `most`.
pub async fn duties_of_assets(conn: &impl ConnectionTrait, assets: &[Uuid], most: u64) -> Result<Vec<Pair>, Fault> {
    let columns = (upkeep_duty::Column::AssetId, upkeep_duty::Column::Id);
    pairs_of(conn, upkeep_duty::Entity::find(), columns, (assets, most)).await
}

/// Every look at these assets, as (asset, inspection): one more than `most`.
pub async fn inspections_of(conn: &impl ConnectionTrait, assets: &[Uuid], most: u64) -> Result<Vec<Pair>, Fault> {
    let columns = (inspection::Column::AssetId, inspection::Column::Id);
    pairs_of(conn, inspection::Entity::find(), columns, (assets, most)).await
}

/// The orders that answer what these inspections found, as (inspection, order): one more than `most`. A cancelled one answers nothing.
pub async fn raised_by(conn: &impl ConnectionTrait, inspections: &[Uuid], most: u64) -> Result<Vec<Pair>, Fault> {
    use upkeep_order::Column;
    // In the words of the index, so that it serves.
    let select = upkeep_order::Entity::find().filter(Expr::cust("state <> 'cancelled' AND finding IS NOT NULL"));
    pairs_of(conn, select, (Column::InspectionId, Column::Id), (inspections, most)).await
}

/// What these units met of orders from their income, as (unit, order, amount): one more than `most`.
pub async fn met_by_units(conn: &impl ConnectionTrait, units: &[Uuid], most: u64) -> Result<Vec<Passed>, Fault> {
    use upkeep_order_met::Column;
    let select = upkeep_order_met::Entity::find()
        .filter(Column::OrganisationId.is_in(units.iter().copied()))
        .filter(Column::TakenBackBy.is_null())
        .select_only()
        .columns([Column::OrganisationId, Column::OrderId])
        .column_as(Column::AmountFen.sum().cast_as(Alias::new("bigint")), "fen")
        .group_by(Column::OrganisationId)
        .group_by(Column::OrderId)
        .order_by_asc(Column::OrganisationId)
        .order_by_asc(Column::OrderId)
        .limit(most + 1);
    passed(select.into_tuple().all(conn).await?)
}
