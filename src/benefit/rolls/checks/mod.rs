//! The checks of rolls, one file each.

mod reviewed;
mod twice;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(reviewed::Reviewed), Box::new(twice::BenefitsTwice)]
}
