//! `/contracts`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::ProjectsParts;
use crate::{
    ground::{
        authority::action,
        kernel::{AnyId, ContractId, Day, FileId, Instant, Layer, Money, OrganisationId, Ppm, ProjectId, RegionCode},
        wire::{
            Acting, Caller, Changing, Created, Creating, Done, Exporter, ExternalId, Filter, Lister, PageOf, Plain,
            Read, Reads, Refused, Writes, given, resource, shown,
        },
    },
    money::projects::{
        model::{
            Contract, ContractQuery, ContractState, Milestone, MilestoneCap, Party, PartyRole, Procurement, Supplement,
        },
        service::{
            contract_life::{Turn, TurnContract},
            contracts::{ChangeContract, ContractFields, CreateContract, list_contracts, read_contract},
        },
    },
    office::tables::{TableFile, given_out},
};

/// Who may be paid under a contract.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ContractParty {
    /// Who.
    organisation_id: OrganisationId,
    /// As what.
    role: PartyRole,
    /// For an assignee: the paper that made it one.
    file_id: Option<FileId>,
}

/// A cumulative ceiling.
#[derive(Debug, Object)]
pub struct ContractCap {
    /// Up to which milestone.
    milestone: Milestone,
    /// Of the price with its supplements, in per cent.
    cap: Ppm,
}

/// A supplement.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SupplementView {
    /// Id.
    id: AnyId,
    /// Added to the price; negative when taken off.
    amount: Money,
    /// When it was signed.
    signed_on: Day,
    /// Why.
    reason: String,
    /// The paper.
    file_id: Option<FileId>,
    /// When it was recorded.
    created_at: Instant,
}

/// A contract.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ContractView {
    /// Id.
    id: ContractId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// The number on the paper.
    paper_number: Option<String>,
    /// Name.
    name: String,
    /// Of which project.
    project_id: ProjectId,
    /// The project's region.
    region_code: RegionCode,
    /// How the contractor was found.
    procurement: Procurement,
    /// The price as signed, in yuan.
    amount: Money,
    /// Sum of the supplements, in yuan.
    supplements_total: Money,
    /// 质保金比例, in per cent.
    retention: Ppm,
    /// Defects period in months.
    defects_months: i32,
    /// Where it stands.
    state: ContractState,
    /// When it was signed.
    signed_on: Option<Day>,
    /// When the works were completed and accepted.
    completed_on: Option<Day>,
    /// The acceptance form that says so.
    completion_file_id: Option<FileId>,
    /// When it ended.
    ended_on: Option<Day>,
    /// Why it ended.
    end_reason: Option<String>,
    /// The paper.
    file_id: Option<FileId>,
    /// Who may be paid.
    parties: Vec<ContractParty>,
    /// Its own ceilings.
    milestones: Vec<ContractCap>,
    /// What was added to its price, or taken off.
    supplements: Vec<SupplementView>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
    /// When it was deleted.
    deleted_at: Option<Instant>,
}
resource!(ContractView, "/contracts");

impl From<&Contract> for ContractView {
    fn from(c: &Contract) -> Self {
        let party = |p: &Party| ContractParty { organisation_id: p.organisation, role: p.role, file_id: p.file };
        let cap = |m: &MilestoneCap| ContractCap { milestone: m.milestone, cap: m.cap };
        let supplement = |s: &Supplement| SupplementView {
            id: s.id,
            amount: s.amount,
            signed_on: s.signed_on,
            reason: s.reason.clone(),
            file_id: s.file,
            created_at: s.created_at,
        };
        Self {
            id: c.id,
            etag: c.version.to_string(),
            number: c.number.clone(),
            paper_number: c.paper_number.clone(),
            name: c.name.clone(),
            project_id: c.project,
            region_code: c.region.clone(),
            procurement: c.procurement,
            amount: c.amount,
            supplements_total: c.supplements_total,
            retention: c.retention,
            defects_months: c.defects_months,
            state: c.state,
            signed_on: c.signed_on,
            completed_on: c.completed_on,
            completion_file_id: c.completion_file,
            ended_on: c.ended_on,
            end_reason: c.end_reason.clone(),
            file_id: c.file,
            parties: c.parties.iter().map(party).collect(),
            milestones: c.milestones.iter().map(cap).collect(),
            supplements: c.supplements.iter().map(supplement).collect(),
            layer: c.layer,
            external_ids: shown(&c.external_ids),
            created_at: c.created_at,
            updated_at: c.updated_at,
            deleted_at: c.deleted_at,
        }
    }
}

