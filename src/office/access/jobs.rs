//! The job of access: sessions, tokens and counters whose time is over go.

use futures_util::future::BoxFuture;

use super::store;
use crate::ground::{
    authority::{Action, action},
    jobs::{BATCH, Job, Step, Turn},
    kernel::Bi,
    platform::{Stop, Tx},
};

/// Days for which an ended session and the counters of failed logins are kept, for whoever asks what happened.
const KEPT_DAYS: i64 = 90;

/// 清理过期会话. Sessions, one-time tokens and access tokens that ran out ninety days ago, and counters of failed logins as old. Each
/// was recorded in the trail when it was made; that stays.
pub struct ExpireAccess;

impl Job for ExpireAccess {
    fn action(&self) -> &'static Action {
        &action::ACCESS_EXPIRE
    }

    fn cron(&self) -> &'static str {
        "0 20 2 * * *"
    }

    fn title(&self) -> Bi {
        Bi { zh: "清理过期会话", en: "Sessions and tokens that ran out go" }
    }

    fn step<'a>(&'a self, tx: &'a Tx, turn: &'a Turn) -> BoxFuture<'a, Result<Step, Stop>> {
        Box::pin(async move {
            let before = turn.on.begins_at().plus_millis(-KEPT_DAYS * 86_400_000);
            let gone = store::forget_expired(tx, before, BATCH).await?;
            let full = gone.contains(&BATCH);
            Ok(Step::of_batch(gone.iter().sum(), full))
        })
    }
}
