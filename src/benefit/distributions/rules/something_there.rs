//! R66 有利可分. Where there is nothing to distribute, nothing is distributed.

use super::{FINANCE_RULES, FINANCE_RULES_FROM};
use crate::ground::kernel::{Basis, Bi, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R66
pub static SOMETHING_THERE: Rule = Rule {
    number: "R66",
    label: "NO_DISTRIBUTABLE",
    kind: Kind {
        code: "distributions.distribution.nothing_there",
        status: Status::Conflict,
        title: Bi { zh: "没有可分配收益", en: "Nothing to distribute" },
        detail: Bi {
            zh: "方案的可分配金额为 {pool} 元；没有可分配的收益，不得分配。",
            en: "The plan has {pool} yuan to distribute; where there is nothing, nothing is distributed.",
        },
    },
    demands: Bi {
        zh: "没有可分配收益的，不得进行收益分配。",
        en: "Where there is nothing to distribute, there is no distribution.",
    },
    basis: Basis::Law { document: FINANCE_RULES, clause: "第二十八条" },
    force: Force::Hard,
    valid_from: FINANCE_RULES_FROM,
    valid_to: None,
    operations: &["distributions.distribution.file", "distributions.distribution.revise"],
};

/// Whether there is something.
pub fn something_there(pool: Money) -> Verdict {
    Verdict::of(pool.is_positive(), Facts::none().with("pool", pool))
}

#[cfg(test)]
mod tests {
    use super::{SOMETHING_THERE, something_there};
    use crate::ground::kernel::{Day, Money};

    #[test]
    fn the_cases_of_r66_hold() {
        for line in include_str!("../../../../tests/cases/R66.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let pool = Money::from_fen(f[0].parse().unwrap()).unwrap();
            let check = SOMETHING_THERE.judge(Day::of(2023, 3, 1), something_there(pool));
            assert_eq!(check.outcome.to_string(), f[1], "{line}");
        }
    }
}
