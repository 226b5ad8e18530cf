//! `/disbursements`.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use crate::{
    ground::{
        kernel::{
            AllocationId, AnyId, BankAccountId, ClassCode, ContractId, Day, DisbursementId, FileId, Instant, Layer,
            Money, OfficerId, OrganisationId, ProjectId, RegionCode, RunId, ToPersonListId, UpkeepOrderId,
        },
        platform::{Db, Stop},
        wire::{
            Acting, Caller, Changing, CheckView, Created, Creating, Done, ExternalId, Filter, Lister, PageOf, Plain,
            Printed, Read, Reads, Refused, Text, Writes, given, resource, shown, texts,
        },
    },
    money::{
        payments::{
            PaymentsRefusal,
            model::{
                Asked, AskedPayee, Channel, Disbursement, DisbursementForm, DisbursementKind, DisbursementQuery,
                DisbursementState, Evidence, EvidenceKind, Line,
            },
            service::{
                drafts::{ChangeDisbursement, CreateDisbursement, DisbursementFields, NewPaper},
                ends::{End, EndDisbursement},
                papers::AddPaper,
                print::print_disbursement,
                read::{list_disbursements, read_checks, read_disbursement},
                submit::Submit,
            },
        },
        projects::Milestone,
    },
    office::approvals::{ReturnForm, Returned, Shortcoming},
};

/// Money from one allocation.
#[derive(Debug, Object)]
pub struct FundingLine {
    /// From which allocation.
    allocation_id: AllocationId,
    /// How much, in yuan.
    amount: Money,
}

/// Who is to be paid.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PayeeBody {
    /// Who.
    organisation_id: OrganisationId,
    /// Into which of its accounts.
    bank_account_id: BankAccountId,
    /// How much, in yuan.
    amount: Money,
    /// From which allocations; needed where there are several payees and several allocations.
    #[oai(validator(max_items = 50))]
    funding: Option<Vec<FundingLine>>,
}

/// A paper.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct EvidenceBody {
    /// What it shows.
    kind: EvidenceKind,
    /// The paper.
    file_id: FileId,
    /// The amount on it, in yuan; invoices need it.
    amount: Option<Money>,
    /// The day on it.
    dated_on: Option<Day>,
}

impl From<EvidenceBody> for NewPaper {
    fn from(e: EvidenceBody) -> Self {
        Self { kind: e.kind, file: e.file_id, amount: e.amount, dated_on: e.dated_on }
    }
}

/// A paper, numbered by the revision that added or removed it.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct EvidenceView {
    /// Id.
    id: AnyId,
    /// What it shows.
    kind: EvidenceKind,
    /// The paper.
    file_id: FileId,
    /// The amount on it.
    amount: Option<Money>,
    /// The day on it.
    dated_on: Option<Day>,
    /// The revision that added it.
    added_in: i32,
    /// The revision that removed it.
    removed_in: Option<i32>,
}

/// One payee from one allocation.
#[derive(Debug, Object)]
pub struct GridLineView {
    /// Id.
    id: AnyId,
    /// Who is paid.
    organisation_id: OrganisationId,
    /// Into which account.
    bank_account_id: BankAccountId,
    /// From which allocation.
    allocation_id: AllocationId,
    /// How much.
    amount: Money,
}

/// What the desk said that returned a disbursement.
#[derive(Debug, Object)]
pub struct ReturnedView {
    /// `revise` 退回修改 or `supplement` 退回补件.
    return_form: ReturnForm,
    /// Why, by code.
    reason: Shortcoming,
    /// In its words: what is missing or wrong.
    opinion: String,
    /// When.
    returned_at: Instant,
}

