//! Who may do what. Pure: the caller hands over the grants that were read; a [`Permit`] comes out or a denial.

pub mod action;
mod actor;
mod benefit_action;
mod circles;
mod permit;
mod registers;
mod role;
mod who;

pub use actor::{Actor, Assurance, Principal, RequestContext};
pub use permit::{DENIALS, Grant, Holder, Permit, denial, officer_of, over_quota, unknown};
pub use role::Role;
pub use who::{Action, Who};
