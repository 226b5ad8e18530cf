//! R79 不得举债兴办公益事业. A rural collective borrows nothing for works of public welfare.

use crate::{
    benefit::{
        collectives::CollectiveKind,
        loans::model::{FINANCE_RULES, FINANCE_RULES_FROM, LoanPurpose, is_bound},
    },
    ground::kernel::{Basis, Bi, Facts, Force, Kind, Money, Rule, Status, Verdict},
};

/// R79
pub static NO_WELFARE_DEBT: Rule = Rule {
    number: "R79",
    label: "DEBT_FOR_WELFARE",
    kind: Kind {
        code: "loans.loan.debt_for_welfare",
        status: Status::Conflict,
        title: Bi { zh: "不得举债兴办公益事业", en: "No debt for public welfare" },
        detail: Bi {
            zh: "该组织为{body}，拟借款 {amount} 元，用途为{purpose}；农村集体经济组织不得举债兴办公益事业，请改用财政资金、社会捐赠或已提取的公益金。合同早已签订的，按存量债务登记。",
            en: "The body is {body} and would borrow {amount} for {purpose}; a rural collective borrows nothing for that. Use public money, gifts or what was set aside. A debt of a contract long signed is recorded as one of before.",
        },
    },
    demands: Bi {
        zh: "农村集体经济组织（含村民委员会代行）不得举债兴办公益事业；存量债务如实登记，列为疑点。",
        en: "A rural collective, or a village committee that acts for one, borrows nothing for works of public welfare; what is owed from before is recorded as it is and found by night.",
    },
    basis: Basis::Law { document: FINANCE_RULES, clause: "第十五条" },
    force: Force::Hard,
    valid_from: FINANCE_RULES_FROM,
    valid_to: None,
    operations: &["loans.loan.record"],
};

/// Looks at what a body borrows for.
pub fn no_welfare_debt(body: CollectiveKind, purpose: LoanPurpose, amount: Money) -> Verdict {
    if !is_bound(body) {
        return Verdict::Silent;
    }
    let facts = Facts::none().told("body", body).told("purpose", purpose).with("amount", amount);
    Verdict::of(purpose != LoanPurpose::PublicWelfare, facts)
}

#[cfg(test)]
mod tests {
    use super::{NO_WELFARE_DEBT, no_welfare_debt};
    use crate::{
        benefit::{collectives::CollectiveKind, loans::model::LoanPurpose},
        ground::kernel::Words as _,
    };

    #[test]
    fn the_cases_of_r79_hold() {
        for line in include_str!("../../../../tests/cases/R79.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (body, purpose) = (CollectiveKind::from_word(f[1]).unwrap(), LoanPurpose::from_word(f[2]).unwrap());
            let verdict = no_welfare_debt(body, purpose, f[3].parse().unwrap());
            let check = NO_WELFARE_DEBT.judge(f[0].parse().unwrap(), verdict);
            assert_eq!(check.outcome.to_string(), f[4], "{line}");
        }
    }
}
