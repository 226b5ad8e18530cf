//! Rows of households, with who belongs to them and what was told of them. The old address is sealed on the way in.

use std::collections::{BTreeMap, HashMap};

use ::entity::{household, household_event, household_standing};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    events::stays_of,
    said::{UNSAID, said_of},
};
use crate::{
    ground::{
        kernel::{Day, HouseholdId, Instant, RegionCode, Scope, SubjectKind, Words as _},
        platform::{
            DataKey, Fault, Listing, Page, Sealer, Tx, attach_external_ids, in_scope, insert_all, lock_if_postgres,
            page, page_keys, region_of, update_versioned, word,
        },
    },
    office::people::model::{Address, Household, HouseholdQuery, Settled, Standing},
};

/// The purpose of the data keys of households.
const PURPOSE: &str = "household";

fn place(id: HouseholdId) -> String {
    format!("household|origin_address|{id}")
}

fn to_row(key: &DataKey, h: &Household) -> Result<household::Model, Fault> {
    let sealed = |address: &Address| key.seal(&place(h.id), address.reveal().as_bytes());
    let origin_address = h.origin_address.as_ref().map(sealed).transpose()?;
    Ok(household::Model {
        id: h.id.uuid(),
        number: h.number.clone(),
        region_code: h.region.to_string(),
        site_id: h.site.map(|s| s.uuid()),
        origin_code: h.origin.to_string(),
        origin_address,
        building: h.building.clone(),
        room: h.room.clone(),
        poor: h.poor,
        monitored: h.monitored.word().into(),
        split_from_id: h.split_from.map(|s| s.uuid()),
        note: h.note.clone(),
        layer: h.layer.word().into(),
        version: h.version,
        created_at_ms: h.created_at.millis(),
        updated_at_ms: h.updated_at.millis(),
    })
}

async fn opened(conn: &impl ConnectionTrait, sealer: &Sealer, row: household::Model) -> Result<Household, Fault> {
    let id: HouseholdId = row.id.into();
    let origin_address = match &row.origin_address {
        Some(sealed) => {
            let clear = String::from_utf8(sealer.open(conn, &place(id), sealed).await?);
            Some(Address::new(clear.map_err(|_| Fault::inconsistent(format!("the address of household {id}")))?))
        }
        None => None,
    };
    Ok(Household {
        id,
        number: row.number,
        region: region_of(&row.region_code)?,
        site: row.site_id.map(Into::into),
        origin: region_of(&row.origin_code)?,
        origin_address,
        building: row.building,
        room: row.room,
        poor: row.poor,
        monitored: word(&row.monitored)?,
        split_from: row.split_from_id.map(Into::into),
        note: row.note,
        stays: Vec::new(),
        said: Vec::new(),
        standings: Vec::new(),
        events: 0,
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

fn standing_row(id: HouseholdId, s: &Standing) -> household_standing::Model {
    household_standing::Model {
        household_id: id.uuid(),
        n: s.n,
        since_on: s.since.date(),
        poor: s.poor,
        monitored: s.monitored.map(|m| m.word().into()),
        paper: s.paper.clone(),
        recorded_by: s.recorded_by.clone(),
        recorded_at_ms: s.recorded_at.millis(),
    }
}

fn standing_of(row: household_standing::Model) -> Result<(Uuid, Standing), Fault> {
    let standing = Standing {
        n: row.n,
        since: Day::from_date(row.since_on),
        poor: row.poor,
        monitored: row.monitored.as_deref().map(word).transpose()?,
        paper: row.paper,
        recorded_by: row.recorded_by,
        recorded_at: Instant::from_millis(row.recorded_at_ms),
    };
    Ok((row.household_id, standing))
}

/// Households with all that hangs on them, in their order, in as many statements for many as for one.
pub(super) async fn whole(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    rows: Vec<household::Model>,
) -> Result<Vec<Household>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let mut stays = stays_of(conn, &ids).await?;
    let mut said = said_of(conn, &ids).await?;
    let told = household_standing::Entity::find()
        .filter(household_standing::Column::HouseholdId.is_in(ids.iter().copied()))
        .order_by_asc(household_standing::Column::N);
    let mut standings: HashMap<Uuid, Vec<Standing>> = HashMap::new();
    for row in told.all(conn).await? {
        let (id, standing) = standing_of(row)?;
        standings.entry(id).or_default().push(standing);
    }
    let last = household_event::Entity::find()
        .select_only()
        .column(household_event::Column::HouseholdId)
        .column_as(household_event::Column::N.max(), "last")
        .filter(household_event::Column::HouseholdId.is_in(ids))
        .group_by(household_event::Column::HouseholdId);
    let last: HashMap<Uuid, i32> = last.into_tuple::<(Uuid, i32)>().all(conn).await?.into_iter().collect();
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let id = row.id;
        let household = opened(conn, sealer, row).await?;
        found.push(Household {
            stays: stays.remove(&id).unwrap_or_default(),
            said: said.remove(&id).unwrap_or_default(),
            standings: standings.remove(&id).unwrap_or_default(),
            events: last.get(&id).copied().unwrap_or_default(),
            ..household
        });
    }
    attach_external_ids(conn, SubjectKind::Household, found, |h| (h.id.uuid(), &mut h.external_ids)).await
}

/// Many new households, sealed with the key of their county, in statements of bounded size. What hangs on them is written beside them.
pub async fn insert_households(tx: &Tx, sealer: &Sealer, households: &[Household]) -> Result<(), Fault> {
    let mut by_county: BTreeMap<&str, Vec<&Household>> = BTreeMap::new();
    for household in households {
        by_county.entry(household.region.county_code()).or_default().push(household);
    }
    for households in by_county.into_values() {
        let Some(first) = households.first() else { continue };
        let key = sealer.county_key(tx, PURPOSE, &first.region).await?;
        insert_all(tx, households.iter().map(|h| to_row(&key, h)).collect::<Result<_, _>>()?).await?;
    }
    Ok(())
}

pub async fn update_household(tx: &Tx, sealer: &Sealer, household: &Household, read_at: i64) -> Result<(), Fault> {
    let key = sealer.county_key(tx, PURPOSE, &household.region).await?;
    update_versioned(tx, to_row(&key, household)?, household::Column::Version, read_at).await
}

/// Facts that were told anew of these households.
pub async fn insert_standings(tx: &Tx, told: &[(HouseholdId, Standing)]) -> Result<(), Fault> {
    insert_all(tx, told.iter().map(|(id, s)| standing_row(*id, s)).collect()).await
}

pub async fn find_household(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    id: HouseholdId,
) -> Result<Option<Household>, Fault> {
    let row = household::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, sealer, row.into_iter().collect()).await?.pop())
}

