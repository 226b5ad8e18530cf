//! 报修. What residents of a site ask to be repaired, without a login, by a link that hangs there; and what becomes of it.
//!
//! - P1 A link is an address that hangs in public. Of its secret the database keeps a digest alone; whoever may make links may read the
//!   address again, for the secret is worked out from a key that no database holds. One that was ended or replaced is as if it had never been.
//! - P2 Whoever files a request is told nothing but the site's name and the course of their own request, by a code that nobody can guess.
//! - P3 What they told is sealed as they wrote it; a phone is shown by its last digits and seen in clear by the machine of `people`.
//! - P4 A request that becomes an order of upkeep names it, and the order names the request; the order's course is the request's answer.
//! - P5 Whoever looks after a site does not decline what is asked of it.

mod api;
mod error;
mod forms;
mod invariants;
mod lineage;
mod model;
mod service;
mod store;

pub use api::{RepairsParts, apis, pages};
pub use error::RepairsRefusal;
pub use forms::FORMS;
pub use invariants::{SEALED, invariants};
pub use lineage::RepairsLineage;
pub use model::{LinkState, RequestState};
pub use store::{links_by_state, requests_by_state};
