//! The checks of lists by which persons are paid, one file each.

mod pay_without_work;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(pay_without_work::PayWithoutWork)]
}
