//! Lists of assets: the register, its gaps, its summary.

use std::collections::BTreeMap;

use ::entity::{asset, asset_event, asset_party};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _, QuerySelect,
    Select,
    sea_query::{Alias, Expr, ExprTrait, Func, Order, Query},
};

use uuid::Uuid;

use super::assets::page_of;
use crate::{
    ground::{
        kernel::{AssetId, Day, Instant, Level, Money, Scope, SiteId, Words},
        platform::{Fault, Listing, Page, in_scope, listed, page_keys, says, word},
    },
    property::assets::model::{
        Asset, AssetKind, AssetQuery, Cell, DutyState, Gap, HandoverState, Intake, TitleState, Track, UseState,
        ValueState,
    },
};

/// Assets that stand in a state: today by the kept column, on an earlier day by the last event until then.
fn stands<W: Words>(track: Track, column: asset::Column, wanted: W, first: W, as_of: Option<Day>) -> Expr {
    let Some(day) = as_of else { return column.eq(wanted.word()) };
    use asset_event::Column;
    let last = Query::select()
        .column(Column::State)
        .from(asset_event::Entity)
        .and_where(Expr::col((asset_event::Entity, Column::AssetId)).equals((asset::Entity, asset::Column::Id)))
        .and_where(Column::Track.eq(track.word()))
        .and_where(Column::OnDay.lte(day.date()))
        .order_by(Column::OnDay, Order::Desc)
        .order_by(Column::Seq, Order::Desc)
        .limit(1)
        .to_owned();
    let last = Expr::SubQuery(None, Box::new(last.into()));
    Func::coalesce([last, Expr::val(first.word())]).eq(wanted.word())
}

fn tracks(q: &AssetQuery) -> Vec<Expr> {
    use asset::Column;
    let day = q.as_of;
    let wanted = [
        q.value.map(|s| stands(Track::Value, Column::ValueState, s, ValueState::Planned, day)),
        q.title.map(|s| stands(Track::Title, Column::TitleState, s, TitleState::Unconfirmed, day)),
        q.handover.map(|s| stands(Track::Handover, Column::HandoverState, s, HandoverState::NotHandedOver, day)),
        q.duty.map(|s| stands(Track::Duty, Column::DutyState, s, DutyState::None, day)),
        q.usage.map(|s| stands(Track::Use, Column::UseState, s, UseState::Unknown, day)),
    ];
    wanted.into_iter().flatten().collect()
}

/// Whether any row of some other table tells of a card by a day.
fn tells_by<E: EntityTrait>(table: E, of: E::Column, on: E::Column, day: Day) -> Expr {
    let told = Query::select()
        .expr(Expr::val(1))
        .from(table)
        .and_where(Expr::col((table, of)).equals((asset::Entity, asset::Column::Id)))
        .and_where(Expr::col((table, on)).lte(day.date()))
        .to_owned();
    Expr::exists(told)
}

/// Cards of which something was known on a day: the card was there by then, or bears an earlier day, or a row that hangs on it does.
fn known_on(day: Day) -> Condition {
    use asset::Column;
    let by_then = |column: Column| column.lte(day.date());
    Condition::any()
        .add(Column::CreatedAtMs.lt(day.next().begins_at().millis()))
        .add(by_then(Column::BaseOn))
        .add(by_then(Column::AcceptedOn))
        .add(by_then(Column::DeliveredOn))
        .add(by_then(Column::InServiceOn))
        .add(Column::InServiceYear.lte(day.year()))
        .add(by_then(Column::OwnerKnownOn))
        .add(tells_by(asset_event::Entity, asset_event::Column::AssetId, asset_event::Column::OnDay, day))
        .add(tells_by(asset_party::Entity, asset_party::Column::AssetId, asset_party::Column::FromOn, day))
}

/// The leading digits of a card's region. How many is part of the text: what a parameter says is in no index.
pub(super) fn region_digits(digits: usize) -> Expr {
    Expr::cust(format!("substr(asset.region_code, 1, {digits})"))
}

/// The county that a scope is, if it is one.
pub(super) fn county_of(scope: &Scope) -> Option<&str> {
    match scope.regions() {
        [region] if region.level() == Level::County => Some(region.as_str()),
        _ => None,
    }
}

/// Cards inside a scope. Of a county they stand in the order of a page in an index that begins with it, and are read from there; of what is
/// larger, or several, they are a range of codes.
pub(super) fn inside(scope: &Scope) -> Condition {
    match county_of(scope) {
        Some(county) => Condition::all().add(region_digits(6).eq(county)),
        None => in_scope(asset::Column::RegionCode, scope),
    }
}

fn narrowed(scope: &Scope, q: &AssetQuery) -> Select<asset::Entity> {
    use asset::Column;
    let wanted = [
        q.site.map(|s| Column::SiteId.eq(s.uuid())),
        q.project.map(|p| Column::ProjectId.eq(p.uuid())),
        q.kind.map(|k| Column::Kind.eq(k.word())),
        q.form.map(|f| Column::Form.eq(f.word())),
        q.class.as_ref().map(|c| Column::ClassCode.starts_with(c)),
        q.name.as_ref().map(|n| says(Column::Name, n)),
        q.only.map(|id| Column::Id.eq(id)),
    ];
    let select = asset::Entity::find().filter(inside(scope));
    let select = match q.as_of {
        Some(day) => select.filter(known_on(day)),
        None => select,
    };
    wanted.into_iter().flatten().chain(tracks(q)).fold(select, |select, filter| select.filter(filter))
}

