//! Rows of projects.

use std::collections::{BTreeMap, HashMap};

use ::entity::{project, project_document};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Day, Instant, Money, ProjectId, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, amounts_of, attach_external_ids, bury, count_by_state, in_scope, insert,
            insert_all, lock_if_postgres, money_of, page, page_keys, region_of, says, update_versioned, word,
        },
    },
    money::projects::model::{Project, ProjectQuery},
};

fn to_row(p: &Project) -> project::Model {
    project::Model {
        id: p.id.uuid(),
        number: p.number.clone(),
        name: p.name.clone(),
        region_code: p.region.to_string(),
        town_name: p.town_name.clone(),
        site_id: p.site.map(|s| s.uuid()),
        category: p.category.clone(),
        implementer: p.implementer.clone(),
        unit_id: p.unit.map(|u| u.uuid()),
        line_department_id: p.line_department.map(|d| d.uuid()),
        is_works: p.is_works,
        platform_code: p.platform_code.clone(),
        estimate_fen: p.estimate.map(|m| m.fen()),
        amount_fen: p.amount.map(|m| m.fen()),
        plan_year: p.plan_year,
        state: p.state.word().into(),
        resume_state: p.resume_state.map(|s| s.word().into()),
        paper: p.paper.map(|s| s.word().into()),
        state_reason: p.state_reason.clone(),
        started_on: p.started_on.map(Day::date),
        accepted_on: p.accepted_on.map(Day::date),
        acceptance_file_id: p.acceptance_file.map(|f| f.uuid()),
        plan_paper_file_id: p.plan_paper_file.map(|f| f.uuid()),
        run_id: p.run.map(|r| r.uuid()),
        fund_source: p.fund_source.clone(),
        approximate: p.approximate,
        layer: p.layer.word().into(),
        source: p.source.clone(),
        note: p.note.clone(),
        version: p.version,
        created_at_ms: p.created_at.millis(),
        updated_at_ms: p.updated_at.millis(),
        deleted_at_ms: p.deleted_at.map(Instant::millis),
    }
}

fn from_row(row: project::Model) -> Result<Project, Fault> {
    Ok(Project {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        site: row.site_id.map(Into::into),
        unit: row.unit_id.map(Into::into),
        line_department: row.line_department_id.map(Into::into),
        estimate: row.estimate_fen.map(money_of).transpose()?,
        amount: row.amount_fen.map(money_of).transpose()?,
        state: word(&row.state)?,
        resume_state: row.resume_state.as_deref().map(word).transpose()?,
        paper: row.paper.as_deref().map(word).transpose()?,
        started_on: row.started_on.map(Day::from_date),
        accepted_on: row.accepted_on.map(Day::from_date),
        acceptance_file: row.acceptance_file_id.map(Into::into),
        plan_paper_file: row.plan_paper_file_id.map(Into::into),
        run: row.run_id.map(Into::into),
        documents: Vec::new(),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        number: row.number,
        name: row.name,
        town_name: row.town_name,
        category: row.category,
        implementer: row.implementer,
        is_works: row.is_works,
        platform_code: row.platform_code,
        plan_year: row.plan_year,
        state_reason: row.state_reason,
        fund_source: row.fund_source,
        approximate: row.approximate,
        source: row.source,
        note: row.note,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        deleted_at: row.deleted_at_ms.map(Instant::from_millis),
    })
}

/// Projects with their documents and external ids.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<project::Model>) -> Result<Vec<Project>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let links =
        project_document::Entity::find().filter(project_document::Column::ProjectId.is_in(ids)).all(conn).await?;
    let mut found = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    for project in &mut found {
        let own = links.iter().filter(|l| l.project_id == project.id.uuid());
        project.documents = own.map(|l| l.document_id.into()).collect();
        project.documents.sort_unstable();
    }
    attach_external_ids(conn, SubjectKind::Project, found, |p: &mut Project| (p.id.uuid(), &mut p.external_ids)).await
}

