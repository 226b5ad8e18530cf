//! 例外权限. Who grants exceptions to the rules of a transfer, and what they bind.

use crate::{
    ground::{authority::Role, kernel::Rule},
    office::policy::Waiver,
};

/// What an exception takes: the finance director grants it, and the original value of all that passes is held against its ceiling.
pub const fn waiver(_: &Rule) -> Waiver {
    Waiver::by(Role::FinanceDirector)
}
