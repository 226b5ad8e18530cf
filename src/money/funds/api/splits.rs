//! `/allocation-splits`.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::FundsParts;
use crate::{
    ground::{
        authority::action,
        kernel::{
            AllocationId, Instant, Layer, Money, OfficerId, OrganisationId, ProjectId, RegionCode, RunId, SplitId,
        },
        wire::{
            Acting, Caller, Done, Exporter, ExternalId, ExternalIds, Filter, Lister, PageOf, Plain, Printed, Read,
            Reads, Refused, Writes, given, resource, shown,
        },
    },
    money::funds::{
        model::{Split, SplitForm, SplitLine, SplitState},
        service::{
            paper_exports::SplitQuery,
            print::print_split,
            splits::{NameSplit, Proposal, ResubmitSplit, list_splits, read_split},
        },
    },
    office::tables::{TableFile, given_out},
};

/// Who is to get how much.
#[derive(Debug, Object)]
pub struct NewSplitLine {
    /// Into whose budget: the allocation's region or one inside it.
    region_code: RegionCode,
    /// For which unit alone.
    unit_id: Option<OrganisationId>,
    /// For which project alone.
    project_id: Option<ProjectId>,
    /// How much, in yuan; above zero.
    amount: Money,
}

/// A proposal to pass part of an allocation on.
#[derive(Debug, Object)]
pub struct NewSplit {
    /// Who is to get how much.
    #[oai(validator(min_items = 1, max_items = 200))]
    lines: Vec<NewSplitLine>,
    /// 本级指标文号: the number of the paper that passes it on.
    document_number: Option<Plain<60>>,
    /// Why so.
    reason: Plain<500>,
    /// Names other systems give it; where a split is sent again without them, they stay.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

impl From<NewSplit> for Proposal {
    fn from(n: NewSplit) -> Self {
        let line = |l: NewSplitLine| SplitLine {
            region: l.region_code,
            unit: l.unit_id,
            project: l.project_id,
            amount: l.amount,
            child: None,
        };
        Self {
            lines: n.lines.into_iter().map(line).collect(),
            document_number: n.document_number.map(Into::into),
            reason: n.reason.into(),
            external_ids: given(n.external_ids),
        }
    }
}

/// Who gets how much.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SplitLineView {
    /// Into whose budget.
    region_code: RegionCode,
    /// For which unit alone.
    unit_id: Option<OrganisationId>,
    /// For which project alone.
    project_id: Option<ProjectId>,
    /// How much.
    amount: Money,
    /// The allocation it became.
    allocation_id: Option<AllocationId>,
}

/// A split (指标分解).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SplitView {
    /// Id.
    id: SplitId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which allocation.
    allocation_id: AllocationId,
    /// The allocation's region.
    region_code: RegionCode,
    /// Where it stands.
    state: SplitState,
    /// Sum of its lines.
    total: Money,
    /// 本级指标文号.
    document_number: Option<String>,
    /// Why so.
    reason: String,
    /// Its approval.
    run_id: Option<RunId>,
    /// Who proposed it.
    proposed_by_officer_id: OfficerId,
    /// Who gets how much.
    lines: Vec<SplitLineView>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(SplitView, "/allocation-splits");

impl From<&Split> for SplitView {
    fn from(s: &Split) -> Self {
        let line = |l: &SplitLine| SplitLineView {
            region_code: l.region.clone(),
            unit_id: l.unit,
            project_id: l.project,
            amount: l.amount,
            allocation_id: l.child,
        };
        Self {
            id: s.id,
            etag: s.version.to_string(),
            number: s.number.clone(),
            allocation_id: s.allocation,
            region_code: s.region.clone(),
            state: s.state,
            total: s.total,
            document_number: s.document_number.clone(),
            reason: s.reason.clone(),
            run_id: s.run,
            proposed_by_officer_id: s.proposed_by,
            lines: s.lines.iter().map(line).collect(),
            layer: s.layer,
            external_ids: shown(&s.external_ids),
            created_at: s.created_at,
            updated_at: s.updated_at,
        }
    }
}

/// Filters of splits.
#[derive(Debug, Object)]
pub struct SplitFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this allocation.
    allocation_id: Option<AllocationId>,
    /// Only in this state.
    state: Option<SplitState>,
}

impl Filter for SplitFilter {
    const MARK: &'static str = "list:SplitFilter:sync:external";
}

impl SplitFilter {
    fn narrowed(self) -> (Option<RegionCode>, SplitQuery) {
        (self.region, SplitQuery { allocation: self.allocation_id, state: self.state })
    }
}

/// Splits.
pub struct SplitsApi(pub FundsParts);

#[OpenApi]
impl SplitsApi {
    /// Splits in one's regions
    #[oai(path = "/allocation-splits", method = "get", operation_id = "funds.split.list")]
    async fn list(&self, by: Lister<SplitFilter>) -> Result<Json<PageOf<SplitView>>, Refused<Reads>> {
        let (region, SplitQuery { allocation, state }) = by.filter.narrowed();
        let query = (allocation, state, by.external);
        let page = list_splits(&self.0.db, &by.holder, region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|s| SplitView::from(&s)).into()))
    }

    /// The splits as a table, as filtered: a row for each line
    #[oai(path = "/allocation-splits/export", method = "get", operation_id = "funds.split.export")]
    async fn export(&self, by: Exporter<SplitFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::SPLIT_EXPORT, self.0.db.clone(), SplitFilter::narrowed).await
    }

    /// One split
    #[oai(path = "/allocation-splits/:id", method = "get", operation_id = "funds.split.read")]
    async fn read(&self, by: Caller, id: Path<SplitId>) -> Result<Read<SplitView>, Refused<Reads>> {
        Ok(Read(SplitView::from(&read_split(&self.0.db, &by.holder, id.0).await?)))
    }

    /// It as a page to be printed, signed and filed
    #[oai(path = "/allocation-splits/:id/print", method = "get", operation_id = "funds.split.print")]
    async fn print(&self, by: Caller, id: Path<SplitId>, form: Query<SplitForm>) -> Result<Printed, Refused<Writes>> {
        Ok(Printed(print_split(&self.0.db, &*self.0.projects, &by.holder, id.0, form.0).await?))
    }

    /// Send a returned split again, as it is now
    #[oai(path = "/allocation-splits/:id/resubmit", method = "post", operation_id = "funds.split.resubmit")]
    async fn resubmit(
        &self,
        by: Acting,
        id: Path<SplitId>,
        body: Json<NewSplit>,
    ) -> Result<Done<SplitView>, Refused<Writes>> {
        let work = ResubmitSplit {
            actor: by.actor.clone(),
            projects: self.0.projects.clone(),
            id: id.0,
            if_match: by.if_match.clone(),
            proposal: body.0.into(),
        };
        by.run(&self.0.db, &work, |s| SplitView::from(s)).await
    }

    /// Say by which names other systems know a split, in place of those it had
    #[oai(path = "/allocation-splits/:id/external-ids", method = "post", operation_id = "funds.split.set_external_ids")]
    async fn set_external_ids(
        &self,
        by: Acting,
        id: Path<SplitId>,
        body: Json<ExternalIds>,
    ) -> Result<Done<SplitView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = NameSplit { actor, id: id.0, if_match, external_ids: body.0.into() };
        by.run(&self.0.db, &work, |s| SplitView::from(s)).await
    }
}
