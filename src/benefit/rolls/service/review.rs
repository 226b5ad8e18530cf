//! 年度核查. Somebody held a roll against the facts (R73); what that found is ended or admitted beside it.

use super::{Happened, Held, has_come, hold, is_open, subject_of, written};
use crate::{
    benefit::rolls::{
        RollsRefusal,
        model::{Review, Roll},
        store,
    },
    ground::{
        authority::{Actor, action, officer_of},
        kernel::{Day, FileId, RollId},
        platform::{Fault, Stop, Tx, Work, all_hold},
        trail::Committed,
    },
    office::files::use_files,
};

/// Records that a roll was reviewed.
pub struct ReviewRoll {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: RollId,
    /// The version it was read at.
    pub if_match: String,
    /// On which day; after the review before.
    pub on: Day,
    /// By which paper.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
}

impl Work for ReviewRoll {
    type Record = Committed<Roll>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Roll>, Stop> {
        let wanted = &action::ROLL_REVIEW;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let by = officer_of(&self.actor, wanted)?;
        is_open(&before)?;
        all_hold([
            use_files(tx, &holder.seen(), subject_of(&before), &[self.paper]).await,
            has_come(tx, self.on, "/on").await,
        ])?;
        let told = store::reviews_of(tx.conn(), before.id).await?;
        if let Some(last) = told.last().map(|r| r.on).filter(|last| self.on <= *last) {
            return Err(RollsRefusal::ReviewEarlier { on: self.on, last }.into());
        }
        let n = i64::try_from(told.len() + 1).map_err(|_| Fault::inconsistent("more reviews than can be counted"))?;
        let at = tx.now().await?;
        let review = Review { roll: before.id, n, on: self.on, paper: self.paper, note: self.note.clone(), by, at };
        store::insert_review(tx, &review).await?;
        let happened = Happened { reviewed: Some(review), ..Happened::default() };
        let (change, after) = written(tx, &self.actor, (&before, before.clone()), &happened).await?;
        Ok(permit.commit(change, after))
    }
}
