//! A45 移交两账不符. What the receiver has booked is not the giver's carrying amount and the costs.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
    property::transfers::model::{Item, TransferCard, TransferState},
};

static ABOUT: About = About {
    number: "A45",
    title: Bi { zh: "移交双方入账金额不符", en: "Both sides of a transfer book different amounts" },
    question: Bi {
        zh: "单据分别列明双方金额的，接收方入账金额是否等于移交方账面净值加取得费用？",
        en: "Where the paper states both sides' amounts, is the receiver's the giver's carrying amount and the costs?",
    },
    basis: Basis::Law {
        document: "《政府会计准则第3号——固定资产》（财会〔2016〕12号）",
        clause: "初始计量（无偿调入）",
    },
    severity: Severity::Yellow,
    subject: SubjectKind::AssetTransfer,
    figures: &[
        Figure::new("transfer", "移交件"),
        Figure::new("item", "清单序号"),
        Figure::new("carrying", "账面净值(元)"),
        Figure::new("costs", "税费(元)"),
        Figure::new("recorded", "接收方入账(元)"),
    ],
    parameters: &[],
    valid_from: Day::of(2017, 1, 1),
};

/// A45
pub struct Mismatch;

/// One lead for each item that differs, about what it differs by.
fn judge(card: &TransferCard, items: &[Item]) -> Opinion {
    let lives = card.state.is_open() || card.state == TransferState::Effective;
    let hit = |(i, recorded): (&Item, crate::ground::kernel::Money)| Hit {
        subject: card.id.uuid(),
        region: card.region.clone(),
        cause: i.n.to_string(),
        amount: recorded.minus(i.booked),
        figures: Facts::none()
            .with("transfer", &card.number)
            .with("item", i.n)
            .with("carrying", i.carrying)
            .with("costs", i.costs)
            .with("recorded", recorded),
    };
    let differ = items.iter().filter(|_| lives).filter_map(|i| Some((i, i.recorded?)));
    let hits: Vec<Hit> = differ.map(hit).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for Mismatch {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let cards = store::cards_after(at.tx.conn(), at.after, at.most).await?;
            let differ = store::mismatches_of(at.tx.conn(), &cards).await?;
            let told = |card: &TransferCard| differ.get(&card.id).map(Vec::as_slice).unwrap_or_default();
            Ok(at.over(&cards, |card| (card.id.uuid(), &card.region), |card, _| judge(card, told(card))))
        }
        .boxed()
    }
}
