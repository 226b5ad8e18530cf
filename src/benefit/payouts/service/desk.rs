//! Booking what a bank says on payouts: each step its own version with its event, and one move of money for each outcome.

use std::collections::{BTreeMap, HashSet};

use super::{payout_changed, store};
use crate::{
    benefit::{
        distributions::{Distribution, DistributionState},
        income::lock_pool_or_next,
        payouts::model::{
            Payout, PayoutOutcome, PayoutState, Step, Told, can_be_of, paid_otherwise, step, step_by_hand,
        },
    },
    ground::{
        kernel::{Day, DistributionId, IncomePoolId, Instant, Layer, Money, PayoutAnswerId, PayoutId},
        platform::{Fault, Stop, Tx},
        trail::Change,
    },
    money::ledger::{Books, Entry},
};

/// How money moves by an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Move {
    Confirmed,
    Failed,
    Bounced,
    FoundPaid,
}

impl Move {
    /// What a step moves; nothing else moves money.
    const fn of(from: PayoutState, to: PayoutState) -> Option<(Self, &'static str)> {
        use PayoutState::{Bounced, Confirmed, Failed, HandedOver, Unknown};
        match (from, to) {
            (HandedOver | Unknown, Confirmed) => Some((Self::Confirmed, "payouts.payout.confirm")),
            (HandedOver | Unknown, Failed) => Some((Self::Failed, "payouts.payout.fail")),
            (Confirmed, Bounced) => Some((Self::Bounced, "payouts.payout.bounce")),
            (Failed | Bounced, Confirmed) => Some((Self::FoundPaid, "payouts.payout.find_paid")),
            _ => None,
        }
    }

    /// Of a plan that was annulled nothing is payable: what a bank paid all the same is of the pool to which its money went back, and goes there
    /// again where it comes back.
    fn entry(self, answer: PayoutAnswerId, (id, pool): (DistributionId, Option<IncomePoolId>), amount: Money) -> Entry {
        match (self, pool) {
            (Self::Confirmed, _) => Entry::dividend_confirmed(answer, id, amount),
            (Self::Failed, _) => Entry::dividend_failed(answer, id, amount),
            (Self::Bounced, None) => Entry::dividend_bounced(answer, id, amount),
            (Self::Bounced, Some(pool)) => Entry::annulled_bounced(id, pool, amount),
            (Self::FoundPaid, None) => Entry::dividend_found_paid(answer, id, amount),
            (Self::FoundPaid, Some(pool)) => Entry::annulled_found_paid(id, pool, amount),
        }
    }
}

/// Payouts of one distribution that answers are booked on. Whoever opens it holds the distribution.
pub struct Desk {
    answer: PayoutAnswerId,
    plan: DistributionId,
    /// The pool to which the money of the plan went back, where that was annulled; where its year was closed anew since, the one in its place.
    pool: Option<IncomePoolId>,
    /// As whom, and when.
    by: (Layer, Instant),
    payouts: BTreeMap<PayoutId, Payout>,
    /// Those of which money was given back: what a bank says came back of them may be the same.
    recovered: HashSet<PayoutId>,
    /// How many rows that wait say of each that it was paid.
    doubted: BTreeMap<PayoutId, usize>,
    /// Those that a row of another batch's answers was booked on: what their own bank file says of them first is of another payment.
    elsewhere: HashSet<PayoutId>,
    read_at: BTreeMap<PayoutId, i64>,
    sums: BTreeMap<Move, Money>,
    changes: Vec<Change>,
}

impl Desk {
    /// For what this file of answers tells.
    pub async fn open(
        tx: &Tx,
        answer: PayoutAnswerId,
        plan: &Distribution,
        by: (Layer, Instant),
        payouts: Vec<Payout>,
    ) -> Result<Self, Fault> {
        let payouts: BTreeMap<PayoutId, Payout> = payouts.into_iter().map(|p| (p.id, p)).collect();
        let (read_at, sums, changes) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        let (recovered, doubted, elsewhere) = (HashSet::new(), BTreeMap::new(), HashSet::new());
        let pool = match plan.source.filter(|_| plan.state == DistributionState::Annulled) {
            // Where none stands in its place nothing is paid of the plan that could come back, and an officer is refused.
            Some(source) => Some(lock_pool_or_next(tx, source.pool).await?.map_or(source.pool, |pool| pool.id)),
            None => None,
        };
        Ok(Self { answer, plan: plan.id, pool, by, payouts, recovered, doubted, elsewhere, read_at, sums, changes })
    }

    /// The same, where money of these payouts was given back.
    #[must_use]
    pub fn beside(self, recovered: HashSet<PayoutId>) -> Self {
        Self { recovered, ..self }
    }

    /// The same, where rows of before wait for an officer's word on these payouts, and rows of other batches were booked on those.
    #[must_use]
    pub fn after(self, doubted: BTreeMap<PayoutId, usize>, elsewhere: HashSet<PayoutId>) -> Self {
        Self { doubted, elsewhere, ..self }
    }

