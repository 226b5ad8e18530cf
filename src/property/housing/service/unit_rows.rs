//! Dwellings as rows of a file: named by the number that their ledger gives them, at a site that is told by its name. Who lives there
//! is a person of the register and does not come in by rows.

use std::collections::{HashMap, HashSet};

use super::{
    unit_changed, unit_created,
    units::{UnitFields, blank, new_certificate, registered_stands, taken},
};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{HousingUnitId, Refusal, RegionCode, SiteId, SubjectKind, settle},
        platform::{Stop, name_subjects},
    },
    office::{
        places::{Site, sites_called},
        policy::{Everywhere, key, values_until},
        tables::{
            Applied, Column, Desk, Door, Entry, Flaw, Judged, Kind, Least, Record, Sheet, SheetDoor, Sorted, differing,
            words_of,
        },
    },
    property::housing::{
        HousingRefusal,
        model::{Certificate, HousingKind, HousingUnit, Occupancy},
        rules::{ONE_CERTIFICATE, one_certificate},
        store,
    },
};

/// 安置住房. Rows of dwellings.
#[derive(Debug, Clone, Copy)]
pub struct UnitRows;

/// One row.
pub struct UnitRow {
    site: String,
    fields: UnitFields,
}

const fn column(key: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { key, zh, en, others: &[], kind, required: false }
}

const COLUMNS: &[Column] = &[
    Column {
        others: &["编号", "序号"],
        required: true,
        ..column("external_id", "住房编号", "Dwelling number", Kind::Number(64))
    },
    Column { others: &["安置点"], required: true, ..column("site", "安置点名称", "Site", Kind::Plain(60)) },
    Column { others: &["楼栋", "栋"], required: true, ..column("building", "栋号", "Building", Kind::Plain(40)) },
    Column { others: &["室号", "单元房号"], required: true, ..column("room", "房号", "Room", Kind::Plain(40)) },
    column("kind", "住房类别", "Kind", Kind::Word(words_of::<HousingKind>)),
    Column {
        others: &["面积(平方米)", "建筑面积(㎡)"],
        ..column("area_m2", "建筑面积(平方米)", "Floor area (m2)", Kind::Decimal(2))
    },
    Column {
        others: &["人口", "家庭人口数"],
        ..column("household_size", "家庭人口", "Persons of the household", Kind::Whole(1, 99))
    },
    column("occupancy", "入住情况", "Occupancy", Kind::Word(words_of::<Occupancy>)),
    Column {
        others: &["不动产证号", "权证号"],
        ..column("certificate_no", "不动产权证号", "Certificate", Kind::Plain(60))
    },
    Column { others: &["发证日期"], ..column("registered_on", "登记日期", "Registered on", Kind::Day) },
    Column { others: &["说明"], ..column("note", "备注", "Remark", Kind::Plain(500)) },
];

/// Columns, and the fields under which the trail knows them.
const FIELDS: &[(&str, &str)] = &[
    ("site", "site"),
    ("building", "building"),
    ("room", "room"),
    ("kind", "kind"),
    ("area_m2", "area"),
    ("household_size", "household_size"),
    ("occupancy", "occupancy"),
    ("certificate_no", "certificate/number"),
    ("registered_on", "certificate/on"),
    ("note", "note"),
];

