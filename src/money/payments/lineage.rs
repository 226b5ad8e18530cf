//! The side of payments in a trace: from an allocation over the line of a claim, which is of one allocation and one payee, to the
//! payment and what the treasury answered. Claims and batches are the papers in which lines and payments stand.

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use super::{
    model::{Batch, Disbursement, DisbursementState, Payment, PaymentResult, PaymentState},
    store::{self, ClaimsOf, LinesOf, PaymentsOf, SpentOn, Step},
};
use crate::{
    ground::{
        kernel::{Id, Instant, OrganisationId, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::{
        lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
        places::organisations_by_id,
    },
};

/// Answers for claims with their lines, payments, batches and results.
pub struct PaymentsLineage;

fn typed<K>(ids: Vec<Uuid>) -> Vec<Id<K>> {
    ids.into_iter().map(Id::new).collect()
}

fn of_claim(d: Disbursement) -> Node {
    Node {
        subject: SubjectRef::new(SubjectKind::Disbursement, d.id),
        number: Some(d.number),
        title: d.purpose,
        region: d.region,
        source: None,
        amount: Some(d.amount),
        on: d.approved_on.or(d.submitted_on).or(Some(d.claimed_on)),
        state: Some(Worded::of(d.state)),
        held: Vec::new(),
    }
}

fn of_batch(b: Batch) -> Node {
    Node {
        subject: SubjectRef::new(SubjectKind::PaymentBatch, b.id),
        number: Some(b.number),
        title: Worded::of(b.channel).label.to_owned(),
        region: b.region,
        source: None,
        amount: Some(b.total),
        on: b.handed_over_at.map(Instant::day),
        state: Some(Worded::of(b.state)),
        held: Vec::new(),
    }
}

fn of_result(r: PaymentResult) -> Node {
    Node {
        subject: SubjectRef::new(SubjectKind::PaymentResult, r.id),
        number: Some(r.row.certificate_no),
        title: r.row.payee_name,
        region: r.region,
        source: None,
        amount: Some(r.row.amount),
        on: Some(r.row.paid_on),
        state: Some(Worded::of(r.row.outcome)),
        held: Vec::new(),
    }
}

fn of_payment(p: Payment) -> Node {
    Node {
        subject: SubjectRef::new(SubjectKind::Payment, p.id),
        number: Some(p.number),
        title: String::new(),
        region: p.region,
        source: None,
        amount: Some(p.amount),
        on: p.paid_on,
        state: Some(Worded::of(p.state)),
        held: Vec::new(),
    }
}

/// A line is called by the number of its claim and its place in it.
fn of_line(line: store::LineHead) -> Node {
    let d = line.claim;
    Node {
        subject: SubjectRef { kind: SubjectKind::DisbursementLine, id: line.id },
        number: Some(format!("{}#{}", d.number, line.position)),
        title: String::new(),
        region: d.region,
        source: None,
        amount: Some(line.amount),
        on: d.approved_on.or(d.submitted_on).or(Some(d.claimed_on)),
        state: Some(Worded::of(d.state)),
        held: Vec::new(),
    }
}

/// Puts the names of those who are paid into the titles.
async fn titled(conn: &impl ConnectionTrait, nodes: Vec<(OrganisationId, Node)>) -> Result<Vec<Node>, Fault> {
    let mut ids: Vec<OrganisationId> = nodes.iter().map(|n| n.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let known = organisations_by_id(conn, &ids).await?;
    let title = |payee: &OrganisationId| known.get(payee).map(|o| o.name.clone()).unwrap_or_default();
    Ok(nodes.into_iter().map(|(payee, node)| Node { title: title(&payee), ..node }).collect())
}

async fn nodes(conn: &impl ConnectionTrait, wanted: &[SubjectRef]) -> Result<Vec<Node>, Fault> {
    let mut nodes = Vec::new();
    let ids = ids_of(SubjectKind::Disbursement, wanted);
    if !ids.is_empty() {
        let found = store::claim_heads(conn, &ids).await?;
        nodes.extend(found.into_iter().filter(|d| d.deleted_at.is_none()).map(of_claim));
    }
    let ids = ids_of(SubjectKind::PaymentBatch, wanted);
    if !ids.is_empty() {
        nodes.extend(store::find_batches(conn, &typed(ids)).await?.into_iter().map(of_batch));
    }
    let ids = ids_of(SubjectKind::PaymentResult, wanted);
    if !ids.is_empty() {
        nodes.extend(store::find_results(conn, &typed(ids)).await?.into_iter().map(of_result));
    }
    let mut paid = Vec::new();
    let ids = ids_of(SubjectKind::DisbursementLine, wanted);
    if !ids.is_empty() {
        let found = store::line_heads(conn, &ids).await?;
        paid.extend(found.into_iter().map(|l| (OrganisationId::new(l.organisation), of_line(l))));
    }
    let ids = ids_of(SubjectKind::Payment, wanted);
    if !ids.is_empty() {
        let found = store::find_payments(conn, &typed(ids)).await?;
        paid.extend(found.into_iter().map(|p| (p.organisation, of_payment(p))));
    }
    nodes.extend(titled(conn, paid).await?);
    Ok(nodes)
}

/// Kind of link with the kinds at its two ends.
type Ends = (Link, SubjectKind, SubjectKind);

const CLAIMED: Ends = (Link::Claimed, SubjectKind::Allocation, SubjectKind::DisbursementLine);
const ON_PROJECT: Ends = (Link::SpentOn, SubjectKind::Allocation, SubjectKind::Project);
const ON_CONTRACT: Ends = (Link::SpentOn, SubjectKind::Allocation, SubjectKind::Contract);
const ON_CLAIM: Ends = (Link::SpentOn, SubjectKind::Allocation, SubjectKind::Disbursement);
const IN_BATCH: Ends = (Link::SpentOn, SubjectKind::Allocation, SubjectKind::PaymentBatch);
const OF_PROJECT: Ends = (Link::Requested, SubjectKind::Project, SubjectKind::Disbursement);
const OF_CONTRACT: Ends = (Link::Requested, SubjectKind::Contract, SubjectKind::Disbursement);
const LISTED: Ends = (Link::Lists, SubjectKind::Disbursement, SubjectKind::DisbursementLine);
const HANDED_OVER: Ends = (Link::HandsOver, SubjectKind::PaymentBatch, SubjectKind::Payment);
const ANSWERED: Ends = (Link::Answered, SubjectKind::Payment, SubjectKind::PaymentResult);

fn step((link, near, far): Ends, (from, to, amount): Step) -> Edge {
    Edge::new(link, (near, from), (far, to), Some(amount))
}

/// A payment that stands, or one whose money is not gone.
fn paid_by((row, state): (Step, PaymentState)) -> Edge {
    let link = match state {
        PaymentState::Queued | PaymentState::Sent | PaymentState::Unknown | PaymentState::Confirmed => Link::PaidBy,
        PaymentState::Failed | PaymentState::Superseded | PaymentState::Bounced => Link::Attempted,
    };
    step((link, SubjectKind::DisbursementLine, SubjectKind::Payment), row)
}

async fn upstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    for (kind, on, ends) in [
        (SubjectKind::Project, SpentOn::Projects, ON_PROJECT),
        (SubjectKind::Contract, SpentOn::Contracts, ON_CONTRACT),
        (SubjectKind::Disbursement, SpentOn::Disbursements, ON_CLAIM),
    ] {
        let ids = ids_of(kind, of);
        if !ids.is_empty() {
            let rows = store::spent_on(conn, on, &ids, most).await?;
            steps.take((kind, &ids, most), rows, |row| row.1, |row| step(ends, row));
        }
    }
    let ids = ids_of(SubjectKind::PaymentBatch, of);
    if !ids.is_empty() {
        let rows = store::handed_over(conn, &ids, most).await?;
        steps.take((SubjectKind::PaymentBatch, &ids, most), rows, |row| row.1, |row| step(IN_BATCH, row));
    }
    let ids = ids_of(SubjectKind::DisbursementLine, of);
    if !ids.is_empty() {
        let lines = store::line_heads(conn, &ids)
            .await?
            .into_iter()
            .filter(|l| DisbursementState::CLAIMED.contains(&l.claim.state));
        steps.edges.extend(lines.map(|l| step(CLAIMED, (l.allocation, l.id, l.amount))));
    }
    let ids = ids_of(SubjectKind::Payment, of);
    if !ids.is_empty() {
        let found = store::find_payments(conn, &typed(ids)).await?;
        let row = |p: Payment| paid_by(((p.line.uuid(), p.id.uuid(), p.amount), p.state));
        steps.edges.extend(found.into_iter().map(row));
    }
    let ids = ids_of(SubjectKind::PaymentResult, of);
    if !ids.is_empty() {
        let found = store::find_results(conn, &typed(ids)).await?;
        let row = |r: PaymentResult| Some(step(ANSWERED, (r.payment?.uuid(), r.id.uuid(), r.row.amount)));
        steps.edges.extend(found.into_iter().filter_map(row));
    }
    Ok(steps)
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    for (kind, lines, ends) in [
        (SubjectKind::Allocation, LinesOf::Allocations, CLAIMED),
        (SubjectKind::Disbursement, LinesOf::Disbursements, LISTED),
    ] {
        let ids = ids_of(kind, of);
        if !ids.is_empty() {
            let rows = store::lines_of(conn, lines, &ids, most).await?;
            steps.take((kind, &ids, most), rows, |row| row.0, |row| step(ends, row));
        }
    }
    for (kind, claims, ends) in [
        (SubjectKind::Project, ClaimsOf::Projects, OF_PROJECT),
        (SubjectKind::Contract, ClaimsOf::Contracts, OF_CONTRACT),
    ] {
        let ids = ids_of(kind, of);
        if !ids.is_empty() {
            let rows = store::claims_of(conn, claims, &ids, most).await?;
            steps.take((kind, &ids, most), rows, |row| row.0, |row| step(ends, row));
        }
    }
    let ids = ids_of(SubjectKind::DisbursementLine, of);
    if !ids.is_empty() {
        let rows = store::payment_steps(conn, PaymentsOf::Lines, &ids, most).await?;
        steps.take((SubjectKind::DisbursementLine, &ids, most), rows, |row| row.0.0, paid_by);
    }
    let ids = ids_of(SubjectKind::PaymentBatch, of);
    if !ids.is_empty() {
        let rows = store::payment_steps(conn, PaymentsOf::Batches, &ids, most).await?;
        steps.take((SubjectKind::PaymentBatch, &ids, most), rows, |row| row.0.0, |row| step(HANDED_OVER, row.0));
    }
    let ids = ids_of(SubjectKind::Payment, of);
    if !ids.is_empty() {
        let rows = store::results_of(conn, &ids, most).await?;
        steps.take((SubjectKind::Payment, &ids, most), rows, |row| row.0, |row| step(ANSWERED, row));
    }
    Ok(steps)
}

/// A claim stands under its contract, or in its project where it names none.
fn request_of(d: &Disbursement) -> Edge {
    match d.contract {
        Some(contract) => step(OF_CONTRACT, (contract.uuid(), d.id.uuid(), d.amount)),
        None => step(OF_PROJECT, (d.project.uuid(), d.id.uuid(), d.amount)),
    }
}

async fn papers(conn: &impl ConnectionTrait, of: &[SubjectRef]) -> Result<Vec<Edge>, Fault> {
    let mut edges = Vec::new();
    let ids = ids_of(SubjectKind::Disbursement, of);
    if !ids.is_empty() {
        edges.extend(store::claim_heads(conn, &ids).await?.iter().map(request_of));
    }
    let ids = ids_of(SubjectKind::DisbursementLine, of);
    if !ids.is_empty() {
        let lines = store::line_heads(conn, &ids).await?.into_iter();
        edges.extend(lines.map(|l| step(LISTED, (l.claim.id.uuid(), l.id, l.amount))));
    }
    let ids = ids_of(SubjectKind::Payment, of);
    if !ids.is_empty() {
        let found = store::find_payments(conn, &typed(ids)).await?;
        let row = |p: Payment| Some(step(HANDED_OVER, (p.batch?.uuid(), p.id.uuid(), p.amount)));
        edges.extend(found.into_iter().filter_map(row));
    }
    Ok(edges)
}

impl Lineage for PaymentsLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[
            SubjectKind::Disbursement,
            SubjectKind::DisbursementLine,
            SubjectKind::Payment,
            SubjectKind::PaymentBatch,
            SubjectKind::PaymentResult,
        ]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[SubjectKind::Disbursement, SubjectKind::Payment, SubjectKind::PaymentBatch]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        nodes(at.conn(), wanted).boxed()
    }

    fn upstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        upstream(at.conn(), of, most).boxed()
    }

    fn downstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        downstream(at.conn(), of, most).boxed()
    }

    fn papers<'a>(&'a self, at: &'a Snapshot, of: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Edge>, Fault>> {
        papers(at.conn(), of).boxed()
    }
}
