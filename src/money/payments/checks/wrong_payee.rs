//! A13 收款人非合同当事人. Paid to somebody whom the contract does not name.

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
    number: "A13",
    title: Bi { zh: "收款人不是合同当事人", en: "The payee is no party to the contract" },
    question: Bi {
        zh: "合同款是否支付给了合同当事人，或有依据的债权受让人？",
        en: "Did money under a contract go to one of its parties, or to an assignee with a paper?",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::Payment,
    figures: &[
        Figure::new("payment", "支付单号"),
        Figure::new("contract", "合同"),
        Figure::new("payee", "收款人"),
        Figure::new("paid_on", "支付日期"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A13
pub struct WrongPayee;

fn judge(paid: &Paid) -> Opinion {
    let under = paid.contract.as_ref().filter(|_| !paid.to_party).zip(paid.on);
    let Some((contract, on)) = under else { return Opinion::Clean };
    Opinion::Hits(vec![Hit {
        subject: paid.id,
        region: paid.region.clone(),
        cause: String::new(),
        amount: Some(paid.amount),
        figures: Facts::none()
            .with("payment", &paid.number)
            .with("contract", contract)
            .with("payee", &paid.payee)
            .with("paid_on", on),
    }])
}

impl AuditCheck for WrongPayee {
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
