//! Rows of resolutions, and of what stands on them.

mod holders;
mod resolutions;
mod uses;

pub use holders::holders_of_each;
pub use resolutions::{
    find_resolution, insert_resolutions, list_resolutions, lock_resolutions, resolutions_by_state, share_resolution,
    update_resolution, used_after,
};
pub use uses::{insert_use, remove_use, uses_of};