    /// Of payouts that a row seems to be of the one that the fewest rows are about that wait: two rows of two equal orders hold both.
    pub fn about(&mut self, ids: &[PayoutId], told: &Told) -> Option<PayoutId> {
        let id = ids.iter().copied().min_by_key(|id| self.doubts(*id))?;
        self.doubt(id, told);
        Some(id)
    }

    fn doubts(&self, id: PayoutId) -> usize {
        self.doubted.get(&id).copied().unwrap_or(0)
    }

    fn doubt(&mut self, id: PayoutId, told: &Told) {
        if told.outcome == PayoutOutcome::Paid {
            *self.doubted.entry(id).or_default() += 1;
        }
    }

    /// Whether what is told of a payout can be of its day, given when its order went out and what day it is.
    pub fn can_be_of(&self, id: PayoutId, told: &Told, days: (Day, Day)) -> bool {
        self.payouts.get(&id).is_some_and(|p| can_be_of((p.state, p.told.as_ref()), (told.outcome, told.on), days))
    }

    /// What is told would make of a payout, as a file says it or as an officer reads it.
    fn look(&self, before: &Payout, told: &Told, by_hand: bool) -> Step {
        if told.outcome != PayoutOutcome::Paid && self.recovered.contains(&before.id) {
            return Step::Contradicts;
        }
        let look = if by_hand { step_by_hand } else { step };
        let step = look(before.state, before.told.as_ref(), (told.outcome, told.on));
        let otherwise = before.told.as_ref().is_some_and(|b| paid_otherwise(b, told));
        let own_first = !by_hand && told.outcome == PayoutOutcome::Paid && self.elsewhere.contains(&before.id);
        let same = || before.told.as_ref().is_some_and(|b| b.reference.is_some() && b.reference == told.reference);
        if step == Step::Nothing && (otherwise || own_first && !same()) { Step::Again } else { step }
    }

    /// Of payouts that nothing tells apart the one of which something is told: the first that it brings further, else one that it contradicts, else
    /// the first; among those the one that the fewest waiting rows are about. Nothing where none of them can be of its day.
    pub fn one_of(&self, ids: &[PayoutId], told: &Told, days: (Day, Day)) -> Option<PayoutId> {
        let rank = |step: Step| match step {
            Step::To(_) => 0,
            Step::Contradicts => 1,
            Step::Again => 2,
            Step::Nothing => 3,
        };
        let fits = ids.iter().filter(|id| self.can_be_of(**id, told, days)).filter_map(|id| self.payouts.get(id));
        fits.min_by_key(|p| (rank(self.look(p, told, false)), self.doubts(p.id), p.place)).map(|p| p.id)
    }

    /// Books what is told of a payout, as a file says it or as an officer reads it.
    pub fn book(&mut self, id: PayoutId, told: Told, by_hand: bool) -> Result<Step, Fault> {
        let gone = || Fault::inconsistent(format!("payout {id} is not on the desk"));
        let before = self.payouts.get(&id).ok_or_else(gone)?.clone();
        let step = self.look(&before, &told, by_hand);
        let Step::To(to) = step else {
            if matches!(step, Step::Again | Step::Contradicts) {
                self.doubt(id, &told);
            }
            return Ok(step);
        };
        let moves = Move::of(before.state, to);
        let (moves, fact) = moves.ok_or_else(|| Fault::inconsistent(format!("payout {id} has no way to {to}")))?;
        let sum = self.sums.entry(moves).or_default();
        *sum = sum.plus(before.amount).ok_or_else(|| Fault::inconsistent("a sum of answers"))?;
        let (layer, now) = self.by;
        let after = Payout { state: to, told: Some(told), ..before.clone() }.next(layer, now);
        self.read_at.entry(id).or_insert(before.version);
        self.changes.push(payout_changed(&before, &after).named(fact));
        self.payouts.insert(id, after);
        Ok(step)
    }

    /// Writes what was booked, and moves the money: one entry for each outcome.
    pub async fn clear(self, tx: &Tx) -> Result<Vec<Change>, Stop> {
        for (id, read_at) in &self.read_at {
            if let Some(payout) = self.payouts.get(id) {
                store::update_payout(tx, payout, *read_at).await?;
            }
        }
        let of = (self.plan, self.pool);
        let entries: Vec<Entry> = self.sums.iter().map(|(moves, sum)| moves.entry(self.answer, of, *sum)).collect();
        if !entries.is_empty() {
            let owners = self.pool.map(|pool| pool.uuid()).into_iter().chain([self.plan.uuid()]);
            let mut books = Books::lock(tx, owners).await?;
            books.post(tx, self.by.1.day(), &entries).await?;
        }
        Ok(self.changes)
    }
}
