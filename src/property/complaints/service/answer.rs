//! 答复. What was found, told to whoever complained.

use super::{Act, Locked, between, day_of, subject_of, use_papers, write_back};
use crate::{
    ground::{
        authority::{action, officer_of},
        kernel::{Day, FileId, OfficerId},
        platform::{Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::{access::officer_briefs, places::organisations_by_id},
    property::complaints::{
        ComplaintsRefusal,
        model::{Answer, Complaint, ComplaintFinding},
        store::{self, Sealing},
    },
};

/// Answers the last word of a complaint.
pub struct AnswerComplaint {
    /// The act.
    pub act: Act,
    /// Keys.
    pub sealer: Sealer,
    /// What was found.
    pub finding: ComplaintFinding,
    /// When it was told; not before the word came, not after today.
    pub on: Day,
    /// What was told.
    pub said: String,
    /// Its papers.
    pub files: Vec<FileId>,
}

impl AnswerComplaint {
    /// The unit that was given a complaint answers it, or the officer who was named; anybody else brings a paper of that unit.
    async fn is_theirs(&self, tx: &Tx, c: &Complaint, by: OfficerId) -> Result<(), Stop> {
        let Some(unit) = c.unit else { return Ok(()) };
        if c.officer == Some(by) || !self.files.is_empty() {
            return Ok(());
        }
        let own = officer_briefs(tx.conn(), vec![by]).await?.pop().and_then(|officer| officer.organisation);
        if own == Some(unit) {
            return Ok(());
        }
        let named = organisations_by_id(tx.conn(), &[unit]).await?.remove(&unit);
        let unit = named.map(|unit| unit.name).unwrap_or_default();
        Err(ComplaintsRefusal::NotTheirs { complaint: c.number.clone(), unit }.into())
    }
}

impl Work for AnswerComplaint {
    type Record = Committed<Complaint>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Complaint>, Stop> {
        let wanted = &action::COMPLAINT_ANSWER;
        let Locked { holder, permit, before } = self.act.lock(tx, wanted).await?;
        self.act.by_another(wanted, &before, before.extenders())?;
        let by = officer_of(&self.act.actor, wanted)?;
        use_papers(tx, &holder, subject_of(&before), &self.files).await?;
        self.is_theirs(tx, &before, by).await?;
        if self.finding.of() != before.kind {
            return Err(ComplaintsRefusal::FindingUnfit { finding: self.finding, kind: before.kind }.into());
        }
        let today = day_of(tx).await?;
        between(self.on, before.last().map(|w| w.received_on), today)?;
        let answer = Answer { finding: self.finding, on: self.on, by };
        let after = before.answered(answer, tx.now().await?);
        let (change, after) = write_back(tx, &before, after).await?;
        let sealing = Sealing::on(tx, &self.sealer, &after.region, today).await?;
        if let Some(word) = after.last() {
            store::answer_word(tx, &sealing, after.id, word, (&self.said, &self.files)).await?;
        }
        Ok(permit.commit(change, after))
    }
}
