//! Steps between allocations, claims, their lines, payments and results, each found by an index for many at once.

use std::collections::HashMap;

use ::entity::{disbursement, disbursement_line, payment, payment_result};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait as _, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, Query, SelectStatement},
};
use uuid::Uuid;

use super::disbursements::from_row;
use crate::{
    ground::{
        kernel::{Money, Words as _},
        platform::{Fault, money_of, word},
    },
    money::payments::model::{Disbursement, DisbursementState, PaymentState},
};

/// From where, to where, how much.
pub type Step = (Uuid, Uuid, Money);

#[derive(FromQueryResult)]
struct StepRow {
    from_id: Uuid,
    to_id: Uuid,
    amount_fen: i64,
}

fn stepped(rows: Vec<StepRow>) -> Result<Vec<Step>, Fault> {
    rows.into_iter().map(|row| Ok((row.from_id, row.to_id, money_of(row.amount_fen)?))).collect()
}

async fn steps(conn: &impl ConnectionTrait, select: &SelectStatement) -> Result<Vec<Step>, Fault> {
    let rows = conn.query_all(select).await?;
    stepped(rows.iter().map(|row| StepRow::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// Lines of claims that hold money or have been paid with it.
fn claimed_lines() -> SelectStatement {
    use disbursement::Column;
    let joined = Expr::col((disbursement_line::Entity, disbursement_line::Column::DisbursementId))
        .equals((disbursement::Entity, Column::Id));
    Query::select()
        .from(disbursement_line::Entity)
        .inner_join(disbursement::Entity, joined)
        .and_where(Expr::col((disbursement::Entity, Column::State)).is_in(DisbursementState::CLAIMED.map(|s| s.word())))
        .to_owned()
}

/// Whose lines.
#[derive(Clone, Copy)]
pub enum LinesOf {
    /// That take from allocations.
    Allocations,
    /// That claims list.
    Disbursements,
}

/// Lines of claims that hold money: one more than `most`, to tell whether there are more.
pub async fn lines_of(conn: &impl ConnectionTrait, of: LinesOf, ids: &[Uuid], most: u64) -> Result<Vec<Step>, Fault> {
    use disbursement_line::{Column, Entity};
    let by = match of {
        LinesOf::Allocations => Column::AllocationId,
        LinesOf::Disbursements => Column::DisbursementId,
    };
    let select = claimed_lines()
        .expr_as(Expr::col((Entity, by)), "from_id")
        .expr_as(Expr::col((Entity, Column::Id)), "to_id")
        .expr_as(Expr::col((Entity, Column::AmountFen)), "amount_fen")
        .and_where(Expr::col((Entity, by)).is_in(ids.iter().copied()))
        .order_by((Entity, by), sea_orm::Order::Asc)
        .order_by((Entity, Column::Position), sea_orm::Order::Asc)
        .order_by((Entity, Column::Id), sea_orm::Order::Asc)
        .limit(most + 1)
        .to_owned();
    steps(conn, &select).await
}

/// What the money of allocations is summed for.
#[derive(Clone, Copy)]
pub enum SpentOn {
    /// By project.
    Projects,
    /// By contract.
    Contracts,
    /// By claim.
    Disbursements,
}

/// What the claims of projects or contracts, or claims themselves, take from each allocation, as (allocation, it, sum).
pub async fn spent_on(conn: &impl ConnectionTrait, on: SpentOn, ids: &[Uuid], most: u64) -> Result<Vec<Step>, Fault> {
    use disbursement_line::{Column, Entity};
    let by = match on {
        SpentOn::Projects => disbursement::Column::ProjectId,
        SpentOn::Contracts => disbursement::Column::ContractId,
        SpentOn::Disbursements => disbursement::Column::Id,
    };
    let sum = Expr::col((Entity, Column::AmountFen)).sum().cast_as(Alias::new("bigint"));
    let select = claimed_lines()
        .expr_as(Expr::col((Entity, Column::AllocationId)), "from_id")
        .expr_as(Expr::col((disbursement::Entity, by)), "to_id")
        .expr_as(sum, "amount_fen")
        .and_where(Expr::col((disbursement::Entity, by)).is_in(ids.iter().copied()))
        .add_group_by([Expr::col((disbursement::Entity, by)), Expr::col((Entity, Column::AllocationId))])
        .order_by((disbursement::Entity, by), sea_orm::Order::Asc)
        .order_by((Entity, Column::AllocationId), sea_orm::Order::Asc)
        .limit(most + 1)
        .to_owned();
    steps(conn, &select).await
}

/// What the payments of batches take from each allocation, as (allocation, batch, sum).
pub async fn handed_over(conn: &impl ConnectionTrait, batches: &[Uuid], most: u64) -> Result<Vec<Step>, Fault> {
    use payment::{Column, Entity};
    let sum = Expr::col(Column::AmountFen).sum().cast_as(Alias::new("bigint"));
    let select = Query::select()
        .from(Entity)
        .expr_as(Expr::col(Column::AllocationId), "from_id")
        .expr_as(Expr::col(Column::BatchId), "to_id")
        .expr_as(sum, "amount_fen")
        .and_where(Expr::col(Column::BatchId).is_in(batches.iter().copied()))
        .add_group_by([Expr::col(Column::BatchId), Expr::col(Column::AllocationId)])
        .order_by(Column::BatchId, sea_orm::Order::Asc)
        .order_by(Column::AllocationId, sea_orm::Order::Asc)
        .limit(most + 1)
        .to_owned();
    steps(conn, &select).await
}

/// Of whose claims.
#[derive(Clone, Copy)]
pub enum ClaimsOf {
    /// Of projects, those that name no contract.
    Projects,
    /// Under contracts.
    Contracts,
}

/// Claims that hold money or have been paid.
pub async fn claims_of(conn: &impl ConnectionTrait, of: ClaimsOf, ids: &[Uuid], most: u64) -> Result<Vec<Step>, Fault> {
    use disbursement::Column;
    let claims = disbursement::Entity::find().filter(Column::State.is_in(DisbursementState::CLAIMED.map(|s| s.word())));
    let (by, claims) = match of {
        ClaimsOf::Projects => (Column::ProjectId, claims.filter(Column::ContractId.is_null())),
        ClaimsOf::Contracts => (Column::ContractId, claims),
    };
    let rows = claims
        .filter(by.is_in(ids.iter().copied()))
        .select_only()
        .column_as(by, "from_id")
        .column_as(Column::Id, "to_id")
        .column(Column::AmountFen)
        .order_by_asc(by)
        .order_by_asc(Column::Id)
        .limit(most + 1);
    stepped(rows.into_model::<StepRow>().all(conn).await?)
}

/// By what payments are found.
#[derive(Clone, Copy)]
pub enum PaymentsOf {
    /// By the line that they pay.
    Lines,
    /// By the batch that they were handed over in.
    Batches,
}

/// Payments with their states, by line or by batch.
pub async fn payment_steps(
    conn: &impl ConnectionTrait,
    of: PaymentsOf,
    ids: &[Uuid],
    most: u64,
) -> Result<Vec<(Step, PaymentState)>, Fault> {
    use payment::Column;
    let by = match of {
        PaymentsOf::Lines => Column::LineId,
        PaymentsOf::Batches => Column::BatchId,
    };
    let rows: Vec<(Uuid, Uuid, i64, String)> = payment::Entity::find()
        .filter(by.is_in(ids.iter().copied()))
        .select_only()
        .columns([by, Column::Id, Column::AmountFen, Column::State])
        .order_by_asc(by)
        .order_by_asc(Column::Id)
        .limit(most + 1)
        .into_tuple()
        .all(conn)
        .await?;
    rows.into_iter().map(|(from, to, fen, state)| Ok(((from, to, money_of(fen)?), word(&state)?))).collect()
}

/// What the treasury answered about payments.
pub async fn results_of(conn: &impl ConnectionTrait, payments: &[Uuid], most: u64) -> Result<Vec<Step>, Fault> {
    use payment_result::Column;
    let rows = payment_result::Entity::find()
        .filter(Column::PaymentId.is_in(payments.iter().copied()))
        .select_only()
        .column_as(Column::PaymentId, "from_id")
        .column_as(Column::Id, "to_id")
        .column(Column::AmountFen)
        .order_by_asc(Column::PaymentId)
        .order_by_asc(Column::Id)
        .limit(most + 1);
    stepped(rows.into_model::<StepRow>().all(conn).await?)
}

/// 支付明细 with what it stands in.
pub struct LineHead {
    /// Its id.
    pub id: Uuid,
    /// Its place in the grid, from 1.
    pub position: i32,
    /// Who is paid.
    pub organisation: Uuid,
    /// From which allocation.
    pub allocation: Uuid,
    /// How much.
    pub amount: Money,
    /// Of which claim.
    pub claim: Disbursement,
}

/// Claims by id, without grid and papers.
pub async fn claim_heads(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Disbursement>, Fault> {
    let wanted = disbursement::Column::Id.is_in(ids.iter().copied());
    disbursement::Entity::find().filter(wanted).all(conn).await?.into_iter().map(from_row).collect()
}

/// Lines by id, each with its claim.
pub async fn line_heads(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<LineHead>, Fault> {
    let wanted = disbursement_line::Column::Id.is_in(ids.iter().copied());
    let lines = disbursement_line::Entity::find().filter(wanted).all(conn).await?;
    let mut claims: Vec<Uuid> = lines.iter().map(|l| l.disbursement_id).collect();
    claims.sort_unstable();
    claims.dedup();
    let claims = claim_heads(conn, &claims).await?;
    let claims: HashMap<Uuid, Disbursement> = claims.into_iter().map(|d| (d.id.uuid(), d)).collect();
    let head = |l: disbursement_line::Model| {
        let gone = || Fault::inconsistent(format!("the claim of line {}", l.id));
        Ok(LineHead {
            claim: claims.get(&l.disbursement_id).cloned().ok_or_else(gone)?,
            id: l.id,
            position: l.position,
            organisation: l.organisation_id,
            allocation: l.allocation_id,
            amount: money_of(l.amount_fen)?,
        })
    };
    lines.into_iter().map(head).collect()
}
