//! 到期. What plans make due on a civil day: one bounded step of one plan.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::{
    open::{Asked, Beginning, opened},
    subject_of_order,
};
use crate::{
    ground::{
        kernel::{Day, Instant, NumberKind, RegionCode, UpkeepOrderId, Words as _},
        platform::{Fault, Tx, next_numbers},
        trail::Change,
    },
    property::{
        assets::{Asset, cards_in},
        upkeep::{
            checks::is_kept,
            model::{PlanTask, UpkeepDue, UpkeepOrder, UpkeepPlan},
            store,
        },
    },
};

/// How many cards one step looks at.
const BATCH: u64 = 200;

/// What one step did.
#[derive(Debug, Default)]
pub struct Made {
    /// How many things fell due.
    pub due: u64,
    /// At which plan, after which asset the next step goes on.
    pub resume: Option<(Uuid, Uuid)>,
    /// The orders that were opened.
    pub changes: Vec<Change>,
}

/// The cards of a plan of which something falls due on a day.
async fn falling_due(tx: &Tx, plan: &UpkeepPlan, cards: &[Asset], on: Day) -> Result<Vec<Asset>, Fault> {
    let ids: Vec<Uuid> = cards.iter().map(|card| card.id.uuid()).collect();
    let inspected = store::last_inspections(tx.conn(), &ids).await?;
    let last = store::last_dues(tx, plan.id, &ids).await?;
    let due = |card: &&Asset| {
        let seen = inspected.get(&card.id.uuid()).copied();
        let fits = is_kept(card) && plan.covers(card, seen.map(|(_, risk)| risk));
        fits && plan.falls_due(last.get(&card.id.uuid()).copied(), seen.map(|(day, _)| day), on)
    };
    Ok(cards.iter().filter(due).cloned().collect())
}

/// Numbers for so many orders of each region, in one statement a region.
async fn numbers(tx: &Tx, cards: &[Asset]) -> Result<Vec<String>, Fault> {
    let mut wanted: BTreeMap<&RegionCode, usize> = BTreeMap::new();
    for card in cards {
        *wanted.entry(&card.region).or_default() += 1;
    }
    let mut given: HashMap<&RegionCode, Vec<String>> = HashMap::new();
    for (region, count) in wanted {
        let run = next_numbers(tx, NumberKind::UpkeepOrder, region, count).await?;
        given.insert(region, run.iter().rev().map(ToString::to_string).collect());
    }
    let numbers = cards.iter().map(|card| given.get_mut(&card.region).and_then(Vec::pop));
    numbers.collect::<Option<_>>().ok_or_else(|| Fault::inconsistent("an order without a number"))
}

/// The orders that a plan opens for these cards; none where it makes inspections due.
async fn orders(tx: &Tx, plan: &UpkeepPlan, cards: &[Asset], on: Day, now: Instant) -> Result<Vec<UpkeepOrder>, Fault> {
    let (PlanTask::Order, Some(duty), Some(what)) = (plan.task, plan.duty, plan.what.clone()) else {
        return Ok(Vec::new());
    };
    let asked = Asked { inspection: None, finding: None, duty, what, due_on: Some(on) };
    let begun = cards.iter().zip(numbers(tx, cards).await?).map(|(card, number)| {
        let opened_by = format!("plan:{}", plan.id);
        let begins = Beginning { number, asked: &asked, finding: None, request: None, opened_by, layer: card.layer };
        opened(tx.id(now), card, begins, now)
    });
    Ok(begun.collect())
}

/// Makes due what falls due of one plan among the next cards. Begun again from its start it finds nothing more to do.
pub async fn make_due(tx: &Tx, on: Day, stopped: (Uuid, Uuid)) -> Result<Made, Fault> {
    let Some(plan) = store::plan_from(tx, stopped.0, on).await? else { return Ok(Made::default()) };
    let after = if plan.id.uuid() == stopped.0 { stopped.1 } else { Uuid::nil() };
    let now = tx.now().await?;
    let cards = cards_in(tx.conn(), &plan.region, plan.kind, after, BATCH).await?;
    let due = falling_due(tx, &plan, &cards, on).await?;
    let orders = orders(tx, &plan, &due, on, now).await?;
    store::insert_orders(tx, &orders).await?;
    let opened: Vec<Option<UpkeepOrderId>> = match plan.task {
        PlanTask::Order => orders.iter().map(|o| Some(o.id)).collect(),
        PlanTask::Inspection => vec![None; due.len()],
    };
    let row = |(card, order): (&Asset, Option<UpkeepOrderId>)| UpkeepDue {
        id: tx.id(now),
        plan: plan.id,
        asset: card.id,
        region: card.region.clone(),
        on,
        inspection: None,
        order,
        created_at: now,
        updated_at: now,
    };
    let rows: Vec<UpkeepDue> = due.iter().zip(opened).map(row).collect();
    store::insert_dues(tx, &rows).await?;
    let resume = match cards.last().filter(|_| cards.len() as u64 >= BATCH) {
        Some(last) => Some((plan.id.uuid(), last.id.uuid())),
        None => next_after(plan.id.uuid()).map(|next| (next, Uuid::nil())),
    };
    let created = |o: &UpkeepOrder| Change::created(subject_of_order(o), &o.region, o).state(o.state.word());
    Ok(Made { due: rows.len() as u64, resume, changes: orders.iter().map(created).collect() })
}

/// The id after this one; none after the last of all.
fn next_after(id: Uuid) -> Option<Uuid> {
    id.as_u128().checked_add(1).map(Uuid::from_u128)
}
