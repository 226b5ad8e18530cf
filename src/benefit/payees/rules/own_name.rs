//! R77 本人账户. An account is in the name of whom it is recorded for.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R77
pub static OWN_NAME: Rule = Rule {
    number: "R77",
    label: "ACCOUNT_OWNER",
    kind: Kind {
        code: "payees.account.other_name",
        status: Status::Conflict,
        title: Bi { zh: "账户户名与本人姓名不符", en: "The account is in another name" },
        detail: Bi {
            zh: "账户户名与人员登记的姓名不一致；收益只付入本人账户，本人没有账户的付入登记的代领人账户或户主账户，由他人代领的请先凭证明登记代领，请核对银行卡、存折或人员登记。",
            en: "The name on the account is not that of the person in the register. What somebody has goes into the own account, or into that of a recorded agent or of the household's head; where another receives, record that by its paper. Check the card and the register.",
        },
    },
    demands: Bi {
        zh: "收益付入本人银行账户；本人没有账户的，付入凭证明登记的代领人（监护人、委托代理人）账户，没有代领人的付入登记的户主账户；不付现金，不付入他人账户。",
        en: "What somebody has is paid into the own account, or where there is none into that of a guardian or authorised person who is recorded by a paper, or else into that of the registered head of the household; never in cash, never to somebody else.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["payees.account.confirm", "payees.account.record"],
};

/// Whether the name on the account is the person's. Blanks beside it are nobody's name; no name is told.
pub fn own_name(on_the_account: &str, of_the_person: &str) -> Verdict {
    Verdict::of(on_the_account.trim() == of_the_person.trim(), Facts::none())
}

#[cfg(test)]
mod tests {
    use super::{OWN_NAME, own_name};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r77_hold() {
        for line in include_str!("../../../../tests/cases/R77.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let check = OWN_NAME.judge(Day::of(2023, 3, 1), own_name(f[0], f[1]));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
