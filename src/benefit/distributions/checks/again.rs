//! A29.1 同一月份重复分配. A list was locked for months of which another list was locked before, by the same scheme or roll.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use crate::{
    benefit::distributions::{
        model::{Again, Distribution},
        store,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A29.1",
    title: Bi { zh: "同一月份多次分配", en: "Months that were distributed again" },
    question: Bi {
        zh: "按同一折股量化方案或名册，已锁定名单的月份是否与此前已锁定的名单重叠？分次、补充分配的，是否有依据？",
        en: "By the same scheme or roll, were the months of a locked list those of one that was locked before? Parts and corrections have their papers.",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Distribution,
    figures: &[
        Figure::new("distribution", "分配方案"),
        Figure::new("from", "起始月份"),
        Figure::new("to", "截止月份"),
        Figure::new("sum", "合计(元)"),
        Figure::new("other", "另一方案"),
        Figure::new("other_from", "另一方案起始月份"),
        Figure::new("other_to", "另一方案截止月份"),
        Figure::new("amount", "另一方案金额(元)"),
        Figure::new("more", "其他重叠方案数"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A29.1
pub struct MonthsAgain;

fn judge(d: &Distribution, others: &HashMap<Uuid, Vec<Again>>) -> Opinion {
    let Some((first, more)) = others.get(&d.id.uuid()).and_then(|others| others.split_first()) else {
        return Opinion::Clean;
    };
    let figures = Facts::none()
        .with("distribution", &d.number)
        .with("from", d.months.0)
        .with("to", d.months.1)
        .with("sum", d.lines_sum)
        .with("other", &first.number)
        .with("other_from", first.months.0)
        .with("other_to", first.months.1)
        .with("amount", first.amount)
        .with("more", more.len());
    let (subject, region) = (d.id.uuid(), d.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(d.lines_sum), figures }])
}

impl AuditCheck for MonthsAgain {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let plans = store::distributions_after(conn, at.after, at.most).await?;
            let ids: Vec<Uuid> = plans.iter().map(|d| d.id.uuid()).collect();
            let others = store::locked_again(conn, &ids).await?;
            Ok(at.over(&plans, |d| (d.id.uuid(), &d.region), |d, _| judge(d, &others)))
        }
        .boxed()
    }
}
