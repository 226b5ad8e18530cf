//! What must hold of assets.

use super::model::{DutyState, HandoverState, TitleState, Track, UseState, ValueState};
use crate::{
    ground::{
        kernel::{SubjectKind, Words},
        platform::Invariant,
    },
    office::people::NameColumn,
};

/// What a public source printed is public: its owners are villages and trades.
const NOT_PUBLIC: &str = "t.layer NOT IN ('reference', 'reference_with_sample')";
const OF_ASSET: &str = "(SELECT a.region_code FROM asset a WHERE a.id = t.asset_id)";

/// Columns that show names; those of private persons are sealed.
pub const NAMES: &[NameColumn] = &[
    NameColumn {
        table: "asset",
        column: "owner_name",
        person: "owner_person_id",
        region: "t.region_code",
        of: NOT_PUBLIC,
    },
    NameColumn {
        table: "asset",
        column: "operator_name",
        person: "operator_person_id",
        region: "t.region_code",
        of: NOT_PUBLIC,
    },
    NameColumn {
        table: "asset_ownership",
        column: "written_name",
        person: "written_person_id",
        region: OF_ASSET,
        of: "1 = 1",
    },
    NameColumn {
        table: "asset_party",
        column: "written_name",
        person: "written_person_id",
        region: OF_ASSET,
        of: "1 = 1",
    },
];

/// I9: a track stands where its last event by day and order left it, or where it began.
fn kept(track: Track, first: impl Words, more: &[(&str, &str)]) -> Invariant {
    let (track, first) = (track.word(), first.word());
    let same =
        |(kept, told): &(&str, &str)| format!(" OR (a.{kept} IS NULL) <> (e.{told} IS NULL) OR a.{kept} <> e.{told}");
    let more: String = [(&*format!("{track}_on"), "on_day")].iter().chain(more).map(same).collect();
    let sql = format!(
        "SELECT 'asset ' || {{a.id}} || ' stands at {track} ' || a.{track}_state || ', its last event says ' || coalesce(e.state, '{first}') \
           FROM asset a LEFT JOIN (SELECT v.*, row_number() OVER (PARTITION BY v.asset_id ORDER BY v.on_day DESC, v.seq DESC) AS n \
             FROM asset_event v WHERE v.track = '{track}') e ON e.asset_id = a.id AND e.n = 1 \
          WHERE a.{track}_state <> coalesce(e.state, '{first}'){more}"
    );
    Invariant::new("I9", format!("an asset's {track} is what its last event says"), sql)
}

/// I2: a kept figure of an asset is what its parts make.
fn counted(what: &str, column: &str, made: &str) -> Invariant {
    let sql = format!(
        "SELECT 'asset ' || {{a.id}} || ' keeps another {what} than its parts make' FROM asset a \
          WHERE a.deleted_at_ms IS NULL AND coalesce(a.{column}, 0) <> coalesce(({made}), 0)"
    );
    Invariant::new("I2", format!("the {what} that an asset keeps is what its parts make"), sql)
}

/// I2, I7, I9, I11 of assets, and R27 and R10 as they must stand in the tables.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("asset", SubjectKind::Asset),
        kept(Track::Value, ValueState::Planned, &[("original_value_fen", "amount_fen")]),
        kept(
            Track::Title,
            TitleState::Unconfirmed,
            &[("title_level", "title_level"), ("title_certificate", "title_certificate")],
        ),
        kept(Track::Handover, HandoverState::NotHandedOver, &[]),
        kept(Track::Duty, DutyState::None, &[]),
        kept(Track::Use, UseState::Unknown, &[]),
        counted(
            "verified money",
            "verified_fen",
            "SELECT sum(f.amount_fen) FROM asset_funding f WHERE f.asset_id = a.id AND f.written IS NULL",
        ),
        counted("count of papers", "paper_count", "SELECT count(*) FROM asset_paper p WHERE p.asset_id = a.id"),
        Invariant::new(
            "I2",
            "the day since which an asset's owner is known is the first of its ownerships",
            "SELECT 'asset ' || {a.id} || ' keeps another first day of its owners' FROM asset a \
               LEFT JOIN (SELECT asset_id, min(from_on) AS known FROM asset_ownership GROUP BY asset_id) o ON o.asset_id = a.id \
              WHERE (a.owner_known_on IS NULL) <> (o.known IS NULL) OR a.owner_known_on <> o.known",
        ),
        Invariant::new(
            "I2",
            "the owners of an asset hold a whole of it on every day since they are known (R27)",
            "SELECT 'asset ' || {d.asset_id} || ' is owned to ' || coalesce(sum(o.share_ppm), 0) || ' ppm on ' || d.on_day \
               FROM (SELECT asset_id, from_on AS on_day FROM asset_ownership \
                     UNION SELECT asset_id, until_on FROM asset_ownership WHERE until_on IS NOT NULL) d \
               LEFT JOIN asset_ownership o ON o.asset_id = d.asset_id AND o.from_on <= d.on_day \
                AND (o.until_on IS NULL OR o.until_on > d.on_day) \
              GROUP BY d.asset_id, d.on_day HAVING coalesce(sum(o.share_ppm), 0) <> 1000000",
        ),
        Invariant::new(
            "I2",
            "the money of a new asset makes its value (R10)",
            "SELECT 'asset ' || {a.id} || ' of ' || a.original_value_fen || ' fen is made of ' || coalesce(sum(f.amount_fen), 0) \
               FROM asset a LEFT JOIN asset_funding f ON f.asset_id = a.id AND f.written IS NULL \
              WHERE a.intake = 'new' AND a.original_value_fen IS NOT NULL AND a.deleted_at_ms IS NULL \
              GROUP BY a.id, a.original_value_fen HAVING coalesce(sum(f.amount_fen), 0) <> a.original_value_fen",
        ),
        Invariant::new(
            "I7",
            "every event of an asset has the trail event of its act",
            "SELECT 'an event of asset ' || {v.asset_id} || ' has no trail event' FROM asset_event v LEFT JOIN trail_event e \
               ON e.subject_kind = 'asset' AND e.subject_id = v.asset_id AND e.subject_version = v.asset_version WHERE e.id IS NULL",
        ),
        Invariant::new(
            "I2",
            "a card shows of a private person what the sealed name shows",
            "SELECT 'asset ' || {a.id} || ' shows another name than is sealed' FROM asset a JOIN ( \
                 SELECT id AS asset_id, owner_person_id AS person_id, owner_name AS shown FROM asset \
                 UNION ALL SELECT id, operator_person_id, operator_name FROM asset \
                 UNION ALL SELECT asset_id, written_person_id, written_name FROM asset_ownership \
                 UNION ALL SELECT asset_id, written_person_id, written_name FROM asset_party) n ON n.asset_id = a.id \
               JOIN written_person w ON w.id = n.person_id \
              WHERE n.shown IS NULL OR w.shown <> n.shown",
        ),
        Invariant::inside("asset", "project_id", "project"),
    ]
}
