//! Rows of policy values.

use ::entity::{policy_value, region};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _,
    sea_query::LockType,
};

use crate::{
    ground::{
        kernel::{Day, Instant, PolicyValueId, RegionCode, Scope, Words as _},
        platform::{Engine, Fault, Listing, Page, Tx, in_scope, insert, page, page_keys, update_versioned, word},
    },
    office::policy::model::{PolicyValue, ValueQuery},
};

fn to_row(v: &PolicyValue) -> policy_value::Model {
    policy_value::Model {
        id: v.id.uuid(),
        key: v.key.clone(),
        region_code: v.region.to_string(),
        valid_from: v.valid_from.date(),
        valid_to: v.valid_to.map(Day::date),
        value: v.value.clone(),
        basis: v.basis.word().into(),
        document: v.document.clone(),
        clause: v.clause.clone(),
        certainty: v.certainty.word().into(),
        layer: v.layer.word().into(),
        version: v.version,
        created_at_ms: v.created_at.millis(),
        updated_at_ms: v.updated_at.millis(),
    }
}

fn from_row(row: policy_value::Model) -> Result<PolicyValue, Fault> {
    Ok(PolicyValue {
        id: row.id.into(),
        region: row
            .region_code
            .parse()
            .map_err(|()| Fault::inconsistent(format!("region of policy value {}", row.id)))?,
        valid_from: Day::from_date(row.valid_from),
        valid_to: row.valid_to.map(Day::from_date),
        basis: word(&row.basis)?,
        certainty: word(&row.certainty)?,
        layer: word(&row.layer)?,
        key: row.key,
        value: row.value,
        document: row.document,
        clause: row.clause,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Every value that holds on a day in a region or above it: one query, a few dozen rows.
pub async fn find_on(conn: &impl ConnectionTrait, region: &RegionCode, day: Day) -> Result<Vec<PolicyValue>, Fault> {
    let regions = region.and_above();
    let rows = policy_value::Entity::find()
        .filter(policy_value::Column::RegionCode.is_in(regions.iter().map(RegionCode::as_str)))
        .filter(policy_value::Column::ValidFrom.lte(day.date()))
        .filter(
            Condition::any()
                .add(policy_value::Column::ValidTo.is_null())
                .add(policy_value::Column::ValidTo.gte(day.date())),
        )
        .order_by_asc(policy_value::Column::RegionCode)
        .order_by_asc(policy_value::Column::Key)
        .order_by_asc(policy_value::Column::ValidFrom)
        .all(conn)
        .await?;
    rows.into_iter().map(from_row).collect()
}

/// The values of some keys that hold on a day, wherever.
pub async fn find_everywhere(conn: &impl ConnectionTrait, keys: &[&str], day: Day) -> Result<Vec<PolicyValue>, Fault> {
    use policy_value::Column;
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let rows = policy_value::Entity::find()
        .filter(Column::Key.is_in(keys.iter().copied()))
        .filter(Column::ValidFrom.lte(day.date()))
        .filter(Condition::any().add(Column::ValidTo.is_null()).add(Column::ValidTo.gte(day.date())))
        .order_by_asc(Column::RegionCode)
        .all(conn)
        .await?;
    rows.into_iter().map(from_row).collect()
}

/// The values of some keys that held on a day until this one, wherever.
pub async fn find_until(conn: &impl ConnectionTrait, keys: &[&str], day: Day) -> Result<Vec<PolicyValue>, Fault> {
    use policy_value::Column;
    let rows = policy_value::Entity::find()
        .filter(Column::Key.is_in(keys.iter().copied()))
        .filter(Column::ValidFrom.lte(day.date()))
        .order_by_asc(Column::RegionCode)
        .order_by_asc(Column::ValidFrom)
        .all(conn)
        .await?;
    rows.into_iter().map(from_row).collect()
}

/// Locks a region and those above it, so that nobody sets a value there meanwhile; the nation, which has no row, by all of its
/// provinces. False when there is no such region. Rows that come to hang under the region do not wait for this lock.
pub async fn lock_regions(tx: &Tx, code: &RegionCode) -> Result<bool, Fault> {
    let nation = *code == RegionCode::nation();
    let chain = code.and_above();
    let wanted = if nation {
        region::Column::ParentCode.is_null()
    } else {
        region::Column::Code.is_in(chain.iter().map(RegionCode::as_str))
    };
    let select = region::Entity::find().filter(wanted).order_by_asc(region::Column::Code);
    let select = match tx.engine() {
        Engine::Postgres => select.lock(LockType::NoKeyUpdate),
        Engine::Sqlite => select,
    };
    let found = select.all(tx.conn()).await?;
    Ok(nation || found.iter().any(|r| r.code == code.as_str()))
}

/// Every period of a key in a region, oldest first.
pub async fn find_periods(
    conn: &impl ConnectionTrait,
    key: &str,
    region: &RegionCode,
) -> Result<Vec<PolicyValue>, Fault> {
    let rows = policy_value::Entity::find()
        .filter(policy_value::Column::Key.eq(key))
        .filter(policy_value::Column::RegionCode.eq(region.as_str()))
        .order_by_asc(policy_value::Column::ValidFrom)
        .all(conn)
        .await?;
    rows.into_iter().map(from_row).collect()
}

pub async fn find_value(conn: &impl ConnectionTrait, id: PolicyValueId) -> Result<Option<PolicyValue>, Fault> {
    policy_value::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn insert_value(tx: &Tx, value: &PolicyValue) -> Result<(), Fault> {
    insert(tx, to_row(value)).await
}

pub async fn update_value(tx: &Tx, value: &PolicyValue, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(value), policy_value::Column::Version, read_at).await
}

/// Values in the scope and in the regions above it.
pub async fn list_values(
    conn: &impl ConnectionTrait,
    seen: (&Scope, &[RegionCode]),
    query: &ValueQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<PolicyValue>, Fault> {
    use policy_value::Column;
    let above = Column::RegionCode.is_in(seen.1.iter().map(RegionCode::as_str));
    let mut select = policy_value::Entity::find().filter(in_scope(Column::RegionCode, seen.0).add(above));
    if let Some(key) = &query.key {
        select = select.filter(Column::Key.eq(key));
    }
    if let Some(day) = query.as_of {
        select = select
            .filter(Column::ValidFrom.lte(day.date()))
            .filter(Condition::any().add(Column::ValidTo.is_null()).add(Column::ValidTo.gte(day.date())));
    }
    page(conn, select, page_keys!(policy_value), listing, now).await?.try_map(from_row)
}
