//! 开工、验收、暂停、恢复、终止.

use std::sync::Arc;

use super::{ClaimDoor, changed, has_come, subject_of};
use crate::{
    ground::{
        authority::{Action, Actor, action, unknown},
        kernel::{Day, FileId, ProjectId},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    money::projects::{
        ProjectsRefusal,
        model::{PaperState, Project, ProjectState},
        store,
    },
    office::{access::holder, files::use_files},
};

/// What happens to a project.
#[derive(Debug, Clone)]
pub enum Step {
    /// Work began.
    Start {
        /// When.
        on: Day,
    },
    /// It was accepted.
    Accept {
        /// When.
        on: Day,
        /// The certificate.
        certificate: FileId,
    },
    /// It stands still.
    Suspend {
        /// Why.
        reason: String,
    },
    /// It goes on.
    Resume,
    /// It is given up.
    Drop {
        /// Why.
        reason: String,
    },
}

impl Step {
    const fn action(&self) -> &'static Action {
        match self {
            Self::Start { .. } => &action::PROJECT_START,
            Self::Accept { .. } => &action::PROJECT_ACCEPT,
            Self::Suspend { .. } => &action::PROJECT_SUSPEND,
            Self::Resume => &action::PROJECT_RESUME,
            Self::Drop { .. } => &action::PROJECT_DROP,
        }
    }
}

/// Takes a step.
pub struct TakeStep {
    /// Who.
    pub actor: Actor,
    /// Answers for claims.
    pub claims: Arc<dyn ClaimDoor>,
    /// Which project.
    pub id: ProjectId,
    /// The version it was read at.
    pub if_match: String,
    /// Which step.
    pub step: Step,
}

impl TakeStep {
    async fn after(&self, tx: &Tx, before: &Project) -> Result<Project, Stop> {
        let p = before.clone();
        Ok(match &self.step {
            Step::Start { on } => {
                has_come(tx, *on, "/on").await?;
                Project { state: ProjectState::Building, started_on: Some(*on), ..p }
            }
            Step::Accept { on, certificate } => {
                has_come(tx, *on, "/on").await?;
                let (accepted_on, acceptance_file) = (Some(*on), Some(*certificate));
                Project { state: ProjectState::Accepted, accepted_on, acceptance_file, ..p }
            }
            Step::Suspend { reason } => {
                let (resume_state, state_reason) = (Some(p.state), Some(reason.clone()));
                Project { state: ProjectState::Suspended, resume_state, state_reason, ..p }
            }
            Step::Resume if p.state == ProjectState::Suspended => {
                let back =
                    p.resume_state.ok_or_else(|| Fault::inconsistent("a suspended project without its state"))?;
                Project { state: back, resume_state: None, state_reason: None, ..p }
            }
            Step::Resume => return Err(ProjectsRefusal::ProjectStateIs { state: p.state }.into()),
            Step::Drop { reason } => {
                if self.claims.is_open(tx, p.id, None).await? {
                    return Err(ProjectsRefusal::ClaimsOpen.into());
                }
                Project { state: ProjectState::Dropped, resume_state: None, state_reason: Some(reason.clone()), ..p }
            }
        })
    }
}

impl Work for TakeStep {
    type Record = Committed<Project>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Project>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = self.step.action();
        let before = super::lock_project(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let subject = subject_of(&before);
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.paper == Some(PaperState::Waiting) {
            return Err(ProjectsRefusal::UnderApproval.into());
        }
        let after = self.after(tx, &before).await?;
        if !before.state.may_become(after.state) {
            return Err(ProjectsRefusal::ProjectStateIs { state: before.state }.into());
        }
        if let Step::Accept { certificate, .. } = &self.step {
            use_files(tx, &holder.seen(), subject, &[*certificate]).await?;
        }
        let layer = before.layer.touched_by(self.actor.layer);
        let after = Project { layer, version: before.version + 1, updated_at: tx.now().await?, ..after };
        store::update_project(tx, &before, &after).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
