//! What cards take of the money of documents: by the document, by its lines, and by payments of those.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{BudgetDocumentId, Money, PaymentId},
        platform::{Fault, money_of, places, region_of},
    },
    property::assets::model::{Paper, TakenPart},
};

#[derive(FromQueryResult)]
struct TakenRow {
    asset_id: Uuid,
    number: String,
    region_code: String,
    document_id: Uuid,
    allocation_id: Option<Uuid>,
    payment_id: Option<Uuid>,
    amount_fen: i64,
}

/// Every part of a card with a value that comes of these documents, in one statement along the indexes, in the order of the cards' numbers. What
/// a card without one names is what somebody means to enter: it is asked when the card is valued, and takes nothing from others until then.
pub async fn taken_of(conn: &impl ConnectionTrait, documents: &[BudgetDocumentId]) -> Result<Vec<TakenPart>, Fault> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "WITH line AS (SELECT id, document_id FROM allocation WHERE document_id IN ({0})), \
              part AS (SELECT f.asset_id, f.document_id, f.allocation_id, f.payment_id, f.amount_fen FROM asset_funding f \
                        WHERE f.document_id IN (SELECT id FROM budget_document WHERE id IN ({1})) \
             UNION ALL SELECT f.asset_id, line.document_id, f.allocation_id, f.payment_id, f.amount_fen FROM line \
                         JOIN asset_funding f ON f.allocation_id = line.id \
             UNION ALL SELECT f.asset_id, line.document_id, p.allocation_id, f.payment_id, f.amount_fen FROM line \
                         JOIN payment p ON p.allocation_id = line.id JOIN asset_funding f ON f.payment_id = p.id) \
         SELECT part.asset_id, a.number, a.region_code, part.document_id, part.allocation_id, part.payment_id, part.amount_fen \
           FROM part JOIN asset a ON a.id = part.asset_id AND a.original_value_fen IS NOT NULL ORDER BY a.number",
        places(1, documents.len()),
        places(1 + documents.len(), documents.len())
    );
    let values: Vec<Value> = documents.iter().chain(documents).map(|id| id.uuid().into()).collect();
    let found = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let part = |row: &sea_orm::QueryResult| {
        let row = TakenRow::from_query_result(row, "")?;
        let payment = row.payment_id.map(|id| Paper::Payment(id.into()));
        let allocation = row.allocation_id.map(|id| Paper::Allocation(id.into()));
        let document = Some(Paper::Document(row.document_id.into()));
        Ok(TakenPart {
            asset: row.asset_id.into(),
            number: row.number,
            region: region_of(&row.region_code)?,
            papers: [payment, allocation, document].into_iter().flatten().collect(),
            amount: money_of(row.amount_fen)?,
        })
    };
    found.iter().map(part).collect()
}

#[derive(FromQueryResult)]
struct PaidRow {
    payment_id: Uuid,
    fen: i64,
    cards: i64,
}

/// What all cards with a value take of each of these payments, and how many cards they are; a payment of which none takes is left out.
pub async fn taken_of_payments(
    conn: &impl ConnectionTrait,
    payments: &[PaymentId],
) -> Result<HashMap<PaymentId, (Money, i64)>, Fault> {
    if payments.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT f.payment_id, CAST(sum(f.amount_fen) AS bigint) AS fen, count(DISTINCT f.asset_id) AS cards \
           FROM asset_funding f JOIN asset a ON a.id = f.asset_id AND a.deleted_at_ms IS NULL AND a.original_value_fen IS NOT NULL \
          WHERE f.payment_id IN ({}) GROUP BY f.payment_id",
        places(1, payments.len())
    );
    let values: Vec<Value> = payments.iter().map(|id| id.uuid().into()).collect();
    let found = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let part = |row: &sea_orm::QueryResult| {
        let row = PaidRow::from_query_result(row, "")?;
        Ok((row.payment_id.into(), (money_of(row.fen)?, row.cards)))
    };
    found.iter().map(part).collect()
}
