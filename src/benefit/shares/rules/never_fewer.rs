//! R58.4 份额不为负. Nobody gives more than he has, on the day or on any later one.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Shares, Status, Verdict};

/// R58.4
pub static NEVER_FEWER: Rule = Rule {
    number: "R58.4",
    label: "SHARES_SHORT",
    kind: Kind {
        code: "shares.transaction.too_few",
        status: Status::Conflict,
        title: Bi { zh: "份额不足", en: "Too few shares" },
        detail: Bi {
            zh: "第 {serial} 号持有人在 {on} 持有{class} {held}，不足 {taken}；请核对份额和日期（含以后各日）。",
            en: "On {on} holder no. {serial} has {held} of the class {class}, fewer than {taken}; check shares and day, and all later days.",
        },
    },
    demands: Bi {
        zh: "任何持有人在变动当日及以后任何一日的份额不得少于零。",
        en: "Nobody has fewer than no shares, on the day of what happens or on any later one.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.transaction.record", "shares.transaction.reverse", "shares.transaction.import"],
};

/// Holds what a holder, by serial and class, has on a day against what is taken then.
pub fn never_fewer((serial, class): (&str, &str), on: Day, (held, taken): (Shares, Shares)) -> Verdict {
    let facts = Facts::none().with("serial", serial).with("class", class).with("on", on);
    let facts = facts.with("held", held).with("taken", taken);
    if held.scaled() < taken.scaled() { Verdict::Fail(facts) } else { Verdict::Pass(facts) }
}

#[cfg(test)]
mod tests {
    use super::{NEVER_FEWER, never_fewer};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r58_4_hold() {
        for line in include_str!("../../../../tests/cases/R58.4.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let on = Day::of(2023, 3, 1);
            let found = never_fewer(("7", "成员股"), on, (f[0].parse().unwrap(), f[1].parse().unwrap()));
            assert_eq!(NEVER_FEWER.judge(on, found).outcome.to_string(), f[2], "{line}");
        }
    }
}
