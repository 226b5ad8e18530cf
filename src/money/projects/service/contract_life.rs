//! 签订、补充、完工、终止.

use std::sync::Arc;

use super::{
    ClaimDoor, changed as project_changed,
    contracts::{changed, subject_of},
    has_come, store,
};
use crate::{
    ground::{
        authority::{Action, Actor, action, unknown},
        kernel::{AnyId, ContractId, Day, FileId, Money, Wording},
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::projects::{
        ProjectsRefusal,
        model::{Contract, ContractState, PartyRole, Project, ProjectState, Supplement},
    },
    office::{access::holder, files::use_files, places::organisations_by_id},
};

/// What happens to a contract.
#[derive(Debug, Clone)]
pub enum Turn {
    /// It was signed.
    Sign {
        /// When.
        on: Day,
    },
    /// A supplement was signed.
    Supplement {
        /// Added to the price; negative when taken off.
        amount: Money,
        /// When.
        on: Day,
        /// Why.
        reason: String,
        /// The paper.
        file: FileId,
    },
    /// The works were completed and accepted.
    Complete {
        /// When.
        on: Day,
        /// The acceptance form: completion money is claimed on this day.
        form: FileId,
    },
    /// It ended: all was done, or it was broken off.
    End {
        /// When.
        on: Day,
        /// Why.
        reason: String,
    },
}

impl Turn {
    const fn action(&self) -> &'static Action {
        match self {
            Self::Sign { .. } => &action::CONTRACT_SIGN,
            Self::Supplement { .. } => &action::CONTRACT_SUPPLEMENT,
            Self::Complete { .. } => &action::CONTRACT_COMPLETE,
            Self::End { .. } => &action::CONTRACT_END,
        }
    }

    const fn day(&self) -> Day {
        match self {
            Self::Sign { on } | Self::Supplement { on, .. } | Self::Complete { on, .. } | Self::End { on, .. } => *on,
        }
    }

    /// Where its day stands in the body.
    const fn place(&self) -> &'static str {
        match self {
            Self::Supplement { .. } => "/signed_on",
            Self::Sign { .. } | Self::Complete { .. } | Self::End { .. } => "/on",
        }
    }

    /// The states in which it can happen.
    const fn from(&self) -> &'static [ContractState] {
        match self {
            Self::Sign { .. } => &[ContractState::Draft],
            Self::Supplement { .. } | Self::Complete { .. } => &[ContractState::Signed],
            Self::End { .. } => &[ContractState::Signed, ContractState::Completed],
        }
    }
}

/// Lets it happen.
pub struct TurnContract {
    /// Who.
    pub actor: Actor,
    /// Answers for claims.
    pub claims: Arc<dyn ClaimDoor>,
    /// Which contract.
    pub id: ContractId,
    /// The version it was read at.
    pub if_match: String,
    /// What.
    pub turn: Turn,
}

/// What a contract lacks before it is signed.
fn missing(c: &Contract) -> Vec<(&'static str, &'static str)> {
    let contractors = c.parties.iter().filter(|p| p.role == PartyRole::Contractor).count();
    let needed = [(("file_id", "合同文本"), c.file.is_some()), (("parties", "承包单位"), contractors > 0)];
    needed.into_iter().filter(|(_, known)| !known).map(|(name, _)| name).collect()
}

/// Whoever signs exists on that day, under the name the contract gives.
async fn parties_exist(tx: &Tx, c: &Contract, on: Day) -> Result<(), Stop> {
    let ids: Vec<_> = c.parties.iter().map(|p| p.organisation).collect();
    let found = organisations_by_id(tx.conn(), &ids).await?;
    match found.values().filter(|o| !o.exists_on(on)).min_by_key(|o| o.id) {
        Some(party) => Err(ProjectsRefusal::PartyNotInBeing { party: party.name.clone(), day: on }.into()),
        None => Ok(()),
    }
}

