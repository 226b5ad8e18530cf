//! A30 平均主义. A list of assistance that was approved, by which everybody has the same although the roll tells classes apart.

use futures_util::future::{BoxFuture, FutureExt as _};

use uuid::Uuid;

use crate::{
    benefit::distributions::{
        model::{Distribution, DistributionKind, DistributionState},
        store::{self, Spread},
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A30",
    title: Bi { zh: "帮扶收益平均分配", en: "Assistance in equal parts" },
    question: Bi {
        zh: "名册分有不同类别的，已批准的帮扶资产收益分配名单各户金额是否有所差别？",
        en: "Where a roll tells classes apart, are the amounts of an approved list of assistance other than all alike?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Distribution,
    figures: &[
        Figure::new("distribution", "分配方案"),
        Figure::new("classes", "类别数"),
        Figure::new("lines", "人(户)数"),
        Figure::new("each", "每份金额(元)"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A30
pub struct Flat;

/// Whether it is a list of assistance that was approved.
fn is_approved(d: &Distribution) -> bool {
    d.kind == DistributionKind::AssistanceIncome
        && matches!(d.state, DistributionState::Approved | DistributionState::Announced)
}

fn judge(d: &Distribution, spread: Option<&Spread>) -> Opinion {
    let flat = spread.filter(|s| s.classes > 1 && s.between.0 == s.between.1);
    let Some(spread) = flat.filter(|_| is_approved(d)) else { return Opinion::Clean };
    let figures = Facts::none()
        .with("distribution", &d.number)
        .with("classes", spread.classes)
        .with("lines", d.lines)
        .with("each", spread.between.0);
    let (subject, region) = (d.id.uuid(), d.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(d.lines_sum), figures }])
}

impl AuditCheck for Flat {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let plans = store::distributions_after(conn, at.after, at.most).await?;
            let ids: Vec<Uuid> = plans.iter().filter(|d| is_approved(d)).map(|d| d.id.uuid()).collect();
            let spreads = store::spreads_of(conn, &ids).await?;
            Ok(at.over(&plans, |d| (d.id.uuid(), &d.region), |d, _| judge(d, spreads.get(&d.id.uuid()))))
        }
        .boxed()
    }
}
