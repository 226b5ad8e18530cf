//! The checks of transfers, one file each.

mod mismatch;
mod overdue;

use super::store;
use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(overdue::Overdue), Box::new(mismatch::Mismatch)]
}