/// A refusal, and the column because of which.
type At = (&'static str, Refusal);

/// A building and a room of a site.
type Place = (SiteId, String, String);

/// Key of the force that a region may set of the rule by which certificates are judged.
const FORCES: &[&str] = &["force.R23.2"];

/// A dwelling that has a certificate: which, where it lies, and what it is called.
type Holder = (HousingUnitId, RegionCode, String);

fn holder(unit: &HousingUnit) -> Holder {
    (unit.id, unit.region.clone(), unit.called())
}

/// What the rows of a batch are judged against, read once.
struct Ground {
    before: HashMap<HousingUnitId, HousingUnit>,
    sites: HashMap<String, Vec<Site>>,
    /// Rooms of these sites, with whose they are; those of rows that were judged already too. Rows of before may be two of one room.
    rooms: HashMap<Place, Vec<HousingUnitId>>,
    /// Who has the certificates that rows name, by their one form; those of rows that were judged already too.
    certified: HashMap<String, Vec<Holder>>,
    forces: Everywhere,
}

impl Ground {
    fn site(&self, name: &str) -> Result<&Site, At> {
        match self.sites.get(name).map(Vec::as_slice) {
            Some([one]) => Ok(one),
            many => {
                let (name, found) = (name.to_owned(), many.map_or(0, <[Site]>::len));
                Err(("site", HousingRefusal::SiteNotNamed { name, found }.into()))
            }
        }
    }

    fn after(&self, desk: &Desk<'_>, row: &UnitRow, unit: HousingUnit) -> Result<HousingUnit, At> {
        let after = row.fields.over(unit).map_err(|refusal| ("certificate_no", refusal.into()))?;
        let today = desk.now.day();
        if let Some(day) = row.fields.registered_on.filter(|day| *day > today) {
            return Err(("registered_on", HousingRefusal::DayAhead { day, today }.into()));
        }
        match self.rooms.get(&after.place()) {
            Some(had) if had.iter().any(|id| *id != after.id) => Err(("room", taken(&after).into())),
            _ => Ok(after),
        }
    }

    /// R23.2 of a certificate that is new on a dwelling. Rows that follow are held against it.
    fn certified(&mut self, desk: &Desk<'_>, before: Option<&HousingUnit>, after: &HousingUnit) -> Result<(), At> {
        let Some(certificate) = new_certificate(before, after) else { return Ok(()) };
        let (number, county) = (certificate.number.as_str(), after.region.county());
        let there = self.certified.entry(certificate.form()).or_default();
        let others = there.iter().filter(|(id, region, _)| *id != after.id && county.covers(region));
        let seen = desk.holder.seen();
        let others = others.map(|(_, region, place)| (number, if seen.covers(region) { place.as_str() } else { "…" }));
        let others: Vec<(&str, &str)> = others.collect();
        let verdict = one_certificate(&after.called(), &[number], &others);
        let check = self.forces.on(certificate.on).in_region(&after.region, key).judge(
            &ONE_CERTIFICATE,
            certificate.on,
            verdict,
        );
        settle(vec![check], desk.acknowledged).map_err(|refusal| ("certificate_no", refusal))?;
        there.push(holder(after));
        Ok(())
    }

    fn judged(&mut self, desk: &Desk<'_>, entry: &Entry<'_, UnitRow>) -> Result<Judged<HousingUnit>, At> {
        let site = self.site(&entry.command.site)?;
        let Some(known) = entry.known else {
            let fresh = blank(desk.tx.id(desk.now), site, desk.actor.layer, desk.now);
            let unit = self.after(desk, entry.command, fresh)?;
            self.certified(desk, None, &unit)?;
            self.rooms.entry(unit.place()).or_default().push(unit.id);
            return Ok(Judged::New(HousingUnit { external_ids: vec![entry.named(desk)], ..unit }));
        };
        let taken = || ("external_id", entry.taken(desk, SubjectKind::HousingUnit));
        let reached = |u: &&HousingUnit| u.deleted_at.is_none() && desk.region.covers(&u.region);
        let before = &self.before.get(&known.into()).filter(reached).cloned().ok_or_else(taken)?;
        // A dwelling does not move to another site: the number belongs to another one then.
        if before.site != site.id {
            return Err(taken());
        }
        let after = self.after(desk, entry.command, before.clone())?;
        if *before == after {
            return Ok(Judged::Same);
        }
        // A file brings no paper of the registration office.
        if let Some((column, refusal)) = registered_stands(before, &after) {
            return Err((column, refusal.into()));
        }
        self.certified(desk, Some(before), &after)?;
        let columns = differing(before, &after, FIELDS);
        let layer = before.layer.touched_by(desk.actor.layer);
        let after = HousingUnit { version: before.version + 1, updated_at: desk.now, layer, ..after };
        let pair = Box::new((before.clone(), after));
        if let Some(had) = self.rooms.get_mut(&pair.0.place()) {
            had.retain(|id| *id != pair.0.id);
        }
        self.rooms.entry(pair.1.place()).or_default().push(pair.1.id);
        Ok(Judged::Changed(pair, columns))
    }
}

/// The sheets of this room, for files that are jobs.
pub fn sheets() -> Vec<Box<dyn SheetDoor>> {
    vec![Box::new(Door(UnitRows))]
}

impl Sheet for UnitRows {
    type Row = UnitRow;
    const NAME: &'static str = "housing_units";
    const TITLE: &'static str = "安置住房";
    const COLUMNS: &'static [Column] = COLUMNS;
    const SYSTEM: &'static str = "housing_ledger";
    const ACTION: &'static Action = &action::HOUSING_UNIT_IMPORT;
    const MARK: &'static Action = &action::HOUSING_UNIT_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::HOUSING_UNIT_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::HousingUnit;
    const TABLE: &'static str = "housing_unit";

    fn row(&self, record: &Record) -> Result<UnitRow, Vec<Flaw>> {
        if let Some(flaw) = record.below("area_m2", Least::AboveZero) {
            return Err(vec![flaw]);
        }
        let fields = UnitFields {
            kind: record.word("kind"),
            building: record.text("building"),
            room: record.text("room"),
            area: record.scaled("area_m2"),
            household_head: None,
            household_size: record.whole("household_size").and_then(|n| i32::try_from(n).ok()),
            occupancy: record.word("occupancy"),
            certificate_no: record.text("certificate_no"),
            registered_on: record.day("registered_on"),
            paper: None,
            note: record.text("note"),
            external_ids: None,
            acknowledged: Vec::new(),
        };
        let fields = fields.evened();
        match fields.certificate() {
            Ok(_) => Ok(UnitRow { site: record.text("site").unwrap_or_default(), fields }),
            Err(refusal) => Err(vec![Flaw::refused(record.row, "certificate_no", &refusal.into())]),
        }
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, UnitRow>]) -> Result<Applied, Stop> {
        let known: Vec<HousingUnitId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
        let names: HashSet<String> = batch.iter().map(|e| e.command.site.clone()).collect();
        let mut sites: HashMap<String, Vec<Site>> = HashMap::new();
        for site in sites_called(desk.tx.conn(), Some(desk.region), &names.into_iter().collect::<Vec<_>>()).await? {
            sites.entry(site.name.clone()).or_default().push(site);
        }
        let before = store::lock_units(desk.tx, &known).await?;
        let ids: Vec<_> = sites.values().flatten().map(|s| s.id).collect();
        let buildings: Vec<&str> = batch.iter().filter_map(|e| e.command.fields.building.as_deref()).collect();
        let mut rooms: HashMap<Place, Vec<HousingUnitId>> = HashMap::new();
        for unit in store::rooms_of(desk.tx.conn(), &ids, &buildings).await? {
            rooms.entry(unit.place()).or_default().push(unit.id);
        }
        let numbers: Vec<&str> = batch.iter().filter_map(|e| e.command.fields.certificate_no.as_deref()).collect();
        let mut certified: HashMap<String, Vec<Holder>> = HashMap::new();
        for unit in store::units_certified(desk.tx.conn(), &numbers).await? {
            let form = unit.certificate.as_ref().map(Certificate::form).unwrap_or_default();
            certified.entry(form).or_default().push(holder(&unit));
        }
        let mut ground = Ground {
            before: before.into_iter().map(|u| (u.id, u)).collect(),
            rooms,
            sites,
            certified,
            forces: values_until(desk.tx.conn(), FORCES, desk.now.day()).await?,
        };
        let judge = |entry: &Entry<'_, UnitRow>| {
            ground.judged(desk, entry).unwrap_or_else(|(column, refusal)| Judged::Wrong(column, refusal))
        };
        let sorted = Sorted::of(batch, judge);
        if desk.trial {
            return Ok(Applied::judged(sorted.outcomes));
        }
        let named = sorted.added.iter().flat_map(|u| u.external_ids.iter().map(|e| (u.id.uuid(), e.clone()))).collect();
        let mut changes = Vec::with_capacity(batch.len());
        // A room that one leaves is free for who comes: changes are written first.
        for (before, after) in &sorted.changed {
            store::update_unit(desk.tx, after, before.version).await?;
            changes.push(unit_changed(before, after).named(action::HOUSING_UNIT_CHANGE.name));
        }
        store::insert_units(desk.tx, &sorted.added).await?;
        name_subjects(desk.tx, SubjectKind::HousingUnit, named).await?;
        for after in &sorted.added {
            changes.push(unit_created(after).named(action::HOUSING_UNIT_CREATE.name));
        }
        Ok(Applied { outcomes: sorted.outcomes, changes })
    }
}
