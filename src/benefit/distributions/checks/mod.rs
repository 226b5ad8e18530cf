//! The checks of distributions, one file each.

mod again;
mod flat;
mod posted;
mod undistributed;
mod uninherited;
mod unpaid;

use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![
        Box::new(undistributed::Undistributed),
        Box::new(unpaid::Unpaid),
        Box::new(again::MonthsAgain),
        Box::new(flat::Flat),
        Box::new(posted::Posted),
        Box::new(uninherited::Uninherited),
    ]
}
