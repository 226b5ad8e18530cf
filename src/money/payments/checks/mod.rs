//! The checks of payments and contracts, one file each. What they look at is what the treasury confirmed.

mod before_paper;
mod duplicate;
mod negative_list;
mod other_name;
mod over_contract;
mod over_estimate;
mod wrong_payee;

use super::{model, store};
use crate::office::checks::AuditCheck;

/// Every check of this room.
pub fn checks() -> Vec<Box<dyn AuditCheck>> {
    vec![
        Box::new(negative_list::NegativeList),
        Box::new(duplicate::Duplicate),
        Box::new(before_paper::BeforePaper),
        Box::new(over_contract::OverContract),
        Box::new(over_estimate::OverEstimate),
        Box::new(wrong_payee::WrongPayee),
        Box::new(other_name::OtherName),
    ]
}
