//! Rows of housing. The only files of this room that know the database.

mod batches;
mod demolitions;
mod stays;
mod units;

pub use batches::{
    batches_after, batches_by_id, batches_of_units, find_batch, insert_batch, list_batches, lock_batch,
    title_batches_by_state, units_of_batches, update_batch,
};
pub use demolitions::{
    demolitions_by_id, demolitions_by_state, demolitions_of_units, find_demolition, insert_demolition,
    list_demolitions, lock_demolition, update_demolition,
};
pub use stays::{find_stay, insert_stay, list_stays, lock_stay, stays_after, stays_beside, update_stay};
pub use units::{
    bury_unit, find_unit, insert_unit, insert_units, list_units, lock_unit, lock_units, rooms_of, tallies, units_at,
    units_by_id, units_certified, update_unit, update_units,
};
