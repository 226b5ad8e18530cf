//! The job of the ledger: what every account held at the end of yesterday is written down, so that an old day is summed from near.

use futures_util::future::BoxFuture;
use uuid::Uuid;

use super::store;
use crate::ground::{
    authority::{Action, action},
    jobs::{BATCH, Job, Step, Turn},
    kernel::Bi,
    platform::{Fault, Stop, Tx},
};

/// 余额快照. On a day, the balance at the end of the day before, of each account that has moved since its last snapshot. Accounts are
/// locked as whoever posts locks them: a posting is in the snapshot, or takes it away.
pub struct TakeSnapshots;

impl Job for TakeSnapshots {
    fn action(&self) -> &'static Action {
        &action::SNAPSHOT_TAKE
    }

    fn cron(&self) -> &'static str {
        "0 0 1 * * *"
    }

    fn title(&self) -> Bi {
        Bi { zh: "账户余额快照", en: "Balances at the end of the day are written down" }
    }

    fn step<'a>(&'a self, tx: &'a Tx, turn: &'a Turn) -> BoxFuture<'a, Result<Step, Stop>> {
        Box::pin(async move {
            let as_of = turn.on.previous();
            let after = turn.resume.as_deref().map_or(Ok(Uuid::nil()), str::parse);
            let after = after.map_err(|_| Fault::inconsistent("where the snapshots of a day stopped"))?;
            let moved = store::moved_since_snapshot(tx.conn(), as_of, after, BATCH).await?;
            store::insert_snapshots(tx, &moved, as_of).await?;
            let resume = moved.last().filter(|_| moved.len() as u64 == BATCH).map(Uuid::to_string);
            Ok(Step { handled: moved.len() as u64, resume, changes: Vec::new() })
        })
    }
}
