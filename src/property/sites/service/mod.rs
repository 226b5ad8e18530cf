//! The use cases of sites' facts.

pub mod exports;
pub mod headcounts;
pub mod roles;
pub mod standing;

use super::SitesRefusal;
use crate::ground::{
    kernel::Day,
    platform::{Stop, Tx},
};

/// The value from which on a site has a collective body.
pub const BODY_PEOPLE: &str = "sites.collective_body_people";

/// A day on which something happened: not after today.
async fn has_come(tx: &Tx, day: Day) -> Result<(), Stop> {
    let today = tx.now().await?.day();
    if day <= today { Ok(()) } else { Err(SitesRefusal::DayAhead { day, today }.into()) }
}
