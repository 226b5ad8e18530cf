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
        (("contract", "合同签订"), dates.contract),
        (("start", "开工"), dates.start),
        (("acceptance", "验收"), dates.acceptance),
        (("claim", "申请"), dates.claim),
    ];
    let known: Vec<_> = line.into_iter().filter_map(|(name, day)| Some((name, day?))).collect();
    let (mut en, mut zh) = (Vec::new(), Vec::new());
    for pair in known.windows(2).filter(|w| w[0].1 > w[1].1) {
        let [(first, was), (then, is)] = [pair[0], pair[1]];
        en.push(format!("{} {was} > {} {is}", first.0, then.0));
        zh.push(format!("{} {was} 晚于{} {is}", first.1, then.1));
    }
    let facts = line.into_iter().fold(Facts::none(), |facts, ((name, _), day)| facts.with(name, shown(day)));
    Verdict::of(en.is_empty(), facts.said("broken", en.join("; "), zh.join("；")))
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
