//! `/projects`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::ProjectsParts;
use crate::{
    ground::{
        authority::action,
        kernel::{
            AllocationId, BudgetDocumentId, ClassCode, Day, FileId, Instant, Layer, Money, OrganisationId, ProjectId,
            RegionCode, RunId, SiteId,
        },
        wire::{
            Acting, Caller, Changing, Created, Creating, Done, Exporter, ExternalId, Filter, Lister, Number, PageOf,
            Plain, Read, Reads, Refused, Text, Writes, given, resource, shown, texts,
        },
    },
    money::{
        funds::{AllocationState, Usable},
        projects::{
            model::{PaperState, Project, ProjectQuery, ProjectState},
            service::{
                papers::{FileProject, PlanEntry},
                progress::{Step, TakeStep},
                projects::{ChangeProject, CreateProject, ProjectFields, list_projects, read_funding, read_project},
            },
        },
    },
    office::tables::{TableFile, given_out},
};

/// A project.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ProjectView {
    /// Id.
    id: ProjectId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Name.
    name: String,
    /// Where.
    region_code: RegionCode,
    /// Town as written, where the official table does not have it.
    town_name: Option<String>,
    /// For which site.
    site_id: Option<SiteId>,
    /// Category.
    category: String,
    /// Who carries it out, as the paper says.
    implementer: Option<String>,
    /// The unit that files for it.
    unit_id: Option<OrganisationId>,
    /// 主管部门.
    line_department_id: Option<OrganisationId>,
    /// Whether it is a government-investment work (R8, R93).
    is_works: bool,
    /// Code of the online approval platform.
    platform_code: Option<String>,
    /// 概算, in yuan.
    estimate: Option<Money>,
    /// Planned money, in yuan.
    amount: Option<Money>,
    /// Year of the plan it stands in.
    plan_year: Option<i32>,
    /// Where it stands.
    state: ProjectState,
    /// Where its paper lies, while one is out.
    paper: Option<PaperState>,
    /// Why it was suspended or dropped.
    state_reason: Option<String>,
    /// 开工.
    started_on: Option<Day>,
    /// 验收.
    accepted_on: Option<Day>,
    /// The acceptance certificate.
    acceptance_file_id: Option<FileId>,
    /// The county leaders' paper that lists the plan.
    plan_paper_file_id: Option<FileId>,
    /// Its latest approval.
    run_id: Option<RunId>,
    /// Of which money, as the plan says.
    fund_source: Option<String>,
    /// The documents that pay for it.
    budget_document_ids: Vec<BudgetDocumentId>,
    /// True when the source says "about".
    approximate: bool,
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
resource!(ProjectView, "/projects");

impl From<&Project> for ProjectView {
    fn from(p: &Project) -> Self {
        Self {
            id: p.id,
            etag: p.version.to_string(),
            number: p.number.clone(),
            name: p.name.clone(),
            region_code: p.region.clone(),
            town_name: p.town_name.clone(),
            site_id: p.site,
            category: p.category.clone(),
            implementer: p.implementer.clone(),
            unit_id: p.unit,
            line_department_id: p.line_department,
            is_works: p.is_works,
            platform_code: p.platform_code.clone(),
            estimate: p.estimate,
            amount: p.amount,
            plan_year: p.plan_year,
            state: p.state,
            paper: p.paper,
            state_reason: p.state_reason.clone(),
            started_on: p.started_on,
            accepted_on: p.accepted_on,
            acceptance_file_id: p.acceptance_file,
            plan_paper_file_id: p.plan_paper_file,
            run_id: p.run,
            fund_source: p.fund_source.clone(),
            budget_document_ids: p.documents.clone(),
            approximate: p.approximate,
            layer: p.layer,
            source: p.source.clone(),
            note: p.note.clone(),
            external_ids: shown(&p.external_ids),
            created_at: p.created_at,
            updated_at: p.updated_at,
            deleted_at: p.deleted_at,
        }
    }
}

