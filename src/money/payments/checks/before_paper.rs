//! A8 先付款后手续. Paid before the contract was signed or the claim approved.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::Paid, store};
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A8",
    title: Bi { zh: "先付款后手续", en: "Paid before its paper" },
    question: Bi {
        zh: "凭证支付日期是否早于合同签订日或拨付审批日？",
        en: "Is the day of the voucher before the contract was signed or the claim approved?",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::Payment,
    figures: &[
        Figure::new("payment", "支付单号"),
        Figure::new("paid_on", "支付日期"),
        Figure::new("signed_on", "合同签订日期"),
        Figure::new("approved_on", "批准日期"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A8
pub struct BeforePaper;

fn judge(paid: &Paid) -> Opinion {
    let Some(on) = paid.on else { return Opinion::Clean };
    let papers = [("signed_on", paid.signed_on), ("approved_on", paid.approved_on)];
    let late = papers.into_iter().filter_map(|(name, day)| Some((name, day.filter(|day| *day > on)?)));
    let hits: Vec<Hit> = late
        .map(|(name, day)| Hit {
            subject: paid.id,
            region: paid.region.clone(),
            cause: name.into(),
            amount: Some(paid.amount),
            figures: Facts::none().with("payment", &paid.number).with("paid_on", on).with(name, day),
        })
        .collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for BeforePaper {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let paid = store::paid_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&paid, |p| (p.id, &p.region), |p, _| judge(p)))
        }
        .boxed()
    }
}
