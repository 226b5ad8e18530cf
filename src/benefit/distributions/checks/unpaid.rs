//! A28.1 已批未发. A list that was approved long ago, and money of it that nobody was paid.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use crate::{
    benefit::distributions::{
        model::{Distribution, DistributionState},
        store,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, Instant, Money, RunId, SubjectKind},
        platform::Fault,
    },
    money::ledger::{AccountKind, balances_of},
    office::{
        approvals::runs_ended,
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
};

const DAYS: &str = "checks.unpaid_days";

static ABOUT: About = About {
    number: "A28.1",
    title: Bi { zh: "收益分配已批未发", en: "Approved and not paid" },
    question: Bi {
        zh: "名单批准后，应发款项是否在规定天数内发放完毕？",
        en: "After its list was approved, was what is due of a distribution paid within so many days?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Distribution,
    figures: &[
        Figure::new("distribution", "分配方案"),
        Figure::new("approved", "批准日期"),
        Figure::new("payable", "应付未付(元)"),
        Figure::new("of", "应付合计(元)"),
        Figure::new("days", "规定天数"),
    ],
    parameters: &[DAYS],
    valid_from: Day::ALWAYS,
};

/// A28.1
pub struct Unpaid;

fn judge(
    d: &Distribution,
    ended: &HashMap<RunId, Instant>,
    payable: Money,
    (values, today): (&Values, Day),
) -> Opinion {
    let approved = d.run.and_then(|run| ended.get(&run)).map(|at| at.day());
    let Some(approved) = approved.filter(|_| DistributionState::PAYABLE.contains(&d.state) && payable.is_positive())
    else {
        return Opinion::Clean;
    };
    let Some(days) = values.days(DAYS) else { return Opinion::Unset };
    if today <= approved.plus_days(days) {
        return Opinion::Clean;
    }
    let figures = Facts::none()
        .with("distribution", &d.number)
        .with("approved", approved)
        .with("payable", payable)
        .with("of", d.lines_sum)
        .with("days", days);
    let (subject, region) = (d.id.uuid(), d.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(payable), figures }])
}

impl AuditCheck for Unpaid {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let plans = store::distributions_after(conn, at.after, at.most).await?;
            let runs: Vec<RunId> = plans.iter().filter_map(|d| d.run).collect();
            let ended = runs_ended(conn, &runs).await?;
            let ids: Vec<Uuid> = plans.iter().map(|d| d.id.uuid()).collect();
            let payable = balances_of(conn, AccountKind::DividendPayable, &ids).await?;
            let left = |d: &Distribution| payable.get(&d.id.uuid()).copied().unwrap_or(Money::ZERO);
            let judged = |d: &Distribution, values: &Values| judge(d, &ended, left(d), (values, at.on));
            Ok(at.over(&plans, |d| (d.id.uuid(), &d.region), judged))
        }
        .boxed()
    }
}
