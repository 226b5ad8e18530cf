//! A51 台账缺口. What is missing of an asset that is there: one lead for each thing, until it is made good.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind, Words as _},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
    property::assets::model::{Asset, Gap, gaps},
};

static ABOUT: About = About {
    number: "A51",
    title: Bi { zh: "资产台账有缺口", en: "Something is missing of an asset" },
    question: Bi {
        zh: "已形成的资产，所有权人、确权、移交、管护人、管护经费、价值、资料、资金来源是否齐全？",
        en: "Are owner, title, hand-over, maintainer, upkeep, value, papers and money of every asset that is there known?",
    },
    basis: Basis::Practice,
    severity: Severity::Blue,
    subject: SubjectKind::Asset,
    figures: &[Figure::new("asset", "资产"), Figure::word::<Gap>("gap", "缺项")],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A51
pub struct Gaps;

fn judge(asset: &Asset) -> Opinion {
    let hit = |gap: Gap| Hit {
        subject: asset.id.uuid(),
        region: asset.region.clone(),
        cause: gap.word().into(),
        amount: asset.tracks.original_value,
        figures: Facts::none().with("asset", &asset.number).told("gap", gap),
    };
    let hits: Vec<Hit> = gaps(asset).into_iter().map(hit).collect();
    if asset.deleted_at.is_some() || hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for Gaps {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let assets = store::assets_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&assets, |asset| (asset.id.uuid(), &asset.region), |asset, _| judge(asset)))
        }
        .boxed()
    }
}
