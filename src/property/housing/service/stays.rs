//! 安排住房. A household is given a dwelling from a day on, and leaves it.

use super::has_come;
use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{
            Day, FileId, HouseholdId, HousingStayId, HousingUnitId, Instant, RegionCode, SubjectKind, SubjectRef,
        },
        platform::{Db, Listing, Page, Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        people::{Settled, hold_household},
    },
    property::housing::{
        HousingRefusal,
        model::{HousingStay, HousingUnit, StayQuery},
        store,
    },
};

fn subject_of(stay: &HousingStay) -> SubjectRef {
    SubjectRef::new(SubjectKind::HousingStay, stay.id)
}

/// Says that a household has a dwelling.
pub struct RecordStay {
    /// Who asks.
    pub actor: Actor,
    /// Which dwelling.
    pub unit: HousingUnitId,
    /// Which household.
    pub household: HouseholdId,
    /// From which day until which, that day not included.
    pub days: (Day, Option<Day>),
    /// Whether others may have it too.
    pub shared: bool,
    /// The paper.
    pub paper: Option<FileId>,
    /// Remark.
    pub note: Option<String>,
}

impl RecordStay {
    fn made(&self, id: HousingStayId, unit: &HousingUnit, now: Instant) -> HousingStay {
        let (from, until) = self.days;
        HousingStay {
            id,
            unit: unit.id,
            site: unit.site,
            region: unit.region.clone(),
            household: self.household,
            from,
            until,
            shared: self.shared,
            paper: self.paper,
            end_reason: None,
            note: self.note.clone(),
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    /// The dwelling that is meant, held; it lies in the holder's regions.
    async fn hold_unit(&self, tx: &Tx, holder: &Holder) -> Result<HousingUnit, Stop> {
        let found = store::lock_unit(tx, self.unit).await?.filter(|u| u.deleted_at.is_none());
        let found = found.filter(|u| holder.seen().covers(&u.region));
        Ok(found.ok_or(HousingRefusal::UnknownDwelling)?)
    }

    /// Refuses what cannot be so: days the wrong way round, a household of another site, and whatever excludes it.
    async fn judge(&self, tx: &Tx, stay: &HousingStay, household: &Settled) -> Result<(), Stop> {
        if let Some(until) = stay.until.filter(|until| *until <= stay.from) {
            return Err(HousingRefusal::StayDays { from: stay.from, until }.into());
        }
        has_come(tx, stay.from, "/from_on").await?;
        if stay.until.is_none() && household.site != Some(stay.site) {
            return Err(HousingRefusal::NotAtSite { household: household.number.clone() }.into());
        }
        let beside = store::stays_beside(tx.conn(), stay.unit, stay.household).await?;
        let Some(other) = beside.iter().find(|other| stay.excludes(other)) else { return Ok(()) };
        let (from, until) = (other.from, other.until.map_or_else(|| "—".to_owned(), |day| day.to_string()));
        if other.household == stay.household {
            return Err(HousingRefusal::HouseholdHasDwelling { from, until }.into());
        }
        Err(HousingRefusal::DwellingHasHousehold { from, until }.into())
    }
}

impl Work for RecordStay {
    type Record = Committed<HousingStay>;

    async fn run(&self, tx: &Tx) -> Result<Committed<HousingStay>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let unit = self.hold_unit(tx, &holder).await?;
        let permit = holder.permit(&action::HOUSING_STAY_RECORD, &unit.region)?;
        let now = tx.now().await?;
        let stay = self.made(tx.id(now), &unit, now);
        let place = ("/household_id", self.household);
        let mut household = None;
        all_hold([
            hold_household(tx, &holder, place, HousingRefusal::UnknownHousehold).await.map(|h| household = Some(h)),
            use_files(tx, &holder.seen(), subject_of(&stay), stay.paper.as_slice()).await,
        ])?;
        self.judge(tx, &stay, &household.ok_or(HousingRefusal::UnknownHousehold)?).await?;
        store::insert_stay(tx, &stay).await?;
        Ok(permit.commit(Change::created(subject_of(&stay), &stay.region, &stay), stay))
    }
}

/// Says from which day on a household has a dwelling no longer.
pub struct EndStay {
    /// Who asks.
    pub actor: Actor,
    /// Which stay.
    pub id: HousingStayId,
    /// The version it was read at.
    pub if_match: String,
    /// The first day on which it is so no longer.
    pub until: Day,
    /// Why.
    pub reason: String,
}

impl Work for EndStay {
    type Record = Committed<HousingStay>;

    async fn run(&self, tx: &Tx) -> Result<Committed<HousingStay>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::HOUSING_STAY_END;
        let before = store::lock_stay(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if let Some(until) = before.until {
            return Err(HousingRefusal::StayEnded { until }.into());
        }
        let (from, until) = (before.from, self.until);
        if until <= from {
            return Err(HousingRefusal::StayDays { from, until }.into());
        }
        has_come(tx, until, "/until_on").await?;
        let after = HousingStay {
            until: Some(until),
            end_reason: Some(self.reason.clone()),
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_stay(tx, &after, before.version).await?;
        let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change, after))
    }
}

/// Stays in the holder's regions.
pub async fn list_stays(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &StayQuery,
    listing: &Listing,
) -> Result<Page<HousingStay>, Stop> {
    let scope = holder.scope_within(&action::HOUSING_STAY_READ, region)?;
    Ok(store::list_stays(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// One stay.
pub async fn read_stay(db: &Db, holder: &Holder, id: HousingStayId) -> Result<HousingStay, Stop> {
    let wanted = &action::HOUSING_STAY_READ;
    let stay = store::find_stay(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&stay), &stay.region)?;
    Ok(stay)
}
