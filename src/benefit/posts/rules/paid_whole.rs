//! R110.2 整单支付. What pays a list is as much as the list comes to.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R110.2
pub static PAID_WHOLE: Rule = Rule {
    number: "R110.2",
    label: "LIST_SUM",
    kind: Kind {
        code: "posts.list.other_sum",
        status: Status::Conflict,
        title: Bi { zh: "付款金额与名单合计不符", en: "Another sum than the list's" },
        detail: Bi {
            zh: "名单 {list} 合计 {total} 元，关联的付款为 {amount} 元；请核对付款金额，名单与付款须一致。",
            en: "The list {list} comes to {total}, and what is to pay it is {amount}; they are the same. Check the amount.",
        },
    },
    demands: Bi {
        zh: "支付到人到户名单的款项，金额等于名单合计。",
        en: "What pays a list of persons is exactly as much as the list comes to.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["posts.list.link_spending"],
};

/// Holds what pays a list against what it comes to.
pub fn paid_whole(list: &str, total: Money, amount: Money) -> Verdict {
    let facts = Facts::none().with("list", list).with("total", total).with("amount", amount);
    Verdict::of(total == amount, facts)
}

#[cfg(test)]
mod tests {
    use super::{PAID_WHOLE, paid_whole};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r110_2_hold() {
        for line in include_str!("../../../../tests/cases/R110.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let verdict = paid_whole("x", f[0].parse().unwrap(), f[1].parse().unwrap());
            assert_eq!(PAID_WHOLE.judge(Day::of(2023, 3, 1), verdict).outcome.to_string(), f[2], "{line}");
        }
    }
}
