//! 定时任务. What is done day by day without anybody asking: a job takes a civil day and does what that day asks for, in bounded
//! steps, each a transaction of its own. However many replicas run, each day of a job is done once, in order, and none is left out.
//!
//! - P1 A day is done by one holder of the job's lease. The lease runs by the database's own clock, never the civil one; its fence
//!   rises with every holder, and a step renews and holds it in its own transaction: whoever lost it commits nothing more.
//! - P2 The mark that a day is done is written in the transaction of its last step. No later day begins before it.
//! - P3 A job is known from the day on which a runner first saw it: a new database does not catch up with the past.
//! - P4 A step that fails leaves its day undone; what went wrong is kept beside the lease, and the next turn tries again.

mod due;
mod error;
mod invariants;
mod job;
mod keys;
mod model;
mod runner;
mod service;
mod store;

pub use due::{Cron, next_due, next_instant};
pub use error::JobsRefusal;
pub use invariants::invariants;
pub use job::{BATCH, Entry, Job, Step, Timetable, Turn};
pub use keys::ExpireKeys;
pub use model::{JobOutcome, JobRow, JobRun, JobState, Standing};
pub use runner::{Runner, Ticked};
pub use service::{ask, overdue, standings};
