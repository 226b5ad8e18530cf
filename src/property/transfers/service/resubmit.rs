//! 再次提交. What a desk has returned goes to it again: for papers with what they show, to be revised with what was mended meanwhile.

use super::{
    asked::{files_at, well_told},
    exceptions::settled,
    locked_assets, moved, papers_of, returned_of, still_so, subject_of,
    submit::opening,
    write_back,
};
use crate::{
    ground::{
        authority::{Actor, action, officer_of, unknown},
        kernel::TransferId,
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    office::{
        access::holder,
        approvals::{ReturnForm, hold, resubmit},
        files::use_files_at,
        policy::spend,
    },
    property::transfers::{
        TransfersRefusal,
        model::{PaperLine, Transfer, TransferState},
        store,
    },
};

/// Sends a returned transfer to its desks again.
pub struct ResubmitTransfer {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: TransferId,
    /// The version it was read at.
    pub if_match: String,
    /// Papers that are brought now, or why there are none.
    pub papers: Vec<PaperLine>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl ResubmitTransfer {
    /// The transfer with what is brought. What a desk asked for beside the list leaves every yes as it stands; what comes with a revision
    /// is decided on anew with it.
    fn with_papers(&self, before: &Transfer, form: ReturnForm) -> Transfer {
        let revision = before.revision + i32::from(!self.papers.is_empty());
        let added_in = (form == ReturnForm::Supplement).then_some(revision);
        let more: Vec<PaperLine> = self.papers.iter().map(|p| PaperLine { added_in, ..p.clone() }).collect();
        Transfer { papers: before.papers.with(&more), revision, ..before.clone() }
    }
}

impl Work for ResubmitTransfer {
    type Record = Committed<Transfer>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Transfer>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::TRANSFER_RESUBMIT;
        let known = store::find_transfer(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&known), &known.region)?;
        if let Some(run) = known.run {
            hold(tx, run).await?;
        }
        let before = store::lock_transfer(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        use_files_at(tx, &holder.seen(), subject_of(&before), &files_at(&self.papers)).await?;
        let officer = officer_of(&self.actor, wanted)?;
        let Some(run) = before.returned_run() else {
            return Err(TransfersRefusal::state_is(before.state).into());
        };
        let unsaid = || Fault::inconsistent(format!("transfer {} lies returned by nobody", before.id));
        let returned = returned_of(tx.conn(), &before).await?.ok_or_else(unsaid)?;
        well_told(&self.papers)?;
        let now = tx.now().await?;
        let brought = self.with_papers(&before, returned.form);
        let papers = papers_of(tx.conn(), &brought).await?;
        let excepted = settled(tx, (&brought, &papers), now.day(), (Some(officer), &self.acknowledged)).await?;
        still_so(&brought, &locked_assets(tx, brought.passing()).await?, now.day())?;
        let opened = resubmit(tx, run, &opening(&brought, brought.decisive(&papers), officer)).await?;
        let after = moved(&brought, TransferState::InApproval, now);
        let change = write_back(tx, &before, &after).await?;
        let spent = spend(tx, &excepted, (subject_of(&after), after.version)).await?;
        Ok(permit.commit(change, after).and(opened.changes).and(spent).telling(opened.notices))
    }
}
