//! R66 有利可分. Where there is nothing to distribute, nothing is distributed; and never more than there is.

use super::{FINANCE_RULES, FINANCE_RULES_FROM};
use crate::ground::kernel::{Basis, Bi, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R66
pub static SOMETHING_THERE: Rule = Rule {
    number: "R66",
    label: "NO_DISTRIBUTABLE",
    kind: Kind {
        code: "distributions.distribution.nothing_there",
        status: Status::Conflict,
        title: Bi { zh: "没有可分配收益或超过池中余额", en: "Nothing to distribute, or not so much" },
        detail: Bi {
            zh: "拟分配 {amount} 元，收益分配池 {pool} 余 {left} 元；没有可分配收益的不得分配，分配不得超过池中余额，请调整金额。",
            en: "{amount} yuan are to be distributed, and the pool {pool} has {left} left; where there is nothing, nothing is distributed, and no more than there is. Change the amount.",
        },
    },
    demands: Bi {
        zh: "没有可分配收益的，不得进行收益分配；分配不得超过当年已结账收益的成员分配池余额。",
        en: "Where there is nothing to distribute, there is no distribution; none takes more than is left in the members' pool of a closed year.",
    },
    basis: Basis::Law { document: FINANCE_RULES, clause: "第二十八条" },
    force: Force::Hard,
    valid_from: FINANCE_RULES_FROM,
    valid_to: None,
    operations: &[
        "distributions.distribution.file",
        "distributions.distribution.lock",
        "distributions.distribution.revise",
    ],
};

/// Whether something is distributed, and no more than the pool of this number has.
pub fn something_there(amount: Money, (pool, left): (&str, Money)) -> Verdict {
    let facts = Facts::none().with("amount", amount).with("pool", pool).with("left", left);
    Verdict::of(amount.is_positive() && amount <= left, facts)
}

#[cfg(test)]
mod tests {
    use super::{SOMETHING_THERE, something_there};
    use crate::ground::kernel::{Day, Money};

    #[test]
    fn the_cases_of_r66_hold() {
        for line in include_str!("../../../../tests/cases/R66.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |at: usize| Money::from_fen(f[at].parse().unwrap()).unwrap();
            let verdict = something_there(money(0), ("FC-431026-2023-000001", money(1)));
            let check = SOMETHING_THERE.judge(Day::of(2023, 3, 1), verdict);
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
