//! R73.2 在世、在册. Whoever died before a day that counts is not admitted, nor is a household to which nobody belongs then.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R73.2
pub static STILL_THERE: Rule = Rule {
    number: "R73.2",
    label: "PAYEE_NOT_ELIGIBLE",
    kind: Kind {
        code: "rolls.entry.not_there",
        status: Status::Conflict,
        title: Bi { zh: "对象已死亡或户内无在册成员", en: "Dead, or nobody left" },
        detail: Bi {
            zh: "第 {row} 行：{why}，自 {from} 起不能计入，另有 {more} 行；请删除该行，登记有误的先更正人员或户的登记。",
            en: "Row {row}: {why}; nothing counts from {from} on, and {more} more rows are so. Take the row out, or mend the register of persons and households first.",
        },
    },
    demands: Bi {
        zh: "起算日以前已登记死亡的个人、起算日（尚未到来的为当日）户内没有在册成员的户，不纳入受益名册。",
        en: "Nobody is admitted who died before the first day that counts, nor a household to which nobody belongs on that day, or today where it has not come.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["rolls.entry.admit", "rolls.entry.import"],
};

/// Why whoever a row names cannot benefit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absent {
    /// Died on a day before the first that counts.
    Died(Day),
    /// Nobody belongs to the household.
    Empty,
}

/// Holds what is known of whom rows name, rows counted from one, each with the first day that counts.
pub fn still_there(absent: &[(usize, Absent, Day)]) -> Verdict {
    match absent.iter().min() {
        None => Verdict::Pass(Facts::none()),
        Some((row, why, from)) => {
            let why = match why {
                Absent::Died(on) => format!("已于 {on} 登记死亡"),
                Absent::Empty => "户内没有在册成员".to_owned(),
            };
            let facts = Facts::none().with("row", row).with("why", why).with("from", from);
            Verdict::Fail(facts.with("more", absent.len() - 1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Absent, STILL_THERE, still_there};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r73_2_hold() {
        for line in include_str!("../../../../tests/cases/R73.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let absent = |told: &str| {
                let parts: Vec<&str> = told.split(' ').collect();
                let why = match parts[1] {
                    "empty" => Absent::Empty,
                    died => Absent::Died(died.parse().unwrap()),
                };
                (parts[0].parse().unwrap(), why, parts[2].parse().unwrap())
            };
            let absent: Vec<(usize, Absent, Day)> = f[0].split(';').filter(|t| !t.is_empty()).map(absent).collect();
            let check = STILL_THERE.judge(Day::of(2023, 3, 1), still_there(&absent));
            let told = ["row", "why", "from", "more"].map(|name| check.facts.get(name).unwrap_or("-"));
            assert_eq!((check.outcome.to_string().as_str(), told.join("|").as_str()), (f[1], f[2]), "{line}");
        }
    }
}
