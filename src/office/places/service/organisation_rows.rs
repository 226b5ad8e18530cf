//! Organisations as rows of a file.

use std::collections::{HashMap, HashSet};

use super::{
    accounts::propose_again,
    organisations::{OrganisationFields, blank, sane_by_itself},
    regions_refused,
};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{OrganisationId, Refusal, RegionCode, SubjectKind, SubjectRef},
        platform::{Stop, name_subjects},
        trail::Change,
    },
    office::{
        places::{
            BodyDoor, BodyOf, PlacesRefusal,
            model::{Organisation, OrganisationKind},
            store,
        },
        tables::{Applied, Column, Desk, Entry, Flaw, Judged, Kind, Record, Sheet, Sorted, differing, words_of},
    },
};

/// 单位. Rows of organisations, named by the code that their budget system gives them.
#[derive(Debug, Clone, Copy)]
pub struct OrganisationRows(pub &'static dyn BodyDoor);

/// One row.
pub struct OrganisationRow {
    region: RegionCode,
    fields: OrganisationFields,
}

const COLUMNS: &[Column] = &[
    Column {
        key: "external_id",
        zh: "单位编号",
        en: "Unit code",
        others: &["AGENCY_CODE", "单位代码", "编号"],
        kind: Kind::Number(64),
        required: true,
    },
    Column {
        key: "name",
        zh: "单位名称",
        en: "Name",
        others: &["AGENCY_NAME", "名称", "单位全称"],
        kind: Kind::Plain(100),
        required: true,
    },
    Column {
        key: "kind",
        zh: "单位类别",
        en: "Kind",
        others: &["类别"],
        kind: Kind::Word(words_of::<OrganisationKind>),
        required: true,
    },
    Column {
        key: "uscc",
        zh: "统一社会信用代码",
        en: "USCC",
        others: &["信用代码", "社会信用代码"],
        kind: Kind::Id(18),
        required: false,
    },
    Column {
        key: "region",
        zh: "行政区划代码",
        en: "Region code",
        others: &["MOF_DIV_CODE", "区划代码", "区划"],
        kind: Kind::Region,
        required: true,
    },
    Column {
        key: "valid_from",
        zh: "起始日期",
        en: "First day",
        others: &["启用日期", "成立日期"],
        kind: Kind::Day,
        required: false,
    },
    Column {
        key: "valid_to", zh: "截止日期", en: "Last day", others: &["停用日期"], kind: Kind::Day, required: false
    },
    Column { key: "note", zh: "备注", en: "Remark", others: &["说明"], kind: Kind::Plain(500), required: false },
];

/// Columns, and the fields under which the trail knows them.
const FIELDS: &[(&str, &str)] = &[
    ("name", "name"),
    ("kind", "kind"),
    ("uscc", "uscc"),
    ("valid_from", "valid_from"),
    ("valid_to", "valid_to"),
    ("note", "note"),
];

/// What the rows of a batch are judged against, read once.
struct Ground {
    before: HashMap<OrganisationId, Organisation>,
    regions: HashMap<RegionCode, Refusal>,
    bearers: HashMap<(RegionCode, String), OrganisationId>,
    bodies: HashMap<OrganisationId, BodyOf>,
}

impl Ground {
    async fn read(
        desk: &Desk<'_>,
        batch: &[Entry<'_, OrganisationRow>],
        bodies: &'static dyn BodyDoor,
    ) -> Result<Self, Stop> {
        let conn = desk.tx.conn();
        let known: Vec<OrganisationId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
        let codes: Vec<String> = batch.iter().filter_map(|e| e.command.fields.uscc.clone()).collect();
        let regions: HashSet<RegionCode> = batch.iter().map(|e| e.command.region.clone()).collect();
        let regions: Vec<RegionCode> = regions.into_iter().collect();
        let before = store::lock_organisations(desk.tx, &known).await?;
        Ok(Self {
            bodies: bodies.bodies(desk.tx, &known).await?,
            before: before.into_iter().map(|o| (o.id, o)).collect(),
            regions: regions_refused(conn, &regions, desk.now.day()).await?,
            bearers: store::bearers_of(conn, &codes).await?,
        })
    }

    fn judge(&mut self, desk: &Desk<'_>, entry: &Entry<'_, OrganisationRow>) -> Judged<Organisation> {
        match self.judged(desk, entry) {
            Ok(judged) => judged,
            Err((column, refusal)) => Judged::Wrong(column, refusal),
        }
    }

    fn judged(
        &mut self,
        desk: &Desk<'_>,
        entry: &Entry<'_, OrganisationRow>,
    ) -> Result<Judged<Organisation>, (&'static str, Refusal)> {
        let OrganisationRow { region, fields } = entry.command;
        if let Some(refusal) = self.regions.get(region) {
            return Err(("region", refusal.clone()));
        }
        let id = entry.known.map_or_else(|| desk.tx.id(desk.now), Into::into);
        let taken = || ("external_id", entry.taken(desk, SubjectKind::Organisation));
        let before = match entry.known {
            None => None,
            Some(_) => Some(self.alive(id, desk).ok_or_else(taken)?),
        };
        if let Some(before) = before.as_ref().filter(|b| b.region != *region) {
            return Err(("region", PlacesRefusal::RegionFixed { region: before.region.clone() }.into()));
        }
        let after = match &before {
            None => Organisation {
                external_ids: vec![entry.named(desk)],
                ..fields.over(blank(id, region, desk.actor.layer, desk.now))
            },
            Some(before) => fields.over(before.clone()),
        };
        sane_by_itself(&after, desk.now.day(), desk.acknowledged).map_err(|refusal| ("uscc", refusal))?;
        if let Some((before, body)) = before.as_ref().zip(self.bodies.get(&id)) {
            body.allows(before.kind, after.kind).map_err(|refusal| ("kind", refusal.into()))?;
        }
        if let Some(uscc) = &after.uscc
            && *self.bearers.entry((region.clone(), uscc.clone())).or_insert(id) != id
        {
            return Err(("uscc", PlacesRefusal::UsccTaken { uscc: uscc.clone() }.into()));
        }
        Ok(match before {
            None => Judged::New(after),
            Some(before) if before == after => Judged::Same,
            Some(before) => {
                let columns = differing(&before, &after, FIELDS);
                let layer = before.layer.touched_by(desk.actor.layer);
                let after = Organisation { version: before.version + 1, updated_at: desk.now, layer, ..after };
                Judged::Changed(Box::new((before, after)), columns)
            }
        })
    }

    /// The organisation of this id, where the import reaches it.
    fn alive(&self, id: OrganisationId, desk: &Desk<'_>) -> Option<Organisation> {
        self.before.get(&id).filter(|o| o.deleted_at.is_none() && desk.region.covers(&o.region)).cloned()
    }
}

fn subject(organisation: &Organisation) -> SubjectRef {
    SubjectRef::new(SubjectKind::Organisation, organisation.id)
}

impl Sheet for OrganisationRows {
    type Row = OrganisationRow;
    const NAME: &'static str = "organisations";
    const TITLE: &'static str = "单位";
    const COLUMNS: &'static [Column] = COLUMNS;
    const SYSTEM: &'static str = "budget_integration";
    const ACTION: &'static Action = &action::ORGANISATION_IMPORT;
    const MARK: &'static Action = &action::ORGANISATION_MARK_IMPORT;
    const TEMPLATE: &'static Action = &action::ORGANISATION_READ_TEMPLATE;
    const KIND: SubjectKind = SubjectKind::Organisation;
    const TABLE: &'static str = "organisation";

    fn row(&self, record: &Record) -> Result<OrganisationRow, Vec<Flaw>> {
        let region = record.region("region").ok_or_else(Vec::new)?;
        let fields = OrganisationFields {
            name: record.text("name"),
            kind: record.word("kind"),
            uscc: record.text("uscc"),
            agency: None,
            valid_from: record.day("valid_from"),
            valid_to: record.day("valid_to"),
            note: record.text("note"),
            external_ids: None,
        };
        Ok(OrganisationRow { region, fields })
    }

    async fn apply(&self, desk: &Desk<'_>, batch: &[Entry<'_, OrganisationRow>]) -> Result<Applied, Stop> {
        let mut ground = Ground::read(desk, batch, self.0).await?;
        let sorted = Sorted::of(batch, |entry| ground.judge(desk, entry));
        let named = sorted.added.iter().flat_map(|o| o.external_ids.iter().map(|e| (o.id.uuid(), e.clone()))).collect();
        match store::insert_organisations(desk.tx, &sorted.added).await {
            // Somebody registered one of the codes since the batch was judged.
            Err(fault) if fault.is_unique_violation() => {
                let codes: Vec<&str> = sorted.added.iter().filter_map(|o| o.uscc.as_deref()).collect();
                return Err(PlacesRefusal::UsccTaken { uscc: codes.join("、").chars().take(200).collect() }.into());
            }
            done => done?,
        }
        name_subjects(desk.tx, SubjectKind::Organisation, named).await?;
        let mut changes = Vec::with_capacity(batch.len());
        for after in &sorted.added {
            changes.push(Change::created(subject(after), &after.region, after).named(action::ORGANISATION_CREATE.name));
        }
        for (before, after) in &sorted.changed {
            store::update_organisation(desk.tx, after, before.version).await?;
            let change = Change::changed(subject(after), &after.region, after.version, before, after);
            changes.push(change.named(action::ORGANISATION_CHANGE.name));
            if after.is_renamed(before) {
                // Its accounts were confirmed for the body that it was.
                changes.extend(propose_again(desk.tx, desk.actor, after.id).await?);
            }
        }
        Ok(Applied { outcomes: sorted.outcomes, changes })
    }
}
