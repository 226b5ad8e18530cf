//! R5.1 户内人数相符. The number of members that is stated is the number of those who are named.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R5.1
pub static HEADCOUNT: Rule = Rule {
    number: "R5.1",
    label: "HOUSEHOLD_COUNT",
    kind: Kind {
        code: "people.household.headcount_differs",
        status: Status::Invalid,
        title: Bi { zh: "家庭人口与成员数不符", en: "Stated headcount differs from the members" },
        detail: Bi {
            zh: "填写的家庭人口为 {stated} 人，列出的成员为 {members} 人。请补全成员或更正人口数。",
            en: "{stated} members are stated and {members} are named. Name them all, or correct the number.",
        },
    },
    demands: Bi {
        zh: "填写的家庭人口须等于列出的成员数，一份文件中每一行都相同。",
        en: "The number of members that is stated is that of the members who are named, and the same in each row of a file.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::of(2016, 1, 1),
    valid_to: None,
    operations: &["people.household.create", "people.household.import"],
};

/// Silent where no number is stated.
pub fn headcount(stated: Option<i64>, members: usize) -> Verdict {
    let Some(stated) = stated else { return Verdict::Silent };
    let facts = Facts::none().with("stated", stated).with("members", members);
    Verdict::of(i64::try_from(members) == Ok(stated), facts)
}

#[cfg(test)]
mod tests {
    use super::headcount;
    use crate::ground::kernel::Verdict;

    #[test]
    fn the_cases_of_r5_1_hold() {
        for line in include_str!("../../../../tests/cases/R5.1.csv").lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let said = match headcount(fields[0].parse().ok(), fields[1].parse().unwrap()) {
                Verdict::Pass(_) => "passed",
                Verdict::Fail(_) => "refused",
                _ => "silent",
            };
            assert_eq!(said, fields[2], "{line}");
        }
    }
}
