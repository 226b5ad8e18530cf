//! R102 日期先后. Contract before works before acceptance before claim.

use super::JUDGED;
use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R102
pub static DATE_ORDER: Rule = Rule {
    number: "R102",
    label: "DATE_ORDER",
    kind: Kind {
        code: "payments.disbursement.date_order",
        status: Status::Conflict,
        title: Bi { zh: "日期先后有疑", en: "Days out of order" },
        detail: Bi {
            zh: "日期先后不合常理：{broken}。请核对；确属实情的，确认后提交。",
            en: "Days stand in an unusual order: {broken}. Check them; if they are right, acknowledge and send again.",
        },
    },
    demands: Bi {
        zh: "日期先后：合同签订 ≤ 开工 ≤ 验收 ≤ 申请。",
        en: "Days follow one another: contract, start of works, acceptance, claim.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::of(2021, 1, 1),
    valid_to: None,
    operations: JUDGED,
};

/// The days of a claim, where known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dates {
    /// Contract signed.
    pub contract: Option<Day>,
    /// Works begun.
    pub start: Option<Day>,
    /// Works completed and accepted.
    pub acceptance: Option<Day>,
    /// The claim.
    pub claim: Option<Day>,
}

/// A day as facts show it.
pub(super) fn shown(day: Option<Day>) -> String {
    day.map_or_else(|| "-".to_owned(), |d| d.to_string())
}

/// Looks at the order of the days that are known.
pub fn date_order(dates: Dates) -> Verdict {
    let line = [
        ("contract", dates.contract),
        ("start", dates.start),
        ("acceptance", dates.acceptance),
        ("claim", dates.claim),
    ];
    let known: Vec<(&str, Day)> = line.into_iter().filter_map(|(name, day)| Some((name, day?))).collect();
    let broken: Vec<String> = known
        .windows(2)
        .filter(|w| w[0].1 > w[1].1)
        .map(|w| format!("{} {} > {} {}", w[0].0, w[0].1, w[1].0, w[1].1))
        .collect();
    let facts = line.into_iter().fold(Facts::none(), |facts, (name, day)| facts.with(name, shown(day)));
    Verdict::of(broken.is_empty(), facts.with("broken", broken.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::{Dates, date_order};
    use crate::ground::kernel::Verdict;

    #[test]
    fn the_cases_of_r102_hold() {
        for line in include_str!("../../../../tests/cases/R102.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day = |n: usize| Some(f[n]).filter(|t| !t.is_empty()).map(|t| t.parse().unwrap());
            let dates = Dates { contract: day(0), start: day(1), acceptance: day(2), claim: day(3) };
            let found = if matches!(date_order(dates), Verdict::Pass(_)) { "passed" } else { "warned" };
            assert_eq!(found, f[4], "{line}");
        }
    }
}
