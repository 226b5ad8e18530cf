//! The checks of shares, one file each.

mod posted;
mod quantified_away;
mod uninherited;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![Box::new(quantified_away::QuantifiedAway), Box::new(uninherited::Uninherited), Box::new(posted::Posted)]
}
