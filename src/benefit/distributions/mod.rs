//! 收益分配. What a body distributes, by shares, by need or by what was put in: a plan that passes its people, a list that is computed of a
//! register, locked and approved.
//!
//! - P1 A list is exact: its lines and what is left undistributed are the pool, and the same register makes the same list, byte for byte.
//! - P2 A month is whoever's who has the shares, or stands on the roll, on its last day; the month in which they pass on counts once (R74).
//! - P3 A list is made in stretches, each a transaction of its own; whoever comes after a crash goes on, and no line is there twice.
//! - P4 While a list stands, the days of the register that it was made of stay as they are; what sends it back frees them.
//! - P5 What hangs, by a posting of publicity or as a paper told it, is what is locked, and what is locked is what every desk says yes to: one digest over all lines.
//! - P6 Of shares the part of who has died waits for heirs; of a roll nobody does, and no list is made while somebody stands there who should not
//!   (R73). The part of whom the plan names waits by either; it is nobody else's.
//! - P7 Each kind takes its own steps, goes by its own register and is of its own pools; whoever is on a roll has a term, or there is no list.

mod api;
mod body;
mod book;
mod checks;
mod door;
mod error;
mod forms;
mod invariants;
mod lineage;
mod model;
mod posted;
mod rules;
mod service;
mod store;

pub use api::{DistributionsParts, apis};
pub use body::BodyEnds;
pub use book::DistributionBook;
pub use checks::checks;
pub use door::{PayoutDoor, UndecidedRow};
pub use error::DistributionsRefusal;
pub use forms::FORMS;
pub use invariants::invariants;
pub use lineage::DistributionsLineage;
pub use model::{Distribution, DistributionKind, DistributionState, Line, LineQuery, LineState, Released};
pub use posted::PostedDistributions;
pub use rules::RULES;
pub use service::{
    again::{ComeBack, let_go_again},
    call_back::call_back,
    read::{ShownLine, list_lines},
};
pub use store::{
    called_back, distributions_by_state, find_distribution, followed_by, given_back, let_go, lock_distribution,
    of_part, whose_of,
};
