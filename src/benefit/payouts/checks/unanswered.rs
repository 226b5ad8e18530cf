//! A28.8 发放逾期未回盘. A bank has had a batch for long and has not answered all of it: it is asked after, and never sent again.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::payouts::store::{self, Unanswered},
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
};

const DAYS: &str = "payouts.answer_days";

static ABOUT: About = About {
    number: "A28.8",
    title: Bi { zh: "发放逾期未回盘", en: "A bank that does not answer" },
    question: Bi {
        zh: "发放批次放行后，银行是否在规定天数内全部回盘？未回盘的须向银行查询，结果不明的不得另行发放。",
        en: "Did a bank answer all of a batch within so many days after it was let go? What it has not answered it is asked after; nothing of that is sent again.",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::PayoutBatch,
    figures: &[
        Figure::new("batch", "发放批次"),
        Figure::new("distribution", "分配方案"),
        Figure::new("released", "放行日期"),
        Figure::new("count", "未回盘笔数"),
        Figure::new("amount", "未回盘金额(元)"),
        Figure::new("days", "规定天数"),
    ],
    parameters: &[DAYS],
    valid_from: Day::ALWAYS,
};

/// A28.8
pub struct NotAnswered;

fn judge(batch: &Unanswered, values: &Values, today: Day) -> Opinion {
    let Some(released) = batch.released.filter(|_| batch.count > 0) else { return Opinion::Clean };
    let Some(days) = values.days(DAYS) else { return Opinion::Unset };
    if today <= released.plus_days(days) {
        return Opinion::Clean;
    }
    let figures = Facts::none()
        .with("batch", &batch.number)
        .with("distribution", &batch.plan)
        .with("released", released)
        .with("count", batch.count)
        .with("amount", batch.amount)
        .with("days", days);
    let (subject, region) = (batch.id.uuid(), batch.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(batch.amount), figures }])
}

impl AuditCheck for NotAnswered {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let batches = store::unanswered_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&batches, |b| (b.id.uuid(), &b.region), |b, values| judge(b, values, at.on)))
        }
        .boxed()
    }
}
