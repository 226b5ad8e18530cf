//! 复核、退回、作废. What a list passes on its way, each with its day.

use super::{Held, hold, in_state, stepped, subject_of, tellable};
use crate::{
    benefit::posts::{
        model::{ListStepKind, ListStepTold, ToPersonList, ToPersonState},
        store,
    },
    ground::{
        authority::{Actor, action, denial, officer_of},
        kernel::{Day, DenialReason, FileId, ToPersonListId},
        platform::{Stop, Tx, Work},
        trail::{Committed, officers_who},
    },
    office::files::use_files,
};

/// Looks at a list, as another than who made it.
pub struct CheckList {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ToPersonListId,
    /// The version it was read at.
    pub if_match: String,
    /// Remark.
    pub note: Option<String>,
}

impl Work for CheckList {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_CHECK;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let by = officer_of(&self.actor, wanted)?;
        // Rows that come by files make a list as well: nobody who wrote any of it looks at it for the others.
        let wrote = [&action::TO_PERSON_LIST_FILE, &action::TO_PERSON_LIST_REVISE];
        let makers = officers_who(tx, subject_of(&before), &wrote).await?;
        if by == before.prepared_by || makers.contains(&by) {
            let of = Some(subject_of(&before));
            return Err(denial(DenialReason::SecondPerson, wanted, of, Some(before.region)).into());
        }
        in_state(&before, &[ToPersonState::Drafted])?;
        let on = tx.now().await?.day();
        let told = ListStepTold { step: ListStepKind::Checked, on, paper: None, note: self.note.clone() };
        let after = ToPersonList { state: ToPersonState::Checked, checked_by: Some(by), ..before.clone() };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}

/// Sends a list back: somebody objected, or found it wrong.
pub struct ReturnList {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ToPersonListId,
    /// The version it was read at.
    pub if_match: String,
    /// On which day.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// The paper, where there is one.
    pub paper: Option<FileId>,
}

impl Work for ReturnList {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_RETURN;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), subject_of(&before), self.paper.as_slice()).await?;
        in_state(&before, &ToPersonState::ON_ITS_WAY)?;
        tellable(tx, &before, self.on).await?;
        super::lock::unbilled(tx, &before).await?;
        super::lock::unheld(tx, &before).await?;
        let note = Some(self.reason.clone());
        let told = ListStepTold { step: ListStepKind::Returned, on: self.on, paper: self.paper, note: note.clone() };
        let after = ToPersonList { state: ToPersonState::Returned, end_reason: note, ..before.clone().unseen() };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}

/// Annuls a list: its months and its sheets are free for another.
pub struct AnnulList {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ToPersonListId,
    /// The version it was read at.
    pub if_match: String,
    /// On which day.
    pub on: Day,
    /// Why.
    pub reason: String,
}

impl Work for AnnulList {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_ANNUL;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &ToPersonState::OPEN)?;
        tellable(tx, &before, self.on).await?;
        store::drop_lines(tx, before.id, false).await?;
        store::free_sheets(tx, before.id).await?;
        let note = Some(self.reason.clone());
        let told = ListStepTold { step: ListStepKind::Annulled, on: self.on, paper: None, note: note.clone() };
        let after = ToPersonList { state: ToPersonState::Annulled, end_reason: note, ..before.clone() };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}
