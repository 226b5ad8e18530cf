//! A62 意见投诉逾期未办. A complaint that waits beyond its last day, to be accepted or to be answered.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{Basis, Bi, CHENZHOU_PLAN, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        publicity::term_in_words,
    },
    property::complaints::{
        model::{Complaint, ComplaintState},
        service::{ACCEPT_TERM, ANSWER_TERM},
        store,
    },
};

static ABOUT: About = About {
    number: "A62",
    title: Bi { zh: "意见投诉逾期未办", en: "Complaints beyond their day" },
    question: Bi {
        zh: "收到的意见投诉，是否在办理期限内受理、答复？期限按收到（受理）当日的规定确定；未规定期限、承办单位也未自定限办日期的，不作判断。",
        en: "Is every complaint accepted and answered by its last day? The day is that of the policy when it came or was accepted, or an earlier one that the office set; where there is none, nothing is judged.",
    },
    basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第17项" },
    severity: Severity::Yellow,
    subject: SubjectKind::Complaint,
    figures: &[
        Figure::new("complaint", "意见投诉编号"),
        Figure::word::<ComplaintState>("state", "状态"),
        Figure::new("received_on", "收到日期"),
        Figure::new("due_on", "限办日期"),
        Figure::called("required", "答复期限", |term| {
            Some(if term == "own" { "自定".into() } else { term_in_words(term) })
        }),
    ],
    parameters: &[ACCEPT_TERM, ANSWER_TERM],
    valid_from: Day::of(2022, 4, 18),
};

/// A62
pub struct Overdue;

fn judge(c: &Complaint, today: Day) -> Opinion {
    if !c.state.waits() {
        return Opinion::Clean;
    }
    let Some(due) = c.due() else { return Opinion::Unset };
    if today <= due.on {
        return Opinion::Clean;
    }
    let received = c.last().map(|w| w.received_on.to_string()).unwrap_or_default();
    let required = due.required.as_ref().map_or("own", |(term, _)| term.as_str());
    let figures = Facts::none().with("complaint", &c.number).told("state", c.state);
    let figures = figures.with("received_on", received).with("due_on", due.on).with("required", required);
    let (subject, region) = (c.id.uuid(), c.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: None, figures }])
}

impl AuditCheck for Overdue {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let complaints = store::complaints_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&complaints, |c| (c.id.uuid(), &c.region), |c, _| judge(c, at.on)))
        }
        .boxed()
    }
}