/// A project, proposed for the library.
#[derive(Debug, Object)]
pub struct NewProject {
    /// Name.
    name: Plain<120>,
    /// Where: the lowest region known.
    region_code: RegionCode,
    /// Category.
    category: Plain<60>,
    /// Whether it is a government-investment work.
    is_works: bool,
    /// Town as written, where the official table does not have it.
    town_name: Option<Plain<60>>,
    /// For which site.
    site_id: Option<SiteId>,
    /// Who carries it out, as the paper says.
    implementer: Option<Plain<100>>,
    /// The unit that files for it; needed for the library.
    unit_id: Option<OrganisationId>,
    /// 主管部门; needed for the library.
    line_department_id: Option<OrganisationId>,
    /// Code of the online approval platform; a work needs it for the plan (R8).
    platform_code: Option<Number<40>>,
    /// 概算, in yuan; a work needs it for the plan.
    estimate: Option<Money>,
    /// Planned money, in yuan; needed for the library.
    amount: Option<Money>,
    /// Of which money, as the plan says.
    fund_source: Option<Plain<60>>,
    /// The documents that pay for it.
    #[oai(validator(max_items = 20))]
    budget_document_ids: Option<Vec<BudgetDocumentId>>,
    /// Remark.
    note: Option<Plain<500>>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Changes of a project; what is absent stays, and what an approval has bound cannot change.
#[derive(Debug, Object)]
pub struct ProjectPatch {
    /// Name.
    name: Option<Plain<120>>,
    /// Category.
    category: Option<Plain<60>>,
    /// Whether it is a government-investment work.
    is_works: Option<bool>,
    /// Town as written.
    town_name: Option<Plain<60>>,
    /// For which site.
    site_id: Option<SiteId>,
    /// Who carries it out, as the paper says.
    implementer: Option<Plain<100>>,
    /// The unit that files for it.
    unit_id: Option<OrganisationId>,
    /// 主管部门.
    line_department_id: Option<OrganisationId>,
    /// Code of the online approval platform.
    platform_code: Option<Number<40>>,
    /// 概算, in yuan.
    estimate: Option<Money>,
    /// Planned money, in yuan.
    amount: Option<Money>,
    /// Of which money, as the plan says.
    fund_source: Option<Plain<60>>,
    /// The documents that pay for it; replaces them all.
    #[oai(validator(max_items = 20))]
    budget_document_ids: Option<Vec<BudgetDocumentId>>,
    /// Remark.
    note: Option<Plain<500>>,
    /// Names other systems give it; replaces them all.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

impl From<ProjectPatch> for ProjectFields {
    fn from(p: ProjectPatch) -> Self {
        Self {
            name: p.name.map(Into::into),
            town_name: p.town_name.map(Into::into),
            site: p.site_id,
            category: p.category.map(Into::into),
            implementer: p.implementer.map(Into::into),
            unit: p.unit_id,
            line_department: p.line_department_id,
            is_works: p.is_works,
            platform_code: p.platform_code.map(Into::into),
            estimate: p.estimate,
            amount: p.amount,
            fund_source: p.fund_source.map(Into::into),
            documents: p.budget_document_ids,
            note: p.note.map(Into::into),
            external_ids: given(p.external_ids),
        }
    }
}

impl From<NewProject> for ProjectPatch {
    fn from(n: NewProject) -> Self {
        Self {
            name: None,
            category: None,
            is_works: None,
            town_name: n.town_name,
            site_id: n.site_id,
            implementer: n.implementer,
            unit_id: n.unit_id,
            line_department_id: n.line_department_id,
            platform_code: n.platform_code,
            estimate: n.estimate,
            amount: n.amount,
            fund_source: n.fund_source,
            budget_document_ids: n.budget_document_ids,
            note: n.note,
            external_ids: n.external_ids,
        }
    }
}

/// The plan in which a project is to stand.
#[derive(Debug, Object)]
pub struct PlanBody {
    /// Year of the plan.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    plan_year: i32,
    /// The county leaders' paper that lists it.
    paper_file_id: FileId,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// The day on which something happened.
#[derive(Debug, Object)]
pub struct OnDay {
    /// Not after today.
    on: Day,
}

/// An acceptance.
#[derive(Debug, Object)]
pub struct AcceptBody {
    /// The day of acceptance; not after today.
    on: Day,
    /// The acceptance certificate.
    file_id: FileId,
}

/// Why.
#[derive(Debug, Object)]
pub struct ReasonBody {
    /// In your words.
    reason: Plain<500>,
}

/// An allocation that a project may spend.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct UsableView {
    /// The allocation.
    allocation_id: AllocationId,
    /// Its printed number.
    number: String,
    /// Number of its document.
    document_number: String,
    /// Title of its document.
    document_title: String,
    /// Name of its fund.
    funding_source: Option<String>,
    /// Budget year.
    budget_year: i32,
    /// 支出功能分类.
    functional_class: Option<ClassCode>,
    /// True when it is for this project alone.
    earmarked: bool,
    /// Where it stands.
    state: AllocationState,
    /// What is left for the project, in yuan.
    available: Money,
}

impl From<Usable> for UsableView {
    fn from(u: Usable) -> Self {
        Self {
            allocation_id: u.id,
            number: u.number,
            document_number: u.document.number.to_string(),
            document_title: u.document.title,
            funding_source: u.funding_source.map(|s| s.name),
            budget_year: u.budget_year,
            functional_class: u.functional_class,
            earmarked: u.earmarked,
            state: u.state,
            available: u.position.available,
        }
    }
}

/// The money a project may spend.
#[derive(Debug, Object)]
pub struct ProjectFunding {
    items: Vec<UsableView>,
}

/// Filters of projects.
#[derive(Debug, Object)]
pub struct ProjectFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only in this state.
    state: Option<ProjectState>,
    /// Only in the plan of this year.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    plan_year: Option<i32>,
    /// Only names that contain this.
    q: Option<Text<60>>,
}

impl Filter for ProjectFilter {
    const MARK: &'static str = "list:ProjectFilter:sync:external";
}

impl ProjectFilter {
    fn narrowed(self) -> (Option<RegionCode>, ProjectQuery) {
        let name = self.q.map(Into::into);
        (self.region, ProjectQuery { state: self.state, plan_year: self.plan_year, name, only: None })
    }
}

/// Projects.
pub struct ProjectsApi(pub ProjectsParts);

type Moved = Result<Done<ProjectView>, Refused<Writes>>;

impl ProjectsApi {
    async fn step(&self, by: Acting, id: ProjectId, step: Step) -> Moved {
        let (actor, claims) = (by.actor.clone(), self.0.claims.clone());
        let work = TakeStep { actor, claims, id, if_match: by.if_match.clone(), step };
        by.run(&self.0.db, &work, |p| ProjectView::from(p)).await
    }

