//! The side of upkeep in a trace: from the payment over the order that it paid to the asset on which that was done, and back.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::UpkeepOrder, store};
use crate::{
    ground::{
        kernel::{SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    money::payments::{UpkeepPaid, paid_for_upkeep},
    office::lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
};

/// Answers for orders of upkeep.
pub struct UpkeepLineage;

const ORDER: SubjectKind = SubjectKind::UpkeepOrder;

fn of_order(o: UpkeepOrder) -> Node {
    let cost = o.accepted.as_ref().map(|a| a.cost).or(o.done.as_ref().map(|d| d.cost));
    Node {
        subject: SubjectRef::new(ORDER, o.id),
        number: Some(o.number),
        title: o.what,
        region: o.region,
        source: None,
        amount: cost,
        on: o.closed_on.or(o.accepted.map(|a| a.on)).or(o.assigned_on),
        state: Some(Worded::of(o.state)),
        held: Vec::new(),
    }
}

async fn found(conn: &impl ConnectionTrait, subjects: &[SubjectRef]) -> Result<Vec<UpkeepOrder>, Fault> {
    let ids = ids_of(ORDER, subjects);
    if ids.is_empty() { Ok(Vec::new()) } else { store::find_orders(conn, &ids).await }
}

async fn upstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(ORDER, of);
    if !ids.is_empty() {
        let rows = paid_for_upkeep(conn, UpkeepPaid::Orders, &ids, most).await?;
        let paid = |(order, payment, amount)| {
            Edge::new(Link::PaidFor, (SubjectKind::Payment, payment), (ORDER, order), Some(amount))
        };
        steps.take((ORDER, &ids, most), rows, |row| row.0, paid);
    }
    let ids = ids_of(SubjectKind::Asset, of);
    if !ids.is_empty() {
        let rows = store::verified_of(conn, &ids, most).await?;
        let kept =
            |(asset, order, cost)| Edge::new(Link::Kept, (ORDER, order), (SubjectKind::Asset, asset), Some(cost));
        steps.take((SubjectKind::Asset, &ids, most), rows, |row| row.0, kept);
    }
    Ok(steps)
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(SubjectKind::Payment, of);
    if !ids.is_empty() {
        let rows = paid_for_upkeep(conn, UpkeepPaid::Payments, &ids, most).await?;
        let paid = |(payment, order, amount)| {
            Edge::new(Link::PaidFor, (SubjectKind::Payment, payment), (ORDER, order), Some(amount))
        };
        steps.take((SubjectKind::Payment, &ids, most), rows, |row| row.0, paid);
    }
    // An order is of one asset: there is nothing to leave out.
    let kept = found(conn, of).await?.into_iter().filter_map(|o| {
        let cost = o.accepted.as_ref()?.cost;
        Some(Edge::new(Link::Kept, (ORDER, o.id.uuid()), (SubjectKind::Asset, o.asset.uuid()), Some(cost)))
    });
    steps.edges.extend(kept);
    Ok(steps)
}

impl Lineage for UpkeepLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[ORDER]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        async { Ok(found(at.conn(), wanted).await?.into_iter().map(of_order).collect()) }.boxed()
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
