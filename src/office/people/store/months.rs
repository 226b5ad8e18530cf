//! Rows of months and of their editions.

use std::collections::{BTreeMap, HashMap, HashSet};

use ::entity::{household, people_month, people_month_edition};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Instant, Month, PeopleMonthId, RegionCode, Scope, SiteId, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, lock_if_postgres, page, page_keys, region_of,
            update_versioned, word,
        },
    },
    office::people::model::{Counts, Edition, MonthQuery, MonthState, PeopleMonth, Reopening},
};

fn to_row(m: &PeopleMonth) -> people_month::Model {
    people_month::Model {
        id: m.id.uuid(),
        region_code: m.region.to_string(),
        site_id: m.site.map(|s| s.uuid()),
        month: m.month.to_string(),
        state: m.state.word().into(),
        prepared_by: m.prepared_by.uuid(),
        note: m.note.clone(),
        layer: m.layer.word().into(),
        version: m.version,
        created_at_ms: m.created_at.millis(),
        updated_at_ms: m.updated_at.millis(),
    }
}

fn from_row(row: people_month::Model) -> Result<PeopleMonth, Fault> {
    let month = row.month.parse().map_err(|()| Fault::inconsistent(format!("the month {:?}", row.month)))?;
    Ok(PeopleMonth {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        site: row.site_id.map(Into::into),
        month,
        state: word(&row.state)?,
        prepared_by: row.prepared_by.into(),
        editions: Vec::new(),
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

fn edition_row(id: PeopleMonthId, e: &Edition) -> people_month_edition::Model {
    let c = &e.counts;
    people_month_edition::Model {
        month_id: id.uuid(),
        n: e.n,
        households: c.households,
        persons: c.persons,
        poor_households: c.poor_households,
        poor_persons: c.poor_persons,
        monitored_households: c.monitored_households,
        monitored_persons: c.monitored_persons,
        male: c.male,
        female: c.female,
        away: c.away,
        digest: e.digest.to_string(),
        locked_by: e.locked_by.uuid(),
        locked_at_ms: e.locked_at.millis(),
        reopened_by: e.reopened.as_ref().map(|r| r.by.uuid()),
        reopened_at_ms: e.reopened.as_ref().map(|r| r.at.millis()),
        reopen_reason: e.reopened.as_ref().map(|r| r.reason.clone()),
    }
}

fn edition_of(row: people_month_edition::Model) -> Result<Edition, Fault> {
    let reopened = row.reopened_by.zip(row.reopened_at_ms).zip(row.reopen_reason);
    Ok(Edition {
        n: row.n,
        counts: Counts {
            households: row.households,
            persons: row.persons,
            poor_households: row.poor_households,
            poor_persons: row.poor_persons,
            monitored_households: row.monitored_households,
            monitored_persons: row.monitored_persons,
            male: row.male,
            female: row.female,
            away: row.away,
        },
        digest: row.digest.parse().map_err(|()| Fault::inconsistent("the digest of a locked month"))?,
        locked_by: row.locked_by.into(),
        locked_at: Instant::from_millis(row.locked_at_ms),
        reopened: reopened.map(|((by, at), reason)| Reopening { by: by.into(), at: Instant::from_millis(at), reason }),
    })
}

/// Rows with their editions, in one statement for all.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<people_month::Model>) -> Result<Vec<PeopleMonth>, Fault> {
    let select = people_month_edition::Entity::find()
        .filter(people_month_edition::Column::MonthId.is_in(rows.iter().map(|r| r.id)))
        .order_by_asc(people_month_edition::Column::MonthId)
        .order_by_asc(people_month_edition::Column::N);
    let mut editions: HashMap<Uuid, Vec<Edition>> = HashMap::new();
    for row in select.all(conn).await? {
        editions.entry(row.month_id).or_default().push(edition_of(row)?);
    }
    let with_editions = |row: people_month::Model| {
        let editions = editions.remove(&row.id).unwrap_or_default();
        Ok(PeopleMonth { editions, ..from_row(row)? })
    };
    rows.into_iter().map(with_editions).collect()
}

/// Months in the order of their ids, a bounded number at a time.
pub async fn months_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<PeopleMonth>, Fault> {
    let select = people_month::Entity::find()
        .filter(people_month::Column::Id.gt(after))
        .order_by_asc(people_month::Column::Id)
        .limit(most);
    whole(conn, select.all(conn).await?).await
}

pub async fn insert_month(tx: &Tx, month: &PeopleMonth) -> Result<(), Fault> {
    insert(tx, to_row(month)).await
}

pub async fn update_month(tx: &Tx, month: &PeopleMonth, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(month), people_month::Column::Version, read_at).await
}

pub async fn insert_edition(tx: &Tx, id: PeopleMonthId, edition: &Edition) -> Result<(), Fault> {
    insert(tx, edition_row(id, edition)).await
}

/// Marks the lock that stood as opened again. Whoever calls holds the month.
pub async fn reopen_edition(tx: &Tx, id: PeopleMonthId, n: i32, reopening: &Reopening) -> Result<(), Fault> {
    use people_month_edition::Column;
    let done = people_month_edition::Entity::update_many()
        .col_expr(Column::ReopenedBy, Expr::value(reopening.by.uuid()))
        .col_expr(Column::ReopenedAtMs, Expr::value(reopening.at.millis()))
        .col_expr(Column::ReopenReason, Expr::value(reopening.reason.as_str()))
        .filter(Column::MonthId.eq(id.uuid()))
        .filter(Column::N.eq(n))
        .filter(Column::ReopenedBy.is_null())
        .exec(tx.conn())
        .await?;
    match done.rows_affected {
        1 => Ok(()),
        got => Err(Fault::RowCount { what: "people_month_edition", wanted: 1, got }),
    }
}

pub async fn find_month(conn: &impl ConnectionTrait, id: PeopleMonthId) -> Result<Option<PeopleMonth>, Fault> {
    let row = people_month::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_month(tx: &Tx, id: PeopleMonthId) -> Result<Option<PeopleMonth>, Fault> {
    let row = lock_if_postgres(tx, people_month::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// The last locked month of the same place before another.
pub async fn locked_before(conn: &impl ConnectionTrait, of: &PeopleMonth) -> Result<Option<PeopleMonth>, Fault> {
    use people_month::Column;
    let place = match of.site {
        Some(site) => Condition::all().add(Column::SiteId.eq(site.uuid())),
        None => Condition::all().add(Column::SiteId.is_null()).add(Column::RegionCode.eq(of.region.as_str())),
    };
    let select = people_month::Entity::find()
        .filter(place)
        .filter(Column::Month.lt(of.month.to_string()))
        .filter(Column::State.eq(MonthState::Locked.word()))
        .order_by_desc(Column::Month);
    let row = select.one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

/// How many months are in each state.
pub async fn months_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "people_month").await
}

pub async fn list_months(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &MonthQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<PeopleMonth>, Fault> {
    use people_month::Column;
    let wanted = [
        query.site.map(|s| Column::SiteId.eq(s.uuid())),
        query.month.map(|m| Column::Month.eq(m.to_string())),
        query.state.map(|s| Column::State.eq(s.word())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = people_month::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(people_month), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

/// Which of these sites have which of these months locked: of themselves, or with the region in which they lie.
pub async fn locked_of(
    conn: &impl ConnectionTrait,
    sites: &[(SiteId, RegionCode)],
    months: &[Month],
) -> Result<HashSet<(SiteId, Month)>, Fault> {
    use people_month::Column;
    let above: HashSet<&str> = sites.iter().flat_map(|(_, region)| ancestors(region.as_str())).collect();
    let place = Condition::any()
        .add(Column::SiteId.is_in(sites.iter().map(|(id, _)| id.uuid())))
        .add(Condition::all().add(Column::SiteId.is_null()).add(Column::RegionCode.is_in(above)));
    let select = people_month::Entity::find()
        .filter(place)
        .filter(Column::Month.is_in(months.iter().map(ToString::to_string)))
        .filter(Column::State.eq(MonthState::Locked.word()));
    let mut found = HashSet::new();
    for row in select.all(conn).await? {
        let month = from_row(row)?;
        let of_place = |(id, region): &&(SiteId, RegionCode)| match month.site {
            Some(site) => site == *id,
            None => month.region.covers(region),
        };
        found.extend(sites.iter().filter(of_place).map(|(id, _)| (*id, month.month)));
    }
    Ok(found)
}

/// A region code and those of the regions above it, each a beginning of it.
fn ancestors(code: &str) -> impl Iterator<Item = &str> {
    [2, 4, 6, 9, 12].into_iter().filter_map(|length| code.get(..length))
}

/// Since when the register has households of these sites.
pub async fn peopled_since(conn: &impl ConnectionTrait, sites: &[SiteId]) -> Result<BTreeMap<SiteId, Instant>, Fault> {
    use household::Column;
    let select = household::Entity::find()
        .select_only()
        .column(Column::SiteId)
        .column_as(Column::CreatedAtMs.min(), "first")
        .filter(Column::SiteId.is_in(sites.iter().map(|s| s.uuid())))
        .group_by(Column::SiteId);
    let rows: Vec<(Uuid, i64)> = select.into_tuple().all(conn).await?;
    Ok(rows.into_iter().map(|(site, first)| (site.into(), Instant::from_millis(first))).collect())
}
