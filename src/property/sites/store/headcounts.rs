//! Rows of counts.

use std::collections::HashMap;

use ::entity::site_headcount;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Alias, Expr, ExprTrait as _, Query},
};

use crate::{
    ground::{
        kernel::{Day, HeadcountId, Instant, Scope, SiteId, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, lock_if_postgres, page, page_keys, region_of, update_versioned,
            word,
        },
    },
    property::sites::model::{Headcount, HeadcountQuery, HeadcountState},
};

fn to_row(h: &Headcount) -> site_headcount::Model {
    site_headcount::Model {
        id: h.id.uuid(),
        site_id: h.site.uuid(),
        region_code: h.region.to_string(),
        counted_on: h.counted_on.date(),
        households: h.households,
        people: h.people,
        file_id: h.paper.uuid(),
        note: h.note.clone(),
        state: h.state.word().into(),
        withdraw_reason: h.withdraw_reason.clone(),
        version: h.version,
        created_at_ms: h.created_at.millis(),
        updated_at_ms: h.updated_at.millis(),
    }
}

fn from_row(row: site_headcount::Model) -> Result<Headcount, Fault> {
    Ok(Headcount {
        id: row.id.into(),
        site: row.site_id.into(),
        region: region_of(&row.region_code)?,
        counted_on: Day::from_date(row.counted_on),
        households: row.households,
        people: row.people,
        paper: row.file_id.into(),
        note: row.note,
        state: word(&row.state)?,
        withdraw_reason: row.withdraw_reason,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_headcount(tx: &Tx, headcount: &Headcount) -> Result<(), Fault> {
    insert(tx, to_row(headcount)).await
}

pub async fn update_headcount(tx: &Tx, headcount: &Headcount, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(headcount), site_headcount::Column::Version, read_at).await
}

pub async fn find_headcount(conn: &impl ConnectionTrait, id: HeadcountId) -> Result<Option<Headcount>, Fault> {
    site_headcount::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_headcount(tx: &Tx, id: HeadcountId) -> Result<Option<Headcount>, Fault> {
    let select = lock_if_postgres(tx, site_headcount::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

/// The count that stands of exactly this day.
pub async fn standing_on(conn: &impl ConnectionTrait, site: SiteId, day: Day) -> Result<Option<Headcount>, Fault> {
    use site_headcount::Column;
    let select = site_headcount::Entity::find()
        .filter(Column::SiteId.eq(site.uuid()))
        .filter(Column::State.eq(HeadcountState::Standing.word()))
        .filter(Column::CountedOn.eq(day.date()));
    select.one(conn).await?.map(from_row).transpose()
}

/// The last count that stands of each of these sites on a day, in one query.
pub async fn last_counts(
    conn: &impl ConnectionTrait,
    sites: &[SiteId],
    day: Day,
) -> Result<HashMap<SiteId, Headcount>, Fault> {
    use site_headcount::Column;
    let later = Alias::new("later");
    let of = |column: Column| Expr::col((later.clone(), column));
    let mut newer = Query::select();
    newer
        .expr(Expr::val(1))
        .from_as(site_headcount::Entity, later.clone())
        .and_where(of(Column::SiteId).equals((site_headcount::Entity, Column::SiteId)))
        .and_where(of(Column::State).eq(HeadcountState::Standing.word()))
        .and_where(of(Column::CountedOn).lte(day.date()))
        .and_where(of(Column::CountedOn).gt(Expr::col((site_headcount::Entity, Column::CountedOn))));
    let select = site_headcount::Entity::find()
        .filter(Column::SiteId.is_in(sites.iter().map(|s| s.uuid())))
        .filter(Column::State.eq(HeadcountState::Standing.word()))
        .filter(Column::CountedOn.lte(day.date()))
        .filter(Condition::all().not().add(Expr::exists(newer)));
    let rows = select.all(conn).await?;
    rows.into_iter().map(|row| from_row(row).map(|h| (h.site, h))).collect()
}

pub async fn list_headcounts(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &HeadcountQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Headcount>, Fault> {
    use site_headcount::Column;
    let wanted = [query.site.map(|s| Column::SiteId.eq(s.uuid())), query.state.map(|s| Column::State.eq(s.word()))];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = site_headcount::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    page(conn, select, page_keys!(site_headcount), listing, now).await?.try_map(from_row)
}
