//! 发放. One attempt to pay one line of a list, and what a bank's answer makes of it.

use serde::Serialize;

use super::PayoutOutcome;
use crate::ground::kernel::{
    AnyId, BankAccountId, Day, DistributionId, Instant, Layer, Money, PayeeAccountId, PayoutBatchId, PayoutId,
    RegionCode,
};

crate::ground::kernel::words! {
    /// 发放状态.
    pub enum PayoutState {
        Queued = "queued" "待放行",
        HandedOver = "handed_over" "已交银行",
        Unknown = "unknown" "结果不明",
        Confirmed = "confirmed" "已到账",
        Failed = "failed" "发放失败",
        Bounced = "bounced" "退票",
        Withdrawn = "withdrawn" "已撤出",
    }
}

impl PayoutState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 10] = [
        (Self::Queued, Self::HandedOver),
        (Self::Queued, Self::Withdrawn),
        (Self::HandedOver, Self::Unknown),
        (Self::HandedOver, Self::Confirmed),
        (Self::HandedOver, Self::Failed),
        (Self::Unknown, Self::Confirmed),
        (Self::Unknown, Self::Failed),
        (Self::Confirmed, Self::Bounced),
        // An officer's alone, who reads that a bank paid what it had told failed.
        (Self::Failed, Self::Confirmed),
        // Or that it paid once more what had come back.
        (Self::Bounced, Self::Confirmed),
    ];
    /// Those in which a line is paid, or may be: no other attempt is made beside them.
    pub const LIVE: [Self; 4] = [Self::Queued, Self::HandedOver, Self::Unknown, Self::Confirmed];
    /// Those in which the bank has it and has not answered.
    pub const ON_ITS_WAY: [Self; 2] = [Self::HandedOver, Self::Unknown];

    /// Whether its line may be paid by another attempt, but not into the same account without a word.
    pub const fn came_to_nothing(self) -> bool {
        matches!(self, Self::Failed | Self::Bounced)
    }
}

/// Into which account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PayoutInto {
    /// A person's.
    Person(PayeeAccountId),
    /// An organisation's.
    Unit(BankAccountId),
}

/// What a bank said last of a payout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// What.
    pub outcome: PayoutOutcome,
    /// Of which day.
    pub on: Option<Day>,
    /// By which number of the bank's.
    pub reference: Option<String>,
    /// Why, in the bank's words.
    pub reason: Option<String>,
}

/// 发放.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payout {
    /// Id.
    pub id: PayoutId,
    /// Printed number (FF), which a bank's file may carry.
    pub number: String,
    /// In which batch.
    pub batch: PayoutBatchId,
    /// At which place of its file.
    pub place: i64,
    /// Of which distribution.
    pub distribution: DistributionId,
    /// Of which edition of its list.
    pub edition: i64,
    /// Serial of the holder.
    pub serial: i64,
    /// Which part of the line: 0 the line itself; above that what an heir or whom a paper named has of it, the line once more after it was called back, or what came back of a payout
    /// and goes out again.
    pub part: i64,
    /// The holder.
    pub holder: AnyId,
    /// Where the distribution lies.
    pub region: RegionCode,
    /// Which attempt.
    pub attempt: i64,
    /// How much.
    pub amount: Money,
    /// Into which account.
    pub into: PayoutInto,
    /// Number of and name on that account, as one keyed digest: whatever changed since is another.
    #[serde(skip)]
    pub payee_index: String,
    /// Why it goes into an account once more that it came back from, or to whom a plan that was annulled has paid.
    pub again_reason: Option<String>,
    /// State.
    pub state: PayoutState,
    /// On which day the bank was last asked.
    pub asked_on: Option<Day>,
    /// What the bank said last.
    pub told: Option<Told>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl Payout {
    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what payouts are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct PayoutQuery {
    /// Of this distribution.
    pub distribution: Option<DistributionId>,
    /// In this batch.
    pub batch: Option<PayoutBatchId>,
    /// In this state.
    pub state: Option<PayoutState>,
    /// Of the holder of this serial.
    pub serial: Option<i64>,
}

/// What an answer makes of a payout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is now so.
    To(PayoutState),
    /// It was so already, or came later than what it tells of.
    Nothing,
    /// It is said to be paid once more, by another day or another number of the bank's.
    Again,
    /// It cannot be both.
    Contradicts,
}

/// Whether a bank can have done something on a day: not after today, not before it was sent the order, and money came back from nowhere
/// before it was there.
pub fn can_be_of(
    (state, before): (PayoutState, Option<&Told>),
    (outcome, on): (PayoutOutcome, Option<Day>),
    (sent, today): (Day, Day),
) -> bool {
    let paid =
        before.filter(|b| state == PayoutState::Confirmed && b.outcome == PayoutOutcome::Paid).and_then(|b| b.on);
    let first = match outcome {
        PayoutOutcome::Bounced => paid.map_or(sent, |paid| paid.max(sent)),
        PayoutOutcome::Paid | PayoutOutcome::Failed => sent,
    };
    on.is_none_or(|on| first <= on && on <= today)
}

