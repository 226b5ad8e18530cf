//! Rows of upkeep. The only files of this room that know the database.

mod duties;
mod inspections;
mod looks;
mod orders;
mod plans;

pub use duties::{
    duties_of_letter, duties_on, end_duties, find_duty, insert_duties, keeper_on, list_duties, lock_duties_of,
    lock_duty, update_duty,
};
pub use inspections::{find_inspection, insert_inspection, last_inspection, list_inspections};
pub use looks::{duties_left, last_inspections};
pub use orders::{
    answers_finding, find_order, find_orders, has_voucher, insert_order, insert_orders, list_orders, lock_order,
    met_between, order_of_voucher, orders_by_state, update_order, verified_of,
};
pub use plans::{
    answer_dues, find_plan, insert_dues, insert_plan, last_dues, list_dues, list_plans, lock_plan, plan_from,
    update_plan,
};

use crate::{ground::platform::Fault, property::assets::Named};

/// Whoever two columns name, if anybody.
fn named(organisation: Option<uuid::Uuid>, written: Option<String>) -> Result<Option<Named>, Fault> {
    match (organisation, written) {
        (Some(id), None) => Ok(Some(Named::Organisation(id.into()))),
        (None, Some(name)) => Ok(Some(Named::Written(name))),
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(Fault::inconsistent("somebody named twice")),
    }
}
