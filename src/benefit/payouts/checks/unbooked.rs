//! A28.2 分配款到账未入账. A list paid a body long ago, and that body's books have nothing of it.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::payouts::{
        model::{PayoutState, UnitPayout},
        store,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
};

const DAYS: &str = "checks.unbooked_line_days";

static ABOUT: About = About {
    number: "A28.2",
    title: Bi { zh: "分配款到账未入账", en: "Paid to a body and not booked" },
    question: Bi {
        zh: "其他主体分给本集体的收益到账后，是否在规定天数内登记为集体收入？",
        en: "Was what another body's list paid to a body booked as its income within so many days?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Payout,
    figures: &[
        Figure::new("body", "集体组织主体"),
        Figure::new("distribution", "分配方案"),
        Figure::new("serial", "明细序号"),
        Figure::new("amount", "金额(元)"),
        Figure::new("paid", "支付日期"),
        Figure::new("days", "规定天数"),
    ],
    parameters: &[DAYS],
    valid_from: Day::ALWAYS,
};

/// A28.2
pub struct Unbooked;

fn judge(p: &UnitPayout, values: &Values, today: Day) -> Opinion {
    if p.booked || p.state != PayoutState::Confirmed {
        return Opinion::Clean;
    }
    let Some(days) = values.days(DAYS) else { return Opinion::Unset };
    if today <= p.paid_on.plus_days(days) {
        return Opinion::Clean;
    }
    let figures = Facts::none()
        .with("body", &p.body)
        .with("distribution", &p.plan)
        .with("serial", p.serial)
        .with("amount", p.amount)
        .with("paid", p.paid_on)
        .with("days", days);
    let (subject, region) = (p.id.uuid(), p.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(p.amount), figures }])
}

impl AuditCheck for Unbooked {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let payouts = store::unit_payouts_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&payouts, |p| (p.id.uuid(), &p.region), |p, values| judge(p, values, at.on)))
        }
        .boxed()
    }
}
