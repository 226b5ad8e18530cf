//! The job of checks: every check looks at every subject, and leads come, go and come back.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use uuid::Uuid;

use super::{check::Book, service::leads::look};
use crate::ground::{
    authority::{Action, action},
    jobs::{Job, Step, Turn},
    kernel::Bi,
    platform::{Fault, Stop, Tx},
};

/// 疑点检查. A step is one look of one check: its leads are written in the transaction that read their figures.
pub struct FindLeads(pub Arc<Book>);

/// Where a day stopped: at which check, after which subject.
fn place(resume: &str) -> Option<(&str, Uuid)> {
    let (number, after) = resume.split_once(':')?;
    Some((number, after.parse().ok()?))
}

impl Job for FindLeads {
    fn action(&self) -> &'static Action {
        &action::LEAD_FIND
    }

    fn cron(&self) -> &'static str {
        "0 0 3 * * *"
    }

    fn title(&self) -> Bi {
        Bi { zh: "疑点检查", en: "Every check looks for leads" }
    }

    fn step<'a>(&'a self, tx: &'a Tx, turn: &'a Turn) -> BoxFuture<'a, Result<Step, Stop>> {
        Box::pin(async move {
            let lost = || Fault::inconsistent("where the checks of a day stopped");
            let stopped = turn.resume.as_deref().map(|at| place(at).ok_or_else(lost)).transpose()?;
            // A check that this build no longer has: what is left of it is not looked at, and the day goes on with the next night.
            let (Some(check), next) = self.0.from(stopped.map(|(number, _)| number)) else {
                return Ok(Step::default());
            };
            let next = next.map(|number| format!("{number}:{}", Uuid::nil()));
            if turn.on < check.about().valid_from {
                return Ok(Step { resume: next, ..Step::default() });
            }
            let after = stopped.map_or(Uuid::nil(), |(_, after)| after);
            let (handled, went_to, changes) = look(tx, (check, self.0.sealer()), turn.on, after).await?;
            let resume = went_to.map(|last| format!("{}:{last}", check.about().number)).or(next);
            Ok(Step { handled, resume, changes })
        })
    }
}