/// Whether two rows that say that a payout was paid tell of two payments: of two days, or by two numbers of the bank's.
pub fn paid_otherwise(before: &Told, now: &Told) -> bool {
    let both = (PayoutOutcome::Paid, PayoutOutcome::Paid) == (before.outcome, now.outcome);
    let days = before.on.zip(now.on).is_some_and(|(before, now)| before != now);
    let numbers = before.reference.as_ref().zip(now.reference.as_ref()).is_some_and(|(before, now)| before != now);
    both && (days || numbers)
}

/// What an answer makes of a payout, given what the bank said before. Files come in any order: that something was paid may be told after
/// that it came back, and is then no news; that it was paid after it had come back is a contradiction, which somebody looks at.
pub fn step(state: PayoutState, before: Option<&Told>, (outcome, on): (PayoutOutcome, Option<Day>)) -> Step {
    use PayoutState::{Bounced, Confirmed, Failed, HandedOver, Queued, Unknown, Withdrawn};
    let earlier = || before.and_then(|b| b.on).zip(on).is_some_and(|(before, on)| on <= before);
    let came_back = before.is_some_and(|b| b.outcome == PayoutOutcome::Bounced);
    match (state, outcome) {
        (HandedOver | Unknown, PayoutOutcome::Paid) => Step::To(Confirmed),
        (HandedOver | Unknown, PayoutOutcome::Failed | PayoutOutcome::Bounced) => Step::To(Failed),
        (Confirmed, PayoutOutcome::Bounced) => Step::To(Bounced),
        (Confirmed, PayoutOutcome::Paid) | (Bounced, PayoutOutcome::Bounced) => Step::Nothing,
        (Failed, PayoutOutcome::Failed | PayoutOutcome::Bounced) => Step::Nothing,
        (Failed | Bounced, PayoutOutcome::Paid) if came_back && earlier() => Step::Nothing,
        (Confirmed | Bounced, PayoutOutcome::Failed)
        | (Failed | Bounced, PayoutOutcome::Paid)
        | (Queued | Withdrawn, _) => Step::Contradicts,
    }
}

/// What an officer may make of a payout who reads what a bank told and what contradicted it.
pub fn step_by_hand(state: PayoutState, before: Option<&Told>, told: (PayoutOutcome, Option<Day>)) -> Step {
    match (state, told.0) {
        // It was told paid and then failed: the money is not there, and the line is owed.
        (PayoutState::Confirmed, PayoutOutcome::Failed) => Step::To(PayoutState::Bounced),
        (PayoutState::Failed, PayoutOutcome::Paid) => Step::To(PayoutState::Confirmed),
        // What was paid before it came back is no news, whoever reads it.
        (PayoutState::Bounced, PayoutOutcome::Paid) if step(state, before, told) == Step::Contradicts => {
            Step::To(PayoutState::Confirmed)
        }
        _ => step(state, before, told),
    }
}

