//! Types of payouts, and the files that banks take and give back. Pure.

mod form;

pub use form::{Answer, Answers, BankForm, CellFault, FormFault, Instruction, NamedBy, Outcome, Written};
