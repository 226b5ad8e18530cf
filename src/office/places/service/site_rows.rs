//! Sites as rows of a file.

use std::collections::{HashMap, HashSet};

use super::{
    regions_refused,
    sites::{SiteFields, blank},
};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{Refusal, RegionCode, SiteId, SubjectKind, SubjectRef},
        platform::{Stop, name_subjects},
        trail::Change,
    },
    office::{
        places::{model::Site, store},
        tables::{
            Applied, Column, Desk, Entry, Flaw, Judged, Kind, Least, Record, Sheet, Sorted, differing, yes_or_no,
        },
    },
};

/// 安置点. Rows of sites, named by the number that their ledger gives them.
#[derive(Debug, Clone, Copy)]
pub struct SiteRows;

const COLUMNS: &[Column] = &[
    Column {
        key: "external_id",
        zh: "安置点编号",
        en: "Site number",
        others: &["编号", "序号"],
        kind: Kind::Number(64),
        required: true,
    },
    Column {
        key: "name",
        zh: "安置点名称",
        en: "Name",
        others: &["名称", "安置点", "安置区名称"],
        kind: Kind::Plain(60),
        required: true,
    },
    Column {
        key: "region",
        zh: "行政区划代码",
        en: "Region code",
        others: &["区划代码", "区划"],
        kind: Kind::Region,
        required: true,
    },
    Column {
        key: "town_name",
        zh: "所在乡镇",
        en: "Town",
        others: &["乡镇", "所在镇"],
        kind: Kind::Plain(40),
        required: false,
    },
    Column {
        key: "households",
        zh: "安置户数",
        en: "Households",
        others: &["户数"],
        kind: Kind::Whole(0, 1_000_000),
        required: false,
    },
    Column {
        key: "people",
        zh: "安置人数",
        en: "Persons",
        others: &["人数"],
        kind: Kind::Whole(0, 10_000_000),
        required: false,
    },
    Column {
        key: "poor_households",
        zh: "脱贫户数",
        en: "Registered-poor households",
        others: &["建档立卡户数"],
        kind: Kind::Whole(0, 1_000_000),
        required: false,
    },
    Column {
        key: "move_in_year",
        zh: "入住年份",
        en: "Year of moving in",
        others: &["入住年度"],
        kind: Kind::Whole(1980, 2100),
        required: false,
    },
    Column {
        key: "land_mu",
        zh: "占地面积(亩)",
        en: "Land (mu)",
        others: &["占地(亩)", "用地面积(亩)"],
        kind: Kind::Decimal(4),
        required: false,
    },
    Column {
        key: "building_area_m2",
        zh: "建筑面积(平方米)",
        en: "Buildings (m2)",
        others: &["建筑面积(㎡)", "建筑面积(m2)"],
        kind: Kind::Decimal(2),
        required: false,
    },
    Column {
        key: "investment",
        zh: "投资额",
        en: "Investment",
        others: &["总投资", "投资"],
        kind: Kind::Money,
        required: false,
    },
    Column {
        key: "approximate",
        zh: "数字是否约数",
        en: "Approximate",
        others: &["约数"],
        kind: Kind::Word(yes_or_no),
        required: false,
    },
    Column { key: "note", zh: "备注", en: "Remark", others: &["说明"], kind: Kind::Plain(500), required: false },
];

/// Columns, and the fields under which the trail knows them.
const FIELDS: &[(&str, &str)] = &[
    ("name", "name"),
    ("region", "region"),
    ("town_name", "town_name"),
    ("households", "households"),
    ("people", "people"),
    ("poor_households", "poor_households"),
    ("move_in_year", "move_in_year"),
    ("land_mu", "land_mu"),
    ("building_area_m2", "building_area_m2"),
    ("investment", "investment"),
    ("approximate", "approximate"),
    ("note", "note"),
];

fn subject(site: &Site) -> SubjectRef {
    SubjectRef::new(SubjectKind::Site, site.id)
}

/// What the rows of a batch are judged against, read once.
struct Ground {
    before: HashMap<SiteId, Site>,
    regions: HashMap<RegionCode, Refusal>,
}

