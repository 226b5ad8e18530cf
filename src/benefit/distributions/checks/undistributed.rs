//! A28 收益久未分配. A body that earned for two years and distributed nothing of either.

use std::collections::HashSet;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::{
        distributions::store,
        income::{EarnedYear, earned_after},
    },
    ground::{
        kernel::{Basis, Bi, CollectiveId, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A28",
    title: Bi { zh: "连续两年有净收益而未分配", en: "Two years of income, nothing distributed" },
    question: Bi {
        zh: "主体连续两个已结账年度均有净收益的，是否就其中一年拟订过收益分配方案？",
        en: "Of a body with net income in two closed years that follow one another, was a distribution planned of either?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::IncomeYear,
    figures: &[
        Figure::new("year", "年度"),
        Figure::new("net", "当年可分配(元)"),
        Figure::new("net_before", "上年可分配(元)"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A28
pub struct Undistributed;

fn judge(earned: &EarnedYear, planned: &HashSet<(CollectiveId, i32)>) -> Opinion {
    let both = earned.net.zip(earned.net_before).filter(|(net, before)| net.is_positive() && before.is_positive());
    let is_planned = [earned.year, earned.year - 1].iter().any(|year| planned.contains(&(earned.collective, *year)));
    let Some((net, before)) = both.filter(|_| !is_planned) else { return Opinion::Clean };
    let figures = Facts::none().with("year", earned.year).with("net", net).with("net_before", before);
    let (subject, region) = (earned.id.uuid(), earned.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: net.plus(before), figures }])
}

impl AuditCheck for Undistributed {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let years = earned_after(conn, at.after, at.most).await?;
            let planned = store::planned_years(conn, years.iter().map(|y| y.collective)).await?;
            Ok(at.over(&years, |y| (y.id.uuid(), &y.region), |y, _| judge(y, &planned)))
        }
        .boxed()
    }
}
