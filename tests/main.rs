//! One integration binary: every further one would link the whole server again. What stands where is told in README.md here.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::allow_attributes,
    reason = "in a test, a missing value is a failure to be shown"
)]

#[macro_use]
mod support;

mod access;
mod approvals;
mod benefit;
mod check;
mod demo;
mod faults;
mod house;
mod money;
mod oversight;
mod people;
mod places;
mod prints;
mod scheduler;
mod property;
mod publicity;
mod strangers;
mod tables;
mod walk;
mod wire;
