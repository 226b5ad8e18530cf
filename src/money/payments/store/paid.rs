//! What was paid, as the checks look at it: every look is a fixed number of statements, each along an index.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value, prelude::Date};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{ContractId, Day, Money, ProjectId},
        platform::{Fault, money_of, places, region_of},
    },
    money::payments::model::{Paid, PaidPart, Twin},
};

async fn rows<R: FromQueryResult>(conn: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<Vec<R>, Fault> {
    let found = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(found.iter().map(|row| R::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

#[derive(FromQueryResult)]
struct PaidRow {
    id: Uuid,
    number: String,
    region_code: String,
    amount_fen: i64,
    paid_on: Option<Date>,
    approved_on: Option<Date>,
    contract_number: Option<String>,
    signed_on: Option<Date>,
    payee: String,
    to_party: bool,
    allocation_id: Uuid,
    economic_class: String,
    other_name: Option<String>,
}

const PAID: &str = "SELECT p.id, p.number, p.region_code, p.amount_fen, CASE WHEN p.state = 'confirmed' THEN p.paid_on END AS paid_on, d.approved_on, \
        c.number AS contract_number, c.signed_on, o.name AS payee, \
        EXISTS (SELECT 1 FROM contract_party y WHERE y.contract_id = c.id AND y.organisation_id = p.organisation_id) AS to_party, \
        p.allocation_id, d.economic_class, \
        (SELECT min(r.payee_name) FROM payment_result r WHERE r.payment_id = p.id AND r.outcome = 'paid' AND r.state = 'booked' \
            AND r.payee_name <> o.name AND r.payee_name <> b.holder_name) AS other_name \
   FROM payment p JOIN disbursement d ON d.id = p.disbursement_id \
   JOIN organisation o ON o.id = p.organisation_id JOIN bank_account b ON b.id = p.bank_account_id LEFT JOIN contract c ON c.id = d.contract_id \
  WHERE p.id > $1 ORDER BY p.id LIMIT $2";

/// Payments in the order of their ids, with the papers that must stand before them.
pub async fn paid_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Paid>, Fault> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let found: Vec<PaidRow> = rows(conn, PAID, vec![after.into(), most.into()]).await?;
    let paid = found.into_iter().map(|row| {
        Ok(Paid {
            id: row.id,
            number: row.number,
            region: region_of(&row.region_code)?,
            amount: money_of(row.amount_fen)?,
            on: row.paid_on.map(Day::from_date),
            approved_on: row.approved_on.map(Day::from_date),
            contract: row.contract_number,
            signed_on: row.signed_on.map(Day::from_date),
            payee: row.payee,
            to_party: row.to_party,
            allocation: row.allocation_id.into(),
            economic_class: row.economic_class.parse().map_err(|()| Fault::inconsistent("an economic class"))?,
            other_name: row.other_name,
        })
    });
    paid.collect()
}

#[derive(FromQueryResult)]
struct TwinRow {
    of_id: Uuid,
    id: Uuid,
    number: String,
    paid_on: Date,
}

/// For each of these payments the earlier confirmed ones of the same amount to the same payee for the same project.
pub async fn twins_of(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Twin>>, Fault> {
    let mut twins: HashMap<Uuid, Vec<Twin>> = HashMap::new();
    if ids.is_empty() {
        return Ok(twins);
    }
    let sql = format!(
        "SELECT p.id AS of_id, t.id, t.number, t.paid_on FROM payment p JOIN disbursement d ON d.id = p.disbursement_id \
           JOIN payment t ON t.organisation_id = p.organisation_id AND t.amount_fen = p.amount_fen AND t.state = 'confirmed' \
            AND t.id < p.id AND t.paid_on IS NOT NULL \
           JOIN disbursement e ON e.id = t.disbursement_id AND e.project_id = d.project_id \
          WHERE p.id IN ({}) ORDER BY p.id, t.id",
        places(1, ids.len())
    );
    let found: Vec<TwinRow> = rows(conn, &sql, ids.iter().map(|id| (*id).into()).collect()).await?;
    for row in found {
        let twin = Twin { id: row.id, number: row.number, on: Day::from_date(row.paid_on) };
        twins.entry(row.of_id).or_default().push(twin);
    }
    Ok(twins)
}

#[derive(FromQueryResult)]
struct SumRow {
    id: Uuid,
    paid_fen: i64,
}

/// What was paid for whatever this column of the claims names, confirmed by the treasury.
async fn paid_by(
    conn: &impl ConnectionTrait,
    (column, also): (&str, &str),
    ids: Vec<Uuid>,
) -> Result<Vec<(Uuid, Money)>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT d.{column} AS id, CAST(sum(p.amount_fen) AS bigint) AS paid_fen FROM disbursement d \
           JOIN payment p ON p.disbursement_id = d.id AND p.state = 'confirmed' \
          WHERE d.{column} IN ({}){also} GROUP BY d.{column}",
        places(1, ids.len())
    );
    let found: Vec<SumRow> = rows(conn, &sql, ids.into_iter().map(Into::into).collect()).await?;
    found.into_iter().map(|row| Ok((row.id, money_of(row.paid_fen)?))).collect()
}

#[derive(FromQueryResult)]
struct PartRow {
    contract_id: Option<Uuid>,
    payment_id: Uuid,
    allocation_id: Uuid,
    amount_fen: i64,
}

/// The payments for a project that the treasury has confirmed, without what upkeep cost: by contract, within it by allocation, in the
/// order of their ids.
pub async fn paid_parts(conn: &impl ConnectionTrait, project: ProjectId) -> Result<Vec<PaidPart>, Fault> {
    let sql = "SELECT d.contract_id, p.id AS payment_id, p.allocation_id, p.amount_fen FROM disbursement d \
                 JOIN payment p ON p.disbursement_id = d.id AND p.state = 'confirmed' \
                WHERE d.project_id = $1 AND d.kind <> 'upkeep_post' ORDER BY d.contract_id, p.allocation_id, p.id";
    let found: Vec<PartRow> = rows(conn, sql, vec![project.uuid().into()]).await?;
    let part = |row: PartRow| {
        let (contract, payment) = (row.contract_id.map(Into::into), row.payment_id.into());
        Ok(PaidPart { contract, payment, allocation: row.allocation_id.into(), amount: money_of(row.amount_fen)? })
    };
    found.into_iter().map(part).collect()
}

/// What was paid for the building of projects, without what upkeep cost.
pub async fn paid_for(conn: &impl ConnectionTrait, ids: &[ProjectId]) -> Result<HashMap<ProjectId, Money>, Fault> {
    let paid =
        paid_by(conn, ("project_id", " AND d.kind <> 'upkeep_post'"), ids.iter().map(|id| id.uuid()).collect()).await?;
    Ok(paid.into_iter().map(|(id, sum)| (id.into(), sum)).collect())
}

/// What was paid under contracts.
pub async fn paid_under(conn: &impl ConnectionTrait, ids: &[ContractId]) -> Result<HashMap<ContractId, Money>, Fault> {
    let paid = paid_by(conn, ("contract_id", ""), ids.iter().map(|id| id.uuid()).collect()).await?;
    Ok(paid.into_iter().map(|(id, sum)| (id.into(), sum)).collect())
}
