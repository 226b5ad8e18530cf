//! 待发款项. What of approved lists waits, by holder, over all plans.

use crate::{
    benefit::shares::Whose,
    ground::kernel::{AnyId, CollectiveId, Day, DistributionId, Money, RegionCode, RollId, RunId, ShareSchemeId},
};

use super::LineState;

crate::ground::kernel::words! {
    /// 等待时长. For how long something waits since its list was approved.
    pub enum WaitAge {
        Under90 = "under_90_days" "不满90天",
        ToOneYear = "90_days_to_1_year" "90天至1年",
        ToThreeYears = "1_to_3_years" "1年至3年",
        Older = "over_3_years" "3年以上",
    }
}

impl WaitAge {
    /// That of so many days.
    pub const fn of(days: i64) -> Self {
        match days {
            ..90 => Self::Under90,
            90..=365 => Self::ToOneYear,
            366..=1095 => Self::ToThreeYears,
            _ => Self::Older,
        }
    }
}

crate::ground::kernel::words! {
    /// 未发放情形. How far what is due of an approved list has come, while it is neither paid nor on its way.
    pub enum Unpaid {
        NotTried = "not_tried" "尚未发放",
        Failed = "failed" "银行发放失败",
        Bounced = "bounced" "银行退票",
        Restored = "restored" "已缴回，待重发",
        /// It came back as the holder's, and nobody let it go again: of a part, before the rest is there.
        GivenBack = "given_back" "已缴回，待恢复发放",
    }
}

/// A line that waits: held back, below the minimum, or due and not paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingLine {
    /// Of which plan.
    pub plan: DistributionId,
    /// Its number.
    pub number: String,
    /// Its run of approval.
    pub run: Option<RunId>,
    /// How much.
    pub amount: Money,
    /// Held back, below the minimum, or due: by its list, or let go since.
    pub state: LineState,
    /// Why it is held back, or how far it has come ([`Unpaid`]).
    pub reason: Option<String>,
    /// Since when: the day on which its list was approved.
    pub since: Option<Day>,
}

/// 待发款项. A holder of shares, or an entry of a roll, for whom something waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The holder, or the entry.
    pub holder: AnyId,
    /// Who that is.
    pub whose: Whose,
    /// Its serial in the register.
    pub serial: i64,
    /// By which shares.
    pub scheme: Option<ShareSchemeId>,
    /// Or by which roll.
    pub roll: Option<RollId>,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// What waits, the oldest first.
    pub lines: Vec<WaitingLine>,
}

impl Waiting {
    /// What waits in all.
    pub fn total(&self) -> Option<Money> {
        Money::sum(self.lines.iter().map(|l| l.amount))
    }

    /// Since when the oldest waits.
    pub fn since(&self) -> Option<Day> {
        self.lines.iter().filter_map(|l| l.since).min()
    }
}

/// By what those are found for whom something waits.
#[derive(Debug, Clone, Copy, Default)]
pub struct WaitQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// Only what waits for this.
    pub state: Option<LineState>,
}

/// What waits for one reason and so long: how many lines, and what they come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitSum {
    /// Held back, below the minimum, or due.
    pub state: LineState,
    /// Why it is held back, or how far it has come.
    pub reason: Option<String>,
    /// For how long.
    pub age: WaitAge,
    /// How many lines.
    pub lines: i64,
    /// What they come to.
    pub total: Money,
}

/// A line below the minimum that may be carried, and what of the later list its holder has beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Below {
    /// Of which plan.
    pub plan: DistributionId,
    /// Whose serial.
    pub serial: i64,
    /// The holder, or the entry.
    pub holder: AnyId,
    /// How much.
    pub amount: Money,
    /// What the holder is due by the later list.
    pub due: Money,
    /// Which part of the line it is, once it is let go: the next, where some were called back.
    pub part: i64,
}

/// 达到起付额. Those of these lines whose holders have, with what is due to them, the minimum or more.
pub fn reaching(lines: &[Below], minimum: Money) -> Option<Vec<Below>> {
    let mut sums = std::collections::BTreeMap::new();
    for line in lines {
        let sum: &mut Money = sums.entry(line.holder).or_insert(line.due);
        *sum = sum.plus(line.amount)?;
    }
    let reaches = |line: &&Below| sums.get(&line.holder).is_some_and(|sum| *sum >= minimum);
    Some(lines.iter().filter(reaches).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::{Below, Money, WaitAge, reaching};
    use crate::ground::kernel::Id;

    #[test]
    fn ages_are_cut_at_their_days() {
        for (days, age) in [
            (0, WaitAge::Under90),
            (89, WaitAge::Under90),
            (90, WaitAge::ToOneYear),
            (365, WaitAge::ToOneYear),
            (366, WaitAge::ToThreeYears),
            (1_095, WaitAge::ToThreeYears),
            (1_096, WaitAge::Older),
        ] {
            assert_eq!(WaitAge::of(days), age, "{days}");
        }
    }

    #[test]
    fn small_amounts_are_carried_once_they_make_the_minimum() {
        fn id<K>(n: u128) -> Id<K> {
            Id::new(uuid::Uuid::from_u128(n))
        }
        let yuan = |fen: i64| Money::from_fen(fen).unwrap();
        let line = |plan, holder, amount, due| Below {
            plan: id(plan),
            serial: 1,
            holder: id(holder),
            amount: yuan(amount),
            due: yuan(due),
            part: 0,
        };
        // The first makes it of two small ones, the second with what is due, the third does not.
        let lines = [line(1, 1, 60, 0), line(2, 1, 40, 0), line(1, 2, 1, 100), line(1, 3, 99, 0)];
        let carried = reaching(&lines, yuan(100)).unwrap();
        assert_eq!(carried, lines[..3]);
        assert_eq!(reaching(&lines, yuan(1)).unwrap().len(), 4);
        assert_eq!(reaching(&[], yuan(1)), Some(Vec::new()));
    }
}
