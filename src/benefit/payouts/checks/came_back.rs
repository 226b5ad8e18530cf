//! A28.3 已入账的分配款退回. A body's books have the line of another's list as income, and the bank took the money back.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::payouts::{model::LineEntry, store},
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A28.3",
    title: Bi { zh: "已入账的分配款退回", en: "Booked, and the money came back" },
    question: Bi {
        zh: "集体已登记为收入的分配款，银行是否仍确认到账？退回的应冲正或重新发放。",
        en: "Is every line that a body booked as its income still paid? What came back is reversed there, or paid again.",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::IncomeEntry,
    figures: &[
        Figure::new("entry", "收入"),
        Figure::new("distribution", "分配方案"),
        Figure::new("serial", "明细序号"),
        Figure::new("amount", "金额(元)"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A28.3
pub struct CameBack;

fn judge(line: &LineEntry) -> Opinion {
    if line.paid || !line.stands {
        return Opinion::Clean;
    }
    let figures = Facts::none()
        .with("entry", &line.number)
        .with("distribution", &line.plan)
        .with("serial", line.serial)
        .with("amount", line.amount);
    let (subject, region) = (line.entry.uuid(), line.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(line.amount), figures }])
}

impl AuditCheck for CameBack {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let lines = store::booked_lines_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&lines, |l| (l.entry.uuid(), &l.region), |l, _| judge(l)))
        }
        .boxed()
    }
}
