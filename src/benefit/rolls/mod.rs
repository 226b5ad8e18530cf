//! 受益名册. Who benefits of what a body's property earns without having shares in it: by need, or by what was put in under an agreement.
//!
//! - P1 Beneficiaries are no shareholders: a roll has no total, no vote and no certificates. It answers what a share register answers: who
//!   had how many units of which class from a day until another.
//! - P2 An entry has one class and as many units for all of its days. What changes is an exit and a new entry; a wrong entry is voided and
//!   stays to be read; a serial is never used again.
//! - P3 By need an admission or exit counts from the month after it; a stake is whoever's who has it on the day.
//! - P4 Nobody benefits twice by one roll on a day: not directly and through the household where that is its people (R73.1).
//! - P5 Days that somebody holds stay as they are: what was computed of them is true until it is undone.

mod api;
mod checks;
mod error;
mod invariants;
mod model;
mod rules;
mod service;
mod store;

pub use api::{RollsParts, apis};
pub use checks::checks;
pub use error::RollsRefusal;
pub use invariants::invariants;
pub use model::{
    EntryState, ExitReason, NeedClass, REVIEW_MONTHS, Roll, RollBasis, RollEntry, RollPer, RollState, Unfit,
    UnfitReason, review_due,
};
pub use rules::RULES;
pub use service::{
    holds::{hold_roll_days, release_roll_days},
    read::reviewed_since,
    rows::sheets,
    unfit::unfit_of,
};
pub use store::{entries_being, entries_by_id, find_rolls, rolls_by_state};
