//! Rows of lines, and where whom they name is met.

use std::collections::HashMap;

use ::entity::match_line;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _,
    QuerySelect as _, Statement, Value,
};
use uuid::Uuid;

use crate::{
    benefit::posts::ToPersonItem,
    ground::{
        kernel::{Day, Instant, MatchLineId, OrganisationId, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Keys, Listing, Page, Tx, attach_external_ids, in_scope, insert_all, lock_if_postgres, money_of,
            page, page_keys, places, region_of, update_versioned, word,
        },
    },
    oversight::matches::model::{MatchLine, MatchPlace, MatchQuery, Met, UnderContract, UnitMark},
};

fn to_row(l: &MatchLine) -> match_line::Model {
    match_line::Model {
        id: l.id.uuid(),
        region_code: l.region.to_string(),
        concern: l.concern.word().into(),
        source: l.source.clone(),
        listed_on: l.listed_on.date(),
        id_index: l.index.clone(),
        unit_index: l.unit.0.clone(),
        note: l.note.clone(),
        state: l.state.word().into(),
        withdraw_reason: l.withdraw_reason.clone(),
        import_id: l.import.uuid(),
        layer: l.layer.word().into(),
        version: l.version,
        created_at_ms: l.created_at.millis(),
        updated_at_ms: l.updated_at.millis(),
    }
}

