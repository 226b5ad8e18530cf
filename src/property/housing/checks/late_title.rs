//! A61 不动产登记逾期. A batch that the registration office took and has not decided within thirty working days (R23).

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{Basis, Bi, Calendar, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        places::calendar,
    },
    property::housing::{
        model::{TitleBatch, TitleBatchState},
        rules::due_on,
        store,
    },
};

static ABOUT: About = About {
    number: "A61",
    title: Bi { zh: "安置住房不动产登记逾期", en: "Titles of resettlement housing overdue" },
    question: Bi {
        zh: "登记机构受理的安置住房登记批次，是否在 30 个工作日内办结？",
        en: "Is every batch of titles decided within thirty working days of the day on which the office took it?",
    },
    basis: Basis::Law { document: "《不动产登记暂行条例》", clause: "第二十条" },
    severity: Severity::Yellow,
    subject: SubjectKind::TitleBatch,
    figures: &[
        Figure::new("batch", "批次"),
        Figure::new("submitted_on", "提交日期"),
        Figure::new("due_on", "办结期限"),
        Figure::new("pending", "未办结套数"),
    ],
    parameters: &[],
    valid_from: Day::of(2015, 3, 1),
};

/// A61
pub struct LateTitle;

fn judge(batch: &TitleBatch, days: &Calendar, today: Day) -> Opinion {
    let Some(submitted) = batch.submitted_on.filter(|_| batch.state == TitleBatchState::Submitted) else {
        return Opinion::Clean;
    };
    // Where no notice tells the working days of a year nothing is judged.
    let Some(due) = due_on(submitted, days) else { return Opinion::Unset };
    if today <= due {
        return Opinion::Clean;
    }
    let figures = Facts::none().with("batch", &batch.number).with("submitted_on", submitted);
    let figures = figures.with("due_on", due).with("pending", batch.pending());
    let (subject, region) = (batch.id.uuid(), batch.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: None, figures }])
}

impl AuditCheck for LateTitle {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let batches = store::batches_after(at.tx.conn(), at.after, at.most).await?;
            let days = calendar(at.tx.conn()).await?;
            Ok(at.over(&batches, |b| (b.id.uuid(), &b.region), |b, _| judge(b, &days, at.on)))
        }
        .boxed()
    }
}
