//! 小额结转. What of lists lay below the minimum is payable once it makes the minimum with a later list by the same register. Each amount stays its own
//! plan's, in its books and its payouts; another than who wrote the later plan says so, by a paper.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use uuid::Uuid;

use super::{DistributionsRefusal, Held, hold, in_state, release::another, subject_of};
use crate::{
    benefit::{
        distributions::{
            model::{Below, Distribution, DistributionState, Release, reaching},
            store,
        },
        shares::{Whose, died_by},
    },
    ground::{
        authority::{Actor, action},
        kernel::{DistributionId, FileId, Money, PersonId, Words as _},
        platform::{Fault, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::files::use_files,
};

/// Lets go what of lists until this one makes its minimum.
pub struct CarryOver {
    /// Who asks.
    pub actor: Actor,
    /// With which list.
    pub id: DistributionId,
    /// The version it was read at.
    pub if_match: String,
    /// Why; never a name.
    pub reason: String,
    /// The paper that says so.
    pub paper: FileId,
}

/// What the trail keeps: a plan, and which of its lines were let go with which list.
#[derive(Serialize)]
struct Kept<'a> {
    #[serde(flatten)]
    plan: &'a Distribution,
    carried_with: &'a str,
    carried: &'a [(i64, Release)],
}

/// Those of these lines whose holders are not recorded dead: what the dead had waits for their heirs.
async fn of_the_living(tx: &Tx, lines: Vec<Below>) -> Result<Vec<Below>, Stop> {
    let holders: HashSet<Uuid> = lines.iter().map(|l| l.holder.uuid()).collect();
    let whose: HashMap<Uuid, Whose> = store::whose_of(tx.conn(), &holders).await?;
    let persons: Vec<PersonId> = whose.values().filter_map(|w| w.person()).collect();
    let (today, deaths) = (tx.now().await?.day(), died_by(tx.conn(), &persons).await?);
    let died = |p: PersonId| deaths.get(&p).is_some_and(|on| *on <= today);
    let lives = |l: &Below| whose.get(&l.holder.uuid()).and_then(|w| w.person()).is_none_or(|p| !died(p));
    Ok(lines.into_iter().filter(lives).collect())
}

impl CarryOver {
    /// The plans of these lines, held, the newest first: whoever carries with another list takes them in the same order.
    async fn held(&self, tx: &Tx, with: &Distribution, lines: &[Below]) -> Result<Vec<Distribution>, Stop> {
        let ids: HashSet<DistributionId> = lines.iter().map(|l| l.plan).filter(|id| *id != with.id).collect();
        let mut ids: Vec<DistributionId> = ids.into_iter().collect();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        let mut plans = vec![with.clone()];
        for id in ids {
            let plan = store::lock_distribution(tx, id).await?;
            plans.push(plan.ok_or_else(|| Fault::inconsistent("plans are never deleted"))?);
        }
        Ok(plans)
    }

    /// What is carried, by plan; refused where nothing makes the minimum.
    fn reached(&self, with: &Distribution, lines: &[Below]) -> Result<BTreeMap<DistributionId, Vec<Below>>, Stop> {
        let beyond = || Fault::inconsistent("small amounts beyond what money is");
        let carried = reaching(lines, with.minimum).ok_or_else(beyond)?;
        if carried.is_empty() {
            let waiting = Money::sum(lines.iter().map(|l| l.amount)).ok_or_else(beyond)?;
            let refusal = DistributionsRefusal::NothingReaches { minimum: with.minimum, count: lines.len(), waiting };
            return Err(refusal.into());
        }
        let mut by_plan: BTreeMap<DistributionId, Vec<Below>> = BTreeMap::new();
        for line in carried {
            by_plan.entry(line.plan).or_default().push(line);
        }
        Ok(by_plan)
    }
}

impl Work for CarryOver {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let wanted = &action::DISTRIBUTION_CARRY;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), subject_of(&before), &[self.paper]).await?;
        in_state(&before, &DistributionState::PAYABLE)?;
        let officer = another(tx, &self.actor, (&before, wanted)).await?;
        let plans = self.held(tx, &before, &store::below_until(tx.conn(), &before).await?).await?;
        // Read again now that nobody lets a line of them go.
        let lines = of_the_living(tx, store::below_until(tx.conn(), &before).await?).await?;
        let by_plan = self.reached(&before, &lines)?;
        let now = tx.now().await?;
        let (mut changes, mut with) = (Vec::new(), before.clone());
        for plan in &plans {
            let lines = by_plan.get(&plan.id).map_or(&[][..], Vec::as_slice);
            if lines.is_empty() && plan.id != before.id {
                continue;
            }
            let release = |l: &Below| Release {
                part: l.part,
                heir: None,
                amount: l.amount,
                reason: self.reason.clone(),
                paper: self.paper,
                person: None,
                released_by: officer,
                released_at: now,
                again_of: None,
            };
            let carried: Vec<(i64, Release)> = lines.iter().map(|l| (l.serial, release(l))).collect();
            store::insert_carried(tx, plan, &carried).await?;
            let after = plan.clone().next(self.actor.layer, now);
            store::update_distribution(tx, &after, plan.version).await?;
            let kept = Kept { plan: &after, carried_with: &before.number, carried: &carried };
            let change = Change::changed(subject_of(&after), &after.region, after.version, plan, &kept);
            changes.push(change.state(after.state.word()));
            if plan.id == before.id {
                with = after;
            }
        }
        let mut changes = changes.into_iter();
        let own = changes.next().ok_or_else(|| Fault::inconsistent("a list that nothing is carried with"))?;
        let others: Vec<Change> = changes.map(|c| c.named("distributions.distribution.carry_into")).collect();
        Ok(permit.commit(own, with).and(others))
    }
}
