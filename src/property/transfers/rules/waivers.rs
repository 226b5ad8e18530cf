//! 例外权限. Who grants exceptions to the rules of a transfer, and what they bind.

use crate::{
    ground::{authority::Role, kernel::Rule},
    office::{policy::Waiver, publicity::unposted},
};

/// What an exception takes: the finance director grants it, and the original value of all that passes is held against its ceiling.
/// Whether something was posted is asked of the day on which the transfer takes effect, which nobody knows when it is filed.
pub fn waiver(rule: &Rule) -> Waiver {
    let director = Waiver::by(Role::FinanceDirector);
    unposted(rule, director).unwrap_or(director)
}
