//! R3 公民身份号码校验. GB 11643-1999: eighteen characters, a birth date that has been, a check character by ISO 7064 MOD 11-2.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict, born_on, id_check_of};

/// R3
pub static ID_NUMBER_CHECK: Rule = Rule {
    number: "R3",
    label: "ID_CHECKSUM",
    kind: Kind {
        code: "people.person.id_number_checksum",
        status: Status::Invalid,
        title: Bi { zh: "公民身份号码校验不通过", en: "ID number fails its check" },
        detail: Bi {
            zh: "公民身份号码不符合 GB 11643：{fault}。请对照证件逐位核对。",
            en: "The ID number does not satisfy GB 11643: {fault}. Compare it with the card, digit by digit.",
        },
    },
    demands: Bi {
        zh: "公民身份号码须通过 GB 11643 校验，出生日期须存在且不晚于登记日。",
        en: "An ID number passes the check of GB 11643, and its birth date exists and has been.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::of(1999, 7, 1),
    valid_to: None,
    operations: &["people.person.create", "people.person.change"],
};

/// Checks an ID number on a day; silent where none is given. No fact repeats the number.
pub fn id_number_check(number: Option<&str>, today: Day) -> Verdict {
    match number.map(|n| fault_of(n, today)) {
        None => Verdict::Silent,
        Some(None) => Verdict::Pass(Facts::none()),
        Some(Some(fault)) => Verdict::Fail(Facts::none().told("fault", fault)),
    }
}

crate::ground::kernel::words! {
    /// What is wrong with a number.
    pub enum IdFault {
        Length = "not_18_characters" "应为 18 位",
        Digits = "not_17_digits" "前 17 位应为数字",
        Birth = "no_such_birthday" "出生日期不存在或晚于登记日",
        Check = "other_check_digit" "校验码不符",
    }
}

fn fault_of(number: &str, today: Day) -> Option<IdFault> {
    if number.len() != 18 {
        return Some(IdFault::Length);
    }
    let check = number.get(..17).and_then(id_check_of);
    let Some(check) = check else { return Some(IdFault::Digits) };
    if born_on(number).is_none_or(|day| day > today) {
        return Some(IdFault::Birth);
    }
    let right = number.chars().next_back().is_some_and(|last| last.eq_ignore_ascii_case(&check));
    (!right).then_some(IdFault::Check)
}

#[cfg(test)]
mod tests {
    use super::id_number_check;
    use crate::ground::kernel::{Day, Verdict};

    #[test]
    fn the_cases_of_r3_hold() {
        let today = Day::of(2023, 3, 1);
        for line in include_str!("../../../../tests/cases/R3.csv").lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let verdict = id_number_check(Some(fields[0]), today);
            assert_eq!(matches!(verdict, Verdict::Pass(_)), fields[1] == "passed", "{line}");
            assert!(!format!("{verdict:?}").contains(fields[0]), "{line}");
        }
        assert_eq!(id_number_check(None, today), Verdict::Silent);
    }
}