pub async fn list_assets(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &AssetQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Asset>, Fault> {
    page_of(conn, narrowed(scope, query), page_keys!(asset, tombstones), listing, now).await
}

/// Assets of which somebody ought to look after on a day: there, in use, let or under repair then, and no household's own.
pub async fn list_kept(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    (site, as_of): (Option<SiteId>, Option<Day>),
    listing: &Listing,
    now: Instant,
) -> Result<Page<Asset>, Fault> {
    use asset::Column;
    let used =
        [UseState::InUse, UseState::Let, UseState::Repairing].into_iter().fold(Condition::any(), |any, state| {
            any.add(stands(Track::Use, Column::UseState, state, UseState::Unknown, as_of))
        });
    let query = AssetQuery { site, ..AssetQuery::default() };
    let select = narrowed(scope, &query)
        .filter(Column::DeletedAtMs.is_null())
        .filter(Column::Kind.ne(AssetKind::Household.word()))
        .filter(formed())
        .filter(used);
    page_of(conn, select, page_keys!(asset), listing, now).await
}

/// The ids of assets that are there, at most so many, in their order.
pub async fn ids_like(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &AssetQuery,
    most: u64,
) -> Result<Vec<AssetId>, Fault> {
    use asset::Column;
    let select = narrowed(scope, query).filter(Column::DeletedAtMs.is_null()).filter(formed());
    let ids: Vec<Uuid> =
        select.order_by_asc(Column::Id).limit(most).select_only().column(Column::Id).into_tuple().all(conn).await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// A track of a card in none of these states. They stand in the text: of a list of parameters PostgreSQL supposes that hardly a row is left, plans for
/// that once for all, and goes through a prefecture card by card.
fn in_none<W: Words>(column: &str, states: &[W]) -> Expr {
    Expr::cust(format!("asset.{column} NOT IN ({})", listed(states)))
}

/// What `Asset::is_formed` says, as a condition on the row.
pub(super) fn formed() -> Condition {
    use asset::Column;
    let there = Condition::any()
        .add(in_none("value_state", &[ValueState::Planned, ValueState::Building]))
        .add(Column::AcceptedOn.is_not_null())
        .add(Column::Intake.eq(Intake::Legacy.word()));
    Condition::all().add(there).add(in_none("use_state", &UseState::GONE))
}

/// What `model::gaps` says of one gap, as a condition on the row.
pub(super) fn missing(gap: Gap) -> Condition {
    use asset::Column;
    let pooled = || Condition::all().add(Column::Kind.ne(AssetKind::Household.word()));
    match gap {
        Gap::NoOwner => Condition::all().add(Column::OwnerKnownOn.is_null()).add(Column::OwnerName.is_null()),
        Gap::TitleUnconfirmed => Condition::all().add(Column::TitleState.ne(TitleState::Confirmed.word())),
        Gap::NotHandedOver => {
            let open = [HandoverState::NotHandedOver.word(), HandoverState::InTransfer.word()];
            pooled().add(Column::HandoverState.is_in(open))
        }
        Gap::NoMaintainer => pooled().add(Column::DutyState.eq(DutyState::None.word())),
        Gap::NoMoneySource => pooled().add(Column::DutyState.ne(DutyState::Funded.word())),
        Gap::NoValue => Condition::all().add(Column::OriginalValueFen.is_null()),
        Gap::NoPapers => Condition::all().add(Column::PaperCount.eq(0)),
        Gap::FundingUnverified => {
            Condition::all().add(Expr::col(Column::VerifiedFen).lt(Expr::col(Column::OriginalValueFen)))
        }
    }
}

#[derive(FromQueryResult)]
struct CellRow {
    kind: String,
    title_level: Option<String>,
    assets: i64,
    valued: i64,
    value: Option<i64>,
}

/// Count and value by kind and title level, of what is there.
pub async fn summarise(conn: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Cell>, Fault> {
    use asset::Column;
    let rows = asset::Entity::find()
        .select_only()
        .column(Column::Kind)
        .column(Column::TitleLevel)
        .column_as(Column::Id.count().cast_as(Alias::new("bigint")), "assets")
        .column_as(Column::OriginalValueFen.count().cast_as(Alias::new("bigint")), "valued")
        .column_as(Column::OriginalValueFen.sum().cast_as(Alias::new("bigint")), "value")
        .filter(in_scope(Column::RegionCode, scope))
        .filter(Column::DeletedAtMs.is_null())
        .filter(in_none("use_state", &UseState::GONE))
        .group_by(Column::Kind)
        .group_by(Column::TitleLevel)
        .into_model::<CellRow>()
        .all(conn)
        .await?;
    let cell = |row: CellRow| {
        Ok(Cell {
            kind: word(&row.kind)?,
            level: row.title_level.as_deref().map(word).transpose()?,
            count: row.assets,
            valued: row.valued,
            value: Money::from_fen(row.value.unwrap_or_default()).ok(),
        })
    };
    rows.into_iter().map(cell).collect()
}

#[derive(FromQueryResult)]
struct GapRow {
    rows: i64,
}

/// How many assets have each gap, for a summary of everything.
pub async fn count_gaps(conn: &impl ConnectionTrait) -> Result<BTreeMap<Gap, u64>, Fault> {
    let mut counts = BTreeMap::new();
    for (gap, ..) in Gap::ALL {
        let found = asset::Entity::find()
            .select_only()
            .column_as(asset::Column::Id.count().cast_as(Alias::new("bigint")), "rows")
            .filter(formed())
            .filter(missing(*gap))
            .filter(asset::Column::DeletedAtMs.is_null())
            .into_model::<GapRow>()
            .one(conn)
            .await?;
        counts.insert(*gap, u64::try_from(found.map_or(0, |r| r.rows)).unwrap_or_default());
    }
    Ok(counts)
}
