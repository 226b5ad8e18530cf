//! The rules of transfers, one file each.

mod approved;
mod booked_by_keeper;
mod built_by_giver;
mod carrying;
mod complete;
mod defects_settled;
mod file_list;
mod in_time;
mod joint_check;
mod title_clear;
mod waivers;

use crate::ground::kernel::Rule;

pub use approved::{APPROVED, approved};
pub use booked_by_keeper::{BOOKED_BY_KEEPER, booked_by_keeper};
pub use built_by_giver::{BUILT_BY_GIVER, built_by_giver};
pub use carrying::{CARRYING, carrying};
pub use complete::{COMPLETE, complete};
pub use defects_settled::{DEFECTS_SETTLED, defects_settled};
pub use file_list::{FILE_LIST, all_told};
pub use in_time::{DEADLINE, IN_TIME, in_time};
pub use joint_check::{JOINT_CHECK, jointly_checked};
pub use title_clear::{TITLE_CLEAR, title_clear};
pub use waivers::waiver;

/// Every rule of this room, for the rule book.
pub static RULES: &[&Rule] = &[
    &COMPLETE,
    &JOINT_CHECK,
    &FILE_LIST,
    &DEFECTS_SETTLED,
    &APPROVED,
    &BUILT_BY_GIVER,
    &CARRYING,
    &TITLE_CLEAR,
    &IN_TIME,
    &BOOKED_BY_KEEPER,
];
