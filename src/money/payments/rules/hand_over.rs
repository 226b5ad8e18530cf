//! R104 拒付情形. Nothing is handed over that is outside the plan, lacks its vouchers, or lacks the department's signature.

use crate::ground::kernel::{Basis, Bi, Day, Each, Facts, Force, Kind, Rule, Status, Verdict};

/// R104
pub static HAND_OVER: Rule = Rule {
    number: "R104",
    label: "NOT_IN_PLAN, VOUCHER, UNSIGNED",
    kind: Kind {
        code: "payments.disbursement.not_payable",
        status: Status::Conflict,
        title: Bi { zh: "属于拒付情形", en: "Not to be paid" },
        detail: Bi {
            zh: "拨付 {disbursement} 不能交付支付：{faults}。",
            en: "Disbursement {disbursement} is not handed over: {faults}.",
        },
    },
    demands: Bi {
        zh: "未列入计划、凭证不全、主管部门未签字盖章的，国库股拒绝支付。",
        en: "The treasury office refuses what is not planned, lacks its vouchers or is not signed by the department.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2021, 1, 1),
    valid_to: None,
    operations: &["payments.batch.hand_over"],
};

/// What the treasury office looks at.
#[derive(Debug, Clone, Copy)]
pub struct HandOver<'a> {
    /// Printed number of the disbursement.
    pub disbursement: &'a str,
    /// Whether its project is planned.
    pub planned: bool,
    /// Whether it bears any voucher.
    pub vouchers: bool,
    /// Whether the line department said yes, or filed it itself.
    pub signed: bool,
}

crate::ground::kernel::words! {
    /// What is missing before money is handed over.
    pub enum HandOverFault {
        NotPlanned = "not_planned" "未列入计划",
        NoVoucher = "no_voucher" "缺凭证",
        Unsigned = "unsigned" "主管部门未签批",
    }
}

/// Looks for what the treasury office refuses.
pub fn hand_over(case: HandOver<'_>) -> Verdict {
    let all = [
        (HandOverFault::NotPlanned, !case.planned),
        (HandOverFault::NoVoucher, !case.vouchers),
        (HandOverFault::Unsigned, !case.signed),
    ];
    let faults: Vec<HandOverFault> = all.into_iter().filter(|(_, broken)| *broken).map(|(name, _)| name).collect();
    let facts = Facts::none().with("disbursement", case.disbursement).told("faults", Each(&faults));
    Verdict::of(faults.is_empty(), facts)
}

#[cfg(test)]
mod tests {
    use super::{HandOver, hand_over};
    use crate::ground::kernel::Verdict;

    #[test]
    fn the_cases_of_r104_hold() {
        for line in include_str!("../../../../tests/cases/R104.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let is = |n: usize| f[n] == "yes";
            let case = HandOver { disbursement: "x", planned: is(0), vouchers: is(1), signed: is(2) };
            let found = match hand_over(case) {
                Verdict::Fail(facts) => facts.get("faults").unwrap().replace(", ", " "),
                _ => "passed".to_owned(),
            };
            assert_eq!(found, f[3], "{line}");
        }
    }
}
