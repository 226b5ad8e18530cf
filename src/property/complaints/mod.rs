//! 意见投诉. What residents complain of or suggest, what it is about, by when it is answered, and what was answered.
//!
//! - P1 A complaint is about something of the register or of the books: at least one asset, site, project, allocation, claim, payment,
//!   posting or order of upkeep, inside its region. What was named stays named.
//! - P2 What was said and answered is sealed, and who complained is told with it alone. Whoever is complained of is told neither, and
//!   takes no part in it.
//! - P3 A complaint is answered by whoever did not put its day off, and closed by whoever answered none of its words. Time closes nothing:
//!   what is late stays open, and the night finds it (A62).
//! - P4 The day of an answer is that of the policy of its day, or an earlier one that the office has set. Where neither is set there is
//!   none, and none is judged.
//! - P5 A new word of whoever complained opens it again, with another day.
//!
//! It stands last in its wing: a complaint may name a thing of any room below, and nothing below asks for it.

mod api;
mod checks;
mod error;
mod invariants;
mod lineage;
mod model;
mod service;
mod store;

pub use api::{ComplaintsParts, apis};
pub use checks::checks;
pub use error::ComplaintsRefusal;
pub use invariants::{SEALED, invariants};
pub use lineage::ComplaintsLineage;
pub use model::ComplaintState;
pub use service::read::SealedWords;
pub use store::complaints_by_state;