fn document_rows(p: &Project) -> Vec<project_document::Model> {
    let row = |d: &crate::ground::kernel::BudgetDocumentId| project_document::Model {
        project_id: p.id.uuid(),
        document_id: d.uuid(),
    };
    p.documents.iter().map(row).collect()
}

pub async fn insert_project(tx: &Tx, project: &Project) -> Result<(), Fault> {
    insert(tx, to_row(project)).await?;
    insert_all(tx, document_rows(project)).await
}

/// Writes a project back; its documents too where they changed.
pub async fn update_project(tx: &Tx, before: &Project, after: &Project) -> Result<(), Fault> {
    update_versioned(tx, to_row(after), project::Column::Version, before.version).await?;
    if after.documents != before.documents {
        project_document::Entity::delete_many()
            .filter(project_document::Column::ProjectId.eq(after.id.uuid()))
            .exec(tx.conn())
            .await?;
        insert_all(tx, document_rows(after)).await?;
    }
    Ok(())
}

/// Turns a project into its tombstone; the documents that it names go with it.
pub async fn bury_project(tx: &Tx, project: &Project) -> Result<bool, Fault> {
    project_document::Entity::delete_many()
        .filter(project_document::Column::ProjectId.eq(project.id.uuid()))
        .exec(tx.conn())
        .await?;
    bury(tx, to_row(project)).await
}

pub async fn find_projects(
    conn: &impl ConnectionTrait,
    ids: &[ProjectId],
) -> Result<HashMap<ProjectId, Project>, Fault> {
    let rows =
        project::Entity::find().filter(project::Column::Id.is_in(ids.iter().map(|id| id.uuid()))).all(conn).await?;
    Ok(whole(conn, rows).await?.into_iter().map(|p| (p.id, p)).collect())
}

/// Projects at sites with what they cost, as (site, project, amount): one more than `most`, to tell whether there are more.
pub async fn projects_at(
    conn: &impl ConnectionTrait,
    sites: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid, Option<Money>)>, Fault> {
    use project::Column;
    let projects = project::Entity::find().filter(Column::DeletedAtMs.is_null());
    amounts_of(conn, projects, (Column::SiteId, Column::Id, Column::AmountFen), (sites, most)).await
}

/// By their printed numbers.
pub async fn find_projects_numbered(conn: &impl ConnectionTrait, numbers: &[String]) -> Result<Vec<Project>, Fault> {
    let select = project::Entity::find()
        .filter(project::Column::Number.is_in(numbers))
        .filter(project::Column::DeletedAtMs.is_null());
    whole(conn, select.all(conn).await?).await
}

/// In the order of their ids, deleted ones too.
pub async fn projects_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Project>, Fault> {
    let select = project::Entity::find().filter(project::Column::Id.gt(after)).order_by_asc(project::Column::Id);
    whole(conn, select.limit(most).all(conn).await?).await
}

pub async fn find_project(conn: &impl ConnectionTrait, id: ProjectId) -> Result<Option<Project>, Fault> {
    Ok(find_projects(conn, &[id]).await?.remove(&id))
}

pub async fn lock_project(tx: &Tx, id: ProjectId) -> Result<Option<Project>, Fault> {
    let row = lock_if_postgres(tx, project::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn list_projects(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &ProjectQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Project>, Fault> {
    use project::Column;
    let wanted = [
        query.state.map(|s| Column::State.eq(s.word())),
        query.plan_year.map(|y| Column::PlanYear.eq(y)),
        query.name.as_ref().map(|n| says(Column::Name, n)),
        query.only.map(|id| Column::Id.eq(id)),
    ];
    let select = project::Entity::find().filter(in_scope(Column::RegionCode, scope));
    let select = wanted.into_iter().flatten().fold(select, |select, filter| select.filter(filter));
    let found = page(conn, select, page_keys!(project, tombstones), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

/// How many projects stand in each state.
pub async fn projects_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "project").await
}

/// How many contracts stand in each state.
pub async fn contracts_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "contract").await
}
