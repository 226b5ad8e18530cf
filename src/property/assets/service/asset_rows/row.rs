//! One row: what it says by itself, and what it makes of a card.

use super::{columns::FUNDING, named::Named as Words, told::Told};
use crate::{
    ground::kernel::{Day, Money, Ppm, ProjectId, Refusal, RegionCode},
    money::funds::DocumentNumber,
    office::{
        people::{WrittenName, names_whole},
        tables::{Desk, Entry, Flaw, Judged, Least, Record, Wrong, differing},
    },
    property::assets::{
        AssetsRefusal,
        model::{
            Asset, AssetForm, AssetKind, AssetParty, AssetRole, Beneficiaries, ClassEdition, ClassRef, EvidenceGrade,
            Intake, Measures, Named, NewOwner, Regime, Stand, UpkeepSource, ValueState, succeeded,
        },
        service::{
            register::{AssetFields, money_stays, rewritten},
            usage::{Keeping, kept},
        },
    },
};

/// A refusal, and the column because of which.
pub(super) type At = (&'static str, Refusal);

/// By what a row shows a part of the money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Paper {
    /// 指标编号.
    Allocation(String),
    /// 文号.
    Document(DocumentNumber),
    /// 待核实, with what the ledger writes.
    Written(String),
}

/// What marks money that no paper of the register shows.
const UNVERIFIED: &str = "待核实";

impl Paper {
    fn parse(text: String) -> Self {
        if text.starts_with(UNVERIFIED) {
            return Self::Written(text);
        }
        match DocumentNumber::parse(&text) {
            Some(number) => Self::Document(number),
            None => Self::Allocation(text),
        }
    }
}

/// One row.
pub struct AssetRow {
    pub(super) region: RegionCode,
    pub(super) base_on: Day,
    evidence_grade: EvidenceGrade,
    stated: Option<Money>,
    measures: Measures,
    beneficiaries: Beneficiaries,
    fields: AssetFields,
    pub(super) site: Option<String>,
    owner: Option<String>,
    regime: Option<Regime>,
    manager: Option<String>,
    maintainer: Option<String>,
    upkeep_source: Option<UpkeepSource>,
    /// Column, paper, amount.
    pub(super) money: Vec<(&'static str, Paper, Money)>,
    /// 项目编号.
    pub(super) project: Option<String>,
    told: Told,
}

fn missing(record: &Record, key: &'static str) -> Flaw {
    Flaw::of(record.row, key, Wrong::Missing.told())
}

/// Half of a pair that the other half wants.
fn halves(record: &Record) -> Vec<Flaw> {
    let text = |key: &str| record.text(key).is_some();
    let mut flaws = Vec::new();
    match (text("class_edition"), text("class_code")) {
        (true, false) => flaws.push(missing(record, "class_code")),
        (false, true) => flaws.push(missing(record, "class_edition")),
        (true, true) | (false, false) => {}
    }
    if text("owner_regime") && !text("owner") {
        flaws.push(missing(record, "owner"));
    }
    for (paper, amount) in FUNDING {
        match (text(paper), record.money(amount)) {
            (true, None) => flaws.push(missing(record, amount)),
            (false, Some(_)) => flaws.push(missing(record, paper)),
            (true, Some(_)) => flaws.extend(record.below(amount, Least::AboveZero)),
            (false, None) => {}
        }
    }
    flaws
}

fn faults(record: &Record) -> Vec<Flaw> {
    let measures = ["area_m2", "land_mu", "length_m", "annual_income"].map(|key| record.below(key, Least::Zero));
    let value = record.below("value", Least::AboveZero);
    measures.into_iter().flatten().chain(value).chain(halves(record)).chain(Told::halves(record)).collect()
}

fn fields_of(record: &Record) -> AssetFields {
    let class = record.word("class_edition").zip(record.text("class_code"));
    AssetFields {
        name: record.text("name"),
        kind: record.word("kind"),
        form: record.word("form"),
        class: class.map(|(edition, code)| ClassRef { edition, code }),
        town_name: record.text("town_name"),
        location: record.text("location"),
        quantity: record.text("quantity"),
        in_service_year: record.whole("in_service_year").and_then(|year| i32::try_from(year).ok()),
        owner_name: record.text("owner_name").map(WrittenName::said),
        operator_name: record.text("operator_name").map(WrittenName::said),
        annual_income: record.money("annual_income"),
        accepted_on: record.day("accepted_on"),
        delivered_on: record.day("delivered_on"),
        note: record.text("note"),
        ..AssetFields::default()
    }
}

impl AssetRow {
    /// What a row says, or what is wrong in it by itself.
    pub(super) fn of(record: &Record) -> Result<Self, Vec<Flaw>> {
        let flaws = faults(record);
        if !flaws.is_empty() {
            return Err(flaws);
        }
        let stock = record.region("region").zip(record.day("base_on")).zip(record.word("evidence_grade"));
        let Some(((region, base_on), evidence_grade)) = stock else { return Err(Vec::new()) };
        let measures = Measures {
            area_m2: record.scaled("area_m2"),
            land_mu: record.scaled("land_mu"),
            length_m: record.scaled("length_m"),
            ..Measures::default()
        };
        let part = |(paper, amount): &(&'static str, &'static str)| {
            Some((*paper, Paper::parse(record.text(paper)?), record.money(amount)?))
        };
        Ok(Self {
            region,
            base_on,
            evidence_grade,
            stated: record.money("value"),
            measures,
            beneficiaries: Beneficiaries { households: record.whole("households"), people: record.whole("people") },
            fields: fields_of(record),
            site: record.text("site"),
            owner: record.text("owner"),
            regime: record.word("owner_regime"),
            manager: record.text("manager"),
            maintainer: record.text("maintainer"),
            upkeep_source: record.word("upkeep_source"),
            money: FUNDING.iter().filter_map(part).collect(),
            project: record.text("project"),
            told: Told::of(record),
        })
    }