impl Ground {
    fn judge(&self, desk: &Desk<'_>, entry: &Entry<'_, SiteFields>) -> Judged<Site> {
        let fields = entry.command;
        if let Some(refusal) = fields.region.as_ref().and_then(|region| self.regions.get(region)) {
            return Judged::Wrong("region", refusal.clone());
        }
        let Some(known) = entry.known else {
            let region = fields.region.as_ref().unwrap_or(desk.region);
            let site = fields.over(blank(desk.tx.id(desk.now), region, desk.actor.layer, desk.now));
            return Judged::New(Site { external_ids: vec![entry.named(desk)], ..site });
        };
        let reached = |s: &&Site| s.deleted_at.is_none() && desk.region.covers(&s.region);
        let Some(before) = self.before.get(&known.into()).filter(reached) else {
            return Judged::Wrong("external_id", entry.taken(desk, SubjectKind::Site));
        };
        let after = fields.over(before.clone());
        if *before == after {
            return Judged::Same;
        }
        let columns = differing(before, &after, FIELDS);
        let layer = before.layer.touched_by(desk.actor.layer);
        let after = Site { version: before.version + 1, updated_at: desk.now, layer, ..after };
        Judged::Changed(Box::new((before.clone(), after)), columns)
    }
}

impl Sheet for SiteRows {
    type Row = SiteFields;
    const NAME: &'static str = "sites";
    const TITLE: &'static str = "安置点";
    const COLUMNS: &'static [Column] = COLUMNS;
    const SYSTEM: &'static str = "site_ledger";
    const ACTION: &'static Action = &action::SITE_IMPORT;
    const MARK: &'static Action = &action::SITE_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::SITE_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::Site;
    const TABLE: &'static str = "site";

    fn row(&self, record: &Record) -> Result<SiteFields, Vec<Flaw>> {
        let measures = ["land_mu", "building_area_m2", "investment"].map(|key| record.below(key, Least::Zero));
        let wrong: Vec<Flaw> = measures.into_iter().flatten().collect();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(SiteFields {
            name: record.text("name"),
            region: record.region("region"),
            town_name: record.text("town_name"),
            households: record.whole("households"),
            people: record.whole("people"),
            poor_households: record.whole("poor_households"),
            move_in_year: record.whole("move_in_year").and_then(|year| i32::try_from(year).ok()),
            land_mu: record.scaled("land_mu"),
            building_area_m2: record.scaled("building_area_m2"),
            investment: record.money("investment"),
            approximate: record.flag("approximate"),
            note: record.text("note"),
            external_ids: None,
        })
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, SiteFields>]) -> Result<Applied, Stop> {
        let known: Vec<SiteId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
        let regions: HashSet<RegionCode> = batch.iter().filter_map(|e| e.command.region.clone()).collect();
        let regions: Vec<RegionCode> = regions.into_iter().collect();
        let before = store::lock_sites(desk.tx, &known).await?;
        let ground = Ground {
            before: before.into_iter().map(|s| (s.id, s)).collect(),
            regions: regions_refused(desk.tx.conn(), &regions, desk.now.day()).await?,
        };
        let sorted = Sorted::of(batch, |entry| ground.judge(desk, entry));
        let named = sorted.added.iter().flat_map(|s| s.external_ids.iter().map(|e| (s.id.uuid(), e.clone()))).collect();
        store::insert_sites(desk.tx, &sorted.added).await?;
        name_subjects(desk.tx, SubjectKind::Site, named).await?;
        let mut changes = Vec::with_capacity(batch.len());
        for after in &sorted.added {
            changes.push(Change::created(subject(after), &after.region, after).named(action::SITE_CREATE.name));
        }
        for (before, after) in &sorted.changed {
            store::update_site(desk.tx, after, before.version).await?;
            let change = Change::changed(subject(after), &after.region, after.version, before, after);
            changes.push(change.named(action::SITE_CHANGE.name));
        }
        Ok(Applied { outcomes: sorted.outcomes, changes })
    }
}