/// A disbursement (资金拨付): a request to pay.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DisbursementView {
    /// Id.
    id: DisbursementId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// What is paid for.
    kind: DisbursementKind,
    /// By which channel.
    channel: Channel,
    /// For which project.
    project_id: ProjectId,
    /// Under which contract.
    contract_id: Option<ContractId>,
    /// For which order of upkeep.
    upkeep_order_id: Option<UpkeepOrderId>,
    /// For which list of persons.
    to_person_list_id: Option<ToPersonListId>,
    /// At which milestone.
    milestone: Option<Milestone>,
    /// The project's region.
    region_code: RegionCode,
    /// The unit that files it.
    unit_id: OrganisationId,
    /// How much, in yuan.
    amount: Money,
    /// 用途.
    purpose: String,
    /// 支出功能分类.
    functional_class: ClassCode,
    /// 政府预算支出经济分类.
    economic_class: ClassCode,
    /// The day of the claim.
    claimed_on: Day,
    /// Where it stands.
    state: DisbursementState,
    /// Its approval.
    run_id: Option<RunId>,
    /// SHA-256 of what every yes binds, as submitted.
    decisive_sha256: Option<String>,
    /// Number of its supporting revision.
    revision: i32,
    /// Warnings that its filer stands by, by rule number.
    acknowledged: Vec<String>,
    /// Who drafted it.
    filed_by_officer_id: OfficerId,
    /// Who submitted it.
    submitted_by_officer_id: Option<OfficerId>,
    /// When it was first submitted.
    submitted_on: Option<Day>,
    /// When it was approved.
    approved_on: Option<Day>,
    /// The grid: one payee from one allocation each.
    lines: Vec<GridLineView>,
    /// Its papers, removed ones included.
    evidence: Vec<EvidenceView>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// What the desk said that returned it, while it lies returned.
    returned: Option<ReturnedView>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
    /// When it was deleted.
    deleted_at: Option<Instant>,
}
resource!(DisbursementView, "/disbursements");

impl From<&Disbursement> for DisbursementView {
    fn from(d: &Disbursement) -> Self {
        let line = |l: &Line| GridLineView {
            id: l.id,
            organisation_id: l.organisation,
            bank_account_id: l.account,
            allocation_id: l.allocation,
            amount: l.amount,
        };
        let paper = |e: &Evidence| EvidenceView {
            id: e.id,
            kind: e.kind,
            file_id: e.file,
            amount: e.amount,
            dated_on: e.dated_on,
            added_in: e.added_in,
            removed_in: e.removed_in,
        };
        let returned = |r: &Returned| ReturnedView {
            return_form: r.form,
            reason: r.reason,
            opinion: r.opinion.clone(),
            returned_at: r.at,
        };
        Self {
            id: d.id,
            etag: d.version.to_string(),
            number: d.number.clone(),
            kind: d.kind,
            channel: d.channel,
            project_id: d.project,
            contract_id: d.contract,
            upkeep_order_id: d.upkeep_order,
            to_person_list_id: d.to_person_list,
            milestone: d.milestone,
            region_code: d.region.clone(),
            unit_id: d.unit,
            amount: d.amount,
            purpose: d.purpose.clone(),
            functional_class: d.functional_class.clone(),
            economic_class: d.economic_class.clone(),
            claimed_on: d.claimed_on,
            state: d.state,
            run_id: d.run,
            decisive_sha256: d.decisive.as_ref().map(ToString::to_string),
            revision: d.revision,
            acknowledged: d.acknowledged.clone(),
            filed_by_officer_id: d.filed_by,
            submitted_by_officer_id: d.submitted_by,
            submitted_on: d.submitted_on,
            approved_on: d.approved_on,
            lines: d.lines.iter().map(line).collect(),
            evidence: d.evidence.iter().map(paper).collect(),
            layer: d.layer,
            external_ids: shown(&d.external_ids),
            returned: d.returned.as_ref().map(returned),
            created_at: d.created_at,
            updated_at: d.updated_at,
            deleted_at: d.deleted_at,
        }
    }
}

