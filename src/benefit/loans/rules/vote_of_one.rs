//! R79.2 一项表决、一个备案文号只用于一笔借款. A vote that named no sum would otherwise carry any number of loans.

use crate::{
    benefit::{
        collectives::CollectiveKind,
        loans::model::{FINANCE_RULES, FINANCE_RULES_FROM, LoanPurpose, UsedBy, is_bound},
    },
    ground::kernel::{Basis, Bi, Facts, Force, Kind, Money, Rule, Status, Verdict},
};

/// R79.2
pub static VOTE_OF_ONE: Rule = Rule {
    number: "R79.2",
    label: "VOTE_USED",
    kind: Kind {
        code: "loans.loan.vote_used",
        status: Status::Conflict,
        title: Bi { zh: "表决或备案已用于另一笔借款", en: "The vote or the filing is another loan's" },
        detail: Bi {
            zh: "所填{ground}已用于借款 {loan}（{used} 元）；一项表决、一个备案文号只用于一笔借款。本笔借款 {amount} 元，须另有本组织通过的借款表决并报乡镇备案；同一次会议议决多笔借款的，逐笔登记表决；{loan} 登记有误的，先作废。",
            en: "The {ground} of this loan carries the loan {loan} of {used} already, and carries one alone. This one of {amount} is decided and filed by itself; where one meeting decided several loans, record a vote on each; where {loan} is wrong, void it first.",
        },
    },
    demands: Bi {
        zh: "农村集体经济组织的一项借款表决、一个乡镇备案文号只用于一笔未作废的经营性借款；存量债务如实登记，重复使用的列为疑点。",
        en: "A vote of a rural collective on borrowing, and a number of the town's filing, carry one loan for business that is not void; what is owed from before is recorded as it is, and found by night where it names what carries another.",
    },
    basis: Basis::Law { document: FINANCE_RULES, clause: "第十五条" },
    force: Force::Hard,
    valid_from: FINANCE_RULES_FROM,
    valid_to: None,
    operations: &["loans.loan.record"],
};

/// Looks at a loan, and at another that stands by the same vote or filing.
pub fn vote_of_one((body, purpose): (CollectiveKind, LoanPurpose), other: Option<&UsedBy>, amount: Money) -> Verdict {
    if !is_bound(body) || purpose != LoanPurpose::Business {
        return Verdict::Silent;
    }
    match other {
        None => Verdict::Pass(Facts::none()),
        Some(other) => {
            let facts = Facts::none().told("ground", other.ground).with("loan", &other.loan);
            Verdict::Fail(facts.with("used", other.amount).with("amount", amount))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{VOTE_OF_ONE, vote_of_one};
    use crate::{
        benefit::{
            collectives::CollectiveKind,
            loans::model::{LoanGround, LoanPurpose, UsedBy},
        },
        ground::kernel::{Money, Words as _},
    };

    #[test]
    fn the_cases_of_r79_2_hold() {
        let amount = Money::from_fen(100).unwrap();
        for line in include_str!("../../../../tests/cases/R79.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let of = (CollectiveKind::from_word(f[1]).unwrap(), LoanPurpose::from_word(f[2]).unwrap());
            let used = LoanGround::from_word(f[3]).map(|ground| UsedBy { ground, loan: "JK-1".into(), amount });
            let check = VOTE_OF_ONE.judge(f[0].parse().unwrap(), vote_of_one(of, used.as_ref(), amount));
            assert_eq!(check.outcome.to_string(), f[4], "{line}");
        }
    }
}
