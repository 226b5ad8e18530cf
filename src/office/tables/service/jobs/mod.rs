//! 导入任务. Imports that are jobs: a file of more rows than a request takes is kept sealed, and some process reads, checks and writes it.

mod book;
mod cancel;
mod intake;
mod read;
mod runner;
mod steps;

pub use book::{Book, Door, SheetDoor, Telling};
pub use cancel::CancelJob;
pub use intake::{Intake, SubmitJob};
pub use read::{JobSeen, list_jobs, read_job};
pub use runner::{Came, Claimed, Importer};

pub use crate::office::tables::store::JobQuery;
use crate::{
    ground::kernel::{SubjectKind, SubjectRef},
    office::tables::model::job::TableJob,
};

fn subject_of(job: &TableJob) -> SubjectRef {
    SubjectRef::new(SubjectKind::TableJob, job.id)
}
