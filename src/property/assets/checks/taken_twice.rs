//! A18.2 资金重复形成资产. Cards list more of a payment than it paid: two cards of one payment, or a payment that came back since.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, Money, PaymentId, SubjectKind},
        platform::Fault,
    },
    money::payments::{Payment, PaymentState, payments_after},
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A18.2",
    title: Bi { zh: "资产所列资金超过已支付", en: "Cards take more of a payment than it paid" },
    question: Bi {
        zh: "各资产列自同一支付的资金合计，是否不超过该笔支付已确认的金额（退回的支付不形成资产）？",
        en: "Do the cards that name a payment take no more of it than was paid and confirmed (what came back makes no asset)?",
    },
    basis: Basis::Invariant,
    severity: Severity::Red,
    subject: SubjectKind::Payment,
    figures: &[
        Figure::new("payment", "支付单号"),
        Figure::new("paid", "已支付(元)"),
        Figure::new("taken", "资产所列(元)"),
        Figure::new("cards", "资产数"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A18.2
pub struct TakenTwice;

fn judge(payment: &Payment, taken: Option<&(Money, i64)>) -> Opinion {
    let paid = if payment.state == PaymentState::Confirmed { payment.amount } else { Money::ZERO };
    let Some((taken, cards)) = taken.filter(|(taken, _)| *taken > paid) else { return Opinion::Clean };
    let figures = Facts::none()
        .with("payment", &payment.number)
        .with("paid", paid)
        .with("taken", *taken)
        .with("cards", cards.to_string());
    let (subject, region) = (payment.id.uuid(), payment.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: taken.minus(paid), figures }])
}

impl AuditCheck for TakenTwice {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let payments = payments_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<PaymentId> = payments.iter().map(|p| p.id).collect();
            let taken: HashMap<PaymentId, (Money, i64)> = store::taken_of_payments(at.tx.conn(), &ids).await?;
            Ok(at.over(&payments, |p| (p.id.uuid(), &p.region), |p, _| judge(p, taken.get(&p.id))))
        }
        .boxed()
    }
}
