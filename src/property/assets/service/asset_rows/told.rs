//! What a row says of title, hand-over and use of existing stock, by the rules of the acts that note them. Of a track of which nothing is known
//! yet it is told once; what was recorded there a row says again, or not at all.

use super::row::At;
use crate::{
    ground::kernel::{Day, Refusal},
    office::tables::{Flaw, Record, Wrong},
    property::assets::{
        AssetsRefusal,
        model::{Asset, HandoverState, TitleLevel, TitleState, Track, UseState},
        service::{
            acts::Said,
            handover,
            title::{self, TitlePaper},
            usage::{self, Keeping},
        },
    },
};

/// What a row says of three tracks.
pub(super) struct Told {
    title: Option<Title>,
    handover: Option<(HandoverState, Option<Day>)>,
    usage: Option<(UseState, Option<Day>)>,
}

/// What it says of the title.
struct Title {
    state: TitleState,
    level: Option<TitleLevel>,
    certificate: Option<String>,
    on: Option<Day>,
}

/// Cells that say nothing without another one, and that one.
const BEHIND: &[(&str, &str)] = &[
    ("use_on", "use_state"),
    ("handover_on", "handover_state"),
    ("title_level", "title_state"),
    ("certificate", "title_state"),
    ("title_on", "title_state"),
];

/// Whether a cell says nothing, or what the card says.
fn same<T: PartialEq>(said: Option<&T>, kept: Option<&T>) -> bool {
    said.is_none() || said == kept
}

/// The card after an act, with what that tells its tracks.
fn after(said: Said, on: Day) -> Asset {
    let tracks = said.stands.iter().fold(said.after.tracks.clone(), |tracks, stand| tracks.told(stand, on));
    Asset { tracks, ..said.after }
}

/// A day that has not come.
fn has_come(column: &'static str, day: Day, today: Day) -> Result<(), At> {
    if day <= today { Ok(()) } else { Err((column, AssetsRefusal::DayAhead { day, today }.into())) }
}

/// What was recorded of a track: a row says the same, or is refused at its cell.
fn again(a: Asset, (column, track): (&'static str, Track), same: bool) -> Result<Asset, At> {
    if same {
        return Ok(a);
    }
    Err((column, AssetsRefusal::TrackByAct { number: a.number, track }.into()))
}

impl Told {
    /// What a row says.
    pub(super) fn of(record: &Record) -> Self {
        let title = |state| Title {
            state,
            level: record.word("title_level"),
            certificate: record.text("certificate"),
            on: record.day("title_on"),
        };
        Self {
            title: record.word("title_state").map(title),
            handover: record.word("handover_state").map(|state| (state, record.day("handover_on"))),
            usage: record.word("use_state").map(|state| (state, record.day("use_on"))),
        }
    }

    /// Cells that are empty and without which others say nothing.
    pub(super) fn halves(record: &Record) -> Vec<Flaw> {
        let says = |key: &str| record.text(key).is_some() || record.day(key).is_some();
        let mut lacking: Vec<&'static str> =
            BEHIND.iter().filter(|(key, first)| says(key) && !says(first)).map(|(_, first)| *first).collect();
        lacking.dedup();
        if record.word("title_state") == Some(TitleState::Confirmed) {
            lacking.extend(["title_level", "title_on"].into_iter().filter(|key| !says(key)));
        }
        if record.word("handover_state") == Some(HandoverState::HandedOver) && !says("handover_on") {
            lacking.push("handover_on");
        }
        lacking.into_iter().map(|key| Flaw::of(record.row, key, Wrong::Missing.told())).collect()
    }

    /// The card with what the row tells of its tracks. A day that is not said is the base day.
    pub(super) fn onto(&self, a: Asset, (base_on, today): (Day, Day)) -> Result<Asset, At> {
        let a = self.titled(a, today)?;
        let a = self.handed(a, (base_on, today))?;
        self.used(a, (base_on, today))
    }

    /// 确权 of the time before the card, as its certificate or the ledger has it; its owners are those of the row.
    fn titled(&self, a: Asset, today: Day) -> Result<Asset, At> {
        let Some(Title { state, level, certificate, on }) = &self.title else { return Ok(a) };
        let t = &a.tracks;
        if t.title_on.is_some() {
            let said =
                same(level.as_ref(), t.title_level.as_ref()) && same(certificate.as_ref(), t.certificate.as_ref());
            let said = said && *state == t.title && same(on.as_ref(), t.title_on.as_ref());
            return again(a, ("title_state", Track::Title), said);
        }
        let at = |column: &'static str, refusal: AssetsRefusal| (column, Refusal::from(refusal));
        match (state, level, on) {
            (TitleState::Confirmed, Some(level), Some(on)) => {
                has_come("title_on", *on, today)?;
                let entered_on = a.created_at.day();
                if entered_on <= *on {
                    return Err(at("title_on", AssetsRefusal::TitleOnItsCard { on: *on, entered_on }));
                }
                let paper = TitlePaper { level: *level, certificate: certificate.clone(), owners: None };
                let said = title::confirmed(&a, *on, &paper).map_err(|refusal| at("title_state", refusal))?;
                Ok(after(said, *on))
            }
            (TitleState::Unconfirmed, None, None) if certificate.is_none() => Ok(a),
            _ => Err(at("title_state", AssetsRefusal::TitleOfStock)),
        }
    }

    fn handed(&self, a: Asset, (base_on, today): (Day, Day)) -> Result<Asset, At> {
        let Some((state, said_on)) = self.handover else { return Ok(a) };
        let t = &a.tracks;
        if t.handover_on.is_some() {
            let said = state == t.handover && same(said_on.as_ref(), t.handover_on.as_ref());
            return again(a, ("handover_state", Track::Handover), said);
        }
        if state == HandoverState::NotHandedOver && said_on.is_none() {
            return Ok(a);
        }
        let on = said_on.unwrap_or(base_on);
        has_come("handover_on", on, today)?;
        let said = handover::noted(&a, on, state).map_err(|refusal| {
            let late = matches!(refusal, AssetsRefusal::HandoverByTransfer { .. });
            (if late { "handover_on" } else { "handover_state" }, Refusal::from(refusal))
        })?;
        Ok(after(said, on))
    }

    fn used(&self, a: Asset, (base_on, today): (Day, Day)) -> Result<Asset, At> {
        let Some((state, said_on)) = self.usage else { return Ok(a) };
        let t = &a.tracks;
        if t.use_on.is_some() {
            let said = state == t.usage && same(said_on.as_ref(), t.use_on.as_ref());
            return again(a, ("use_state", Track::Use), said);
        }
        if state == UseState::Unknown && said_on.is_none() {
            return Ok(a);
        }
        let on = said_on.unwrap_or(base_on);
        has_come("use_on", on, today)?;
        let said = usage::noted(&a, on, state, &Keeping::default());
        Ok(after(said.map_err(|refusal| ("use_state", Refusal::from(refusal)))?, on))
    }
}
