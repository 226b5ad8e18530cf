//! `/funding-sources`, `/budget-classes`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{ClassCode, Day, FundingSourceId, Instant, Layer, RegionCode},
        platform::Db,
        wire::{
            Caller, Changing, Created, Creating, Done, Exporter, ExternalId, Filter, Lister, Number, PageOf, Plain,
            Read, Reads, Refused, Writes, given, resource, shown,
        },
    },
    money::funds::{
        model::{BudgetClass, FundLevel, FundingSource, SourceKind},
        service::{
            classes::list_classes,
            sources::{ChangeSource, CreateSource, SourceFields, list_sources, read_source},
        },
    },
    office::tables::{TableFile, given_out},
};

/// A funding source.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FundingSourceView {
    /// Id.
    id: FundingSourceId,
    /// Version, for `If-Match`.
    etag: String,
    /// Name.
    name: String,
    /// What it is.
    kind: SourceKind,
    /// From which level.
    level: FundLevel,
    /// Where it is kept; allocations of it lie inside.
    region_code: RegionCode,
    /// Code of the transfer in the budget system.
    fund_code: Option<String>,
    /// Functional classes it may be spent in; empty when its papers name none.
    allowed_uses: Vec<ClassCode>,
    /// Economic classes it may never be spent on.
    negative_list: Vec<ClassCode>,
    /// The paper that says so.
    basis_document: Option<String>,
    /// First day.
    valid_from_on: Option<Day>,
    /// Last day.
    valid_to_on: Option<Day>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(FundingSourceView, "/funding-sources");

impl From<&FundingSource> for FundingSourceView {
    fn from(s: &FundingSource) -> Self {
        Self {
            id: s.id,
            etag: s.version.to_string(),
            name: s.name.clone(),
            kind: s.kind,
            level: s.level,
            region_code: s.region.clone(),
            fund_code: s.fund_code.clone(),
            allowed_uses: s.allowed_uses.clone(),
            negative_list: s.negative_list.clone(),
            basis_document: s.basis_document.clone(),
            valid_from_on: s.valid_from,
            valid_to_on: s.valid_to,
            layer: s.layer,
            external_ids: shown(&s.external_ids),
            created_at: s.created_at,
            updated_at: s.updated_at,
        }
    }
}

/// A new funding source.
#[derive(Debug, Object)]
pub struct NewFundingSource {
    /// Name.
    name: Plain<100>,
    /// What it is.
    kind: SourceKind,
    /// From which level.
    level: FundLevel,
    /// Where it is kept.
    region_code: RegionCode,
    /// Code of the transfer in the budget system.
    fund_code: Option<Number<32>>,
    /// Functional classes it may be spent in.
    #[oai(validator(max_items = 100))]
    allowed_uses: Option<Vec<ClassCode>>,
    /// Economic classes it may never be spent on.
    #[oai(validator(max_items = 100))]
    negative_list: Option<Vec<ClassCode>>,
    /// The paper that says so.
    basis_document: Option<Plain<200>>,
    /// First day.
    valid_from_on: Option<Day>,
    /// Last day.
    valid_to_on: Option<Day>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Changes of a funding source; what is absent stays.
#[derive(Debug, Object)]
pub struct FundingSourcePatch {
    /// Name.
    name: Option<Plain<100>>,
    /// Code of the transfer in the budget system.
    fund_code: Option<Number<32>>,
    /// Functional classes it may be spent in; replaces them all.
    #[oai(validator(max_items = 100))]
    allowed_uses: Option<Vec<ClassCode>>,
    /// Economic classes it may never be spent on; replaces them all.
    #[oai(validator(max_items = 100))]
    negative_list: Option<Vec<ClassCode>>,
    /// The paper that says so.
    basis_document: Option<Plain<200>>,
    /// First day.
    valid_from_on: Option<Day>,
    /// Last day.
    valid_to_on: Option<Day>,
    /// Names other systems give it; replaces them all.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

impl From<FundingSourcePatch> for SourceFields {
    fn from(p: FundingSourcePatch) -> Self {
        Self {
            name: p.name.map(Into::into),
            fund_code: p.fund_code.map(Into::into),
            allowed_uses: p.allowed_uses,
            negative_list: p.negative_list,
            basis_document: p.basis_document.map(Into::into),
            valid_from: p.valid_from_on,
            valid_to: p.valid_to_on,
            external_ids: given(p.external_ids),
        }
    }
}

impl From<NewFundingSource> for FundingSourcePatch {
    fn from(n: NewFundingSource) -> Self {
        Self {
            name: Some(n.name),
            fund_code: n.fund_code,
            allowed_uses: n.allowed_uses,
            negative_list: n.negative_list,
            basis_document: n.basis_document,
            valid_from_on: n.valid_from_on,
            valid_to_on: n.valid_to_on,
            external_ids: n.external_ids,
        }
    }
}

/// A class of the official classification.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct BudgetClassView {
    /// `expenditure_function`, `dept_economic`, `gov_economic`, `revenue`, `transfer_expenditure`.
    scheme: String,
    /// Code.
    code: String,
    /// Name.
    name: String,
    /// 类, 款 or 项.
    level: String,
    /// The class above.
    parent_code: Option<String>,
    /// Where the row comes from.
    source: String,
}

/// Every class.
#[derive(Debug, Object)]
pub struct BudgetClasses {
    items: Vec<BudgetClassView>,
}

/// Filters of sources.
#[derive(Debug, Object)]
pub struct FundingSourceFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this kind.
    kind: Option<SourceKind>,
}

