//! 名册条目. Who benefits by a roll, of which class, by how many units, from which day until which.

use std::{collections::BTreeSet, fmt};

use serde::Serialize;

use super::RollBasis;
use crate::{
    benefit::shares::{HolderKind, Whose},
    ground::kernel::{Day, FileId, Instant, Layer, Month, OfficerId, PersonId, RollEntryId, RollId, Words as _},
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

    /// Of a household the months that count with more heads than belong to it, by who belonged to it when. As with entries, whoever came in a
    /// month counts from the one after, and whoever left or died in one counts until its end: a month has those who belonged to the
    /// household when it began.
    pub fn short_of(&self, stays: &[(PersonId, Day, Option<Day>)], (first, last): (Month, Month)) -> Option<Short> {
        let said = self.units_e4 / WHOLE_E4;
        let mut short: Option<Short> = None;
        let mut month = last;
        while month >= first {
            let (begins, ends) = (month.first_day(), month.last_day());
            let counts =
                self.void_reason.is_none() && self.from <= ends && self.until().is_none_or(|until| ends < until);
            if counts {
                let there = |(_, from, until): &&(PersonId, Day, Option<Day>)| {
                    *from <= begins && until.is_none_or(|until| begins <= until)
                };
                let there: BTreeSet<PersonId> = stays.iter().filter(there).map(|(person, ..)| *person).collect();
                let there = i64::try_from(there.len()).unwrap_or(i64::MAX);
                if there < said {
                    let (least, until) = short.map_or((there, month), |s| (s.there.min(there), s.months.1));
                    short = Some(Short { months: (month, until), said, there: least });
                }
            }
            month = month.previous();
        }
        short
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
        Heads = "heads" "享受人数多于在册人数",
    }
}

/// Months that count with more heads than belong to a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short {
    /// The first of them, and the last.
    pub months: (Month, Month),
    /// How many heads were told.
    pub said: i64,
    /// How many belonged to it at least in one of these months.
    pub there: i64,
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
    /// Of heads, in which months how many there are.
    pub short: Option<Short>,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}（", self.serial)?;
        match self.short {
            None => f.write_str(self.reason.label())?,
            Some(Short { months: (first, last), said, there }) => {
                write!(f, "{first} 至 {last} 享受人数 {said} 人，在册 {there} 人")?;
            }
        }
        f.write_str("）")
    }
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
    fn heads_are_held_against_who_belonged_to_the_household_when_a_month_began() {
        let person = |n: u128| PersonId::new(uuid::Uuid::from_u128(n));
        let since = Day::of(2023, 1, 1);
        let months = |first: u32, last: u32| (Day::of(2023, first, 1).month(), Day::of(2023, last, 1).month());
        let three = RollEntry { units_e4: 3 * WHOLE_E4, ..entry(Day::of(2023, 4, 1), None) };
        // Two died on 10 April; one of the three who are left in the register was only made the head that day.
        let died = Some(Day::of(2023, 4, 10));
        let stays = [
            (person(1), since, died),
            (person(2), since, died),
            (person(3), since, died),
            (person(3), Day::of(2023, 4, 10), None),
        ];
        assert_eq!(three.short_of(&stays, months(1, 4)), None, "the month of a death counts");
        let short = three.short_of(&stays, months(4, 9));
        assert_eq!(short, Some(super::Short { months: months(5, 9), said: 3, there: 1 }));
        // Whoever dies on the first day of a month counts in it, and whoever is born in one counts in the next.
        let stays = [
            (person(1), since, None),
            (person(2), since, Some(Day::of(2023, 5, 1))),
            (person(3), since, None),
            (person(4), Day::of(2023, 6, 20), None),
        ];
        let short = three.short_of(&stays, months(4, 9));
        assert_eq!(short, Some(super::Short { months: months(6, 6), said: 3, there: 2 }));
        let ended = RollEntry { units_e4: 3 * WHOLE_E4, ..entry(Day::of(2023, 4, 1), Some(Day::of(2023, 6, 1))) };
        assert_eq!(ended.short_of(&stays, months(4, 9)), None, "what ended in time is not asked of June");
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
