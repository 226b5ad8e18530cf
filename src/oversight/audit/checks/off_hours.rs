//! A47.1 非工作时间审批. Decided outside office hours or on a day of rest.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::hit;
use crate::{
    ground::{
        kernel::{Basis, Bi, Calendar, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        approvals::{Decided, decided_after},
        checks::{About, AuditCheck, Figure, Looked, Looking, Opinion, Severity},
        places::calendar,
        policy::Values,
    },
};

const HOURS: &str = "checks.office_hours";

static ABOUT: About = About {
    number: "A47.1",
    title: Bi { zh: "非工作时间审批", en: "Decided out of hours" },
    question: Bi {
        zh: "审批意见是否在工作日的工作时段内作出？尚无放假通知的年份只看时段。",
        en: "Was every decision taken in office hours of a working day? In a year without an official calendar the hours alone are looked at.",
    },
    basis: Basis::Practice,
    severity: Severity::Blue,
    subject: SubjectKind::ApprovalRun,
    figures: &[
        Figure::new("number", "审批事项"),
        Figure::new("officer_id", "人员标识"),
        Figure::new("desk", "环节"),
        Figure::new("at", "办理时间"),
    ],
    parameters: &[HOURS],
    valid_from: Day::of(2022, 4, 18),
};

/// A47.1
pub struct OffHours;

fn judge(run: &Decided, values: &Values, calendar: &Calendar) -> Opinion {
    if run.decisions.is_empty() {
        return Opinion::Clean;
    }
    let Some(hours) = values.hours(HOURS) else { return Opinion::Unset };
    let odd =
        run.decisions.iter().filter(|(.., at)| !hours.hold(*at) || calendar.is_working_day(at.day()) == Some(false));
    let hits: Vec<_> = odd
        .map(|(desk, officer, at)| {
            let figures =
                Facts::none().with("number", &run.number).with("officer_id", officer).with("desk", desk).with("at", at);
            hit(run, at.to_string(), figures)
        })
        .collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for OffHours {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let runs = decided_after(at.tx.conn(), at.after, at.most).await?;
            let calendar = calendar(at.tx.conn()).await?;
            let judge = |run: &Decided, values: &Values| judge(run, values, &calendar);
            Ok(at.over(&runs, |run| (run.run.uuid(), &run.region), judge))
        }
        .boxed()
    }
}
