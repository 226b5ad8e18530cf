//! The use cases of sites' facts.

pub mod exports;
pub mod headcounts;
pub mod roles;
pub mod standing;

use super::SitesRefusal;
use crate::ground::{
    kernel::Day,
    platform::{self, Stop, Tx},
};

/// The value from which on a site has a collective body.
pub const BODY_PEOPLE: &str = "sites.collective_body_people";

/// A day on which something happened, at its place in the body: not after today.
async fn has_come(tx: &Tx, day: Day, place: &str) -> Result<(), Stop> {
    platform::has_come(tx, day, place, |today| SitesRefusal::DayAhead { day, today }).await
}
