//! A20 无管护. An asset in use for which nobody answers, or whose upkeep no money is named for.

use futures_util::future::BoxFuture;

use super::{hit, over_cards};
use crate::{
    ground::{
        kernel::{Basis, Bi, CHENZHOU_PLAN, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Looked, Looking, Opinion, Severity},
    property::assets::{
        model::{Asset, AssetKind, DutyState, UseState},
        rules::Upkeep,
    },
};

static ABOUT: About = About {
    number: "A20",
    title: Bi { zh: "在用资产无管护", en: "In use without upkeep" },
    question: Bi {
        zh: "在用、出租或维修中的公益性、经营性资产，是否已定管护责任人并落实管护经费？",
        en: "Does every public or business asset that is in use, let or under repair have a named maintainer and money for its upkeep?",
    },
    basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第9项" },
    severity: Severity::Yellow,
    subject: SubjectKind::Asset,
    figures: &[
        Figure::new("asset", "资产"),
        Figure::word::<UseState>("use", "使用状态"),
        Figure::word::<Upkeep>("missing", "缺项"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A20
pub struct NoUpkeep;

fn judge(card: &Asset) -> Opinion {
    let t = &card.tracks;
    let used = matches!(t.usage, UseState::InUse | UseState::Let | UseState::Repairing);
    let missing = match t.duty {
        DutyState::Funded => return Opinion::Clean,
        DutyState::Named => "upkeep_source",
        DutyState::None => "maintainer, upkeep_source",
    };
    if !used || card.kind == AssetKind::Household {
        return Opinion::Clean;
    }
    hit(card, Facts::none().with("asset", &card.number).told("use", t.usage).with("missing", missing))
}

impl AuditCheck for NoUpkeep {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        over_cards(at, |card, _| judge(card))
    }
}
