//! 例外权限. Who grants exceptions to the rules of what is posted, and what they bind.

use super::POSTED_CLEAN;
use crate::{
    ground::{authority::Role, kernel::Rule},
    office::policy::Waiver,
};

/// What an exception to the term of a posting takes: how long something hangs is county practice and the vice-director's. It binds
/// the term and what is required; on which day it hangs nobody knows when it is filed. A term that begins anew after an objection is
/// the same revision for the same span, and goes on under it until its day.
pub const fn waiver(_: &Rule) -> Waiver {
    Waiver { binds: &["term", "required"], ..Waiver::by(Role::FinanceViceDirector) }
}

/// What an exception to R108.1 binds, for the areas whose acts wait for a posting; `None` of any other rule. The day of the act is
/// not bound: it lies after the grant.
pub fn unposted(rule: &Rule, waiver: Waiver) -> Option<Waiver> {
    (rule.number == POSTED_CLEAN.number).then_some(Waiver { binds: &["required", "subjects"], ..waiver })
}
