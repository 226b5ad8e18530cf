//! The rules of assets, one file each.

mod accepted_first;
mod class_code;
mod formed_once;
mod funding_sum;
mod household;
mod in_service;
mod level_fits;
mod no_person;
mod not_injected;
mod one_owner;
mod own_project;
mod provisional;
mod regime_fits;
mod same_stock;
mod settled_below;
mod settlement;
mod taken_once;
mod waivers;

use crate::ground::kernel::Rule;

pub use accepted_first::{ACCEPTED_FIRST, accepted_first};
pub use class_code::{CLASS_CODE, class_code};
pub use formed_once::{FORMED_ONCE, Taken, formed_once};
pub use funding_sum::{Composition, FUNDING_SUM, funding_sum};
pub use household::{HOUSEHOLD_APART, household_apart};
pub use in_service::{IN_SERVICE, Upkeep, in_service};
pub use level_fits::{LEVEL_FITS, level_fits};
pub use no_person::{NO_PERSON, no_person};
pub use not_injected::{NOT_INJECTED, not_injected};
pub use one_owner::{ONE_OWNER, one_owner};
pub use own_project::{Foreign, OWN_PROJECT, own_project};
pub use provisional::{NOT_RESTATED, not_restated};
pub use regime_fits::{REGIME_FITS, regime_fits};
pub use same_stock::{Likeness, SAME_STOCK, same_stock};
pub use settled_below::{SETTLED_BELOW, settled_below};
pub use settlement::{SETTLED_IN_TIME, settled_in_time};
pub use taken_once::{Asked, TAKEN_ONCE, taken_once};
pub use waivers::waiver;

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[
    &CLASS_CODE,
    &HOUSEHOLD_APART,
    &FUNDING_SUM,
    &SAME_STOCK,
    &FORMED_ONCE,
    &TAKEN_ONCE,
    &OWN_PROJECT,
    &NOT_RESTATED,
    &SETTLED_BELOW,
    &SETTLED_IN_TIME,
    &ACCEPTED_FIRST,
    &ONE_OWNER,
    &REGIME_FITS,
    &NOT_INJECTED,
    &NO_PERSON,
    &LEVEL_FITS,
    &IN_SERVICE,
];
