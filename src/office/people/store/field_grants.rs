//! Rows of grants of fields, and of what was read under them.

use std::collections::{BTreeSet, HashMap};

use ::entity::{field_grant, field_grant_group, field_reading};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Day, FieldGrantId, Instant, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, holds_on, in_scope, insert, insert_all, lock_if_postgres, page, page_keys,
            region_of, update_versioned, word,
        },
    },
    office::people::model::{FieldGrant, FieldGrantQuery, FieldGroup, FieldReading},
};

fn to_row(g: &FieldGrant) -> field_grant::Model {
    field_grant::Model {
        id: g.id.uuid(),
        client_id: g.client.uuid(),
        region_code: g.region.to_string(),
        purpose: g.purpose.clone(),
        basis: g.basis.clone(),
        file_id: g.paper.uuid(),
        from_on: g.from.date(),
        until_on: g.until.map(Day::date),
        end_reason: g.end_reason.clone(),
        granted_by: g.granted_by.uuid(),
        layer: g.layer.word().into(),
        version: g.version,
        created_at_ms: g.created_at.millis(),
        updated_at_ms: g.updated_at.millis(),
    }
}

fn from_row(row: field_grant::Model, groups: BTreeSet<FieldGroup>) -> Result<FieldGrant, Fault> {
    Ok(FieldGrant {
        id: row.id.into(),
        client: row.client_id.into(),
        region: region_of(&row.region_code)?,
        groups,
        purpose: row.purpose,
        basis: row.basis,
        paper: row.file_id.into(),
        from: Day::from_date(row.from_on),
        until: row.until_on.map(Day::from_date),
        end_reason: row.end_reason,
        granted_by: row.granted_by.into(),
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Rows with their groups, in one statement for all.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<field_grant::Model>) -> Result<Vec<FieldGrant>, Fault> {
    let ids = rows.iter().map(|r| r.id);
    let select = field_grant_group::Entity::find().filter(field_grant_group::Column::GrantId.is_in(ids));
    let mut groups: HashMap<Uuid, BTreeSet<FieldGroup>> = HashMap::new();
    for row in select.all(conn).await? {
        groups.entry(row.grant_id).or_default().insert(word(&row.field_group)?);
    }
    let with_groups = |row: field_grant::Model| {
        let groups = groups.remove(&row.id).unwrap_or_default();
        from_row(row, groups)
    };
    rows.into_iter().map(with_groups).collect()
}

pub async fn insert_field_grant(tx: &Tx, grant: &FieldGrant) -> Result<(), Fault> {
    insert(tx, to_row(grant)).await?;
    let group = |g: &FieldGroup| field_grant_group::Model { grant_id: grant.id.uuid(), field_group: g.word().into() };
    insert_all(tx, grant.groups.iter().map(group).collect()).await
}

pub async fn update_field_grant(tx: &Tx, grant: &FieldGrant, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(grant), field_grant::Column::Version, read_at).await
}

pub async fn find_field_grant(conn: &impl ConnectionTrait, id: FieldGrantId) -> Result<Option<FieldGrant>, Fault> {
    let row = field_grant::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_field_grant(tx: &Tx, id: FieldGrantId) -> Result<Option<FieldGrant>, Fault> {
    let row = lock_if_postgres(tx, field_grant::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn insert_field_reading(tx: &Tx, reading: &FieldReading) -> Result<(), Fault> {
    let row = field_reading::Model {
        id: reading.id.uuid(),
        grant_id: reading.grant.uuid(),
        region_code: reading.region.to_string(),
        households: reading.households,
        created_at_ms: reading.at.millis(),
    };
    insert(tx, row).await
}

pub async fn list_field_grants(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &FieldGrantQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<FieldGrant>, Fault> {
    use field_grant::Column;
    let on = query.on.map(|day| holds_on(Column::FromOn, Column::UntilOn, day));
    let client = query.client.map(|c| Condition::all().add(Column::ClientId.eq(c.uuid())));
    let wanted = [on, client].into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = field_grant::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(field_grant), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
