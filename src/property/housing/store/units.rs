//! Rows of dwellings.

use std::collections::BTreeSet;

use ::entity::housing_unit;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder as _,
    QuerySelect as _,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Day, HousingUnitId, Instant, Scope, SiteId, SubjectKind, Words as _, building_spellings, one_form},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, bury, in_scope, insert, insert_all, lock_if_postgres, page,
            page_keys, pairs_of, region_of, scaled_of, update_versioned, word,
        },
    },
    property::housing::model::{Certificate, HousingUnit, Tally, UnitQuery, UnitTitleState},
};

fn to_row(u: &HousingUnit) -> housing_unit::Model {
    housing_unit::Model {
        id: u.id.uuid(),
        site_id: u.site.uuid(),
        region_code: u.region.to_string(),
        kind: u.kind.word().into(),
        building: u.building.clone(),
        room: u.room.clone(),
        area_m2_e2: u.area.map(|a| a.scaled()),
        household_head_id: u.household_head.map(|p| p.uuid()),
        household_size: u.household_size,
        occupancy: u.occupancy.word().into(),
        state: u.title.word().into(),
        certificate_no: u.certificate.as_ref().map(|c| c.number.clone()),
        certificate_form: u.certificate.as_ref().map(Certificate::form),
        certificate_file_id: u.paper.map(|f| f.uuid()),
        registered_on: u.certificate.as_ref().map(|c| c.on.date()),
        note: u.note.clone(),
        layer: u.layer.word().into(),
        version: u.version,
        created_at_ms: u.created_at.millis(),
        updated_at_ms: u.updated_at.millis(),
        deleted_at_ms: u.deleted_at.map(Instant::millis),
    }
}

fn from_row(row: housing_unit::Model) -> Result<HousingUnit, Fault> {
    let certificate = match (row.certificate_no, row.registered_on) {
        (Some(number), Some(on)) => Some(Certificate { number, on: Day::from_date(on) }),
        (None, None) => None,
        _ => return Err(Fault::inconsistent(format!("the certificate of dwelling {}", row.id))),
    };
    Ok(HousingUnit {
        id: row.id.into(),
        site: row.site_id.into(),
        region: region_of(&row.region_code)?,
        kind: word(&row.kind)?,
        building: row.building,
        room: row.room,
        area: row.area_m2_e2.map(scaled_of).transpose()?,
        household_head: row.household_head_id.map(Into::into),
        household_size: row.household_size,
        occupancy: word(&row.occupancy)?,
        title: word(&row.state)?,
        certificate,
        paper: row.certificate_file_id.map(Into::into),
        note: row.note,
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        deleted_at: row.deleted_at_ms.map(Instant::from_millis),
    })
}

async fn named(conn: &impl ConnectionTrait, rows: Vec<housing_unit::Model>) -> Result<Vec<HousingUnit>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    attach_external_ids(conn, SubjectKind::HousingUnit, found, |u| (u.id.uuid(), &mut u.external_ids)).await
}

pub async fn insert_unit(tx: &Tx, unit: &HousingUnit) -> Result<(), Fault> {
    insert(tx, to_row(unit)).await
}

/// Many new dwellings, in statements of bounded size.
pub async fn insert_units(tx: &Tx, units: &[HousingUnit]) -> Result<(), Fault> {
    insert_all(tx, units.iter().map(to_row).collect()).await
}

pub async fn update_unit(tx: &Tx, unit: &HousingUnit, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(unit), housing_unit::Column::Version, read_at).await
}

