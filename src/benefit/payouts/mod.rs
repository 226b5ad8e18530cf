//! 收益发放. Money of a locked list on its way to the accounts of those whose it is: in files of banks, each line once.
//!
//! - P1 A payout is one attempt to pay one line into one account; at most one of a line is live, and what has no answer is live.
//! - P2 The server chooses lines and accounts and compares what the maker declared; a second officer lets the batch go, and whatever
//!   changed between them stops it.
//! - P3 What a bank may have is never dissolved and never written anew: its file is the same, however often it is fetched.
//! - P4 A file of answers is read whole or not at all; what is told again changes nothing, what fits nothing waits for an officer.
//! - P5 What came back is owed. It goes out again by a new payout, and into the same account only where somebody says why.
//!   What somebody gives back is another fact, by a bank's paper and two officers: to the holder's line, or to the pool.
//! - P6 Names and numbers leave in files for banks alone; these stand sealed, and every fetching leaves an event.

mod api;
mod checks;
mod door;
mod error;
mod invariants;
mod lineage;
mod model;
mod rules;
mod service;
mod store;

pub use api::{PayoutsParts, apis};
pub use checks::checks;
pub use door::LivePayouts;
pub use error::PayoutsRefusal;
pub use invariants::{SEALED, invariants};
pub use lineage::PayoutsLineage;
pub use model::{
    Answer, Answers, BankForm, BankFormState, CellFault, FormFault, Instruction, NamedBy, PayoutBatchState,
    PayoutOutcome, PayoutResultState, PayoutState, Written,
};
pub use rules::RULES;
pub use store::{bank_forms_by_state, batches_by_state, payouts_by_state, results_by_state};
