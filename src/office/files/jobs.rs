//! The job of files: what was uploaded and never referred to goes.

use futures_util::future::BoxFuture;

use super::{model::File, store};
use crate::ground::{
    authority::{Action, action},
    jobs::{Job, Step, Turn},
    kernel::{Bi, Day, SubjectKind, SubjectRef},
    platform::{Stop, Tx},
    trail::Change,
};

/// Files a step sweeps: the largest have eighty chunks each, and all of them go in one transaction.
const BATCH: u64 = 100;

/// 清理未引用附件. A file that was a day old when the day began, and that nothing refers to, goes with its bytes; its events stay,
/// and one more says on which day it went.
pub struct SweepFiles;

impl Job for SweepFiles {
    fn action(&self) -> &'static Action {
        &action::FILE_SWEEP
    }

    fn cron(&self) -> &'static str {
        "0 30 2 * * *"
    }

    fn title(&self) -> Bi {
        Bi { zh: "清理未引用附件", en: "Files that nothing refers to go" }
    }

    fn step<'a>(&'a self, tx: &'a Tx, turn: &'a Turn) -> BoxFuture<'a, Result<Step, Stop>> {
        Box::pin(async move {
            let (swept, full) = store::sweep_unused(tx, turn.on.previous().begins_at(), BATCH).await?;
            let changes = swept.iter().map(|file| swept_on(file, turn.on)).collect();
            Ok(Step { changes, ..Step::of_batch(swept.len() as u64, full) })
        })
    }
}

fn swept_on(file: &File, day: Day) -> Change {
    let after = serde_json::json!({"swept_on": day});
    Change::changed(SubjectRef::new(SubjectKind::File, file.id), &file.region, 2, file, &after)
}
