//! R102.1 付款条件. No payment before the contract, none on completion before acceptance, and no retention before the defects period
//! has passed.

use super::{Dates, JUDGED, date_order::shown};
use crate::{
    ground::kernel::{Basis, Bi, Day, Each, Facts, Force, Kind, Rule, Status, Verdict},
    money::projects::Milestone,
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
            zh: "节点 {milestone} 的付款条件尚未具备（{fault}）：合同签订日 {contract}，完工验收日 {acceptance}，质保期 {defects_months} 个月，期满日 {defects_end}，申请日 {claim}。",
            en: "The claim at {milestone} comes before its time ({fault}): contract {contract}, acceptance {acceptance}, defects period of {defects_months} months to {defects_end}, claim {claim}.",
        },
    },
    demands: Bi {
        zh: "合同签订前不付款；完工款、质保金在完工验收前不付；质保金在质保期满前不付。",
        en: "Nothing is paid before the contract is signed, no completion money or retention before acceptance, and no retention before the defects period has passed.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2021, 1, 1),
    valid_to: None,
    operations: JUDGED,
};

crate::ground::kernel::words! {
    /// What has not happened yet.
    pub enum PrematureFault {
        NoContract = "no_contract" "合同尚未签订",
        NoAcceptance = "no_acceptance" "尚未完工验收",
        DefectsPeriod = "defects_period" "质保期未满",
    }
}

/// Looks whether what the milestone presupposes has happened by the day of the claim. The defects period runs from acceptance.
pub fn premature(milestone: Milestone, dates: Dates, defects_months: u32) -> Verdict {
    let by_then = |day: Option<Day>| day.is_some_and(|d| dates.claim.is_none_or(|claim| d <= claim));
    let defects_end = dates.acceptance.and_then(|d| d.plus_months(defects_months));
    let needs_acceptance = matches!(milestone, Milestone::Completion | Milestone::Retention);
    let all = [
        (PrematureFault::NoContract, !by_then(dates.contract)),
        (PrematureFault::NoAcceptance, needs_acceptance && !by_then(dates.acceptance)),
        (PrematureFault::DefectsPeriod, milestone == Milestone::Retention && !by_then(defects_end)),
    ];
    let faults: Vec<PrematureFault> = all.into_iter().filter(|(_, broken)| *broken).map(|(fault, _)| fault).collect();
    let facts = Facts::none()
        .told("milestone", milestone)
        .with("contract", shown(dates.contract))
        .with("acceptance", shown(dates.acceptance))
        .with("defects_months", defects_months)
        .with("defects_end", shown(defects_end))
        .with("claim", shown(dates.claim));
    match faults.first() {
        None => Verdict::Pass(facts),
        Some(first) => Verdict::Fail(facts.told("fault", *first).told("faults", Each(&faults))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Dates, premature};
    use crate::{
        ground::kernel::{Verdict, Words as _},
        money::projects::Milestone,
    };

    #[test]
    fn the_cases_of_r102_1_hold() {
        for line in include_str!("../../../../tests/cases/R102.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day = |n: usize| Some(f[n]).filter(|t| !t.is_empty()).map(|t| t.parse().unwrap());
            let dates = Dates { contract: day(1), start: None, acceptance: day(2), claim: day(4) };
            let found = match premature(Milestone::from_word(f[0]).unwrap(), dates, f[3].parse().unwrap()) {
                Verdict::Fail(facts) => facts.get("fault").unwrap().to_owned(),
                _ => "passed".to_owned(),
            };
            assert_eq!(found, f[5], "{line}");
        }
    }
}
