//! R5 户主唯一. A household has exactly one head on any day on which it has members.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    office::people::model::Muster,
};

/// R5
pub static ONE_HEAD: Rule = Rule {
    number: "R5",
    label: "HOUSEHOLD_HEAD",
    kind: Kind {
        code: "people.household.one_head",
        status: Status::Conflict,
        title: Bi { zh: "户主不唯一", en: "Not exactly one head" },
        detail: Bi {
            zh: "{on} 该户有成员 {members} 人，户主 {heads} 人；户主应为成员之一且只有一人。户主离开的，请同时办理变更户主。",
            en: "On {on} the household has {members} members and {heads} heads; one of the members is the head, and one alone. Where the head leaves, name another on the same day.",
        },
    },
    demands: Bi {
        zh: "有成员的户在任何一日有且只有一名户主，户主在成员之中；户主死亡后、确定新户主前除外。",
        en: "A household with members has exactly one head on any day, who is one of them; but for the days between the head's death and the naming of another.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::of(2016, 1, 1),
    valid_to: None,
    operations: &[
        "people.household.create",
        "people.household.record",
        "people.household.reverse",
        "people.household.split",
        "people.household.import",
    ],
};

/// Looks at every day on which something happened; the first that is wrong decides.
pub fn one_head(musters: &[Muster]) -> Verdict {
    let kept = |m: &&Muster| m.members == 0 || m.heads == 1 || (m.heads == 0 && m.orphaned);
    let facts = |m: &Muster| Facts::none().with("on", m.on).with("members", m.members).with("heads", m.heads);
    match musters.iter().find(|m| !kept(m)) {
        Some(wrong) => Verdict::Fail(facts(wrong)),
        None => musters.last().map_or(Verdict::Silent, |last| Verdict::Pass(facts(last))),
    }
}

#[cfg(test)]
mod tests {
    use super::one_head;
    use crate::{
        ground::kernel::{Day, Verdict},
        office::people::model::Muster,
    };

    #[test]
    fn the_cases_of_r5_hold() {
        for line in include_str!("../../../../tests/cases/R5.csv").lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let number = |n: usize| fields[n].parse().unwrap();
            let orphaned = fields[2] == "yes";
            let muster = Muster { on: Day::of(2023, 3, 1), heads: number(1), members: number(0), orphaned };
            let passed = matches!(one_head(&[muster]), Verdict::Pass(_));
            assert_eq!(passed, fields[3] == "passed", "{line}");
        }
        assert_eq!(one_head(&[]), Verdict::Silent);
    }
}
