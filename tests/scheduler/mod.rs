//! What is done day by day: each day of each job once and in order, whoever dies on the way; and what each job does.

mod double;
mod jobs;
mod schedules;
mod snapshots;
mod turns;
pub mod year;
