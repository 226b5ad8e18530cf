//! `/allocations`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    FundsParts,
    splits::{NewSplit, SplitView},
};
use crate::{
    ground::{
        kernel::{
            AllocationId, BudgetDocumentId, ClassCode, FundingSourceId, Instant, Layer, Money, OfficerId,
            OrganisationId, ProjectId, RegionCode, SplitId,
        },
        wire::{
            Acting, Caller, Changing, Created, Creating, Done, ExternalId, Filter, Lister, PageOf, Plain, Read, Reads,
            Refused, Writes, given, resource, shown,
        },
    },
    money::funds::{
        model::{Allocation, AllocationQuery, AllocationState, FundLevel, FundNature, TrackKind},
        service::{
            allocations::{
                AllocationFields, ChangeAllocation, CreateAllocation, Standing, list_allocations, read_allocation,
                read_standing,
            },
            register::{ConfirmAllocation, RegisterAllocation},
            splits::ProposeSplit,
        },
    },
};

/// An allocation (指标): one line of a document, or one split off another line.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AllocationView {
    /// Id.
    id: AllocationId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number, given when it is registered.
    number: Option<String>,
    /// Of which document.
    budget_document_id: BudgetDocumentId,
    /// Split off which allocation.
    parent_id: Option<AllocationId>,
    /// By which split.
    split_id: Option<SplitId>,
    /// Whose budget it is in.
    region_code: RegionCode,
    /// For which unit alone.
    unit_id: Option<OrganisationId>,
    /// For which project alone.
    project_id: Option<ProjectId>,
    /// Which fund.
    funding_source_id: Option<FundingSourceId>,
    /// From which level the money comes.
    level_of_origin: FundLevel,
    /// What the paper calls the fund.
    fund_type: Option<String>,
    /// 资金性质.
    fund_nature: Option<FundNature>,
    /// 支出功能分类.
    functional_class: Option<ClassCode>,
    /// 政府预算支出经济分类.
    government_economic_class: Option<ClassCode>,
    /// 部门预算支出经济分类.
    department_economic_class: Option<ClassCode>,
    /// 上级指标文号.
    upper_number: Option<String>,
    /// 直达资金标识.
    track_kind: Option<TrackKind>,
    /// Budget year: always its document's.
    budget_year: i32,
    /// How much, in yuan.
    amount: Money,
    /// Where it stands.
    state: AllocationState,
    /// Who held it against its paper.
    registered_by_officer_id: Option<OfficerId>,
    /// Who confirmed it: another officer.
    confirmed_by_officer_id: Option<OfficerId>,
    /// `reference` and `sample` in a demonstration.
    layer: Layer,
    /// Where a reference row comes from.
    source: Option<String>,
    /// Remark.
    note: Option<String>,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
    /// When it was deleted.
    deleted_at: Option<Instant>,
}
resource!(AllocationView, "/allocations");

impl From<&Allocation> for AllocationView {
    fn from(a: &Allocation) -> Self {
        Self {
            id: a.id,
            etag: a.version.to_string(),
            number: a.number.clone(),
            budget_document_id: a.document,
            parent_id: a.parent,
            split_id: a.split,
            region_code: a.region.clone(),
            unit_id: a.unit,
            project_id: a.project,
            funding_source_id: a.funding_source,
            level_of_origin: a.level_of_origin,
            fund_type: a.fund_type.clone(),
            fund_nature: a.fund_nature,
            functional_class: a.functional_class.clone(),
            government_economic_class: a.government_economic_class.clone(),
            department_economic_class: a.department_economic_class.clone(),
            upper_number: a.upper_number.clone(),
            track_kind: a.track_kind,
            budget_year: a.budget_year,
            amount: a.amount,
            state: a.state,
            registered_by_officer_id: a.registered_by,
            confirmed_by_officer_id: a.confirmed_by,
            layer: a.layer,
            source: a.source.clone(),
            note: a.note.clone(),
            external_ids: shown(&a.external_ids),
            created_at: a.created_at,
            updated_at: a.updated_at,
            deleted_at: a.deleted_at,
        }
    }
}