    /// The words by which it names organisations.
    pub(super) fn units(&self) -> impl Iterator<Item = &str> {
        [&self.owner, &self.manager, &self.maintainer].into_iter().filter_map(|word| word.as_deref())
    }

    /// The names that it gives as its ledger writes them.
    pub(super) fn names(&self) -> impl Iterator<Item = &WrittenName> {
        self.fields.owner_name.iter().chain(&self.fields.operator_name)
    }

    /// The major class that its class belongs to, where the table must have it.
    pub(super) fn major(&self) -> Option<(ClassEdition, String)> {
        let class = self.fields.class.as_ref()?;
        Some((class.edition, class.major()?))
    }

    /// Its name, where it states a value: by which stock that may be the same is found.
    pub(super) fn valued_name(&self) -> Option<&str> {
        self.fields.name.as_deref().filter(|_| self.stated.is_some())
    }

    fn unit(&self, words: &Words, column: &'static str, word: Option<&String>) -> Result<Option<Named>, At> {
        let found = word.map(|word| words.unit(word, &self.region)).transpose();
        Ok(found.map_err(|refusal| (column, refusal))?.map(Named::Organisation))
    }

    /// The manager in place of whoever managed it until now; the other parties stay.
    fn managed(&self, words: &Words, a: &Asset) -> Result<Option<Vec<AssetParty>>, At> {
        let Some(who) = self.unit(words, "manager", self.manager.as_ref())? else { return Ok(None) };
        let manages = |p: &&AssetParty| p.role == AssetRole::Manager && p.to.is_none();
        if a.parties.iter().filter(manages).any(|p| p.who == who) {
            return Ok(None);
        }
        let others = a.parties.iter().filter(|p| !manages(p) && !p.is_maintainer()).cloned();
        let new = AssetParty { role: AssetRole::Manager, who, from: Some(self.base_on), to: None };
        Ok(Some(others.chain([new]).collect()))
    }

    /// The project that it names, which is that of the card's contract where one stands there.
    fn project(&self, words: &Words, a: &Asset) -> Result<Option<ProjectId>, At> {
        let Some(number) = &self.project else { return Ok(None) };
        let id = words.project(number, &self.region).map_err(|refusal| ("project", refusal))?;
        if a.contract.is_some() && a.project != Some(id) {
            return Err(("project", AssetsRefusal::ContractOfAnother.into()));
        }
        Ok(Some(id))
    }

    /// The card with what the row says of it; a blank cell leaves what is there.
    fn over(&self, words: &Words, a: Asset) -> Result<Asset, At> {
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
        let site = self.site.as_ref().map(|name| words.site(name, &self.region)).transpose();
        let part = |n: usize| words.part(self, n).map_err(|refusal| (self.money[n].0, refusal));
        let funding = (0..self.money.len()).map(part).collect::<Result<Vec<_>, At>>()?;
        let name = |key: &'static str, given: Option<&WrittenName>, before: &Option<WrittenName>| {
            let name = words.name(&self.region, given.map(|name| name.meant(before)).as_ref());
            names_whole(&name).map_err(|refusal| (key, Refusal::from(refusal)))?;
            Ok::<_, At>(name)
        };
        let fields = AssetFields {
            site: site.map_err(|refusal| ("site", refusal))?,
            parties: self.managed(words, &a)?,
            project: self.project(words, &a)?,
            funding: Some(funding).filter(|parts| !parts.is_empty()),
            owner_name: name("owner_name", self.fields.owner_name.as_ref(), &a.owner_name)?,
            operator_name: name("operator_name", self.fields.operator_name.as_ref(), &a.operator_name)?,
            ..self.fields.clone()
        };
        Ok(fields.over(Asset { measures, beneficiaries, ..a }))
    }

