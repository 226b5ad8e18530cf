//! R73.1 一册一次. Nobody benefits twice by one roll at a time: not by two entries, and by need not directly and through the household.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R73.1
pub static ONCE_ON_A_ROLL: Rule = Rule {
    number: "R73.1",
    label: "TWICE_ON_ROLL",
    kind: Kind {
        code: "rolls.entry.twice",
        status: Status::Conflict,
        title: Bi { zh: "同一名册重复登记", en: "Twice on one roll" },
        detail: Bi {
            zh: "第 {row} 行与{other}同期重复（按帮扶登记的，本人已随户登记也算重复），另有 {more} 处；同一名册同一时期只登记一次，请删除该行，或先办理原条目退出。",
            en: "Row {row} meets {other} (by need whoever benefits through the household counts too), and {more} more do; somebody stands on a roll once at a time. Take the row out, or end the other entry first.",
        },
    },
    demands: Bi {
        zh: "同一对象同一时期在一本受益名册中只登记一次；按帮扶登记的，户已登记的，户内成员不再按人登记。",
        en: "Somebody stands on a roll once at a time; by need nobody stands there directly while the own household does.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["rolls.entry.admit", "rolls.entry.import"],
};

/// What a row meets: another row of the same call, or an entry of the roll by its serial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// An earlier row.
    Row(usize),
    /// An entry.
    Entry(i64),
}

impl Standing {
    fn told(self) -> String {
        match self {
            Self::Row(row) => format!("第 {row} 行"),
            Self::Entry(serial) => format!("名册第 {serial} 号"),
        }
    }
}

/// Holds rows, counted from one, against what they meet.
pub fn once_on_a_roll(met: &[(usize, Standing)]) -> Verdict {
    match met.iter().min() {
        None => Verdict::Pass(Facts::none()),
        Some((row, other)) => {
            Verdict::Fail(Facts::none().with("row", row).with("other", other.told()).with("more", met.len() - 1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ONCE_ON_A_ROLL, Standing, once_on_a_roll};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r73_1_hold() {
        for line in include_str!("../../../../tests/cases/R73.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let met = |told: &str| {
                let (row, other) = told.split_once(' ').unwrap();
                let (sort, n) = other.split_at(1);
                let other = match sort {
                    "r" => Standing::Row(n.parse().unwrap()),
                    _ => Standing::Entry(n.parse().unwrap()),
                };
                (row.parse().unwrap(), other)
            };
            let met: Vec<(usize, Standing)> = f[0].split(';').filter(|t| !t.is_empty()).map(met).collect();
            let check = ONCE_ON_A_ROLL.judge(Day::of(2023, 3, 1), once_on_a_roll(&met));
            let told = ["row", "other", "more"].map(|name| check.facts.get(name).unwrap_or("-"));
            assert_eq!((check.outcome.to_string().as_str(), told.join("|").as_str()), (f[1], f[2]), "{line}");
        }
    }
}
