//! The transaction owner: begins, runs a use case, writes its trail entry, commits, tries again what may be tried again.
//! No Permit, no trail entry; no trail entry, no commit: [`Work::Record`] must be a [`CommitRecord`], and only `trail` has one.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use sea_orm::{DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use uuid::Uuid;

use super::{Answer, Answered, Clock, Db, Engine, Fault, Ids, Once, Stop, idempotency};
use crate::ground::kernel::{Id, Instant};

/// Attempts at one use case before the answer is 503.
const ATTEMPTS: u32 = 5;

/// A use case is a value that can be run again from the start.
pub trait Work: Sync {
    /// What it hands over so that it may commit.
    type Record: CommitRecord;
    /// Permit, load, decide, save; never commits and calls nothing outside the database.
    fn run(&self, tx: &Tx) -> impl Future<Output = Result<Self::Record, Stop>> + Send;
}

/// What a transaction must hand over before it may commit. Implemented by `trail` alone (a house test looks).
pub trait CommitRecord: Send {
    /// What the use case answers.
    type Value: Send;
    /// Writes the trail entries and lets the value out.
    fn write(self, tx: &Tx) -> impl Future<Output = Result<Self::Value, Fault>> + Send;
}

/// An open transaction. Stores reach the connection through it; the instant is read once.
pub struct Tx {
    inner: DatabaseTransaction,
    engine: Engine,
    clock: Clock,
    ids: Ids,
    begun: Mutex<Option<(Instant, Uuid)>>,
}

impl Tx {
    /// For stores only.
    pub const fn conn(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// The engine underneath.
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// The civil instant of this transaction: the same for everything done in it.
    pub async fn now(&self) -> Result<Instant, Fault> {
        Ok(self.begun().await?.0)
    }

    /// The id that the main trail event of this transaction will have: ledger entries name it.
    pub async fn event_id(&self) -> Result<Uuid, Fault> {
        Ok(self.begun().await?.1)
    }

    async fn begun(&self) -> Result<(Instant, Uuid), Fault> {
        let known = *self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(begun) = known {
            return Ok(begun);
        }
        let now = self.clock.now(&self.inner).await?;
        let begun = (now, self.ids.uuid(now));
        *self.begun.lock().unwrap_or_else(PoisonError::into_inner) = Some(begun);
        Ok(begun)
    }

    /// A new UUIDv7.
    pub fn uuid(&self, at: Instant) -> Uuid {
        self.ids.uuid(at)
    }

    /// A new typed id.
    pub fn id<K>(&self, at: Instant) -> Id<K> {
        self.ids.id(at)
    }
}

/// What becomes of a use case that succeeded.
enum Ending<'a> {
    Keep,
    RollBack,
    Once(&'a Once),
}

impl Db {
    /// Runs a use case and keeps what it did.
    pub async fn write<W: Work>(&self, work: &W) -> Result<<W::Record as CommitRecord>::Value, Stop> {
        self.repeat(|| async {
            let tx = self.begin().await?;
            let done = async { Ok(work.run(&tx).await?.write(&tx).await?) }.await;
            settle(tx, done, &Ending::Keep).await
        })
        .await
    }

    /// Runs a use case, answers it and takes everything back: all checks and postings computed, nothing kept.
    pub async fn dry_run<W: Work>(
        &self,
        work: &W,
        answer: impl Fn(&<W::Record as CommitRecord>::Value) -> Result<Answer, Fault>,
    ) -> Result<Answered, Stop> {
        self.answered(work, answer, Ending::RollBack).await
    }

    /// Runs a use case at most once under an idempotency key. A second request with the same key and body gets the first
    /// answer; the key row is written first in the use case's own transaction, so a refused request leaves the key free.
    pub async fn write_once<W: Work>(
        &self,
        once: &Once,
        work: &W,
        answer: impl Fn(&<W::Record as CommitRecord>::Value) -> Result<Answer, Fault>,
    ) -> Result<Answered, Stop> {
        self.answered(work, answer, Ending::Once(once)).await
    }