impl Filter for FundingSourceFilter {
    const MARK: &'static str = "list:FundingSourceFilter:sync:external";
}

/// Funding sources.
pub struct SourcesApi(pub Db);

#[OpenApi]
impl SourcesApi {
    /// Funding sources in one's regions
    #[oai(path = "/funding-sources", method = "get", operation_id = "funds.source.list")]
    async fn list(&self, by: Lister<FundingSourceFilter>) -> Result<Json<PageOf<FundingSourceView>>, Refused<Reads>> {
        let query = (by.filter.kind, by.external);
        let page = list_sources(&self.0, &by.holder, by.filter.region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|s| FundingSourceView::from(&s)).into()))
    }

    /// The funding sources as a table, as filtered
    #[oai(path = "/funding-sources/export", method = "get", operation_id = "funds.source.export")]
    async fn export(&self, by: Exporter<FundingSourceFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::SOURCE_EXPORT, self.0.clone(), |f| (f.region, f.kind)).await
    }

    /// Create a funding source
    #[oai(path = "/funding-sources", method = "post", operation_id = "funds.source.create")]
    async fn create(
        &self,
        by: Creating,
        body: Json<NewFundingSource>,
    ) -> Result<Created<FundingSourceView>, Refused<Writes>> {
        let b = body.0;
        let work = CreateSource {
            actor: by.actor.clone(),
            region: b.region_code.clone(),
            kind: b.kind,
            level: b.level,
            fields: FundingSourcePatch::from(b).into(),
        };
        by.run(&self.0, &work, |s| FundingSourceView::from(s)).await
    }

    /// One funding source
    #[oai(path = "/funding-sources/:id", method = "get", operation_id = "funds.source.read")]
    async fn read(&self, by: Caller, id: Path<FundingSourceId>) -> Result<Read<FundingSourceView>, Refused<Reads>> {
        Ok(Read(FundingSourceView::from(&read_source(&self.0, &by.holder, id.0).await?)))
    }

    /// Change a funding source
    #[oai(path = "/funding-sources/:id", method = "patch", operation_id = "funds.source.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<FundingSourceId>,
        body: Json<FundingSourcePatch>,
    ) -> Result<Done<FundingSourceView>, Refused<Writes>> {
        let work =
            ChangeSource { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), fields: body.0.into() };
        by.run(&self.0, &work, |s| FundingSourceView::from(s)).await
    }

    /// The official classification of revenue and expenditure, as far as public sources gave it
    #[oai(path = "/budget-classes", method = "get", operation_id = "funds.class.list")]
    async fn classes(&self, by: Caller) -> Result<Json<BudgetClasses>, Refused<Reads>> {
        let view = |c: BudgetClass| BudgetClassView {
            scheme: c.scheme,
            code: c.code,
            name: c.name,
            level: c.level,
            parent_code: c.parent,
            source: c.source,
        };
        let items = list_classes(&self.0, &by.holder).await?.into_iter().map(view).collect();
        Ok(Json(BudgetClasses { items }))
    }
}
