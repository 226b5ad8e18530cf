//! Money: funds, projects, payments.

mod funds;
