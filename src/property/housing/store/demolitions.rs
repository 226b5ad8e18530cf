//! Rows of demolition cases with their pictures.

use std::collections::HashMap;

use ::entity::{demolition, demolition_photo};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Day, DemolitionId, FileId, Instant, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, insert_all, lock_if_postgres, page, page_keys, pairs_of,
            region_of, scaled_of, update_versioned, word,
        },
    },
    property::housing::model::{Demolition, DemolitionQuery, Reclaimed},
};

fn to_row(d: &Demolition) -> demolition::Model {
    let reclaimed = d.reclaimed.as_ref();
    demolition::Model {
        id: d.id.uuid(),
        region_code: d.region.to_string(),
        plot: d.plot.clone(),
        plot_form: d.plot_form.clone(),
        site_id: d.site.map(|s| s.uuid()),
        housing_unit_id: d.unit.map(|u| u.uuid()),
        household_head_id: d.household_head.map(|p| p.uuid()),
        floor_area_m2_e2: d.floor_area.map(|a| a.scaled()),
        plot_area_mu_e4: d.plot_area.map(|a| a.scaled()),
        state: d.state.word().into(),
        exempt_reason: d.exempt_reason.map(|r| r.word().into()),
        file_id: d.paper.uuid(),
        demolished_on: d.demolished_on.map(Day::date),
        reclaimed_on: reclaimed.map(|r| r.on.date()),
        reclaimed_mu_e4: reclaimed.map(|r| r.area.scaled()),
        land_use: reclaimed.map(|r| r.land_use.word().into()),
        reclaimed_file_id: reclaimed.map(|r| r.paper.uuid()),
        note: d.note.clone(),
        layer: d.layer.word().into(),
        version: d.version,
        created_at_ms: d.created_at.millis(),
        updated_at_ms: d.updated_at.millis(),
    }
}

fn from_row(row: demolition::Model, photos: Vec<FileId>) -> Result<Demolition, Fault> {
    let reclaimed = match (row.reclaimed_on, row.reclaimed_mu_e4, row.land_use, row.reclaimed_file_id) {
        (Some(on), Some(area), Some(land_use), Some(paper)) => Some(Reclaimed {
            on: Day::from_date(on),
            area: scaled_of(area)?,
            land_use: word(&land_use)?,
            paper: paper.into(),
        }),
        (None, None, None, None) => None,
        _ => return Err(Fault::inconsistent(format!("the reclaimed land of demolition {}", row.id))),
    };
    Ok(Demolition {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        plot: row.plot,
        plot_form: row.plot_form,
        site: row.site_id.map(Into::into),
        unit: row.housing_unit_id.map(Into::into),
        household_head: row.household_head_id.map(Into::into),
        floor_area: row.floor_area_m2_e2.map(scaled_of).transpose()?,
        plot_area: row.plot_area_mu_e4.map(scaled_of).transpose()?,
        state: word(&row.state)?,
        exempt_reason: row.exempt_reason.as_deref().map(word).transpose()?,
        paper: row.file_id.into(),
        demolished_on: row.demolished_on.map(Day::from_date),
        photos,
        reclaimed,
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Cases with their pictures: one query more, however many they are.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<demolition::Model>) -> Result<Vec<Demolition>, Fault> {
    use demolition_photo::Column;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let select = demolition_photo::Entity::find()
        .filter(Column::DemolitionId.is_in(rows.iter().map(|r| r.id)))
        .order_by_asc(Column::N);
    let mut photos: HashMap<Uuid, Vec<FileId>> = HashMap::new();
    for row in select.all(conn).await? {
        photos.entry(row.demolition_id).or_default().push(row.file_id.into());
    }
    let with = |row: demolition::Model| {
        let photos = photos.remove(&row.id).unwrap_or_default();
        from_row(row, photos)
    };
    rows.into_iter().map(with).collect()
}

pub async fn insert_demolition(tx: &Tx, d: &Demolition) -> Result<(), Fault> {
    insert(tx, to_row(d)).await
}

/// Writes a case back, with pictures where it had none.
pub async fn update_demolition(tx: &Tx, (before, after): (&Demolition, &Demolition)) -> Result<(), Fault> {
    update_versioned(tx, to_row(after), demolition::Column::Version, before.version).await?;
    let (id, fresh) = (after.id.uuid(), after.photos.iter().skip(before.photos.len()));
    let photo = |(n, file): (i32, &FileId)| demolition_photo::Model { demolition_id: id, n, file_id: file.uuid() };
    insert_all(tx, (1..).zip(fresh).map(photo).collect()).await
}

pub async fn find_demolition(conn: &impl ConnectionTrait, id: DemolitionId) -> Result<Option<Demolition>, Fault> {
    let row = demolition::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

/// Cases by id, with their pictures.
pub async fn demolitions_by_id(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Demolition>, Fault> {
    let select = demolition::Entity::find().filter(demolition::Column::Id.is_in(ids.iter().copied()));
    whole(conn, select.all(conn).await?).await
}

/// Old houses that were left for these dwellings, as (dwelling, case): one more than `most`, to tell whether there are more.
pub async fn demolitions_of_units(
    conn: &impl ConnectionTrait,
    units: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    let columns = (demolition::Column::HousingUnitId, demolition::Column::Id);
    pairs_of(conn, demolition::Entity::find(), columns, (units, most)).await
}

pub async fn lock_demolition(tx: &Tx, id: DemolitionId) -> Result<Option<Demolition>, Fault> {
    let row = lock_if_postgres(tx, demolition::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn list_demolitions(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &DemolitionQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Demolition>, Fault> {
    use demolition::Column;
    let wanted = [
        query.site.map(|s| Column::SiteId.eq(s.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.exempt_reason.map(|r| Column::ExemptReason.eq(r.word())),
        query.household_head.map(|p| Column::HouseholdHeadId.eq(p.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = demolition::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(demolition), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

/// How many cases stand in each state.
pub async fn demolitions_by_state(
    conn: &impl ConnectionTrait,
) -> Result<std::collections::BTreeMap<String, u64>, Fault> {
    crate::ground::platform::count_by_state(conn, "demolition").await
}
