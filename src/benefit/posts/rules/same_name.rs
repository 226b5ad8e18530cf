//! R110.4 无号码同名. Whoever has no ID number in the register may be there twice. Two payees of one name in one household, or of none, one of them
//! without a number, are told, and whoever made the list says that they are two.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R110.4
pub static SAME_NAME: Rule = Rule {
    number: "R110.4",
    label: "DUPLICATE_PAYMENT",
    kind: Kind {
        code: "posts.list.same_name",
        status: Status::Conflict,
        title: Bi { zh: "无身份证号码人员同名", en: "One name, and no ID number" },
        detail: Bi {
            zh: "第 {line} 行有人没有登记身份证号码，且与{other}的人员同户（或均不在户内）同名，另有 {more} 处；请核对是否为同一人重复登记，确为两人的，请确认后再提交。",
            en: "Somebody of line {line} has no ID number in the register, and one name and household with somebody of {other} (or neither has a household); {more} more are so. Look whether they are one; if they are two, acknowledge it and send it again.",
        },
    },
    demands: Bi {
        zh: "没有登记身份证号码的人员，与同一名单或同一项目、月份其他名单上的同户人员同名，或与本名单上同不在户内的人员同名的，须由编制人核对确认。",
        en: "Where somebody without an ID number has one name with a payee of the same household for the item and month, or with another of no household on the list, whoever makes the list looks at both.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["posts.line.import", "posts.list.file", "posts.list.generate", "posts.list.revise"],
};

/// With whom somebody of a line has one name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Namesake {
    /// Somebody of another line.
    Line(i64),
    /// Somebody on another list.
    List(String),
}

impl Namesake {
    fn told(&self) -> String {
        match self {
            Self::Line(line) => format!("第 {line} 行"),
            Self::List(number) => format!("名单 {number}"),
        }
    }
}

/// Holds lines of persons without a number against whom they have one name with.
pub fn same_name(met: &[(i64, Namesake)]) -> Verdict {
    match met.iter().min() {
        None => Verdict::Pass(Facts::none()),
        Some((line, other)) => {
            let facts = Facts::none().with("line", line).with("other", other.told());
            Verdict::Fail(facts.with("more", met.len() - 1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Namesake, SAME_NAME, same_name};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r110_4_hold() {
        for line in include_str!("../../../../tests/cases/R110.4.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let met = |told: &str| {
                let (line, other) = told.split_once(' ').unwrap();
                let other = other.parse().map_or_else(|_| Namesake::List(other.into()), Namesake::Line);
                (line.parse().unwrap(), other)
            };
            let met: Vec<(i64, Namesake)> = f[0].split(';').filter(|t| !t.is_empty()).map(met).collect();
            let check = SAME_NAME.judge(Day::of(2023, 3, 1), same_name(&met));
            let told = ["line", "other", "more"].map(|name| check.facts.get(name).unwrap_or("-"));
            assert_eq!((check.outcome.to_string().as_str(), told.join("|").as_str()), (f[1], f[2]), "{line}");
        }
    }
}
