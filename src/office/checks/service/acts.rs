//! What people do with a lead.

use super::{
    leads::subject_of,
    model::{Lead, LeadState},
    store,
};
use crate::{
    ground::{
        authority::{Action, Actor, action, denial, unknown},
        kernel::{DenialReason, FileId, LeadId, Words as _},
        platform::{Fault, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, checks::ChecksRefusal, files::use_files},
};

/// What is done with it.
#[derive(Debug, Clone)]
pub enum What {
    /// 说明. The office concerned says how it came to be.
    Explain {
        /// In its words.
        text: String,
        /// A paper about it.
        file: Option<FileId>,
    },
    /// 排除. It is no fault.
    Clear {
        /// Why.
        reason: String,
    },
    /// 确认. It is one.
    Confirm {
        /// Why.
        reason: String,
    },
}

/// Explains a lead, or decides on it.
pub struct ActOnLead {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: LeadId,
    /// The version it was read at.
    pub if_match: String,
    /// What.
    pub what: What,
}

impl ActOnLead {
    const fn wanted(&self) -> &'static Action {
        match self.what {
            What::Explain { .. } => &action::LEAD_EXPLAIN,
            What::Clear { .. } => &action::LEAD_CLEAR,
            What::Confirm { .. } => &action::LEAD_CONFIRM,
        }
    }

    /// What becomes of the lead.
    fn after(&self, before: &Lead, next: Lead) -> Result<Lead, Stop> {
        let officer = self.actor.officer().ok_or_else(|| Fault::inconsistent("a role of people without an officer"))?;
        if !before.state.is_open() {
            return Err(ChecksRefusal::StateIs { state: before.state }.into());
        }
        let decided = |state, reason: &String| Lead {
            state,
            decision: Some(reason.clone()),
            decided_by: Some(officer),
            ..next.clone()
        };
        Ok(match &self.what {
            What::Explain { text, file } => Lead {
                state: LeadState::Explained,
                explanation: Some(text.clone()),
                explanation_file: *file,
                explained_by: Some(officer),
                ..next
            },
            What::Clear { .. } | What::Confirm { .. } if before.explained_by == Some(officer) => {
                let (subject, region) = (Some(subject_of(before)), Some(before.region.clone()));
                return Err(denial(DenialReason::SecondPerson, self.wanted(), subject, region).into());
            }
            What::Clear { reason } => decided(LeadState::Cleared, reason),
            What::Confirm { reason } => decided(LeadState::Confirmed, reason),
        })
    }
}

impl Work for ActOnLead {
    type Record = Committed<Lead>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Lead>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_lead(tx, self.id).await?.ok_or_else(|| unknown(&action::LEAD_READ))?;
        let permit = holder.permit_on(self.wanted(), subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        let next = Lead { changed_on: before.changed_on, ..before.touched(now) };
        let after = self.after(&before, next)?;
        if let What::Explain { file, .. } = &self.what {
            use_files(tx, &holder.seen(), subject_of(&before), file.as_slice()).await?;
        }
        store::update_lead(tx, &after, before.version).await?;
        let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}
