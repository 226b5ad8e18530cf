//! The checks of bodies, one file each.

mod dead_members;
mod double_members;
mod entrusted_away;
mod no_members;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![
        Box::new(dead_members::DeadMembers),
        Box::new(no_members::NoMembers),
        Box::new(double_members::DoubleMembers),
        Box::new(entrusted_away::EntrustedAway),
    ]
}
