//! Using exceptions up, in the transaction of the act that they let pass.

use super::{moved, write_back};
use crate::{
    ground::{
        kernel::SubjectRef,
        platform::{Fault, Tx},
        trail::Change,
    },
    office::policy::model::{Act, Exception, ExceptionState},
};

/// Uses exceptions up by an act: what it changed, and that thing's version after it.
pub async fn spend(tx: &Tx, exceptions: &[Exception], by: (SubjectRef, i64)) -> Result<Vec<Change>, Fault> {
    let now = tx.now().await?;
    let mut changes = Vec::with_capacity(exceptions.len());
    for before in exceptions {
        let consumed = moved(before, ExceptionState::Consumed, now);
        let after = Exception { act: Some(Act::on(by.0, by.1)), consumed_at: Some(now), ..consumed };
        changes.push(write_back(tx, before, &after).await?.named("policy.exception.consume"));
    }
    Ok(changes)
}
