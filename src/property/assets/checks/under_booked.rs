//! A18.1 入账不足. The cards of an accepted work come to much less than what was paid for it.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{is_past, store};
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, Money, ProjectId, SubjectKind},
        platform::Fault,
    },
    money::{
        payments::paid_for,
        projects::{Project, projects_after},
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
};

const DAYS: &str = "checks.unbooked_days";
const SHARE: &str = "checks.booked_share";

static ABOUT: About = About {
    number: "A18.1",
    title: Bi { zh: "资产入账金额不足", en: "Booked at less than was paid" },
    question: Bi {
        zh: "工程类项目验收后，登记资产的原值之和是否不低于已支付资金的规定比例？",
        en: "Do the cards of an accepted work come to at least the set share of what was paid for it?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Project,
    figures: &[
        Figure::new("project", "项目"),
        Figure::new("since", "验收日期"),
        Figure::new("booked", "已入账(元)"),
        Figure::new("paid", "已支付(元)"),
        Figure::new("share", "规定比例(%)"),
    ],
    parameters: &[DAYS, SHARE],
    valid_from: Day::of(2022, 4, 18),
};

/// A18.1
pub struct UnderBooked;

/// A work without any card is A18's; cards without a value count as nothing.
fn judge(project: &Project, booked: Option<Money>, paid: Money, values: &Values, today: Day) -> Opinion {
    let due = booked.filter(|_| project.is_works && project.deleted_at.is_none());
    let Some((booked, since)) = due.zip(project.accepted_on) else { return Opinion::Clean };
    let Some((days, share)) = values.days(DAYS).zip(values.percent(SHARE)) else { return Opinion::Unset };
    let least = paid.part_floor(share.scaled()).unwrap_or(paid);
    if !is_past(since, days, today) || booked >= least {
        return Opinion::Clean;
    }
    let figures = Facts::none()
        .with("project", &project.number)
        .with("since", since)
        .with("booked", booked)
        .with("paid", paid)
        .with("share", share);
    let (subject, region) = (project.id.uuid(), project.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: paid.minus(booked), figures }])
}

impl AuditCheck for UnderBooked {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let projects = projects_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<ProjectId> = projects.iter().map(|p| p.id).collect();
            let booked: HashMap<ProjectId, Money> = store::booked_for(at.tx.conn(), &ids).await?;
            let paid = paid_for(at.tx.conn(), &ids).await?;
            let judge = |p: &Project, values: &Values| {
                let paid = paid.get(&p.id).copied().unwrap_or(Money::ZERO);
                judge(p, booked.get(&p.id).copied(), paid, values, at.on)
            };
            Ok(at.over(&projects, |p| (p.id.uuid(), &p.region), judge))
        }
        .boxed()
    }
}
