//! The checks of income, one file each.

mod line_again;
mod reserve_kept;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(reserve_kept::ReserveKept), Box::new(line_again::LineAgain)]
}
