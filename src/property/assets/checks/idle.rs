//! A22 闲置. An asset that nobody has used for long.

use futures_util::future::BoxFuture;

use super::{hit, is_past, over_cards};
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
    property::assets::model::{Asset, AssetKind, UseState},
};

const DAYS: &str = "checks.idle_days";

static ABOUT: About = About {
    number: "A22",
    title: Bi { zh: "资产长期闲置", en: "Idle for long" },
    question: Bi {
        zh: "公益性、经营性资产闲置或停用，是否超过规定天数？",
        en: "Has a public or business asset been idle or closed for longer than so many days?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Asset,
    figures: &[
        Figure::new("asset", "资产"),
        Figure::word::<UseState>("use", "使用状态"),
        Figure::new("since", "起始日期"),
        Figure::new("days", "规定天数"),
    ],
    parameters: &[DAYS],
    valid_from: Day::of(2022, 4, 18),
};

/// A22
pub struct Idle;

fn judge(card: &Asset, values: &Values, today: Day) -> Opinion {
    let t = &card.tracks;
    let unused = matches!(t.usage, UseState::Idle | UseState::Closed) && card.kind != AssetKind::Household;
    let Some(since) = t.use_on.filter(|_| unused) else { return Opinion::Clean };
    let Some(days) = values.days(DAYS) else { return Opinion::Unset };
    if !is_past(since, days, today) {
        return Opinion::Clean;
    }
    let figures = Facts::none().with("asset", &card.number).told("use", t.usage);
    hit(card, figures.with("since", since).with("days", days))
}

impl AuditCheck for Idle {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        over_cards(at, |card, values| judge(card, values, at.on))
    }
}
