//! 例外审批. What exceptions let pass of a project's plan, and what one would have to let pass now: before it is filed, or at its desks.

use super::{
    papers::{PREPARED_BY, judged},
    subject_of,
};
use crate::{
    ground::{
        kernel::{AnyId, Day, ProjectId, RegionCode},
        platform::{Fault, Stop, Tx},
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
        policy::{ExceptionSubject, Excepts, Looked, Standing},
    },
};

/// What exceptions bind of a project's plan.
pub(super) fn standing(p: &Project, today: Day) -> Standing {
    Standing { subject: subject_of(p), decisive: p.excepted(), amount: p.amount, today, waiver }
}

/// Answers for projects.
pub struct PlanExceptions;

impl Excepts for PlanExceptions {
    const SUBJECT: ExceptionSubject = ExceptionSubject::Project;

    async fn place(tx: &Tx, id: AnyId) -> Result<Option<RegionCode>, Stop> {
        let found = store::find_project(tx.conn(), ProjectId::new(id.uuid())).await?;
        Ok(found.filter(|p| p.deleted_at.is_none()).map(|p| p.region))
    }

    /// Locks a project as its papers do. What has not entered the library yet, or stands in a plan already, has no plan to be filed.
    async fn look(tx: &Tx, id: AnyId) -> Result<Looked, Stop> {
        let gone = || Fault::inconsistent(format!("project {id} is gone"));
        let found = store::find_project(tx.conn(), ProjectId::new(id.uuid())).await?.ok_or_else(gone)?;
        if let Some(run) = found.run {
            hold(tx, run).await?;
        }
        let project = super::lock_project(tx, found.id).await?.ok_or_else(gone)?;
        if project.state != Paper::Plan.from() {
            return Err(ProjectsRefusal::ProjectStateIs { state: project.state }.into());
        }
        Ok(Looked {
            number: project.number.clone(),
            title: format!("{} 列入年度计划", project.name),
            standing: standing(&project, tx.now().await?.day()),
            checks: judged(tx, &project, Paper::Plan).await?,
            makers: officers_who(tx, subject_of(&project), &PREPARED_BY).await?,
            filing_unit: project.unit,
            payee_units: Vec::new(),
        })
    }
}
