//! The rules of payments, one file each, and the case they are judged on.

mod date_order;
mod earmark;
mod estimate;
mod evidence;
mod hand_over;
mod milestone_cap;
mod payee;
mod planned;
mod premature;
mod waivers;
mod whole_list;
mod within_allocation;
mod within_contract;
mod within_order;

use crate::ground::kernel::Rule;

pub use date_order::{DATE_ORDER, Dates, date_order};
pub use earmark::{EARMARK, Use, earmark};
pub use estimate::{WITHIN_ESTIMATE, within_estimate};
pub use evidence::{EVIDENCE, Papers, evidence};
pub use hand_over::{HAND_OVER, HandOver, hand_over};
pub use milestone_cap::{CAP_KEYS, Claimed, MILESTONE_CAP, milestone_cap};
pub use payee::{PAYEE, PayeeCase, payee};
pub use planned::{PLANNED, planned};
pub use premature::{PREMATURE, premature};
pub use waivers::waiver;
pub use whole_list::{WHOLE_LIST, whole_list};
pub use within_allocation::{WITHIN_ALLOCATION, within_allocation};
pub use within_contract::{WITHIN_CONTRACT, within_contract};
pub use within_order::{WITHIN_ORDER, within_order};

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[
    &PLANNED,
    &EARMARK,
    &WITHIN_CONTRACT,
    &WITHIN_ALLOCATION,
    &WITHIN_ORDER,
    &WHOLE_LIST,
    &MILESTONE_CAP,
    &WITHIN_ESTIMATE,
    &PAYEE,
    &EVIDENCE,
    &DATE_ORDER,
    &PREMATURE,
    &HAND_OVER,
];

/// The operations at which a claim is judged.
const JUDGED: &[&str] = &[
    "payments.disbursement.submit",
    "payments.disbursement.resubmit",
    "payments.disbursement.read_checks",
    "approvals.task.decide",
    "approvals.task.batch_decide",
    "payments.batch.hand_over",
];

#[cfg(test)]
mod tests {
    use super::{HAND_OVER, JUDGED, RULES};
    use crate::money::projects::PLATFORM_CODE;

    /// What a claim is judged by tells every operation at which it is.
    #[test]
    fn a_rule_of_claims_names_every_operation_that_judges_them() {
        for rule in RULES.iter().copied().chain([&PLATFORM_CODE]).filter(|r| *r != &HAND_OVER) {
            let lost: Vec<_> = JUDGED.iter().filter(|o| !rule.operations.contains(o)).collect();
            assert!(lost.is_empty(), "{}: {lost:?}", rule.number);
        }
    }
}
