//! A21.1 移交缺陷逾期. A defect that is still there after the day by which it had to be cured.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
    property::transfers::model::{Defect, TransferCard, TransferState},
};

static ABOUT: About = About {
    number: "A21.1",
    title: Bi { zh: "移交缺陷逾期未整改", en: "Defects of a transfer not cured in time" },
    question: Bi {
        zh: "联合查验发现的缺陷、带缺陷接收时约定的整改，是否在期限内整改并由接收方确认？",
        en: "Is every defect of a joint check, and every one accepted with a deadline, confirmed as cured in time?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::AssetTransfer,
    figures: &[
        Figure::new("transfer", "移交件"),
        Figure::new("item", "清单序号"),
        Figure::new("defect", "缺陷"),
        Figure::new("due_on", "整改期限"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A21.1
pub struct Overdue;

/// One lead for each defect that is late.
fn judge(card: &TransferCard, defects: &[Defect], today: Day) -> Opinion {
    let lives = card.state.is_open() || card.state == TransferState::Effective;
    let late = defects.iter().filter(|d| lives && d.is_overdue(today));
    let hit = |d: &Defect| Hit {
        subject: card.id.uuid(),
        region: card.region.clone(),
        cause: d.n.to_string(),
        amount: None,
        figures: Facts::none()
            .with("transfer", &card.number)
            .with("item", d.item)
            .with("defect", &d.description)
            .with("due_on", d.deadline()),
    };
    let hits: Vec<Hit> = late.map(hit).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for Overdue {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let cards = store::cards_after(at.tx.conn(), at.after, at.most).await?;
            let defects = store::defects_of(at.tx.conn(), &cards).await?;
            let told = |card: &TransferCard| defects.get(&card.id).map(Vec::as_slice).unwrap_or_default();
            let judge = |card: &TransferCard| judge(card, told(card), at.on);
            Ok(at.over(&cards, |card| (card.id.uuid(), &card.region), |card, _| judge(card)))
        }
        .boxed()
    }
}
