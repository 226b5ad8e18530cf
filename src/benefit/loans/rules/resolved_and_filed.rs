//! R79.1 经营性举债须表决并备案. What a rural collective borrows for business its members decided, and the town has it on file.

use crate::{
    benefit::{
        collectives::CollectiveKind,
        loans::model::{FINANCE_RULES, FINANCE_RULES_FROM, LoanLack, LoanPurpose, is_bound},
    },
    ground::kernel::{Basis, Bi, Facts, Force, Kind, Money, Rule, Status, Verdict},
};

/// R79.1
pub static RESOLVED_AND_FILED: Rule = Rule {
    number: "R79.1",
    label: "DEBT_NOT_DECIDED",
    kind: Kind {
        code: "loans.loan.not_decided",
        status: Status::Conflict,
        title: Bi { zh: "经营性借款未经表决或未备案", en: "Not decided, or not on file" },
        detail: Bi {
            zh: "拟借款 {amount} 元，尚缺：{lack}。经营性借款属重大事项，须经本组织表决通过，并报乡镇审核或备案；请补齐后再登记。",
            en: "A loan of {amount} lacks: {lack}. What is borrowed for business is decided at a meeting of the body and filed with the town; record it when it has both.",
        },
    },
    demands: Bi {
        zh: "农村集体经济组织经营性借款须有本组织通过的借款表决，并有乡镇备案文号；表决不晚于合同日期。",
        en: "What a rural collective borrows for business has a vote of the body that passed, not after the day of the contract, and the number under which the town has it on file.",
    },
    basis: Basis::Law { document: FINANCE_RULES, clause: "第十五条" },
    force: Force::Hard,
    valid_from: FINANCE_RULES_FROM,
    valid_to: None,
    operations: &["loans.loan.record"],
};

/// What of the two a loan lacks.
pub const fn lack(resolved: bool, filed: bool) -> Option<LoanLack> {
    match (resolved, filed) {
        (true, true) => None,
        (false, true) => Some(LoanLack::Resolution),
        (true, false) => Some(LoanLack::Filing),
        (false, false) => Some(LoanLack::Both),
    }
}

/// Looks at what a loan for business has.
pub fn resolved_and_filed(
    (body, purpose): (CollectiveKind, LoanPurpose),
    lack: Option<LoanLack>,
    amount: Money,
) -> Verdict {
    if !is_bound(body) || purpose != LoanPurpose::Business {
        return Verdict::Silent;
    }
    match lack {
        None => Verdict::Pass(Facts::none()),
        Some(lack) => Verdict::Fail(Facts::none().told("lack", lack).with("amount", amount)),
    }
}

#[cfg(test)]
mod tests {
    use super::{RESOLVED_AND_FILED, lack, resolved_and_filed};
    use crate::{
        benefit::{collectives::CollectiveKind, loans::model::LoanPurpose},
        ground::kernel::{Money, Words as _},
    };

    #[test]
    fn the_cases_of_r79_1_hold() {
        for line in include_str!("../../../../tests/cases/R79.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let of = (CollectiveKind::from_word(f[1]).unwrap(), LoanPurpose::from_word(f[2]).unwrap());
            let lack = lack(f[3] == "yes", f[4] == "yes");
            let verdict = resolved_and_filed(of, lack, Money::from_fen(100).unwrap());
            let check = RESOLVED_AND_FILED.judge(f[0].parse().unwrap(), verdict);
            assert_eq!(check.outcome.to_string(), f[5], "{line}");
        }
    }
}