/// A new disbursement, not submitted yet.
#[derive(Debug, Object)]
pub struct NewDisbursement {
    /// What is paid for; this release pays contracts, orders of upkeep and lists of persons.
    kind: DisbursementKind,
    /// By which channel; `treasury` when absent.
    channel: Option<Channel>,
    /// For which project.
    project_id: ProjectId,
    /// Under which contract; a contract payment needs it.
    contract_id: Option<ContractId>,
    /// For which order of upkeep, verified; a claim of upkeep needs it (R89.2).
    upkeep_order_id: Option<UpkeepOrderId>,
    /// For which list of persons, locked; a claim for persons needs it, and its payee is the list's agent (R110.3).
    to_person_list_id: Option<ToPersonListId>,
    /// At which milestone; a contract payment needs it.
    milestone: Option<Milestone>,
    /// How much, in yuan.
    amount: Money,
    /// From where; adds up to the amount.
    #[oai(validator(min_items = 1, max_items = 50))]
    funding: Vec<FundingLine>,
    /// To whom; adds up to the amount.
    #[oai(validator(min_items = 1, max_items = 200))]
    payees: Vec<PayeeBody>,
    /// 用途.
    purpose: Plain<120>,
    /// 支出功能分类.
    functional_class: ClassCode,
    /// 政府预算支出经济分类.
    economic_class: ClassCode,
    /// The day of the claim.
    claimed_on: Day,
    /// The papers.
    #[oai(validator(max_items = 100))]
    evidence: Option<Vec<EvidenceBody>>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Changes of a disbursement that lies with its filer; what is absent stays. Amount, funding and payees go together.
#[derive(Debug, Object)]
pub struct DisbursementPatch {
    /// Under which contract.
    contract_id: Option<ContractId>,
    /// For which order of upkeep.
    upkeep_order_id: Option<UpkeepOrderId>,
    /// For which list of persons.
    to_person_list_id: Option<ToPersonListId>,
    /// At which milestone.
    milestone: Option<Milestone>,
    /// How much, in yuan.
    amount: Option<Money>,
    /// From where.
    #[oai(validator(min_items = 1, max_items = 50))]
    funding: Option<Vec<FundingLine>>,
    /// To whom.
    #[oai(validator(min_items = 1, max_items = 200))]
    payees: Option<Vec<PayeeBody>>,
    /// 用途.
    purpose: Option<Plain<120>>,
    /// 支出功能分类.
    functional_class: Option<ClassCode>,
    /// 政府预算支出经济分类.
    economic_class: Option<ClassCode>,
    /// The day of the claim.
    claimed_on: Option<Day>,
    /// The papers; replaces them all.
    #[oai(validator(max_items = 100))]
    evidence: Option<Vec<EvidenceBody>>,
    /// Names other systems give it; replaces them all.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

fn funding(lines: Vec<FundingLine>) -> Vec<(AllocationId, Money)> {
    lines.into_iter().map(|l| (l.allocation_id, l.amount)).collect()
}

fn asked(amount: Money, from: Vec<FundingLine>, payees: Vec<PayeeBody>) -> Asked {
    let payee = |p: PayeeBody| AskedPayee {
        organisation: p.organisation_id,
        account: p.bank_account_id,
        amount: p.amount,
        funding: p.funding.map(funding),
    };
    Asked { amount, funding: funding(from), payees: payees.into_iter().map(payee).collect() }
}

fn papers(evidence: Option<Vec<EvidenceBody>>) -> Option<Vec<NewPaper>> {
    evidence.map(|all| all.into_iter().map(Into::into).collect())
}

impl DisbursementPatch {
    fn fields(self) -> Result<DisbursementFields, Stop> {
        let grid = match (self.amount, self.funding, self.payees) {
            (None, None, None) => None,
            (Some(amount), Some(funding), Some(payees)) => Some(asked(amount, funding, payees)),
            _ => return Err(PaymentsRefusal::GridPart.into()),
        };
        Ok(DisbursementFields {
            contract: self.contract_id,
            upkeep_order: self.upkeep_order_id,
            to_person_list: self.to_person_list_id,
            milestone: self.milestone,
            grid,
            purpose: self.purpose.map(Into::into),
            functional_class: self.functional_class,
            economic_class: self.economic_class,
            claimed_on: self.claimed_on,
            papers: papers(self.evidence),
            external_ids: given(self.external_ids),
        })
    }
}

/// Warnings one stands by.
#[derive(Debug, Object)]
pub struct SubmitBody {
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// What the rules say.
#[derive(Debug, Object)]
pub struct DisbursementChecks {
    /// One for each rule and what it looked at.
    items: Vec<CheckView>,
}

/// Filters of disbursements.
#[derive(Debug, Object)]
pub struct DisbursementFilter {
    /// Only in this region and everything inside it.
    pub(super) region: Option<RegionCode>,
    /// Only of this project.
    project_id: Option<ProjectId>,
    /// Only under this contract.
    contract_id: Option<ContractId>,
    /// Only in this state.
    state: Option<DisbursementState>,
}

impl Filter for DisbursementFilter {
    const MARK: &'static str = "list:DisbursementFilter:sync:external";
}

impl From<DisbursementFilter> for DisbursementQuery {
    fn from(f: DisbursementFilter) -> Self {
        Self { project: f.project_id, contract: f.contract_id, state: f.state, only: None }
    }
}

/// Disbursements.
pub struct DisbursementsApi(pub Db);

type Moved = Result<Done<DisbursementView>, Refused<Writes>>;

impl DisbursementsApi {
    async fn send(&self, by: Acting, id: DisbursementId, body: SubmitBody, again: bool) -> Moved {
        let acknowledged = texts(body.acknowledged);
        let work = Submit { actor: by.actor.clone(), id, if_match: by.if_match.clone(), again, acknowledged };
        by.run(&self.0, &work, |d| DisbursementView::from(d)).await
    }

