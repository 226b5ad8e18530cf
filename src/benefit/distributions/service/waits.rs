//! Reading what of approved lists waits, over all plans: for whom, why, and since when.

use std::collections::{BTreeMap, HashMap};

use crate::{
    benefit::{
        distributions::{
            model::{LineState, WaitAge, WaitQuery, WaitSum, Waiting, WaitingLine},
            store,
        },
        shares::HolderNames,
    },
    ground::{
        authority::{Action, Holder, action},
        kernel::{Day, Instant, Money, RegionCode, RunId},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::approvals::runs_ended,
};

/// For whom something waits, with how that holder is called, masked.
#[derive(Debug, Clone)]
pub struct ShownWaiting {
    /// What waits, for whom.
    pub waiting: Waiting,
    /// How the holder is called.
    pub name: String,
    /// What waits in all.
    pub total: Money,
    /// For how many days the oldest of it waits.
    pub days: Option<i64>,
}

fn beyond() -> Fault {
    Fault::inconsistent("more waits than money is")
}

fn dated(waiting: Waiting, ended: &HashMap<RunId, Instant>) -> Waiting {
    let since =
        |line: WaitingLine| WaitingLine { since: line.run.and_then(|run| ended.get(&run)).map(|at| at.day()), ..line };
    Waiting { lines: waiting.lines.into_iter().map(since).collect(), ..waiting }
}

/// For whom something waits in the holder's regions.
pub async fn list_waits(
    (db, sealer): (&Db, &Sealer),
    (holder, wanted): (&Holder, &'static Action),
    (region, query): (Option<&RegionCode>, WaitQuery),
    listing: &Listing,
) -> Result<Page<ShownWaiting>, Stop> {
    let (scope, now) = (holder.scope_within(wanted, region)?, db.now().await?);
    let page = store::list_waits(db.read(), &scope, &query, listing, now).await?;
    let mut runs: Vec<RunId> = page.items.iter().flat_map(|w| w.lines.iter().filter_map(|l| l.run)).collect();
    runs.sort_unstable();
    runs.dedup();
    let ended = runs_ended(db.read(), &runs).await?;
    let names = HolderNames::of((db, sealer), page.items.iter().map(|w| w.whose)).await?;
    let today = now.day();
    let shown = |waiting: Waiting| {
        let waiting = dated(waiting, &ended);
        let (name, total) = (names.called(waiting.whose), waiting.total().ok_or_else(beyond)?);
        let days = waiting.since().map(|since| today.days_since(since));
        Ok::<_, Fault>(ShownWaiting { waiting, name, total, days })
    };
    Ok(page.try_map(shown)?)
}

/// What waits in the holder's regions, by reason and by how long, as of today.
pub async fn read_wait_summary(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: WaitQuery,
) -> Result<(Day, Vec<WaitSum>), Stop> {
    let scope = holder.scope_within(&action::DISTRIBUTION_WAIT_READ_SUMMARY, region)?;
    let (today, found) = (db.now().await?.day(), store::wait_sums(db.read(), &scope, &query).await?);
    let runs: Vec<RunId> = found.iter().filter_map(|s| s.run).collect();
    let ended = runs_ended(db.read(), &runs).await?;
    let mut sums: BTreeMap<(LineState, Option<String>, WaitAge), (i64, Money)> = BTreeMap::new();
    for s in found {
        let days = s.run.and_then(|run| ended.get(&run)).map_or(0, |at| today.days_since(at.day()));
        let (lines, total) = sums.entry((s.state, s.reason, WaitAge::of(days))).or_default();
        *lines += s.lines;
        *total = total.plus(s.total).ok_or_else(beyond)?;
    }
    let sum = |((state, reason, age), (lines, total))| WaitSum { state, reason, age, lines, total };
    Ok((today, sums.into_iter().map(sum).collect()))
}
