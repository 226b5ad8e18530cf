//! R110 一人一项一月一次. Nobody is paid twice for one item and month, whichever list and region it is.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R110
pub static ONCE_A_MONTH: Rule = Rule {
    number: "R110",
    label: "DUPLICATE_PAYMENT",
    kind: Kind {
        code: "posts.list.paid_twice",
        status: Status::Conflict,
        title: Bi { zh: "同一人同一项目同一月份重复发放", en: "Paid twice for one item and month" },
        detail: Bi {
            zh: "第 {line} 行的人员（按户发放的，为户内成员）{month} 的“{item}”已列入名单 {list}，另有 {more} 处重复；每人每项每月只发一次，请从本名单删除，或先作废该名单。",
            en: "Whoever line {line} pays (a member of that household) is on the list {list} for {item} of {month}, and {more} more are; each is paid once for an item and month. Take the line out, or annul that list first.",
        },
    },
    demands: Bi {
        zh: "到人到户补贴，每人每项每月只发一次；按户发放的，户内成员不再按人领取同一项目。",
        en: "A person is paid once for an item and month; whoever belongs to a household that is paid for an item has nothing more of it as a person.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["posts.line.import", "posts.list.file", "posts.list.generate", "posts.list.revise"],
};

/// That somebody of a line is on another list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    /// Serial of the line.
    pub line: i64,
    /// Which month.
    pub month: String,
    /// Number of the list that has it.
    pub list: String,
}

/// Holds what other lists have against a list of an item.
pub fn once_a_month(item: &str, taken: &[Taken]) -> Verdict {
    match taken.iter().min() {
        None => Verdict::Pass(Facts::none().with("item", item)),
        Some(first) => Verdict::Fail(
            Facts::none()
                .with("item", item)
                .with("line", first.line)
                .with("month", &first.month)
                .with("list", &first.list)
                .with("more", taken.len() - 1),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{ONCE_A_MONTH, Taken, once_a_month};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r110_hold() {
        for line in include_str!("../../../../tests/cases/R110.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let taken = |told: &str| {
                let (line, rest) = told.split_once(' ').unwrap();
                let (month, list) = rest.split_once(' ').unwrap();
                Taken { line: line.parse().unwrap(), month: month.into(), list: list.into() }
            };
            let taken: Vec<Taken> = f[1].split(';').filter(|t| !t.is_empty()).map(taken).collect();
            let check = ONCE_A_MONTH.judge(Day::of(2023, 3, 1), once_a_month(f[0], &taken));
            let told = ["line", "month", "list", "more"].map(|name| check.facts.get(name).unwrap_or("-"));
            assert_eq!((check.outcome.to_string().as_str(), told.join(" ").as_str()), (f[2], f[3]), "{line}");
        }
    }
}