/// Where households lie and how they are numbered; their sealed addresses stay sealed.
pub async fn numbers_of(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
) -> Result<HashMap<HouseholdId, (RegionCode, String)>, Fault> {
    let select = household::Entity::find()
        .filter(household::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .select_only()
        .column(household::Column::Id)
        .column(household::Column::RegionCode)
        .column(household::Column::Number);
    let rows: Vec<(Uuid, String, String)> = select.into_tuple().all(conn).await?;
    rows.into_iter().map(|(id, region, number)| Ok((id.into(), (region_of(&region)?, number)))).collect()
}

/// Holds a household whose sealed address stays sealed, and says where it lies.
pub async fn hold_household(tx: &Tx, id: HouseholdId) -> Result<Option<RegionCode>, Fault> {
    let select = household::Entity::find_by_id(id.uuid()).select_only().column(household::Column::RegionCode);
    let region: Option<String> = lock_if_postgres(tx, select).into_tuple().one(tx.conn()).await?;
    region.as_deref().map(region_of).transpose()
}

/// Where these households live, and how many belong to each on a day.
pub async fn settled_on(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
    day: Day,
) -> Result<HashMap<HouseholdId, Settled>, Fault> {
    let uuids: Vec<Uuid> = ids.iter().map(|i| i.uuid()).collect();
    let mut stays = stays_of(conn, &uuids).await?;
    let select = household::Entity::find()
        .select_only()
        .column(household::Column::Id)
        .column(household::Column::Number)
        .column(household::Column::SiteId)
        .filter(household::Column::Id.is_in(uuids));
    let rows: Vec<(Uuid, String, Option<Uuid>)> = select.into_tuple().all(conn).await?;
    let settled = |(id, number, site): (Uuid, String, Option<Uuid>)| {
        let members = stays.remove(&id).unwrap_or_default().iter().filter(|s| s.holds_on(day)).count();
        (id.into(), Settled { number, site: site.map(Into::into), members })
    };
    Ok(rows.into_iter().map(settled).collect())
}

pub async fn lock_household(tx: &Tx, sealer: &Sealer, id: HouseholdId) -> Result<Option<Household>, Fault> {
    Ok(lock_households(tx, sealer, &[id]).await?.pop())
}

/// Many households, locked in id order.
pub async fn lock_households(tx: &Tx, sealer: &Sealer, ids: &[HouseholdId]) -> Result<Vec<Household>, Fault> {
    let select = household::Entity::find()
        .filter(household::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(household::Column::Id);
    let rows = lock_if_postgres(tx, select).all(tx.conn()).await?;
    whole(tx.conn(), sealer, rows).await
}

pub async fn list_households(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    (scope, query): (&Scope, &HouseholdQuery),
    listing: &Listing,
    now: Instant,
) -> Result<Page<Household>, Fault> {
    use household::Column;
    let origin = query.origin.as_ref().map(|o| in_scope(Column::OriginCode, &Scope::of([o.clone()])));
    let wanted = [
        query.site.map(|s| Column::SiteId.eq(s.uuid())),
        query.poor.map(|p| Column::Poor.eq(p)),
        query.monitored.map(|m| Column::Monitored.eq(m.word())),
        query.split_from.map(|s| Column::SplitFromId.eq(s.uuid())),
        query.only.map(|id| Column::Id.eq(id.uuid())),
        query.unconfirmed.map(|yes| Expr::cust(format!("{}EXISTS ({UNSAID})", if yes { "" } else { "NOT " }))),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let wanted = origin.into_iter().fold(wanted, Condition::add);
    let select = household::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(household), listing, now).await?;
    Ok(Page { items: whole(conn, sealer, found.items).await?, next: found.next, total: found.total })
}