/// Whether an account number as a bank tells it is this one: all of it, or stars in its middle and at least four digits in their places.
pub fn is_number(told: &str, number: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>();
    let (told, number) = (bare(told), bare(number));
    let (Some(first), Some(last)) = (told.find('*'), told.rfind('*')) else { return told == number };
    let (head, tail) = (&told[..first], &told[last + 1..]);
    head.len() + tail.len() >= 4
        && head.len() + tail.len() <= number.len()
        && number.starts_with(head)
        && number.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::{PayoutState, Step, Told, can_be_of, is_number, paid_otherwise, step, step_by_hand};
    use crate::{
        benefit::payouts::model::PayoutOutcome,
        ground::kernel::{Day, Words as _},
    };

    fn told(outcome: PayoutOutcome, day: u32) -> Told {
        Told { outcome, on: Some(Day::of(2023, 10, day)), reference: None, reason: None }
    }

    #[test]
    fn answers_in_any_order_come_to_the_same() {
        let (paid, back) = (told(PayoutOutcome::Paid, 16), told(PayoutOutcome::Bounced, 20));
        let says = |t: &Told| (t.outcome, t.on);
        assert_eq!(step(PayoutState::HandedOver, None, says(&paid)), Step::To(PayoutState::Confirmed));
        assert_eq!(step(PayoutState::Confirmed, Some(&paid), says(&back)), Step::To(PayoutState::Bounced));
        // That it was paid comes after that it came back: the line is owed either way.
        assert_eq!(step(PayoutState::Unknown, None, says(&back)), Step::To(PayoutState::Failed));
        assert_eq!(step(PayoutState::Failed, Some(&back), says(&paid)), Step::Nothing);
        assert_eq!(step(PayoutState::Bounced, Some(&back), says(&paid)), Step::Nothing);
        // Paid after it had come back, or after it had failed, is nobody's guess.
        assert_eq!(step(PayoutState::Bounced, Some(&back), (PayoutOutcome::Paid, None)), Step::Contradicts);
        let failed = told(PayoutOutcome::Failed, 16);
        assert_eq!(step(PayoutState::Failed, Some(&failed), says(&paid)), Step::Contradicts);
        assert_eq!(step(PayoutState::Confirmed, Some(&paid), says(&failed)), Step::Contradicts);
        assert_eq!(step(PayoutState::Queued, None, says(&paid)), Step::Contradicts);
        assert_eq!(step_by_hand(PayoutState::Failed, Some(&failed), says(&paid)), Step::To(PayoutState::Confirmed));
        assert_eq!(step_by_hand(PayoutState::Confirmed, Some(&paid), says(&failed)), Step::To(PayoutState::Bounced));
        assert_eq!(
            step_by_hand(PayoutState::Bounced, Some(&back), (PayoutOutcome::Paid, Some(Day::of(2023, 10, 21)))),
            Step::To(PayoutState::Confirmed)
        );
        assert_eq!(step_by_hand(PayoutState::Bounced, Some(&back), says(&paid)), Step::Nothing);
        assert_eq!(step_by_hand(PayoutState::Withdrawn, None, says(&paid)), Step::Contradicts);
    }

    /// Whatever an answer does is a legal step, and the same answer again does nothing.
    #[test]
    fn every_step_is_legal_and_taken_once() {
        for (state, ..) in PayoutState::ALL {
            for (outcome, ..) in PayoutOutcome::ALL {
                let (before, now) = (told(PayoutOutcome::Paid, 16), told(*outcome, 16));
                if let Step::To(next) = step_by_hand(*state, Some(&before), (*outcome, now.on)) {
                    assert!(PayoutState::STEPS.contains(&(*state, next)), "{state} → {next}");
                }
                if let Step::To(next) = step(*state, Some(&before), (*outcome, now.on)) {
                    assert!(PayoutState::STEPS.contains(&(*state, next)), "{state} → {next}");
                    assert_eq!(step(next, Some(&now), (*outcome, now.on)), Step::Nothing);
                }
            }
        }
    }

    #[test]
    fn no_day_is_taken_on_which_it_cannot_have_been() {
        let (sent, today) = (Day::of(2023, 10, 10), Day::of(2023, 10, 20));
        let paid = told(PayoutOutcome::Paid, 16);
        let fits = |state, before: Option<&Told>, outcome, day: Option<u32>| {
            can_be_of((state, before), (outcome, day.map(|d| Day::of(2023, 10, d))), (sent, today))
        };
        for (outcome, ..) in PayoutOutcome::ALL {
            let of = |day| fits(PayoutState::HandedOver, None, *outcome, day);
            assert_eq!([None, Some(9), Some(10), Some(20), Some(21)].map(of), [true, false, true, true, false]);
        }
        let back = |day| fits(PayoutState::Confirmed, Some(&paid), PayoutOutcome::Bounced, Some(day));
        assert_eq!([15, 16, 20, 21].map(back), [false, true, true, false]);
        // That it failed is told of a day of its own, whatever the row before it said.
        assert!(fits(PayoutState::Confirmed, Some(&paid), PayoutOutcome::Failed, Some(12)));
    }

    #[test]
    fn two_days_or_two_numbers_are_two_payments() {
        let of = |on: u32, number: &str| Told {
            reference: Some(number.to_owned()).filter(|n| !n.is_empty()),
            ..told(PayoutOutcome::Paid, on)
        };
        assert!(paid_otherwise(&of(16, "R1"), &of(17, "R1")) && paid_otherwise(&of(16, "R1"), &of(16, "R2")));
        assert!(!paid_otherwise(&of(16, "R1"), &of(16, "R1")) && !paid_otherwise(&of(16, "R1"), &of(16, "")));
        assert!(!paid_otherwise(&told(PayoutOutcome::Bounced, 16), &of(17, "R1")));
    }

    #[test]
    fn a_number_with_stars_is_known_by_what_it_shows() {
        assert!(is_number("6217000000000003", "6217000000000003") && is_number("6217 0000-0003", "621700000003"));
        assert!(is_number("6217****0003", "6217000000000003") && is_number("**********0003", "6217000000000003"));
        assert!(!is_number("6217****0004", "6217000000000003") && !is_number("****", "6217000000000003"));
        assert!(!is_number("621700000000000*0000000003", "6217000000000003") && !is_number("6217", "6217000000000003"));
    }
}
