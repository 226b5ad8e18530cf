//! R82 财政部门下达. Only finance departments issue transfer budgets.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R82
pub static ISSUED_BY_FINANCE: Rule = Rule {
    number: "R82",
    label: "NOT_FINANCE",
    kind: Kind {
        code: "funds.allocation.not_issued_by_finance",
        status: Status::Conflict,
        title: Bi { zh: "指标文件不是财政部门下达的", en: "Not issued by a finance department" },
        detail: Bi {
            zh: "文件 {document} 的发文机关为“{issuer}”，不含财政部门；转移支付预算只能由财政部门下达，请登记财政部门的文件。",
            en: "The document {document} was issued by {issuer}, no finance department among them; transfer budgets are issued by finance departments alone: register the finance department's paper.",
        },
    },
    demands: Bi {
        zh: "转移支付预算由财政部门下达、资金由财政部门拨付；其他机关的分配通知不能作为指标入账依据。",
        en: "Transfer budgets are issued, and their money paid, by finance departments alone; a notice of another body brings no money into the books.",
    },
    basis: Basis::Law { document: "《预算法实施条例》（国务院令第729号）", clause: "第五十九条" },
    force: Force::Hard,
    valid_from: Day::of(2020, 10, 1),
    valid_to: None,
    operations: &["funds.allocation.confirm"],
};

/// What a finance department's name ends with, by level: 部, 厅, 局, 所.
const ENDINGS: [&str; 4] = ["部", "厅", "局", "所"];

/// Looks for a finance department among the issuers of a document.
pub fn issued_by_finance(document: &str, issuer: &str) -> Verdict {
    let is_finance = |name: &str| name.contains("财政") && ENDINGS.iter().any(|e| name.ends_with(e));
    let kept = issuer.split(['、', ';', '；', ',', '，']).map(str::trim).any(is_finance);
    Verdict::of(kept, Facts::none().with("document", document).with("issuer", issuer))
}

#[cfg(test)]
mod tests {
    use super::issued_by_finance;
    use crate::ground::kernel::Verdict;

    #[test]
    fn the_cases_of_r82_hold() {
        for line in include_str!("../../../../tests/cases/R82.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let kept = matches!(issued_by_finance("x", f[0]), Verdict::Pass(_));
            assert_eq!(kept, f[1] == "passed", "{line}");
        }
    }
}
