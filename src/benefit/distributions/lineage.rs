//! The side of distributions in a trace: of which pool a list is, and whose its lines are. A holder is told by scheme and serial,
//! and an entry by roll and serial: who that is stands in the register, behind its own right. Whoever has that right begins at a person or a
//! household; no way leads down to them.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use super::{
    model::{Distribution, DistributionState},
    store::{self, Falls, Side},
};
use crate::{
    benefit::{
        rolls::{Roll, RollEntry, entries_being, entries_by_id, find_rolls},
        shares::{HolderKind, Scheme, ShareHolder, find_schemes, holders_being, holders_by_id},
    },
    ground::{
        kernel::{HouseholdId, PersonId, RegionCode, RollId, ShareSchemeId, SubjectKind, SubjectRef, Words as _},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::{
        lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of, passing},
        people::{households_by_id, persons_registered},
    },
};

/// Answers for distributions, and for those to whom their lines fall.
pub struct DistributionsLineage;

const PLAN: SubjectKind = SubjectKind::Distribution;
const HOLDER: SubjectKind = SubjectKind::ShareHolder;
const ENTRY: SubjectKind = SubjectKind::RollEntry;
const POOL: SubjectKind = SubjectKind::IncomePool;
const PERSON: SubjectKind = SubjectKind::Person;
const HOUSEHOLD: SubjectKind = SubjectKind::Household;
/// Who may have lines.
const WHOSE: [(SubjectKind, HolderKind); 2] = [(PERSON, HolderKind::Person), (HOUSEHOLD, HolderKind::Household)];
/// Of which kind those are to whom plans of each side fall.
const SIDES: [(Side, SubjectKind); 2] = [(Side::Shares, HOLDER), (Side::Rolls, ENTRY)];

fn of_plan(d: Distribution) -> Node {
    Node {
        subject: SubjectRef::new(PLAN, d.id),
        number: Some(d.number),
        title: d.name,
        region: d.region,
        source: None,
        amount: Some(d.lines_sum),
        on: d.posted_on,
        state: Some(Worded::of(d.state)),
        held: Vec::new(),
    }
}

async fn holders(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Node>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = holders_by_id(conn, &ids.iter().copied().collect()).await?;
    let mut of: Vec<ShareSchemeId> = found.values().map(|h| h.scheme).collect();
    of.sort_unstable();
    of.dedup();
    let schemes: HashMap<ShareSchemeId, Scheme> =
        find_schemes(conn, &of).await?.into_iter().map(|s| (s.id, s)).collect();
    let node = |h: &ShareHolder| {
        let scheme = schemes.get(&h.scheme).ok_or_else(|| Fault::inconsistent("a holder of no scheme"))?;
        Ok(Node {
            subject: SubjectRef::new(HOLDER, h.id),
            number: Some(format!("{} 第{}号", scheme.number, h.serial)),
            title: format!("份额持有人（{}）", h.whose.kind().label()),
            region: scheme.region.clone(),
            source: None,
            amount: None,
            on: None,
            state: None,
            held: Vec::new(),
        })
    };
    ids.iter().filter_map(|id| found.get(id)).map(node).collect()
}

async fn entries(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Node>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = entries_by_id(conn, &ids.iter().copied().collect()).await?;
    let mut of: Vec<RollId> = found.values().map(|e| e.roll).collect();
    of.sort_unstable();
    of.dedup();
    let rolls: HashMap<RollId, Roll> = find_rolls(conn, &of).await?.into_iter().map(|r| (r.id, r)).collect();
    let node = |e: &RollEntry| {
        let roll = rolls.get(&e.roll).ok_or_else(|| Fault::inconsistent("an entry of no roll"))?;
        Ok(Node {
            subject: SubjectRef::new(ENTRY, e.id),
            number: Some(format!("{} 第{}号", roll.number, e.serial)),
            title: format!("{}（{}）", e.class.label(), e.whose.kind().label()),
            region: roll.region.clone(),
            source: None,
            amount: None,
            on: None,
            state: None,
            held: Vec::new(),
        })
    };
    ids.iter().filter_map(|id| found.get(id)).map(node).collect()
}

