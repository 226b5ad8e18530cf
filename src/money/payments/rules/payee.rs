//! R100 收款人. Public money under a contract goes to its contractor or a lawful assignee, into a confirmed account of that body.
//! A natural person is no organisation and cannot be named in a grid at all: persons are paid by lists, through the agent that their list names.

use super::JUDGED;
use crate::ground::kernel::{Basis, Bi, Day, Each, Facts, Force, Kind, Rule, Status, Verdict};

/// R100
pub static PAYEE: Rule = Rule {
    number: "R100",
    label: "PAYEE_MISMATCH",
    kind: Kind {
        code: "payments.disbursement.payee_mismatch",
        status: Status::Conflict,
        title: Bi { zh: "收款人不符", en: "Not a lawful payee" },
        detail: Bi {
            zh: "收款人“{payee}”不能收取 {contract} 的款项（{fault}）：须为合同当事人或合法受让人，管护支出为工单承办单位，到人到户补贴为名单的代发机构，现在存续，且账户以本单位（或其代理中心）现用名称开立、已经复核可用；个人收款须走到人到户名单。",
            en: "{payee} cannot be paid under {contract} ({fault}): the payee is a party to the contract or its lawful assignee, whoever did the order of upkeep, or the agent of a list of persons, exists today, with a confirmed account in its own present name or its agency's; persons are paid by to-person lists.",
        },
    },
    demands: Bi {
        zh: "收款人为合同当事人或合法受让人，账户经第二人复核；个人只能通过到人到户名单，经其代发机构收款。",
        en: "The payee is a party to the contract or a lawful assignee, with an account that a second officer confirmed; persons only by to-person lists.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2021, 1, 1),
    valid_to: None,
    operations: JUDGED,
};

/// One payee of a claim.
#[derive(Debug, Clone, Copy)]
pub struct PayeeCase<'a> {
    /// Printed number of the contract, or of the order of upkeep.
    pub contract: &'a str,
    /// Name of the payee.
    pub payee: &'a str,
    /// To whom an order of upkeep was given, where that is another than its payee.
    pub assigned: Option<&'a str>,
    /// By which paper that one is paid: its number and day.
    pub assignment: Option<(&'a str, Day)>,
    /// The account, as an exception binds it.
    pub account: &'a str,
    /// Whether that names it.
    pub is_party: bool,
    /// Whether it exists today: its first day has come and its last has not passed.
    pub exists: bool,
    /// Whether the account is its own or its registered agency's, in the name that either has today.
    pub owns_account: bool,
    /// Whether a second officer has confirmed the account, and it is not closed.
    pub account_usable: bool,
}

crate::ground::kernel::words! {
    /// Why it cannot be paid.
    pub enum PayeeFault {
        NotParty = "not_party" "不是合同当事人或合法受让人",
        NotInBeing = "not_in_being" "该单位现不存续",
        OtherAccount = "other_account" "账户不属于该单位",
        AccountNotUsable = "account_not_usable" "账户未经复核或不可用",
    }
}

/// Looks at one payee.
pub fn payee(case: PayeeCase<'_>) -> Verdict {
    let faults = [
        (PayeeFault::NotParty, !case.is_party),
        (PayeeFault::NotInBeing, !case.exists),
        (PayeeFault::OtherAccount, !case.owns_account),
        (PayeeFault::AccountNotUsable, !case.account_usable),
    ];
    let facts =
        Facts::none().with("contract", case.contract).with("payee", case.payee).with("bank_account", case.account);
    let facts = match case.assigned {
        Some(assigned) => facts.with("assigned", assigned),
        None => facts,
    };
    let facts = match case.assignment {
        Some((number, on)) => facts.with("assignment", number).with("assignment_on", on),
        None => facts,
    };
    let faults: Vec<PayeeFault> = faults.into_iter().filter(|(_, broken)| *broken).map(|(fault, _)| fault).collect();
    match faults.first() {
        None => Verdict::Pass(facts),
        Some(first) => Verdict::Fail(facts.told("fault", *first).told("faults", Each(&faults))),
    }
}

#[cfg(test)]
mod tests {
    use super::{PayeeCase, payee};
    use crate::ground::kernel::Verdict;

    #[test]
    fn the_cases_of_r100_hold() {
        for line in include_str!("../../../../tests/cases/R100.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let is = |n: usize| f[n] == "yes";
            let case = PayeeCase {
                contract: "x",
                payee: "x",
                assigned: None,
                assignment: None,
                account: "x",
                is_party: is(0),
                exists: is(1),
                owns_account: is(2),
                account_usable: is(3),
            };
            let found = match payee(case) {
                Verdict::Fail(facts) => facts.get("fault").unwrap().to_owned(),
                _ => "passed".to_owned(),
            };
            assert_eq!(found, f[4], "{line}");
        }
    }
}
