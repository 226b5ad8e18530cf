//! The side of upkeep in a trace: from the payment over the order that it paid to the asset on which that was done, and back; and what
//! comes of an asset without an amount: who answers for it, how it was found, and the order that a finding led to.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{
    model::{Inspection, UpkeepDuty, UpkeepOrder},
    store,
};
use crate::{
    ground::{
        kernel::{OrganisationId, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    money::payments::{UpkeepPaid, paid_for_upkeep},
    office::{
        lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
        places::organisations_by_id,
    },
};

/// Answers for duties, inspections and orders of upkeep.
pub struct UpkeepLineage;

const ASSET: SubjectKind = SubjectKind::Asset;
const DUTY: SubjectKind = SubjectKind::UpkeepDuty;
const INSPECTION: SubjectKind = SubjectKind::Inspection;
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

/// A duty is called by its kind and the unit that has it; a person who has one is named nowhere in a trace.
fn of_duty(d: UpkeepDuty, units: &HashMap<OrganisationId, String>) -> Node {
    let unit = d.keeper.organisation().and_then(|id| units.get(&id));
    let title = [Some(Worded::of(d.duty).label), unit.map(String::as_str)];
    Node {
        subject: SubjectRef::new(DUTY, d.id),
        number: d.letter,
        title: title.into_iter().flatten().collect::<Vec<_>>().join("："),
        region: d.region,
        source: None,
        amount: None,
        on: Some(d.from),
        state: None,
        held: Vec::new(),
    }
}

fn of_inspection(i: Inspection) -> Node {
    Node {
        subject: SubjectRef::new(INSPECTION, i.id),
        number: None,
        title: String::new(),
        region: i.region,
        source: None,
        amount: None,
        on: Some(i.on),
        state: Some(Worded::of(i.grade)),
        held: Vec::new(),
    }
}

async fn nodes(conn: &impl ConnectionTrait, wanted: &[SubjectRef]) -> Result<Vec<Node>, Fault> {
    let mut nodes: Vec<Node> = found(conn, wanted).await?.into_iter().map(of_order).collect();
    let duties = duties(conn, wanted).await?;
    let units: Vec<OrganisationId> = duties.iter().filter_map(|d| d.keeper.organisation()).collect();
    let units = if units.is_empty() { HashMap::new() } else { organisations_by_id(conn, &units).await? };
    let units = units.into_iter().map(|(id, unit)| (id, unit.name)).collect();
    nodes.extend(duties.into_iter().map(|d| of_duty(d, &units)));
    nodes.extend(inspections(conn, wanted).await?.into_iter().map(of_inspection));
    Ok(nodes)
}

async fn duties(conn: &impl ConnectionTrait, subjects: &[SubjectRef]) -> Result<Vec<UpkeepDuty>, Fault> {
    let ids = ids_of(DUTY, subjects);
    if ids.is_empty() { Ok(Vec::new()) } else { store::find_duties(conn, &ids).await }
}

async fn inspections(conn: &impl ConnectionTrait, subjects: &[SubjectRef]) -> Result<Vec<Inspection>, Fault> {
    let ids = ids_of(INSPECTION, subjects);
    if ids.is_empty() { Ok(Vec::new()) } else { store::inspection_heads(conn, &ids).await }
}

/// Steps along which nothing moves.
fn still(link: Link, (from, to): (SubjectKind, SubjectKind)) -> impl Fn(store::Pair) -> Edge {
    move |(a, b)| Edge::new(link, (from, a), (to, b), None)
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
    let ids = ids_of(ASSET, of);
    if !ids.is_empty() {
        let rows = store::verified_of(conn, &ids, most).await?;
        let kept = |(asset, order, cost)| Edge::new(Link::Kept, (ORDER, order), (ASSET, asset), Some(cost));
        steps.take((ASSET, &ids, most), rows, |row| row.0, kept);
    }
    // A duty and an inspection are of one asset: there is nothing to leave out.
    let duties = duties(conn, of).await?.into_iter().map(|d| (d.asset.uuid(), d.id.uuid()));
    steps.edges.extend(duties.map(still(Link::LookedAfter, (ASSET, DUTY))));
    let inspections = inspections(conn, of).await?.into_iter().map(|i| (i.asset.uuid(), i.id.uuid()));
    steps.edges.extend(inspections.map(still(Link::Inspected, (ASSET, INSPECTION))));
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
        Some(Edge::new(Link::Kept, (ORDER, o.id.uuid()), (ASSET, o.asset.uuid()), Some(cost)))
    });
    steps.edges.extend(kept);
    let ids = ids_of(ASSET, of);
    if !ids.is_empty() {
        let rows = store::duties_of_assets(conn, &ids, most).await?;
        steps.take((ASSET, &ids, most), rows, |row| row.0, still(Link::LookedAfter, (ASSET, DUTY)));
        let rows = store::inspections_of(conn, &ids, most).await?;
        steps.take((ASSET, &ids, most), rows, |row| row.0, still(Link::Inspected, (ASSET, INSPECTION)));
    }
    let ids = ids_of(INSPECTION, of);
    if !ids.is_empty() {
        let rows = store::raised_by(conn, &ids, most).await?;
        steps.take((INSPECTION, &ids, most), rows, |row| row.0, still(Link::Raised, (INSPECTION, ORDER)));
    }
    Ok(steps)
}

impl Lineage for UpkeepLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[DUTY, INSPECTION, ORDER]
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
    /// The inspection of which an order answers a finding.
    fn papers<'a>(&'a self, at: &'a Snapshot, of: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Edge>, Fault>> {
        async {
            let orders = found(at.conn(), of).await?.into_iter();
            let raised = orders.filter_map(|o| Some((o.finding?.inspection.uuid(), o.id.uuid())));
            Ok(raised.map(still(Link::Raised, (INSPECTION, ORDER))).collect())
        }
        .boxed()
    }
}
