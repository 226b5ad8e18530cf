//! R70 用途不在明确列举之内. Another use than the named ones has its basis and is acknowledged.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Ppm, Rule, Status, Verdict};

/// R70
pub static NAMED_USE: Rule = Rule {
    number: "R70",
    label: "INCOME_USE",
    kind: Kind {
        code: "income.scheme.other_use",
        status: Status::Conflict,
        title: Bi { zh: "用途不在明确列举之内", en: "Another use than the named ones" },
        detail: Bi {
            zh: "分配办法把 {part}% 用于“{basis}”，不在列举的用途（产业发展、就业创业、急难救助、公益岗位、社区运转、住房维修、基础设施、集体发展、成员分配）之内；请核对依据后确认。",
            en: "{part} % go to another use ({basis}) than those that are named; look at its basis, and acknowledge it.",
        },
    },
    demands: Bi {
        zh: "搬迁资产收益用于产业发展、就业创业、急难救助、公益岗位等；其他用途须有明确依据并予以标示。",
        en: "Income of what was built for resettlement is used for industry, jobs, hardship, public posts and the like; another use has a named basis and is shown.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["income.scheme.adopt"],
};

/// Looks at the part that goes to another use than the named ones.
pub fn named_use(other: Option<(Ppm, &str)>) -> Verdict {
    let Some((part, basis)) = other else { return Verdict::Pass(Facts::none()) };
    Verdict::Fail(Facts::none().with("part", part).with("basis", basis))
}

#[cfg(test)]
mod tests {
    use super::{NAMED_USE, named_use};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r70_hold() {
        for line in include_str!("../../../../tests/cases/R70.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let check = NAMED_USE.judge(Day::of(2024, 3, 1), named_use(f[0].parse().ok().map(|part| (part, "x"))));
            assert_eq!(check.outcome.to_string(), f[1], "{line}");
        }
    }
}
