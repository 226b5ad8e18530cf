//! R84 先计划后支付. Money is paid only for projects that stand in library, plan and budget.

use super::JUDGED;
use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    money::projects::ProjectState,
};

/// R84
pub static PLANNED: Rule = Rule {
    number: "R84",
    label: "PROJECT_NOT_PLANNED",
    kind: Kind {
        code: "payments.disbursement.project_not_planned",
        status: Status::Conflict,
        title: Bi { zh: "项目未列入年度计划", en: "The project is not planned" },
        detail: Bi {
            zh: "项目 {project} 现为 {state}，不在年度计划执行中；请先办理入库和列入计划，暂停的先恢复。",
            en: "The project {project} is {state}, not in the annual plan; enter it into library and plan first, or resume it.",
        },
    },
    demands: Bi {
        zh: "资金只拨付给已入库、已列入年度计划且有预算安排的项目。",
        en: "Money is paid only for projects that stand in the library, in the annual plan and in the budget.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2021, 1, 1),
    valid_to: None,
    operations: JUDGED,
};

/// Looks at where the project stands.
pub fn planned(project: &str, state: ProjectState) -> Verdict {
    Verdict::of(state.is_planned(), Facts::none().with("project", project).told("state", state))
}

#[cfg(test)]
mod tests {
    use super::planned;
    use crate::ground::kernel::{Verdict, Words as _};

    #[test]
    fn the_cases_of_r84_hold() {
        for line in include_str!("../../../../tests/cases/R84.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let state = crate::money::projects::ProjectState::from_word(f[0]).unwrap();
            assert_eq!(matches!(planned("x", state), Verdict::Pass(_)), f[1] == "passed", "{line}");
        }
    }
}
