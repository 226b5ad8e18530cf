//! Rows of decisions.

use ::entity::village_decision;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    ground::{
        kernel::{Day, Instant, Scope, VillageDecisionId, Words as _},
        platform::{Fault, Listing, Page, Tx, in_scope, insert, page, page_keys, region_of, word},
    },
    office::publicity::model::{Decision, DecisionQuery},
};

fn to_row(d: &Decision) -> village_decision::Model {
    village_decision::Model {
        id: d.id.uuid(),
        number: d.number.clone(),
        region_code: d.region.to_string(),
        body: d.body.word().into(),
        village: d.village.clone(),
        title: d.title.clone(),
        decided_on: d.decided_on.date(),
        result: d.result.word().into(),
        file_id: d.file.uuid(),
        recorded_by: d.recorded_by.uuid(),
        layer: d.layer.word().into(),
        version: d.version,
        created_at_ms: d.created_at.millis(),
        updated_at_ms: d.updated_at.millis(),
    }
}

fn from_row(row: village_decision::Model) -> Result<Decision, Fault> {
    Ok(Decision {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        body: word(&row.body)?,
        decided_on: Day::from_date(row.decided_on),
        result: word(&row.result)?,
        file: row.file_id.into(),
        recorded_by: row.recorded_by.into(),
        layer: word(&row.layer)?,
        number: row.number,
        village: row.village,
        title: row.title,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_decision(tx: &Tx, decision: &Decision) -> Result<(), Fault> {
    insert(tx, to_row(decision)).await
}

pub async fn find_decision(conn: &impl ConnectionTrait, id: VillageDecisionId) -> Result<Option<Decision>, Fault> {
    village_decision::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

/// Decisions by id.
pub async fn decisions_by_id(conn: &impl ConnectionTrait, ids: &[VillageDecisionId]) -> Result<Vec<Decision>, Fault> {
    let ids = ids.iter().map(|id| id.uuid());
    let select = village_decision::Entity::find().filter(village_decision::Column::Id.is_in(ids));
    select.all(conn).await?.into_iter().map(from_row).collect()
}

pub async fn list_decisions(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &DecisionQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Decision>, Fault> {
    use village_decision::Column;
    let select = village_decision::Entity::find().filter(in_scope(Column::RegionCode, scope));
    let wanted = query.result.map(|r| Column::Result.eq(r.word()));
    let select = wanted.into_iter().fold(select, |select, filter| select.filter(filter));
    page(conn, select, page_keys!(village_decision), listing, now).await?.try_map(from_row)
}
