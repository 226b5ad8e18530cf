//! Reading plans, their lists, and what a line was made of.

use std::collections::BTreeMap;

use super::subject_of;
use crate::{
    benefit::{
        distributions::{
            DistributionsRefusal,
            model::{
                Distribution, DistributionQuery, DistributionState, Kept, Line, LineQuery, LineState, Moved, Movement,
                Step, months_in,
            },
            store,
        },
        income::{PoolSources, sources_of},
        shares::HolderNames,
    },
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{Day, DistributionId, Money, RegionCode, Words as _},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Sealer, Stop},
    },
    money::ledger::{AccountKind, read_books},
    office::approvals::runs_ended,
};

/// One plan, with the right to this reading of it.
pub(super) async fn seen(
    conn: &impl ConnectionTrait,
    holder: &Holder,
    id: DistributionId,
    wanted: &'static Action,
) -> Result<Distribution, Stop> {
    let found = store::find_distribution(conn, id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&found), &found.region)?;
    Ok(found)
}

/// A plan with the steps that it took.
#[derive(Debug, Clone)]
pub struct ShownDistribution {
    /// The plan.
    pub plan: Distribution,
    /// Its steps, in their order.
    pub steps: Vec<Step>,
    /// Whose part waits, by serial, and why.
    pub waiting: Vec<(i64, String)>,
    /// What of its list is paid; nothing before that is locked.
    pub standing: Option<Standing>,
}

/// Where the money of a locked list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Due, and at no bank.
    pub payable: Money,
    /// At a bank, which has not answered.
    pub in_payment: Money,
    /// In the accounts of those whose it is.
    pub paid: Money,
    /// Held back, or less than the plan pays.
    pub waiting: Money,
}

/// Where the money of a plan stands, by its books and its lines. Of one that was annulled only what a bank paid all the same stands anywhere.
async fn standing(db: &Db, plan: &Distribution) -> Result<Option<Standing>, Stop> {
    let annulled = plan.state == DistributionState::Annulled;
    if plan.source.is_none() || !(annulled || DistributionState::BOOKED.contains(&plan.state)) {
        return Ok(None);
    }
    let books = read_books(db.read(), &[plan.id.uuid()]).await?;
    let stands = |kind| books.balance(kind, plan.id.uuid());
    let waiting = if annulled { Money::ZERO } else { store::waiting_sum(db.read(), plan).await? };
    let payable = stands(AccountKind::DividendPayable).minus(waiting);
    Ok(Some(Standing {
        payable: payable.ok_or_else(|| Fault::inconsistent(format!("the books of distribution {}", plan.id)))?,
        in_payment: stands(AccountKind::DividendInPayment),
        paid: stands(AccountKind::DividendPaid),
        waiting,
    }))
}

/// One plan.
pub async fn read_distribution(db: &Db, holder: &Holder, id: DistributionId) -> Result<ShownDistribution, Stop> {
    let plan = seen(db.read(), holder, id, &action::DISTRIBUTION_READ).await?;
    let (steps, waiting) = (store::steps_of(db.read(), id).await?, store::waiting_of(db.read(), id).await?);
    let standing = standing(db, &plan).await?;
    Ok(ShownDistribution { plan, steps, waiting, standing })
}

/// Plans of bodies in the holder's regions.
pub async fn list_distributions(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &DistributionQuery,
    listing: &Listing,
) -> Result<Page<Distribution>, Stop> {
    let scope = holder.scope_within(&action::DISTRIBUTION_READ, region)?;
    Ok(store::list_distributions(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// A line, with how its holder is called, masked.
#[derive(Debug, Clone)]
pub struct ShownLine {
    /// The line.
    pub line: Line,
    /// How the holder is called.
    pub name: String,
    /// Since when it waits: the day on which its list was approved. Nothing where it does not wait, or the list is not approved.
    pub since: Option<Day>,
}

/// The lines of a plan, as they were last computed.
pub async fn list_lines(
    (db, sealer): (&Db, &Sealer),
    (holder, wanted): (&Holder, &'static Action),
    id: DistributionId,
    query: LineQuery,
    listing: &Listing,
) -> Result<Page<ShownLine>, Stop> {
    let plan = seen(db.read(), holder, id, wanted).await?;
    let page = store::list_lines(db.read(), &plan, query, listing, db.now().await?).await?;
    let names = HolderNames::of((db, sealer), page.items.iter().map(|l| l.whose)).await?;
    let approved = match plan.run.filter(|_| DistributionState::PAYABLE.contains(&plan.state)) {
        Some(run) => runs_ended(db.read(), &[run]).await?.get(&run).map(|at| at.day()),
        None => None,
    };
    Ok(page.map(|line| ShownLine {
        name: names.called(line.whose),
        since: approved.filter(|_| line.state != LineState::Due && line.released.is_empty()),
        line,
    }))
}

/// What a line was made of.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The line.
    pub shown: ShownLine,
    /// Of which plan.
    pub plan: Distribution,
    /// The holder's shares, or the entry's units, from day to day, each with how many months of it count.
    pub kept: Vec<(Kept, i64)>,
    /// The whole fen of its weight, and what was left over in parts of one.
    pub portion: Option<(i64, i64)>,
    /// Of what its pool was made; nothing on a paper, and where the plan has no pool.
    pub sources: Option<PoolSources>,
}

/// What the line of a holder was made of.
pub async fn explain_line(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    (id, serial): (DistributionId, i64),
) -> Result<Explained, Stop> {
    let plan = seen(db.read(), holder, id, &action::DISTRIBUTION_LINE_EXPLAIN).await?;
    let sources = match plan.source {
        Some(source) => sources_of(db.read(), source.pool).await?,
        None => None,
    };
    let explained = explained((db, sealer), db.read(), plan, serial).await?;
    Ok(Explained { sources, ..explained })
}

/// The same of a plan that was read by this connection.
pub(super) async fn explained(
    names: (&Db, &Sealer),
    conn: &impl ConnectionTrait,
    plan: Distribution,
    serial: i64,
) -> Result<Explained, Stop> {
    let line = store::find_line(conn, &plan, serial).await?;
    let line = line.ok_or(DistributionsRefusal::NoSuchLine { serial })?;
    let kept = store::kept_of(conn, &plan, &line).await?;
    let counted = kept.into_iter().map(|k| (k, months_in(plan.months, k.from, k.until))).filter(|(_, n)| *n > 0);
    let names = HolderNames::of(names, [line.whose]).await?;
    let class = line.class.map_or("", |class| class.word());
    let measure = plan.measures().and_then(|all| all.of(class));
    let portion = measure.and_then(|m| m.portion(line.weight_e4));
    let shown = ShownLine { name: names.called(line.whose), since: None, line };
    Ok(Explained { shown, kept: counted.collect(), portion, plan, sources: None })
}

/// At most so many lines that differ are told; the counts are whole.
const TOLD: u64 = 200;

/// How the list differs from the one that was computed before it.
pub async fn read_differences(
    db: &Db,
    holder: &Holder,
    id: DistributionId,
) -> Result<(Distribution, BTreeMap<Movement, i64>, Vec<Moved>), Stop> {
    let plan = seen(db.read(), holder, id, &action::DISTRIBUTION_READ_DIFFERENCES).await?;
    let snapshot = db.read();
    let counts: Result<_, Fault> = store::difference_counts(snapshot, &plan).await;
    let moved = store::differences(snapshot, &plan, TOLD).await?;
    Ok((plan, counts?, moved))
}
