//! Rows of jobs, their leases and their runs.

mod leases;
mod runs;

pub use leases::{Lease, claim, hold, note_failure, release, renew};
pub use runs::{find_job, find_run, insert_job, insert_run, lock_job, standings, update_job, update_run};
