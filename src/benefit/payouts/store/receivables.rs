//! What lists paid to organisations that are bodies, read by narrow queries: of a plan no more than of whom the line is may know.

use std::collections::HashMap;

use ::entity::{distribution, income_receipt, payout, roll_entry, share_holder};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement, Value,
    prelude::Date,
    sea_query::{Expr, ExprTrait as _, Query, SelectStatement},
};
use uuid::Uuid;

use super::payouts::from_row;
use crate::{
    benefit::{
        distributions::given_back,
        income::{FromLine, LinePaid, OwnLine},
        payouts::model::{LineEntry, Payout, PayoutState, ReceivableQuery, UnitPayout, paid_on},
    },
    ground::{
        kernel::{CollectiveId, Day, IncomeEntryId, Instant, Money, OrganisationId, PayoutId, Words as _},
        platform::{Fault, Listing, Page, money_of, page, page_keys, places, region_of, word},
    },
};

async fn rows<R: FromQueryResult>(conn: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<Vec<R>, Fault> {
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    Ok(R::find_by_statement(statement).all(conn).await?)
}

fn day_of(told: Option<Date>, released_ms: Option<i64>) -> Result<Day, Fault> {
    let released = released_ms.ok_or_else(|| Fault::inconsistent("something was paid of a batch that waits"))?;
    Ok(paid_on(told.map(Day::from_date), Instant::from_millis(released)))
}

#[derive(FromQueryResult)]
struct LineRow {
    number: String,
    collective_id: Uuid,
    edition: i64,
    holder_id: Uuid,
    amount_fen: i64,
    payout_id: Option<Uuid>,
    bank_account_id: Option<Uuid>,
    told_on: Option<Date>,
    released_at_ms: Option<i64>,
}

fn own_line_sql() -> String {
    let given = given_back("p");
    format!(
        "SELECT d.number, d.collective_id, l.edition, l.holder_id, CAST(l.amount_fen - {given} AS bigint) AS amount_fen, \
                p.id AS payout_id, p.bank_account_id, p.told_on, b.released_at_ms \
           FROM distribution d JOIN distribution_line l ON l.distribution_id = d.id AND l.edition = d.edition \
           LEFT JOIN share_holder h ON h.id = l.holder_id LEFT JOIN roll_entry e ON e.id = l.holder_id \
           LEFT JOIN payout p ON p.distribution_id = l.distribution_id AND p.edition = l.edition AND p.serial = l.serial AND p.state = 'confirmed' \
             AND p.amount_fen > {given} \
           LEFT JOIN payout_batch b ON b.id = p.batch_id \
          WHERE d.id = $1 AND l.serial = $2 AND coalesce(h.organisation_id, e.organisation_id) = $3 AND d.state IN ('approved', 'announced')"
    )
}

/// A line of an approved list that is this organisation's, with how it was paid and what of it was not given back.
pub async fn own_line(
    conn: &impl ConnectionTrait,
    line: FromLine,
    of: OrganisationId,
) -> Result<Option<OwnLine>, Fault> {
    let values = vec![line.distribution.uuid().into(), line.serial.into(), of.uuid().into()];
    let Some(row) = rows::<LineRow>(conn, &own_line_sql(), values).await?.pop() else { return Ok(None) };
    let paid = match row.payout_id.zip(row.bank_account_id) {
        Some((payout, into)) => {
            let on = day_of(row.told_on, row.released_at_ms)?;
            Some(LinePaid { payout: payout.into(), into: into.into(), on })
        }
        None => None,
    };
    Ok(Some(OwnLine {
        line,
        number: row.number,
        payer: row.collective_id.into(),
        edition: row.edition,
        holder: row.holder_id.into(),
        amount: money_of(row.amount_fen)?,
        paid,
    }))
}

/// Receipts of the line of a payout that were not taken back.
fn booking() -> SelectStatement {
    use income_receipt::Column;
    let mut booking = Query::select();
    booking
        .expr(Expr::value(1))
        .from(income_receipt::Entity)
        .and_where(
            Expr::col((income_receipt::Entity, Column::DistributionId))
                .equals((payout::Entity, payout::Column::DistributionId)),
        )
        .and_where(
            Expr::col((income_receipt::Entity, Column::HolderId)).equals((payout::Entity, payout::Column::HolderId)),
        )
        .and_where(Expr::col((income_receipt::Entity, Column::FreedBy)).is_null());
    booking
}

/// Confirmed payouts of other bodies' lists to an organisation that is a body, of which not all was given back.
pub async fn list_receivables(
    conn: &impl ConnectionTrait,
    (of, body): (OrganisationId, CollectiveId),
    query: ReceivableQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Payout>, Fault> {
    use payout::Column;
    let (mut holders, mut entries, mut own) = (Query::select(), Query::select(), Query::select());
    entries
        .column(roll_entry::Column::Id)
        .from(roll_entry::Entity)
        .and_where(roll_entry::Column::OrganisationId.eq(of.uuid()));
    holders
        .column(share_holder::Column::Id)
        .from(share_holder::Entity)
        .and_where(share_holder::Column::OrganisationId.eq(of.uuid()));
    own.column(distribution::Column::Id)
        .from(distribution::Entity)
        .and_where(distribution::Column::CollectiveId.eq(body.uuid()));
    let select = payout::Entity::find()
        .filter(Column::State.eq(PayoutState::Confirmed.word()))
        .filter(Column::BankAccountId.is_not_null())
        .filter(Condition::any().add(Column::HolderId.in_subquery(holders)).add(Column::HolderId.in_subquery(entries)))
        .filter(Column::DistributionId.not_in_subquery(own))
        .filter(Expr::cust(format!("payout.amount_fen > {}", given_back("payout"))));
    let select = match query.booked {
        Some(true) => select.filter(Expr::exists(booking())),
        Some(false) => select.filter(Expr::exists(booking()).not()),
        None => select,
    };
    page(conn, select, page_keys!(payout), listing, now).await?.try_map(from_row)
}

/// What is told beside a receivable: its plan, its day, and the entry that books it.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The number of the plan.
    pub number: String,
    /// How it is called.
    pub name: String,
    /// Which body distributes.
    pub payer: CollectiveId,
    /// On which day it was paid.
    pub paid_on: Day,
    /// How much of it was given back.
    pub given_back: Money,
    /// The entry, with its number.
    pub booked: Option<(IncomeEntryId, String)>,
}

#[derive(FromQueryResult)]
struct BesideRow {
    id: Uuid,
    number: String,
    name: String,
    collective_id: Uuid,
    told_on: Option<Date>,
    released_at_ms: Option<i64>,
    given_fen: i64,
    entry_id: Option<Uuid>,
    entry_number: Option<String>,
}

/// What is told beside each of these payouts, in one query.
pub async fn beside(conn: &impl ConnectionTrait, payouts: &[Payout]) -> Result<HashMap<PayoutId, Beside>, Fault> {
    if payouts.is_empty() {
        return Ok(HashMap::new());
    }
    let given = given_back("p");
    let sql = format!(
        "SELECT p.id, d.number, d.name, d.collective_id, p.told_on, b.released_at_ms, CAST({given} AS bigint) AS given_fen, \
                e.id AS entry_id, e.number AS entry_number \
           FROM payout p JOIN distribution d ON d.id = p.distribution_id JOIN payout_batch b ON b.id = p.batch_id \
           LEFT JOIN income_receipt r ON r.distribution_id = p.distribution_id AND r.holder_id = p.holder_id AND r.freed_by IS NULL \
           LEFT JOIN income_entry e ON e.id = r.entry_id WHERE p.id IN ({})",
        places(1, payouts.len())
    );
    let values = payouts.iter().map(|p| p.id.uuid().into()).collect();
    let whole = |r: BesideRow| {
        let booked = r.entry_id.map(IncomeEntryId::from).zip(r.entry_number);
        let paid_on = day_of(r.told_on, r.released_at_ms)?;
        let (payer, given_back) = (r.collective_id.into(), money_of(r.given_fen)?);
        let found = Beside { number: r.number, name: r.name, payer, paid_on, given_back, booked };
        Ok((PayoutId::from(r.id), found))
    };
    rows::<BesideRow>(conn, &sql, values).await?.into_iter().map(whole).collect()
}

#[derive(FromQueryResult)]
struct UnitRow {
    id: Uuid,
    state: String,
    amount_fen: i64,
    plan: String,
    serial: i64,
    body: String,
    region_code: String,
    told_on: Option<Date>,
    released_at_ms: Option<i64>,
    created_at_ms: i64,
    booked: i64,
}

/// Payouts to organisations that are other bodies than those that pay, in the order of their ids.
pub async fn unit_payouts_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<UnitPayout>, Fault> {
    let given = given_back("p");
    let sql = format!(
        "SELECT p.id, p.state, CAST(p.amount_fen - {given} AS bigint) AS amount_fen, d.number AS plan, p.serial, c.number AS body, c.region_code, p.told_on, b.released_at_ms, p.created_at_ms, \
                CAST(CASE WHEN EXISTS (SELECT 1 FROM income_receipt r WHERE r.distribution_id = p.distribution_id AND r.holder_id = p.holder_id \
                  AND r.freed_by IS NULL) OR p.amount_fen <= {given} THEN 1 ELSE 0 END AS bigint) AS booked \
           FROM payout p LEFT JOIN share_holder h ON h.id = p.holder_id LEFT JOIN roll_entry n ON n.id = p.holder_id \
           JOIN collective c ON c.organisation_id = coalesce(h.organisation_id, n.organisation_id) \
           JOIN distribution d ON d.id = p.distribution_id AND d.collective_id <> c.id JOIN payout_batch b ON b.id = p.batch_id \
          WHERE p.bank_account_id IS NOT NULL AND p.id > $1 ORDER BY p.id LIMIT {most}"
    );
    let whole = |r: UnitRow| {
        let sent = Instant::from_millis(r.released_at_ms.unwrap_or(r.created_at_ms));
        Ok(UnitPayout {
            id: r.id.into(),
            state: word(&r.state)?,
            amount: money_of(r.amount_fen)?,
            plan: r.plan,
            serial: r.serial,
            body: r.body,
            region: region_of(&r.region_code)?,
            paid_on: paid_on(r.told_on.map(Day::from_date), sent),
            booked: r.booked != 0,
        })
    };
    rows::<UnitRow>(conn, &sql, vec![after.into()]).await?.into_iter().map(whole).collect()
}

#[derive(FromQueryResult)]
struct BookedRow {
    id: Uuid,
    number: String,
    region_code: String,
    amount_fen: i64,
    plan: String,
    serial: i64,
    stands: i64,
    paid: i64,
}

/// Entries that book lines, in the order of their ids, with whether their lines are paid and so much of them was not given back.
pub async fn booked_lines_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<LineEntry>, Fault> {
    let given = given_back("p");
    let sql = format!(
        "SELECT e.id, e.number, e.region_code, e.amount_fen, d.number AS plan, r.serial, \
                CAST(CASE WHEN r.freed_by IS NULL THEN 1 ELSE 0 END AS bigint) AS stands, \
                CAST(CASE WHEN EXISTS (SELECT 1 FROM payout p WHERE p.distribution_id = r.distribution_id AND p.edition = r.edition \
                  AND p.serial = r.serial AND p.state = 'confirmed' AND p.amount_fen - {given} = e.amount_fen) THEN 1 ELSE 0 END AS bigint) AS paid \
           FROM income_receipt r JOIN income_entry e ON e.id = r.entry_id JOIN distribution d ON d.id = r.distribution_id \
          WHERE r.entry_id > $1 ORDER BY r.entry_id LIMIT {most}"
    );
    let whole = |r: BookedRow| {
        Ok(LineEntry {
            entry: r.id.into(),
            number: r.number,
            region: region_of(&r.region_code)?,
            amount: money_of(r.amount_fen)?,
            plan: r.plan,
            serial: r.serial,
            stands: r.stands != 0,
            paid: r.paid != 0,
        })
    };
    rows::<BookedRow>(conn, &sql, vec![after.into()]).await?.into_iter().map(whole).collect()
}
