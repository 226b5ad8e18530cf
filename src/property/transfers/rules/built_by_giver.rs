//! R25.5 移交方应为建设或管理单位. What nobody is known to own is handed over by whoever had it built, built it or manages it.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R25.5
pub static BUILT_BY_GIVER: Rule = Rule {
    number: "R25.5",
    label: "TRANSFER_GIVER_NOT_BUILDER",
    kind: Kind {
        code: "transfers.transfer.giver_not_builder",
        status: Status::Conflict,
        title: Bi { zh: "移交方不是建设或管理单位", en: "The giver neither built nor manages it" },
        detail: Bi {
            zh: "清单中权属未登记的资产（共 {count} 项）{assets}，{giver} 不是其项目单位、主管部门、承建单位，也不是其管理或经营单位；请核对移交方。确由其移交的，核实后确认本提示（R25.5）再申报。",
            en: "Nobody is known to own these assets ({count}) {assets}, and {giver} neither had them built, built them nor manages or operates them. Check who gives; where it is so, see to it, confirm this warning (R25.5) and file.",
        },
    },
    demands: Bi {
        zh: "权属未登记的资产确权登记，由项目单位、主管部门、承建单位或现管理、经营单位移交；由其他单位移交的须核实。",
        en: "What is registered for the first time is handed over by whoever had it built, built it or manages it; another giver is seen to.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::of(2022, 4, 18),
    valid_to: None,
    operations: &["transfers.transfer.file", "transfers.transfer.read_checks"],
};

/// At most this many numbers are told.
const TOLD: usize = 10;

/// Looks at assets that nobody is known to own and of which somebody else than the giver is told to have built or to manage them; silent where
/// nothing is told of any.
pub fn built_by_giver(giver: &str, others: Option<&[String]>) -> Verdict {
    let Some(others) = others else { return Verdict::Silent };
    let told: Vec<&str> = others.iter().take(TOLD).map(String::as_str).collect();
    let facts = Facts::none().with("giver", giver).with("assets", told.join(", ")).with("count", others.len());
    Verdict::of(others.is_empty(), facts)
}

#[cfg(test)]
mod tests {
    use super::{BUILT_BY_GIVER, built_by_giver};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r25_5_hold() {
        for line in include_str!("../../../../tests/cases/R25.5.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let others: Vec<String> = f[1].split_whitespace().map(str::to_owned).collect();
            let verdict = built_by_giver("示例局", (f[0] == "yes").then_some(others.as_slice()));
            assert_eq!(BUILT_BY_GIVER.judge(f[2].parse::<Day>().unwrap(), verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}
