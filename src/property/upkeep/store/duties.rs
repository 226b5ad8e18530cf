//! Rows of duties.

use ::entity::upkeep_duty;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder as _, sea_query::Expr,
};
use uuid::Uuid;

use super::{columns, named};
use crate::{
    ground::{
        kernel::{AssetId, Day, Instant, Scope, UpkeepDutyId, Words as _},
        platform::{
            Fault, Listing, Page, Tx, holds_on, in_scope, insert_all, lock_if_postgres, page, page_keys, region_of,
            update_versioned, word,
        },
    },
    office::people::KeptPhone,
    property::{
        assets::Named,
        upkeep::model::{DutyKind, DutyQuery, UpkeepDuty},
    },
};

fn to_row(d: &UpkeepDuty) -> Result<upkeep_duty::Model, Fault> {
    let (organisation_id, written_name, written_person_id) = columns(Some(&d.keeper))?;
    Ok(upkeep_duty::Model {
        id: d.id.uuid(),
        asset_id: d.asset.uuid(),
        region_code: d.region.to_string(),
        duty: d.duty.word().into(),
        organisation_id,
        written_name,
        from_on: d.from.date(),
        until_on: d.until.map(Day::date),
        note: d.note.clone(),
        end_reason: d.end_reason.clone(),
        version: d.version,
        created_at_ms: d.created_at.millis(),
        updated_at_ms: d.updated_at.millis(),
        standard: d.standard.clone(),
        phone: d.phone.as_ref().map(|p| p.sealed.clone()),
        phone_shown: d.phone.as_ref().map(|p| p.shown.clone()),
        letter: d.letter.clone(),
        written_person_id,
    })
}

fn from_row(row: upkeep_duty::Model) -> Result<UpkeepDuty, Fault> {
    let keeper = named((row.organisation_id, row.written_name, row.written_person_id))?;
    let keeper = keeper.ok_or_else(|| Fault::inconsistent(format!("the keeper of duty {}", row.id)))?;
    Ok(UpkeepDuty {
        id: row.id.into(),
        asset: row.asset_id.into(),
        region: region_of(&row.region_code)?,
        duty: word(&row.duty)?,
        keeper,
        from: Day::from_date(row.from_on),
        until: row.until_on.map(Day::from_date),
        standard: row.standard,
        phone: KeptPhone::of(row.phone_shown, row.phone),
        letter: row.letter,
        note: row.note,
        end_reason: row.end_reason,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_duties(tx: &Tx, duties: &[UpkeepDuty]) -> Result<(), Fault> {
    insert_all(tx, duties.iter().map(to_row).collect::<Result<_, _>>()?).await
}

pub async fn update_duty(tx: &Tx, duty: &UpkeepDuty, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(duty)?, upkeep_duty::Column::Version, read_at).await
}

/// Ends many duties on one day, in one statement. Whoever calls has locked their assets.
pub async fn end_duties(tx: &Tx, ended: &[UpkeepDuty], until: Day, now: Instant) -> Result<(), Fault> {
    use upkeep_duty::Column;
    if ended.is_empty() {
        return Ok(());
    }
    let done = upkeep_duty::Entity::update_many()
        .col_expr(Column::UntilOn, Expr::value(until.date()))
        .col_expr(Column::UpdatedAtMs, Expr::value(now.millis()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.is_in(ended.iter().map(|d| d.id.uuid())))
        .filter(Column::UntilOn.is_null())
        .exec(tx.conn())
        .await?;
    if done.rows_affected == ended.len() as u64 { Ok(()) } else { Err(Fault::inconsistent("a duty ended twice")) }
}

pub async fn find_duty(conn: &impl ConnectionTrait, id: UpkeepDutyId) -> Result<Option<UpkeepDuty>, Fault> {
    upkeep_duty::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn find_duties(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<UpkeepDuty>, Fault> {
    let select = upkeep_duty::Entity::find().filter(upkeep_duty::Column::Id.is_in(ids.iter().copied()));
    select.all(conn).await?.into_iter().map(from_row).collect()
}

pub async fn lock_duty(tx: &Tx, id: UpkeepDutyId) -> Result<Option<UpkeepDuty>, Fault> {
    let select = lock_if_postgres(tx, upkeep_duty::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// Everything recorded of one kind of upkeep of these assets, locked.
pub async fn lock_duties_of(tx: &Tx, assets: &[AssetId], duty: DutyKind) -> Result<Vec<UpkeepDuty>, Fault> {
    let select = upkeep_duty::Entity::find()
        .filter(upkeep_duty::Column::AssetId.is_in(assets.iter().map(|a| a.uuid())))
        .filter(upkeep_duty::Column::Duty.eq(duty.word()))
        .order_by_asc(upkeep_duty::Column::Id);
    lock_if_postgres(tx, select).all(tx.conn()).await?.into_iter().map(from_row).collect()
}

/// Duties that hold on a day.
fn holding(day: Day) -> Condition {
    holds_on(upkeep_duty::Column::FromOn, upkeep_duty::Column::UntilOn, day)
}

/// Who has one kind of upkeep of an asset on a day.
pub async fn keeper_on(
    conn: &impl ConnectionTrait,
    asset: AssetId,
    duty: DutyKind,
    day: Day,
) -> Result<Option<Named>, Fault> {
    let select = upkeep_duty::Entity::find()
        .filter(upkeep_duty::Column::AssetId.eq(asset.uuid()))
        .filter(upkeep_duty::Column::Duty.eq(duty.word()))
        .filter(holding(day));
    Ok(select.one(conn).await?.map(from_row).transpose()?.map(|d| d.keeper))
}

/// The duties of these assets that hold on a day, in the order of their kinds.
pub async fn duties_on(conn: &impl ConnectionTrait, assets: &[AssetId], day: Day) -> Result<Vec<UpkeepDuty>, Fault> {
    let select = upkeep_duty::Entity::find()
        .filter(upkeep_duty::Column::AssetId.is_in(assets.iter().map(|a| a.uuid())))
        .filter(holding(day))
        .order_by_asc(upkeep_duty::Column::Duty)
        .order_by_asc(upkeep_duty::Column::Id);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// The duties that were given under one letter, in the order of their ids.
pub async fn duties_of_letter(conn: &impl ConnectionTrait, letter: &str) -> Result<Vec<UpkeepDuty>, Fault> {
    let select = upkeep_duty::Entity::find()
        .filter(upkeep_duty::Column::Letter.eq(letter))
        .order_by_asc(upkeep_duty::Column::Id);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

pub async fn list_duties(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &DutyQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<UpkeepDuty>, Fault> {
    use upkeep_duty::Column;
    let wanted = [
        query.asset.map(|a| Condition::all().add(Column::AssetId.eq(a.uuid()))),
        query.duty.map(|d| Condition::all().add(Column::Duty.eq(d.word()))),
        query.keeper.map(|k| Condition::all().add(Column::OrganisationId.eq(k.uuid()))),
        query.on.map(holding),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = upkeep_duty::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(upkeep_duty), listing, now).await?.try_map(from_row)
}
