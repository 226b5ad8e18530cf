//! A14 个人账户. The treasury's receipt names somebody else than the body that was to be paid: a private person, or another unit.

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
    number: "A14",
    title: Bi { zh: "回单户名不是收款单位", en: "The receipt names another payee" },
    question: Bi {
        zh: "公款是否进入了收款单位（或其代理中心）的账户？回单户名为个人或其他单位的，列为疑点；到人到户清单除外。",
        en: "Did public money reach the account of the body it was for, or of its agency? A receipt in the name of a person or of another body makes a lead; to-person lists are left out.",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::Payment,
    figures: &[
        Figure::new("payment", "支付单号"),
        Figure::new("payee", "收款人"),
        Figure::new("receipt_name", "回单户名"),
        Figure::new("paid_on", "支付日期"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A14
pub struct OtherName;

fn judge(paid: &Paid) -> Opinion {
    let Some((name, on)) = paid.other_name.as_ref().zip(paid.on) else { return Opinion::Clean };
    Opinion::Hits(vec![Hit {
        subject: paid.id,
        region: paid.region.clone(),
        cause: String::new(),
        amount: Some(paid.amount),
        figures: Facts::none()
            .with("payment", &paid.number)
            .with("payee", &paid.payee)
            .with("receipt_name", name)
            .with("paid_on", on),
    }])
}

impl AuditCheck for OtherName {
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
