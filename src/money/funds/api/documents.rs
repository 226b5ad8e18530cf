//! `/budget-documents`, `/plan-lines`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{BudgetDocumentId, Day, FileId, Instant, Layer, Money, PlanLineId, RegionCode},
        platform::{Db, Page},
        wire::{
            Acting, Caller, Changing, Created, Creating, Done, Exporter, ExternalId, ExternalIds, Filter, Lister,
            PageOf, Plain, Read, Reads, Refused, Text, Writes, given, resource, shown,
        },
    },
    money::funds::{
        model::{BudgetDocument, DocumentKind, DocumentNumber, DocumentQuery, PlanLine},
        service::{
            documents::{ChangeDocument, CreateDocument, DocumentFields, list_documents, read_document},
            paper_exports::PlanLineQuery,
            plan_lines::{CreatePlanLine, NamePlanLine, list_plan_lines, read_plan_line},
        },
    },
    office::tables::{TableFile, given_out},
};

/// A budget document: the paper by which money is announced.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct BudgetDocumentView {
    /// Id.
    id: BudgetDocumentId,
    /// Version, for `If-Match`.
    etag: String,
    /// Number in its one spelling; not unique.
    number: String,
    /// Title.
    title: String,
    /// Who issued it.
    issuer: String,
    /// Where its record is kept; its lines lie inside.
    region_code: RegionCode,
    /// What it does.
    kind: DocumentKind,
    /// The budget year that its text states.
    budget_year: i32,
    /// The day it bears.
    document_on: Option<Day>,
    /// The day it was received.
    received_on: Option<Day>,
    /// The paper itself.
    file_id: Option<FileId>,
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
resource!(BudgetDocumentView, "/budget-documents");

impl From<&BudgetDocument> for BudgetDocumentView {
    fn from(d: &BudgetDocument) -> Self {
        Self {
            id: d.id,
            etag: d.version.to_string(),
            number: d.number.to_string(),
            title: d.title.clone(),
            issuer: d.issuer.clone(),
            region_code: d.region.clone(),
            kind: d.kind,
            budget_year: d.budget_year,
            document_on: d.document_on,
            received_on: d.received_on,
            file_id: d.file,
            layer: d.layer,
            source: d.source.clone(),
            note: d.note.clone(),
            external_ids: shown(&d.external_ids),
            created_at: d.created_at,
            updated_at: d.updated_at,
            deleted_at: d.deleted_at,
        }
    }
}

