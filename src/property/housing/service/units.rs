//! 登记安置住房. Dwellings: create, change, delete.

use super::{has_come, results::certificates_apart, unit_changed, unit_created, unit_subject};
use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{
            AreaM2, Day, ExternalRef, FileId, HousingUnitId, Instant, Layer, PersonId, Scope, SiteId, Wording,
            building_number, room_number, settle,
        },
        platform::{Fault, Stop, Tx, Work, replace_external_ids},
        trail::Committed,
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        people::know_persons,
        places::{Site, hold_site},
        policy::values_on,
    },
    property::housing::{
        HousingRefusal,
        model::{Certificate, HousingKind, HousingUnit, Occupancy, UnitTitleState},
        rules::ONE_CERTIFICATE,
        store,
    },
};

/// What a caller says of a dwelling; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct UnitFields {
    /// What it is.
    pub kind: Option<HousingKind>,
    /// 栋.
    pub building: Option<String>,
    /// 单元、室.
    pub room: Option<String>,
    /// Floor area.
    pub area: Option<AreaM2>,
    /// 户主.
    pub household_head: Option<PersonId>,
    /// Persons of the household.
    pub household_size: Option<i32>,
    /// Who lives there.
    pub occupancy: Option<Occupancy>,
    /// Number of an old certificate.
    pub certificate_no: Option<String>,
    /// Its day.
    pub registered_on: Option<Day>,
    /// The paper by which the certificate, or what it says, is told or changed.
    pub paper: Option<FileId>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Option<Vec<ExternalRef>>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl UnitFields {
    /// The same with building and room as they are kept: one, however they are typed.
    #[must_use]
    pub fn evened(self) -> Self {
        let building = self.building.map(|text| building_number(&text));
        Self { building, room: self.room.map(|text| room_number(&text)), ..self }
    }

    /// The certificate that they tell, if they tell one.
    pub(super) fn certificate(&self) -> Result<Option<Certificate>, HousingRefusal> {
        match (&self.certificate_no, self.registered_on) {
            (Some(number), Some(on)) => Ok(Some(Certificate { number: number.clone(), on })),
            (None, None) => Ok(None),
            _ => Err(HousingRefusal::CertificateInPart),
        }
    }

    /// The dwelling with what they say. An old certificate is a fact of stock; where a batch brought one, or will, it is not told here.
    pub(super) fn over(&self, unit: HousingUnit) -> Result<HousingUnit, HousingRefusal> {
        if self.area == Some(AreaM2::ZERO) {
            return Err(HousingRefusal::NoArea);
        }
        let (title, certificate) = match self.certificate()? {
            None => (unit.title, unit.certificate),
            // By its paper the same number may be written otherwise.
            Some(told) if self.paper.is_none() && unit.certificate.as_ref().is_some_and(|had| had.is_same(&told)) => {
                (unit.title, unit.certificate)
            }
            Some(certificate) if unit.title.is_open() || (unit.title.is_registered() && self.paper.is_some()) => {
                (UnitTitleState::Registered, Some(certificate))
            }
            Some(_) => return Err(HousingRefusal::TitleByBatch { state: unit.title }),
        };
        Ok(HousingUnit {
            kind: self.kind.unwrap_or(unit.kind),
            building: self.building.clone().unwrap_or(unit.building),
            room: self.room.clone().unwrap_or(unit.room),
            area: self.area.or(unit.area),
            household_head: self.household_head.or(unit.household_head),
            household_size: self.household_size.or(unit.household_size),
            occupancy: self.occupancy.unwrap_or(unit.occupancy),
            title,
            certificate,
            paper: self.paper.or(unit.paper),
            note: self.note.clone().or(unit.note),
            external_ids: self.external_ids.clone().unwrap_or(unit.external_ids),
            ..unit
        })
    }

    async fn hold(&self, tx: &Tx, holder: &Holder) -> Result<(), Stop> {
        let head: Vec<_> = self.household_head.map(|id| ("/household_head_id".to_owned(), id)).into_iter().collect();
        know_persons(tx, holder, &head, HousingRefusal::UnknownPerson).await?;
        match self.registered_on {
            Some(on) => has_come(tx, on, "/registered_on").await,
            None => Ok(()),
        }
    }
}

/// The certificate of a dwelling that it had not before.
pub(super) fn new_certificate<'a>(before: Option<&HousingUnit>, after: &'a HousingUnit) -> Option<&'a Certificate> {
    let had = before.and_then(|unit| unit.certificate.as_ref()).map(Certificate::form);
    after.certificate.as_ref().filter(|certificate| had != Some(certificate.form()))
}

/// Nobody else has its building and room, however they were typed in rows of before; and R23.2 of a certificate that is new on it.
async fn stands_apart(
    (tx, seen): (&Tx, &Scope),
    before: Option<&HousingUnit>,
    after: &HousingUnit,
    acknowledged: &[String],
) -> Result<(), Stop> {
    let moved = before.is_none_or(|b| (&b.building, &b.room) != (&after.building, &after.room));
    if moved {
        let place = after.place();
        let near = store::rooms_of(tx.conn(), &[after.site], &[after.building.as_str()]).await?;
        if near.iter().any(|other| other.id != after.id && other.place() == place) {
            return Err(taken(after).into());
        }
    }
    let Some(certificate) = new_certificate(before, after) else { return Ok(()) };
    let (number, on) = (certificate.number.as_str(), certificate.on);
    let called = after.called();
    let verdict = certificates_apart(tx, (called.as_str(), &after.region, seen), &[number], Some(after.id)).await?;
    let values = values_on(tx.conn(), &after.region, on).await?;
    settle(vec![values.judge(&ONE_CERTIFICATE, on, verdict)], acknowledged)?;
    Ok(())
}

