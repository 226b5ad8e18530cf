//! Rows of resolutions, and of what stands on them.

mod resolutions;
mod uses;

pub use resolutions::{
    find_resolution, insert_resolution, list_resolutions, lock_resolution, resolutions_by_state, share_resolution,
    update_resolution, used_after,
};
pub use uses::{insert_use, remove_use, uses_of};
