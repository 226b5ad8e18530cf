//! The checks of publicity, one file each.

mod left_up;
mod short;
mod told_late;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(short::Short), Box::new(left_up::LeftUp), Box::new(told_late::ToldLate)]
}
