//! A47.2 例外逾期未补办. What was let pass by an exception, and is not made good although its day has passed.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::{Exception, exceptions_after},
    },
};

static ABOUT: About = About {
    number: "A47.2",
    title: Bi { zh: "例外逾期未补办", en: "An exception that was not made good" },
    question: Bi {
        zh: "已使用的例外审批，是否在规定期限内补办了当时缺少的材料或手续？",
        en: "Was what an exception let pass without brought after by its day?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Exception,
    figures: &[
        Figure::new("exception", "例外审批"),
        Figure::new("rule", "规则"),
        Figure::new("subject_number", "事项编号"),
        Figure::new("deadline_on", "补办期限"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A47.2
pub struct NotMadeGood;

fn judge(e: &Exception, today: Day) -> Opinion {
    if !e.is_overdue(today) {
        return Opinion::Clean;
    }
    let figures = Facts::none()
        .with("exception", &e.number)
        .with("rule", &e.rule)
        .with("subject_number", &e.subject_number)
        .with("deadline_on", e.deadline);
    let (subject, region) = (e.id.uuid(), e.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: e.ceiling, figures }])
}

impl AuditCheck for NotMadeGood {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let exceptions = exceptions_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&exceptions, |e| (e.id.uuid(), &e.region), |e, _| judge(e, at.on)))
        }
        .boxed()
    }
}
