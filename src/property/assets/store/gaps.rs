//! The list of gaps. A card that names no town or no day of acceptance is told by its region, its site or its project: the list joins
//! them, the card is left as it is.

use ::entity::{asset, project, region, site};
use chrono::{Datelike as _, NaiveDate};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, QuerySelect, Select,
    sea_query::{Alias, Asterisk, CaseStatement, Expr, ExprTrait, Func, JoinType, Order, Query, SelectStatement},
};
use uuid::Uuid;

use super::lists::{formed, missing};
use crate::{
    ground::{
        kernel::{Day, Instant, Scope, Words as _},
        platform::{Fault, InOrder, Listing, Page, Sort, in_scope, money_of, page_keys, paged, region_of, total, word},
    },
    property::assets::model::{Gap, GapAge, GapCard, GapCell, GapGround, GapLine, GapOrder, GapQuery, Standing},
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
        GapOrder::Entered => by_entry(conn, wanted(scope, query, false, now.day()), listing, now).await,
        GapOrder::Accepted => by_acceptance(conn, wanted(scope, query, true, now.day()), listing).await,
    }
}

fn of_card(column: asset::Column) -> Expr {
    Expr::col((asset::Entity, column))
}

/// A page in the order in which cards were entered, or changed where the caller asks what changed since.
async fn by_entry(
    conn: &impl ConnectionTrait,
    select: Select<asset::Entity>,
    listing: &Listing,
    now: Instant,
) -> Result<Page<GapLine>, Fault> {
    use asset::Column::{Id, UpdatedAtMs};
    let (select, total) = paged(conn, select, &page_keys!(asset, tombstones), listing, now).await?;
    let order = match (listing.updated_since, listing.sort) {
        (Some(_), _) => vec![(of_card(UpdatedAtMs), Order::Asc), (of_card(Id), Order::Asc)],
        (None, Sort::Newest) => vec![(of_card(Id), Order::Desc)],
        (None, Sort::Oldest) => vec![(of_card(Id), Order::Asc)],
    };
    let rows = rows_of(conn, select, order).await?;
    let (rows, next) = listing.cut(rows, |row| (row.updated_at_ms, row.line.card.id.uuid()));
    Ok(Page { items: rows.into_iter().map(|row| row.line).collect(), next, total })
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
    let id = || of_card(asset::Column::Id);
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
    QuerySelect::query(&mut select).order_by_expr(key(), order.clone()).order_by_expr(id(), order.clone());
    let rows = rows_of(conn, select, vec![(key(), order.clone()), (id(), order)]).await?;
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
