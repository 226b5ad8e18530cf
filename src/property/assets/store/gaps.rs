//! The list of gaps. A card that names no town or no day of acceptance is told by its region, its site or its project: the list joins
//! them, the card is left as it is.

use ::entity::{asset, project, region, site};
use chrono::{Datelike as _, NaiveDate};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, QuerySelect, Select,
    sea_query::{
        Alias, Asterisk, CaseStatement, Expr, ExprTrait, Func, JoinType, Order, Query, SelectStatement, UnionType,
    },
};
use uuid::Uuid;

use super::lists::{county_of, formed, inside, missing, region_digits};
use crate::{
    ground::{
        kernel::{Day, Instant, RegionCode, Scope, Words as _},
        platform::{Fault, InOrder, Listing, Page, Sort, in_scope, money_of, page_keys, paged, region_of, total, word},
    },
    property::assets::model::{Gap, GapAge, GapCard, GapCell, GapGround, GapLine, GapOrder, GapQuery, Standing},
};

/// Behind every day on which anything was accepted, and before it: where cards without one stand.
const NEVER: Day = Day::of(9999, 12, 31);
const ALWAYS: Day = Day::of(1000, 1, 1);

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

/// A region is the town in which a card's own lies.
fn of_town() -> Expr {
    Expr::col((region::Entity, region::Column::Code))
        .eq(region_digits(9))
        .and(Expr::col((region::Entity, region::Column::Level)).eq("town"))
}

/// A site is a card's.
fn at_site() -> Expr {
    Expr::col((site::Entity, site::Column::Id)).equals((asset::Entity, asset::Column::SiteId))
}

/// With what a card hangs on beside it: each at most once, by its key.
fn with_ground(select: &mut SelectStatement) {
    let of_project =
        Expr::col((project::Entity, project::Column::Id)).equals((asset::Entity, asset::Column::ProjectId));
    select.join(JoinType::LeftJoin, region::Entity, of_town()).join(JoinType::LeftJoin, site::Entity, at_site()).join(
        JoinType::LeftJoin,
        project::Entity,
        of_project,
    );
}

