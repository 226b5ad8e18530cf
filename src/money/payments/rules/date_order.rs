//! R102 日期先后. Contract before works before acceptance before claim; and R102.1: no payment before the contract, none on
//! completion before acceptance.

use super::JUDGED;
use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    money::projects::Milestone,
};

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

/// R102.1
pub static PREMATURE: Rule = Rule {
    number: "R102.1",
    label: "PAY_PREMATURE",
    kind: Kind {
        code: "payments.disbursement.premature",
        status: Status::Conflict,
        title: Bi { zh: "付款条件尚未具备", en: "Paid before its time" },
        detail: Bi {
            zh: "节点 {milestone} 的付款条件尚未具备（{fault}）：合同签订日 {contract}，完工验收日 {acceptance}，申请日 {claim}。确需例外的，须先经例外审批（本版本尚未提供）。",
            en: "The claim at {milestone} comes before its time ({fault}): contract {contract}, acceptance {acceptance}, claim {claim}. An exception needs an approval of its own, which this release does not offer yet.",
        },
    },
    demands: Bi {
        zh: "合同签订前不付款；完工款、质保金在完工验收前不付。",
        en: "Nothing is paid before the contract is signed, and no completion money or retention before acceptance.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
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

fn shown(day: Option<Day>) -> String {
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

/// Looks whether what the milestone presupposes has happened by the day of the claim.
pub fn premature(milestone: Milestone, dates: Dates) -> Verdict {
    let by_then = |day: Option<Day>| day.is_some_and(|d| dates.claim.is_none_or(|claim| d <= claim));
    let needs_acceptance = matches!(milestone, Milestone::Completion | Milestone::Retention);
    let fault = if !by_then(dates.contract) {
        Some("no_contract")
    } else if needs_acceptance && !by_then(dates.acceptance) {
        Some("no_acceptance")
    } else {
        None
    };
    let facts = Facts::none()
        .with("milestone", milestone)
        .with("contract", shown(dates.contract))
        .with("acceptance", shown(dates.acceptance))
        .with("claim", shown(dates.claim));
    match fault {
        None => Verdict::Pass(facts),
        Some(fault) => Verdict::Fail(facts.with("fault", fault)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Dates, date_order, premature};
    use crate::{
        ground::kernel::{Verdict, Words as _},
        money::projects::Milestone,
    };

    #[test]
    fn the_cases_of_r102_hold() {
        for line in include_str!("../../../../tests/cases/R102.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day = |n: usize| Some(f[n]).filter(|t| !t.is_empty()).map(|t| t.parse().unwrap());
            let dates = Dates { contract: day(1), start: day(2), acceptance: day(3), claim: day(4) };
            let order = if matches!(date_order(dates), Verdict::Pass(_)) { "passed" } else { "warned" };
            assert_eq!(order, f[5], "{line}");
            let time = match premature(Milestone::from_word(f[0]).unwrap(), dates) {
                Verdict::Fail(facts) => facts.get("fault").unwrap().to_owned(),
                _ => "passed".to_owned(),
            };
            assert_eq!(time, f[6], "{line}");
        }
    }
}