/// A new budget document.
#[derive(Debug, Object)]
pub struct NewBudgetDocument {
    /// Number: agency code〔year〕serial号. Other brackets around the year are understood.
    number: Plain<60>,
    /// Title.
    title: Plain<200>,
    /// Who issued it; several are separated by 、.
    issuer: Plain<100>,
    /// Where its record is kept.
    region_code: RegionCode,
    /// What it does.
    kind: DocumentKind,
    /// The budget year that its text states; never taken from number or date.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    budget_year: i32,
    /// The day it bears.
    document_on: Option<Day>,
    /// The day it was received.
    received_on: Option<Day>,
    /// The paper itself.
    file_id: Option<FileId>,
    /// Remark.
    note: Option<Plain<500>>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Changes of a budget document; what is absent stays.
#[derive(Debug, Object)]
pub struct BudgetDocumentPatch {
    /// Number.
    number: Option<Plain<60>>,
    /// Title.
    title: Option<Plain<200>>,
    /// Who issued it.
    issuer: Option<Plain<100>>,
    /// What it does.
    kind: Option<DocumentKind>,
    /// The day it bears.
    document_on: Option<Day>,
    /// The day it was received.
    received_on: Option<Day>,
    /// The paper itself.
    file_id: Option<FileId>,
    /// Remark.
    note: Option<Plain<500>>,
    /// Names other systems give it; replaces them all.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

impl From<BudgetDocumentPatch> for DocumentFields {
    fn from(p: BudgetDocumentPatch) -> Self {
        Self {
            number: p.number.map(Into::into),
            title: p.title.map(Into::into),
            issuer: p.issuer.map(Into::into),
            kind: p.kind,
            document_on: p.document_on,
            received_on: p.received_on,
            file: p.file_id,
            note: p.note.map(Into::into),
            external_ids: given(p.external_ids),
        }
    }
}

/// A plan line: money of documents arranged by category.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PlanLineView {
    /// Id.
    id: PlanLineId,
    /// Version.
    etag: String,
    /// What it is for.
    name: String,
    /// Category, as the paper says.
    category: Option<String>,
    /// Who carries it out, as the paper says.
    implementer: Option<String>,
    /// Where.
    region_code: RegionCode,
    /// Budget year.
    budget_year: i32,
    /// How much.
    amount: Money,
    /// Of which money, as the paper says.
    fund_source: Option<String>,
    /// The documents it arranges.
    document_ids: Vec<BudgetDocumentId>,
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
}
resource!(PlanLineView, "/plan-lines");

impl From<&PlanLine> for PlanLineView {
    fn from(l: &PlanLine) -> Self {
        Self {
            id: l.id,
            etag: l.version.to_string(),
            name: l.name.clone(),
            category: l.category.clone(),
            implementer: l.implementer.clone(),
            region_code: l.region.clone(),
            budget_year: l.budget_year,
            amount: l.amount,
            fund_source: l.fund_source.clone(),
            document_ids: l.documents.clone(),
            layer: l.layer,
            source: l.source.clone(),
            note: l.note.clone(),
            external_ids: shown(&l.external_ids),
            created_at: l.created_at,
            updated_at: l.updated_at,
        }
    }
}

/// A new plan line.
#[derive(Debug, Object)]
pub struct NewPlanLine {
    /// What it is for.
    name: Plain<120>,
    /// Category, as the paper says.
    category: Option<Plain<60>>,
    /// Who carries it out, as the paper says.
    implementer: Option<Plain<100>>,
    /// Where.
    region_code: RegionCode,
    /// Budget year.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    budget_year: i32,
    /// How much.
    amount: Money,
    /// Of which money, as the paper says.
    fund_source: Option<Plain<60>>,
    /// The documents it arranges.
    #[oai(validator(min_items = 1, max_items = 20))]
    document_ids: Vec<BudgetDocumentId>,
    /// Remark.
    note: Option<Plain<500>>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Filters of documents.
#[derive(Debug, Object)]
pub struct BudgetDocumentFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only with this number, in any spelling.
    number: Option<Text<60>>,
    /// Only of this budget year.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    budget_year: Option<i32>,
    /// Only titles that contain this.
    q: Option<Text<60>>,
}

impl Filter for BudgetDocumentFilter {
    const MARK: &'static str = "list:BudgetDocumentFilter:sync:external";
}

impl BudgetDocumentFilter {
    fn narrowed(self) -> (Option<RegionCode>, Option<DocumentQuery>) {
        // What is no number at all is the number of no document.
        let query =
            |number| DocumentQuery { number, budget_year: self.budget_year, title: self.q.map(Into::into), only: None };
        let query = match self.number.map(|n| DocumentNumber::parse(n.as_str())) {
            Some(None) => None,
            Some(number) => Some(query(number)),
            None => Some(query(None)),
        };
        (self.region, query)
    }
}

/// Filters of plan lines.
#[derive(Debug, Object)]
pub struct PlanLineFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this budget year.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    budget_year: Option<i32>,
    /// Only of this document.
    document_id: Option<BudgetDocumentId>,
}

impl Filter for PlanLineFilter {
    const MARK: &'static str = "list:PlanLineFilter:sync:external";
}

/// Budget documents and plan lines.
pub struct DocumentsApi(pub Db);

