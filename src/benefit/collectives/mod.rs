//! 集体组织主体. Organisations as bodies that hold property together: of which kind each is on a day, who is a member of it, who benefits of
//! it without being one, and what others manage for it.
//!
//! - P1 A body is of one kind on any day from its first to its last; the kind says by which rules its matters are decided, and nothing
//!   else does. Terms are never deleted.
//! - P2 Who is a member follows from what was decided, by its days; an event is never changed, only reversed.
//! - P3 A person is a member of one rural collective at a time. Whoever still is one elsewhere waits for that body's answer (R62).
//! - P4 A beneficiary is never counted as a member, and a member never as a beneficiary: two lists (R63).
//! - P5 What a body entrusts stays its own, and no two manage the same of it on one day.

mod api;
mod checks;
mod door;
mod error;
mod invariants;
mod model;
mod rules;
mod service;
mod store;

pub use api::{CollectivesParts, apis};
pub use checks::checks;
pub use door::{DeathDoor, EndDoor, OpenBooks, Unsettled};
pub use error::CollectivesRefusal;
pub use invariants::invariants;
pub use model::{
    BodyOn, Collective, CollectiveKind, CollectiveLevel, CollectiveState, DecidedBy, MEMBERSHIP_LAW,
    MEMBERSHIP_LAW_FROM, MemberState, RuleSet, Term,
};
pub use rules::RULES;
pub use service::{
    PersonStanding, bodies_by_id, bodies_named, body_on,
    deaths::{told_dead, told_death},
    entrustments::{may_earn, owned_by},
    hold_body, hold_called,
    kinds::Bodies,
    member_rows::sheets,
    members_among, members_counted, standing_of,
};
pub use store::{collectives_by_state, dead_of_bodies, members_by_state};
