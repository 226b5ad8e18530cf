//! Rows of role grants.

use ::entity::role_grant;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};

use super::officers::region_of;
use crate::{
    ground::{
        authority::Role,
        kernel::{Day, GrantId, Instant, OfficerId, OrganisationId, RegionCode, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, lock_if_postgres, page, page_keys, places, update_versioned,
            word,
        },
    },
    office::access::model::{GrantState, OfficerBrief, RoleGrant},
};

/// A grant `g` that is active on the day `$1`.
pub const GRANT_IN_FORCE: &str =
    "g.state = 'active' AND g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to >= $1)";

fn to_row(g: &RoleGrant) -> role_grant::Model {
    role_grant::Model {
        id: g.id.uuid(),
        officer_id: g.officer.uuid(),
        role: g.role.word().into(),
        region_code: g.region.to_string(),
        valid_from: g.valid_from.date(),
        valid_to: g.valid_to.map(Day::date),
        state: g.state.word().into(),
        bootstrap: g.bootstrap,
        proposed_by: g.proposed_by.map(|o| o.uuid()),
        confirmed_by: g.confirmed_by.map(|o| o.uuid()),
        version: g.version,
        created_at_ms: g.created_at.millis(),
        updated_at_ms: g.updated_at.millis(),
    }
}

fn from_row(row: role_grant::Model) -> Result<RoleGrant, Fault> {
    Ok(RoleGrant {
        id: row.id.into(),
        officer: row.officer_id.into(),
        role: word(&row.role)?,
        region: region_of(&row.region_code)?,
        valid_from: Day::from_date(row.valid_from),
        valid_to: row.valid_to.map(Day::from_date),
        state: word(&row.state)?,
        bootstrap: row.bootstrap,
        proposed_by: row.proposed_by.map(Into::into),
        confirmed_by: row.confirmed_by.map(Into::into),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_grant(tx: &Tx, grant: &RoleGrant) -> Result<(), Fault> {
    insert(tx, to_row(grant)).await
}

pub async fn update_grant(tx: &Tx, grant: &RoleGrant, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(grant), role_grant::Column::Version, read_at).await
}

pub async fn find_grant(conn: &impl ConnectionTrait, id: GrantId) -> Result<Option<RoleGrant>, Fault> {
    role_grant::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_grant(tx: &Tx, id: GrantId) -> Result<Option<RoleGrant>, Fault> {
    lock_if_postgres(tx, role_grant::Entity::find_by_id(id.uuid())).one(tx.conn()).await?.map(from_row).transpose()
}

/// Grants of an officer that are not revoked. The caller holds the officer's row.
pub async fn live_grants(conn: &impl ConnectionTrait, officer: OfficerId) -> Result<Vec<RoleGrant>, Fault> {
    let rows = role_grant::Entity::find()
        .filter(role_grant::Column::OfficerId.eq(officer.uuid()))
        .filter(role_grant::Column::State.ne(GrantState::Revoked.word()))
        .all(conn)
        .await?;
    rows.into_iter().map(from_row).collect()
}

pub async fn list_grants(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    officer: Option<OfficerId>,
    listing: &Listing,
    now: Instant,
) -> Result<Page<RoleGrant>, Fault> {
    let mut select = role_grant::Entity::find().filter(in_scope(role_grant::Column::RegionCode, scope));
    if let Some(officer) = officer {
        select = select.filter(role_grant::Column::OfficerId.eq(officer.uuid()));
    }
    page(conn, select, page_keys!(role_grant), listing, now).await?.try_map(from_row)
}

/// Officers who hold a role in exactly one of these regions today and can log in, in the order of their ids.
pub async fn find_role_holders(
    conn: &impl ConnectionTrait,
    role: Role,
    regions: &[RegionCode],
    unit: Option<OrganisationId>,
    today: Day,
) -> Result<Vec<OfficerBrief>, Fault> {
    let mut values: Vec<sea_orm::Value> = vec![today.date().into(), role.word().into()];
    let mut place = |value: sea_orm::Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let places: Vec<String> = regions.iter().map(|r| place(r.as_str().into())).collect();
    let of_unit = unit.map(|u| format!("AND o.organisation_id = {}", place(u.uuid().into()))).unwrap_or_default();
    let sql = format!(
        "SELECT DISTINCT o.id, o.name, o.organisation_id FROM role_grant g JOIN officer o ON o.id = g.officer_id \
         WHERE {GRANT_IN_FORCE} AND g.role = $2 AND g.region_code IN ({}) {of_unit} \
         AND EXISTS (SELECT 1 FROM account a WHERE a.officer_id = o.id AND a.disabled_at_ms IS NULL) ORDER BY o.id",
        places.join(", ")
    );
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    rows.into_iter()
        .map(|row| {
            Ok(OfficerBrief {
                id: OfficerId::new(row.try_get("", "id")?),
                name: row.try_get("", "name")?,
                organisation: row.try_get::<Option<uuid::Uuid>>("", "organisation_id")?.map(Into::into),
            })
        })
        .collect()
}

/// How many officers are there to confirm a grant in this region today: security administrators over it, whether or not they can
/// log in just now. Whoever could count a colleague out by taking the login away would need no second person.
pub async fn count_confirmers(conn: &impl ConnectionTrait, region: &RegionCode, today: Day) -> Result<u64, Fault> {
    let regions = region.and_above();
    let sql = format!(
        "SELECT count(DISTINCT g.officer_id) AS n FROM role_grant g WHERE {GRANT_IN_FORCE} AND g.role = $2 AND g.region_code IN ({})",
        places(3, regions.len())
    );
    let regions = regions.iter().map(|r| sea_orm::Value::from(r.as_str()));
    let values = [today.date().into(), Role::SecurityAdmin.word().into()].into_iter().chain(regions);
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let count: i64 = row.ok_or_else(|| Fault::inconsistent("no count"))?.try_get("", "n")?;
    u64::try_from(count).map_err(|_| Fault::inconsistent("a count below zero"))
}

/// Whether any security administrator, of whatever region, can log in today.
pub async fn can_anybody_administer(conn: &impl ConnectionTrait, today: Day) -> Result<bool, Fault> {
    let sql = format!(
        "SELECT 1 FROM role_grant g JOIN account a ON a.officer_id = g.officer_id AND a.disabled_at_ms IS NULL \
         WHERE {GRANT_IN_FORCE} AND g.role = $2 LIMIT 1"
    );
    let values = [today.date().into(), Role::SecurityAdmin.word().into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(row.is_some())
}
