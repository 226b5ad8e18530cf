//! The checks of resolutions, one file each.

mod invalid;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(invalid::InvalidResolutions)]
}
