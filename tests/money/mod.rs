//! Money: funds, projects, payments.

mod disbursements;
mod funds;
mod payments;
mod projects;
mod races;
mod rules;
mod town;
