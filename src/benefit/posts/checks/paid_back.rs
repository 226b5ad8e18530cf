//! A77 名单付款已冲回. A list stands as paid although the spending that paid it was taken back.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::posts::{
        model::{ToPersonList, ToPersonState},
        store::{self, TakenBack},
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A77",
    title: Bi { zh: "已支付名单的付款已冲回", en: "A paid list whose payment was taken back" },
    question: Bi {
        zh: "标为已支付的名单，其付款是否仍然有效？已冲回的应解除关联，重新支付。",
        en: "Does what paid a list still stand? Where it was taken back, the list is unlinked and paid again.",
    },
    basis: Basis::Invariant,
    severity: Severity::Yellow,
    subject: SubjectKind::ToPersonList,
    figures: &[
        Figure::new("list", "名单"),
        Figure::new("spending", "支出"),
        Figure::new("reversal", "冲回"),
        Figure::new("on", "冲回日期"),
        Figure::new("total", "合计(元)"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A77
pub struct PaidBack;

fn judge(list: &ToPersonList, taken: Option<&TakenBack>) -> Opinion {
    let Some(taken) = taken.filter(|_| list.state == ToPersonState::Paid) else { return Opinion::Clean };
    let figures = Facts::none()
        .with("list", &list.number)
        .with("spending", &taken.spending)
        .with("reversal", &taken.reversal)
        .with("on", taken.on)
        .with("total", list.total);
    let (subject, region) = (list.id.uuid(), list.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(list.total), figures }])
}

impl AuditCheck for PaidBack {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let lists = store::lists_after(at.tx.conn(), at.after, at.most).await?;
            let taken = store::taken_back(at.tx.conn(), &lists).await?;
            Ok(at.over(&lists, |l| (l.id.uuid(), &l.region), |l, _| judge(l, taken.get(&l.id))))
        }
        .boxed()
    }
}
