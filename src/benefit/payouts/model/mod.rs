//! Types of payouts, and the files that banks take and give back. Pure.

mod bank_form;
mod batch;
mod form;
mod payout;
mod receivable;
mod recovery;
mod serials;
mod told;

pub use bank_form::{BankFormQuery, BankFormState, KeptForm, PayoutChannel};
pub use batch::{PayoutBatch, PayoutBatchQuery, PayoutBatchState, PayoutWaits, Waiting};
pub use form::{Answer, Answers, BankForm, CellFault, FormFault, Instruction, NamedBy, PayoutOutcome, Unfit, Written};
pub use payout::{
    Payout, PayoutInto, PayoutQuery, PayoutState, Step, Told, can_be_of, is_number, paid_otherwise, step, step_by_hand,
};
pub use receivable::{LineEntry, Receivable, ReceivableQuery, UnitPayout, paid_on};
pub use recovery::{PayoutRecoveredTo, PayoutRecovery, PayoutRecoveryQuery, PayoutRecoveryState, RecoveryUndoing};
pub use serials::{Serial, Serials};
pub use told::{
    PaidBeside, PayoutAnswer, PayoutMismatch, PayoutResult, PayoutResultQuery, PayoutResultState, Undecided,
};
