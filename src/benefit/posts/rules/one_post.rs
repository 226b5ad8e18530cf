//! R37.1 一人一岗. Nobody has two public posts on one day.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R37.1
pub static ONE_POST: Rule = Rule {
    number: "R37.1",
    label: "POST_TWICE",
    kind: Kind {
        code: "posts.assignment.has_post",
        status: Status::Conflict,
        title: Bi { zh: "已在其他公益岗位", en: "Has another post" },
        detail: Bi {
            zh: "该人员在公益岗位 {post} 在岗至 {until}，不能自 {from} 起另上一岗；请先办理离岗，或核对上岗日期。",
            en: "The person has the post {post} until {until} and cannot have another from {from} on; end that first, or check the day.",
        },
    },
    demands: Bi { zh: "一人同时只在一个公益岗位。", en: "A person has one public post at a time." },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["posts.assignment.assign"],
};

/// Looks at the other post that somebody has from a day on: its number, and until when.
pub fn one_post(from: Day, other: Option<(&str, Option<Day>)>) -> Verdict {
    let facts = Facts::none().with("from", from);
    let Some((post, until)) = other else { return Verdict::Pass(facts) };
    let until = until.map_or_else(|| "-".to_owned(), |day| day.to_string());
    Verdict::Fail(facts.with("post", post).with("until", until))
}

#[cfg(test)]
mod tests {
    use super::{ONE_POST, one_post};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r37_1_hold() {
        for line in include_str!("../../../../tests/cases/R37.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let other = Some((f[1], f[2].parse().ok())).filter(|_| !f[1].is_empty());
            let from: Day = f[0].parse().unwrap();
            assert_eq!(ONE_POST.judge(from, one_post(from, other)).outcome.to_string(), f[3], "{line}");
        }
    }
}
