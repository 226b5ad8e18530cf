//! Rows of lines.

use ::entity::stock_line;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel as _, Iterable as _, QueryFilter,
    QueryOrder as _, QuerySelect as _, sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{AssetId, Day, Instant, Money, OrganisationId, Scope, StockLineId, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, in_scope, insert_all, lock_if_postgres, money_of, page,
            page_keys, pairs_of, region_of, update_versioned, word,
        },
    },
    property::stock_lists::model::{Answer, StockLine, StockLineQuery},
};

/// Rows of one statement: what an engine takes of values at once.
const ROWS: usize = 400;

fn to_row(l: &StockLine) -> stock_line::Model {
    stock_line::Model {
        id: l.id.uuid(),
        organisation_id: l.organisation.uuid(),
        region_code: l.region.to_string(),
        name: l.name.clone(),
        source: l.source.word().into(),
        original_value_fen: l.original_value.map(Money::fen),
        acquired_on: l.acquired_on.map(Day::date),
        first_listed_on: l.first_listed_on.date(),
        listed_on: l.listed_on.date(),
        import_id: l.import.uuid(),
        note: l.note.clone(),
        state: l.state.word().into(),
        asset_id: l.answer.as_ref().map(|a| a.id.uuid()),
        asset_number: l.answer.as_ref().map(|a| a.number.clone()),
        reason: l.reason.clone(),
        file_id: l.paper.map(|p| p.uuid()),
        settled_on: l.settled_on.map(Day::date),
        layer: l.layer.word().into(),
        version: l.version,
        created_at_ms: l.created_at.millis(),
        updated_at_ms: l.updated_at.millis(),
    }
}

fn from_row(row: stock_line::Model) -> Result<StockLine, Fault> {
    let answer = row.asset_id.zip(row.asset_number).map(|(id, number)| Answer { id: id.into(), number });
    Ok(StockLine {
        id: row.id.into(),
        organisation: row.organisation_id.into(),
        region: region_of(&row.region_code)?,
        name: row.name,
        source: word(&row.source)?,
        original_value: row.original_value_fen.map(money_of).transpose()?,
        acquired_on: row.acquired_on.map(Day::from_date),
        first_listed_on: Day::from_date(row.first_listed_on),
        listed_on: Day::from_date(row.listed_on),
        import: row.import_id.into(),
        note: row.note,
        state: word(&row.state)?,
        answer,
        reason: row.reason,
        paper: row.file_id.map(Into::into),
        settled_on: row.settled_on.map(Day::from_date),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

async fn named(conn: &impl ConnectionTrait, rows: Vec<stock_line::Model>) -> Result<Vec<StockLine>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    attach_external_ids(conn, SubjectKind::StockLine, found, |l| (l.id.uuid(), &mut l.external_ids)).await
}

/// Many new lines, in statements of bounded size.
pub async fn insert_lines(tx: &Tx, lines: &[StockLine]) -> Result<(), Fault> {
    insert_all(tx, lines.iter().map(to_row).collect()).await
}

/// Writes many locked lines back, in statements of bounded size.
pub async fn update_lines<'a>(tx: &Tx, lines: impl Iterator<Item = &'a StockLine>) -> Result<(), Fault> {
    let rows: Vec<_> = lines.map(|line| to_row(line).into_active_model()).collect();
    let kept = stock_line::Column::iter().filter(|column| !matches!(column, stock_line::Column::Id));
    let over = OnConflict::column(stock_line::Column::Id).update_columns(kept).to_owned();
    for some in rows.chunks(ROWS) {
        let insert = stock_line::Entity::insert_many(some.to_vec()).on_conflict(over.clone());
        insert.exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

pub async fn update_line(tx: &Tx, line: &StockLine, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(line), stock_line::Column::Version, read_at).await
}

pub async fn find_lines(conn: &impl ConnectionTrait, ids: &[StockLineId]) -> Result<Vec<StockLine>, Fault> {
    let select = stock_line::Entity::find().filter(stock_line::Column::Id.is_in(ids.iter().map(|id| id.uuid())));
    named(conn, select.all(conn).await?).await
}

pub async fn find_line(conn: &impl ConnectionTrait, id: StockLineId) -> Result<Option<StockLine>, Fault> {
    Ok(find_lines(conn, &[id]).await?.pop())
}

/// Many lines, locked in id order.
pub async fn lock_lines(tx: &Tx, ids: &[StockLineId]) -> Result<Vec<StockLine>, Fault> {
    let select = stock_line::Entity::find()
        .filter(stock_line::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(stock_line::Column::Id);
    named(tx.conn(), lock_if_postgres(tx, select).all(tx.conn()).await?).await
}

/// Which line of which body each of these assets answers, by its name there.
pub async fn answered(
    conn: &impl ConnectionTrait,
    assets: &[AssetId],
) -> Result<Vec<((AssetId, OrganisationId), String)>, Fault> {
    use stock_line::Column;
    if assets.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(Uuid, Uuid, String)> = stock_line::Entity::find()
        .select_only()
        .columns([Column::AssetId, Column::OrganisationId, Column::Name])
        .filter(Column::AssetId.is_in(assets.iter().map(|id| id.uuid())))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(asset, body, name)| ((asset.into(), body.into()), name)).collect())
}

/// The lines that each of these assets answers, in the order of the assets, one more than so many.
pub async fn lines_of(conn: &impl ConnectionTrait, assets: &[Uuid], most: u64) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    let columns = (stock_line::Column::AssetId, stock_line::Column::Id);
    pairs_of(conn, stock_line::Entity::find(), columns, (assets, most)).await
}

/// Lines in the order of their ids, a bounded number at a time, without the names that other systems give them.
pub async fn lines_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<StockLine>, Fault> {
    let select = stock_line::Entity::find()
        .filter(stock_line::Column::Id.gt(after))
        .order_by_asc(stock_line::Column::Id)
        .limit(most);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

pub async fn list_lines(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &StockLineQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<StockLine>, Fault> {
    use stock_line::Column;
    let wanted = [
        query.organisation.map(|o| Column::OrganisationId.eq(o.uuid())),
        query.source.map(|s| Column::Source.eq(s.word())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.asset.map(|a| Column::AssetId.eq(a.uuid())),
        query.only.map(|id| Column::Id.eq(id.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = stock_line::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(stock_line), listing, now).await?;
    Ok(Page { items: named(conn, found.items).await?, next: found.next, total: found.total })
}
