//! 入库与计划: the two papers by which a project comes to money, and what their approval does.

use super::{changed, exceptions::standing, subject_of};
use crate::{
    ground::{
        authority::{Action, Actor, action, officer_of, unknown},
        kernel::{AnyId, FileId, ProjectId, SubjectRef, Wording},
        platform::{Fault, Notice, Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    money::projects::{
        ProjectsRefusal,
        model::{Paper, PaperState, Project},
        rules::{PLATFORM_CODE, platform_code},
        store,
    },
    office::{
        access::holder,
        approvals::{
            Concluded, Ending, FactKind, FactValue, Facts, Matter, Opening, Rechecked, hold, in_force, open, resubmit,
        },
        files::use_files_at,
        policy::{Hand, pass, shown, spend, values_on},
    },
};

/// What conditions of a definition may compare.
pub const FACTS: &[(&str, FactKind)] =
    &[("amount", FactKind::Money), ("estimate", FactKind::Money), ("works", FactKind::Flag)];

/// Which matter a paper is.
pub const fn matter_of(paper: Paper) -> Matter {
    match paper {
        Paper::Library => Matter::ProjectLibrary,
        Paper::Plan => Matter::ProjectPlan,
    }
}

/// What the plan says: its year, and the county leaders' paper that lists the project.
#[derive(Debug, Clone, Copy)]
pub struct PlanEntry {
    /// Year of the plan.
    pub year: i32,
    /// The paper.
    pub paper: FileId,
}

/// Files a project for the library, or for a plan; sends it again when it lies returned.
pub struct FileProject {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ProjectId,
    /// The version it was read at.
    pub if_match: String,
    /// For a plan: which. `None` files for the library.
    pub plan: Option<PlanEntry>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

/// What must be known of a project before its paper goes out.
fn missing(p: &Project, paper: Paper) -> Vec<(&'static str, &'static str)> {
    let needed = [
        (("unit_id", "项目单位"), true, p.unit.is_some()),
        (("line_department_id", "行业主管部门"), true, p.line_department.is_some()),
        (("amount", "资金规模"), true, p.amount.is_some()),
        (("estimate", "投资估算"), paper == Paper::Plan && p.is_works, p.estimate.is_some()),
    ];
    needed.into_iter().filter(|(_, needed, known)| *needed && !known).map(|(name, ..)| name).collect()
}

/// The acts by which one prepares a project's papers.
pub(super) static PREPARED_BY: [&Action; 4] =
    [&action::PROJECT_CREATE, &action::PROJECT_CHANGE, &action::PROJECT_APPLY, &action::PROJECT_PLAN];

fn opening(p: &Project, paper: Paper, submitter: crate::ground::kernel::OfficerId) -> Opening {
    let mut facts = Facts::default().with("works", FactValue::Flag(p.is_works));
    for (name, amount) in [("amount", p.amount), ("estimate", p.estimate)] {
        if let Some(amount) = amount {
            facts = facts.with(name, FactValue::Money(amount));
        }
    }
    let what = match paper {
        Paper::Library => "申请入库".to_owned(),
        Paper::Plan => format!("申请列入 {} 年度计划", p.plan_year.unwrap_or_default()),
    };
    Opening {
        matter: matter_of(paper),
        subject: subject_of(p),
        number: p.number.clone(),
        title: format!("{} {what}", p.name),
        region: p.region.clone(),
        submitter,
        prepared_by: &PREPARED_BY,
        makers: Vec::new(),
        filing_unit: p.unit,
        line_department: p.line_department,
        payee_units: Vec::new(),
        facts,
        decisive: p.decisive(paper),
        revision: 1,
        papers_replaced: false,
        layer: p.layer,
    }
}

/// R8, with the force that holds there today; the plan alone is held to it.
pub(super) async fn judged(tx: &Tx, p: &Project, paper: Paper) -> Result<Vec<crate::ground::kernel::Check>, Stop> {
    if paper == Paper::Library {
        return Ok(Vec::new());
    }
    let day = tx.now().await?.day();
    let values = values_on(tx.conn(), &p.region, day).await?;
    Ok(vec![values.judge(&PLATFORM_CODE, day, platform_code(&p.number, p.is_works, p.platform_code.as_deref()))])
}

impl Work for FileProject {
    type Record = Committed<Project>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Project>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let (paper, wanted) = match self.plan {
            Some(_) => (Paper::Plan, &action::PROJECT_PLAN),
            None => (Paper::Library, &action::PROJECT_APPLY),
        };
        let found = store::find_project(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        // Whoever decides locks the paper first: so does whoever sends it again.
        let returned = found.run.filter(|_| found.paper == Some(PaperState::Returned));
        if let Some(run) = returned {
            hold(tx, run).await?;
        }
        let before = super::lock_project(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.paper == Some(PaperState::Waiting) {
            return Err(ProjectsRefusal::UnderApproval.into());
        }
        if before.state != paper.from() {
            return Err(ProjectsRefusal::ProjectStateIs { state: before.state }.into());
        }
        let missing = missing(&before, paper);
        if !missing.is_empty() {
            return Err(ProjectsRefusal::Incomplete { missing: Wording::fields(missing) }.into());
        }
        let (plan_year, plan_paper_file) = match self.plan {
            Some(plan) => (Some(plan.year), Some(plan.paper)),
            None => (before.plan_year, before.plan_paper_file),
        };
        let paper_file = self.plan.map(|p| ("/paper_file_id".to_owned(), p.paper));
        use_files_at(tx, &holder.seen(), subject_of(&before), paper_file.as_slice()).await?;
        let filed = Project {
            plan_year,
            plan_paper_file,
            paper: Some(PaperState::Waiting),
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        let officer = officer_of(&self.actor, wanted)?;
        let hand = Hand { prepared_by: &PREPARED_BY, officer: Some(officer), acknowledged: &self.acknowledged };
        let checks = judged(tx, &filed, paper).await?;
        let excepted = pass(tx, &standing(&filed, filed.updated_at.day()), checks, &hand).await?;
        let opening = opening(&filed, paper, officer);
        let opened = match returned {
            Some(run) => resubmit(tx, run, &opening).await?,
            None => {
                let definition = in_force(tx, opening.matter, &filed.region).await?;
                open(tx, &definition, &opening).await?
            }
        };
        let after = Project { run: Some(opened.run), ..filed };
        store::update_project(tx, &before, &after).await?;
        let change = changed(&before, &after);
        let spent = spend(tx, &excepted, (subject_of(&after), after.version)).await?;
        Ok(permit.commit(change, after).and(opened.changes).and(spent).telling(opened.notices))
    }
}

async fn locked(tx: &Tx, id: AnyId) -> Result<Project, Stop> {
    let gone = || Fault::inconsistent(format!("project {id} under approval is gone"));
    Ok(super::lock_project(tx, ProjectId::new(id.uuid())).await?.ok_or_else(gone)?)
}

/// R8 again at every decision on a plan, with what exceptions let pass.
pub async fn recheck(tx: &Tx, paper: Paper, id: AnyId) -> Result<Rechecked, Stop> {
    let project = locked(tx, id).await?;
    let (checks, today) = (judged(tx, &project, paper).await?, tx.now().await?.day());
    let checks = shown(tx.conn(), &standing(&project, today), checks).await?;
    Ok(Rechecked { checks, decisive: project.decisive(paper), revision: 1 })
}

/// Concludes a paper in the transaction of the decision.
pub async fn conclude(tx: &Tx, paper: Paper, id: AnyId, ending: Ending) -> Result<Concluded, Stop> {
    let before = locked(tx, id).await?;
    let (state, lies, topic) = match ending {
        Ending::Approved => (paper.to(), None, "projects.project.approved"),
        Ending::Rejected => (before.state, None, "projects.project.rejected"),
        Ending::Returned(_) => (before.state, Some(PaperState::Returned), "projects.project.returned"),
        Ending::Withdrawn => (before.state, None, "projects.project.withdrawn"),
    };
    let after =
        Project { state, paper: lies, version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
    store::update_project(tx, &before, &after).await?;
    let subject: SubjectRef = subject_of(&after);
    let change = changed(&before, &after).named(topic);
    Ok(Concluded { changes: vec![change], notices: vec![Notice { topic, subject, region: after.region.clone() }] })
}
