//! The side of assets in a trace: what money became, by which project or contract, and what of it stands at a site. An asset is where
//! a yuan ends.

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use super::{
    model::{FundedBy, FundingPart},
    store::{self, MadeBy, MadeOf, TracedCard},
};
use crate::{
    ground::{
        kernel::{Money, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
};

/// Answers for assets.
pub struct AssetsLineage;

fn of_asset(card: TracedCard) -> Node {
    Node {
        subject: SubjectRef { kind: SubjectKind::Asset, id: card.id },
        number: Some(card.number),
        title: card.name,
        region: card.region,
        source: None,
        amount: card.value,
        on: card.on,
        state: Some(Worded::of(card.usage)),
        held: Vec::new(),
    }
}

async fn found(conn: &impl ConnectionTrait, subjects: &[SubjectRef]) -> Result<Vec<TracedCard>, Fault> {
    let ids = ids_of(SubjectKind::Asset, subjects);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    store::traced_cards(conn, &ids).await
}

fn edge(link: Link, from: (SubjectKind, Uuid), asset: Uuid, amount: Option<Money>) -> Edge {
    Edge::new(link, from, (SubjectKind::Asset, asset), amount)
}

/// A part of an asset's money, where a paper of the register shows it.
fn origin((asset, part): (Uuid, FundingPart)) -> Option<Edge> {
    let from = match part.by {
        FundedBy::Allocation(id) => (SubjectKind::Allocation, id.uuid()),
        FundedBy::Payment(id) => (SubjectKind::Payment, id.uuid()),
        FundedBy::Document(id) => (SubjectKind::BudgetDocument, id.uuid()),
        FundedBy::Written(_) => return None,
    };
    Some(edge(Link::MadeInto, from, asset, Some(part.amount)))
}

/// The contract under which it was built, or the project where no contract is named.
fn formed(card: &TracedCard) -> Option<Edge> {
    let by = card.contract.map(|id| (SubjectKind::Contract, id));
    let by = by.or(card.project.map(|id| (SubjectKind::Project, id)))?;
    Some(edge(Link::Formed, by, card.id, None))
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    for (kind, made_of) in [
        (SubjectKind::Allocation, MadeOf::Allocations),
        (SubjectKind::Payment, MadeOf::Payments),
        (SubjectKind::BudgetDocument, MadeOf::Documents),
    ] {
        let ids = ids_of(kind, of);
        if !ids.is_empty() {
            let rows = store::made_of(conn, made_of, &ids, most).await?;
            let made = |(paper, asset, amount)| edge(Link::MadeInto, (kind, paper), asset, Some(amount));
            steps.take((kind, &ids, most), rows, |row| row.0, made);
        }
    }
    for (kind, made_by) in [(SubjectKind::Project, MadeBy::Projects), (SubjectKind::Contract, MadeBy::Contracts)] {
        let ids = ids_of(kind, of);
        if !ids.is_empty() {
            let rows = store::made_by(conn, made_by, &ids, most).await?;
            steps.take(
                (kind, &ids, most),
                rows,
                |row| row.0,
                |(by, asset)| edge(Link::Formed, (kind, by), asset, None),
            );
        }
    }
    let ids = ids_of(SubjectKind::Site, of);
    if !ids.is_empty() {
        let rows = store::cards_at(conn, &ids, most).await?;
        let stands = |(site, asset, value)| edge(Link::StandsAt, (SubjectKind::Site, site), asset, value);
        steps.take((SubjectKind::Site, &ids, most), rows, |row| row.0, stands);
    }
    Ok(steps)
}

impl Lineage for AssetsLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[SubjectKind::Asset]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[SubjectKind::Asset]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        async { Ok(found(at.conn(), wanted).await?.into_iter().map(of_asset).collect()) }.boxed()
    }

    /// Each asset has as many parts as its card shows: none is left out.
    fn upstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        _most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        async {
            let ids = ids_of(SubjectKind::Asset, of);
            if ids.is_empty() {
                return Ok(Steps::default());
            }
            let edges = store::parts_of(at.conn(), &ids).await?.into_iter().filter_map(origin).collect();
            Ok(Steps { edges, cut: Vec::new() })
        }
        .boxed()
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
        async { Ok(found(at.conn(), of).await?.iter().filter_map(formed).collect()) }.boxed()
    }
}