    async fn file(&self, by: Acting, id: ProjectId, plan: Option<PlanEntry>, acknowledged: Vec<String>) -> Moved {
        let work = FileProject { actor: by.actor.clone(), id, if_match: by.if_match.clone(), plan, acknowledged };
        by.run(&self.0.db, &work, |p| ProjectView::from(p)).await
    }

    async fn alter(&self, by: Changing, id: ProjectId, fields: Option<ProjectFields>) -> Moved {
        let work = ChangeProject { actor: by.actor.clone(), id, if_match: by.if_match.clone(), fields };
        by.run(&self.0.db, &work, |p| ProjectView::from(p)).await
    }
}

#[OpenApi]
impl ProjectsApi {
    /// Projects in one's regions
    #[oai(path = "/projects", method = "get", operation_id = "projects.project.list")]
    async fn list(&self, by: Lister<ProjectFilter>) -> Result<Json<PageOf<ProjectView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_projects(&self.0.db, &by.holder, region.as_ref(), (query, by.external), &by.listing).await?;
        Ok(Json(page.map(|p| ProjectView::from(&p)).into()))
    }

    /// Propose a project
    #[oai(path = "/projects", method = "post", operation_id = "projects.project.create")]
    async fn create(&self, by: Creating, body: Json<NewProject>) -> Result<Created<ProjectView>, Refused<Writes>> {
        let b = body.0;
        let work = CreateProject {
            actor: by.actor.clone(),
            region: b.region_code.clone(),
            name: b.name.as_str().to_owned(),
            category: b.category.as_str().to_owned(),
            is_works: b.is_works,
            fields: ProjectPatch::from(b).into(),
        };
        by.run(&self.0.db, &work, |p| ProjectView::from(p)).await
    }

