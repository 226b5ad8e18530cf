//! 表决. What bodies decide at meetings: told in time, by whom may decide, with enough who came and enough who agreed.
//!
//! - P1 Whether a matter passed is what the figures and the rules of the meeting's day make of it; nobody tells it.
//! - P2 A meeting that was held is a fact: it is recorded with its figures though it decided nothing, and says why.
//! - P3 What was decided is never edited. A wrong record is annulled, by a paper, and not while something stands on it.
//! - P4 Where no law says how a body decides, its charter is told with its paper; nothing is taken for granted.

mod api;
mod checks;
mod error;
mod forms;
mod invariants;
mod model;
mod rules;
mod service;
mod store;

pub use api::apis;
pub use checks::checks;
pub use error::ResolutionsRefusal;
pub use forms::FORMS;
pub use invariants::invariants;
pub use model::{AgreeOf, Bar, Count, Fraction, Matter, MeetingKind, ResolutionState};
pub use rules::RULES;
pub use service::{
    door::{Passed, passed_of, stand_off, stand_on, stood_on},
    rows::sheets,
};
pub use store::resolutions_by_state;