/// A new line of a document.
#[derive(Debug, Object)]
pub struct NewAllocation {
    /// Of which document: it gives the budget year.
    budget_document_id: BudgetDocumentId,
    /// Whose budget it is in.
    region_code: RegionCode,
    /// From which level the money comes.
    level_of_origin: FundLevel,
    /// How much, in yuan; above zero.
    amount: Money,
    /// For which unit alone.
    unit_id: Option<OrganisationId>,
    /// For which project alone.
    project_id: Option<ProjectId>,
    /// Which fund; needed to register it.
    funding_source_id: Option<FundingSourceId>,
    /// What the paper calls the fund.
    fund_type: Option<Plain<60>>,
    /// 资金性质; needed to register it.
    fund_nature: Option<FundNature>,
    /// 支出功能分类; needed to register it.
    functional_class: Option<ClassCode>,
    /// 政府预算支出经济分类.
    government_economic_class: Option<ClassCode>,
    /// 部门预算支出经济分类.
    department_economic_class: Option<ClassCode>,
    /// 上级指标文号.
    upper_number: Option<Plain<60>>,
    /// 直达资金标识.
    track_kind: Option<TrackKind>,
    /// Remark.
    note: Option<Plain<500>>,
    /// True when this is another line although one of the same number, region, unit, class, project and level stands already.
    another_line: Option<bool>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Changes of an allocation that nobody has confirmed; what is absent stays. A registered one is received again.
#[derive(Debug, Object)]
pub struct AllocationPatch {
    /// Whose budget it is in.
    region_code: Option<RegionCode>,
    /// From which level the money comes.
    level_of_origin: Option<FundLevel>,
    /// How much, in yuan.
    amount: Option<Money>,
    /// For which unit alone.
    unit_id: Option<OrganisationId>,
    /// For which project alone.
    project_id: Option<ProjectId>,
    /// Which fund.
    funding_source_id: Option<FundingSourceId>,
    /// What the paper calls the fund.
    fund_type: Option<Plain<60>>,
    /// 资金性质.
    fund_nature: Option<FundNature>,
    /// 支出功能分类.
    functional_class: Option<ClassCode>,
    /// 政府预算支出经济分类.
    government_economic_class: Option<ClassCode>,
    /// 部门预算支出经济分类.
    department_economic_class: Option<ClassCode>,
    /// 上级指标文号.
    upper_number: Option<Plain<60>>,
    /// 直达资金标识.
    track_kind: Option<TrackKind>,
    /// Remark.
    note: Option<Plain<500>>,
    /// Names other systems give it; replaces them all.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

impl From<AllocationPatch> for AllocationFields {
    fn from(p: AllocationPatch) -> Self {
        Self {
            region: p.region_code,
            unit: p.unit_id,
            project: p.project_id,
            funding_source: p.funding_source_id,
            level_of_origin: p.level_of_origin,
            fund_type: p.fund_type.map(Into::into),
            fund_nature: p.fund_nature,
            functional_class: p.functional_class,
            government_economic_class: p.government_economic_class,
            department_economic_class: p.department_economic_class,
            upper_number: p.upper_number.map(Into::into),
            track_kind: p.track_kind,
            amount: p.amount,
            note: p.note.map(Into::into),
            external_ids: given(p.external_ids),
        }
    }
}

impl From<NewAllocation> for AllocationPatch {
    fn from(n: NewAllocation) -> Self {
        Self {
            region_code: None,
            level_of_origin: None,
            amount: None,
            unit_id: n.unit_id,
            project_id: n.project_id,
            funding_source_id: n.funding_source_id,
            fund_type: n.fund_type,
            fund_nature: n.fund_nature,
            functional_class: n.functional_class,
            government_economic_class: n.government_economic_class,
            department_economic_class: n.department_economic_class,
            upper_number: n.upper_number,
            track_kind: n.track_kind,
            note: n.note,
            external_ids: n.external_ids,
        }
    }
}

/// Where an allocation's money stands now. No resource of its own: it moves with every act on it.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AllocationBalance {
    /// The allocation.
    allocation_id: AllocationId,
    /// Its printed number.
    number: Option<String>,
    /// Number of the paper it came by.
    document_number: String,
    /// Title of that paper.
    document_title: String,
    /// Who issued that paper.
    document_issuer: String,
    /// Where it stands.
    state: AllocationState,
    /// As announced.
    amount: Money,
    /// May be split or filed for.
    available: Money,
    /// Held by filed disbursements and proposed splits.
    reserved: Money,
    /// Approved, not confirmed by a voucher yet.
    in_payment: Money,
    /// Confirmed by vouchers.
    paid: Money,
    /// Returned by a payee; waits to be handed back or paid anew.
    returned: Money,
    /// Passed on to other allocations.
    split: Money,
    /// The lines split off it.
    children: Vec<AllocationShare>,
}

/// A line split off an allocation.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AllocationShare {
    /// The line.
    allocation_id: AllocationId,
    /// Its printed number.
    number: Option<String>,
    /// Into whose budget.
    region_code: RegionCode,
    /// How much.
    amount: Money,
    /// Where it stands.
    state: AllocationState,
}

