//! 取消与作废. A meeting is not held; what was recorded of one was wrong.

use super::{Locked, changed, hold, subject_of};
use crate::{
    benefit::resolutions::{
        ResolutionsRefusal,
        model::{End, Resolution, ResolutionState},
        store,
    },
    ground::{
        authority::{Actor, action},
        kernel::{FileId, ResolutionId},
        platform::{Stop, Tx, Work},
        trail::Committed,
    },
    office::files::use_files,
};

/// Says that a meeting is not held.
pub struct CancelMeeting {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ResolutionId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
    /// The paper, where there is one.
    pub paper: Option<FileId>,
}

impl Work for CancelMeeting {
    type Record = Committed<Resolution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Resolution>, Stop> {
        let wanted = &action::RESOLUTION_CANCEL;
        let Locked { holder, permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), subject_of(&before), self.paper.as_slice()).await?;
        if before.state != ResolutionState::Convened {
            return Err(ResolutionsRefusal::StateIs { state: before.state }.into());
        }
        let now = tx.now().await?;
        let end = End { on: now.day(), reason: self.reason.clone(), paper: self.paper };
        let after = Resolution { state: ResolutionState::Cancelled, end: Some(end), ..before.clone() };
        let after = after.next(self.actor.layer, now);
        store::update_resolution(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Says that what was recorded of a meeting was wrong; the record stays as it was.
pub struct AnnulResolution {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ResolutionId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
    /// The paper.
    pub paper: FileId,
}

impl Work for AnnulResolution {
    type Record = Committed<Resolution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Resolution>, Stop> {
        let wanted = &action::RESOLUTION_ANNUL;
        let Locked { holder, permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), subject_of(&before), &[self.paper]).await?;
        if !before.state.stands() {
            return Err(ResolutionsRefusal::StateIs { state: before.state }.into());
        }
        // Whoever would stand on it holds its row, and so comes before this lock or finds it annulled.
        let uses = store::uses_of(tx.conn(), &[self.id]).await?.remove(&self.id).unwrap_or_default();
        if let Some(first) = uses.first() {
            return Err(ResolutionsRefusal::InUse { uses: uses.len(), first: first.said() }.into());
        }
        let now = tx.now().await?;
        let end = End { on: now.day(), reason: self.reason.clone(), paper: Some(self.paper) };
        let after = Resolution { state: ResolutionState::Annulled, end: Some(end), ..before.clone() };
        let after = after.next(self.actor.layer, now);
        store::update_resolution(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
