//! 终止名册. Nobody benefits by a roll any more; whoever still stands on it leaves it.

use super::{Happened, Held, counts_from, has_come, hold, holds::is_free, is_open, subject_of, written};
use crate::{
    benefit::rolls::{
        RollsRefusal,
        model::{ExitReason, Leaving, Roll, RollState},
        store,
    },
    ground::{
        authority::{Actor, action},
        kernel::{Day, FileId, RollId},
        platform::{Stop, Tx, Work, all_hold},
        trail::Committed,
    },
    office::files::use_files,
};

/// Closes a roll.
pub struct CloseRoll {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: RollId,
    /// The version it was read at.
    pub if_match: String,
    /// On which day.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// By which paper.
    pub paper: FileId,
}

impl Work for CloseRoll {
    type Record = Committed<Roll>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Roll>, Stop> {
        let wanted = &action::ROLL_CLOSE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        is_open(&before)?;
        all_hold([
            use_files(tx, &holder.seen(), subject_of(&before), &[self.paper]).await,
            has_come(tx, self.on, "/on").await,
        ])?;
        let until = counts_from(&before, self.on)?;
        if let Some(admitted) = store::last_admitted(tx.conn(), before.id).await?.filter(|last| self.on < *last) {
            return Err(RollsRefusal::LaterThere { on: self.on, admitted }.into());
        }
        is_free(tx, before.id, until).await?;
        let leaving = Leaving { reason: ExitReason::Closed, on: self.on, paper: Some(self.paper), until };
        let ended = store::end_all(tx, before.id, leaving).await?;
        let after = Roll {
            state: RollState::Closed,
            closed_on: Some(self.on),
            close_reason: Some(self.reason.clone()),
            close_paper: Some(self.paper),
            ..before.clone()
        };
        let happened = Happened { all_ended: Some((ended, leaving)), ..Happened::default() };
        let (change, after) = written(tx, &self.actor, (&before, after), &happened).await?;
        Ok(permit.commit(change, after))
    }
}
