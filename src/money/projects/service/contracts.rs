//! Contracts: draft, change, delete, read.

use super::store;
use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{
            ContractId, ExternalRef, FileId, Money, NumberKind, Ppm, ProjectId, RegionCode, SubjectKind, SubjectRef,
            Words as _,
        },
        platform::{Db, Listing, Page, Stop, Tx, Work, all_hold, next_number, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::projects::{
        ProjectsRefusal,
        model::{Contract, ContractQuery, ContractState, MilestoneCap, Party, PartyRole, Procurement, caps_rise},
    },
    office::{access::holder, files::use_files_at, places::know_organisations},
};

/// What a caller says of a contract; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct ContractFields {
    /// The number on the paper.
    pub paper_number: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// How the contractor was found.
    pub procurement: Option<Procurement>,
    /// The price.
    pub amount: Option<Money>,
    /// 质保金比例.
    pub retention: Option<Ppm>,
    /// Defects period in months.
    pub defects_months: Option<i32>,
    /// The paper.
    pub file: Option<FileId>,
    /// Who may be paid.
    pub parties: Option<Vec<Party>>,
    /// Its own ceilings.
    pub milestones: Option<Vec<MilestoneCap>>,
    /// Names other systems give it.
    pub external_ids: Option<Vec<ExternalRef>>,
}

impl ContractFields {
    fn over(&self, c: Contract) -> Contract {
        let mut parties = self.parties.clone().unwrap_or(c.parties);
        parties.sort_by_key(|p| p.organisation);
        let mut milestones = self.milestones.clone().unwrap_or(c.milestones);
        milestones.sort_by_key(|m| m.milestone);
        Contract {
            paper_number: self.paper_number.clone().or(c.paper_number),
            name: self.name.clone().unwrap_or(c.name),
            procurement: self.procurement.unwrap_or(c.procurement),
            amount: self.amount.unwrap_or(c.amount),
            retention: self.retention.unwrap_or(c.retention),
            defects_months: self.defects_months.unwrap_or(c.defects_months),
            file: self.file.or(c.file),
            parties,
            milestones,
            external_ids: self.external_ids.clone().unwrap_or(c.external_ids),
            ..c
        }
    }
}

pub(super) fn subject_of(contract: &Contract) -> SubjectRef {
    SubjectRef::new(SubjectKind::Contract, contract.id)
}

pub(super) fn changed(before: &Contract, after: &Contract) -> Change {
    Change::changed(subject_of(after), &after.region, after.version, before, after).state(after.state.word())
}

impl ContractFields {
    /// Where in the body this field of a party stands: parties are kept in another order than they may be sent in.
    fn place_of(&self, party: &Party, field: &str) -> String {
        let at = self.parties.iter().flatten().position(|p| p == party);
        at.map_or_else(|| "/parties".to_owned(), |n| format!("/parties/{n}/{field}"))
    }
}

/// Looks at the contract in itself and at everything it refers to.
async fn holds_together(tx: &Tx, holder: &Holder, fields: &ContractFields, c: &Contract) -> Result<(), Stop> {
    if !c.amount.is_positive() || c.price().is_none() {
        return Err(ProjectsRefusal::BadAmount.into());
    }
    if !caps_rise(&c.milestones) {
        return Err(ProjectsRefusal::CapsFall.into());
    }
    let doubled = c.parties.windows(2).any(|w| w[0].organisation == w[1].organisation);
    let unproved = c.parties.iter().any(|p| p.role == PartyRole::Assignee && p.file.is_none());
    if doubled || unproved {
        return Err(ProjectsRefusal::BadParty.into());
    }
    let units = c.parties.iter().map(|p| (fields.place_of(p, "organisation_id"), p.organisation));
    let units: Vec<_> = units.collect();
    let proofs = c.parties.iter().filter_map(|p| Some((fields.place_of(p, "file_id"), p.file?)));
    let own = c.file.map(|file| ("/file_id".to_owned(), file));
    let papers: Vec<_> = own.into_iter().chain(proofs).collect();
    all_hold([
        know_organisations(tx, holder, &c.region, &units, ProjectsRefusal::UnknownUnit).await,
        use_files_at(tx, &holder.seen(), subject_of(c), &papers).await,
    ])
}

