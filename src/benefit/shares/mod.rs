//! 折股量化. What of a body's income is quantified into shares, who has how many of them on any day, and by which certificates.
//!
//! - P1 Only the income right is quantified; the property stays the body's own (R53), and an asset's income is quantified by one scheme
//!   at a time.
//! - P2 What happened to shares is dated, appended and never changed; a wrong entry is taken back by another. What somebody has on a
//!   day is what the entries until that day add up to, kept so that any day is read in one query.
//! - P3 Nobody has fewer than no shares on any day, also after something is told of an earlier one.
//! - P4 What is held of a class is never more than the scheme has of it; a static scheme in force has exactly that (R58).
//! - P5 Days that somebody holds stay as they are: what was computed of them is true until it is undone.
//! - P6 Holders are no members: persons, households and organisations, each with a serial of the register that it keeps (R63).

mod api;
mod checks;
mod door;
mod error;
mod invariants;
mod model;
mod posted;
mod rules;
mod service;
mod store;

pub use api::{SharesParts, apis};
pub use checks::checks;
pub use door::{Given, HeirDoor, HeirPart, KnownDead};
pub use error::SharesRefusal;
pub use invariants::invariants;
pub use model::{CertificateState, HolderKind, Scheme, SchemeState, ShareClass, ShareHolder, Whose, WhoseTold};
pub use posted::PostedSchemes;
pub use rules::RULES;
pub use service::{
    deaths::died_by,
    holds::{hold_days, hold_register, release_days},
    named::{InFull, Names as HolderNames, named_in_full},
    opening_rows::sheets,
};
pub use store::{
    certificates_by_state, find_schemes, heirs_of, holder_said, holders_being, holders_by_id, holds_shares,
    inheritances_of, open_schemes_of, schemes_by_state,
};