/// A new contract, not signed yet.
#[derive(Debug, Object)]
pub struct NewContract {
    /// Of which project.
    project_id: ProjectId,
    /// Name.
    name: Plain<120>,
    /// How the contractor was found.
    procurement: Procurement,
    /// The price, in yuan.
    amount: Money,
    /// The number on the paper.
    paper_number: Option<Plain<60>>,
    /// 质保金比例, in per cent.
    retention: Option<Ppm>,
    /// Defects period in months.
    #[oai(validator(minimum(value = "0"), maximum(value = "120")))]
    defects_months: Option<i32>,
    /// The paper; needed to sign.
    file_id: Option<FileId>,
    /// Who may be paid; a contractor is needed to sign.
    #[oai(validator(max_items = 20))]
    parties: Option<Vec<ContractParty>>,
    /// Its own ceilings; where it has none, those of policy hold.
    #[oai(validator(max_items = 5))]
    milestones: Option<Vec<ContractCap>>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Changes of a draft; what is absent stays.
#[derive(Debug, Object)]
pub struct ContractPatch {
    /// Name.
    name: Option<Plain<120>>,
    /// How the contractor was found.
    procurement: Option<Procurement>,
    /// The price, in yuan.
    amount: Option<Money>,
    /// The number on the paper.
    paper_number: Option<Plain<60>>,
    /// 质保金比例, in per cent.
    retention: Option<Ppm>,
    /// Defects period in months.
    #[oai(validator(minimum(value = "0"), maximum(value = "120")))]
    defects_months: Option<i32>,
    /// The paper.
    file_id: Option<FileId>,
    /// Who may be paid; replaces them all.
    #[oai(validator(max_items = 20))]
    parties: Option<Vec<ContractParty>>,
    /// Its own ceilings; replaces them all.
    #[oai(validator(max_items = 5))]
    milestones: Option<Vec<ContractCap>>,
    /// Names other systems give it; replaces them all.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

impl From<ContractPatch> for ContractFields {
    fn from(p: ContractPatch) -> Self {
        let party = |p: ContractParty| Party { organisation: p.organisation_id, role: p.role, file: p.file_id };
        let cap = |c: ContractCap| MilestoneCap { milestone: c.milestone, cap: c.cap };
        Self {
            paper_number: p.paper_number.map(Into::into),
            name: p.name.map(Into::into),
            procurement: p.procurement,
            amount: p.amount,
            retention: p.retention,
            defects_months: p.defects_months,
            file: p.file_id,
            parties: p.parties.map(|all| all.into_iter().map(party).collect()),
            milestones: p.milestones.map(|all| all.into_iter().map(cap).collect()),
            external_ids: given(p.external_ids),
        }
    }
}

impl From<NewContract> for ContractPatch {
    fn from(n: NewContract) -> Self {
        Self {
            name: None,
            procurement: None,
            amount: None,
            paper_number: n.paper_number,
            retention: n.retention,
            defects_months: n.defects_months,
            file_id: n.file_id,
            parties: n.parties,
            milestones: n.milestones,
            external_ids: n.external_ids,
        }
    }
}

/// The completion of a contract's works.
#[derive(Debug, Object)]
pub struct ContractCompletion {
    /// The day of acceptance; not after today.
    on: Day,
    /// The acceptance form.
    file_id: FileId,
}

/// The day on which a contract was signed.
#[derive(Debug, Object)]
pub struct ContractDay {
    /// Not after today.
    on: Day,
}

/// A new supplement.
#[derive(Debug, Object)]
pub struct NewSupplement {
    /// Added to the price, in yuan; negative when taken off.
    amount: Money,
    /// When it was signed; not after today.
    signed_on: Day,
    /// Why.
    reason: Plain<500>,
    /// The paper.
    file_id: FileId,
}

/// The end of a contract.
#[derive(Debug, Object)]
pub struct ContractEnd {
    /// Not after today.
    on: Day,
    /// Why.
    reason: Plain<500>,
}

/// Filters of contracts.
#[derive(Debug, Object)]
pub struct ContractFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this project.
    project_id: Option<ProjectId>,
    /// Only in this state.
    state: Option<ContractState>,
}

impl Filter for ContractFilter {
    const MARK: &'static str = "list:ContractFilter:sync:external";
}

impl ContractFilter {
    fn narrowed(self) -> (Option<RegionCode>, ContractQuery) {
        (self.region, ContractQuery { project: self.project_id, state: self.state, only: None })
    }
}

/// Contracts.
pub struct ContractsApi(pub ProjectsParts);

type Moved = Result<Done<ContractView>, Refused<Writes>>;

impl ContractsApi {
    async fn turn(&self, by: Acting, id: ContractId, turn: Turn) -> Moved {
        let (actor, claims) = (by.actor.clone(), self.0.claims.clone());
        let work = TurnContract { actor, claims, id, if_match: by.if_match.clone(), turn };
        by.run(&self.0.db, &work, |c| ContractView::from(c)).await
    }

