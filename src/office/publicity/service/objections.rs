//! 异议与答复. Somebody objects, by whatever channel; somebody else than who recorded it answers.

use super::{Act, Locked, between, next, plain, post::begin, stands, subject_of, write_back};
use crate::{
    ground::{
        authority::{action, officer_of},
        kernel::{Day, FileId, OfficerId},
        platform::{Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        files::use_files,
        policy::{Exception, spend},
        publicity::{
            PublicityRefusal,
            model::{Answer, Ending, Objection, ObjectionChannel, ObjectionResult, Posting, PostingState},
            store::{self, Sealing},
        },
    },
};

/// Records an objection to what hangs, or to what was closed and came within its term. That stops nothing any more, and marks the posting.
pub struct RecordObjection {
    /// The act.
    pub act: Act,
    /// Keys.
    pub sealer: Sealer,
    /// How it came.
    pub channel: ObjectionChannel,
    /// When; from the day on which the term began to today.
    pub received_on: Day,
    /// Whether it stops the term; of a posting that was closed there is none to be stopped.
    pub suspends: bool,
    /// What it says.
    pub said: String,
    /// Its paper.
    pub file: Option<FileId>,
}

impl Work for RecordObjection {
    type Record = Committed<Posting>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Posting>, Stop> {
        let Locked { holder, permit, before } = self.act.lock(tx, &action::POSTING_OBJECT).await?;
        use_files(tx, &holder.seen(), subject_of(&before), self.file.as_slice()).await?;
        let late = before.state == PostingState::Closed;
        stands(&before, |state| state.hangs() || late)?;
        plain([self.said.as_str()])?;
        let today = tx.now().await?.day();
        // A term that stopped began too: what comes while another objection is looked at is heard as well.
        between(self.received_on, before.terms.last().map(|term| term.from), today)?;
        if let Some(term) = before.terms.last().filter(|term| late && term.ends_on < self.received_on) {
            let (received_on, ends_on) = (self.received_on, term.ends_on);
            return Err(PublicityRefusal::CameAfter { received_on, ends_on }.into());
        }
        let suspends = self.suspends && !late;
        let objection = Objection {
            n: before.objections.last().map_or(1, |o| o.n + 1),
            revision: before.revision,
            channel: self.channel,
            received_on: self.received_on,
            suspends,
            file: self.file,
            recorded_by: officer_of(&self.act.actor, &action::POSTING_OBJECT)?,
            answer: None,
            recorded_late_on: late.then_some(today),
        };
        let sealing = Sealing::on(tx, &self.sealer, &before.region, today).await?;
        store::insert_objection(tx, &sealing, before.id, &objection, &self.said).await?;
        let mut after = next(tx, &before).await?;
        if suspends {
            after.state = PostingState::Suspended;
            after.ended(Ending::Stopped, self.received_on);
        }
        after.objections.push(objection);
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after))
    }
}

/// Answers an objection.
pub struct AnswerObjection {
    /// The act.
    pub act: Act,
    /// Keys.
    pub sealer: Sealer,
    /// Which.
    pub n: i32,
    /// With what result.
    pub result: ObjectionResult,
    /// When; not before it came, not after today.
    pub on: Day,
    /// What was answered.
    pub said: String,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl AnswerObjection {
    /// What the answer makes of a posting: upheld it ends; answered and not upheld, it begins anew where nothing else stops it. Answers
    /// the exceptions that this uses up.
    async fn weigh(
        &self,
        tx: &Tx,
        after: &mut Posting,
        (suspended, by): (bool, OfficerId),
    ) -> Result<Vec<Exception>, Stop> {
        if !after.state.hangs() {
            return Ok(Vec::new());
        }
        if self.result == ObjectionResult::Upheld {
            after.state = PostingState::Objected;
            after.ended(Ending::Upheld, self.on);
        } else if suspended && !after.unanswered().any(|o| o.suspends) {
            let (term, excepted) = begin(tx, after, self.on, (by, &self.acknowledged)).await?;
            after.state = PostingState::Posted;
            after.begun(term, tx.now().await?);
            return Ok(excepted);
        }
        Ok(Vec::new())
    }
}

impl Work for AnswerObjection {
    type Record = Committed<Posting>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Posting>, Stop> {
        let wanted = &action::POSTING_ANSWER;
        let Locked { permit, before, .. } = self.act.lock(tx, wanted).await?;
        let asked = before.objections.iter().find(|o| o.n == self.n).ok_or(PublicityRefusal::UnknownObjection)?;
        self.act.by_another(wanted, &before, &[Some(asked.recorded_by)])?;
        stands(&before, |state| !state.is_over() || asked.recorded_late_on.is_some())?;
        if let Some(answer) = &asked.answer {
            return Err(PublicityRefusal::Answered { n: self.n, on: answer.on }.into());
        }
        plain([self.said.as_str()])?;
        let today = tx.now().await?.day();
        // Where several stopped it, none of the answers lies before the day on which the last of them came.
        let came = before.unanswered().filter(|o| o.suspends).map(|o| o.received_on).max();
        between(self.on, came.max(Some(asked.received_on)), today)?;
        let by = officer_of(&self.act.actor, wanted)?;
        let answered = Objection { answer: Some(Answer { result: self.result, on: self.on, by }), ..asked.clone() };
        let sealing = Sealing::on(tx, &self.sealer, &before.region, today).await?;
        store::answer_objection(tx, &sealing, before.id, &answered, &self.said).await?;
        let mut after = next(tx, &before).await?;
        for objection in after.objections.iter_mut().filter(|o| o.n == self.n) {
            *objection = answered.clone();
        }
        let suspended = before.state == PostingState::Suspended;
        let excepted = self.weigh(tx, &mut after, (suspended, by)).await?;
        let change = write_back(tx, &before, &after).await?;
        let spent = spend(tx, &excepted, (subject_of(&after), after.version)).await?;
        Ok(permit.commit(change, after).and(spent))
    }
}
