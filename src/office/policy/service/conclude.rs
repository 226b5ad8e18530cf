//! What the approval of an exception does: it lets pass what it was filed for, or nothing.

use super::{moved, subject_of, write_back};
use crate::{
    ground::{
        kernel::{AnyId, ExceptionId, RunId},
        platform::{Fault, Notice, Stop, Tx},
    },
    office::{
        approvals::{Concluded, Ending, Rechecked, signed_by},
        files::files_by_id,
        policy::{
            PolicyRefusal,
            model::{Exception, ExceptionState, ranks_at_least},
            store,
        },
    },
};

async fn locked(tx: &Tx, id: AnyId) -> Result<(Exception, RunId), Stop> {
    let gone = || Fault::inconsistent(format!("exception {id} under approval is gone"));
    let found = store::lock_exception(tx, ExceptionId::new(id.uuid())).await?.ok_or_else(gone)?;
    let run = found.run.ok_or_else(gone)?;
    Ok((found, run))
}

/// Its digest anew, from what is stored; and nobody says yes to what can let nothing pass any more.
pub async fn recheck(tx: &Tx, id: AnyId) -> Result<Rechecked, Stop> {
    let (exception, _) = locked(tx, id).await?;
    let today = tx.now().await?.day();
    if today > exception.deadline {
        return Err(PolicyRefusal::ExceptionLapsed { deadline: exception.deadline, today }.into());
    }
    let files = files_by_id(tx.conn(), &[exception.file]).await?;
    let gone = || Fault::inconsistent(format!("the paper of exception {id} is gone"));
    let paper = files.get(&exception.file).ok_or_else(gone)?.sha256;
    Ok(Rechecked { checks: Vec::new(), decisive: exception.decisive(&paper), revision: 1 })
}

/// Concludes an exception in the transaction of the decision. Whatever a county's own definition says, what the granting office has
/// not signed is not granted.
pub async fn conclude(tx: &Tx, id: AnyId, ending: Ending) -> Result<Concluded, Stop> {
    let (before, run) = locked(tx, id).await?;
    let (state, topic) = match ending {
        Ending::Approved => (ExceptionState::Granted, "policy.exception.granted"),
        Ending::Rejected => (ExceptionState::Refused, "policy.exception.refused"),
        Ending::Returned(_) => (ExceptionState::Returned, "policy.exception.returned"),
        Ending::Withdrawn => (ExceptionState::Withdrawn, "policy.exception.withdrawn"),
    };
    let now = tx.now().await?;
    if state == ExceptionState::Granted {
        let signed = signed_by(tx, run).await?;
        if !signed.iter().any(|role| ranks_at_least(*role, before.granted_by)) {
            return Err(PolicyRefusal::NoGrantingDesk { granted_by: before.granted_by }.into());
        }
    }
    let granted_on = (state == ExceptionState::Granted).then(|| now.day());
    let after = Exception { granted_on, ..moved(&before, state, now) };
    let change = write_back(tx, &before, &after).await?.named(topic);
    let notice = Notice { topic, subject: subject_of(&after), region: after.region.clone() };
    Ok(Concluded { changes: vec![change], notices: vec![notice] })
}
