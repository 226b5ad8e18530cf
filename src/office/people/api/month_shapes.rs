//! What is told and shown of months of the register.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{Day, HouseholdId, Instant, Layer, Month, OfficerId, PeopleMonthId, PersonId, RegionCode, SiteId},
        wire::{Plain, resource, wire_words},
    },
    office::people::{
        model::{Difference, DifferenceKind, Edition, MonthState, PeopleMonth, PersonName},
        service::month_differences::Differs,
    },
};

wire_words!(DifferenceKind, MonthState);

/// What was locked of a month at one time (锁定版次).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PeopleMonthEdition {
    /// The how-manieth of its month.
    n: i32,
    /// Households.
    households: i64,
    /// Persons.
    persons: i64,
    /// 建档立卡户: households registered as poor.
    poor_households: i64,
    /// Persons in them.
    poor_persons: i64,
    /// 监测户: households that are monitored.
    monitored_households: i64,
    /// Persons in them.
    monitored_persons: i64,
    /// Men.
    male: i64,
    /// Women; whose sex is not known is in neither.
    female: i64,
    /// Away for study or in the army.
    away: i64,
    /// SHA-256 over its households and members in their order.
    digest: String,
    /// By whom it was locked.
    locked_by_id: OfficerId,
    /// When.
    locked_at: Instant,
    /// By whom it was opened again.
    reopened_by_id: Option<OfficerId>,
    /// When.
    reopened_at: Option<Instant>,
    /// Why.
    reopen_reason: Option<String>,
}

impl From<&Edition> for PeopleMonthEdition {
    fn from(e: &Edition) -> Self {
        let c = &e.counts;
        Self {
            n: e.n,
            households: c.households,
            persons: c.persons,
            poor_households: c.poor_households,
            poor_persons: c.poor_persons,
            monitored_households: c.monitored_households,
            monitored_persons: c.monitored_persons,
            male: c.male,
            female: c.female,
            away: c.away,
            digest: e.digest.to_string(),
            locked_by_id: e.locked_by,
            locked_at: e.locked_at,
            reopened_by_id: e.reopened.as_ref().map(|r| r.by),
            reopened_at: e.reopened.as_ref().map(|r| r.at),
            reopen_reason: e.reopened.as_ref().map(|r| r.reason.clone()),
        }
    }
}

/// The register of people of a place in a month (月度人员台账).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PeopleMonthView {
    /// Id.
    id: PeopleMonthId,
    /// Version, for `If-Match`.
    etag: String,
    /// Where.
    region_code: RegionCode,
    /// Of this site alone; absent where it is of the region with everything in it.
    site_id: Option<SiteId>,
    /// Which month.
    month: Month,
    /// The day of which a lock keeps what was so: the last of the month.
    as_of_on: Day,
    /// Whether it is locked.
    state: MonthState,
    /// Who opened it, or opened it again: somebody else locks it.
    prepared_by_id: OfficerId,
    /// What was locked, in that order; the last one stands while the month is locked.
    editions: Vec<PeopleMonthEdition>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PeopleMonthView, "/people-months");

impl From<&PeopleMonth> for PeopleMonthView {
    fn from(m: &PeopleMonth) -> Self {
        Self {
            id: m.id,
            etag: m.version.to_string(),
            region_code: m.region.clone(),
            site_id: m.site,
            month: m.month,
            as_of_on: m.as_of(),
            state: m.state,
            prepared_by_id: m.prepared_by,
            editions: m.editions.iter().map(Into::into).collect(),
            note: m.note.clone(),
            layer: m.layer,
            created_at: m.created_at,
            updated_at: m.updated_at,
        }
    }
}

/// A month as it is opened, of a region with everything in it, or of a site alone.
#[derive(Debug, Object)]
pub struct NewPeopleMonth {
    /// Of which region; where the site lies, if one is named.
    pub region_code: RegionCode,
    /// Of this site alone.
    pub site_id: Option<SiteId>,
    /// Which month; this one or an earlier.
    pub month: Month,
    /// Remark; never a name.
    pub note: Option<Plain<500>>,
}

/// Why a locked month is opened again.
#[derive(Debug, Object)]
pub struct PeopleMonthReopening {
    /// Why; never a name.
    pub reason: Plain<200>,
}

/// One thing in which a household differs (变化).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PeopleDifference {
    /// What.
    kind: DifferenceKind,
    /// Of which member, as a person of the register.
    person_id: Option<PersonId>,
    /// The member's name: its first character and stars.
    name: Option<String>,
    /// What was so: a word of the register, an id, or where it lives.
    before: Option<String>,
    /// What is so.
    after: Option<String>,
}

impl From<(Difference, Option<PersonName>)> for PeopleDifference {
    fn from((d, name): (Difference, Option<PersonName>)) -> Self {
        let name = name.map(|n| n.to_string());
        Self { kind: d.kind, person_id: d.person, name, before: d.before, after: d.after }
    }
}

/// A household that differs between two looks at the register.
#[derive(Debug, Object)]
pub struct PeopleDifferences {
    /// Which.
    household_id: HouseholdId,
    /// Its number.
    number: String,
    /// In what it differs.
    changes: Vec<PeopleDifference>,
}

impl From<Differs> for PeopleDifferences {
    fn from(d: Differs) -> Self {
        let changes = d.changes.into_iter().map(Into::into).collect();
        Self { household_id: d.household, number: d.number, changes }
    }
}
