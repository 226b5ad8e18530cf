//! R8 项目代码. A government-investment work is known by its code of the online platform.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R8
pub static PLATFORM_CODE: Rule = Rule {
    number: "R8",
    label: "PROJECT_CODE_MISSING",
    kind: Kind {
        code: "projects.project.platform_code_missing",
        status: Status::Conflict,
        title: Bi { zh: "缺少投资项目在线平台代码", en: "No code of the online platform" },
        detail: Bi {
            zh: "项目 {project} 是政府投资工程，尚无投资项目在线审批监管平台代码；请先在平台赋码并补填。",
            en: "The project {project} is a government-investment work without a code of the online approval platform; obtain the code and fill it in.",
        },
    },
    demands: Bi {
        zh: "政府投资工程列入计划、拨付资金前，应取得投资项目在线审批监管平台生成的项目代码；申报入库不受限。",
        en: "A government-investment work has its code of the online platform before it is planned or paid; entry into the library does not need it.",
    },
    basis: Basis::Law { document: "《政府投资条例》（国务院令第712号）", clause: "第十条" },
    force: Force::Exception,
    valid_from: Day::of(2019, 7, 1),
    valid_to: None,
    operations: &[
        "projects.project.plan",
        "payments.disbursement.submit",
        "payments.disbursement.resubmit",
        "payments.disbursement.read_checks",
        "approvals.task.decide",
        "approvals.task.batch_decide",
        "payments.batch.hand_over",
    ],
};

/// Looks for the platform code of a work; silent where the project is none.
pub fn platform_code(project: &str, is_works: bool, code: Option<&str>) -> Verdict {
    if !is_works {
        return Verdict::Silent;
    }
    let facts = Facts::none().with("project", project);
    match code.map(str::trim).filter(|c| !c.is_empty()) {
        Some(code) => Verdict::Pass(facts.with("platform_code", code)),
        None => Verdict::Fail(facts),
    }
}

#[cfg(test)]
mod tests {
    use super::{PLATFORM_CODE, platform_code};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r8_hold() {
        for line in include_str!("../../../../tests/cases/R8.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let code = Some(f[1]).filter(|c| !c.is_empty());
            let day: Day = f[2].parse().unwrap();
            let check = PLATFORM_CODE.judge(day, platform_code("x", f[0] == "works", code));
            assert_eq!(check.outcome.to_string(), f[3], "{line}");
        }
    }
}
