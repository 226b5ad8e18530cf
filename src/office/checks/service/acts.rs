//! What people do with a lead.

use super::{
    leads::subject_of,
    model::{Lead, LeadState, LeadTold},
    read::{reached, told_of},
    store,
};
use crate::{
    ground::{
        authority::{Action, Actor, action, denial, unknown},
        kernel::{Day, DenialReason, FileId, LeadId, Words as _},
        platform::{Fault, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, checks::ChecksRefusal, files::use_files, policy::values_on},
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
    /// 撤回确认. What was confirmed is looked at again.
    TakeBack {
        /// Why.
        reason: String,
    },
}

/// Within so many days after it was found, or changed, the office concerned explains a lead; after that it is confirmed unheard.
const TERM: &str = "checks.explanation_days";

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
            What::TakeBack { .. } => &action::LEAD_TAKE_BACK,
        }
    }

    /// Nobody is confirmed to be at fault unheard: an explanation comes first, or the term for one passes.
    async fn heard(&self, tx: &Tx, before: &Lead, today: Day) -> Result<(), Stop> {
        if !matches!(self.what, What::Confirm { .. }) || before.state != LeadState::Found {
            return Ok(());
        }
        let since = before.changed_on;
        let Some(days) = values_on(tx.conn(), &before.region, today).await?.days(TERM) else {
            return Err(ChecksRefusal::Unheard { since }.into());
        };
        let until = since.plus_days(days);
        if until < today { Ok(()) } else { Err(ChecksRefusal::HearingOpen { since, until }.into()) }
    }

    /// What becomes of the lead.
    fn after(&self, before: &Lead, next: Lead) -> Result<Lead, Stop> {
        let officer = self.actor.officer().ok_or_else(|| Fault::inconsistent("a role of people without an officer"))?;
        let (fits, hand) = match self.what {
            What::Explain { .. } => (before.state.is_open(), None),
            What::Clear { .. } | What::Confirm { .. } => (before.state.is_open(), before.explained_by),
            What::TakeBack { .. } => (before.state == LeadState::Confirmed, before.decided_by),
        };
        if !fits {
            return Err(ChecksRefusal::state_is(before.state).into());
        }
        if hand == Some(officer) {
            let (subject, region) = (Some(subject_of(before)), Some(before.region.clone()));
            return Err(denial(DenialReason::SecondPerson, self.wanted(), subject, region).into());
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
            What::Clear { reason } => decided(LeadState::Cleared, reason),
            What::Confirm { reason } => decided(LeadState::Confirmed, reason),
            What::TakeBack { reason } => Lead {
                state: before.undecided(),
                decision: None,
                decided_by: None,
                taken_back: Some(reason.clone()),
                taken_back_by: Some(officer),
                ..next
            },
        })
    }
}

impl Work for ActOnLead {
    type Record = Committed<LeadTold>;

    async fn run(&self, tx: &Tx) -> Result<Committed<LeadTold>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_lead(tx, self.id).await?.ok_or_else(|| unknown(&action::LEAD_READ))?;
        let permit = holder.permit_on(self.wanted(), subject_of(&before), &before.region)?;
        reached(&holder, &before)?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        let next = Lead { changed_on: before.changed_on, ..before.touched(now) };
        let after = self.after(&before, next)?;
        self.heard(tx, &before, now.day()).await?;
        if let What::Explain { file, .. } = &self.what {
            use_files(tx, &holder.seen(), subject_of(&before), file.as_slice()).await?;
        }
        store::update_lead(tx, &after, before.version).await?;
        let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &after);
        let change = change.state(after.state.word());
        Ok(permit.commit(change, told_of(tx.conn(), after).await?))
    }
}
