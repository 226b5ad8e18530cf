//! A9 超合同支付. More was paid under a contract than it says with its supplements.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    ground::{
        kernel::{Basis, Bi, ContractId, Day, Facts, Money, SubjectKind},
        platform::Fault,
    },
    money::projects::{Priced, contracts_after},
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A9",
    title: Bi { zh: "超合同支付", en: "Paid above the contract" },
    question: Bi {
        zh: "合同项下已支付的金额，是否超过合同价款与补充协议之和？",
        en: "Is more paid under a contract than its price and supplements come to?",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::Contract,
    figures: &[
        Figure::new("contract", "合同"),
        Figure::new("price", "合同价(元)"),
        Figure::new("paid", "已付(元)"),
        Figure::new("over", "超出(元)"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A9
pub struct OverContract;

fn judge(contract: &Priced, paid: Money) -> Opinion {
    let over = paid.minus(contract.price).filter(|over| over.is_positive());
    let Some(over) = over.filter(|_| !contract.deleted) else { return Opinion::Clean };
    Opinion::Hits(vec![Hit {
        subject: contract.id.uuid(),
        region: contract.region.clone(),
        cause: String::new(),
        amount: Some(over),
        figures: Facts::none()
            .with("contract", &contract.number)
            .with("price", contract.price)
            .with("paid", paid)
            .with("over", over),
    }])
}

impl AuditCheck for OverContract {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let contracts = contracts_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<ContractId> = contracts.iter().map(|c| c.id).collect();
            let paid: HashMap<ContractId, Money> = store::paid_under(at.tx.conn(), &ids).await?;
            let judge = |c: &Priced| judge(c, paid.get(&c.id).copied().unwrap_or(Money::ZERO));
            Ok(at.over(&contracts, |c| (c.id.uuid(), &c.region), |c, _| judge(c)))
        }
        .boxed()
    }
}
