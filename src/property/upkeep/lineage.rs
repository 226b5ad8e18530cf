//! The side of upkeep in a trace: from the payment, or the unit that met it from its income, over the order to the asset on which that
//! was done, and back. What nobody has paid yet is no money spent: it stands on the order as committed. And what comes of an asset without an amount: who answers for it, how it was found, and the order that a finding led to.

use std::collections::{BTreeMap, HashMap};

use futures_util::future::{BoxFuture, FutureExt as _};

use uuid::Uuid;

use super::{
    model::{Inspection, UpkeepDuty, UpkeepOrder},
    store,
};
use crate::{
    ground::{
        kernel::{Money, OrganisationId, RegionCode, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    money::payments::{UpkeepPaid, paid_for_upkeep},
    office::{
        lineage::{Edge, Held, Lineage, Link, Node, Steps, Worded, ids_of, passing},
        places::organisations_by_id,
    },
};

/// Answers for duties, inspections and orders of upkeep.
pub struct UpkeepLineage;

const ASSET: SubjectKind = SubjectKind::Asset;
const DUTY: SubjectKind = SubjectKind::UpkeepDuty;
const INSPECTION: SubjectKind = SubjectKind::Inspection;
const ORDER: SubjectKind = SubjectKind::UpkeepOrder;
/// Whoever meets an order from its own income.
const UNIT: SubjectKind = SubjectKind::Organisation;

crate::ground::kernel::words! {
    /// What stands on an order beside what was spent.
    enum OrderAccount {
        Committed = "committed" "已核定未付",
    }
}

/// An order with what was paid and met of it.
fn of_order(o: UpkeepOrder, spent: Money) -> Node {
    let cost = o.accepted.as_ref().map(|a| a.cost).or(o.done.as_ref().map(|d| d.cost));
    let owed = o.accepted.as_ref().and_then(|a| a.cost.minus(spent)).filter(|owed| owed.is_positive());
    let committed = |balance| Held { account: Worded::of(OrderAccount::Committed), balance };
    Node {
        subject: SubjectRef::new(ORDER, o.id),
        number: Some(o.number),
        title: o.what,
        region: o.region,
        source: None,
        amount: cost,
        on: o.closed_on.or(o.accepted.map(|a| a.on)).or(o.assigned_on),
        state: Some(Worded::of(o.state)),
        held: owed.map(committed).into_iter().collect(),
    }
}

fn of_unit(id: OrganisationId, name: String, region: RegionCode) -> Node {
    Node {
        subject: SubjectRef::new(UNIT, id),
        number: None,
        title: name,
        region,
        source: None,
        amount: None,
        on: None,
        state: None,
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
    let orders = found(conn, wanted).await?;
    let spent = spent_on(conn, &orders).await?;
    let spent_of = |o: &UpkeepOrder| spent.get(&o.id.uuid()).copied().unwrap_or(Money::ZERO);
    let mut nodes: Vec<Node> = orders.into_iter().map(|o| (spent_of(&o), o)).map(|(sum, o)| of_order(o, sum)).collect();
    let wanted_units: Vec<OrganisationId> = ids_of(UNIT, wanted).into_iter().map(OrganisationId::new).collect();
    if !wanted_units.is_empty() {
        let found = organisations_by_id(conn, &wanted_units).await?.into_values();
        nodes.extend(found.map(|unit| of_unit(unit.id, unit.name, unit.region)));
    }
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

/// What was met of an order, by whose income.
fn met_by(o: &UpkeepOrder) -> Result<BTreeMap<OrganisationId, Money>, Fault> {
    let mut sums = BTreeMap::new();
    for met in &o.met {
        let sum = sums.entry(met.organisation).or_insert(Money::ZERO);
        *sum = sum.plus(met.amount).ok_or_else(beyond)?;
    }
    Ok(sums)
}

fn beyond() -> Fault {
    Fault::inconsistent("what was spent on an order leaves the range of money")
}

/// What was spent on each of these: by payments that the treasury has confirmed, and from income by voucher.
async fn spent_on(conn: &impl ConnectionTrait, orders: &[UpkeepOrder]) -> Result<HashMap<Uuid, Money>, Fault> {
    if orders.is_empty() {
        return Ok(HashMap::new());
    }
    let mut ids: Vec<Uuid> = orders.iter().map(|o| o.id.uuid()).collect();
    ids.sort_unstable();
    let paid = paid_for_upkeep(conn, UpkeepPaid::Orders, &ids, u64::from(u32::MAX)).await?;
    sum_spent(orders, paid.into_iter().map(|(order, _, amount)| (order, amount)))
}

fn sum_spent(orders: &[UpkeepOrder], paid: impl Iterator<Item = (Uuid, Money)>) -> Result<HashMap<Uuid, Money>, Fault> {
    let mut spent: HashMap<Uuid, Money> = HashMap::new();
    let met = orders.iter().flat_map(|o| o.met.iter().map(|m| (o.id.uuid(), m.amount)));
    for (order, amount) in met.chain(paid) {
        let sum = spent.entry(order).or_insert(Money::ZERO);
        *sum = sum.plus(amount).ok_or_else(beyond)?;
    }
    Ok(spent)
}

/// From these orders to their assets, each with what was spent on it.
async fn kept(conn: &impl ConnectionTrait, orders: &[UpkeepOrder]) -> Result<Vec<Edge>, Fault> {
    let spent = spent_on(conn, orders).await?;
    let verified = orders.iter().filter(|o| o.accepted.is_some());
    let edge = |o: &UpkeepOrder| {
        let amount = spent.get(&o.id.uuid()).copied().filter(|sum| sum.is_positive());
        Edge::new(Link::Kept, (ORDER, o.id.uuid()), (ASSET, o.asset.uuid()), amount)
    };
    Ok(verified.map(edge).collect())
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
        for order in found(conn, of).await? {
            let by = |(unit, sum): (OrganisationId, Money)| {
                Edge::new(Link::MetBy, (UNIT, unit.uuid()), (ORDER, order.id.uuid()), Some(sum))
            };
            steps.edges.extend(met_by(&order)?.into_iter().map(by));
        }
    }
    let ids = ids_of(ASSET, of);
    if !ids.is_empty() {
        let rows = store::verified_of(conn, &ids, most).await?;
        let orders: Vec<Uuid> = rows.iter().map(|(_, order)| *order).collect();
        let orders = if orders.is_empty() { Vec::new() } else { store::find_orders(conn, &orders).await? };
        let kept: HashMap<Uuid, Edge> = kept(conn, &orders).await?.into_iter().map(|e| (e.from.id, e)).collect();
        // One look at the books: whatever was verified has its step.
        let still = still(Link::Kept, (ORDER, ASSET));
        let edge = |(asset, order)| kept.get(&order).copied().unwrap_or_else(|| still((order, asset)));
        steps.take((ASSET, &ids, most), rows, |row| row.0, edge);
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
    steps.edges.extend(kept(conn, &found(conn, of).await?).await?);
    let ids = ids_of(UNIT, of);
    if !ids.is_empty() {
        let rows = store::met_by_units(conn, &ids, most).await?;
        steps.take((UNIT, &ids, most), rows, |row| row.0, passing(Link::MetBy, (UNIT, ORDER)));
    }
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
        &[DUTY, INSPECTION, ORDER, UNIT]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[ORDER]
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
