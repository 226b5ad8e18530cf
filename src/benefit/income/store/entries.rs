//! Rows of income and expense. They are only ever added.

use std::collections::HashMap;

use ::entity::{income_entry, income_part};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _, Statement,
    sea_query::{Alias, ExprTrait as _, Query},
};
use uuid::Uuid;

use super::receipts::{insert_receipt, receipts_of};
use crate::{
    benefit::income::model::{Entry, EntryQuery, IncomeCategory, IncomeSide, Part, SpreadTerm},
    ground::{
        kernel::{
            AssetId, BankAccountId, CollectiveId, Day, IncomeEntryId, Instant, Month, OfficerId, Scope, Words as _,
        },
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, insert_all, money_of, page, page_keys, region_of, word,
        },
    },
};

fn to_row(e: &Entry) -> income_entry::Model {
    income_entry::Model {
        id: e.id.uuid(),
        number: e.number.clone(),
        collective_id: e.collective.uuid(),
        region_code: e.region.to_string(),
        side: e.side.word().into(),
        category: e.category.word().into(),
        asset_id: e.asset.map(|a| a.uuid()),
        happened_on: e.on.date(),
        amount_fen: e.amount.fen(),
        account_id: e.account.uuid(),
        counterparty: e.counterparty.clone(),
        organisation_id: e.organisation.map(|o| o.uuid()),
        voucher: e.voucher.clone(),
        file_id: e.paper.map(|f| f.uuid()),
        term_from_on: e.term.map(|t| t.from.date()),
        term_months: e.term.map(|t| t.months),
        reverses_id: e.reverses.map(|r| r.uuid()),
        note: e.note.clone(),
        recorded_by: e.recorded_by.uuid(),
        layer: e.layer.word().into(),
        version: 1,
        created_at_ms: e.created_at.millis(),
        updated_at_ms: e.created_at.millis(),
        asset_basis: e.asset_basis.clone(),
        acknowledged: Some(e.acknowledged.join(" ")).filter(|text| !text.is_empty()),
        refund_of_id: e.refund_of.map(|r| r.uuid()),
    }
}

fn from_row(row: income_entry::Model) -> Result<Entry, Fault> {
    let term = |(from, months): (sea_orm::prelude::Date, i32)| SpreadTerm { from: Day::from_date(from), months };
    let acknowledged = row.acknowledged.unwrap_or_default();
    Ok(Entry {
        id: row.id.into(),
        number: row.number,
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        side: word(&row.side)?,
        category: word(&row.category)?,
        asset: row.asset_id.map(Into::into),
        on: Day::from_date(row.happened_on),
        amount: money_of(row.amount_fen)?,
        account: row.account_id.into(),
        counterparty: row.counterparty,
        organisation: row.organisation_id.map(Into::into),
        voucher: row.voucher,
        paper: row.file_id.map(Into::into),
        term: row.term_from_on.zip(row.term_months).map(term),
        parts: Vec::new(),
        from_line: None,
        asset_basis: row.asset_basis,
        refund_of: row.refund_of_id.map(Into::into),
        acknowledged: acknowledged.split(' ').filter(|rule| !rule.is_empty()).map(str::to_owned).collect(),
        reverses: row.reverses_id.map(Into::into),
        reversed_by: None,
        note: row.note,
        recorded_by: row.recorded_by.into(),
        layer: word(&row.layer)?,
        created_at: Instant::from_millis(row.created_at_ms),
    })
}