    /// Runs a use case whose repetition `If-Match` already forbids, and answers it.
    pub async fn write_answered<W: Work>(
        &self,
        work: &W,
        answer: impl Fn(&<W::Record as CommitRecord>::Value) -> Result<Answer, Fault>,
    ) -> Result<Answered, Stop> {
        self.answered(work, answer, Ending::Keep).await
    }

    async fn answered<W: Work>(
        &self,
        work: &W,
        answer: impl Fn(&<W::Record as CommitRecord>::Value) -> Result<Answer, Fault>,
        ending: Ending<'_>,
    ) -> Result<Answered, Stop> {
        self.repeat(|| async {
            let tx = self.begin().await?;
            let done = async {
                if let Ending::Once(once) = &ending
                    && let Some(earlier) = idempotency::claim(&tx, once).await?
                {
                    return Ok(earlier);
                }
                let value = work.run(&tx).await?.write(&tx).await?;
                let answer = answer(&value)?;
                if let Ending::Once(once) = &ending {
                    idempotency::store(&tx, once, &answer).await?;
                }
                Ok(Answered { answer, replayed: false })
            }
            .await;
            settle(tx, done, &ending).await
        })
        .await
    }

    /// BEGIN runs in a task of its own: a BEGIN that is cancelled with its request would leave the pooled connection inside
    /// a transaction. Here the finished transaction is dropped by the task, and dropping it rolls back.
    async fn begin(&self) -> Result<Tx, Stop> {
        let writer = self.writer.clone();
        let begun = tokio::spawn(async move {
            let immediate = || TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            };
            match writer.begin_with_options(immediate()).await.map_err(Fault::Db) {
                // A pooled connection that the server has closed meanwhile; nothing was sent on it yet.
                Err(fault) if fault.is_lost_connection() => {
                    writer.begin_with_options(immediate()).await.map_err(Fault::Db)
                }
                begun => begun,
            }
        });
        let inner = begun.await.map_err(|e| Fault::Task(e.to_string()))??;
        Ok(Tx { inner, engine: self.engine, clock: self.clock, ids: self.ids.clone(), begun: Mutex::new(None) })
    }

    async fn repeat<T, F: Future<Output = Result<T, Stop>>>(&self, attempt: impl Fn() -> F) -> Result<T, Stop> {
        for round in 0..ATTEMPTS {
            match attempt().await {
                Err(stop) if stop.fault().is_some_and(Fault::is_transient) => {
                    tracing::warn!(round, "write transaction tried again");
                    tokio::time::sleep(Duration::from_millis(5 << round)).await;
                }
                done => return done,
            }
        }
        Err(Fault::Exhausted.into())
    }
}

/// Commits or rolls back. A commit runs in a task of its own, so that a request that goes away cannot cancel it half way; its
/// failure is an unknown outcome and never tried again: the client repeats the request under the same key and converges.
async fn settle<T>(tx: Tx, done: Result<T, Stop>, ending: &Ending<'_>) -> Result<T, Stop> {
    match (&done, ending) {
        (Ok(_), Ending::Keep | Ending::Once(_)) => {
            let committed = tokio::spawn(tx.inner.commit()).await.map_err(|e| Fault::Task(e.to_string()))?;
            committed.map_err(|e| Stop::Fault(unknown_outcome(e)))?;
        }
        (Ok(_), Ending::RollBack) | (Err(_), _) => {
            if let Err(error) = tx.inner.rollback().await {
                tracing::warn!(%error, "rollback failed; the pool closes the connection");
            }
        }
    }
    done
}

/// A failed COMMIT must not look transient to [`Db::repeat`]. The text of the driver's error is kept for the log.
fn unknown_outcome(error: DbErr) -> Fault {
    let fault = Fault::Db(error);
    if fault.is_transient() { Fault::Task(format!("commit of unknown outcome: {fault}")) } else { fault }
}
