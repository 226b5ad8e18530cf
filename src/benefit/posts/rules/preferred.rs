//! R37.2 上岗条件提示. A public post is for people of the register, one for each household; what the register does not know is said.

use crate::ground::kernel::{Basis, Bi, Day, Each, Facts, Force, Kind, Rule, Status, Verdict};

/// R37.2
pub static PREFERRED: Rule = Rule {
    number: "R37.2",
    label: "POST_INELIGIBLE",
    kind: Kind {
        code: "posts.assignment.unusual",
        status: Status::Conflict,
        title: Bi { zh: "上岗条件须确认", en: "To be confirmed of whoever gets a post" },
        detail: Bi {
            zh: "上岗人员情况须确认（{fault}）：公益岗位安排登记在册的本地搬迁户成员，一户一岗，年龄以公民身份号码为准；确有理由的，确认后登记。",
            en: "This is to be confirmed ({fault}): public posts are for members of registered households, one for each, whose age the ID number tells; where there is a reason, acknowledge it.",
        },
    },
    demands: Bi {
        zh: "公益岗位安排登记在册的搬迁户成员，一户一岗；村干部及其家属不安排，由用工单位核实。",
        en: "A public post is for a member of a registered household, one for each household; village cadres and their families have none, which the employer verifies.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["posts.assignment.assign"],
};

/// What the register says of somebody who gets a post.
#[derive(Debug, Clone, Copy)]
pub struct Preference {
    /// Whether the day of birth is known.
    pub age_known: bool,
    /// Whether it is a member of a registered household on that day.
    pub is_housed: bool,
    /// How many others of the household have a post then.
    pub others: usize,
}

crate::ground::kernel::words! {
    /// What is to be confirmed.
    pub enum PreferenceFault {
        AgeUnknown = "age_unknown" "年龄无从核对",
        NotInAHousehold = "not_in_a_household" "不在登记的搬迁户内",
        HouseholdHasPost = "household_has_post" "本户已有人上岗",
    }
}

/// Looks at what is to be confirmed.
pub fn preferred(case: Preference) -> Verdict {
    let faults = [
        (PreferenceFault::AgeUnknown, !case.age_known),
        (PreferenceFault::NotInAHousehold, !case.is_housed),
        (PreferenceFault::HouseholdHasPost, case.others > 0),
    ];
    let faults: Vec<PreferenceFault> =
        faults.into_iter().filter(|(_, broken)| *broken).map(|(fault, _)| fault).collect();
    Verdict::of(faults.is_empty(), Facts::none().told("fault", Each(&faults)))
}

#[cfg(test)]
mod tests {
    use super::{PREFERRED, Preference, preferred};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r37_2_hold() {
        for line in include_str!("../../../../tests/cases/R37.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let case = Preference { age_known: f[0] == "yes", is_housed: f[1] == "yes", others: f[2].parse().unwrap() };
            let check = PREFERRED.judge(Day::of(2023, 3, 1), preferred(case));
            let told = check.facts.get("fault").unwrap().replace(", ", " ");
            assert_eq!((check.outcome.to_string().as_str(), told.as_str()), (f[3], f[4]), "{line}");
        }
    }
}