/// The first signed contract makes a planned project a contracted one.
async fn contracted(tx: &Tx, project: &Project) -> Result<Option<Change>, Stop> {
    match project.state {
        ProjectState::Planned => {
            let now = tx.now().await?;
            let state = ProjectState::Contracted;
            let after = Project { state, version: project.version + 1, updated_at: now, ..project.clone() };
            store::update_project(tx, project, &after).await?;
            Ok(Some(project_changed(project, &after).named("projects.project.contracted")))
        }
        ProjectState::Contracted | ProjectState::Building => Ok(None),
        state => Err(ProjectsRefusal::ProjectStateIs { state }.into()),
    }
}

impl TurnContract {
    async fn after(&self, tx: &Tx, c: Contract) -> Result<Contract, Stop> {
        let on = self.turn.day();
        Ok(match &self.turn {
            Turn::Sign { .. } => {
                let missing = missing(&c);
                if !missing.is_empty() {
                    return Err(ProjectsRefusal::ContractIncomplete { missing: Wording::fields(missing) }.into());
                }
                parties_exist(tx, &c, on).await?;
                Contract { state: ContractState::Signed, signed_on: Some(on), ..c }
            }
            Turn::Supplement { amount, reason, file, .. } => {
                let total = c.supplements_total.plus(*amount);
                let price = total.and_then(|t| c.amount.plus(t)).filter(|p| p.is_positive() && !amount.is_zero());
                let (Some(supplements_total), Some(price)) = (total, price) else {
                    return Err(ProjectsRefusal::BadAmount.into());
                };
                let claimed = self.claims.claimed(tx, c.id).await?;
                if price < claimed {
                    return Err(ProjectsRefusal::BelowClaimed { price, claimed }.into());
                }
                let now = tx.now().await?;
                let id = AnyId::new(tx.uuid(now));
                let supplement = Supplement {
                    id,
                    amount: *amount,
                    signed_on: on,
                    reason: reason.clone(),
                    file: Some(*file),
                    created_at: now,
                };
                store::insert_supplement(tx, c.id, &supplement).await?;
                let supplements = [c.supplements.clone(), vec![supplement]].concat();
                Contract { supplements_total, supplements, ..c }
            }
            Turn::Complete { form, .. } => {
                let (completed_on, completion_file) = (Some(on), Some(*form));
                Contract { state: ContractState::Completed, completed_on, completion_file, ..c }
            }
            Turn::End { reason, .. } => {
                if self.claims.is_open(tx, c.project, Some(c.id)).await? {
                    return Err(ProjectsRefusal::ClaimsOpen.into());
                }
                let (ended_on, end_reason) = (Some(on), Some(reason.clone()));
                Contract { state: ContractState::Ended, ended_on, end_reason, ..c }
            }
        })
    }
}

impl Work for TurnContract {
    type Record = Committed<Contract>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Contract>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = self.turn.action();
        let found = store::find_contract(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        // Project before contract, as every claim locks them.
        let project = super::lock_project(tx, found.project).await?.ok_or_else(|| unknown(wanted))?;
        let before = super::lock_contract(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let subject = subject_of(&before);
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        has_come(tx, self.turn.day(), self.turn.place()).await?;
        if !self.turn.from().contains(&before.state) {
            return Err(ProjectsRefusal::ContractStateIs { state: before.state }.into());
        }
        let moved = match self.turn {
            Turn::Sign { .. } => contracted(tx, &project).await?,
            _ => None,
        };
        if let Turn::Supplement { file, .. } | Turn::Complete { form: file, .. } = &self.turn {
            use_files(tx, &holder.seen(), subject, &[*file]).await?;
        }
        let after = self.after(tx, before.clone()).await?;
        let layer = before.layer.touched_by(self.actor.layer);
        let after = Contract { layer, version: before.version + 1, updated_at: tx.now().await?, ..after };
        store::update_contract(tx, &before, &after).await?;
        Ok(permit.commit(changed(&before, &after), after).and(moved))
    }
}
