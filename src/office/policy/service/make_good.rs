//! 补办. What an exception let pass without is brought after: the rule finds it there, or another officer than who filed the exception says
//! so. What comes after its day is late, and made good all the same.

use std::sync::Arc;

use super::{moved, subject_of, write_back};
use crate::{
    ground::{
        authority::{Actor, action, denial, officer_of, unknown},
        kernel::{Check, DenialReason, ExceptionId, FileId, Lang, OfficerId, Outcome, Wording},
        platform::{Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        policy::{
            ExceptionDoor, PolicyRefusal,
            model::{Exception, ExceptionState},
            store,
        },
    },
};

/// Brings what was missing.
pub struct MakeGood {
    /// Who.
    pub actor: Actor,
    /// The areas whose acts take exceptions.
    pub doors: Vec<Arc<dyn ExceptionDoor>>,
    /// Which exception.
    pub id: ExceptionId,
    /// The version it was read at.
    pub if_match: String,
    /// The paper.
    pub file: FileId,
    /// What was missing and is there now, in words; needed where the rule cannot be asked again.
    pub note: Option<String>,
}

/// A failed check as its refusal tells it.
fn told(check: &Check) -> Wording {
    let detail = check.rule.kind.detail;
    let (en, zh) = (check.facts.fill(detail, Lang::En), check.facts.fill(detail, Lang::Zh));
    Wording::new(en.clone(), en, zh)
}

impl MakeGood {
    /// What its rule says of its subject now. The subject is locked before the exception, as by the acts that use one up.
    async fn judged_again(&self, tx: &Tx, known: &Exception) -> Result<Vec<Check>, Stop> {
        let door = self.doors.iter().find(|d| d.subject().kind() == known.subject_kind);
        match door.filter(|_| known.state == ExceptionState::Consumed) {
            Some(door) => door.again(tx, known.subject, &known.rule).await,
            None => Ok(Vec::new()),
        }
    }

    /// Whether what was missing is there: by the rule, or by the word of somebody else.
    fn is_there(&self, before: &Exception, checks: &[Check], officer: OfficerId) -> Result<(), Stop> {
        if let Some(missing) = checks.iter().find(|c| c.outcome == Outcome::Refused) {
            return Err(PolicyRefusal::StillMissing { rule: before.rule.clone(), found: told(missing) }.into());
        }
        if !checks.is_empty() && checks.iter().all(|c| c.outcome == Outcome::Passed) {
            return Ok(());
        }
        if before.proposed_by == officer {
            let (subject, region) = (Some(subject_of(before)), Some(before.region.clone()));
            return Err(denial(DenialReason::SecondPerson, &action::EXCEPTION_MAKE_GOOD, subject, region).into());
        }
        match self.note {
            Some(_) => Ok(()),
            None => Err(PolicyRefusal::NotSaidWhatCame { rule: before.rule.clone() }.into()),
        }
    }
}

impl Work for MakeGood {
    type Record = Committed<Exception>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Exception>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::EXCEPTION_MAKE_GOOD;
        let known = store::find_exception(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&known), &known.region)?;
        let checks = self.judged_again(tx, &known).await?;
        let before = store::lock_exception(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        use_files(tx, &holder.seen(), subject_of(&before), &[self.file]).await?;
        if before.state != ExceptionState::Consumed {
            return Err(PolicyRefusal::ExceptionStateIs { state: before.state }.into());
        }
        let officer = officer_of(&self.actor, wanted)?;
        self.is_there(&before, &checks, officer)?;
        let now = tx.now().await?;
        let after = Exception {
            made_good_file: Some(self.file),
            made_good_on: Some(now.day()),
            made_good_by: Some(officer),
            made_good_note: self.note.clone(),
            layer: before.layer.touched_by(self.actor.layer),
            ..moved(&before, ExceptionState::MadeGood, now)
        };
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after))
    }
}
