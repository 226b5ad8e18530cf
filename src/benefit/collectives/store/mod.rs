//! Rows of bodies, members, beneficiaries and entrustments.

mod beneficiaries;
mod bodies;
mod entrustments;
mod members;

pub use beneficiaries::{
    beneficiaries_of, benefits_on, find_beneficiary, insert_beneficiary, list_beneficiaries, lock_beneficiary,
    update_beneficiary,
};
pub use bodies::{
    bodies_after, bodies_of, collectives_by_state, find_bodies, hanging, insert_body, last_day_of, list_bodies,
    lock_bodies, update_body,
};
pub use entrustments::{
    entrusted_to, entrustments_after, entrustments_of, find_entrustment, insert_entrustment, list_entrustments,
    lock_entrustment, update_entrustment,
};
pub use members::{
    asked_of, dead_of_bodies, death_tellers, deaths_told, events_of, find_member, insert_events, insert_members,
    list_members, lock_members, mark_reversed, members_after, members_by_state, members_of_each, members_on,
    memberships_of, update_member, with_members,
};
