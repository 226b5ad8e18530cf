//! Projects: propose, change, delete, read.

use super::{changed, subject_of};
use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{
            BudgetDocumentId, ExternalRef, Money, NumberKind, OrganisationId, ProjectId, RegionCode, SiteId,
            SubjectKind, Wording, Words as _,
        },
        platform::{Db, Listing, Page, Stop, Tx, Work, all_hold, next_number, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::{
        funds::{Usable, documents_by_id, usable_for},
        projects::{
            ProjectsRefusal,
            model::{PaperState, Project, ProjectQuery, ProjectState},
            store,
        },
    },
    office::{
        access::holder,
        places::{know_organisations, region_on, site_by_id},
    },
};

/// What a caller says of a project; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct ProjectFields {
    /// Name.
    pub name: Option<String>,
    /// Town as written, where the official table does not have it.
    pub town_name: Option<String>,
    /// For which site.
    pub site: Option<SiteId>,
    /// Category.
    pub category: Option<String>,
    /// Who carries it out, as the paper says.
    pub implementer: Option<String>,
    /// The unit that files for it.
    pub unit: Option<OrganisationId>,
    /// 主管部门.
    pub line_department: Option<OrganisationId>,
    /// Whether it is a government-investment work.
    pub is_works: Option<bool>,
    /// Code of the online platform.
    pub platform_code: Option<String>,
    /// 概算.
    pub estimate: Option<Money>,
    /// Planned money.
    pub amount: Option<Money>,
    /// Of which money, as the plan says.
    pub fund_source: Option<String>,
    /// The documents that pay for it.
    pub documents: Option<Vec<BudgetDocumentId>>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Option<Vec<ExternalRef>>,
}

impl ProjectFields {
    fn over(&self, p: Project) -> Project {
        let mut documents = self.documents.clone().unwrap_or(p.documents);
        documents.sort_unstable();
        documents.dedup();
        Project {
            name: self.name.clone().unwrap_or(p.name),
            town_name: self.town_name.clone().or(p.town_name),
            site: self.site.or(p.site),
            category: self.category.clone().unwrap_or(p.category),
            implementer: self.implementer.clone().or(p.implementer),
            unit: self.unit.or(p.unit),
            line_department: self.line_department.or(p.line_department),
            is_works: self.is_works.unwrap_or(p.is_works),
            platform_code: self.platform_code.clone().or(p.platform_code),
            estimate: self.estimate.or(p.estimate),
            amount: self.amount.or(p.amount),
            fund_source: self.fund_source.clone().or(p.fund_source),
            documents,
            note: self.note.clone().or(p.note),
            external_ids: self.external_ids.clone().unwrap_or(p.external_ids),
            ..p
        }
    }
}

/// Which fields of a change an approval has bound already: name to department by the entry into the library, estimate, money and
/// platform code by the plan. What neither paper names stays open.
fn bound(before: &Project, after: &Project) -> Vec<(&'static str, &'static str)> {
    let library = [
        (("name", "项目名称"), before.name != after.name),
        (("category", "项目类别"), before.category != after.category),
        (("is_works", "是否工程"), before.is_works != after.is_works),
        (("unit_id", "项目单位"), before.unit != after.unit),
        (("line_department_id", "行业主管部门"), before.line_department != after.line_department),
    ];
    let plan = [
        (("platform_code", "监管平台代码"), before.platform_code != after.platform_code),
        (("estimate", "投资估算"), before.estimate != after.estimate),
        (("amount", "资金规模"), before.amount != after.amount),
        (("fund_source", "资金来源"), before.fund_source != after.fund_source),
        (("budget_document_ids", "指标文件"), before.documents != after.documents),
    ];
    let (library_holds, plan_holds) = match before.state {
        ProjectState::Proposed => (false, false),
        ProjectState::Approved => (true, false),
        _ => (true, true),
    };
    let changed = |holds: bool, fields: &[((&'static str, &'static str), bool); 5]| -> Vec<_> {
        fields.iter().filter(|(_, changed)| holds && *changed).map(|(name, _)| *name).collect()
    };
    [changed(library_holds, &library), changed(plan_holds, &plan)].concat()
}

/// Looks at everything a project refers to. What lies outside the holder's scope answers as what does not exist.
async fn references_hold(tx: &Tx, holder: &Holder, p: &Project) -> Result<(), Stop> {
    let positive = [p.estimate, p.amount].into_iter().flatten().all(Money::is_positive);
    if !positive {
        return Err(ProjectsRefusal::BadAmount.into());
    }
    let named = [("/unit_id", p.unit), ("/line_department_id", p.line_department)];
    let units: Vec<_> = named.into_iter().filter_map(|(place, id)| Some((place.to_owned(), id?))).collect();
    all_hold([
        know_organisations(tx, holder, &p.region, &units, ProjectsRefusal::UnknownUnit).await,
        site_holds(tx, holder, p).await,
        documents_hold(tx, holder, p).await,
    ])
}