/// The cards that a query finds. What they hang on is joined where the query asks for it, or the caller does.
fn wanted(scope: &Scope, query: &GapQuery, joined: bool, today: Day) -> Select<asset::Entity> {
    let any = || Gap::ALL.iter().fold(Condition::any(), |any, (gap, ..)| any.add(missing(*gap)));
    let mut select =
        asset::Entity::find().filter(inside(scope)).filter(formed()).filter(query.gap.map_or_else(any, missing));
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

/// The sides from which a card may be of a town, as [`town`] tells it, each apart, so that an index leads there: by its own word; where it has none, by
/// the name of its region; where that is no town, by its site; where that names none, by its project.
fn sides_of_town(scope: &Scope, name: &str) -> [Condition; 4] {
    use asset::Column::{ProjectId, SiteId, TownName};
    // A village's town lies above it.
    let around = Scope::of(scope.regions().iter().map(RegionCode::county));
    let regions = Query::select()
        .column(region::Column::Code)
        .from(region::Entity)
        .cond_where(in_scope(region::Column::Code, &around))
        .and_where(region::Column::Level.eq("town"))
        .and_where(region::Column::Name.eq(name))
        .to_owned();
    let sites = Query::select()
        .column(site::Column::Id)
        .from(site::Entity)
        .and_where(site::Column::TownName.eq(name))
        .to_owned();
    let projects = Query::select()
        .column(project::Column::Id)
        .from(project::Entity)
        .and_where(project::Column::TownName.eq(name))
        .to_owned();
    let any_town = Query::select().expr(Expr::val(1)).from(region::Entity).and_where(of_town()).to_owned();
    let named_site = Query::select()
        .expr(Expr::val(1))
        .from(site::Entity)
        .and_where(at_site())
        .and_where(site::Column::TownName.is_not_null())
        .to_owned();
    let silent = || Condition::all().add(TownName.is_null());
    let beside = || silent().add(Expr::not_exists(any_town.clone()));
    [
        Condition::all().add(TownName.eq(name)),
        silent().add(region_digits(9).in_subquery(regions)),
        beside().add(SiteId.in_subquery(sites)),
        beside().add(ProjectId.in_subquery(projects)).add(Expr::not_exists(named_site)),
    ]
}

/// Of whom the day of acceptance of a card is, each apart, so that a county's cards stand in its order in an index: its own, its project's, nobody's.
/// With each the day, and by what such cards are sorted: those without a day by nothing but their ids, which is how the index has them.
fn sides_of_acceptance(otherwise: Day) -> [(Condition, (Expr, Expr)); 3] {
    let own = || of_card(asset::Column::AcceptedOn);
    let of_project = || Expr::col((project::Entity, project::Column::AcceptedOn));
    let silent = || Condition::all().add(own().is_null());
    [
        (Condition::all().add(own().is_not_null()), (own(), own())),
        (silent().add(of_project().is_not_null()), (of_project(), of_project())),
        (silent().add(of_project().is_null()), (Expr::val(otherwise.date()), own())),
    ]
}

/// The cards of any of these pages, of which each has an order and a length of its own: no more is gone through than they are long.
fn of_pages<const N: usize>(pages: [Select<asset::Entity>; N]) -> Select<asset::Entity> {
    let ids = |page: Select<asset::Entity>| {
        let mut page = page.select_only().column(asset::Column::Id);
        Query::select().column(asset::Column::Id).from_subquery(QuerySelect::query(&mut page).take(), "page").to_owned()
    };
    let found = pages.into_iter().map(ids).reduce(|mut found, page| {
        found.union(UnionType::All, page);
        found
    });
    let among = found.map_or_else(|| Expr::val(1).eq(0), |found| asset::Column::Id.in_subquery(found));
    asset::Entity::find().filter(among)
}

/// What the list reads of a card: no more of its sixty columns than it tells, decides by or goes on from.
const TOLD: [asset::Column; 17] = {
    use asset::Column as C;
    [
        C::Id,
        C::Number,
        C::Name,
        C::Kind,
        C::RegionCode,
        C::TownName,
        C::AcceptedOn,
        C::OwnerName,
        C::OwnerKnownOn,
        C::TitleState,
        C::HandoverState,
        C::DutyState,
        C::UseState,
        C::OriginalValueFen,
        C::VerifiedFen,
        C::PaperCount,
        C::UpdatedAtMs,
    ]
};

/// A card of the list with what it hangs on.
struct GapRow {
    line: GapLine,
    updated_at_ms: i64,
}

impl GapRow {
    fn of(row: &QueryResult) -> Result<Self, Fault> {
        let mut row = InOrder::of(row);
        let id: Uuid = row.column()?;
        let (number, name) = (row.column()?, row.column()?);
        let (kind, region): (String, String) = (row.column()?, row.column()?);
        let card_town = row.column()?;
        let card_accepted: Option<NaiveDate> = row.column()?;
        let (written, known): (Option<String>, Option<NaiveDate>) = (row.column()?, row.column()?);
        let [title, handover, duty, usage]: [String; 4] = [row.column()?, row.column()?, row.column()?, row.column()?];
        let value: Option<i64> = row.column()?;
        let (verified, papers, updated_at_ms): (i64, i64, i64) = (row.column()?, row.column()?, row.column()?);
        let (region_town, site_town, project_town) = (row.column()?, row.column()?, row.column()?);
        let project_accepted: Option<NaiveDate> = row.column()?;
        let standing = Standing {
            kind: word(&kind)?,
            owned: written.is_some() || known.is_some(),
            title: word(&title)?,
            handover: word(&handover)?,
            duty: word(&duty)?,
            value: value.map(money_of).transpose()?,
            papers: papers > 0,
            verified: money_of(verified)?,
        };
        let card = GapCard {
            id: id.into(),
            number,
            name,
            kind: standing.kind,
            region: region_of(&region)?,
            usage: word(&usage)?,
            original_value: standing.value,
        };
        let [card_accepted, project_accepted] = [card_accepted, project_accepted].map(|on| on.map(Day::from_date));
        let ground = GapGround { card_town, card_accepted, region_town, site_town, project_town, project_accepted };
        Ok(Self { line: GapLine::of(card, standing.gaps(), ground), updated_at_ms })
    }
}

/// The cards of a selection, in the same order once more, with what each of them hangs on: it is joined to these rows alone, however many
/// the order goes through.
async fn rows_of(
    conn: &impl ConnectionTrait,
    select: Select<asset::Entity>,
    order: Vec<(Expr, Order)>,
) -> Result<Vec<GapRow>, Fault> {
    let mut select = select.select_only().columns(TOLD).columns([asset::Column::SiteId, asset::Column::ProjectId]);
    let mut told = Query::select();
    told.columns(TOLD.map(|column| (asset::Entity, column)))
        .expr_as(Expr::col((region::Entity, region::Column::Name)), "region_town")
        .expr_as(Expr::col((site::Entity, site::Column::TownName)), "site_town")
        .expr_as(Expr::col((project::Entity, project::Column::TownName)), "project_town")
        .expr_as(Expr::col((project::Entity, project::Column::AcceptedOn)), "project_accepted")
        .from_subquery(QuerySelect::query(&mut select).take(), "asset");
    with_ground(&mut told);
    for (key, way) in order {
        told.order_by_expr(key, way);
    }
    conn.query_all(&told).await?.iter().map(GapRow::of).collect()
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
        GapOrder::Entered => by_entry(conn, (scope, query), listing, now).await,
        GapOrder::Accepted => by_acceptance(conn, (scope, query), listing, now.day()).await,
    }
}

fn of_card(column: asset::Column) -> Expr {
    Expr::col((asset::Entity, column))
}

