//! The job of the keys of requests: each stands in for its answer for ninety days, then it goes.

use futures_util::future::BoxFuture;

use super::{BATCH, Job, Step, Turn};
use crate::ground::{
    authority::{Action, action},
    kernel::Bi,
    platform::{Stop, Tx, forget_keys},
};

/// Days for which the contract promises that a repeated request gets its first answer.
const KEPT_DAYS: i64 = 90;

/// 清理到期幂等键. A key that is older than ninety days when the day begins goes, with the answer it kept.
pub struct ExpireKeys;

impl Job for ExpireKeys {
    fn action(&self) -> &'static Action {
        &action::KEY_EXPIRE
    }

    fn cron(&self) -> &'static str {
        "0 10 2 * * *"
    }

    fn title(&self) -> Bi {
        Bi { zh: "清理到期幂等键", en: "Keys of old requests go" }
    }

    fn step<'a>(&'a self, tx: &'a Tx, turn: &'a Turn) -> BoxFuture<'a, Result<Step, Stop>> {
        Box::pin(async move {
            let before = turn.on.begins_at().plus_millis(-KEPT_DAYS * 86_400_000);
            let gone = forget_keys(tx, before, BATCH).await?;
            Ok(Step::of_batch(gone, gone == BATCH))
        })
    }
}
