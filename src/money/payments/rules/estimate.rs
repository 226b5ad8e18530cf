//! R93 不超概算. What has an approved estimate is not paid above it, and a government-investment work has one.

use super::JUDGED;
use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R93
pub static WITHIN_ESTIMATE: Rule = Rule {
    number: "R93",
    label: "OVER_ESTIMATE",
    kind: Kind {
        code: "payments.disbursement.over_estimate",
        status: Status::Conflict,
        title: Bi { zh: "超过批准的概算", en: "Above the approved estimate" },
        detail: Bi {
            zh: "项目 {project} 批准概算 {estimate}，此前已申请 {claimed}，本次 {amount}；超概算的，须先报原审批部门核定调整概算。",
            en: "Project {project}: approved estimate {estimate}, claimed before {claimed}, now {amount}. Have the estimate adjusted by the body that approved it first.",
        },
    },
    demands: Bi {
        zh: "政府投资项目的投资原则上不得超过经核定的投资概算。",
        en: "What is paid for a government-investment work stays within its approved estimate.",
    },
    basis: Basis::Law { document: "《政府投资条例》（国务院令第712号）", clause: "第二十三条" },
    force: Force::Hard,
    valid_from: Day::of(2019, 7, 1),
    valid_to: None,
    operations: JUDGED,
};

/// Holds the claims of a project against its approved estimate; silent where a project that is no work has none. A work without
/// estimate has none to stay in.
pub fn within_estimate(
    project: &str,
    is_works: bool,
    estimate: Option<Money>,
    claimed: Money,
    amount: Money,
) -> Verdict {
    if !is_works && estimate.is_none() {
        return Verdict::Silent;
    }
    let shown = estimate.map_or_else(|| "-".to_owned(), |e| e.to_string());
    let facts =
        Facts::none().with("project", project).with("estimate", shown).with("claimed", claimed).with("amount", amount);
    let kept = estimate.zip(claimed.plus(amount)).is_some_and(|(estimate, total)| total <= estimate);
    Verdict::of(kept, facts)
}

#[cfg(test)]
mod tests {
    use super::within_estimate;
    use crate::ground::kernel::{Money, Verdict};

    #[test]
    fn the_cases_of_r93_hold() {
        for line in include_str!("../../../../tests/cases/R93.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |n: usize| f[n].parse::<Money>().unwrap();
            let estimate = Some(f[1]).filter(|t| !t.is_empty()).map(|t| t.parse().unwrap());
            let found = match within_estimate("x", f[0] == "works", estimate, money(2), money(3)) {
                Verdict::Pass(_) => "passed",
                Verdict::Fail(_) => "refused",
                _ => "silent",
            };
            assert_eq!(found, f[4], "{line}");
        }
    }
}
