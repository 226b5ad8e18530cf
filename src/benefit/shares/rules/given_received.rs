//! R58.3 转出等于转入. What some give of a class is what others receive of it.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Shares, Status, Verdict};

/// R58.3
pub static GIVEN_RECEIVED: Rule = Rule {
    number: "R58.3",
    label: "SHARE_SUM",
    kind: Kind {
        code: "shares.transaction.sums_differ",
        status: Status::Conflict,
        title: Bi { zh: "转出与转入份额不等", en: "Given and received differ" },
        detail: Bi {
            zh: "{class}：转出 {given}，转入 {received}；两者须相等。",
            en: "{class}: {given} are given and {received} received; they must be the same.",
        },
    },
    demands: Bi {
        zh: "转让、继承、分户、合户的，每一类别转出的份额等于转入的份额。",
        en: "What passes on keeps its number: of each class as many shares are received as are given.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.transaction.record"],
};

/// Holds what is given of a class against what is received.
pub fn given_received(class: &str, given: Shares, received: Shares) -> Verdict {
    let facts = Facts::none().with("class", class).with("given", given).with("received", received);
    if given == received { Verdict::Pass(facts) } else { Verdict::Fail(facts) }
}

#[cfg(test)]
mod tests {
    use super::{GIVEN_RECEIVED, given_received};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r58_3_hold() {
        for line in include_str!("../../../../tests/cases/R58.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let found = given_received("成员股", f[0].parse().unwrap(), f[1].parse().unwrap());
            assert_eq!(GIVEN_RECEIVED.judge(Day::of(2023, 3, 1), found).outcome.to_string(), f[2], "{line}");
        }
    }
}
