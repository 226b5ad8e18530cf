//! Rows of schemes by which a year is divided.

use std::collections::{BTreeMap, HashMap};

use ::entity::{income_scheme, income_scheme_line, income_year};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _};
use uuid::Uuid;

use crate::{
    benefit::income::model::{IncomeSchemeState, Scheme, SchemeLine, SchemeQuery},
    ground::{
        kernel::{CollectiveId, Day, IncomeSchemeId, Instant, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, insert_all, lock_if_postgres, page, page_keys,
            region_of, scaled_of, update_versioned, word,
        },
    },
};

fn to_row(s: &Scheme) -> income_scheme::Model {
    income_scheme::Model {
        id: s.id.uuid(),
        number: s.number.clone(),
        collective_id: s.collective.uuid(),
        region_code: s.region.to_string(),
        state: s.state.word().into(),
        from_on: s.from.date(),
        reserve_ppm: s.reserve.scaled(),
        resolution_id: s.resolution.map(|r| r.uuid()),
        file_id: s.paper.uuid(),
        withdraw_reason: s.withdraw_reason.clone(),
        note: s.note.clone(),
        layer: s.layer.word().into(),
        version: s.version,
        created_at_ms: s.created_at.millis(),
        updated_at_ms: s.updated_at.millis(),
    }
}

fn from_row(row: income_scheme::Model) -> Result<Scheme, Fault> {
    Ok(Scheme {
        id: row.id.into(),
        number: row.number,
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        state: word(&row.state)?,
        from: Day::from_date(row.from_on),
        reserve: scaled_of(row.reserve_ppm)?,
        lines: Vec::new(),
        resolution: row.resolution_id.map(Into::into),
        paper: row.file_id.into(),
        withdraw_reason: row.withdraw_reason,
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Rows with their lines.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<income_scheme::Model>) -> Result<Vec<Scheme>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let select = income_scheme_line::Entity::find()
        .filter(income_scheme_line::Column::SchemeId.is_in(rows.iter().map(|r| r.id)))
        .order_by_asc(income_scheme_line::Column::SchemeId)
        .order_by_asc(income_scheme_line::Column::N);
    let mut lines: HashMap<Uuid, Vec<SchemeLine>> = HashMap::new();
    for row in select.all(conn).await? {
        let line = SchemeLine { purpose: word(&row.purpose)?, part: scaled_of(row.part_ppm)?, basis: row.basis };
        lines.entry(row.scheme_id).or_default().push(line);
    }
    let with =
        |row: income_scheme::Model| Ok(Scheme { lines: lines.remove(&row.id).unwrap_or_default(), ..from_row(row)? });
    rows.into_iter().map(with).collect()
}

pub async fn insert_scheme(tx: &Tx, scheme: &Scheme) -> Result<(), Fault> {
    insert(tx, to_row(scheme)).await?;
    let line = |(n, l): (i32, &SchemeLine)| income_scheme_line::Model {
        scheme_id: scheme.id.uuid(),
        n,
        purpose: l.purpose.word().into(),
        part_ppm: l.part.scaled(),
        basis: l.basis.clone(),
    };
    insert_all(tx, (1..).zip(&scheme.lines).map(line).collect()).await
}

/// Writes a scheme back; its lines stay.
pub async fn update_scheme(tx: &Tx, scheme: &Scheme, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(scheme), income_scheme::Column::Version, read_at).await
}

pub async fn find_scheme(conn: &impl ConnectionTrait, id: IncomeSchemeId) -> Result<Option<Scheme>, Fault> {
    let row = income_scheme::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_scheme(tx: &Tx, id: IncomeSchemeId) -> Result<Option<Scheme>, Fault> {
    let row = lock_if_postgres(tx, income_scheme::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// The scheme of a body that holds on a day: the last that begins on it or before.
pub async fn scheme_on(
    conn: &impl ConnectionTrait,
    collective: CollectiveId,
    on: Day,
) -> Result<Option<Scheme>, Fault> {
    use income_scheme::Column;
    let select = income_scheme::Entity::find()
        .filter(Column::CollectiveId.eq(collective.uuid()))
        .filter(Column::State.eq(IncomeSchemeState::Adopted.word()))
        .filter(Column::FromOn.lte(on.date()))
        .order_by_desc(Column::FromOn);
    let row = select.one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

/// The first closed year that was divided by a scheme.
pub async fn divided_by(conn: &impl ConnectionTrait, id: IncomeSchemeId) -> Result<Option<i32>, Fault> {
    let select = income_year::Entity::find()
        .filter(income_year::Column::SchemeId.eq(id.uuid()))
        .order_by_asc(income_year::Column::Year);
    Ok(select.one(conn).await?.map(|row| row.year))
}

/// How many schemes are in each state.
pub async fn schemes_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "income_scheme").await
}

pub async fn list_schemes(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &SchemeQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Scheme>, Fault> {
    use income_scheme::Column;
    let wanted =
        [query.collective.map(|c| Column::CollectiveId.eq(c.uuid())), query.state.map(|s| Column::State.eq(s.word()))];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = income_scheme::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(income_scheme), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