fn from_row(row: match_line::Model) -> Result<MatchLine, Fault> {
    Ok(MatchLine {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        concern: word(&row.concern)?,
        source: row.source,
        listed_on: Day::from_date(row.listed_on),
        index: row.id_index,
        unit: UnitMark(row.unit_index),
        note: row.note,
        state: word(&row.state)?,
        withdraw_reason: row.withdraw_reason,
        import: row.import_id.into(),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

async fn named(conn: &impl ConnectionTrait, rows: Vec<match_line::Model>) -> Result<Vec<MatchLine>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    attach_external_ids(conn, SubjectKind::MatchLine, found, |l| (l.id.uuid(), &mut l.external_ids)).await
}

/// Many new lines, in statements of bounded size.
pub async fn insert_lines(tx: &Tx, lines: &[MatchLine]) -> Result<(), Fault> {
    insert_all(tx, lines.iter().map(to_row).collect()).await
}

pub async fn update_line(tx: &Tx, line: &MatchLine, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(line), match_line::Column::Version, read_at).await
}

pub async fn find_line(conn: &impl ConnectionTrait, id: MatchLineId) -> Result<Option<MatchLine>, Fault> {
    let row = match_line::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(named(conn, row.into_iter().collect()).await?.pop())
}

/// Many lines, locked in id order.
pub async fn lock_lines(tx: &Tx, ids: &[MatchLineId]) -> Result<Vec<MatchLine>, Fault> {
    let select = match_line::Entity::find()
        .filter(match_line::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(match_line::Column::Id);
    named(tx.conn(), lock_if_postgres(tx, select).all(tx.conn()).await?).await
}

/// Lines in the order of their ids, a bounded number at a time.
pub async fn lines_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<MatchLine>, Fault> {
    let select = match_line::Entity::find()
        .filter(match_line::Column::Id.gt(after))
        .order_by_asc(match_line::Column::Id)
        .limit(most);
    named(conn, select.all(conn).await?).await
}

pub async fn list_lines(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: MatchQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<MatchLine>, Fault> {
    use match_line::Column;
    let wanted = [
        query.concern.map(|c| Column::Concern.eq(c.word())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.only.map(|id| Column::Id.eq(id.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = match_line::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(match_line), listing, now).await?;
    Ok(Page { items: named(conn, found.items).await?, next: found.next, total: found.total })
}

/// Lines of lists that pay whom a line names: a person's own, and each of the household that is paid (R110 keeps both by person and month).
/// What was sent back or annulled has no months.
const PAID: &str = "SELECT DISTINCT m.id AS match_id, l.id AS met_id, l.number AS number, l.item AS item, n.n AS line, n.amount_fen AS amount_fen \
      FROM match_line m JOIN person p ON p.id_number_index = m.id_index JOIN to_person_month t ON t.person_id = p.id \
      JOIN to_person_line n ON n.id = t.line_id JOIN to_person_list l ON l.id = t.list_id \
     WHERE m.id IN ({ids}) ORDER BY met_id, line";

/// Public posts that they have, or had after the day of the list.
const POSTS: &str = "SELECT m.id AS match_id, a.id AS met_id, b.number AS number \
      FROM match_line m JOIN person p ON p.id_number_index = m.id_index JOIN post_assignment a ON a.person_id = p.id \
      JOIN public_post b ON b.id = a.post_id \
     WHERE m.id IN ({ids}) AND (a.until_on IS NULL OR a.until_on > m.listed_on) ORDER BY met_id";

/// Households to which they belong.
const HOMES: &str = "SELECT m.id AS match_id, h.id AS met_id, h.number AS number \
      FROM match_line m JOIN person p ON p.id_number_index = m.id_index \
      JOIN household_member s ON s.person_id = p.id AND s.until_on IS NULL JOIN household h ON h.id = s.household_id \
     WHERE m.id IN ({ids}) ORDER BY met_id";

#[derive(FromQueryResult)]
struct PaidRow {
    match_id: Uuid,
    number: String,
    item: String,
    line: i64,
    amount_fen: i64,
}

#[derive(FromQueryResult)]
struct MetRow {
    match_id: Uuid,
    number: String,
}

fn bound(conn: &impl ConnectionTrait, sql: &str, lines: &[MatchLine]) -> Statement {
    let values: Vec<Value> = lines.iter().map(|l| l.id.uuid().into()).collect();
    let sql = sql.replace("{ids}", &places(1, lines.len()));
    Statement::from_sql_and_values(conn.get_database_backend(), sql, values)
}

/// Where whom these lines name is met, by line, in three queries.
pub async fn met(conn: &impl ConnectionTrait, lines: &[MatchLine]) -> Result<HashMap<MatchLineId, Vec<Met>>, Fault> {
    let mut found: HashMap<MatchLineId, Vec<Met>> = HashMap::new();
    if lines.is_empty() {
        return Ok(found);
    }
    for row in PaidRow::find_by_statement(bound(conn, PAID, lines)).all(conn).await? {
        let item: ToPersonItem = word(&row.item)?;
        found.entry(row.match_id.into()).or_default().push(Met {
            place: MatchPlace::ToPersonList,
            number: row.number,
            line: Some(row.line),
            relief: item == ToPersonItem::HardshipRelief,
            amount: Some(money_of(row.amount_fen)?),
        });
    }
    for (sql, place) in [(POSTS, MatchPlace::PublicPost), (HOMES, MatchPlace::Household)] {
        for row in MetRow::find_by_statement(bound(conn, sql, lines)).all(conn).await? {
            let one = Met { place, number: row.number, line: None, relief: false, amount: None };
            found.entry(row.match_id.into()).or_default().push(one);
        }
    }
    Ok(found)
}

/// By what an organisation of this code is found again; the code itself is kept in no line.
pub fn unit_index(keys: &Keys, code: &str) -> String {
    keys.blind_index("match.unit", code).to_string()
}

/// Organisations with a code that were paid under contracts.
const PAID_UNITS: &str = "SELECT DISTINCT o.id AS unit_id, o.uscc AS code \
      FROM payment y JOIN disbursement d ON d.id = y.disbursement_id JOIN organisation o ON o.id = y.organisation_id \
     WHERE y.state = 'confirmed' AND d.contract_id IS NOT NULL AND o.uscc IS NOT NULL";

/// What these were paid.
const UNDER_CONTRACTS: &str = "SELECT y.organisation_id AS unit_id, y.region_code AS region_code, c.number AS number, y.amount_fen AS amount_fen \
      FROM payment y JOIN disbursement d ON d.id = y.disbursement_id JOIN contract c ON c.id = d.contract_id \
     WHERE y.state = 'confirmed' AND y.organisation_id IN ({units}) ORDER BY y.id";

#[derive(FromQueryResult)]
struct UnitRow {
    unit_id: Uuid,
    code: String,
}

#[derive(FromQueryResult)]
struct UnderContractRow {
    unit_id: Uuid,
    region_code: String,
    number: String,
    amount_fen: i64,
}

/// Every organisation with a code that was paid under a contract, and the code.
pub async fn units_paid(conn: &impl ConnectionTrait) -> Result<Vec<(OrganisationId, String)>, Fault> {
    let statement = Statement::from_string(conn.get_database_backend(), PAID_UNITS);
    let rows = UnitRow::find_by_statement(statement).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.unit_id.into(), row.code)).collect())
}

/// What was paid to these organisations under contracts, in the order in which it was.
pub async fn paid_under_contracts(
    conn: &impl ConnectionTrait,
    units: &[OrganisationId],
) -> Result<Vec<UnderContract>, Fault> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let sql = UNDER_CONTRACTS.replace("{units}", &places(1, units.len()));
    let values: Vec<Value> = units.iter().map(|id| id.uuid().into()).collect();
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let read = |row: UnderContractRow| {
        Ok(UnderContract {
            unit: row.unit_id.into(),
            region: region_of(&row.region_code)?,
            contract: row.number,
            amount: money_of(row.amount_fen)?,
        })
    };
    UnderContractRow::find_by_statement(statement).all(conn).await?.into_iter().map(read).collect()
}