    async fn end(&self, by: Acting, id: DisbursementId, end: End) -> Moved {
        let work = EndDisbursement { actor: by.actor.clone(), id, if_match: by.if_match.clone(), end };
        by.run(&self.0, &work, |d| DisbursementView::from(d)).await
    }

    async fn alter(&self, by: Changing, id: DisbursementId, fields: Option<DisbursementFields>) -> Moved {
        let work = ChangeDisbursement { actor: by.actor.clone(), id, if_match: by.if_match.clone(), fields };
        by.run(&self.0, &work, |d| DisbursementView::from(d)).await
    }
}

#[OpenApi]
impl DisbursementsApi {
    /// Disbursements in one's regions
    #[oai(path = "/disbursements", method = "get", operation_id = "payments.disbursement.list")]
    async fn list(&self, by: Lister<DisbursementFilter>) -> Result<Json<PageOf<DisbursementView>>, Refused<Reads>> {
        let region = by.filter.region.clone();
        let query = (by.filter.into(), by.external);
        let page = list_disbursements(&self.0, &by.holder, region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|d| DisbursementView::from(&d)).into()))
    }

    /// Draft a disbursement
    #[oai(path = "/disbursements", method = "post", operation_id = "payments.disbursement.create")]
    async fn create(
        &self,
        by: Creating,
        body: Json<NewDisbursement>,
    ) -> Result<Created<DisbursementView>, Refused<Writes>> {
        let b = body.0;
        let work = CreateDisbursement {
            actor: by.actor.clone(),
            kind: b.kind,
            channel: b.channel.unwrap_or(Channel::Treasury),
            project: b.project_id,
            purpose: b.purpose.into(),
            functional_class: b.functional_class,
            economic_class: b.economic_class,
            claimed_on: b.claimed_on,
            fields: DisbursementFields {
                contract: b.contract_id,
                upkeep_order: b.upkeep_order_id,
                to_person_list: b.to_person_list_id,
                milestone: b.milestone,
                grid: Some(asked(b.amount, b.funding, b.payees)),
                papers: papers(b.evidence),
                external_ids: given(b.external_ids),
                ..DisbursementFields::default()
            },
        };
        by.run(&self.0, &work, |d| DisbursementView::from(d)).await
    }

    /// One disbursement
    #[oai(path = "/disbursements/:id", method = "get", operation_id = "payments.disbursement.read")]
    async fn read(&self, by: Caller, id: Path<DisbursementId>) -> Result<Read<DisbursementView>, Refused<Reads>> {
        Ok(Read(DisbursementView::from(&read_disbursement(&self.0, &by.holder, id.0).await?)))
    }

