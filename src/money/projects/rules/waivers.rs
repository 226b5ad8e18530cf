//! 例外权限. Who grants exceptions to the rules of a project, and what they bind.

use crate::{
    ground::{authority::Role, kernel::Rule},
    office::policy::Waiver,
};

/// What an exception to a rule of the plan takes: the finance director grants it, and the whole planned amount is held against its ceiling.
pub const fn waiver(_: &Rule) -> Waiver {
    Waiver::by(Role::FinanceDirector)
}
