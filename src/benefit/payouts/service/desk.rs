//! Booking what a bank says on payouts: each step its own version with its event, and one move of money for each outcome.

use std::collections::BTreeMap;

use super::{payout_changed, store};
use crate::{
    benefit::payouts::model::{Payout, PayoutState, Step, Told, can_be_of, paid_otherwise, step, step_by_hand},
    ground::{
        kernel::{Day, DistributionId, Instant, Layer, Money, PayoutAnswerId, PayoutId},
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
            (Failed, Confirmed) => Some((Self::FoundPaid, "payouts.payout.find_paid")),
            _ => None,
        }
    }

    fn entry(self, answer: PayoutAnswerId, id: DistributionId, amount: Money) -> Entry {
        match self {
            Self::Confirmed => Entry::dividend_confirmed(answer, id, amount),
            Self::Failed => Entry::dividend_failed(answer, id, amount),
            Self::Bounced => Entry::dividend_bounced(answer, id, amount),
            Self::FoundPaid => Entry::dividend_found_paid(answer, id, amount),
        }
    }
}

/// Payouts of one distribution that answers are booked on. Whoever opens it holds the distribution.
pub struct Desk {
    answer: PayoutAnswerId,
    plan: DistributionId,
    /// As whom, and when.
    by: (Layer, Instant),
    payouts: BTreeMap<PayoutId, Payout>,
    read_at: BTreeMap<PayoutId, i64>,
    sums: BTreeMap<Move, Money>,
    changes: Vec<Change>,
}

impl Desk {
    /// For what this file of answers tells.
    pub fn open(answer: PayoutAnswerId, plan: DistributionId, by: (Layer, Instant), payouts: Vec<Payout>) -> Self {
        let payouts: BTreeMap<PayoutId, Payout> = payouts.into_iter().map(|p| (p.id, p)).collect();
        let (read_at, sums, changes) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Self { answer, plan, by, payouts, read_at, sums, changes }
    }

    /// Whether what is told of a payout can be of its day, given when its order went out and what day it is.
    pub fn can_be_of(&self, id: PayoutId, told: &Told, days: (Day, Day)) -> bool {
        self.payouts.get(&id).is_some_and(|p| can_be_of((p.state, p.told.as_ref()), (told.outcome, told.on), days))
    }

    /// Books what is told of a payout, as a file says it or as an officer reads it.
    pub fn book(&mut self, id: PayoutId, told: Told, by_hand: bool) -> Result<Step, Fault> {
        let gone = || Fault::inconsistent(format!("payout {id} is not on the desk"));
        let before = self.payouts.get(&id).ok_or_else(gone)?.clone();
        let says = (told.outcome, told.on);
        let look = if by_hand { step_by_hand } else { step };
        let step = look(before.state, before.told.as_ref(), says);
        if step == Step::Nothing && before.told.as_ref().is_some_and(|b| paid_otherwise(b, &told)) {
            return Ok(Step::Again);
        }
        let Step::To(to) = step else { return Ok(step) };
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
        let entries: Vec<Entry> =
            self.sums.iter().map(|(moves, sum)| moves.entry(self.answer, self.plan, *sum)).collect();
        if !entries.is_empty() {
            let mut books = Books::lock(tx, [self.plan.uuid()]).await?;
            books.post(tx, self.by.1.day(), &entries).await?;
        }
        Ok(self.changes)
    }
}
