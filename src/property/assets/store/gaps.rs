//! The list of gaps. A card that names no town or no day of acceptance is told by its region, its site or its project: the list joins
//! them, the card is left as it is.

use std::collections::HashMap;

use ::entity::{asset, project, region, site};
use chrono::{Datelike as _, NaiveDate};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select,
    sea_query::{Alias, Asterisk, CaseStatement, Expr, ExprTrait, Func, JoinType, Order, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    assets::from_row,
    lists::{formed, missing},
};
use crate::{
    ground::{
        kernel::{Day, Instant, Scope, Words as _},
        platform::{Fault, Listing, Page, Sort, in_scope, money_of, page, page_keys, region_of, total, word},
    },
    property::assets::model::{Gap, GapAge, GapCell, GapGround, GapLine, GapOrder, GapQuery, Hanging, gaps_with},
};

/// Behind every day on which anything was accepted, and before it: where cards without one stand.
const NEVER: Day = Day::of(9999, 12, 31);
const ALWAYS: Day = Day::of(1000, 1, 1);

/// The leading digits of a card's region.
fn region_digits(digits: i32) -> Expr {
    let code = Expr::col((asset::Entity, asset::Column::RegionCode));
    Func::cust("substr").args([code, Expr::val(1), Expr::val(digits)]).into()
}

/// The town of a card: its own word, else its region's, its site's, its project's.
fn town() -> Expr {
    Func::coalesce([
        Expr::col((asset::Entity, asset::Column::TownName)),
        Expr::col((region::Entity, region::Column::Name)),
        Expr::col((site::Entity, site::Column::TownName)),
        Expr::col((project::Entity, project::Column::TownName)),
    ])
    .into()
}

/// The day on which a card was accepted: its own, else its project's, else a day of the caller's.
fn accepted(otherwise: Option<Day>) -> Expr {
    let known = [
        Expr::col((asset::Entity, asset::Column::AcceptedOn)),
        Expr::col((project::Entity, project::Column::AcceptedOn)),
    ];
    Func::coalesce(known.into_iter().chain(otherwise.map(|day| Expr::val(day.date())))).into()
}

/// The band in which a card stands on a day, as the list is narrowed to one and as the summary counts them.
fn age(today: Day) -> CaseStatement {
    let bands = GapAge::FROM_DAYS.iter().rev().filter_map(|(age, days)| {
        let until = today.date().checked_sub_days(chrono::Days::new((*days).into()))?;
        Some((accepted(None).lte(until), age.word()))
    });
    let unknown = CaseStatement::new().case(accepted(None).is_null(), GapAge::Unknown.word());
    bands.fold(unknown, |age, (reached, word)| age.case(reached, word)).finally(GapAge::Under90.word())
}

/// With what a card hangs on beside it: each at most once, by its key.
fn with_ground(select: &mut SelectStatement) {
    let asset = |column| (asset::Entity, column);
    let of_town = Expr::col((region::Entity, region::Column::Code))
        .eq(region_digits(9))
        .and(Expr::col((region::Entity, region::Column::Level)).eq("town"));
    let at_site = Expr::col((site::Entity, site::Column::Id)).equals(asset(asset::Column::SiteId));
    let of_project = Expr::col((project::Entity, project::Column::Id)).equals(asset(asset::Column::ProjectId));
    select.join(JoinType::LeftJoin, region::Entity, of_town).join(JoinType::LeftJoin, site::Entity, at_site).join(
        JoinType::LeftJoin,
        project::Entity,
        of_project,
    );
}

/// The cards that a query finds. What they hang on is joined where the query asks for it, or the caller does.
fn wanted(scope: &Scope, query: &GapQuery, joined: bool, today: Day) -> Select<asset::Entity> {
    let any = || Gap::ALL.iter().fold(Condition::any(), |any, (gap, ..)| any.add(missing(*gap)));
    let mut select = asset::Entity::find()
        .filter(in_scope(asset::Column::RegionCode, scope))
        .filter(formed())
        .filter(query.gap.map_or_else(any, missing));
    if joined || query.town.is_some() || query.accepted_until.is_some() || query.age.is_some() {
        with_ground(QuerySelect::query(&mut select));
    }
    let filters = [
        query.town.as_ref().map(|name| town().eq(name.as_str())),
        query.accepted_until.map(|day| accepted(None).lte(day.date())),
        query.age.map(|band| Expr::expr(age(today)).eq(band.word())),
    ];
    filters.into_iter().flatten().fold(select, |select, filter| select.filter(filter))
}

#[derive(FromQueryResult)]
struct GroundRow {
    id: Uuid,
    region_town: Option<String>,
    site_town: Option<String>,
    project_town: Option<String>,
    project_accepted: Option<NaiveDate>,
}

