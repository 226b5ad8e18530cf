//! A20.2 管护无人接续. Cleaning, safety or operation of an asset in use ended, and nobody has taken it over. Repair is the card's
//! maintainer, whom A20 looks for.

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use super::is_kept;
use crate::{
    ground::{
        kernel::{Basis, Bi, CHENZHOU_PLAN, Day, Facts, SubjectKind, Words as _},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
    property::{
        assets::{Asset, cards_after},
        upkeep::{model::DutyKind, store},
    },
};

static ABOUT: About = About {
    number: "A20.2",
    title: Bi { zh: "管护责任终止后无人接续", en: "A duty that nobody has taken over" },
    question: Bi {
        zh: "在用资产的保洁、安全或运行责任终止后，是否有人接续？",
        en: "Has somebody taken over the cleaning, safety or operation of an asset in use whose keeper's duty has ended?",
    },
    basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第9项" },
    severity: Severity::Yellow,
    subject: SubjectKind::Asset,
    figures: &[
        Figure::new("asset", "资产"),
        Figure::word::<DutyKind>("duty", "管护责任"),
        Figure::new("until_on", "终止日期"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A20.2
pub struct NotTakenOver;

/// A card, and which of its duties nobody has any longer, since when.
type Left = (Asset, Vec<(DutyKind, Day)>);

fn judge((card, left): &Left) -> Opinion {
    if left.is_empty() || !is_kept(card) {
        return Opinion::Clean;
    }
    let hit = |(duty, until): &(DutyKind, Day)| Hit {
        subject: card.id.uuid(),
        region: card.region.clone(),
        cause: duty.word().into(),
        amount: card.tracks.original_value,
        figures: Facts::none().with("asset", &card.number).told("duty", *duty).with("until_on", until),
    };
    Opinion::Hits(left.iter().map(hit).collect())
}

impl AuditCheck for NotTakenOver {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let cards = cards_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<Uuid> = cards.iter().map(|card| card.id.uuid()).collect();
            let mut left = store::duties_left(at.tx.conn(), &ids).await?;
            let of = |card: Asset| {
                let left = left.remove(&card.id.uuid()).unwrap_or_default();
                (card, left)
            };
            let left: Vec<Left> = cards.into_iter().map(of).collect();
            Ok(at.over(&left, |(card, _)| (card.id.uuid(), &card.region), |left, _| judge(left)))
        }
        .boxed()
    }
}
