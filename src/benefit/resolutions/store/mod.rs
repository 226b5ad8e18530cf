//! Rows of resolutions, and of what stands on them.

mod resolutions;
mod uses;

pub use resolutions::{
    find_resolution, insert_resolutions, list_resolutions, lock_resolutions, resolutions_by_state, share_resolution,
    update_resolution, used_after,
};
pub use uses::{insert_use, remove_use, uses_of};
