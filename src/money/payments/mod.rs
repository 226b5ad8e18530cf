//! 资金拨付与支付. From a request over every desk and the treasury's channel to a confirmed payment.
//!
//! - P1 Money is held from submission on, and never twice: one live payment for each payee, source and part (I5).
//! - P2 What every yes binds is the grid of payees and sources with account numbers, the amount, kind, contract and milestone.
//! - P3 Whoever filed or decided does not pay; whoever pays does not book the result (R109).
//! - P4 Steward moves no treasury money: it hands over an export and books what the treasury's voucher says. Booking the same
//!   row again changes nothing; a row that fits no payment waits in a queue and is never guessed.
//! - P5 Rules are judged at submission, at every decision and at hand-over, on the state of the books at that moment.

mod api;
mod book;
mod checks;
mod door;
mod error;
mod forms;
mod invariants;
mod lineage;
mod model;
mod rules;
mod service;
mod store;

pub use api::{PaymentsParts, apis};
pub use book::DisbursementBook;
pub use checks::checks;
pub use door::ListDoor;
pub use error::PaymentsRefusal;
pub use forms::FORMS;
pub use invariants::invariants;
pub use lineage::PaymentsLineage;
pub use model::{
    Batch, Bill, Channel, Disbursement, DisbursementKind, DisbursementState, ListBill, PaidPart, Payment, PaymentState,
};
pub use rules::RULES;
pub use service::{
    Claims, bill_list, bill_upkeep, claim_of_list, disbursements_by_id, exceptions::ClaimExceptions, paid_for_order,
    payments_by_id, unbill_list, unbill_upkeep,
};
pub use store::{
    UpkeepPaid, disbursements_by_state, paid_for, paid_for_upkeep, paid_parts, payments_after, payments_by_state,
};
