//! 安置点. What is so at a resettlement site on a day: how many live there, which bodies answer for what, and whether it has the
//! collective economic body that its size asks for.
//!
//! - P1 A count of people is a fact of a day, by a paper. A wrong one is withdrawn with its reason and stays readable; none is overwritten.
//! - P2 A part at a site is held from a day until another; on any day one body at most has its daily management.
//! - P3 What no paper says is told as not recorded, never as absent.
//! - P4 A row of a site lies where its site lies.

mod api;
mod checks;
mod error;
mod invariants;
mod lineage;
mod model;
mod service;
mod store;

pub use api::apis;
pub use checks::checks;
pub use error::SitesRefusal;
pub use invariants::invariants;
pub use lineage::SitesLineage;
