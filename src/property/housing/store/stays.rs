//! Rows of which household has which dwelling.

use ::entity::housing_stay;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Day, HouseholdId, HousingStayId, HousingUnitId, Instant, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, holds_on, in_scope, insert, lock_if_postgres, page, page_keys, region_of,
            update_versioned, word,
        },
    },
    property::housing::model::{HousingStay, StayQuery},
};

fn to_row(s: &HousingStay) -> housing_stay::Model {
    housing_stay::Model {
        id: s.id.uuid(),
        unit_id: s.unit.uuid(),
        site_id: s.site.uuid(),
        region_code: s.region.to_string(),
        household_id: s.household.uuid(),
        from_on: s.from.date(),
        until_on: s.until.map(Day::date),
        shared: s.shared,
        file_id: s.paper.map(|f| f.uuid()),
        end_reason: s.end_reason.clone(),
        note: s.note.clone(),
        layer: s.layer.word().into(),
        version: s.version,
        created_at_ms: s.created_at.millis(),
        updated_at_ms: s.updated_at.millis(),
    }
}

fn from_row(row: housing_stay::Model) -> Result<HousingStay, Fault> {
    Ok(HousingStay {
        id: row.id.into(),
        unit: row.unit_id.into(),
        site: row.site_id.into(),
        region: region_of(&row.region_code)?,
        household: row.household_id.into(),
        from: Day::from_date(row.from_on),
        until: row.until_on.map(Day::from_date),
        shared: row.shared,
        paper: row.file_id.map(Into::into),
        end_reason: row.end_reason,
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_stay(tx: &Tx, stay: &HousingStay) -> Result<(), Fault> {
    insert(tx, to_row(stay)).await
}

pub async fn update_stay(tx: &Tx, stay: &HousingStay, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(stay), housing_stay::Column::Version, read_at).await
}

pub async fn find_stay(conn: &impl ConnectionTrait, id: HousingStayId) -> Result<Option<HousingStay>, Fault> {
    housing_stay::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_stay(tx: &Tx, id: HousingStayId) -> Result<Option<HousingStay>, Fault> {
    let select = lock_if_postgres(tx, housing_stay::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// Who had this dwelling, and where this household lived. Whoever calls holds both.
pub async fn stays_beside(
    conn: &impl ConnectionTrait,
    unit: HousingUnitId,
    household: HouseholdId,
) -> Result<Vec<HousingStay>, Fault> {
    use housing_stay::Column;
    let of = Condition::any().add(Column::UnitId.eq(unit.uuid())).add(Column::HouseholdId.eq(household.uuid()));
    let rows = housing_stay::Entity::find().filter(of).order_by_asc(Column::FromOn).order_by_asc(Column::Id);
    rows.all(conn).await?.into_iter().map(from_row).collect()
}

/// Stays in the order of their ids, a bounded number at a time.
pub async fn stays_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<HousingStay>, Fault> {
    let select = housing_stay::Entity::find()
        .filter(housing_stay::Column::Id.gt(after))
        .order_by_asc(housing_stay::Column::Id)
        .limit(most);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

pub async fn list_stays(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &StayQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<HousingStay>, Fault> {
    use housing_stay::Column;
    let on = query.on.map(|day| holds_on(Column::FromOn, Column::UntilOn, day));
    let wanted = [
        query.site.map(|s| Column::SiteId.eq(s.uuid())),
        query.unit.map(|u| Column::UnitId.eq(u.uuid())),
        query.household.map(|h| Column::HouseholdId.eq(h.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let wanted = on.into_iter().fold(wanted, Condition::add);
    let select = housing_stay::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(housing_stay), listing, now).await?.try_map(from_row)
}
