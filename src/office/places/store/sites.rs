//! Rows of sites.

use ::entity::site;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{AreaM2, AreaMu, Instant, Money, RegionCode, Scope, SiteId, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, bury, in_scope, insert, insert_all, lock_if_postgres, page,
            page_keys, region_of, says, update_versioned, word,
        },
    },
    office::places::model::{Site, SiteQuery},
};

fn to_row(s: &Site) -> site::Model {
    site::Model {
        id: s.id.uuid(),
        name: s.name.clone(),
        region_code: s.region.to_string(),
        town_name: s.town_name.clone(),
        households: s.households,
        people: s.people,
        poor_households: s.poor_households,
        move_in_year: s.move_in_year,
        land_mu_e4: s.land_mu.map(AreaMu::scaled),
        building_area_m2_e2: s.building_area_m2.map(AreaM2::scaled),
        investment_fen: s.investment.map(Money::fen),
        approximate: s.approximate,
        layer: s.layer.word().into(),
        source: s.source.clone(),
        note: s.note.clone(),
        version: s.version,
        created_at_ms: s.created_at.millis(),
        updated_at_ms: s.updated_at.millis(),
        deleted_at_ms: s.deleted_at.map(Instant::millis),
    }
}

fn from_row(row: site::Model) -> Result<Site, Fault> {
    let wrong = || Fault::inconsistent(format!("quantities of site {}", row.id));
    Ok(Site {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        land_mu: row.land_mu_e4.map(|n| AreaMu::from_scaled(n).ok_or_else(wrong)).transpose()?,
        building_area_m2: row.building_area_m2_e2.map(|n| AreaM2::from_scaled(n).ok_or_else(wrong)).transpose()?,
        investment: row.investment_fen.map(|n| Money::from_fen(n).map_err(|_| wrong())).transpose()?,
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        name: row.name,
        town_name: row.town_name,
        households: row.households,
        people: row.people,
        poor_households: row.poor_households,
        move_in_year: row.move_in_year,
        approximate: row.approximate,
        source: row.source,
        note: row.note,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        deleted_at: row.deleted_at_ms.map(Instant::from_millis),
    })
}

pub async fn insert_site(tx: &Tx, site: &Site) -> Result<(), Fault> {
    insert(tx, to_row(site)).await
}

/// Many new sites, in statements of bounded size.
pub async fn insert_sites(tx: &Tx, sites: &[Site]) -> Result<(), Fault> {
    insert_all(tx, sites.iter().map(to_row).collect()).await
}

/// Many sites by id, locked in id order.
pub async fn lock_sites(tx: &Tx, ids: &[SiteId]) -> Result<Vec<Site>, Fault> {
    let select = site::Entity::find()
        .filter(site::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(site::Column::Id);
    let rows = lock_if_postgres(tx, select).all(tx.conn()).await?;
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    with_external_ids(tx.conn(), found).await
}

pub async fn update_site(tx: &Tx, site: &Site, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(site), site::Column::Version, read_at).await
}

pub async fn bury_site(tx: &Tx, site: &Site) -> Result<bool, Fault> {
    bury(tx, to_row(site)).await
}

async fn with_external_ids(conn: &impl ConnectionTrait, found: Vec<Site>) -> Result<Vec<Site>, Fault> {
    attach_external_ids(conn, SubjectKind::Site, found, |s| (s.id.uuid(), &mut s.external_ids)).await
}

pub async fn find_site(conn: &impl ConnectionTrait, id: SiteId) -> Result<Option<Site>, Fault> {
    let row = site::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()?;
    Ok(with_external_ids(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_site(tx: &Tx, id: SiteId) -> Result<Option<Site>, Fault> {
    let row =
        lock_if_postgres(tx, site::Entity::find_by_id(id.uuid())).one(tx.conn()).await?.map(from_row).transpose()?;
    Ok(with_external_ids(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// Sites by id, deleted or not, without their names elsewhere.
pub async fn find_sites(conn: &impl ConnectionTrait, ids: &[SiteId]) -> Result<Vec<Site>, Fault> {
    let select = site::Entity::find().filter(site::Column::Id.is_in(ids.iter().map(|i| i.uuid())));
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// Sites of a region, or of anywhere, by exactly these names, without their names elsewhere.
pub async fn find_sites_called(
    conn: &impl ConnectionTrait,
    region: Option<&RegionCode>,
    names: &[String],
) -> Result<Vec<Site>, Fault> {
    let named =
        site::Entity::find().filter(site::Column::Name.is_in(names)).filter(site::Column::DeletedAtMs.is_null());
    let near = region.map(|region| in_scope(site::Column::RegionCode, &Scope::of([region.clone()])));
    near.into_iter()
        .fold(named, |select, near| select.filter(near))
        .all(conn)
        .await?
        .into_iter()
        .map(from_row)
        .collect()
}

/// Sites in the order of their ids, deleted ones too, without their names elsewhere.
pub async fn sites_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Site>, Fault> {
    let select = site::Entity::find().filter(site::Column::Id.gt(after)).order_by_asc(site::Column::Id).limit(most);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

pub async fn list_sites(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &SiteQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Site>, Fault> {
    let mut select = site::Entity::find().filter(in_scope(site::Column::RegionCode, scope));
    if let Some(name) = &query.name {
        select = select.filter(says(site::Column::Name, name));
    }
    if let Some(only) = query.only {
        select = select.filter(site::Column::Id.eq(only.uuid()));
    }
    let found = page(conn, select, page_keys!(site, tombstones), listing, now).await?.try_map(from_row)?;
    Ok(Page { items: with_external_ids(conn, found.items).await?, ..found })
}
