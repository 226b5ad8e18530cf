//! 收益发放. Money of a locked list on its way to the accounts of those whose it is.

mod model;

pub use model::{Answer, Answers, BankForm, CellFault, FormFault, Instruction, NamedBy, Outcome, Written};
