//! Money: funds, projects, payments.

mod dead_ends;
mod disbursements;
mod exceptions;
mod funds;
mod payments;
mod plan_exceptions;
mod projects;
pub mod races;
mod rules;
mod town;
mod vouchers;
