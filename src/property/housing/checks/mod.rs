//! The checks of housing, one file each.

mod late_title;
mod left_dwelling;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(late_title::LateTitle), Box::new(left_dwelling::LeftDwelling)]
}
