//! The side of income in a trace: what an asset earned, or came as a line of another body's list, into which year of its body that counts, and what was set aside and spent of it.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use super::{
    model::{BookedLine, Entry, IncomeSide, PoolCard, Spending, SpendingState, Year},
    store::{self, Counted},
};
use crate::{
    ground::{
        kernel::{AssetId, CollectiveId, Money, SubjectKind, SubjectRef, Words as _},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of, passing},
};

/// Answers for income.
pub struct IncomeLineage;

const ENTRY: SubjectKind = SubjectKind::IncomeEntry;
const PLAN: SubjectKind = SubjectKind::Distribution;
const YEAR: SubjectKind = SubjectKind::IncomeYear;
const POOL: SubjectKind = SubjectKind::IncomePool;
const SPENDING: SubjectKind = SubjectKind::IncomeSpending;

fn of_entry(e: Entry) -> Node {
    Node {
        subject: SubjectRef::new(ENTRY, e.id),
        number: Some(e.number),
        title: format!("{}：{}", e.category.label(), e.counterparty),
        region: e.region,
        source: None,
        amount: Some(e.amount),
        on: Some(e.on),
        state: None,
        held: Vec::new(),
    }
}

fn of_year(y: Year) -> Node {
    Node {
        subject: SubjectRef::new(YEAR, y.id),
        number: None,
        title: format!("{}年度账", y.year),
        region: y.region,
        source: None,
        amount: y.closing.as_ref().and_then(|c| c.figures.net()),
        on: y.closing.as_ref().map(|c| c.on),
        state: Some(Worded::of(y.state)),
        held: Vec::new(),
    }
}

fn of_pool(p: PoolCard) -> Node {
    Node {
        subject: SubjectRef::new(POOL, p.id),
        number: Some(p.number),
        title: p.purpose.label().into(),
        region: p.region,
        source: None,
        amount: Some(p.amount),
        on: Some(p.closed_on),
        state: Some(Worded::of(p.state)),
        held: Vec::new(),
    }
}

fn of_spending(s: Spending) -> Node {
    Node {
        subject: SubjectRef::new(SPENDING, s.id),
        number: Some(s.number),
        title: s.purpose,
        region: s.region,
        source: None,
        amount: Some(s.amount),
        on: Some(s.on),
        state: Some(Worded::of(s.state)),
        held: Vec::new(),
    }
}

async fn nodes(conn: &impl ConnectionTrait, wanted: &[SubjectRef]) -> Result<Vec<Node>, Fault> {
    let entries = store::entries_by_id(conn, &ids_of(ENTRY, wanted)).await?.into_iter().map(of_entry);
    let years = store::years_by_id(conn, &ids_of(YEAR, wanted)).await?.into_iter().map(of_year);
    let pools = store::pools_by_id(conn, &ids_of(POOL, wanted)).await?.into_iter().map(of_pool);
    let spent = store::spendings_by_id(conn, &ids_of(SPENDING, wanted)).await?.into_iter().map(of_spending);
    Ok(entries.chain(years).chain(pools).chain(spent).collect())
}

/// Years of the bodies of these, by body and year: what stayed undistributed passes from one into the next.
async fn neighbours(
    conn: &impl ConnectionTrait,
    years: &[Year],
) -> Result<HashMap<(CollectiveId, i32), (Uuid, Money)>, Fault> {
    let carried = |y: &Year| y.closing.as_ref().map_or(Money::ZERO, |c| c.figures.carried);
    let all = store::years_of(conn, years.iter().map(|y| y.collective)).await?;
    Ok(all.iter().map(|y| ((y.collective, y.year), (y.id.uuid(), carried(y)))).collect())
}

fn carried(from: Uuid, to: Uuid, amount: Money) -> Option<Edge> {
    amount.is_positive().then(|| Edge::new(Link::CarriedOn, (YEAR, from), (YEAR, to), Some(amount)))
}

