//! Rows of upkeep. The only files of this room that know the database.

mod duties;
mod inspections;
mod lineage;
mod looks;
mod orders;
mod plans;
mod unmet;

pub use duties::{
    duties_of_letter, duties_on, end_duties, find_duties, find_duty, insert_duties, keeper_on, list_duties,
    lock_duties_of, lock_duty, update_duty,
};
pub use inspections::{find_inspection, insert_inspection, inspection_heads, last_inspection, list_inspections};
pub use lineage::{Pair, duties_of_assets, inspections_of, met_by_units, raised_by};
pub use looks::{duties_left, last_inspections};
pub use orders::{
    answers_finding, find_order, find_orders, insert_order, insert_orders, list_orders, lock_order, met_between,
    order_of_voucher, orders_by_state, paid_out_of, update_order, verified_of,
};
pub use plans::{
    answer_dues, find_plan, find_plans, insert_dues, insert_plan, last_dues, list_dues, list_plans, lock_plan,
    plan_from, update_plan,
};
pub use unmet::unmet_of;

use uuid::Uuid;

use crate::{ground::platform::Fault, office::people::WrittenName, property::assets::Named};

/// Organisation, what is shown of a name, and the sealed row of a person.
type Columns = (Option<Uuid>, Option<String>, Option<Uuid>);

/// Whoever three columns name, if anybody.
fn named((organisation, shown, person): Columns) -> Result<Option<Named>, Fault> {
    if organisation.is_none() && shown.is_none() && person.is_none() {
        return Ok(None);
    }
    let who = Named::kept(organisation.map(Into::into), shown, person.map(Into::into));
    who.map(Some).ok_or_else(|| Fault::inconsistent("somebody named twice"))
}

/// The columns of whoever is named. A person who was not sealed is in no row.
fn columns(who: Option<&Named>) -> Result<Columns, Fault> {
    match who {
        None => Ok((None, None, None)),
        Some(Named::Organisation(id)) => Ok((Some(id.uuid()), None, None)),
        Some(Named::Written(WrittenName::Told(_))) => Err(Fault::inconsistent("a person's name that was not sealed")),
        Some(Named::Written(name)) => Ok((None, Some(name.shown()), name.person().map(|p| p.id.uuid()))),
    }
}
