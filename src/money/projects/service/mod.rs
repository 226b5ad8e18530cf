//! The use cases of projects, and what payments may ask.

pub mod contract_life;
pub mod contracts;
pub mod doors;
pub mod exceptions;
mod exports;
pub mod papers;
pub mod progress;
pub mod projects;
pub mod reference;

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    ProjectsRefusal,
    model::{Contract, Priced, Project},
    store,
};
use crate::ground::{
    kernel::{ContractId, Day, Money, ProjectId, SubjectKind, SubjectRef, Words as _},
    platform::{self, ConnectionTrait, Fault, Stop, Tx},
    trail::Change,
};

pub use doors::{ClaimDoor, Projects};

fn subject_of(project: &Project) -> SubjectRef {
    SubjectRef::new(SubjectKind::Project, project.id)
}

fn changed(before: &Project, after: &Project) -> Change {
    Change::changed(subject_of(after), &after.region, after.version, before, after).state(after.state.word())
}

/// A day on which something happened, at its place in the body: not after today.
async fn has_come(tx: &Tx, day: Day, place: &str) -> Result<(), Stop> {
    platform::has_come(tx, day, place, |today| ProjectsRefusal::DayAhead { day, today }).await
}

/// A project, locked; `None` for one that was deleted.
pub async fn lock_project(tx: &Tx, id: ProjectId) -> Result<Option<Project>, Fault> {
    Ok(store::lock_project(tx, id).await?.filter(|p| p.deleted_at.is_none()))
}

/// A contract, locked: what is claimed under it is counted under this lock. `None` for one that was deleted.
pub async fn lock_contract(tx: &Tx, id: ContractId) -> Result<Option<Contract>, Fault> {
    Ok(store::lock_contract(tx, id).await?.filter(|c| c.deleted_at.is_none()))
}

/// Projects in the order of their ids, deleted ones too.
pub async fn projects_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Project>, Fault> {
    store::projects_after(conn, after, most).await
}

/// Contracts in the order of their ids, deleted ones too, with what each costs.
pub async fn contracts_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Priced>, Fault> {
    store::contracts_after(conn, after, most).await
}

/// What the contracts of each of these projects come to with their supplements, in one query.
pub async fn contracted(
    conn: &impl ConnectionTrait,
    projects: &[ProjectId],
) -> Result<HashMap<ProjectId, Money>, Fault> {
    store::contracted(conn, projects).await
}

/// One project, deleted or not.
pub async fn project_by_id(conn: &impl ConnectionTrait, id: ProjectId) -> Result<Option<Project>, Fault> {
    store::find_project(conn, id).await
}

/// Projects, in one query.
pub async fn projects_by_id(
    conn: &impl ConnectionTrait,
    ids: &[ProjectId],
) -> Result<HashMap<ProjectId, Project>, Fault> {
    store::find_projects(conn, ids).await
}

/// Projects that bear one of these printed numbers, in one query; a deleted one bears none.
pub async fn projects_numbered(conn: &impl ConnectionTrait, numbers: &[String]) -> Result<Vec<Project>, Fault> {
    if numbers.is_empty() { Ok(Vec::new()) } else { store::find_projects_numbered(conn, numbers).await }
}

/// Contracts, in one query each for their parts.
pub async fn contracts_by_id(
    conn: &impl ConnectionTrait,
    ids: &[ContractId],
) -> Result<HashMap<ContractId, Contract>, Fault> {
    store::find_contracts(conn, ids).await
}
