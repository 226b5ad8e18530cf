//! The rules of public posts and of lists by which persons are paid, one file each.

mod near_name;
mod once_a_month;
mod one_post;
mod old_enough;
mod paid_whole;
mod pool_use;
mod posted_long_enough;
mod posting_ended;
mod preferred;
mod same_name;
mod unnamed_use;

use crate::ground::kernel::Rule;

pub use near_name::{NEAR_NAME, Near, near_name};
pub use old_enough::{OLD_ENOUGH, old_enough};
pub use once_a_month::{ONCE_A_MONTH, Taken, once_a_month};
pub use one_post::{ONE_POST, one_post};
pub use paid_whole::{PAID_WHOLE, paid_whole};
pub use pool_use::{POOL_USE, pool_use};
pub use posted_long_enough::{POSTED_DAYS, POSTED_LONG_ENOUGH, posted_long_enough};
pub use posting_ended::POSTING_ENDED;
pub use preferred::{PREFERRED, Preference, preferred};
pub use same_name::{Namesake, SAME_NAME, same_name};
pub use unnamed_use::{UNNAMED_USE, unnamed_use};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[
    &OLD_ENOUGH,
    &ONE_POST,
    &PREFERRED,
    &ONCE_A_MONTH,
    &POSTED_LONG_ENOUGH,
    &POSTING_ENDED,
    &PAID_WHOLE,
    &SAME_NAME,
    &POOL_USE,
    &UNNAMED_USE,
    &NEAR_NAME,
];