impl From<Standing> for AllocationBalance {
    fn from(s: Standing) -> Self {
        let Standing { allocation: a, document, position, passed_on, children } = s;
        let share = |c: Allocation| AllocationShare {
            allocation_id: c.id,
            number: c.number,
            region_code: c.region,
            amount: c.amount,
            state: c.state,
        };
        Self {
            allocation_id: a.id,
            number: a.number,
            document_number: document.number.to_string(),
            document_title: document.title,
            document_issuer: document.issuer,
            state: a.state,
            amount: a.amount,
            available: position.available,
            reserved: position.reserved,
            in_payment: position.in_payment,
            paid: position.paid,
            returned: position.returned_to_repay,
            split: passed_on,
            children: children.into_iter().map(share).collect(),
        }
    }
}

/// Filters of allocations.
#[derive(Debug, Object)]
pub struct AllocationFilter {
    /// Only in this region and everything inside it.
    pub(super) region: Option<RegionCode>,
    /// Only of this document.
    budget_document_id: Option<BudgetDocumentId>,
    /// Only split off this one.
    parent_id: Option<AllocationId>,
    /// Only for this project alone.
    project_id: Option<ProjectId>,
    /// Only in this state.
    state: Option<AllocationState>,
    /// Only of this budget year.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    budget_year: Option<i32>,
}

impl Filter for AllocationFilter {
    const MARK: &'static str = "list:AllocationFilter:sync:external";
}

impl From<AllocationFilter> for AllocationQuery {
    fn from(f: AllocationFilter) -> Self {
        Self {
            document: f.budget_document_id,
            parent: f.parent_id,
            project: f.project_id,
            state: f.state,
            budget_year: f.budget_year,
            only: None,
        }
    }
}

/// Allocations.
pub struct AllocationsApi(pub FundsParts);

impl AllocationsApi {
    fn changing(&self, by: &Changing, id: AllocationId, fields: Option<AllocationFields>) -> ChangeAllocation {
        let (actor, projects) = (by.actor.clone(), self.0.projects.clone());
        ChangeAllocation { actor, projects, id, if_match: by.if_match.clone(), fields }
    }
}

