//! Money: funds, projects, payments.

mod dead_ends;
mod disbursements;
mod exceptions;
mod funds;
mod payments;
mod projects;
mod races;
mod rules;
mod town;
mod vouchers;
