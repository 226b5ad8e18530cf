//! 例外权限. Who grants exceptions to the rules of a claim, and what they bind.

use super::{EARMARK, EVIDENCE, HAND_OVER, MILESTONE_CAP, PAYEE, PLANNED, PREMATURE};
use crate::{
    ground::{authority::Role, kernel::Rule},
    money::projects::PLATFORM_CODE,
    office::policy::Waiver,
};

/// What an exception to a rule of a claim takes. The plan is the county leaders' own paper; statute, payees, payment before its time and
/// what the treasury refuses are the director's; what a county's papers say of shares and vouchers is the vice-director's, and so is what
/// a county has made stricter itself.
pub fn waiver(rule: &Rule) -> Waiver {
    let vice = Waiver::by(Role::FinanceViceDirector);
    let director = Waiver::by(Role::FinanceDirector);
    let is = |other: &Rule| rule.number == other.number;
    if is(&PLANNED) {
        Waiver::by(Role::CountyLeader)
    } else if is(&PLATFORM_CODE) || is(&EARMARK) {
        director
    } else if is(&PAYEE) {
        Waiver { binds: &["contract", "payee", "bank_account"], lists: Some("faults"), ..director }
    } else if is(&PREMATURE) {
        // What happens after the claim, an acceptance brought after, changes the figures and lets no more pass.
        Waiver { binds: &["milestone", "claim"], lists: Some("faults"), ..director }
    } else if is(&HAND_OVER) {
        Waiver { lists: Some("faults"), ..director }
    } else if is(&MILESTONE_CAP) {
        Waiver { binds: &["contract", "milestone", "cap"], beyond: Some("over"), ..vice }
    } else if is(&EVIDENCE) {
        Waiver { binds: &["milestone", "amount"], lists: Some("missing"), floor: Some("invoiced"), ..vice }
    } else {
        vice
    }
}

#[cfg(test)]
mod tests {
    use super::waiver;
    use crate::{ground::authority::Role, money::payments::rules::RULES};

    /// Whatever the rule, no exception is granted below the vice-director of finance.
    #[test]
    fn nobody_below_the_vice_director_grants() {
        let grantors = [Role::FinanceViceDirector, Role::FinanceDirector, Role::CountyLeader];
        assert!(RULES.iter().all(|rule| grantors.contains(&waiver(rule).granted_by)));
    }
}