#[OpenApi]
impl AllocationsApi {
    /// Allocations in one's regions
    #[oai(path = "/allocations", method = "get", operation_id = "funds.allocation.list")]
    async fn list(&self, by: Lister<AllocationFilter>) -> Result<Json<PageOf<AllocationView>>, Refused<Reads>> {
        let region = by.filter.region.clone();
        let query = (by.filter.into(), by.external);
        let page = list_allocations(&self.0.db, &by.holder, region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|a| AllocationView::from(&a)).into()))
    }

    /// Record a line of a document
    #[oai(path = "/allocations", method = "post", operation_id = "funds.allocation.create")]
    async fn create(
        &self,
        by: Creating,
        body: Json<NewAllocation>,
    ) -> Result<Created<AllocationView>, Refused<Writes>> {
        let b = body.0;
        let work = CreateAllocation {
            actor: by.actor.clone(),
            projects: self.0.projects.clone(),
            document: b.budget_document_id,
            region: b.region_code.clone(),
            level_of_origin: b.level_of_origin,
            amount: b.amount,
            another: b.another_line == Some(true),
            fields: AllocationPatch::from(b).into(),
        };
        by.run(&self.0.db, &work, |a| AllocationView::from(a)).await
    }

    /// One allocation
    #[oai(path = "/allocations/:id", method = "get", operation_id = "funds.allocation.read")]
    async fn read(&self, by: Caller, id: Path<AllocationId>) -> Result<Read<AllocationView>, Refused<Reads>> {
        Ok(Read(AllocationView::from(&read_allocation(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Change an allocation that nobody has confirmed
    #[oai(path = "/allocations/:id", method = "patch", operation_id = "funds.allocation.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<AllocationId>,
        body: Json<AllocationPatch>,
    ) -> Result<Done<AllocationView>, Refused<Writes>> {
        by.run(&self.0.db, &self.changing(&by, id.0, Some(body.0.into())), |a| AllocationView::from(a)).await
    }

    /// Delete an allocation that nobody has confirmed; a tombstone stays
    #[oai(path = "/allocations/:id", method = "delete", operation_id = "funds.allocation.delete")]
    async fn delete(&self, by: Changing, id: Path<AllocationId>) -> Result<Done<AllocationView>, Refused<Writes>> {
        by.run(&self.0.db, &self.changing(&by, id.0, None), |a| AllocationView::from(a)).await
    }

    /// Hold a received line against its paper
    #[oai(path = "/allocations/:id/register", method = "post", operation_id = "funds.allocation.register")]
    async fn register(&self, by: Acting, id: Path<AllocationId>) -> Result<Done<AllocationView>, Refused<Writes>> {
        let work = RegisterAllocation { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &work, |a| AllocationView::from(a)).await
    }

    /// Confirm a registered line, as a second officer: its money enters the books
    #[oai(path = "/allocations/:id/confirm", method = "post", operation_id = "funds.allocation.confirm")]
    async fn confirm(&self, by: Acting, id: Path<AllocationId>) -> Result<Done<AllocationView>, Refused<Writes>> {
        let work = ConfirmAllocation { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &work, |a| AllocationView::from(a)).await
    }

    /// Where its money stands now
    #[oai(path = "/allocations/:id/balance", method = "get", operation_id = "funds.allocation.balance")]
    async fn balance(&self, by: Caller, id: Path<AllocationId>) -> Result<Json<AllocationBalance>, Refused<Reads>> {
        Ok(Json(read_standing(&self.0.db, &by.holder, id.0).await?.into()))
    }

    /// Propose to pass part of it on to lower regions, units or projects
    #[oai(path = "/allocations/:id/split", method = "post", operation_id = "funds.split.propose")]
    async fn split(
        &self,
        by: Acting,
        id: Path<AllocationId>,
        body: Json<NewSplit>,
    ) -> Result<Done<SplitView>, Refused<Writes>> {
        let work = ProposeSplit {
            actor: by.actor.clone(),
            projects: self.0.projects.clone(),
            allocation: id.0,
            if_match: by.if_match.clone(),
            proposal: body.0.into(),
        };
        by.run(&self.0.db, &work, |s| SplitView::from(s)).await
    }
}
