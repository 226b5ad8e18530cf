//! What a client of another department is shown of households: the groups of fields that it was granted, and nothing of the others.

use poem_openapi::Object;

use super::shapes::{HouseholdEventView, HouseholdStandingView};
use crate::{
    ground::kernel::{Day, HouseholdId, PersonId, RegionCode, SiteId},
    office::people::model::{FieldGroup, Member, Monitored, Presence, Relation, Sex, Shared},
};

/// Who a member is, masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SharedIdentity {
    /// Name: its first character and stars.
    name: String,
    /// ID number: its first three and last four characters.
    id_number: Option<String>,
    /// Sex.
    sex: Option<Sex>,
}

/// What a member is in the household.
#[derive(Debug, Object)]
pub struct SharedMembership {
    /// Who, as a person of the register.
    person_id: PersonId,
    /// Relation to the head.
    relation: Relation,
    /// At home, or away for a time.
    presence: Presence,
    /// From which day on this is so.
    from_on: Day,
}

/// A member today, as far as it was granted.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SharedMember {
    /// Group `identity`.
    identity: Option<SharedIdentity>,
    /// Group `household`.
    membership: Option<SharedMembership>,
}

/// Group `origin`: what the household left.
#[derive(Debug, Object)]
pub struct SharedOrigin {
    /// The village.
    origin_code: RegionCode,
}

/// Group `host`: where it lives now.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SharedHost {
    /// Where it lies.
    region_code: RegionCode,
    /// At which site; absent while it has not moved.
    site_id: Option<SiteId>,
}

/// Group `housing_unit`: its dwelling.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SharedDwelling {
    /// 栋.
    building: Option<String>,
    /// 单元、室.
    room: Option<String>,
}

/// Group `standing`: what its facts say.
#[derive(Debug, Object)]
pub struct SharedStanding {
    /// 建档立卡: what the last fact by day says.
    poor: bool,
    /// 监测对象: what the last fact by day says.
    monitored: Monitored,
    /// What was told of that, in the order of its telling.
    standings: Vec<HouseholdStandingView>,
}

/// A household as a client reads it under its grant. A group that was not granted is not there at all.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SharedHousehold {
    /// Id.
    household_id: HouseholdId,
    /// Group `household`: its number.
    number: Option<String>,
    /// Groups `identity` and `household`: its members today.
    members: Option<Vec<SharedMember>>,
    /// Group `origin`.
    origin: Option<SharedOrigin>,
    /// Group `host`.
    host: Option<SharedHost>,
    /// Group `housing_unit`.
    dwelling: Option<SharedDwelling>,
    /// Group `standing`.
    standing: Option<SharedStanding>,
    /// Group `events`: what happened to it, with what was reversed.
    events: Option<Vec<HouseholdEventView>>,
}

fn member(m: &Member, may: impl Fn(FieldGroup) -> bool) -> SharedMember {
    let identity = may(FieldGroup::Identity).then(|| SharedIdentity {
        name: m.person.name.to_string(),
        id_number: m.person.id_number.as_ref().map(ToString::to_string),
        sex: m.stay.sex,
    });
    let membership = may(FieldGroup::Household).then_some(SharedMembership {
        person_id: m.person.id,
        relation: m.stay.relation,
        presence: m.stay.presence,
        from_on: m.stay.from,
    });
    SharedMember { identity, membership }
}

impl From<&Shared> for SharedHousehold {
    fn from(s: &Shared) -> Self {
        let (h, may) = (&s.household, |group: FieldGroup| s.groups.contains(&group));
        let peopled = may(FieldGroup::Identity) || may(FieldGroup::Household);
        Self {
            household_id: h.id,
            number: may(FieldGroup::Household).then(|| h.number.clone()),
            members: peopled.then(|| s.members.iter().map(|m| member(m, may)).collect()),
            origin: may(FieldGroup::Origin).then(|| SharedOrigin { origin_code: h.origin.clone() }),
            host: may(FieldGroup::Host).then(|| SharedHost { region_code: h.region.clone(), site_id: h.site }),
            dwelling: may(FieldGroup::HousingUnit)
                .then(|| SharedDwelling { building: h.building.clone(), room: h.room.clone() }),
            standing: may(FieldGroup::Standing).then(|| SharedStanding {
                poor: h.poor,
                monitored: h.monitored,
                standings: h.standings.iter().map(Into::into).collect(),
            }),
            events: may(FieldGroup::Events).then(|| s.events.iter().map(Into::into).collect()),
        }
    }
}
