//! 名册条目. Who benefits by a roll, of which class, by how many units, from which day until which.

use serde::Serialize;

use super::RollBasis;
use crate::{
    benefit::shares::{HolderKind, Whose},
    ground::kernel::{Day, FileId, Instant, Layer, Month, OfficerId, RollEntryId, RollId},
};

crate::ground::kernel::words! {
    /// 对象类别: as what somebody benefits. Those of need are the officials' own; a stake is the one of a roll of stakes.
    pub enum NeedClass {
        Unstable = "unstable" "脱贫不稳定户",
        Marginal = "marginal" "边缘易致贫户",
        Sudden = "sudden" "突发严重困难户",
        Relieved = "relieved" "脱贫户",
        Subsistence = "subsistence" "低保对象",
        FiveGuarantee = "five_guarantee" "特困供养人员",
        Work = "work" "参与劳动（公益岗、管护）人员",
        Other = "other" "其他",
        Stake = "stake" "入股份额",
    }
}

crate::ground::kernel::words! {
    /// 退出原因.
    pub enum ExitReason {
        Died = "died" "死亡",
        AssistanceEnded = "assistance_ended" "帮扶终止",
        MovedAway = "moved_away" "迁出",
        LeftHousehold = "left_household" "户内已无在册成员",
        StakeWithdrawn = "stake_withdrawn" "退股",
        Closed = "closed" "名册终止",
        Other = "other" "其他",
    }
}

impl ExitReason {
    /// Whether somebody leaves a roll of this basis for it. A roll that is closed ends its entries itself.
    pub fn fits(self, basis: RollBasis) -> bool {
        match self {
            Self::AssistanceEnded => basis == RollBasis::Need,
            Self::StakeWithdrawn => basis == RollBasis::Stake,
            Self::Closed => false,
            Self::Died | Self::MovedAway | Self::LeftHousehold | Self::Other => true,
        }
    }
}

crate::ground::kernel::words! {
    /// 条目状态: what an entry is on a day.
    pub enum EntryState {
        Coming = "coming" "未起算",
        Current = "current" "在册",
        Ended = "ended" "已退出",
        Void = "void" "已作废",
    }
}

/// One unit, in ten-thousandths.
pub const WHOLE_E4: i64 = 10_000;

/// One fen of a stake told in yuan, in ten-thousandths.
const FEN_E4: i64 = 100;

/// What is wrong with how many units somebody is told to have: nothing, what they must be. By need a person is one, and a household so many
/// heads; a stake is an amount to the fen.
pub fn misfit(basis: RollBasis, sort: HolderKind, units_e4: i64) -> bool {
    match (basis, sort) {
        (RollBasis::Need, HolderKind::Person) => units_e4 != WHOLE_E4,
        (RollBasis::Need, _) => units_e4 <= 0 || units_e4 % WHOLE_E4 != 0,
        (RollBasis::Stake, _) => units_e4 <= 0 || units_e4 % FEN_E4 != 0,
    }
}

/// That somebody leaves a roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Leaving {
    /// Why.
    pub reason: ExitReason,
    /// The day on which it happened.
    pub on: Day,
    /// The paper; none where the register itself says so.
    pub paper: Option<FileId>,
    /// The first day that counts no longer.
    pub until: Day,
}

/// 名册条目.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RollEntry {
    /// Id.
    pub id: RollEntryId,
    /// On which roll.
    pub roll: RollId,
    /// The serial on it, never used again.
    pub serial: i64,
    /// Who.
    pub whose: Whose,
    /// As what.
    pub class: NeedClass,
    /// How many units, in ten-thousandths: heads, or the yuan of a stake.
    pub units_e4: i64,
    /// The day of the decision.
    pub admitted_on: Day,
    /// Its paper.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
    /// The first day that counts.
    pub from: Day,
    /// How somebody left, and from when on it counts no longer.
    pub exit: Option<Leaving>,
    /// Why it never counted.
    pub void_reason: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// When it was made.
    #[serde(skip)]
    pub created_at: Instant,
}

impl RollEntry {
    /// The first day that counts no longer.
    pub fn until(&self) -> Option<Day> {
        self.exit.map(|leaving| leaving.until)
    }

    /// What it is on a day.
    pub fn state_on(&self, day: Day) -> EntryState {
        if self.void_reason.is_some() {
            EntryState::Void
        } else if self.until().is_some_and(|until| until <= day) {
            EntryState::Ended
        } else if self.from > day {
            EntryState::Coming
        } else {
            EntryState::Current
        }
    }

    /// The first month after a day that counts, of some months; each is whoever's who stands there on its last day.
    fn counted_after(&self, day: Day, (first, last): (Month, Month)) -> bool {
        let from = self.from.max(day).max(first.first_day());
        let until = self.until().unwrap_or_else(|| last.last_day().next()).min(last.last_day().next());
        // A month counts whose last day lies in [from, until).
        from.month().last_day() < until
    }