    /// Change a disbursement that lies with its filer
    #[oai(path = "/disbursements/:id", method = "patch", operation_id = "payments.disbursement.change")]
    async fn change(&self, by: Changing, id: Path<DisbursementId>, body: Json<DisbursementPatch>) -> Moved {
        let fields = body.0.fields()?;
        self.alter(by, id.0, Some(fields)).await
    }

    /// Delete a draft; a tombstone stays
    #[oai(path = "/disbursements/:id", method = "delete", operation_id = "payments.disbursement.delete")]
    async fn delete(&self, by: Changing, id: Path<DisbursementId>) -> Moved {
        self.alter(by, id.0, None).await
    }

    /// What every rule says of it now, with the figures
    #[oai(path = "/disbursements/:id/checks", method = "get", operation_id = "payments.disbursement.read_checks")]
    async fn checks(&self, by: Caller, id: Path<DisbursementId>) -> Result<Json<DisbursementChecks>, Refused<Writes>> {
        let checks = read_checks(&self.0, &by.holder, id.0).await?;
        Ok(Json(DisbursementChecks { items: checks.iter().map(|c| CheckView::of(c, by.lang)).collect() }))
    }

    /// It as a page to be printed, signed and filed
    #[oai(path = "/disbursements/:id/print", method = "get", operation_id = "payments.disbursement.print")]
    async fn print(
        &self,
        by: Caller,
        id: Path<DisbursementId>,
        form: Query<DisbursementForm>,
    ) -> Result<Printed, Refused<Writes>> {
        Ok(Printed(print_disbursement(&self.0, &by.holder, id.0, form.0).await?))
    }

    /// Submit a draft: its money is held, and the desks are opened
    #[oai(path = "/disbursements/:id/submit", method = "post", operation_id = "payments.disbursement.submit")]
    async fn submit(&self, by: Acting, id: Path<DisbursementId>, body: Json<SubmitBody>) -> Moved {
        self.send(by, id.0, body.0, false).await
    }

    /// Send a returned disbursement again
    #[oai(path = "/disbursements/:id/resubmit", method = "post", operation_id = "payments.disbursement.resubmit")]
    async fn resubmit(&self, by: Acting, id: Path<DisbursementId>, body: Json<SubmitBody>) -> Moved {
        self.send(by, id.0, body.0, true).await
    }

    /// Take it back from the desks
    #[oai(path = "/disbursements/:id/withdraw", method = "post", operation_id = "payments.disbursement.withdraw")]
    async fn withdraw(&self, by: Acting, id: Path<DisbursementId>) -> Moved {
        self.end(by, id.0, End::Withdraw).await
    }

    /// Give up a draft, or an approved one of which no payment was made up
    #[oai(path = "/disbursements/:id/cancel", method = "post", operation_id = "payments.disbursement.cancel")]
    async fn cancel(&self, by: Acting, id: Path<DisbursementId>) -> Moved {
        self.end(by, id.0, End::Cancel).await
    }

    /// The payee says the money has come
    #[oai(
        path = "/disbursements/:id/confirm-receipt",
        method = "post",
        operation_id = "payments.disbursement.confirm_receipt"
    )]
    async fn confirm_receipt(&self, by: Acting, id: Path<DisbursementId>) -> Moved {
        self.end(by, id.0, End::ConfirmReceipt).await
    }

    /// Add a paper; while desks are at work it makes a new numbered revision and voids nothing
    #[oai(path = "/disbursements/:id/evidence", method = "post", operation_id = "payments.disbursement.add_evidence")]
    async fn add_evidence(&self, by: Acting, id: Path<DisbursementId>, body: Json<EvidenceBody>) -> Moved {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = AddPaper { actor, id: id.0, if_match, paper: body.0.into() };
        by.run(&self.0, &work, |d| DisbursementView::from(d)).await
    }
}