/// What each of these cards hangs on, in one query.
async fn grounds(conn: &impl ConnectionTrait, rows: &[asset::Model]) -> Result<HashMap<Uuid, GapGround>, Fault> {
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let mut select = asset::Entity::find().filter(asset::Column::Id.is_in(rows.iter().map(|row| row.id))).select_only();
    with_ground(QuerySelect::query(&mut select));
    let found = select
        .column(asset::Column::Id)
        .column_as(region::Column::Name, "region_town")
        .column_as(site::Column::TownName, "site_town")
        .column_as(project::Column::TownName, "project_town")
        .column_as(project::Column::AcceptedOn, "project_accepted")
        .into_model::<GroundRow>()
        .all(conn)
        .await?;
    let ground = |row: GroundRow| {
        let GroundRow { id, region_town, site_town, project_town, project_accepted } = row;
        let project_accepted = project_accepted.map(Day::from_date);
        (id, GapGround { region_town, site_town, project_town, project_accepted })
    };
    Ok(found.into_iter().map(ground).collect())
}

fn line_of(row: asset::Model, ground: GapGround) -> Result<GapLine, Fault> {
    let owner_known = row.owner_known_on.is_some();
    let hanging = Hanging { owner_known, papers: row.paper_count > 0, verified: money_of(row.verified_fen)? };
    let card = from_row(row)?;
    let gaps = gaps_with(&card, hanging);
    Ok(GapLine::of(card, gaps, ground))
}

async fn lines_of(conn: &impl ConnectionTrait, rows: Vec<asset::Model>) -> Result<Vec<GapLine>, Fault> {
    let mut grounds = grounds(conn, &rows).await?;
    let line = |row: asset::Model| {
        let ground = grounds.remove(&row.id).unwrap_or_default();
        line_of(row, ground)
    };
    rows.into_iter().map(line).collect()
}

/// Cards of assets of which something is missing, with all that is. Nothing that hangs on them is read.
pub async fn list_gaps(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    (query, order): (&GapQuery, GapOrder),
    listing: &Listing,
    now: Instant,
) -> Result<Page<GapLine>, Fault> {
    match order {
        GapOrder::Entered => {
            let found =
                page(conn, wanted(scope, query, false, now.day()), page_keys!(asset, tombstones), listing, now).await?;
            Ok(Page { items: lines_of(conn, found.items).await?, next: found.next, total: found.total })
        }
        GapOrder::Accepted => by_acceptance(conn, wanted(scope, query, true, now.day()), listing).await,
    }
}

/// A page in the order of the days of acceptance; cards without one stand last, whichever way.
async fn by_acceptance(
    conn: &impl ConnectionTrait,
    select: Select<asset::Entity>,
    listing: &Listing,
) -> Result<Page<GapLine>, Fault> {
    let select = select.filter(asset::Column::DeletedAtMs.is_null());
    let total = total(conn, &select, listing).await?;
    let (last, order) = match listing.sort {
        Sort::Oldest => (NEVER, Order::Asc),
        Sort::Newest => (ALWAYS, Order::Desc),
    };
    let key = || accepted(Some(last));
    let id = || Expr::col((asset::Entity, asset::Column::Id));
    let select = match listing.cursor {
        None => select,
        Some(cursor) => {
            let day = i32::try_from(cursor.key).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
            // A cursor that was made up: no day lies behind what is none.
            let Some(day) = day else { return Ok(Page { total, ..Page::empty() }) };
            let (beyond, after) = match listing.sort {
                Sort::Oldest => (key().gt(day), id().gt(cursor.id)),
                Sort::Newest => (key().lt(day), id().lt(cursor.id)),
            };
            select.filter(Condition::any().add(beyond).add(key().eq(day).and(after)))
        }
    };
    let mut select = select.limit(listing.limit + 1);
    QuerySelect::query(&mut select).order_by_expr(key(), order.clone()).order_by_expr(id(), order);
    let mut rows = select.all(conn).await?;
    let more = rows.len() as u64 > listing.limit;
    rows.truncate(usize::try_from(listing.limit).unwrap_or(usize::MAX));
    let items = lines_of(conn, rows).await?;
    let next = items.last().filter(|_| more).map(|line| {
        let day = line.accepted.map_or(last, |(day, _)| day);
        listing.stopped_at(day.date().num_days_from_ce().into(), line.card.id.uuid())
    });
    Ok(Page { items, next, total })
}

/// How many assets a query finds, by county, town and age on a day: one statement, whose answer is as long as there are towns.
pub async fn summarise_gaps(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &GapQuery,
    today: Day,
) -> Result<Vec<GapCell>, Fault> {
    let mut select = wanted(scope, query, true, today).filter(asset::Column::DeletedAtMs.is_null());
    let inner = QuerySelect::query(&mut select)
        .clear_selects()
        .expr_as(region_digits(6), "county")
        .expr_as(town(), "town")
        .expr_as(age(today), "age")
        .take();
    let keys = ["county", "town", "age"].map(Alias::new);
    let outer = Query::select()
        .columns(keys.clone())
        .expr_as(Func::count(Expr::col(Asterisk)).cast_as(Alias::new("bigint")), "assets")
        .from_subquery(inner, "gaps")
        .group_by_columns(keys)
        .to_owned();
    let cell = |row: sea_orm::QueryResult| {
        Ok(GapCell {
            county: region_of(&row.try_get::<String>("", "county")?)?,
            town: row.try_get("", "town")?,
            age: word(&row.try_get::<String>("", "age")?)?,
            assets: row.try_get("", "assets")?,
        })
    };
    conn.query_all(&outer).await?.into_iter().map(cell).collect()
}
