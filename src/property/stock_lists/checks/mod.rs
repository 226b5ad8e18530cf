//! The checks of lists of bodies' books, one file each.

mod unlisted;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(unlisted::Unlisted)]
}