    async fn alter(&self, by: Changing, id: ContractId, fields: Option<ContractFields>) -> Moved {
        let work = ChangeContract { actor: by.actor.clone(), id, if_match: by.if_match.clone(), fields };
        by.run(&self.0.db, &work, |c| ContractView::from(c)).await
    }
}

#[OpenApi]
impl ContractsApi {
    /// Contracts in one's regions
    #[oai(path = "/contracts", method = "get", operation_id = "projects.contract.list")]
    async fn list(&self, by: Lister<ContractFilter>) -> Result<Json<PageOf<ContractView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_contracts(&self.0.db, &by.holder, region.as_ref(), (query, by.external), &by.listing).await?;
        Ok(Json(page.map(|c| ContractView::from(&c)).into()))
    }

    /// Draft a contract
    #[oai(path = "/contracts", method = "post", operation_id = "projects.contract.create")]
    async fn create(&self, by: Creating, body: Json<NewContract>) -> Result<Created<ContractView>, Refused<Writes>> {
        let b = body.0;
        let work = CreateContract {
            actor: by.actor.clone(),
            project: b.project_id,
            name: b.name.as_str().to_owned(),
            procurement: b.procurement,
            amount: b.amount,
            fields: ContractPatch::from(b).into(),
        };
        by.run(&self.0.db, &work, |c| ContractView::from(c)).await
    }

    /// The contracts as a table, as filtered
    #[oai(path = "/contracts/export", method = "get", operation_id = "projects.contract.export")]
    async fn export(&self, by: Exporter<ContractFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::CONTRACT_EXPORT, self.0.db.clone(), ContractFilter::narrowed).await
    }

    /// One contract
    #[oai(path = "/contracts/:id", method = "get", operation_id = "projects.contract.read")]
    async fn read(&self, by: Caller, id: Path<ContractId>) -> Result<Read<ContractView>, Refused<Reads>> {
        Ok(Read(ContractView::from(&read_contract(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Change a draft; a signed contract changes by supplements alone
    #[oai(path = "/contracts/:id", method = "patch", operation_id = "projects.contract.change")]
    async fn change(&self, by: Changing, id: Path<ContractId>, body: Json<ContractPatch>) -> Moved {
        self.alter(by, id.0, Some(body.0.into())).await
    }

    /// Delete a draft; a tombstone stays
    #[oai(path = "/contracts/:id", method = "delete", operation_id = "projects.contract.delete")]
    async fn delete(&self, by: Changing, id: Path<ContractId>) -> Moved {
        self.alter(by, id.0, None).await
    }

    /// It was signed
    #[oai(path = "/contracts/:id/sign", method = "post", operation_id = "projects.contract.sign")]
    async fn sign(&self, by: Acting, id: Path<ContractId>, body: Json<ContractDay>) -> Moved {
        self.turn(by, id.0, Turn::Sign { on: body.0.on }).await
    }

    /// A supplement was signed
    #[oai(path = "/contracts/:id/supplements", method = "post", operation_id = "projects.contract.supplement")]
    async fn supplement(&self, by: Acting, id: Path<ContractId>, body: Json<NewSupplement>) -> Moved {
        let NewSupplement { amount, signed_on, reason, file_id } = body.0;
        let turn = Turn::Supplement { amount, on: signed_on, reason: reason.into(), file: file_id };
        self.turn(by, id.0, turn).await
    }

    /// The works were completed and accepted
    #[oai(path = "/contracts/:id/complete", method = "post", operation_id = "projects.contract.complete")]
    async fn complete(&self, by: Acting, id: Path<ContractId>, body: Json<ContractCompletion>) -> Moved {
        self.turn(by, id.0, Turn::Complete { on: body.0.on, form: body.0.file_id }).await
    }

    /// It ended: all was done, or it was broken off
    #[oai(path = "/contracts/:id/end", method = "post", operation_id = "projects.contract.end")]
    async fn end(&self, by: Acting, id: Path<ContractId>, body: Json<ContractEnd>) -> Moved {
        self.turn(by, id.0, Turn::End { on: body.0.on, reason: body.0.reason.into() }).await
    }
}
