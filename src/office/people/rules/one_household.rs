//! R4 一人一户. A person belongs to one household on any day.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    office::people::model::Stay,
};

/// R4
pub static ONE_HOUSEHOLD: Rule = Rule {
    number: "R4",
    label: "DUPLICATE_PERSON",
    kind: Kind {
        code: "people.household.duplicate_person",
        status: Status::Conflict,
        title: Bi { zh: "同一人员重复登记", en: "A person in two households" },
        detail: Bi {
            zh: "该人员自 {from} 起已是{household}的成员（至 {until}），本次登记自 {on} 起与之重叠。请先办理迁出、分户或更正原登记。",
            en: "The person is a member of {household} from {from} (until {until}); from {on} on that would be two households. Let the person leave there first, or reverse what was wrong.",
        },
    },
    demands: Bi {
        zh: "同一人员在任何一日只能是一个户的成员；一份文件中同一证件号码只出现一次。",
        en: "A person is a member of one household on any day; an ID number stands once in a file.",
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

/// Whether somebody who is to belong to a household belongs to none of these others meanwhile, each told as its reader may know it.
pub fn one_household<'a>(stay: &Stay, others: impl IntoIterator<Item = (&'a str, &'a Stay)>) -> Verdict {
    let facts = Facts::none().with("on", stay.from);
    match others.into_iter().find(|(_, other)| stay.meets(other)) {
        None => Verdict::Pass(facts),
        Some((household, other)) => {
            let until = other.until.map_or_else(|| "—".to_owned(), |day| day.to_string());
            Verdict::Fail(facts.with("household", household).with("from", other.from).with("until", until))
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::one_household;
    use crate::{
        ground::kernel::{Day, Verdict},
        office::people::model::{Presence, Relation, Stay},
    };

    #[test]
    fn the_cases_of_r4_hold() {
        let stay = |from: &str, until: &str| Stay {
            person: Uuid::from_u128(1).into(),
            relation: Relation::Other,
            sex: None,
            presence: Presence::Home,
            from: from.parse().unwrap_or(Day::of(1900, 1, 1)),
            until: until.parse().ok(),
        };
        for line in include_str!("../../../../tests/cases/R4.csv").lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let (new, other) = (stay(fields[0], fields[1]), stay(fields[2], fields[3]));
            let passed = matches!(one_household(&new, [("乙户", &other)]), Verdict::Pass(_));
            assert_eq!(passed, fields[4] == "passed", "{line}");
        }
    }
}
