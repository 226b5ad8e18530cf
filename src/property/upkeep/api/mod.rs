//! The operations of upkeep.

mod duties;
mod inspections;
mod list;
mod order_bodies;
mod orders;
mod plans;

use poem_openapi::OpenApi;

use crate::ground::platform::{Db, Sealer};

/// What the operations of upkeep need.
#[derive(Clone)]
pub struct UpkeepParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
}

/// Every operation of upkeep.
pub fn apis(parts: &UpkeepParts) -> impl OpenApi + use<> {
    let db = &parts.db;
    (
        duties::DutiesApi(parts.clone()),
        list::DutyListApi(db.clone()),
        inspections::InspectionsApi(db.clone()),
        orders::OrdersApi(db.clone(), parts.sealer.clone()),
        plans::PlansApi(db.clone()),
    )
}
