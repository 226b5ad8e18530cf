//! 受益名册. A body's dated register of who benefits: no shares, no vote, no total, no certificates.

use serde::Serialize;

use super::NeedClass;
use crate::{
    benefit::shares::HolderKind,
    ground::kernel::{CollectiveId, Day, FileId, Instant, Layer, RegionCode, RollId},
};

crate::ground::kernel::words! {
    /// 名册依据: why somebody benefits.
    pub enum RollBasis {
        Need = "need" "帮扶对象",
        Stake = "stake" "入股协议",
    }
}

impl RollBasis {
    /// The first day on which what happened on a day counts. Who benefits by need changes with the month after (practice: nothing from the
    /// month after death or the end of assistance on); a stake is whoever's who has it on that day.
    ///
    /// No day where the calendar ends.
    pub fn counts_from(self, day: Day) -> Option<Day> {
        match self {
            Self::Need => day.month().first_day().plus_months(1),
            Self::Stake => Some(day),
        }
    }

    /// Whether a roll of it has entries of a class.
    pub fn has(self, class: NeedClass) -> bool {
        (self == Self::Stake) == (class == NeedClass::Stake)
    }
}

crate::ground::kernel::words! {
    /// 登记单位: who stands on a roll.
    pub enum RollPer {
        Person = "person" "按人",
        Household = "household" "按户",
        Mixed = "mixed" "人、户混合",
    }
}

impl RollPer {
    /// Whether somebody of this sort stands on such a roll. An organisation has a stake and no need.
    pub fn has(self, basis: RollBasis, sort: HolderKind) -> bool {
        match (self, sort) {
            (Self::Person | Self::Mixed, HolderKind::Person)
            | (Self::Household | Self::Mixed, HolderKind::Household) => true,
            (Self::Mixed, HolderKind::Organisation) => basis == RollBasis::Stake,
            _ => false,
        }
    }
}

crate::ground::kernel::words! {
    /// 名册状态.
    pub enum RollState {
        Open = "open" "在用",
        Closed = "closed" "已终止",
    }
}

impl RollState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 1] = [(Self::Open, Self::Closed)];
}

/// Policy key: within how many months a roll is reviewed again (R73.3, A76).
pub const REVIEW_MONTHS: &str = "rolls.review_months";

/// The last day on which a roll is still reviewed that was so on a day: the same day of the month, so many months later. Rule and check ask this
/// one question (R73.3, A76); nothing where that lies in no calendar.
pub fn review_due(since: Day, months: u32) -> Option<Day> {
    since.plus_months(months)
}

/// 受益名册.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Roll {
    /// Id.
    pub id: RollId,
    /// Printed number (MC).
    pub number: String,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// By need, or by what was put in.
    pub basis: RollBasis,
    /// Who stands on it.
    pub per: RollPer,
    /// Name.
    pub name: String,
    /// The paper: the roll as it was decided, or the agreement.
    pub paper: FileId,
    /// What the agreement says of what is paid; of a roll of stakes alone.
    pub terms: Option<String>,
    /// State.
    pub state: RollState,
    /// The day on which it was closed.
    pub closed_on: Option<Day>,
    /// Why.
    pub close_reason: Option<String>,
    /// By which paper.
    pub close_paper: Option<FileId>,
    /// How many entries were ever made: the highest serial.
    pub entries: i64,
    /// Remark.
    pub note: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change of the roll and of its entries.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl Roll {
    /// Whether whoever benefits through a household benefits himself too: by need a household is its people; a stake is property.
    pub fn counts_people(&self) -> bool {
        self.basis == RollBasis::Need
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what rolls are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct RollQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// On this basis.
    pub basis: Option<RollBasis>,
    /// In this state.
    pub state: Option<RollState>,
}

#[cfg(test)]
mod tests {
    use super::{RollBasis, RollPer};
    use crate::{benefit::shares::HolderKind, ground::kernel::Day};

    #[test]
    fn need_counts_from_the_month_after_and_a_stake_from_its_day() {
        let counts = |basis: RollBasis, day: Day| basis.counts_from(day);
        assert_eq!(counts(RollBasis::Need, Day::of(2023, 1, 31)), Some(Day::of(2023, 2, 1)));
        assert_eq!(counts(RollBasis::Need, Day::of(2023, 12, 1)), Some(Day::of(2024, 1, 1)));
        assert_eq!(counts(RollBasis::Stake, Day::of(2023, 12, 1)), Some(Day::of(2023, 12, 1)));
    }

    #[test]
    fn an_organisation_stands_on_a_mixed_roll_of_stakes_alone() {
        for basis in [RollBasis::Need, RollBasis::Stake] {
            for per in [RollPer::Person, RollPer::Household, RollPer::Mixed] {
                let wanted = (basis, per) == (RollBasis::Stake, RollPer::Mixed);
                assert_eq!(per.has(basis, HolderKind::Organisation), wanted, "{basis} {per}");
            }
        }
        assert!(!RollPer::Person.has(RollBasis::Need, HolderKind::Household));
        assert!(!RollPer::Household.has(RollBasis::Need, HolderKind::Person));
    }
}
