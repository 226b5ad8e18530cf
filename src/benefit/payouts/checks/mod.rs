//! The checks of payouts, one file each.

mod annulled;
mod came_back;
mod dead_payee;
mod given_back;
mod unanswered;
mod unbooked;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![
        Box::new(unbooked::Unbooked),
        Box::new(came_back::CameBack),
        Box::new(dead_payee::DeadPayee),
        Box::new(annulled::PaidOfAnnulled),
        Box::new(given_back::GivenBackWaits),
        Box::new(unanswered::NotAnswered),
    ]
}
