//! Rows of imports, column maps, and imports that are jobs.

mod imports;
mod jobs;
mod leases;

pub use imports::{
    find_map, find_maps, find_run, find_run_of, insert_map, insert_run, list_maps, list_runs, lock_map, update_map,
};
pub use jobs::{
    JobQuery, delete_chunks, find_job, insert_job, list_jobs, lock_job, read_bytes, slots_taken, stale_jobs, update_job,
};
pub use leases::{Lease, claim, forget_told, hold, progress, progress_of, release, renew, take_over, tell, told_of};