/// A dwelling of which nothing is said yet.
pub(super) fn blank(id: HousingUnitId, site: &Site, layer: Layer, now: Instant) -> HousingUnit {
    HousingUnit {
        id,
        site: site.id,
        region: site.region.clone(),
        kind: HousingKind::Resettlement,
        building: String::new(),
        room: String::new(),
        area: None,
        household_head: None,
        household_size: None,
        occupancy: Occupancy::Unallotted,
        title: UnitTitleState::Unregistered,
        certificate: None,
        paper: None,
        note: None,
        layer,
        external_ids: Vec::new(),
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// What the certificate of a registered dwelling says of it changes by a paper of the registration office, and by those who bring its papers.
fn by_its_paper(holder: &Holder, before: &HousingUnit, after: &HousingUnit, paper: Option<FileId>) -> Result<(), Stop> {
    let stands = registered_stands(before, after);
    if stands.is_none() && (paper.is_none() || !before.title.is_registered()) {
        return Ok(());
    }
    let _theirs = holder.permit_on(&action::TITLE_BATCH_RECORD_RESULTS, unit_subject(before), &before.region)?;
    match stands {
        Some((_, refusal)) if paper.is_none() => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// Why a registered dwelling does not become what this says without a paper, and the first field that does it.
pub(super) fn registered_stands(before: &HousingUnit, after: &HousingUnit) -> Option<(&'static str, HousingRefusal)> {
    let certificate = before.certificate.as_ref().filter(|_| before.title.is_registered())?;
    let changed = before.certified_otherwise(after);
    let (first, _) = *changed.first()?;
    let (door, certificate) = (format!("{} {}", before.building, before.room), certificate.number.clone());
    Some((first, HousingRefusal::RegisteredStands { door, certificate, changed: Wording::fields(changed) }))
}

/// Building and room are another dwelling's already.
pub(super) fn taken(unit: &HousingUnit) -> HousingRefusal {
    HousingRefusal::PlaceTaken { building: unit.building.clone(), room: unit.room.clone() }
}

fn taken_or(fault: Fault, unit: &HousingUnit) -> Stop {
    if fault.is_unique_violation() { taken(unit).into() } else { fault.into() }
}

/// Registers a dwelling.
pub struct CreateUnit {
    /// Who asks.
    pub actor: Actor,
    /// Of which site.
    pub site: SiteId,
    /// What.
    pub fields: UnitFields,
}

impl Work for CreateUnit {
    type Record = Committed<HousingUnit>;

    async fn run(&self, tx: &Tx) -> Result<Committed<HousingUnit>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let site = hold_site(tx, &holder.seen(), self.site, HousingRefusal::UnknownSite).await?;
        let permit = holder.permit(&action::HOUSING_UNIT_CREATE, &site.region)?;
        let now = tx.now().await?;
        self.fields.hold(tx, &holder).await?;
        let unit = self.fields.over(blank(tx.id(now), &site, self.actor.layer, now))?;
        stands_apart((tx, &holder.seen()), None, &unit, &self.fields.acknowledged).await?;
        store::insert_unit(tx, &unit).await.map_err(|fault| taken_or(fault, &unit))?;
        replace_external_ids(tx, unit_subject(&unit), &[], &unit.external_ids).await?;
        Ok(permit.commit(unit_created(&unit), unit))
    }
}

/// Changes or deletes a dwelling.
pub struct ChangeUnit {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: HousingUnitId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes; `None` deletes.
    pub fields: Option<UnitFields>,
}

impl Work for ChangeUnit {
    type Record = Committed<HousingUnit>;

    async fn run(&self, tx: &Tx) -> Result<Committed<HousingUnit>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let found = store::lock_unit(tx, self.id).await?.filter(|u| u.deleted_at.is_none());
        let before = found.ok_or_else(|| unknown(&action::HOUSING_UNIT_READ))?;
        let wanted = if self.fields.is_some() { &action::HOUSING_UNIT_CHANGE } else { &action::HOUSING_UNIT_DELETE };
        let permit = holder.permit_on(wanted, unit_subject(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        let layer = before.layer.touched_by(self.actor.layer);
        let stamped = HousingUnit { version: before.version + 1, updated_at: now, layer, ..before.clone() };
        let Some(fields) = &self.fields else {
            let tombstone = HousingUnit { deleted_at: Some(now), ..stamped };
            if !store::bury_unit(tx, &tombstone).await? {
                return Err(HousingRefusal::InUse.into());
            }
            return Ok(permit.commit(unit_changed(&before, &tombstone), tombstone));
        };
        fields.hold(tx, &holder).await?;
        if let Some(paper) = fields.paper {
            use_files(tx, &holder.seen(), unit_subject(&before), &[paper]).await?;
        }
        let after = fields.over(stamped)?;
        by_its_paper(&holder, &before, &after, fields.paper)?;
        stands_apart((tx, &holder.seen()), Some(&before), &after, &fields.acknowledged).await?;
        store::update_unit(tx, &after, before.version).await.map_err(|fault| taken_or(fault, &after))?;
        replace_external_ids(tx, unit_subject(&after), &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(unit_changed(&before, &after), after))
    }
}