/// Rows with their parts, the lines that they book, and with what took them back.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<income_entry::Model>) -> Result<Vec<Entry>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let select = income_part::Entity::find()
        .filter(income_part::Column::EntryId.is_in(ids.iter().copied()))
        .order_by_asc(income_part::Column::EntryId)
        .order_by_asc(income_part::Column::Year);
    let mut parts: HashMap<Uuid, Vec<Part>> = HashMap::new();
    for row in select.all(conn).await? {
        let part = Part { year: row.year, amount: money_of(row.amount_fen)? };
        parts.entry(row.entry_id).or_default().push(part);
    }
    let reversals = income_entry::Entity::find()
        .filter(income_entry::Column::ReversesId.is_in(ids.iter().copied()))
        .select_only()
        .column(income_entry::Column::ReversesId)
        .column(income_entry::Column::Id);
    let reversals: HashMap<Uuid, Uuid> = reversals.into_tuple::<(Uuid, Uuid)>().all(conn).await?.into_iter().collect();
    let lines = receipts_of(conn, &ids).await?;
    let with = |row: income_entry::Model| {
        let (parts, id) = (parts.remove(&row.id).unwrap_or_default(), row.id);
        let (from_line, reversed_by) = (lines.get(&id).copied(), reversals.get(&id).copied().map(Into::into));
        Ok(Entry { parts, from_line, reversed_by, ..from_row(row)? })
    };
    rows.into_iter().map(with).collect()
}

pub async fn insert_entry(tx: &Tx, e: &Entry) -> Result<(), Fault> {
    insert(tx, to_row(e)).await?;
    let part = |p: &Part| income_part::Model {
        entry_id: e.id.uuid(),
        year: p.year,
        collective_id: e.collective.uuid(),
        side: e.side.word().into(),
        amount_fen: p.amount.fen(),
    };
    insert_all(tx, e.parts.iter().map(part).collect()).await?;
    match e.from_line {
        Some(line) => insert_receipt(tx, e, line).await,
        None => Ok(()),
    }
}

