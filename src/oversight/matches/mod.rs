//! 比对名单. What other departments' lists say of persons: who is an officer or a relative of one, who has a vehicle, a house, a company or
//! a post of the state. It is held by night against who is paid, who has a public post and who lives in a relocated household.
//!
//! - P1 A line comes from a file alone, names the list and its day, and keeps the import that last said it. None is deleted.
//! - P2 Of whom it names nothing is kept but the blind index of the ID number, and of the code of an organisation of theirs: neither name nor number
//!   nor code can be read here again.
//! - P3 A line is of one person for good, and of one organisation. What was wrong is withdrawn, and what was found of it goes.
//! - P4 Auditors alone load and read it. What is found is a lead, which names line and payment and nobody (A15, A17); nothing is refused.

mod api;
mod checks;
mod error;
mod invariants;
mod model;
mod service;
mod store;

pub use api::apis;
pub use checks::checks;
pub use error::MatchesRefusal;
pub use invariants::invariants;
pub use service::rows::sheets;