    /// Whether a month counts that should not, because whoever stands here is gone since a day.
    pub fn is_unfit(&self, basis: RollBasis, gone: Day, months: (Month, Month)) -> bool {
        self.void_reason.is_none() && basis.counts_from(gone).is_some_and(|end| self.counted_after(end, months))
    }
}

crate::ground::kernel::words! {
    /// 不应计入的原因.
    pub enum UnfitReason {
        Died = "died" "已登记死亡",
        Emptied = "emptied" "户内已无在册成员",
    }
}

/// An entry with months that should not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit {
    /// Which.
    pub entry: RollEntryId,
    /// Its serial.
    pub serial: i64,
    /// Why.
    pub reason: UnfitReason,
    /// Since which day.
    pub since: Day,
}

/// 年度核查.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// Of which roll.
    #[serde(skip)]
    pub roll: RollId,
    /// The how manyeth.
    pub n: i64,
    /// On which day.
    pub on: Day,
    /// By which paper.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
    /// Who told it.
    pub by: OfficerId,
    /// When.
    #[serde(skip)]
    pub at: Instant,
}

/// By what entries of a roll are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct EntryQuery {
    /// What they are on the day that is asked for.
    pub state: Option<EntryState>,
    /// Of this class.
    pub class: Option<NeedClass>,
    /// Only of this one.
    pub whose: Option<Whose>,
}

#[cfg(test)]
mod tests {
    use super::{EntryState, ExitReason, Leaving, NeedClass, RollEntry, WHOLE_E4, misfit};
    use crate::{
        benefit::{
            rolls::model::RollBasis,
            shares::{HolderKind, Whose},
        },
        ground::kernel::{Day, FileId, Instant, Layer, PersonId},
    };

    fn entry(from: Day, until: Option<Day>) -> RollEntry {
        let id = uuid::Uuid::from_u128(1);
        RollEntry {
            id: id.into(),
            roll: id.into(),
            serial: 1,
            whose: Whose::Person(PersonId::new(id)),
            class: NeedClass::Relieved,
            units_e4: WHOLE_E4,
            admitted_on: from,
            paper: FileId::new(id),
            note: None,
            from,
            exit: until.map(|until| Leaving { reason: ExitReason::Other, on: from, paper: None, until }),
            void_reason: None,
            layer: Layer::Own,
            created_at: Instant::from_millis(0),
        }
    }

    #[test]
    fn an_entry_is_one_thing_on_any_day() {
        let (from, until) = (Day::of(2023, 2, 1), Day::of(2023, 5, 1));
        let of = |day: Day| entry(from, Some(until)).state_on(day);
        assert_eq!(of(from.previous()), EntryState::Coming);
        assert_eq!(of(from), EntryState::Current);
        assert_eq!(of(until.previous()), EntryState::Current);
        assert_eq!(of(until), EntryState::Ended);
        let void = RollEntry { void_reason: Some("错".into()), ..entry(from, None) };
        assert_eq!(void.state_on(from), EntryState::Void);
    }

    #[test]
    fn the_month_of_a_death_counts_by_need_and_the_one_after_does_not() {
        let stood = entry(Day::of(2023, 1, 1), None);
        let year = (Day::of(2023, 1, 1).month(), Day::of(2023, 12, 1).month());
        let (died, spring) = (Day::of(2023, 5, 20), (Day::of(2023, 1, 1).month(), Day::of(2023, 5, 1).month()));
        assert!(stood.is_unfit(RollBasis::Need, died, year));
        assert!(!stood.is_unfit(RollBasis::Need, died, spring), "the month of the death still counts");
        assert!(stood.is_unfit(RollBasis::Stake, died, spring), "on its last day the stake was nobody's");
        let left = entry(Day::of(2023, 1, 1), Some(Day::of(2023, 6, 1)));
        assert!(!left.is_unfit(RollBasis::Need, died, year));
        assert!(!stood.is_unfit(RollBasis::Need, Day::of(2024, 1, 5), year));
    }

    #[test]
    fn by_need_heads_are_whole_and_a_person_is_one() {
        let need = |sort, units| misfit(RollBasis::Need, sort, units);
        assert!(!need(HolderKind::Person, WHOLE_E4) && need(HolderKind::Person, 2 * WHOLE_E4));
        assert!(!need(HolderKind::Household, 4 * WHOLE_E4) && need(HolderKind::Household, WHOLE_E4 / 2));
        let stake = |units| misfit(RollBasis::Stake, HolderKind::Organisation, units);
        assert!(!stake(12_345_600) && stake(12_345_650) && stake(0));
    }
}