fn somebody(subject: SubjectRef, number: Option<String>, region: RegionCode) -> Node {
    let title = subject.kind.label().to_owned();
    Node { subject, number, title, region, source: None, amount: None, on: None, state: None, held: Vec::new() }
}

/// Persons and households, of whom a trace tells where they are registered and nothing more.
async fn whose(conn: &impl ConnectionTrait, wanted: &[SubjectRef]) -> Result<Vec<Node>, Fault> {
    let ids: Vec<PersonId> = ids_of(PERSON, wanted).into_iter().map(PersonId::new).collect();
    let persons = persons_registered(conn, &ids).await?;
    let ids: Vec<HouseholdId> = ids_of(HOUSEHOLD, wanted).into_iter().map(HouseholdId::new).collect();
    let households = households_by_id(conn, &ids).await?;
    let persons = persons.into_iter().map(|(id, region)| somebody(SubjectRef::new(PERSON, id), None, region));
    let households = households
        .into_iter()
        .map(|(id, (region, number))| somebody(SubjectRef::new(HOUSEHOLD, id), Some(number), region));
    Ok(persons.chain(households).collect())
}

async fn nodes(conn: &impl ConnectionTrait, wanted: &[SubjectRef]) -> Result<Vec<Node>, Fault> {
    let plans = store::distributions_by_id(conn, &ids_of(PLAN, wanted)).await?.into_iter().map(of_plan);
    let holders = holders(conn, &ids_of(HOLDER, wanted)).await?;
    let entries = entries(conn, &ids_of(ENTRY, wanted)).await?;
    Ok(plans.chain(holders).chain(entries).chain(whose(conn, wanted).await?).collect())
}

/// Somebody, and the holder or the entry that stands for them.
fn stands((row, who): (SubjectKind, SubjectKind)) -> impl Fn((Uuid, Uuid)) -> Edge {
    move |(id, standing)| Edge::new(Link::Stands, (row, standing), (who, id), None)
}

async fn upstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let drawn = |d: &Distribution| {
        let source = d.source.filter(|_| DistributionState::BOOKED.contains(&d.state))?;
        Some(Edge::new(Link::Distributed, (POOL, source.pool.uuid()), (PLAN, d.id.uuid()), Some(d.lines_sum)))
    };
    steps.edges.extend(store::distributions_by_id(conn, &ids_of(PLAN, of)).await?.iter().filter_map(drawn));
    for (side, kind) in SIDES {
        let ids = ids_of(kind, of);
        if !ids.is_empty() {
            let rows = store::falls_to(conn, (Falls::Holders, side), &ids, most).await?;
            steps.take((kind, &ids, most), rows, |row| row.1, passing(Link::FallsTo, (PLAN, kind)));
        }
    }
    for (kind, who) in WHOSE {
        let ids = ids_of(kind, of);
        if !ids.is_empty() {
            let rows = holders_being(conn, who, &ids, most.saturating_add(1)).await?;
            steps.take((kind, &ids, most), rows, |row| row.0, stands((HOLDER, kind)));
            let rows = entries_being(conn, who, &ids, most.saturating_add(1)).await?;
            steps.take((kind, &ids, most), rows, |row| row.0, stands((ENTRY, kind)));
        }
    }
    Ok(steps)
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(POOL, of);
    if !ids.is_empty() {
        let rows = store::distributed_of(conn, &ids, most).await?;
        steps.take((POOL, &ids, most), rows, |row| row.0, passing(Link::Distributed, (POOL, PLAN)));
    }
    let ids = ids_of(PLAN, of);
    if !ids.is_empty() {
        for (side, kind) in SIDES {
            let rows = store::falls_to(conn, (Falls::Plans, side), &ids, most).await?;
            steps.take((PLAN, &ids, most), rows, |row| row.0, passing(Link::FallsTo, (PLAN, kind)));
        }
    }
    Ok(steps)
}

impl Lineage for DistributionsLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[PLAN, HOLDER, ENTRY, PERSON, HOUSEHOLD]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[PLAN, HOUSEHOLD]
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
