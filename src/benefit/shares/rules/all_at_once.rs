//! R59.2 一次处理全部份额. Heirs, split and merged households receive all that there is, at once.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Shares, Status, Verdict};

/// R59.2
pub static ALL_AT_ONCE: Rule = Rule {
    number: "R59.2",
    label: "NOT_WHOLE",
    kind: Kind {
        code: "shares.transaction.not_whole",
        status: Status::Conflict,
        title: Bi { zh: "未处理其全部份额", en: "Not all that there is" },
        detail: Bi {
            zh: "第 {serial} 号持有人当日持有{class} {held}，本次转出 {told}；继承、分户、合户须一次处理其全部份额。",
            en: "Holder no. {serial} has {held} of the class {class} on that day, and {told} are given; heirs, split and merged households receive all of it at once.",
        },
    },
    demands: Bi {
        zh: "继承、分户、合户须一次处理被继承人、原户的全部份额。",
        en: "An inheritance, a split and a merger pass on all shares of whoever gives, at once.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.transaction.record"],
};

/// Holds what a giver, by serial and class, has on the day against what is given.
pub fn all_at_once((serial, class): (&str, &str), held: Shares, told: Shares) -> Verdict {
    let facts = Facts::none().with("serial", serial).with("class", class).with("held", held).with("told", told);
    if held == told { Verdict::Pass(facts) } else { Verdict::Fail(facts) }
}

#[cfg(test)]
mod tests {
    use super::{ALL_AT_ONCE, all_at_once};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r59_2_hold() {
        for line in include_str!("../../../../tests/cases/R59.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let found = all_at_once(("7", "成员股"), f[0].parse().unwrap(), f[1].parse().unwrap());
            assert_eq!(ALL_AT_ONCE.judge(Day::of(2023, 3, 1), found).outcome.to_string(), f[2], "{line}");
        }
    }
}