/// Puts the titles of many locked dwellings into one state without a certificate, in one statement.
pub async fn update_units(tx: &Tx, units: &[HousingUnit], title: UnitTitleState, now: Instant) -> Result<(), Fault> {
    use housing_unit::Column;
    let none = || -> SimpleExpr { Expr::value(Option::<String>::None) };
    let done = housing_unit::Entity::update_many()
        .col_expr(Column::State, Expr::value(title.word()))
        .col_expr(Column::CertificateNo, none())
        .col_expr(Column::CertificateForm, none())
        .col_expr(Column::CertificateFileId, Expr::value(Option::<Uuid>::None))
        .col_expr(Column::UpdatedAtMs, Expr::value(now.millis()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.is_in(units.iter().map(|u| u.id.uuid())))
        .exec(tx.conn())
        .await?;
    if done.rows_affected == units.len() as u64 { Ok(()) } else { Err(Fault::inconsistent("a dwelling is gone")) }
}

pub async fn bury_unit(tx: &Tx, unit: &HousingUnit) -> Result<bool, Fault> {
    bury(tx, to_row(unit)).await
}

pub async fn find_unit(conn: &impl ConnectionTrait, id: HousingUnitId) -> Result<Option<HousingUnit>, Fault> {
    let row = housing_unit::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(named(conn, row.into_iter().collect()).await?.pop())
}

/// Those of these dwellings that are there.
pub async fn units_by_id(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<HousingUnit>, Fault> {
    let select = housing_unit::Entity::find()
        .filter(housing_unit::Column::Id.is_in(ids.iter().copied()))
        .filter(housing_unit::Column::DeletedAtMs.is_null());
    named(conn, select.all(conn).await?).await
}

/// Dwellings at sites, as (site, dwelling): one more than `most`, to tell whether there are more.
pub async fn units_at(conn: &impl ConnectionTrait, sites: &[Uuid], most: u64) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    use housing_unit::Column;
    let select = housing_unit::Entity::find().filter(Column::DeletedAtMs.is_null());
    pairs_of(conn, select, (Column::SiteId, Column::Id), (sites, most)).await
}

pub async fn lock_unit(tx: &Tx, id: HousingUnitId) -> Result<Option<HousingUnit>, Fault> {
    let row = lock_if_postgres(tx, housing_unit::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(named(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// Many dwellings, locked in id order.
pub async fn lock_units(tx: &Tx, ids: &[HousingUnitId]) -> Result<Vec<HousingUnit>, Fault> {
    let select = housing_unit::Entity::find()
        .filter(housing_unit::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(housing_unit::Column::Id);
    named(tx.conn(), lock_if_postgres(tx, select).all(tx.conn()).await?).await
}

/// Dwellings of these sites in one of these buildings, however rows of before have it.
pub async fn rooms_of(
    conn: &impl ConnectionTrait,
    sites: &[SiteId],
    buildings: &[&str],
) -> Result<Vec<HousingUnit>, Fault> {
    use housing_unit::Column;
    let buildings: BTreeSet<String> = buildings.iter().flat_map(|building| building_spellings(building)).collect();
    let (buildings, mut found) = (Vec::from_iter(buildings), Vec::new());
    // A building is written in many ways, and a file names many of them: a statement takes so many values and no more.
    for some in buildings.chunks(5000) {
        let select = housing_unit::Entity::find()
            .filter(Column::SiteId.is_in(sites.iter().map(|s| s.uuid())))
            .filter(Column::Building.is_in(some.iter().map(String::as_str)))
            .filter(Column::DeletedAtMs.is_null());
        for row in select.all(conn).await? {
            found.push(from_row(row)?);
        }
    }
    Ok(found)
}

/// Dwellings that have one of these certificates, wherever they are and however it was typed.
pub async fn units_certified(conn: &impl ConnectionTrait, numbers: &[&str]) -> Result<Vec<HousingUnit>, Fault> {
    use housing_unit::Column;
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let forms: BTreeSet<String> = numbers.iter().map(|number| one_form(number)).collect();
    let select =
        housing_unit::Entity::find().filter(Column::CertificateForm.is_in(forms)).filter(Column::DeletedAtMs.is_null());
    select.all(conn).await?.into_iter().map(from_row).collect()
}

pub async fn list_units(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &UnitQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<HousingUnit>, Fault> {
    use housing_unit::Column;
    let wanted = [
        query.site.map(|s| Column::SiteId.eq(s.uuid())),
        query.kind.map(|k| Column::Kind.eq(k.word())),
        query.title.map(|t| Column::State.eq(t.word())),
        query.occupancy.map(|o| Column::Occupancy.eq(o.word())),
        query.household_head.map(|p| Column::HouseholdHeadId.eq(p.uuid())),
        query.building.as_ref().map(|b| Column::Building.is_in(building_spellings(b))),
        query.only.map(|id| Column::Id.eq(id.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = housing_unit::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(housing_unit, tombstones), listing, now).await?;
    Ok(Page { items: named(conn, found.items).await?, next: found.next, total: found.total })
}

/// How many dwellings of each site have their titles in which state.
pub async fn tallies(conn: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Tally>, Fault> {
    use housing_unit::Column;
    let select = housing_unit::Entity::find()
        .select_only()
        .column(Column::SiteId)
        .column(Column::RegionCode)
        .column(Column::State)
        .column_as(Column::Id.count(), "units")
        .filter(in_scope(Column::RegionCode, scope))
        .filter(Column::DeletedAtMs.is_null())
        .group_by(Column::SiteId)
        .group_by(Column::RegionCode)
        .group_by(Column::State);
    let rows: Vec<(Uuid, String, String, i64)> = select.into_tuple().all(conn).await?;
    let tally = |(site, region, state, units): (Uuid, String, String, i64)| {
        Ok(Tally { site: site.into(), region: region_of(&region)?, title: word(&state)?, units })
    };
    rows.into_iter().map(tally).collect()
}
