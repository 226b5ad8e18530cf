//! 存量补录 as rows of a file: existing stock, named by the id of the ledger it was kept in.

mod columns;
mod ground;
mod named;
mod row;

use self::{columns::COLUMNS, ground::Ground, row::AssetRow};
use super::{changed, numbered, subject_of};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{Day, SubjectKind},
        platform::{Stop, name_subjects},
        trail::Change,
    },
    office::tables::{Applied, Column, Desk, Door, Entry, Flaw, Record, Sheet, SheetDoor, Sorted},
    property::assets::{
        model::{Asset, AssetEvent, Stand},
        store,
    },
};

/// 存量资产. Rows of stock. A file enters cards and changes what is written on them; what was recorded on a track it never changes.
#[derive(Debug, Clone, Copy)]
pub struct AssetRows;

/// What a ledger states of value and duty, as the first events of a new card.
fn first_events(desk: &Desk<'_>, asset: &Asset) -> Vec<AssetEvent> {
    let tracks = &asset.tracks;
    let value = tracks.original_value.map(|amount| Stand::Value { state: tracks.value, amount: Some(amount) });
    let duty = Some(Stand::Duty { state: tracks.duty }).filter(|_| tracks.duty_on.is_some());
    let event = |(stand, on): (Stand, Day)| AssetEvent {
        id: desk.tx.id(desk.now),
        asset: asset.id,
        stand,
        on,
        file: None,
        reason: None,
        recorded_by: desk.actor.principal.to_string(),
        version: 1,
        at: desk.now,
    };
    value.into_iter().chain(duty).zip(asset.base_on.into_iter().cycle()).map(event).collect()
}

/// The sheets of this room, for files that are jobs.
pub fn sheets() -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(AssetRows))]
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
        let mut ground = Ground::read(desk, batch).await?;
        let mut sorted = Sorted::of(batch, |entry| ground.judge(desk, entry));
        if desk.trial {
            return Ok(Applied::judged(sorted.outcomes));
        }
        numbered(desk.tx, &mut sorted.added).await?;
        let named = sorted.added.iter().flat_map(|a| a.external_ids.iter().map(|e| (a.id.uuid(), e.clone()))).collect();
        store::insert_cards(desk.tx, &sorted.added).await?;
        name_subjects(desk.tx, SubjectKind::Asset, named).await?;
        let events: Vec<AssetEvent> = sorted.added.iter().flat_map(|asset| first_events(desk, asset)).collect();
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
