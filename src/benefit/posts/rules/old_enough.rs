//! R37 上岗年龄. Whoever has a public post is sixteen.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R37
pub static OLD_ENOUGH: Rule = Rule {
    number: "R37",
    label: "POST_INELIGIBLE",
    kind: Kind {
        code: "posts.assignment.too_young",
        status: Status::Conflict,
        title: Bi { zh: "未满十六周岁", en: "Younger than sixteen" },
        detail: Bi {
            zh: "该人员到 {from} 未满 {least} 周岁，不能上岗；请核对公民身份号码和上岗日期。",
            en: "The person is younger than {least} on {from} and cannot have the post; check the ID number and the day.",
        },
    },
    demands: Bi {
        zh: "公益岗位上岗人员须年满十六周岁。",
        en: "Whoever has a public post is at least sixteen years old.",
    },
    basis: Basis::Law { document: "《中华人民共和国劳动法》", clause: "第十五条" },
    force: Force::Hard,
    valid_from: Day::of(1995, 1, 1),
    valid_to: None,
    operations: &["posts.assignment.assign"],
};

/// From how many years on.
const YEARS: u32 = 16;

/// Whether somebody who was born on a day is old enough on another; silent where the register does not know (R37.2 says so).
pub fn old_enough(born_on: Option<Day>, from: Day) -> Verdict {
    let Some(reached_on) = born_on.and_then(|born| born.plus_months(12 * YEARS)) else { return Verdict::Silent };
    // The day of birth is nobody's business who only asks for a post: no figure tells it.
    Verdict::of(reached_on <= from, Facts::none().with("from", from).with("least", YEARS))
}

#[cfg(test)]
mod tests {
    use super::{OLD_ENOUGH, old_enough};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r37_hold() {
        for line in include_str!("../../../../tests/cases/R37.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let from: Day = f[1].parse().unwrap();
            let check = OLD_ENOUGH.judge(from, old_enough(f[0].parse().ok(), from));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
