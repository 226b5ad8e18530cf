//! 收款账户. Into whose account what somebody has of a body goes: the own one, that of whoever receives in that person's place (代领), or that of
//! the household's head, and only where a second officer compared it.
//!
//! - P1 A number is sealed where it is kept, and masked wherever it is shown, logged or told to the trail; it leaves in files for the
//!   bank alone.
//! - P2 An account is in its holder's name (R77), of one person at a time, and of use once another officer has typed its number again.
//! - P3 Where another account was proposed, one officer alone closed the one of use, or the person's name has changed since, nothing goes
//!   anywhere until somebody else has confirmed it.
//! - P4 Nobody guesses: a line without an account that is of use waits, and says why.
//! - P5 Whoever receives in another's place does so by a paper, for a time, as two officers say (R77.1); what was said and holds no longer
//!   stops the line until two say what does.

mod api;
mod checks;
mod error;
mod invariants;
mod model;
mod rules;
mod service;
mod store;

pub use api::{PayeesParts, apis};
pub use checks::checks;
pub use error::PayeesRefusal;
pub use invariants::{SEALED, invariants};
pub use model::{Paid, PaidInto, PayeeAccount, PayeeAccountState, PayeeWaits};
pub use rules::RULES;
pub use service::choose::Payees;
pub use store::{accounts_by_id as payee_accounts_by_id, payee_accounts_by_state};
