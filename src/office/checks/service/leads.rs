//! One look of a check, and what it makes of the leads that are there.

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use super::{
    model::{About, Hit, Lead, Looked},
    store,
};
use crate::{
    ground::{
        kernel::{Day, Instant, NumberKind, RegionCode, SubjectKind, SubjectRef, Words as _},
        platform::{Fault, Sealer, Tx, next_numbers},
        trail::Change,
    },
    office::{
        checks::check::{AuditCheck, Looking},
        policy::values_everywhere,
    },
};

/// How many subjects one look is at.
pub const BATCH: u64 = 500;

/// The lead as its trail names it.
pub(super) fn subject_of(lead: &Lead) -> SubjectRef {
    SubjectRef::new(SubjectKind::Lead, lead.id)
}

/// Numbers for so many leads of each region, in one statement a region.
async fn numbers(tx: &Tx, hits: &[&Hit]) -> Result<Vec<String>, Fault> {
    let mut wanted: BTreeMap<&RegionCode, usize> = BTreeMap::new();
    for hit in hits {
        *wanted.entry(&hit.region).or_default() += 1;
    }
    let mut given: HashMap<&RegionCode, Vec<String>> = HashMap::new();
    for (region, count) in wanted {
        let run = next_numbers(tx, NumberKind::Lead, region, count).await?;
        given.insert(region, run.iter().rev().map(ToString::to_string).collect());
    }
    let numbers = hits.iter().map(|hit| given.get_mut(&hit.region).and_then(Vec::pop));
    numbers.collect::<Option<_>>().ok_or_else(|| Fault::inconsistent("a lead without a number"))
}

/// What was found for the first time, in one statement however much it is.
async fn found(tx: &Tx, about: &About, hits: &[&Hit], now: Instant) -> Result<Vec<Change>, Fault> {
    let numbers = numbers(tx, hits).await?;
    let made = hits.iter().zip(numbers).map(|(hit, number)| Lead::found(about, hit, (tx.id(now), number), now));
    let leads: Vec<Lead> = made.collect();
    store::insert_leads(tx, &leads).await?;
    Ok(leads.iter().map(|l| Change::created(subject_of(l), &l.region, l).state(l.state.word())).collect())
}

/// Sets what a check saw against the leads that are there: new ones are found, changed ones come back, the others go.
async fn settle(tx: &Tx, about: &'static About, looked: &Looked) -> Result<Vec<Change>, Fault> {
    let now = tx.now().await?;
    let known = store::lock_leads(tx, about.number, &looked.judged).await?;
    let key = |subject: Uuid, cause: &str| (subject, cause.to_owned());
    let hits: HashMap<_, &Hit> = looked.hits.iter().map(|hit| (key(hit.subject, &hit.cause), hit)).collect();
    let mut changes = Vec::new();
    for before in &known {
        let hit = hits.get(&key(before.subject.id, &before.cause)).copied();
        let Some(after) = before.seen_again(hit, about.severity, now) else { continue };
        store::update_lead(tx, &after, before.version).await?;
        let change = Change::changed(subject_of(&after), &after.region, after.version, before, &after);
        changes.push(change.state(after.state.word()).named("checks.lead.find"));
    }
    let old: HashSet<_> = known.iter().map(|l| key(l.subject.id, &l.cause)).collect();
    let mut fresh: Vec<&Hit> = hits.iter().filter(|(key, _)| !old.contains(*key)).map(|(_, hit)| *hit).collect();
    fresh.sort_by(|a, b| (a.subject, &a.cause).cmp(&(b.subject, &b.cause)));
    changes.extend(found(tx, about, &fresh, now).await?);
    Ok(changes)
}

/// One look: how many subjects it judged, where the next begins, and what it changed.
pub async fn look(
    tx: &Tx,
    (check, sealer): (&dyn AuditCheck, Option<&Sealer>),
    on: Day,
    after: Uuid,
) -> Result<(u64, Option<Uuid>, Vec<Change>), Fault> {
    let about = check.about();
    let values = values_everywhere(tx.conn(), about.parameters, on).await?;
    let looked = check.look(&Looking { tx, on, after, most: BATCH, values, sealer }).await?;
    let changes = settle(tx, about, &looked).await?;
    Ok((looked.judged.len() as u64, looked.resume, changes))
}
