//! A46 价值漂移. A value that was changed without a paper.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    ground::{
        kernel::{AssetId, Basis, Bi, Day, Facts, Money, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
    property::assets::model::{Asset, AssetEvent, Stand},
};

static ABOUT: About = About {
    number: "A46",
    title: Bi { zh: "原值变动无依据", en: "Value changed without a paper" },
    question: Bi {
        zh: "资产原值的每次变动，是否都附有决算、盘点、改建或处置等依据？",
        en: "Does every change of an asset's value carry the paper of a settlement, stock-take, rebuilding or disposal?",
    },
    basis: Basis::Law {
        document: "《行政事业性国有资产管理条例》（国务院令第738号）", clause: "第三十一条"
    },
    severity: Severity::Red,
    subject: SubjectKind::Asset,
    figures: &[
        Figure::new("asset", "资产"),
        Figure::new("from", "原价值(元)"),
        Figure::new("to", "现价值(元)"),
        Figure::new("on", "变动日期"),
    ],
    parameters: &[],
    valid_from: Day::of(2021, 4, 1),
};

/// A46
pub struct Drift;

/// Each change of an amount that was there before, without a paper: one lead an event. Events in the order of their days.
fn judge(card: &Asset, events: &[AssetEvent]) -> Opinion {
    let mut was: Option<Money> = None;
    let mut hits = Vec::new();
    for event in events {
        let Stand::Value { amount, .. } = event.stand else { continue };
        if let Some((from, to)) = was.zip(amount)
            && from != to
            && event.file.is_none()
        {
            hits.push(Hit {
                subject: card.id.uuid(),
                region: card.region.clone(),
                cause: event.id.to_string(),
                amount: to.minus(from),
                figures: Facts::none()
                    .with("asset", &card.number)
                    .with("from", from)
                    .with("to", to)
                    .with("on", event.on),
            });
        }
        was = amount.or(was);
    }
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for Drift {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let cards = store::cards_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<AssetId> = cards.iter().map(|card| card.id).collect();
            let events: HashMap<AssetId, Vec<AssetEvent>> = store::events_of(at.tx.conn(), &ids, None).await?;
            let told = |card: &Asset| events.get(&card.id).map(Vec::as_slice).unwrap_or_default();
            let judge = |card: &Asset| if card.deleted_at.is_some() { Opinion::Clean } else { judge(card, told(card)) };
            Ok(at.over(&cards, |card| (card.id.uuid(), &card.region), |card, _| judge(card)))
        }
        .boxed()
    }
}
