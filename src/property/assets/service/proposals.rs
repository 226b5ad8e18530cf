//! 转固建议. What was paid for an accepted project and is on no card yet.

use std::collections::{BTreeSet, HashMap};

use super::{
    forming::project_subject,
    paid::{Paid, is_of_works},
};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{AllocationId, ContractId, Day, Money, ProjectId},
        platform::{ConnectionTrait, Db, Fault, Stop},
    },
    money::{
        funds::{Allocation, allocations_by_id},
        payments::paid_parts,
        projects::{Contract, Project, ProjectState, contracts_by_id, project_by_id},
    },
    property::assets::{
        AssetsRefusal,
        model::{Asset, Booked, FundedBy, FundingPart, Proposal, TakenUp, proposals},
        store,
    },
};

/// What a project can be entered as, with the papers that tell it.
pub struct Proposed {
    /// Contract by contract.
    pub proposals: Vec<Proposal>,
    /// Those contracts.
    pub contracts: HashMap<ContractId, Contract>,
    /// The allocations of which they were paid.
    pub allocations: HashMap<AllocationId, Allocation>,
}

/// Cards as far as they take up what was paid.
async fn booked(conn: &impl ConnectionTrait, project: ProjectId) -> Result<Vec<Booked>, Fault> {
    let cards = store::cards_of(conn, project).await?;
    let paid = Paid::of(conn, &cards.iter().flat_map(|c| &c.funding).collect::<Vec<_>>()).await?;
    // What works on it cost since is no part of what was built, and what another project paid takes nothing of this one's (R10.4).
    let apart = |part: &&FundingPart| {
        part.by.is_met() || paid.claim(part).is_some_and(|d| is_of_works(d) || d.project != project)
    };
    let of = |part: &FundingPart| match part.by {
        FundedBy::Allocation(id) => Some(TakenUp { payment: None, allocation: id, amount: part.amount }),
        FundedBy::Payment(id) => paid.payments.get(&id).map(|payment| {
            let (payment, allocation) = (Some(id), payment.allocation);
            TakenUp { payment, allocation, amount: part.amount }
        }),
        FundedBy::Document(_) | FundedBy::Written(_) => None,
    };
    let card = |c: Asset| {
        let money = Money::sum(c.funding.iter().map(|part| part.amount))?;
        let others = Money::sum(c.funding.iter().filter(apart).map(|part| part.amount))?;
        let value = c.tracks.original_value.unwrap_or_default().max(money).minus(others)?;
        let parts = c.funding.iter().filter(|part| !apart(part)).filter_map(of).collect();
        Some(Booked { value, parts, contract: c.contract, number: c.number })
    };
    let beyond = || Fault::inconsistent(format!("cards of project {project}"));
    cards.into_iter().map(|c| card(c).ok_or_else(beyond)).collect()
}

/// What was paid for a project and is on no card yet.
pub(super) async fn proposed(conn: &impl ConnectionTrait, project: ProjectId) -> Result<Vec<Proposal>, Fault> {
    let (paid, cards) = (paid_parts(conn, project).await?, booked(conn, project).await?);
    proposals(&paid, &cards).ok_or_else(|| Fault::inconsistent(format!("what was paid for project {project}")))
}

/// The day on which a project was accepted; refused while it is not.
pub(super) fn accepted(project: &Project) -> Result<Day, AssetsRefusal> {
    let accepted = project.accepted_on.filter(|_| project.state == ProjectState::Accepted);
    accepted.ok_or_else(|| AssetsRefusal::NotAccepted { project: project.number.clone(), state: project.state })
}

/// What an accepted project can be entered as.
pub async fn read_proposals(db: &Db, holder: &Holder, id: ProjectId) -> Result<Proposed, Stop> {
    let wanted = &action::ASSET_READ_PROPOSALS;
    let at = db.snapshot().await?;
    let project = project_by_id(at.conn(), id).await?.filter(|p| p.deleted_at.is_none());
    let project = project.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, project_subject(&project), &project.region)?;
    accepted(&project)?;
    let proposals = proposed(at.conn(), id).await?;
    let contracts: Vec<ContractId> = proposals.iter().filter_map(|p| p.contract).collect();
    let of: BTreeSet<AllocationId> =
        proposals.iter().flat_map(|p| p.parts.iter().map(|part| part.allocation)).collect();
    Ok(Proposed {
        contracts: contracts_by_id(at.conn(), &contracts).await?,
        allocations: allocations_by_id(at.conn(), &of.into_iter().collect::<Vec<_>>()).await?,
        proposals,
    })
}