async fn upstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    for e in store::entries_by_id(conn, &ids_of(ENTRY, of)).await? {
        let stands = e.side == IncomeSide::Income && e.reverses.is_none() && e.reversed_by.is_none();
        let earned = |asset: AssetId| {
            Edge::new(Link::Earned, (SubjectKind::Asset, asset.uuid()), (ENTRY, e.id.uuid()), Some(e.amount))
        };
        steps.edges.extend(e.asset.filter(|_| stands).map(earned));
        let booked = |l: BookedLine| {
            Edge::new(Link::BookedAs, (PLAN, l.distribution.uuid()), (ENTRY, e.id.uuid()), Some(e.amount))
        };
        steps.edges.extend(e.from_line.filter(|_| stands).map(booked));
    }
    let ids = ids_of(YEAR, of);
    if !ids.is_empty() {
        let rows = store::counted_into(conn, Counted::Years, &ids, most).await?;
        steps.take((YEAR, &ids, most), rows, |row| row.1, passing(Link::CountedInto, (ENTRY, YEAR)));
        let years = store::years_by_id(conn, &ids).await?;
        let around = neighbours(conn, &years).await?;
        for y in &years {
            let own = around.get(&(y.collective, y.year)).map_or(Money::ZERO, |(_, carried)| *carried);
            let earlier = around.get(&(y.collective, y.year - 1));
            steps.edges.extend(earlier.and_then(|(from, _)| carried(*from, y.id.uuid(), own)));
        }
    }
    let of_year =
        |p: PoolCard| Edge::new(Link::SetAside, (YEAR, p.year_id.uuid()), (POOL, p.id.uuid()), Some(p.amount));
    steps.edges.extend(store::pools_by_id(conn, &ids_of(POOL, of)).await?.into_iter().map(of_year));
    let of_pool =
        |s: Spending| Edge::new(Link::SpentFrom, (POOL, s.pool.uuid()), (SPENDING, s.id.uuid()), Some(s.amount));
    let spent = store::spendings_by_id(conn, &ids_of(SPENDING, of)).await?.into_iter();
    let stands = |s: &Spending| s.reverses.is_none() && s.reversed_by.is_none() && s.state != SpendingState::Proposed;
    steps.edges.extend(spent.filter(stands).map(of_pool));
    Ok(steps)
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(SubjectKind::Asset, of);
    if !ids.is_empty() {
        let rows = store::earned_by(conn, &ids, most).await?;
        let kinds = (SubjectKind::Asset, ENTRY);
        steps.take((SubjectKind::Asset, &ids, most), rows, |row| row.0, passing(Link::Earned, kinds));
    }
    let ids = ids_of(PLAN, of);
    if !ids.is_empty() {
        let rows = store::booked_of(conn, &ids, most).await?;
        steps.take((PLAN, &ids, most), rows, |row| row.0, passing(Link::BookedAs, (PLAN, ENTRY)));
    }
    let ids = ids_of(ENTRY, of);
    if !ids.is_empty() {
        let rows = store::counted_into(conn, Counted::Entries, &ids, most).await?;
        steps.take((ENTRY, &ids, most), rows, |row| row.0, passing(Link::CountedInto, (ENTRY, YEAR)));
    }
    let ids = ids_of(YEAR, of);
    if !ids.is_empty() {
        let rows = store::set_aside_of(conn, &ids, most).await?;
        steps.take((YEAR, &ids, most), rows, |row| row.0, passing(Link::SetAside, (YEAR, POOL)));
        let years = store::years_by_id(conn, &ids).await?;
        let around = neighbours(conn, &years).await?;
        for y in &years {
            let next = around.get(&(y.collective, y.year + 1));
            steps.edges.extend(next.and_then(|(to, amount)| carried(y.id.uuid(), *to, *amount)));
        }
    }
    let ids = ids_of(POOL, of);
    if !ids.is_empty() {
        let rows = store::spent_of(conn, &ids, most).await?;
        steps.take((POOL, &ids, most), rows, |row| row.0, passing(Link::SpentFrom, (POOL, SPENDING)));
    }
    Ok(steps)
}

impl Lineage for IncomeLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[ENTRY, POOL, SPENDING, YEAR]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[ENTRY, POOL, SPENDING]
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
