//! R3.1 性别与证件号码相符. The seventeenth digit of an ID number is odd for men and even for women.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    office::people::model::{IdNumber, Sex},
};

/// R3.1
pub static SEX_TOLD: Rule = Rule {
    number: "R3.1",
    label: "ID_SEX",
    kind: Kind {
        code: "people.household.sex_differs",
        status: Status::Invalid,
        title: Bi { zh: "性别与证件号码不符", en: "Sex differs from the ID number" },
        detail: Bi {
            zh: "填写的性别为{told}，公民身份号码第 17 位表示{number}。请对照证件核对后确认。",
            en: "The sex is told as {told}, the seventeenth digit of the ID number says {number}. Compare it with the card, then acknowledge it.",
        },
    },
    demands: Bi {
        zh: "家庭成员的性别须与公民身份号码第 17 位相符；不符的，核对证件后确认。",
        en: "A member's sex is what the seventeenth digit of the ID number says; what differs is compared with the card and acknowledged.",
    },
    basis: Basis::Invariant,
    force: Force::Warn,
    valid_from: Day::of(1999, 7, 1),
    valid_to: None,
    operations: &["people.household.create", "people.household.record", "people.household.import"],
};

/// Whether the sex that is told is that of the number; silent where one of them is not known.
pub fn sex_told(told: Option<Sex>, number: Option<&IdNumber>) -> Verdict {
    let of_number = number.and_then(IdNumber::tells_male).map(|male| if male { Sex::Male } else { Sex::Female });
    let Some((told, of_number)) = told.zip(of_number) else { return Verdict::Silent };
    Verdict::of(told == of_number, Facts::none().told("told", told).told("number", of_number))
}

#[cfg(test)]
mod tests {
    use super::sex_told;
    use crate::{
        ground::kernel::{Verdict, Words as _},
        office::people::model::{IdNumber, Sex},
    };

    #[test]
    fn the_cases_of_r3_1_hold() {
        for line in include_str!("../../../../tests/cases/R3.1.csv").lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let number = (!fields[1].is_empty()).then(|| IdNumber::new(fields[1].into()));
            let verdict = sex_told(Sex::from_word(fields[0]), number.as_ref());
            let said = match &verdict {
                Verdict::Pass(_) => "passed",
                Verdict::Fail(_) => "warned",
                _ => "silent",
            };
            assert_eq!(said, fields[2], "{line}");
            assert!(fields[1].is_empty() || !format!("{verdict:?}").contains(fields[1]), "{line}");
        }
    }
}
