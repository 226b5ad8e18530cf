//! The checks of complaints, one file each.

mod overdue;
mod repeated;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(overdue::Overdue), Box::new(repeated::Repeated)]
}
