//! The side of projects in a trace: what a project is carried out under, and which are carried out at a site. Where its money came from
//! stands in the lines of its claims, for which payments answer.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{
    model::{Contract, Project},
    store,
};
use crate::{
    ground::{
        kernel::{ContractId, Money, ProjectId, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
};

/// Answers for projects and contracts.
pub struct ProjectsLineage;

fn of_project(p: Project) -> Node {
    Node {
        subject: SubjectRef::new(SubjectKind::Project, p.id),
        number: Some(p.number),
        title: p.name,
        region: p.region,
        source: None,
        amount: p.amount,
        on: p.accepted_on.or(p.started_on),
        state: Some(Worded::of(p.state)),
        held: Vec::new(),
    }
}

fn of_contract(c: Contract) -> Node {
    Node {
        subject: SubjectRef::new(SubjectKind::Contract, c.id),
        amount: c.price(),
        number: Some(c.number),
        title: c.name,
        region: c.region,
        source: None,
        on: c.signed_on,
        state: Some(Worded::of(c.state)),
        held: Vec::new(),
    }
}

async fn nodes(conn: &impl ConnectionTrait, wanted: &[SubjectRef]) -> Result<Vec<Node>, Fault> {
    let mut nodes = Vec::new();
    let ids: Vec<ProjectId> = ids_of(SubjectKind::Project, wanted).into_iter().map(ProjectId::new).collect();
    if !ids.is_empty() {
        let found = store::find_projects(conn, &ids).await?.into_values();
        nodes.extend(found.filter(|p| p.deleted_at.is_none()).map(of_project));
    }
    let ids: Vec<ContractId> = ids_of(SubjectKind::Contract, wanted).into_iter().map(ContractId::new).collect();
    if !ids.is_empty() {
        let found = store::find_contracts(conn, &ids).await?.into_values();
        nodes.extend(found.filter(|c| c.deleted_at.is_none()).map(of_contract));
    }
    Ok(nodes)
}

fn contracted(project: uuid::Uuid, contract: uuid::Uuid, price: Option<Money>) -> Edge {
    Edge::new(Link::Contracted, (SubjectKind::Project, project), (SubjectKind::Contract, contract), price)
}

/// What was invested at a site; nobody asks where a project lies, since everything at a site would follow.
async fn upstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(SubjectKind::Site, of);
    if !ids.is_empty() {
        let rows = store::projects_at(conn, &ids, most).await?;
        let kind = SubjectKind::Site;
        let told = |(site, id, amount)| Edge::new(Link::InvestedAt, (SubjectKind::Project, id), (kind, site), amount);
        steps.take((kind, &ids, most), rows, |row| row.0, told);
    }
    Ok(steps)
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(SubjectKind::Project, of);
    if !ids.is_empty() {
        let rows = store::contracts_of(conn, &ids, most).await?;
        let asked = (SubjectKind::Project, &ids[..], most);
        steps.take(asked, rows, |row| row.0, |(project, id, price)| contracted(project, id, Some(price)));
    }
    Ok(steps)
}

async fn papers(conn: &impl ConnectionTrait, of: &[SubjectRef]) -> Result<Vec<Edge>, Fault> {
    let ids: Vec<ContractId> = ids_of(SubjectKind::Contract, of).into_iter().map(ContractId::new).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = store::find_contracts(conn, &ids).await?;
    Ok(found.values().map(|c| contracted(c.project.uuid(), c.id.uuid(), c.price())).collect())
}

impl Lineage for ProjectsLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[SubjectKind::Project, SubjectKind::Contract]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[SubjectKind::Project, SubjectKind::Contract]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        nodes(at.conn(), wanted).boxed()
    }

    fn upstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        upstream(at.conn(), of, most).boxed()
    }

    fn downstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        downstream(at.conn(), of, most).boxed()
    }

    fn papers<'a>(&'a self, at: &'a Snapshot, of: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Edge>, Fault>> {
        papers(at.conn(), of).boxed()
    }
}