async fn site_holds(tx: &Tx, holder: &Holder, p: &Project) -> Result<(), Stop> {
    let Some(site) = p.site else { return Ok(()) };
    let found = site_by_id(tx.conn(), site).await?;
    if found.is_some_and(|s| s.deleted_at.is_none() && holder.seen().covers(&s.region)) {
        return Ok(());
    }
    Err(ProjectsRefusal::UnknownSite.into())
}

async fn documents_hold(tx: &Tx, holder: &Holder, p: &Project) -> Result<(), Stop> {
    let documents = documents_by_id(tx.conn(), &p.documents).await?;
    let seen = holder.seen();
    let known = |d: &crate::money::funds::BudgetDocument| {
        d.deleted_at.is_none() && (seen.covers(&d.region) || d.region.covers(&p.region))
    };
    if !p.documents.iter().all(|id| documents.get(id).is_some_and(known)) {
        return Err(ProjectsRefusal::UnknownDocument.into());
    }
    Ok(())
}

/// Proposes a project for the library.
pub struct CreateProject {
    /// Who asks.
    pub actor: Actor,
    /// Where.
    pub region: RegionCode,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: String,
    /// Whether it is a government-investment work.
    pub is_works: bool,
    /// What else.
    pub fields: ProjectFields,
}

impl Work for CreateProject {
    type Record = Committed<Project>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Project>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::PROJECT_CREATE, &self.region)?;
        let now = tx.now().await?;
        region_on(tx, &self.region, now.day()).await?;
        let blank = Project {
            id: tx.id(now),
            number: next_number(tx, NumberKind::Project, &self.region).await?.to_string(),
            name: self.name.clone(),
            region: self.region.clone(),
            category: self.category.clone(),
            is_works: self.is_works,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
            ..Project::blank(self.region.clone(), now)
        };
        let project = self.fields.over(blank);
        references_hold(tx, &holder, &project).await?;
        store::insert_project(tx, &project).await?;
        let subject = subject_of(&project);
        replace_external_ids(tx, subject, &[], &project.external_ids).await?;
        let change = Change::created(subject, &project.region, &project).state(project.state.word());
        Ok(permit.commit(change, project))
    }
}

/// Changes or deletes a project.
pub struct ChangeProject {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ProjectId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes; `None` deletes.
    pub fields: Option<ProjectFields>,
}

impl Work for ChangeProject {
    type Record = Committed<Project>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Project>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = if self.fields.is_some() { &action::PROJECT_CHANGE } else { &action::PROJECT_DELETE };
        let before = super::lock_project(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let subject = subject_of(&before);
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.paper == Some(PaperState::Waiting) {
            return Err(ProjectsRefusal::UnderApproval.into());
        }
        let now = tx.now().await?;
        let layer = before.layer.touched_by(self.actor.layer);
        let stamped = Project { layer, version: before.version + 1, updated_at: now, ..before.clone() };
        let Some(fields) = &self.fields else {
            if before.state != ProjectState::Proposed || before.run.is_some() {
                return Err(ProjectsRefusal::ProjectStateIs { state: before.state }.into());
            }
            let tombstone = Project { deleted_at: Some(now), ..stamped };
            if !store::bury_project(tx, &tombstone).await? {
                return Err(ProjectsRefusal::InUse.into());
            }
            return Ok(permit.commit(changed(&before, &tombstone), tombstone));
        };
        let after = fields.over(stamped);
        let bound = bound(&before, &after);
        if !bound.is_empty() {
            return Err(ProjectsRefusal::Bound { fields: Wording::fields(bound) }.into());
        }
        references_hold(tx, &holder, &after).await?;
        store::update_project(tx, &before, &after).await?;
        replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// One project.
pub async fn read_project(db: &Db, holder: &Holder, id: ProjectId) -> Result<Project, Stop> {
    let project = store::find_project(db.read(), id).await?.ok_or_else(|| unknown(&action::PROJECT_READ))?;
    let _permit = holder.permit_on(&action::PROJECT_READ, subject_of(&project), &project.region)?;
    Ok(project)
}

/// The money a project may spend: seen from below, by whoever may read the project.
pub async fn read_funding(db: &Db, holder: &Holder, id: ProjectId) -> Result<Vec<Usable>, Stop> {
    let project = read_project(db, holder, id).await?;
    let units: Vec<_> = project.unit.into_iter().chain(project.line_department).collect();
    Ok(usable_for(db.read(), project.id, &project.region, &units, None).await?)
}

/// Projects in the holder's regions.
pub async fn list_projects(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (ProjectQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Project>, Stop> {
    let scope = holder.scope_within(&action::PROJECT_READ, region)?;
    let only = only_named(db.read(), SubjectKind::Project, query.1.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = ProjectQuery { only, ..query.0 };
    Ok(store::list_projects(db.read(), &scope, &query, listing, db.now().await?).await?)
}
