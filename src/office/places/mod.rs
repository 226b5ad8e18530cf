//! 区划、安置点、单位、账户. Regions, sites, organisations and their bank accounts.
//!
//! - P1 A region's code begins with its parent's; a row's region exists on the row's day (R6).
//! - P2 An organisation's code passes both of its check digits (R1).
//! - P3 Money goes only to accounts whose holder is the organisation or its named agency, and only after a second officer has
//!   confirmed them. A new name, code or agency of the organisation, or a new name of the agency, makes them proposed again.

mod api;
mod door;
mod error;
mod invariants;
mod model;
mod rules;
mod service;
mod store;

pub use api::apis;
pub use door::{BodyDoor, BodyOf};
pub use error::PlacesRefusal;
pub use invariants::invariants;
pub use model::{AccountState, BankAccount, Organisation, OrganisationKind, Region, Site};
pub use rules::{RULES, bears_code, organisation_code};
pub use service::reference::{HOLIDAYS, LoadPlaces, REGIONS, loaded};
pub use service::sites::LoadSite;
pub use service::{
    accounts_by_id, accounts_of, ancestors_with_level, calendar, counties_with_business, hold_site, know_organisations,
    organisations_by_id, organisations_called, region_at, region_name, region_on, regions_by_code, regions_refused,
    sheets, site_by_id, sites_after, sites_by_id, sites_called, usable_accounts_of,
};
