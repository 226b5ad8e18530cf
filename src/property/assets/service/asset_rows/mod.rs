//! 存量补录 as rows of a file: existing stock, named by the id of the ledger it was kept in.

mod columns;
mod ground;
mod named;
mod row;
mod told;

use self::{columns::COLUMNS, ground::Ground, row::AssetRow};
use super::{changed, numbered, subject_of};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{Day, SubjectKind, Words as _},
        platform::{Stop, name_subjects},
        trail::Change,
    },
    office::tables::{Applied, Column, Desk, Door, Entry, Flaw, Record, Sheet, SheetDoor, Sorted},
    property::assets::{
        KeptDoor,
        model::{Asset, AssetEvent, Stand, Tracks},
        store,
    },
};

/// 存量资产. Rows of stock. A file enters cards and changes what is written on them; of a track of which nothing is known it tells what was so
/// before the card, and what was recorded on a track it never changes.
#[derive(Debug, Clone, Copy)]
pub struct AssetRows(pub &'static dyn KeptDoor);

/// What the tracks of a card were not told before, each with its day: value and duty of a new one, title, hand-over and use of any.
fn first_told(before: &Tracks, after: &Tracks) -> Vec<(Stand, Day)> {
    let (t, amount, level) = (after, after.original_value, after.title_level);
    let title = Stand::Title { state: t.title, level, certificate: t.certificate.clone() };
    let tracks = [
        (before.value_on, t.value_on, Stand::Value { state: t.value, amount }),
        (before.title_on, t.title_on, title),
        (before.handover_on, t.handover_on, Stand::Handover { state: t.handover }),
        (before.duty_on, t.duty_on, Stand::Duty { state: t.duty }),
        (before.use_on, t.use_on, Stand::Use { state: t.usage }),
    ];
    tracks.into_iter().filter(|(was, ..)| was.is_none()).filter_map(|(_, on, stand)| Some((stand, on?))).collect()
}

/// On what a row says that a title was confirmed or an asset handed over before its card: the grade of evidence that the row gives.
fn reason(asset: &Asset, stand: &Stand) -> Option<String> {
    let grade = asset.evidence_grade.filter(|_| matches!(stand, Stand::Title { .. } | Stand::Handover { .. }))?;
    Some(format!("存量补录，依据等级：{}", grade.label()))
}

/// The first events of its tracks.
fn first_events(desk: &Desk<'_>, before: &Tracks, asset: &Asset) -> Vec<AssetEvent> {
    let event = |(stand, on): (Stand, Day)| AssetEvent {
        id: desk.tx.id(desk.now),
        asset: asset.id,
        on,
        file: None,
        reason: reason(asset, &stand),
        stand,
        recorded_by: desk.actor.principal.to_string(),
        version: asset.version,
        at: desk.now,
    };
    first_told(before, &asset.tracks).into_iter().map(event).collect()
}

/// The sheets of this room, for files that are jobs.
pub fn sheets(kept: &'static dyn KeptDoor) -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(AssetRows(kept)))]
}

impl Sheet for AssetRows {
    type Row = AssetRow;
    const NAME: &'static str = "assets";
    const TITLE: &'static str = "存量资产";
    const COLUMNS: &'static [Column] = COLUMNS;
    const SYSTEM: &'static str = "asset_ledger";
    const ACTION: &'static Action = &action::ASSET_IMPORT;
    const MARK: &'static Action = &action::ASSET_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::ASSET_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::Asset;
    const TABLE: &'static str = "asset";

    fn row(&self, record: &Record) -> Result<AssetRow, Vec<Flaw>> {
        AssetRow::of(record)
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, AssetRow>]) -> Result<Applied, Stop> {
        let mut ground = Ground::read(desk, batch, self.0).await?;
        let mut sorted = Sorted::of(batch, |entry| ground.judge(desk, entry));
        if desk.trial {
            return Ok(Applied::judged(sorted.outcomes));
        }
        numbered(desk.tx, &mut sorted.added).await?;
        let named = sorted.added.iter().flat_map(|a| a.external_ids.iter().map(|e| (a.id.uuid(), e.clone()))).collect();
        store::insert_cards(desk.tx, &sorted.added).await?;
        name_subjects(desk.tx, SubjectKind::Asset, named).await?;
        let untold = Tracks::UNTOLD;
        let added = sorted.added.iter().map(|asset| (&untold, asset));
        let told = added.chain(sorted.changed.iter().map(|(before, after)| (&before.tracks, after)));
        let events: Vec<AssetEvent> = told.flat_map(|(before, asset)| first_events(desk, before, asset)).collect();
        store::append_events(desk.tx, &events).await?;
        let pairs: Vec<_> = sorted.changed.iter().map(|(before, after)| (before, after.clone())).collect();
        store::update_assets(desk.tx, &pairs).await?;
        let mut changes = Vec::with_capacity(batch.len());
        for after in &sorted.added {
            changes.push(Change::created(subject_of(after), &after.region, after).named(action::ASSET_CREATE.name));
        }
        for (before, after) in &sorted.changed {
            changes.push(changed(before, after).named(action::ASSET_CHANGE.name));
        }
        Ok(Applied { outcomes: sorted.outcomes, changes })
    }
}
