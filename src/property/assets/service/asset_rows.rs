//! 存量补录 as rows of a file: existing stock, named by the id of the ledger it was kept in.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    asset_columns::{COLUMNS, FIELDS},
    changed,
    register::AssetFields,
    subject_of,
};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{AssetId, Day, Money, NumberKind, Refusal, RegionCode, SubjectKind},
        platform::{Fault, Stop, name_subjects, next_numbers},
        trail::Change,
    },
    office::{
        places::regions_refused,
        tables::{Applied, Column, Desk, Entry, Flaw, Judged, Record, Sheet, Sorted, Wrong, differing},
    },
    property::assets::{
        AssetsRefusal,
        model::{
            Asset, AssetEvent, AssetForm, AssetKind, Beneficiaries, EvidenceGrade, Intake, Measures, Stand, ValueState,
        },
        store,
    },
};

/// 存量资产. Rows of stock. A file enters cards and changes what is written on them; what was recorded on a track it never changes.
pub struct AssetRows;

/// One row.
pub struct AssetRow {
    region: RegionCode,
    base_on: Day,
    evidence_grade: EvidenceGrade,
    stated: Option<Money>,
    measures: Measures,
    beneficiaries: Beneficiaries,
    fields: AssetFields,
}

/// A refusal, and the column because of which.
type At = (&'static str, Refusal);

impl AssetRow {
    /// The card with what the row says of it; a blank cell leaves what is there.
    fn over(&self, a: Asset) -> Asset {
        let (m, b) = (&self.measures, &self.beneficiaries);
        let measures = Measures {
            area_m2: m.area_m2.or(a.measures.area_m2),
            land_mu: m.land_mu.or(a.measures.land_mu),
            length_m: m.length_m.or(a.measures.length_m),
            ..a.measures.clone()
        };
        let beneficiaries = Beneficiaries {
            households: b.households.or(a.beneficiaries.households),
            people: b.people.or(a.beneficiaries.people),
        };
        self.fields.over(Asset { measures, beneficiaries, ..a })
    }

    fn is_sane(&self, asset: &Asset, today: Day) -> Result<(), At> {
        self.fields.is_sane(asset, today).map_err(|refusal| match refusal {
            AssetsRefusal::DayAhead { .. } => ("base_on", refusal.into()),
            other => ("annual_income", other.into()),
        })
    }

    /// A card that nobody has imported before. Its printed number is given once the whole batch is judged.
    fn fresh(&self, desk: &Desk<'_>, entry: &Entry<'_, Self>) -> Result<Judged<Asset>, At> {
        let blank = Asset::blank(AssetKind::PublicWelfare, AssetForm::Fixed, self.region.clone(), desk.now);
        let stated = self.stated.map(|amount| Stand::Value { state: ValueState::Stated, amount: Some(amount) });
        let asset = self.over(Asset {
            id: desk.tx.id(desk.now),
            intake: Intake::Legacy,
            base_on: Some(self.base_on),
            evidence_grade: Some(self.evidence_grade),
            tracks: stated.iter().fold(blank.tracks.clone(), |tracks, stand| tracks.told(stand, self.base_on)),
            layer: desk.actor.layer,
            external_ids: vec![entry.named(desk)],
            ..blank
        });
        self.is_sane(&asset, desk.now.day())?;
        Ok(Judged::New(asset))
    }

    /// A card that is there. Day, grade and value belong to what was recorded of it.
    fn known(&self, desk: &Desk<'_>, before: &Asset) -> Result<Judged<Asset>, At> {
        let number = || before.number.clone();
        if before.region != self.region {
            return Err(("region", AssetsRefusal::RegionFixed { region: before.region.clone() }.into()));
        }
        if before.base_on != Some(self.base_on) {
            return Err(("base_on", AssetsRefusal::IntakeFixed { number: number() }.into()));
        }
        if before.evidence_grade != Some(self.evidence_grade) {
            return Err(("evidence_grade", AssetsRefusal::IntakeFixed { number: number() }.into()));
        }
        if self.stated.is_some() && self.stated != before.tracks.original_value {
            return Err(("value", AssetsRefusal::ValueByAct { number: number() }.into()));
        }
        let after = self.over(before.clone());
        if *before == after {
            return Ok(Judged::Same);
        }
        self.is_sane(&after, desk.now.day())?;
        let columns = differing(before, &after, FIELDS);
        let layer = before.layer.touched_by(desk.actor.layer);
        let after = Asset { version: before.version + 1, updated_at: desk.now, layer, ..after };
        Ok(Judged::Changed(Box::new((before.clone(), after)), columns))
    }
}

/// What the rows of a batch are judged against, read once.
struct Ground {
    before: HashMap<AssetId, Asset>,
    regions: HashMap<RegionCode, Refusal>,
}

impl Ground {
    fn judge(&self, desk: &Desk<'_>, entry: &Entry<'_, AssetRow>) -> Judged<Asset> {
        let row = entry.command;
        if let Some(refusal) = self.regions.get(&row.region) {
            return Judged::Wrong("region", refusal.clone());
        }
        let Some(known) = entry.known else {
            return row.fresh(desk, entry).unwrap_or_else(|(column, refusal)| Judged::Wrong(column, refusal));
        };
        let reached = |a: &&Asset| a.deleted_at.is_none() && desk.region.covers(&a.region);
        match self.before.get(&known.into()).filter(reached) {
            Some(before) => row.known(desk, before).unwrap_or_else(|(column, refusal)| Judged::Wrong(column, refusal)),
            None => Judged::Wrong("external_id", entry.taken(desk, SubjectKind::Asset)),
        }
    }
}

/// Gives new cards their printed numbers: one statement for each region.
async fn numbered(desk: &Desk<'_>, assets: &mut [Asset]) -> Result<(), Fault> {
    let mut regions: BTreeMap<RegionCode, Vec<&mut Asset>> = BTreeMap::new();
    for asset in assets {
        regions.entry(asset.region.clone()).or_default().push(asset);
    }
    for (region, assets) in regions {
        let numbers = next_numbers(desk.tx, NumberKind::Asset, &region, assets.len()).await?;
        for (asset, number) in assets.into_iter().zip(numbers) {
            asset.number = number.to_string();
        }
    }
    Ok(())
}

/// The value that a ledger states, as the first event of a new card.
fn stated(desk: &Desk<'_>, asset: &Asset) -> Option<AssetEvent> {
    let (amount, on) = asset.tracks.original_value.zip(asset.base_on)?;
    Some(AssetEvent {
        id: desk.tx.id(desk.now),
        asset: asset.id,
        stand: Stand::Value { state: ValueState::Stated, amount: Some(amount) },
        on,
        file: None,
        reason: None,
        recorded_by: desk.actor.principal.to_string(),
        version: 1,
        at: desk.now,
    })
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
        let below = |key: &&&'static str| record.whole(key).is_some_and(|units| units < 0);
        let mut wrong: Vec<&'static str> = ["area_m2", "land_mu", "length_m"].iter().filter(below).copied().collect();
        wrong.extend(record.money("value").is_some_and(|m| !m.is_positive()).then_some("value"));
        wrong.extend(record.money("annual_income").is_some_and(|m| m.fen() < 0).then_some("annual_income"));
        if !wrong.is_empty() {
            return Err(wrong.into_iter().map(|key| Flaw::of(record.row, key, Wrong::OutOfRange.told())).collect());
        }
        let stock = record.region("region").zip(record.day("base_on")).zip(record.word("evidence_grade"));
        let Some(((region, base_on), evidence_grade)) = stock else { return Err(Vec::new()) };
        let fields = AssetFields {
            name: record.text("name"),
            kind: record.word("kind"),
            form: record.word("form"),
            town_name: record.text("town_name"),
            location: record.text("location"),
            quantity: record.text("quantity"),
            in_service_year: record.whole("in_service_year").and_then(|year| i32::try_from(year).ok()),
            owner_name: record.text("owner_name"),
            operator_name: record.text("operator_name"),
            annual_income: record.money("annual_income"),
            note: record.text("note"),
            ..AssetFields::default()
        };
        let measures = Measures {
            area_m2: record.scaled("area_m2"),
            land_mu: record.scaled("land_mu"),
            length_m: record.scaled("length_m"),
            ..Measures::default()
        };
        let beneficiaries = Beneficiaries { households: record.whole("households"), people: record.whole("people") };
        Ok(AssetRow { region, base_on, evidence_grade, stated: record.money("value"), measures, beneficiaries, fields })
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, AssetRow>]) -> Result<Applied, Stop> {
        let known: Vec<AssetId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
        let regions: HashSet<RegionCode> = batch.iter().map(|e| e.command.region.clone()).collect();
        let regions: Vec<RegionCode> = regions.into_iter().collect();
        let before = store::lock_assets(desk.tx, &known).await?;
        let ground = Ground {
            before: before.into_iter().map(|a| (a.id, a)).collect(),
            regions: regions_refused(desk.tx.conn(), &regions, desk.now.day()).await?,
        };
        let mut sorted = Sorted::of(batch, |entry| ground.judge(desk, entry));
        numbered(desk, &mut sorted.added).await?;
        let named = sorted.added.iter().flat_map(|a| a.external_ids.iter().map(|e| (a.id.uuid(), e.clone()))).collect();
        store::insert_cards(desk.tx, &sorted.added).await?;
        name_subjects(desk.tx, SubjectKind::Asset, named).await?;
        let events: Vec<AssetEvent> = sorted.added.iter().filter_map(|asset| stated(desk, asset)).collect();
        store::append_events(desk.tx, &events).await?;
        let mut changes = Vec::with_capacity(batch.len());
        for after in &sorted.added {
            changes.push(Change::created(subject_of(after), &after.region, after).named(action::ASSET_CREATE.name));
        }
        for (before, after) in &sorted.changed {
            store::update_asset(desk.tx, before, after).await?;
            changes.push(changed(before, after).named(action::ASSET_CHANGE.name));
        }
        Ok(Applied { outcomes: sorted.outcomes, changes })
    }
}
