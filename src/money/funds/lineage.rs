//! The side of funds in a trace: from the paper and the fund down to the lines that splits became.

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use super::{
    model::{Allocation, BudgetDocument, FundingSource, Split},
    store::{self, NamedBy, RootsOf},
};
use crate::{
    ground::{
        kernel::{AllocationId, Id, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    money::ledger::{AccountKind, positions},
    office::lineage::{Edge, Held, Lineage, Link, Node, Steps, Worded, ids_of},
};

/// Answers for sources, documents, allocations and splits.
pub struct FundsLineage;

fn typed<K>(ids: Vec<Uuid>) -> Vec<Id<K>> {
    ids.into_iter().map(Id::new).collect()
}

fn of_document(d: BudgetDocument) -> Node {
    Node {
        subject: SubjectRef::new(SubjectKind::BudgetDocument, d.id),
        number: Some(d.number.to_string()),
        title: d.title,
        region: d.region,
        source: None,
        amount: None,
        on: d.document_on,
        state: Some(Worded::of(d.kind)),
        held: Vec::new(),
    }
}

fn of_source(s: FundingSource) -> Node {
    Node {
        subject: SubjectRef::new(SubjectKind::FundingSource, s.id),
        number: s.fund_code,
        title: s.name,
        region: s.region,
        source: None,
        amount: None,
        on: None,
        state: Some(Worded::of(s.kind)),
        held: Vec::new(),
    }
}

fn of_split(s: Split) -> Node {
    Node {
        subject: SubjectRef::new(SubjectKind::AllocationSplit, s.id),
        number: Some(s.number),
        title: s.document_number.unwrap_or_default(),
        region: s.region,
        source: None,
        amount: Some(s.total),
        on: Some(s.created_at.day()),
        state: Some(Worded::of(s.state)),
        held: Vec::new(),
    }
}

/// Allocations with the paper they came by, their fund, and what stands in their accounts.
async fn allocations(conn: &impl ConnectionTrait, ids: Vec<AllocationId>) -> Result<Vec<Node>, Fault> {
    let found = store::find_allocations(conn, &ids).await?;
    let documents = store::find_documents(conn, found.iter().map(|a| a.document).collect()).await?;
    let sources = store::find_sources(conn, found.iter().filter_map(|a| a.funding_source).collect()).await?;
    let positions = positions(conn, &ids).await?;
    let node = |a: Allocation| {
        let paper = documents.get(&a.document);
        let position = positions.get(&a.id).copied().unwrap_or_default();
        let balance = |kind: AccountKind| Held { account: Worded::of(kind), balance: position.of_kind(kind) };
        Node {
            subject: SubjectRef::new(SubjectKind::Allocation, a.id),
            title: paper.map(|d| d.number.to_string()).unwrap_or_default(),
            source: sources.iter().find(|s| Some(s.id) == a.funding_source).map(|s| s.name.clone()),
            number: a.number,
            region: a.region,
            amount: Some(a.amount),
            on: if a.parent.is_some() { Some(a.created_at.day()) } else { paper.and_then(|d| d.document_on) },
            state: Some(Worded::of(a.state)),
            held: if a.state.has_money() { AccountKind::ALLOCATION.map(balance).into() } else { Vec::new() },
        }
    };
    Ok(found.into_iter().filter(|a| a.deleted_at.is_none()).map(node).collect())
}

async fn nodes(conn: &impl ConnectionTrait, wanted: &[SubjectRef]) -> Result<Vec<Node>, Fault> {
    let mut nodes = Vec::new();
    let ids = ids_of(SubjectKind::BudgetDocument, wanted);
    if !ids.is_empty() {
        let found = store::find_documents(conn, typed(ids)).await?;
        nodes.extend(found.into_values().filter(|d| d.deleted_at.is_none()).map(of_document));
    }
    let ids = ids_of(SubjectKind::FundingSource, wanted);
    if !ids.is_empty() {
        nodes.extend(store::find_sources(conn, typed(ids)).await?.into_iter().map(of_source));
    }
    let ids = ids_of(SubjectKind::AllocationSplit, wanted);
    if !ids.is_empty() {
        nodes.extend(store::find_splits(conn, &typed(ids)).await?.into_iter().map(of_split));
    }
    let ids = ids_of(SubjectKind::Allocation, wanted);
    if !ids.is_empty() {
        nodes.extend(allocations(conn, typed(ids)).await?);
    }
    Ok(nodes)
}

/// A line came from the split that it was split off by, or from its document and its fund.
fn origins(a: &Allocation) -> Vec<Edge> {
    let from = |link, id| step(link, (id, a.id.uuid(), a.amount));
    if let Some(split) = a.split {
        return vec![from(Link::PassedOn, split.uuid())];
    }
    let fund = a.funding_source.map(|fund| from(Link::Funds, fund.uuid()));
    std::iter::once(from(Link::ReceivedAs, a.document.uuid())).chain(fund).collect()
}

async fn upstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(SubjectKind::Allocation, of);
    if !ids.is_empty() {
        let found = store::find_allocations(conn, &typed(ids)).await?;
        steps.edges.extend(found.iter().flat_map(origins));
    }
    let ids = ids_of(SubjectKind::AllocationSplit, of);
    if !ids.is_empty() {
        let rows = store::parents_of_splits(conn, &ids).await?;
        steps.edges.extend(rows.into_iter().map(|row| step(Link::SplitInto, row)));
    }
    let ids = ids_of(SubjectKind::Project, of);
    if !ids.is_empty() {
        let rows = store::named_for(conn, NamedBy::Projects, &ids, most).await?;
        steps.take((SubjectKind::Project, &ids, most), rows, |row| row.1, purpose);
    }
    Ok(steps)
}

/// The kinds at the two ends of a link of funds.
const fn ends(link: Link) -> (SubjectKind, SubjectKind) {
    match link {
        Link::Funds => (SubjectKind::FundingSource, SubjectKind::Allocation),
        Link::ReceivedAs => (SubjectKind::BudgetDocument, SubjectKind::Allocation),
        Link::SplitInto => (SubjectKind::Allocation, SubjectKind::AllocationSplit),
        _ => (SubjectKind::AllocationSplit, SubjectKind::Allocation),
    }
}

fn step(link: Link, (from, to, amount): store::Step) -> Edge {
    let ends = ends(link);
    Edge::new(link, (ends.0, from), (ends.1, to), Some(amount))
}

fn purpose((allocation, project): (Uuid, Uuid)) -> Edge {
    Edge::new(Link::NamedFor, (SubjectKind::Allocation, allocation), (SubjectKind::Project, project), None)
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    for (kind, roots, link) in [
        (SubjectKind::FundingSource, RootsOf::Sources, Link::Funds),
        (SubjectKind::BudgetDocument, RootsOf::Documents, Link::ReceivedAs),
    ] {
        let ids = ids_of(kind, of);
        if !ids.is_empty() {
            let rows = store::roots_of(conn, roots, &ids, most).await?;
            steps.take((kind, &ids, most), rows, |row| row.0, |row| step(link, row));
        }
    }
    let ids = ids_of(SubjectKind::Allocation, of);
    if !ids.is_empty() {
        let kind = SubjectKind::Allocation;
        let rows = store::splits_of(conn, &ids, most).await?;
        steps.take((kind, &ids, most), rows, |row| row.0, |row| step(Link::SplitInto, row));
        let rows = store::named_for(conn, NamedBy::Allocations, &ids, most).await?;
        steps.take((kind, &ids, most), rows, |row| row.0, purpose);
    }
    let ids = ids_of(SubjectKind::AllocationSplit, of);
    if !ids.is_empty() {
        let rows = store::children_of_splits(conn, &ids, most).await?;
        let kind = SubjectKind::AllocationSplit;
        steps.take((kind, &ids, most), rows, |row| row.0, |row| step(Link::PassedOn, row));
    }
    Ok(steps)
}

impl Lineage for FundsLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[
            SubjectKind::FundingSource,
            SubjectKind::BudgetDocument,
            SubjectKind::Allocation,
            SubjectKind::AllocationSplit,
        ]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[SubjectKind::BudgetDocument, SubjectKind::Allocation, SubjectKind::AllocationSplit]
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
}