    /// The projects as a table, as filtered
    #[oai(path = "/projects/export", method = "get", operation_id = "projects.project.export")]
    async fn export(&self, by: Exporter<ProjectFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::PROJECT_EXPORT, self.0.db.clone(), ProjectFilter::narrowed).await
    }

    /// One project
    #[oai(path = "/projects/:id", method = "get", operation_id = "projects.project.read")]
    async fn read(&self, by: Caller, id: Path<ProjectId>) -> Result<Read<ProjectView>, Refused<Reads>> {
        Ok(Read(ProjectView::from(&read_project(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Change a project, as far as no approval has bound it
    #[oai(path = "/projects/:id", method = "patch", operation_id = "projects.project.change")]
    async fn change(&self, by: Changing, id: Path<ProjectId>, body: Json<ProjectPatch>) -> Moved {
        self.alter(by, id.0, Some(body.0.into())).await
    }

    /// Delete a project that was never filed; a tombstone stays
    #[oai(path = "/projects/:id", method = "delete", operation_id = "projects.project.delete")]
    async fn delete(&self, by: Changing, id: Path<ProjectId>) -> Moved {
        self.alter(by, id.0, None).await
    }

    /// File it for the library; again, when it was returned
    #[oai(path = "/projects/:id/apply", method = "post", operation_id = "projects.project.apply")]
    async fn apply(&self, by: Acting, id: Path<ProjectId>) -> Moved {
        self.file(by, id.0, None, Vec::new()).await
    }

    /// File it for the annual plan; again, when it was returned
    #[oai(path = "/projects/:id/plan", method = "post", operation_id = "projects.project.plan")]
    async fn plan(&self, by: Acting, id: Path<ProjectId>, body: Json<PlanBody>) -> Moved {
        let PlanBody { plan_year, paper_file_id, acknowledged } = body.0;
        let plan = PlanEntry { year: plan_year, paper: paper_file_id };
        self.file(by, id.0, Some(plan), texts(acknowledged)).await
    }

    /// Work began
    #[oai(path = "/projects/:id/start", method = "post", operation_id = "projects.project.start")]
    async fn start(&self, by: Acting, id: Path<ProjectId>, body: Json<OnDay>) -> Moved {
        self.step(by, id.0, Step::Start { on: body.0.on }).await
    }

    /// It was accepted
    #[oai(path = "/projects/:id/accept", method = "post", operation_id = "projects.project.accept")]
    async fn accept(&self, by: Acting, id: Path<ProjectId>, body: Json<AcceptBody>) -> Moved {
        self.step(by, id.0, Step::Accept { on: body.0.on, certificate: body.0.file_id }).await
    }

    /// Suspend it
    #[oai(path = "/projects/:id/suspend", method = "post", operation_id = "projects.project.suspend")]
    async fn suspend(&self, by: Acting, id: Path<ProjectId>, body: Json<ReasonBody>) -> Moved {
        self.step(by, id.0, Step::Suspend { reason: body.0.reason.into() }).await
    }

    /// Let it go on
    #[oai(path = "/projects/:id/resume", method = "post", operation_id = "projects.project.resume")]
    async fn resume(&self, by: Acting, id: Path<ProjectId>) -> Moved {
        self.step(by, id.0, Step::Resume).await
    }

    /// Give it up
    #[oai(path = "/projects/:id/drop", method = "post", operation_id = "projects.project.drop")]
    async fn give_up(&self, by: Acting, id: Path<ProjectId>, body: Json<ReasonBody>) -> Moved {
        self.step(by, id.0, Step::Drop { reason: body.0.reason.into() }).await
    }

    /// The money it may spend, with what is left
    #[oai(path = "/projects/:id/funding", method = "get", operation_id = "projects.project.read_funding")]
    async fn funding(&self, by: Caller, id: Path<ProjectId>) -> Result<Json<ProjectFunding>, Refused<Reads>> {
        let items = read_funding(&self.0.db, &by.holder, id.0).await?.into_iter().map(Into::into).collect();
        Ok(Json(ProjectFunding { items }))
    }
}