#[OpenApi]
impl DocumentsApi {
    /// Budget documents kept in one's regions
    #[oai(path = "/budget-documents", method = "get", operation_id = "funds.document.list")]
    async fn list(&self, by: Lister<BudgetDocumentFilter>) -> Result<Json<PageOf<BudgetDocumentView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let Some(query) = query else { return Ok(Json(Page::empty().into())) };
        let page = list_documents(&self.0, &by.holder, region.as_ref(), (query, by.external), &by.listing).await?;
        Ok(Json(page.map(|d| BudgetDocumentView::from(&d)).into()))
    }

    /// Record a budget document
    #[oai(path = "/budget-documents", method = "post", operation_id = "funds.document.create")]
    async fn create(
        &self,
        by: Creating,
        body: Json<NewBudgetDocument>,
    ) -> Result<Created<BudgetDocumentView>, Refused<Writes>> {
        let b = body.0;
        let work = CreateDocument {
            actor: by.actor.clone(),
            region: b.region_code,
            number: b.number.into(),
            kind: b.kind,
            budget_year: b.budget_year,
            fields: DocumentFields {
                number: None,
                title: Some(b.title.into()),
                issuer: Some(b.issuer.into()),
                kind: None,
                document_on: b.document_on,
                received_on: b.received_on,
                file: b.file_id,
                note: b.note.map(Into::into),
                external_ids: given(b.external_ids),
            },
        };
        by.run(&self.0, &work, |d| BudgetDocumentView::from(d)).await
    }

    /// The budget documents as a table, as filtered
    #[oai(path = "/budget-documents/export", method = "get", operation_id = "funds.document.export")]
    async fn export(&self, by: Exporter<BudgetDocumentFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::DOCUMENT_EXPORT, self.0.clone(), BudgetDocumentFilter::narrowed).await
    }

    /// One budget document
    #[oai(path = "/budget-documents/:id", method = "get", operation_id = "funds.document.read")]
    async fn read(&self, by: Caller, id: Path<BudgetDocumentId>) -> Result<Read<BudgetDocumentView>, Refused<Reads>> {
        Ok(Read(BudgetDocumentView::from(&read_document(&self.0, &by.holder, id.0).await?)))
    }

    /// Change a budget document; its budget year is fixed
    #[oai(path = "/budget-documents/:id", method = "patch", operation_id = "funds.document.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<BudgetDocumentId>,
        body: Json<BudgetDocumentPatch>,
    ) -> Result<Done<BudgetDocumentView>, Refused<Writes>> {
        let fields = Some(body.0.into());
        let work = ChangeDocument { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), fields };
        by.run(&self.0, &work, |d| BudgetDocumentView::from(d)).await
    }

    /// Delete a budget document that nothing refers to; a tombstone stays
    #[oai(path = "/budget-documents/:id", method = "delete", operation_id = "funds.document.delete")]
    async fn delete(
        &self,
        by: Changing,
        id: Path<BudgetDocumentId>,
    ) -> Result<Done<BudgetDocumentView>, Refused<Writes>> {
        let work = ChangeDocument { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), fields: None };
        by.run(&self.0, &work, |d| BudgetDocumentView::from(d)).await
    }

    /// Plan lines in one's regions
    #[oai(path = "/plan-lines", method = "get", operation_id = "funds.plan_line.list")]
    async fn plan_lines(&self, by: Lister<PlanLineFilter>) -> Result<Json<PageOf<PlanLineView>>, Refused<Reads>> {
        let query = (by.filter.budget_year, by.filter.document_id, by.external);
        let page = list_plan_lines(&self.0, &by.holder, by.filter.region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|l| PlanLineView::from(&l)).into()))
    }

    /// Record a plan line
    #[oai(path = "/plan-lines", method = "post", operation_id = "funds.plan_line.create")]
    async fn create_plan_line(
        &self,
        by: Creating,
        body: Json<NewPlanLine>,
    ) -> Result<Created<PlanLineView>, Refused<Writes>> {
        let b = body.0;
        let work = CreatePlanLine {
            actor: by.actor.clone(),
            region: b.region_code,
            name: b.name.into(),
            category: b.category.map(Into::into),
            implementer: b.implementer.map(Into::into),
            budget_year: b.budget_year,
            amount: b.amount,
            fund_source: b.fund_source.map(Into::into),
            documents: b.document_ids,
            note: b.note.map(Into::into),
            external_ids: given(b.external_ids).unwrap_or_default(),
        };
        by.run(&self.0, &work, |l| PlanLineView::from(l)).await
    }

    /// The plan lines as a table, as filtered
    #[oai(path = "/plan-lines/export", method = "get", operation_id = "funds.plan_line.export")]
    async fn export_plan_lines(&self, by: Exporter<PlanLineFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::PLAN_LINE_EXPORT, self.0.clone(), |f| {
            (f.region, PlanLineQuery { budget_year: f.budget_year, document: f.document_id })
        })
        .await
    }

    /// One plan line
    #[oai(path = "/plan-lines/:id", method = "get", operation_id = "funds.plan_line.read")]
    async fn read_plan_line(&self, by: Caller, id: Path<PlanLineId>) -> Result<Read<PlanLineView>, Refused<Reads>> {
        Ok(Read(PlanLineView::from(&read_plan_line(&self.0, &by.holder, id.0).await?)))
    }

    /// Say by which names other systems know a plan line, in place of those it had
    #[oai(path = "/plan-lines/:id/external-ids", method = "post", operation_id = "funds.plan_line.set_external_ids")]
    async fn set_external_ids(
        &self,
        by: Acting,
        id: Path<PlanLineId>,
        body: Json<ExternalIds>,
    ) -> Result<Done<PlanLineView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = NamePlanLine { actor, id: id.0, if_match, external_ids: body.0.into() };
        by.run(&self.0, &work, |l| PlanLineView::from(l)).await
    }
}
