//! The checks of loans, one file each.

mod overdue;
mod undecided;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(undecided::Undecided), Box::new(overdue::Overdue)]
}
