//! The checks of lists by which persons are paid, one file each.

mod gone_payees;
mod paid_back;
mod pay_without_work;
mod posted;
mod two_posts;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![
        Box::new(pay_without_work::PayWithoutWork),
        Box::new(two_posts::TwoPosts),
        Box::new(gone_payees::GonePayees),
        Box::new(paid_back::PaidBack),
        Box::new(posted::Posted),
    ]
}
