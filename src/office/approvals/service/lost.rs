//! An officer has lost a right: open duties that nobody can perform any more become visible as blocked.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{
    super::{model::Run, store},
    people::holders_of,
    run::changed,
};
use crate::{
    ground::{
        kernel::OfficerId,
        platform::{Fault, Stop, Tx},
        trail::Change,
    },
    office::access::GrantWatcher,
};

/// Watches grants for the engine.
pub struct LostRights;

impl GrantWatcher for LostRights {
    fn right_lost<'a>(&'a self, tx: &'a Tx, officer: OfficerId) -> BoxFuture<'a, Result<Vec<Change>, Stop>> {
        async move {
            let mut changes = Vec::new();
            for id in store::runs_waiting_for(tx.conn(), officer).await? {
                let Some((before, was)) = store::lock_run(tx, id).await? else { continue };
                let definition = store::find_definition(tx.conn(), before.definition).await?;
                let definition = definition.ok_or_else(|| Fault::inconsistent(format!("definition of {id}")))?;
                let Some(step) = was.position.and_then(|p| definition.step(p)) else { continue };
                if holders_of(tx, &before, step).await?.iter().any(|h| h.id == officer) {
                    continue;
                }
                let mut course = was.clone();
                course.lose(&definition, officer);
                if course != was {
                    let run = Run { version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
                    store::update_run(tx, &run, &was, &course, before.version).await?;
                    changes.push(changed((&before, &was), (&run, &course)).named("approvals.task.lost"));
                }
            }
            Ok(changes)
        }
        .boxed()
    }
}
