//! The job of upkeep: what plans make due.

use futures_util::future::BoxFuture;
use uuid::Uuid;

use super::service::due::make_due;
use crate::ground::{
    authority::{Action, action},
    jobs::{Job, Step, Turn},
    kernel::Bi,
    platform::{Fault, Stop, Tx},
};

/// 生成到期管护. A step looks at some cards of one plan.
pub struct MakeDue;

/// Where a day stopped: at which plan, after which asset.
fn place(resume: &str) -> Option<(Uuid, Uuid)> {
    let (plan, after) = resume.split_once(':')?;
    Some((plan.parse().ok()?, after.parse().ok()?))
}

impl Job for MakeDue {
    fn action(&self) -> &'static Action {
        &action::UPKEEP_DUE_MAKE
    }

    fn cron(&self) -> &'static str {
        "0 30 2 * * *"
    }

    fn title(&self) -> Bi {
        Bi { zh: "生成到期管护", en: "Plans make inspections and orders of upkeep due" }
    }

    fn step<'a>(&'a self, tx: &'a Tx, turn: &'a Turn) -> BoxFuture<'a, Result<Step, Stop>> {
        Box::pin(async move {
            let lost = || Fault::inconsistent("where the plans of a day stopped");
            let stopped = turn.resume.as_deref().map(|at| place(at).ok_or_else(lost)).transpose()?;
            let made = make_due(tx, turn.on, stopped.unwrap_or((Uuid::nil(), Uuid::nil()))).await?;
            let resume = made.resume.map(|(plan, after)| format!("{plan}:{after}"));
            Ok(Step { handled: made.due, resume, changes: made.changes })
        })
    }
}
