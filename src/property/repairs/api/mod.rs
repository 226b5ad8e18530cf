//! The operations of repairs, and the pages that hang in public.

mod door;
mod links;
mod page;
mod requests;
mod sheet;

use poem_openapi::OpenApi;

use crate::ground::{
    platform::{Db, PublicAddress, Sealer},
    wire::Visits,
};

pub use page::pages;

/// What repairs need.
#[derive(Clone)]
pub struct RepairsParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Limits of the pages, the same as those of the public operations.
    pub visits: Visits,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// By which address people reach this server.
    pub public_address: Option<PublicAddress>,
}

/// The operations of this room.
pub fn apis(parts: &RepairsParts) -> impl OpenApi + use<> {
    (links::LinksApi(parts.clone()), door::DoorApi(parts.clone()), requests::RequestsApi(parts.clone()))
}
