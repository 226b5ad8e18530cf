//! Every sheet as a runner of jobs meets it: by name, with its rows' own types behind a door.

use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use serde_json::Value;

use super::{
    intake::Intake,
    steps::{Ending, WriteFile},
};
use crate::{
    ground::{
        authority::Action,
        kernel::{ImportId, Refusal, SubjectKind, SubjectRef},
        platform::{Answer, Db, Fault, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        tables::{
            model::{ImportMode, flaw::Flaw, job::TableJob},
            service::{
                import::{ImportFile, Imported},
                prepare::{Upload, prepare},
                sheet::{Desk, Sheet},
            },
        },
    },
};

/// How the end of a job is told to whoever asks later: what the request would have answered, in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Telling {
    /// Of a file that was taken.
    pub imported: fn(&Imported) -> Value,
    /// Of one that was not.
    pub refused: fn(&TableJob, &Refusal) -> Value,
}

/// Rows of one kind, as a runner meets them.
pub trait SheetDoor: Send + Sync {
    /// Their name.
    fn name(&self) -> &'static str;
    /// The right to import them.
    fn action(&self) -> &'static Action;
    /// Reads the file of a job.
    fn read<'a>(
        &'a self,
        intake: &'a Intake,
        job: &'a TableJob,
        bytes: Arc<[u8]>,
        most: u32,
    ) -> BoxFuture<'a, Result<Box<dyn LongFile>, Stop>>;
}

/// A file that was read, as a runner meets it.
pub trait LongFile: Send + Sync {
    /// Rows of data, wrong ones included.
    fn rows(&self) -> u64;
    /// Rows that are to be checked: those that are right by themselves.
    fn to_check(&self) -> usize;
    /// Judges some of its rows as they will be written, and takes everything back. Answers what is wrong in them.
    fn check<'a>(&'a self, db: &'a Db, rows: (usize, usize)) -> BoxFuture<'a, Result<Vec<Flaw>, Stop>>;
    /// Refuses the file for what was found wrong, where it is all or nothing.
    fn settled(&self, found: Vec<Flaw>) -> Result<(), Stop>;
    /// Takes the whole file, checking it again, and ends its job, in one transaction.
    fn write<'a>(&'a self, db: &'a Db, ending: Ending<'a>) -> BoxFuture<'a, Result<ImportId, Stop>>;
}

/// The sheets of every area.
pub struct Book(Vec<Box<dyn SheetDoor>>);

impl Book {
    /// From the doors of every area.
    pub fn new(doors: Vec<Box<dyn SheetDoor>>) -> Self {
        Self(doors)
    }

    /// The door of the rows of this name.
    pub fn find(&self, name: &str) -> Result<&dyn SheetDoor, Fault> {
        let found = self.0.iter().find(|door| door.name() == name);
        found.map(AsRef::as_ref).ok_or_else(|| Fault::inconsistent(format!("no sheet is called {name}")))
    }
}

/// The door of one sheet.
pub struct Door<S>(pub S);

impl<S: Sheet> SheetDoor for Door<S> {
    fn name(&self) -> &'static str {
        S::NAME
    }

    fn action(&self) -> &'static Action {
        S::ACTION
    }

    fn read<'a>(
        &'a self,
        intake: &'a Intake,
        job: &'a TableJob,
        bytes: Arc<[u8]>,
        most: u32,
    ) -> BoxFuture<'a, Result<Box<dyn LongFile>, Stop>> {
        Box::pin(async move {
            let told =
                job.said.told().ok_or_else(|| Fault::inconsistent(format!("what was said of job {}", job.id)))?;
            let upload = Upload {
                region: job.region.clone(),
                name: job.file_name.clone(),
                bytes,
                mode: job.mode,
                system: Some(job.system.clone()),
                told,
                acknowledged: job.said.acknowledged.clone(),
            };
            let (file, _grid) = prepare(intake, &job.sender.actor(job.layer), self.0, upload, most).await?;
            Ok(Box::new(file) as Box<dyn LongFile>)
        })
    }
}

impl<S: Sheet> LongFile for ImportFile<S> {
    fn rows(&self) -> u64 {
        self.table.rows
    }

    fn to_check(&self) -> usize {
        self.rows.len()
    }

    fn check<'a>(&'a self, db: &'a Db, rows: (usize, usize)) -> BoxFuture<'a, Result<Vec<Flaw>, Stop>> {
        Box::pin(async move {
            let found = Mutex::new(Vec::new());
            let answer = |flaws: &Vec<Flaw>| {
                if let Ok(mut found) = found.lock() {
                    found.clone_from(flaws);
                }
                Ok(Answer { status: 200, etag: None, location: None, body: Value::Null })
            };
            db.dry_run(&CheckRows { file: self, rows }, answer).await?;
            Ok(found.into_inner().map_err(|_| Fault::Task("a lock that somebody broke".into()))?)
        })
    }

    fn settled(&self, found: Vec<Flaw>) -> Result<(), Stop> {
        let (flaws, _) = self.flaws(found);
        match self.mode {
            ImportMode::All if !flaws.is_empty() => Err(self.refused(&flaws)),
            ImportMode::All | ImportMode::Partial => Ok(()),
        }
    }

    fn write<'a>(&'a self, db: &'a Db, ending: Ending<'a>) -> BoxFuture<'a, Result<ImportId, Stop>> {
        Box::pin(async move { db.write(&WriteFile { file: self, ending }).await })
    }
}

/// Some rows of a file, judged as they will be when they are written; whoever runs it takes back what a short list wrote.
struct CheckRows<'a, S: Sheet> {
    file: &'a ImportFile<S>,
    rows: (usize, usize),
}

impl<S: Sheet> Work for CheckRows<'_, S> {
    type Record = Committed<Vec<Flaw>>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Vec<Flaw>>, Stop> {
        let (file, (from, to)) = (self.file, self.rows);
        let holder = holder(tx, &file.actor).await?;
        let permit = holder.permit(S::ACTION, &file.region)?;
        let now = tx.now().await?;
        let rows = file.rows.get(from..to).unwrap_or_default();
        let import: ImportId = tx.id(now);
        let desk = Desk { trial: true, ..file.desk(tx, &holder, (import, now)) };
        let course = file.take(&desk, &permit, rows).await?;
        let subject = SubjectRef::new(SubjectKind::TableImport, import);
        Ok(permit.commit(Change::created(subject, &file.region, &course.tally), course.flaws))
    }
}
