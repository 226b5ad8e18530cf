//! The checks of sites, one file each.

mod collective_body;
mod unlocked_months;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(collective_body::CollectiveBody), Box::new(unlocked_months::UnlockedMonths)]
}
