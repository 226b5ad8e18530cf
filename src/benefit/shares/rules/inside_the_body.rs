//! R59.1 只在内部转让. Shares are transferred to members of the body, to whoever has shares already, or to the body itself.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R59.1
pub static INSIDE_THE_BODY: Rule = Rule {
    number: "R59.1",
    label: "TRANSFER_OUTSIDE",
    kind: Kind {
        code: "shares.transaction.transfer_outside",
        status: Status::Conflict,
        title: Bi { zh: "不得转让给本组织以外的人", en: "Transferred outside the body" },
        detail: Bi {
            zh: "{on} 的转让中有 {count} 名受让人（第 {legs} 行）既不是本组织成员，也不持有本方案的份额。份额只能在本组织内部转让或由本组织赎回；请核对受让人。",
            en: "{count} who receive on {on} (rows {legs}) are neither members of the body nor in its share register. Shares are transferred inside the body, or bought back by it; check who receives.",
        },
    },
    demands: Bi {
        zh: "份额只在本组织成员、现有持有人之间转让，或由本组织赎回。",
        en: "Shares are transferred among members and holders of the body, or bought back by it.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.transaction.record"],
};

/// Looks at which of those who receive stand outside the body on the day: their rows, from one on.
pub fn inside_the_body(on: Day, outside: &[usize]) -> Verdict {
    let facts = Facts::none().with("on", on);
    if outside.is_empty() {
        return Verdict::Pass(facts);
    }
    let legs: Vec<String> = outside.iter().take(10).map(ToString::to_string).collect();
    Verdict::Fail(facts.with("count", outside.len()).with("legs", legs.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::{INSIDE_THE_BODY, inside_the_body};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r59_1_hold() {
        for line in include_str!("../../../../tests/cases/R59.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let outside: Vec<usize> = f[0].split(' ').filter_map(|n| n.parse().ok()).collect();
            let on = Day::of(2023, 3, 1);
            assert_eq!(INSIDE_THE_BODY.judge(on, inside_the_body(on, &outside)).outcome.to_string(), f[1], "{line}");
        }
    }
}
