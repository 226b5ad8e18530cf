//! The operations of upkeep.

mod duties;
mod inspections;
mod order_bodies;
mod orders;
mod plans;

use poem_openapi::OpenApi;

use crate::ground::platform::Db;

/// Every operation of upkeep.
pub fn apis(db: &Db) -> impl OpenApi + use<> {
    (
        duties::DutiesApi(db.clone()),
        inspections::InspectionsApi(db.clone()),
        orders::OrdersApi(db.clone()),
        plans::PlansApi(db.clone()),
    )
}
