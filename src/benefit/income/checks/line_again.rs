//! A28.4 分配款重复入账. An income that nobody booked as a line, of the same amount and year as one that was: the same money twice, or another's.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::income::store::{self, BesideLine},
    ground::{
        kernel::{Basis, Bi, Day, Facts, RegionCode, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A28.4",
    title: Bi { zh: "分配款疑似重复入账", en: "A line's money booked again by hand" },
    question: Bi {
        zh: "同一集体同一年度，是否在按分配明细入账之外，另有一笔同额的分红、经营或其他收入？",
        en: "Beside what a body booked as a line of a list, has it an income of the same amount in the same year?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::IncomeEntry,
    figures: &[
        Figure::new("entry", "收入"),
        Figure::new("on", "日期"),
        Figure::new("amount", "金额(元)"),
        Figure::new("other", "另一收入"),
        Figure::new("other_on", "另一收入日期"),
        Figure::new("serial", "明细序号"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A28.4
pub struct LineAgain;

fn judge(id: uuid::Uuid, region: &RegionCode, beside: Option<&BesideLine>) -> Opinion {
    let Some(beside) = beside else { return Opinion::Clean };
    let figures = Facts::none()
        .with("entry", &beside.number)
        .with("on", beside.on)
        .with("amount", beside.amount)
        .with("other", &beside.other)
        .with("other_on", beside.other_on)
        .with("serial", beside.serial);
    let region = region.clone();
    Opinion::Hits(vec![Hit { subject: id, region, cause: String::new(), amount: Some(beside.amount), figures }])
}

impl AuditCheck for LineAgain {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let entries = store::entries_after(conn, at.after, at.most).await?;
            let ids: Vec<uuid::Uuid> = entries.iter().map(|(id, _)| *id).collect();
            let beside = store::beside_lines(conn, &ids).await?;
            Ok(at.over(&entries, |(id, region)| (*id, region), |(id, region), _| judge(*id, region, beside.get(id))))
        }
        .boxed()
    }
}
