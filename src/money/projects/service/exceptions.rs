//! 例外审批. What exceptions let pass of a project's plan, and what one would have to let pass now.

use super::{
    papers::{PREPARED_BY, judged},
    subject_of,
};
use crate::{
    ground::{
        kernel::{AnyId, Check, Day, ProjectId, RegionCode, SubjectKind},
        platform::{ConnectionTrait, Fault, Stop, Tx},
        trail::officers_who,
    },
    money::projects::{
        ProjectsRefusal,
        model::{Paper, Project},
        rules::waiver,
        store,
    },
    office::{
        approvals::hold,
        policy::{Exception, Lifted, Looked, Standing, exceptions_for, lift},
    },
};

/// Lets pass what these exceptions cover of a plan.
pub(super) fn lifted(p: &Project, checks: Vec<Check>, known: &[Exception], today: Day) -> Lifted {
    let (subject, decisive) = (subject_of(p), p.excepted());
    lift(checks, known, &Standing { subject, decisive, amount: p.amount, today, waiver })
}

/// The same for whoever decides, and uses nothing up.
pub(super) async fn shown(
    conn: &impl ConnectionTrait,
    p: &Project,
    checks: Vec<Check>,
    today: Day,
) -> Result<Vec<Check>, Fault> {
    let known = exceptions_for(conn, SubjectKind::Project, &[AnyId::new(p.id.uuid())]).await?;
    Ok(lifted(p, checks, &known, today).checks)
}

/// Where a project lies.
pub async fn place(tx: &Tx, id: AnyId) -> Result<Option<RegionCode>, Stop> {
    let found = store::find_project(tx.conn(), ProjectId::new(id.uuid())).await?;
    Ok(found.filter(|p| p.deleted_at.is_none()).map(|p| p.region))
}

/// Locks a project as its papers do, and judges its plan. What has not entered the library yet, or stands in a plan already, has no
/// plan to be filed.
pub async fn look(tx: &Tx, id: AnyId) -> Result<Looked, Stop> {
    let gone = || Fault::inconsistent(format!("project {id} is gone"));
    let found = store::find_project(tx.conn(), ProjectId::new(id.uuid())).await?.ok_or_else(gone)?;
    if let Some(run) = found.run {
        hold(tx, run).await?;
    }
    let project = super::lock_project(tx, found.id).await?.ok_or_else(gone)?;
    if project.state != Paper::Plan.from() {
        return Err(ProjectsRefusal::ProjectStateIs { state: project.state }.into());
    }
    let checks = judged(tx, &project, Paper::Plan).await?;
    let today = tx.now().await?.day();
    Ok(Looked {
        number: project.number.clone(),
        title: format!("{} 列入年度计划", project.name),
        decisive: project.excepted(),
        amount: project.amount,
        checks: shown(tx.conn(), &project, checks, today).await?,
        waiver,
        makers: officers_who(tx, subject_of(&project), &PREPARED_BY).await?,
        filing_unit: project.unit,
        payee_units: Vec::new(),
    })
}