pub async fn find_entry(conn: &impl ConnectionTrait, id: IncomeEntryId) -> Result<Option<Entry>, Fault> {
    let row = income_entry::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

/// Entries by their ids.
pub async fn entries_by_id(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Entry>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = income_entry::Entity::find().filter(income_entry::Column::Id.is_in(ids.iter().copied()));
    whole(conn, select.all(conn).await?).await
}

/// What was given back of an income that was taken for months to come, without what was taken back again. Whoever asks holds the body.
pub async fn refunds_of(conn: &impl ConnectionTrait, id: IncomeEntryId) -> Result<Vec<Entry>, Fault> {
    let select = income_entry::Entity::find()
        .filter(income_entry::Column::RefundOfId.eq(id.uuid()))
        .order_by_asc(income_entry::Column::Id);
    Ok(whole(conn, select.all(conn).await?).await?.into_iter().filter(|e| e.reversed_by.is_none()).collect())
}

/// The number of what took an entry back.
pub async fn reversal_of(conn: &impl ConnectionTrait, id: IncomeEntryId) -> Result<Option<String>, Fault> {
    let select = income_entry::Entity::find()
        .filter(income_entry::Column::ReversesId.eq(id.uuid()))
        .select_only()
        .column(income_entry::Column::Number);
    Ok(select.into_tuple().one(conn).await?)
}

/// The number of an entry of a body that told a voucher of a month and was not taken back: for the same, where it is said for what.
pub async fn voucher_taken(
    conn: &impl ConnectionTrait,
    collective: CollectiveId,
    (voucher, month): (&str, Month),
    told: Option<(IncomeCategory, Option<AssetId>, &str)>,
) -> Result<Option<String>, Fault> {
    use income_entry::Column;
    let taken_back = Query::select()
        .column(Column::ReversesId)
        .from(income_entry::Entity)
        .and_where(Column::CollectiveId.eq(collective.uuid()))
        .and_where(Column::ReversesId.is_not_null())
        .to_owned();
    let mut select = income_entry::Entity::find()
        .filter(Column::CollectiveId.eq(collective.uuid()))
        .filter(Column::Voucher.eq(voucher))
        .filter(Column::HappenedOn.between(month.first_day().date(), month.last_day().date()))
        .filter(Column::ReversesId.is_null())
        .filter(Column::Id.not_in_subquery(taken_back));
    if let Some((category, asset, with)) = told {
        select = select.filter(Column::Category.eq(category.word())).filter(Column::Counterparty.eq(with));
        select = match asset {
            Some(asset) => select.filter(Column::AssetId.eq(asset.uuid())),
            None => select.filter(Column::AssetId.is_null()),
        };
    }
    Ok(select.select_only().column(Column::Number).into_tuple().one(conn).await?)
}

/// What counts into a year of a body: income and expense, in fen.
pub async fn sums_of(conn: &impl ConnectionTrait, collective: CollectiveId, year: i32) -> Result<(i64, i64), Fault> {
    let select = income_part::Entity::find()
        .filter(income_part::Column::CollectiveId.eq(collective.uuid()))
        .filter(income_part::Column::Year.eq(year))
        .select_only()
        .column(income_part::Column::Side)
        .column_as(income_part::Column::AmountFen.sum().cast_as(Alias::new("bigint")), "fen")
        .group_by(income_part::Column::Side);
    let (mut income, mut expense) = (0, 0);
    for (side, fen) in select.into_tuple::<(String, i64)>().all(conn).await? {
        match word::<IncomeSide>(&side)? {
            IncomeSide::Income => income = fen,
            IncomeSide::Expense => expense = fen,
        }
    }
    Ok((income, expense))
}

/// Who recorded what counts into a year of a body.
pub async fn recorders_of(
    conn: &impl ConnectionTrait,
    collective: CollectiveId,
    year: i32,
) -> Result<Vec<OfficerId>, Fault> {
    let mut of = Query::select();
    of.column(income_part::Column::EntryId)
        .from(income_part::Entity)
        .and_where(income_part::Column::CollectiveId.eq(collective.uuid()))
        .and_where(income_part::Column::Year.eq(year));
    let select = income_entry::Entity::find()
        .filter(income_entry::Column::Id.in_subquery(of))
        .select_only()
        .column(income_entry::Column::RecordedBy)
        .distinct();
    let found: Vec<Uuid> = select.into_tuple().all(conn).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// What each asset earned that counts into a year of a body, in fen.
pub async fn income_assets(
    conn: &impl ConnectionTrait,
    collective: CollectiveId,
    year: i32,
) -> Result<Vec<(AssetId, i64)>, Fault> {
    let sql = "SELECT e.asset_id, CAST(sum(p.amount_fen) AS bigint) AS fen FROM income_part p JOIN income_entry e ON e.id = p.entry_id \
                WHERE p.collective_id = $1 AND p.year = $2 AND p.side = 'income' AND e.asset_id IS NOT NULL GROUP BY e.asset_id";
    let values = [collective.uuid().into(), year.into()];
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let row =
        |row: &sea_orm::QueryResult| Ok((row.try_get::<Uuid>("", "asset_id")?.into(), row.try_get::<i64>("", "fen")?));
    rows.iter().map(row).collect()
}

/// What an account of a body has by what was told of it, in fen: entries and what was spent from pools.
pub async fn balance_of(
    conn: &impl ConnectionTrait,
    collective: CollectiveId,
    account: BankAccountId,
) -> Result<i64, Fault> {
    let sql = "SELECT CAST(coalesce(sum(fen), 0) AS bigint) AS fen FROM ( \
                 SELECT CASE WHEN (side = 'income') = (reverses_id IS NULL) THEN amount_fen ELSE -amount_fen END AS fen \
                   FROM income_entry WHERE account_id = $1 AND collective_id = $2 \
                 UNION ALL SELECT CASE WHEN reverses_id IS NULL THEN -amount_fen ELSE amount_fen END \
                   FROM income_spending WHERE account_id = $1 AND collective_id = $2) a";
    let values = [account.uuid().into(), collective.uuid().into()];
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let row = row.ok_or_else(|| Fault::inconsistent("a sum without a row"))?;
    Ok(row.try_get("", "fen")?)
}

pub async fn list_entries(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &EntryQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Entry>, Fault> {
    use income_entry::Column;
    let of_year = |year: i32| {
        let mut of = Query::select();
        of.column(income_part::Column::EntryId).from(income_part::Entity).and_where(income_part::Column::Year.eq(year));
        Column::Id.in_subquery(of)
    };
    let wanted = [
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.side.map(|s| Column::Side.eq(s.word())),
        query.category.map(|c| Column::Category.eq(c.word())),
        query.asset.map(|a| Column::AssetId.eq(a.uuid())),
        query.account.map(|a| Column::AccountId.eq(a.uuid())),
        query.year.map(of_year),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = income_entry::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(income_entry), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