    fn is_sane(&self, asset: &Asset, today: Day) -> Result<(), At> {
        self.fields.is_sane(asset, today).map_err(|refusal| match refusal {
            AssetsRefusal::DayAhead { day, .. } if self.fields.accepted_on == Some(day) => {
                ("accepted_on", refusal.into())
            }
            AssetsRefusal::DayAhead { day, .. } if self.fields.delivered_on == Some(day) => {
                ("delivered_on", refusal.into())
            }
            AssetsRefusal::DayAhead { .. } => ("base_on", refusal.into()),
            other => ("annual_income", other.into()),
        })
    }

    fn owners(&self, words: &Words) -> Result<Vec<NewOwner>, At> {
        let who = self.unit(words, "owner", self.owner.as_ref())?;
        Ok(who.map(|who| NewOwner { who, share: Ppm::WHOLE, regime: self.regime }).into_iter().collect())
    }

    fn keeping(&self, words: &Words) -> Result<Keeping, At> {
        let maintainer = self.unit(words, "maintainer", self.maintainer.as_ref())?;
        Ok(Keeping { maintainer, upkeep_source: self.upkeep_source })
    }

    /// A card that nobody has imported before. Its printed number is given once the whole batch is judged.
    pub(super) fn fresh(&self, words: &Words, desk: &Desk<'_>, entry: &Entry<'_, Self>) -> Result<Asset, At> {
        let blank = Asset::blank(AssetKind::PublicWelfare, AssetForm::Fixed, self.region.clone(), desk.now);
        let blank = Asset {
            id: desk.tx.id(desk.now),
            intake: Intake::Legacy,
            base_on: Some(self.base_on),
            evidence_grade: Some(self.evidence_grade),
            owners: succeeded(&[], &self.owners(words)?, self.base_on),
            layer: desk.actor.layer,
            external_ids: vec![entry.named(desk)],
            ..blank
        };
        let (asset, duty) = kept(&self.over(words, blank)?, self.base_on, &self.keeping(words)?);
        let stated = self.stated.map(|amount| Stand::Value { state: ValueState::Stated, amount: Some(amount) });
        let stands = stated.iter().chain(&duty);
        let tracks = stands.fold(asset.tracks.clone(), |tracks, stand| tracks.told(stand, self.base_on));
        let asset = Asset { tracks, ..asset };
        self.is_sane(&asset, desk.now.day())?;
        self.told.onto(asset, (self.base_on, desk.now.day()))
    }

    /// What belongs to what was recorded of a card: a file says the same of it, or nothing.
    fn recorded(&self, words: &Words, before: &Asset) -> Result<(), At> {
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
        let named = self.owners(words)?;
        let own = before.present_owners();
        if !named.is_empty() && (own.len() != 1 || !named.iter().all(|n| n.is(&own[0]))) {
            return Err(("owner", AssetsRefusal::OwnerByAct { number: number() }.into()));
        }
        let keeping = self.keeping(words)?;
        let keeps = |who: &Named| before.parties.iter().any(|p| p.is_maintainer() && p.to.is_none() && p.who == *who);
        if keeping.maintainer.as_ref().is_some_and(|who| !keeps(who)) {
            return Err(("maintainer", AssetsRefusal::KeeperByAct { number: number() }.into()));
        }
        if keeping.upkeep_source.is_some() && keeping.upkeep_source != before.upkeep_source {
            return Err(("upkeep_source", AssetsRefusal::KeeperByAct { number: number() }.into()));
        }
        Ok(())
    }

    /// A card that is there, with what the row changes of it.
    pub(super) fn known(&self, words: &Words, desk: &Desk<'_>, before: &Asset) -> Result<Judged<Asset>, At> {
        self.recorded(words, before)?;
        let after = self.told.onto(self.over(words, before.clone())?, (self.base_on, desk.now.day()))?;
        if *before == after {
            return Ok(Judged::Same);
        }
        self.is_sane(&after, desk.now.day())?;
        let column = match rewritten(before, &after).first() {
            Some(("funding", _)) => self.money.first().map_or("external_id", |(column, ..)| *column),
            Some((day @ ("accepted_on" | "delivered_on"), _)) => *day,
            _ => "project",
        };
        money_stays(before, &after).map_err(|refusal| (column, Refusal::from(refusal)))?;
        let columns = differing(before, &after, super::columns::FIELDS);
        let layer = before.layer.touched_by(desk.actor.layer);
        let after = Asset { version: before.version + 1, updated_at: desk.now, layer, ..after };
        Ok(Judged::Changed(Box::new((before.clone(), after)), columns))
    }
}
