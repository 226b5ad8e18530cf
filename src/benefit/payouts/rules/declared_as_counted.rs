//! R75.1 申报与实数相符. Whoever makes up a batch says how many payouts it has and what they come to, and that is what is counted.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R75.1
pub static DECLARED_AS_COUNTED: Rule = Rule {
    number: "R75.1",
    label: "DIVIDEND_SUM",
    kind: Kind {
        code: "payouts.batch.declared_differs",
        status: Status::Conflict,
        title: Bi { zh: "申报数与实际不符", en: "Another count or total" },
        detail: Bi {
            zh: "申报 {declared_count} 笔、{declared_total} 元，实际应为 {count} 笔、{total} 元；名单或收款账户可能已变动，请核对后重新申报。",
            en: "{declared_count} payouts of {declared_total} are declared, and there are {count} of {total}. Lines or accounts may have changed since; look again and declare anew.",
        },
    },
    demands: Bi {
        zh: "成批时申报的笔数、合计金额与应发放的明细相符。",
        en: "What is declared of a batch, how many payouts and of how much, is what its lines come to.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["payouts.batch.create"],
};

/// Holds what is declared against what is counted, each as a number and an amount.
pub fn declared_as_counted(declared: (u64, Money), counted: (u64, Money)) -> Verdict {
    let facts = Facts::none().with("declared_count", declared.0).with("count", counted.0);
    let facts = facts.with("declared_total", declared.1).with("total", counted.1);
    if declared == counted { Verdict::Pass(facts) } else { Verdict::Fail(facts) }
}

#[cfg(test)]
mod tests {
    use super::{DECLARED_AS_COUNTED, declared_as_counted};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r75_1_hold() {
        for line in include_str!("../../../../tests/cases/R75.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let of = |count: &str, total: &str| (count.parse().unwrap(), total.parse().unwrap());
            let found = declared_as_counted(of(f[0], f[1]), of(f[2], f[3]));
            assert_eq!(DECLARED_AS_COUNTED.judge(Day::of(2023, 3, 1), found).outcome.to_string(), f[4], "{line}");
        }
    }
}
