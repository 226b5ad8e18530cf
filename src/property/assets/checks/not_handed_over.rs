//! A21 未移交. A public asset that was accepted long ago and never handed over.

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
    property::assets::model::{Asset, AssetKind, HandoverState},
};

const DAYS: &str = "checks.not_handed_over_days";

static ABOUT: About = About {
    number: "A21",
    title: Bi { zh: "建成未移交", en: "Built and not handed over" },
    question: Bi {
        zh: "公益性资产验收（或交付）后，是否在规定天数内移交？",
        en: "Is every public asset handed over within so many days of its acceptance or delivery?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Asset,
    figures: &[Figure::new("asset", "资产"), Figure::new("since", "起始日期"), Figure::new("days", "规定天数")],
    parameters: &[DAYS],
    valid_from: Day::of(2022, 4, 18),
};

/// A21
pub struct NotHandedOver;

fn judge(card: &Asset, values: &Values, today: Day) -> Opinion {
    let waits = matches!(card.tracks.handover, HandoverState::NotHandedOver | HandoverState::InTransfer);
    let Some(since) = card.accepted_on.or(card.delivered_on) else { return Opinion::Clean };
    if card.kind != AssetKind::PublicWelfare || !waits {
        return Opinion::Clean;
    }
    let Some(days) = values.days(DAYS) else { return Opinion::Unset };
    if !is_past(since, days, today) {
        return Opinion::Clean;
    }
    hit(card, Facts::none().with("asset", &card.number).with("since", since).with("days", days))
}

impl AuditCheck for NotHandedOver {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        over_cards(at, |card, values| judge(card, values, at.on))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ground::kernel::Instant,
        office::policy::{Everywhere, key},
        property::assets::model::{AssetForm, Tracks, ValueState},
    };

    fn card(accepted: Option<Day>, kind: AssetKind, handover: HandoverState) -> Asset {
        let blank = Asset::blank(kind, AssetForm::Fixed, "4310".parse().unwrap(), Instant::from_millis(0));
        let tracks = Tracks { value: ValueState::Stated, handover, ..blank.tracks.clone() };
        Asset { accepted_on: accepted, tracks, ..blank }
    }

    #[test]
    fn what_no_value_is_set_for_is_not_judged_and_what_cannot_be_late_is_clean() {
        let none = Everywhere::default().in_region(&"4310".parse().unwrap(), key);
        let today = Day::of(2023, 3, 1);
        let (public, waits) = (AssetKind::PublicWelfare, HandoverState::NotHandedOver);
        let long_ago = Some(Day::of(2020, 1, 1));
        assert_eq!(judge(&card(long_ago, public, waits), &none, today), Opinion::Unset);
        for clean in [
            card(None, public, waits),
            card(long_ago, AssetKind::Household, waits),
            card(long_ago, public, HandoverState::HandedOver),
            card(long_ago, public, HandoverState::NotNeeded),
        ] {
            assert_eq!(judge(&clean, &none, today), Opinion::Clean);
        }
    }

    #[test]
    fn the_day_itself_is_not_late() {
        assert!(!is_past(Day::of(2023, 1, 1), 30, Day::of(2023, 1, 31)));
        assert!(is_past(Day::of(2023, 1, 1), 30, Day::of(2023, 2, 1)));
    }
}
