//! Rows of parts.

use std::collections::HashSet;

use ::entity::site_role;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Day, Instant, Scope, SiteId, SiteRoleId, Words as _},
        platform::{
            Fault, Listing, Page, Tx, holds_on, in_scope, insert, lock_if_postgres, page, page_keys, region_of,
            update_versioned, word,
        },
    },
    property::{
        assets::Named,
        sites::model::{RoleKind, RoleQuery, SiteRole},
    },
};

fn to_row(r: &SiteRole) -> site_role::Model {
    site_role::Model {
        id: r.id.uuid(),
        site_id: r.site.uuid(),
        region_code: r.region.to_string(),
        role: r.role.word().into(),
        body_kind: r.body_kind.map(|k| k.word().into()),
        organisation_id: r.who.organisation().map(|o| o.uuid()),
        written_name: r.who.shown(),
        from_on: r.from.date(),
        until_on: r.until.map(Day::date),
        file_id: r.paper.uuid(),
        note: r.note.clone(),
        end_file_id: r.end_paper.map(|f| f.uuid()),
        end_reason: r.end_reason.clone(),
        version: r.version,
        created_at_ms: r.created_at.millis(),
        updated_at_ms: r.updated_at.millis(),
    }
}

fn from_row(row: site_role::Model) -> Result<SiteRole, Fault> {
    let who = Named::kept(row.organisation_id.map(Into::into), row.written_name, None);
    let who = who.ok_or_else(|| Fault::inconsistent(format!("the body of site role {}", row.id)))?;
    Ok(SiteRole {
        id: row.id.into(),
        site: row.site_id.into(),
        region: region_of(&row.region_code)?,
        role: word(&row.role)?,
        body_kind: row.body_kind.as_deref().map(word).transpose()?,
        who,
        from: Day::from_date(row.from_on),
        until: row.until_on.map(Day::from_date),
        paper: row.file_id.into(),
        note: row.note,
        end_paper: row.end_file_id.map(Into::into),
        end_reason: row.end_reason,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_role(tx: &Tx, role: &SiteRole) -> Result<(), Fault> {
    insert(tx, to_row(role)).await
}

pub async fn update_role(tx: &Tx, role: &SiteRole, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(role), site_role::Column::Version, read_at).await
}

pub async fn find_role(conn: &impl ConnectionTrait, id: SiteRoleId) -> Result<Option<SiteRole>, Fault> {
    site_role::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_role(tx: &Tx, id: SiteRoleId) -> Result<Option<SiteRole>, Fault> {
    let select = lock_if_postgres(tx, site_role::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// Everything recorded of one part at a site, locked. Whoever calls has locked the site.
pub async fn lock_roles_of(tx: &Tx, site: SiteId, role: RoleKind) -> Result<Vec<SiteRole>, Fault> {
    let select = site_role::Entity::find()
        .filter(site_role::Column::SiteId.eq(site.uuid()))
        .filter(site_role::Column::Role.eq(role.word()))
        .order_by_asc(site_role::Column::Id);
    lock_if_postgres(tx, select).all(tx.conn()).await?.into_iter().map(from_row).collect()
}

/// Parts that hold on a day.
fn holding(day: Day) -> Condition {
    holds_on(site_role::Column::FromOn, site_role::Column::UntilOn, day)
}

/// Who has which part at a site on a day.
pub async fn roles_on(conn: &impl ConnectionTrait, site: SiteId, day: Day) -> Result<Vec<SiteRole>, Fault> {
    let select = site_role::Entity::find()
        .filter(site_role::Column::SiteId.eq(site.uuid()))
        .filter(holding(day))
        .order_by_asc(site_role::Column::Id);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// Those of these sites that have a collective body on a day.
pub async fn with_body(conn: &impl ConnectionTrait, sites: &[SiteId], day: Day) -> Result<HashSet<SiteId>, Fault> {
    let select = site_role::Entity::find()
        .select_only()
        .column(site_role::Column::SiteId)
        .distinct()
        .filter(site_role::Column::SiteId.is_in(sites.iter().map(|s| s.uuid())))
        .filter(site_role::Column::Role.eq(RoleKind::CollectiveBody.word()))
        .filter(holding(day));
    let found: Vec<Uuid> = select.into_tuple().all(conn).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

pub async fn list_roles(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &RoleQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<SiteRole>, Fault> {
    use site_role::Column;
    let wanted = [
        query.site.map(|s| Condition::all().add(Column::SiteId.eq(s.uuid()))),
        query.role.map(|r| Condition::all().add(Column::Role.eq(r.word()))),
        query.organisation.map(|o| Condition::all().add(Column::OrganisationId.eq(o.uuid()))),
        query.on.map(holding),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = site_role::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(site_role), listing, now).await?.try_map(from_row)
}