/// Drafts a contract of a project.
pub struct CreateContract {
    /// Who asks.
    pub actor: Actor,
    /// Of which project.
    pub project: ProjectId,
    /// Its name.
    pub name: String,
    /// How the contractor was found.
    pub procurement: Procurement,
    /// The price.
    pub amount: Money,
    /// What else.
    pub fields: ContractFields,
}

impl Work for CreateContract {
    type Record = Committed<Contract>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Contract>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let project = store::find_project(tx.conn(), self.project).await?.filter(|p| p.deleted_at.is_none());
        let project = project.filter(|p| holder.seen().covers(&p.region)).ok_or(ProjectsRefusal::UnknownProject)?;
        let permit = holder.permit(&action::CONTRACT_CREATE, &project.region)?;
        let now = tx.now().await?;
        let nothing = Money::default();
        let blank = Contract {
            id: tx.id(now),
            number: next_number(tx, NumberKind::Contract, &project.region).await?.to_string(),
            paper_number: None,
            name: self.name.clone(),
            project: project.id,
            region: project.region.clone(),
            procurement: self.procurement,
            amount: self.amount,
            supplements_total: nothing,
            retention: Ppm::ZERO,
            defects_months: 0,
            state: ContractState::Draft,
            signed_on: None,
            completed_on: None,
            completion_file: None,
            ended_on: None,
            end_reason: None,
            file: None,
            parties: Vec::new(),
            milestones: Vec::new(),
            supplements: Vec::new(),
            layer: self.actor.layer,
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        };
        let contract = self.fields.over(blank);
        holds_together(tx, &holder, &self.fields, &contract).await?;
        store::insert_contract(tx, &contract).await?;
        let subject = subject_of(&contract);
        replace_external_ids(tx, subject, &[], &contract.external_ids).await?;
        let change = Change::created(subject, &contract.region, &contract).state(contract.state.word());
        Ok(permit.commit(change, contract))
    }
}

/// Changes or deletes a draft.
pub struct ChangeContract {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ContractId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes; `None` deletes.
    pub fields: Option<ContractFields>,
}

impl Work for ChangeContract {
    type Record = Committed<Contract>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Contract>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = if self.fields.is_some() { &action::CONTRACT_CHANGE } else { &action::CONTRACT_DELETE };
        let before = super::lock_contract(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let subject = subject_of(&before);
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        // A signed contract changes by supplements alone.
        if before.state != ContractState::Draft {
            return Err(ProjectsRefusal::ContractStateIs { state: before.state }.into());
        }
        let now = tx.now().await?;
        let layer = before.layer.touched_by(self.actor.layer);
        let stamped = Contract { layer, version: before.version + 1, updated_at: now, ..before.clone() };
        let Some(fields) = &self.fields else {
            let tombstone = Contract { parties: Vec::new(), milestones: Vec::new(), deleted_at: Some(now), ..stamped };
            if !store::bury_contract(tx, &tombstone).await? {
                return Err(ProjectsRefusal::InUse.into());
            }
            return Ok(permit.commit(changed(&before, &tombstone), tombstone));
        };
        let after = fields.over(stamped);
        holds_together(tx, &holder, fields, &after).await?;
        store::update_contract(tx, &before, &after).await?;
        replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// One contract.
pub async fn read_contract(db: &Db, holder: &Holder, id: ContractId) -> Result<Contract, Stop> {
    let contract = store::find_contract(db.read(), id).await?.ok_or_else(|| unknown(&action::CONTRACT_READ))?;
    let _permit = holder.permit_on(&action::CONTRACT_READ, subject_of(&contract), &contract.region)?;
    Ok(contract)
}

/// Contracts in the holder's regions.
pub async fn list_contracts(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (ContractQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Contract>, Stop> {
    let scope = holder.scope_within(&action::CONTRACT_READ, region)?;
    let only = only_named(db.read(), SubjectKind::Contract, query.1.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = ContractQuery { only, ..query.0 };
    Ok(store::list_contracts(db.read(), &scope, &query, listing, db.now().await?).await?)
}
