//! 例外权限. Who grants exceptions to the rules of an asset, and what they bind.

use super::{HOUSEHOLD_APART, IN_SERVICE};
use crate::{
    ground::{authority::Role, kernel::Rule},
    office::{policy::Waiver, publicity::unposted},
};

/// What an exception takes: it serves one act, and the original value, where one is known, is held against its ceiling. What a statute
/// demands is the finance director's (R31), and so is a title that nobody has posted (R108.1); a household's asset in a pool of the
/// site, which counties' own papers speak of, is the vice-director's (R9).
pub fn waiver(rule: &Rule) -> Waiver {
    let once = |granted_by: Role| Waiver { once: true, ..Waiver::by(granted_by) };
    let director = once(Role::FinanceDirector);
    if rule.number == HOUSEHOLD_APART.number {
        once(Role::FinanceViceDirector)
    } else if rule.number == IN_SERVICE.number {
        // Whoever is named since makes the gap smaller; the asset itself is bound by its digest.
        Waiver { lists: Some("missing"), ..director }
    } else {
        unposted(rule, director).unwrap_or(director)
    }
}

#[cfg(test)]
mod tests {
    use super::waiver;
    use crate::property::assets::rules::RULES;

    /// An act of use or a title is done once: what let it pass serves no second one.
    #[test]
    fn what_an_exception_lets_pass_of_an_asset_it_lets_pass_once() {
        assert!(RULES.iter().all(|rule| waiver(rule).once));
    }
}
