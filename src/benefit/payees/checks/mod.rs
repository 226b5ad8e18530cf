//! The checks of payees' accounts, one file each.

mod for_many;
mod of_the_dead;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(of_the_dead::OfTheDead), Box::new(for_many::ForMany)]
}
