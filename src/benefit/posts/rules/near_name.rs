//! R110.6 项目名称相近. The same aid under another name would be paid twice for a month: where a person has one whose name is near, whoever makes the
//! list says that they are two.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R110.6
pub static NEAR_NAME: Rule = Rule {
    number: "R110.6",
    label: "DUPLICATE_PAYMENT",
    kind: Kind {
        code: "posts.list.near_name",
        status: Status::Conflict,
        title: Bi {
            zh: "同一人同一月份有名称相近的项目", en: "An item of a near name, for the same month"
        },
        detail: Bi {
            zh: "本名单项目“{item}”与名单 {list} 的“{other}”名称相近，第 {line} 行的人员（按户发放的，为户内成员）{month} 已列入该名单，另有 {more} 处；请核对是否为同一补贴，确为两项的，请确认后再提交。",
            en: "The item {item} has a name near to {other} of the list {list}, on which whoever line {line} pays (a member of that household) stands for {month}; {more} more are so. Look whether they are one aid; if they are two, acknowledge it and send it again.",
        },
    },
    demands: Bi {
        zh: "同一人同一月份已列入名称相近的另一项目的，编制人核对不是同一补贴并确认；每人每项每月只发一次。",
        en: "Where a person stands on a list of an item of a near name for the same month, whoever makes the list looks whether both are one aid: a person is paid once for an item and month.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["posts.line.import", "posts.list.file", "posts.list.generate", "posts.list.revise"],
};

/// That somebody of a line has an aid of a near name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// Serial of the line.
    pub line: i64,
    /// For which month.
    pub month: String,
    /// Number of the list that has it.
    pub list: String,
    /// How that calls its item.
    pub item: String,
}

/// Holds what other lists have of near names against a list of an item.
pub fn near_name(item: &str, near: &[Near]) -> Verdict {
    match near.iter().min() {
        None => Verdict::Pass(Facts::none()),
        Some(first) => Verdict::Fail(
            Facts::none()
                .with("item", item)
                .with("line", first.line)
                .with("month", &first.month)
                .with("list", &first.list)
                .with("other", &first.item)
                .with("more", near.len() - 1),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{NEAR_NAME, Near, near_name};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r110_6_hold() {
        for line in include_str!("../../../../tests/cases/R110.6.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let near = |told: &str| {
                let t: Vec<&str> = told.split(' ').collect();
                Near { line: t[0].parse().unwrap(), month: t[1].into(), list: t[2].into(), item: t[3].into() }
            };
            let near: Vec<Near> = f[1].split(';').filter(|t| !t.is_empty()).map(near).collect();
            let check = NEAR_NAME.judge(Day::of(2023, 3, 1), near_name(f[0], &near));
            let told = ["line", "month", "list", "other", "more"].map(|name| check.facts.get(name).unwrap_or("-"));
            assert_eq!((check.outcome.to_string().as_str(), told.join(" ").as_str()), (f[2], f[3]), "{line}");
        }
    }
}
