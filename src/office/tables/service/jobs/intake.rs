//! Taking in a file that a job will read.

use std::sync::Arc;

use tokio::sync::Notify;

use super::subject_of;
use crate::{
    ground::{
        authority::{Action, Actor, unknown},
        kernel::{Digest, Words as _},
        platform::{Db, Fault, Sealer, Stop, TablesConfig, Tx, Work},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        tables::{
            TablesRefusal,
            model::job::{Said, Sender, TableJob, TableJobState},
            service::{prepare::Upload, sheet::Sheet},
            store,
        },
    },
};

/// What it takes to take files in. Clones share the bell.
#[derive(Clone)]
pub struct Intake {
    /// The database.
    pub db: Db,
    /// Seals files until their jobs have ended.
    pub sealer: Sealer,
    /// How many rows are taken how.
    pub limits: TablesConfig,
    bell: Arc<Notify>,
}

impl Intake {
    /// Over a database.
    pub fn new(db: Db, sealer: Sealer, limits: TablesConfig) -> Self {
        Self { db, sealer, limits, bell: Arc::default() }
    }

    /// Wakes this process's importer before its time.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Waits until somebody rings.
    pub async fn rung(&self) {
        self.bell.notified().await;
    }
}

/// Keeps a file until a job has read it.
pub struct SubmitJob<'a> {
    /// Who asks.
    pub actor: &'a Actor,
    /// The file, and what its sender says of it.
    pub upload: &'a Upload,
    /// Rows of what, and the right to import them.
    pub sheet: (&'static str, &'static Action),
    /// Whose ids the rows bear.
    pub system: String,
    /// Where it is taken in.
    pub intake: &'a Intake,
}

impl<'a> SubmitJob<'a> {
    /// For rows of one kind.
    pub fn of<S: Sheet>(intake: &'a Intake, actor: &'a Actor, upload: &'a Upload) -> Self {
        let system = upload.system.clone().unwrap_or_else(|| S::SYSTEM.to_owned());
        Self { actor, upload, sheet: (S::NAME, S::ACTION), system, intake }
    }

    /// The lowest of the sender's places that no open job takes. Who has none left waits for a file of their own to end.
    async fn place(&self, tx: &Tx) -> Result<i64, Stop> {
        let taken = store::slots_taken(tx, &self.actor.principal.to_string()).await?;
        let limit = self.intake.limits.jobs_per_sender;
        let free = (1..=i64::from(limit)).find(|slot| !taken.contains(slot));
        Ok(free.ok_or(TablesRefusal::TooManyJobs { limit })?)
    }
}

impl Work for SubmitJob<'_> {
    type Record = Committed<TableJob>;

    async fn run(&self, tx: &Tx) -> Result<Committed<TableJob>, Stop> {
        let (upload, (sheet, action)) = (self.upload, self.sheet);
        let permit = holder(tx, self.actor).await?.permit(action, &upload.region)?;
        let now = tx.now().await?;
        let job = TableJob {
            id: tx.id(now),
            sheet: sheet.to_owned(),
            region: upload.region.clone(),
            system: self.system.clone(),
            file_name: upload.name.clone(),
            sha256: Digest::of(&upload.bytes),
            size: i64::try_from(upload.bytes.len()).map_err(|_| Fault::inconsistent("size of a file"))?,
            chunks: 0,
            mode: upload.mode,
            said: Said::of(&upload.told, &upload.acknowledged),
            sender: Sender::of(self.actor).ok_or_else(|| unknown(action))?,
            slot: self.place(tx).await?,
            state: TableJobState::Waiting,
            rows: None,
            started_at: None,
            ended_at: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let job = match store::insert_job(tx, &self.intake.sealer, job, &upload.bytes).await {
            // Another request of the same sender has taken the place in this very moment.
            Err(fault) if fault.is_unique_violation() => {
                return Err(TablesRefusal::TooManyJobs { limit: self.intake.limits.jobs_per_sender }.into());
            }
            kept => kept?,
        };
        Ok(permit.commit(Change::created(subject_of(&job), &job.region, &job).state(job.state.word()), job))
    }
}
