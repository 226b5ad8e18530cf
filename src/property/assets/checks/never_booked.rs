//! A18 建成未登记. A work that was accepted long ago and of which no asset card names it.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{is_past, store};
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    money::projects::{Project, projects_after},
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
};

const DAYS: &str = "checks.unbooked_days";

static ABOUT: About = About {
    number: "A18",
    title: Bi { zh: "项目形成资产未登记", en: "Accepted and never booked" },
    question: Bi {
        zh: "工程类项目验收后，是否在规定天数内登记了资产卡片？",
        en: "Does every accepted work have an asset card within so many days?",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::Project,
    figures: &[Figure::new("project", "项目"), Figure::new("since", "验收日期"), Figure::new("days", "规定天数")],
    parameters: &[DAYS],
    valid_from: Day::of(2022, 4, 18),
};

/// A18
pub struct NeverBooked;

fn judge(project: &Project, booked: bool, values: &Values, today: Day) -> Opinion {
    let due = project.is_works && project.deleted_at.is_none() && !booked;
    let Some(since) = project.accepted_on.filter(|_| due) else { return Opinion::Clean };
    let Some(days) = values.days(DAYS) else { return Opinion::Unset };
    if !is_past(since, days, today) {
        return Opinion::Clean;
    }
    let figures = Facts::none().with("project", &project.number).with("since", since).with("days", days);
    let (subject, region) = (project.id.uuid(), project.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: project.amount, figures }])
}

impl AuditCheck for NeverBooked {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let projects = projects_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<_> = projects.iter().map(|p| p.id).collect();
            let booked = store::booked_for(at.tx.conn(), &ids).await?;
            let judge = |p: &Project, values: &Values| judge(p, booked.contains_key(&p.id), values, at.on);
            Ok(at.over(&projects, |p| (p.id.uuid(), &p.region), judge))
        }
        .boxed()
    }
}
