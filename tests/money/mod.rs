//! Money: funds, projects, payments.

mod funds;
mod projects;