/// A page in the order in which cards were entered, or changed where the caller asks what changed since.
async fn by_entry(
    conn: &impl ConnectionTrait,
    (scope, query): (&Scope, &GapQuery),
    listing: &Listing,
    now: Instant,
) -> Result<Page<GapLine>, Fault> {
    use asset::Column::{Id, UpdatedAtMs};
    let keys = page_keys!(asset, tombstones);
    let (mut select, total) = paged(conn, wanted(scope, query, false, now.day()), &keys, listing, now).await?;
    if let Some(town) = &query.town {
        // How many there are was counted of all sides together.
        let uncounted = Listing { count: false, ..listing.clone() };
        let of_any = wanted(scope, &query.of_any_town(), false, now.day());
        let (of_any, _) = paged(conn, of_any, &keys, &uncounted, now).await?;
        select = of_pages(sides_of_town(scope, town).map(|side| of_any.clone().filter(side)));
    }
    let order = match (listing.updated_since, listing.sort) {
        (Some(_), _) => vec![(of_card(UpdatedAtMs), Order::Asc), (of_card(Id), Order::Asc)],
        (None, Sort::Newest) => vec![(of_card(Id), Order::Desc)],
        (None, Sort::Oldest) => vec![(of_card(Id), Order::Asc)],
    };
    let rows = rows_of(conn, select, order).await?;
    let (rows, next) = listing.cut(rows, |row| (row.updated_at_ms, row.line.card.id.uuid()));
    Ok(Page { items: rows.into_iter().map(|row| row.line).collect(), next, total })
}

/// Where cards without a day of acceptance stand, and which way the others.
const fn way(sort: Sort) -> (Day, Order) {
    match sort {
        Sort::Oldest => (NEVER, Order::Asc),
        Sort::Newest => (ALWAYS, Order::Desc),
    }
}

/// A page of cards in the order of their days of acceptance and then of their ids, behind a day and an id.
fn behind(
    select: Select<asset::Entity>,
    (day, sorted): (Expr, Expr),
    listing: &Listing,
    after: Option<(NaiveDate, Uuid)>,
) -> Select<asset::Entity> {
    let id = || of_card(asset::Column::Id);
    let select = match after {
        None => select,
        Some((on, last)) => {
            let (beyond, then) = match listing.sort {
                Sort::Oldest => (day.clone().gt(on), id().gt(last)),
                Sort::Newest => (day.clone().lt(on), id().lt(last)),
            };
            select.filter(Condition::any().add(beyond).add(day.eq(on).and(then)))
        }
    };
    let (_, order) = way(listing.sort);
    let mut select = select.limit(listing.limit + 1);
    QuerySelect::query(&mut select).order_by_expr(sorted, order.clone()).order_by_expr(id(), order);
    select
}

/// A page in the order of the days of acceptance; cards without one stand last, whichever way.
async fn by_acceptance(
    conn: &impl ConnectionTrait,
    (scope, query): (&Scope, &GapQuery),
    listing: &Listing,
    today: Day,
) -> Result<Page<GapLine>, Fault> {
    let there = |query: &GapQuery| wanted(scope, query, true, today).filter(asset::Column::DeletedAtMs.is_null());
    let total = total(conn, &there(query), listing).await?;
    let after = match listing.cursor {
        None => None,
        Some(cursor) => {
            let day = i32::try_from(cursor.key).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
            // A cursor that was made up: no day lies behind what is none.
            let Some(day) = day else { return Ok(Page { total, ..Page::empty() }) };
            Some((day, cursor.id))
        }
    };
    let (last, order) = way(listing.sort);
    let key = || accepted(Some(last));
    let select = match &query.town {
        Some(town) => {
            let of_any = there(&query.of_any_town());
            let page = |side: Condition| behind(of_any.clone().filter(side), (key(), key()), listing, after);
            of_pages(sides_of_town(scope, town).map(page))
        }
        None if county_of(scope).is_some() => {
            let page =
                |(side, keys): (Condition, (Expr, Expr))| behind(there(query).filter(side), keys, listing, after);
            of_pages(sides_of_acceptance(last).map(page))
        }
        // In what is larger the days of its counties stand apart: all of them are gone through.
        None => behind(there(query), (key(), key()), listing, after),
    };
    let rows = rows_of(conn, select, vec![(key(), order.clone()), (of_card(asset::Column::Id), order)]).await?;
    let (rows, next) = listing.cut(rows, |row| {
        let day = row.line.accepted.map_or(last, |(day, _)| day);
        (day.date().num_days_from_ce().into(), row.line.card.id.uuid())
    });
    Ok(Page { items: rows.into_iter().map(|row| row.line).collect(), next, total })
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
    let cell = |row: QueryResult| {
        Ok(GapCell {
            county: region_of(&row.try_get::<String>("", "county")?)?,
            town: row.try_get("", "town")?,
            age: word(&row.try_get::<String>("", "age")?)?,
            assets: row.try_get("", "assets")?,
        })
    };
    conn.query_all(&outer).await?.into_iter().map(cell).collect()
}
