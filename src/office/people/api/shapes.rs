//! What is told and shown of households.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{Day, FileId, HouseholdId, Instant, Layer, PersonId, RegionCode, SiteId},
        wire::{ExternalId, Plain, Text, given, resource, shown, wire_words},
    },
    office::people::{
        model::{
            Address, EventKind, Household, HouseholdEvent, Member, Monitored, Presence, Relation, Reversal, Sex,
            Standing,
        },
        service::{
            households::{HouseholdFields, Named},
            rolls::Telling,
        },
    },
};

wire_words!(EventKind, Monitored, Presence, Relation, Sex);

/// A fact about a household (户属性), from the day of its paper on.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct HouseholdStandingView {
    /// From this day on.
    since_on: Day,
    /// 建档立卡: whether it is registered as poor.
    poor: Option<bool>,
    /// 监测对象: as what it is monitored.
    monitored: Option<Monitored>,
    /// The paper that says so.
    paper: Option<String>,
    /// Who told of it.
    recorded_by: String,
    /// When that was.
    recorded_at: Instant,
}

impl From<&Standing> for HouseholdStandingView {
    fn from(s: &Standing) -> Self {
        Self {
            since_on: s.since,
            poor: s.poor,
            monitored: s.monitored,
            paper: s.paper.clone(),
            recorded_by: s.recorded_by.clone(),
            recorded_at: s.recorded_at,
        }
    }
}

/// A household of those who moved (搬迁户).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct HouseholdView {
    /// Id.
    id: HouseholdId,
    /// Version, for `If-Match`.
    etag: String,
    /// Number.
    number: String,
    /// Where it lies: where its site does.
    region_code: RegionCode,
    /// At which site; absent while it has not moved.
    site_id: Option<SiteId>,
    /// The village that it left.
    origin_code: RegionCode,
    /// The address there: stars.
    origin_address: Option<String>,
    /// 栋.
    building: Option<String>,
    /// 单元、室.
    room: Option<String>,
    /// 建档立卡: what the last fact by day says.
    poor: bool,
    /// 监测对象: what the last fact by day says.
    monitored: Monitored,
    /// What was told of that, in the order of its telling.
    standings: Vec<HouseholdStandingView>,
    /// Out of which household it came by a split.
    split_from_id: Option<HouseholdId>,
    /// 户主, as a person of the register; absent between a head's death and the naming of another.
    head_id: Option<PersonId>,
    /// How many belong to it now.
    members: i64,
    /// Who of them came, or became the head, by one officer's word: what would go into the card of the head for them waits until another
    /// officer confirms the household, or locks a month that says the same.
    unconfirmed: Vec<PersonId>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(HouseholdView, "/households");

impl From<&Household> for HouseholdView {
    fn from(h: &Household) -> Self {
        Self {
            id: h.id,
            etag: h.version.to_string(),
            number: h.number.clone(),
            region_code: h.region.clone(),
            site_id: h.site,
            origin_code: h.origin.clone(),
            origin_address: h.origin_address.as_ref().map(ToString::to_string),
            building: h.building.clone(),
            room: h.room.clone(),
            poor: h.poor,
            monitored: h.monitored,
            standings: h.standings.iter().map(Into::into).collect(),
            split_from_id: h.split_from,
            head_id: h.head(),
            members: i64::try_from(h.now().count()).unwrap_or(i64::MAX),
            unconfirmed: h.unsaid().map(|s| s.person).collect(),
            note: h.note.clone(),
            layer: h.layer,
            external_ids: shown(&h.external_ids),
            created_at: h.created_at,
            updated_at: h.updated_at,
        }
    }
}

/// A member of a household on a day (家庭成员), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct HouseholdMemberView {
    /// Who, as a person of the register.
    person_id: PersonId,
    /// Name: its first character and stars.
    name: String,
    /// Phone: its last four digits.
    phone: Option<String>,
    /// ID number: its first three and last four characters.
    id_number: Option<String>,
    /// Relation to the head.
    relation: Relation,
    /// Sex.
    sex: Option<Sex>,
    /// At home, or away for a time.
    presence: Presence,
    /// From which day on this is so.
    from_on: Day,
    /// The first day on which it is so no longer.
    until_on: Option<Day>,
}

impl From<&Member> for HouseholdMemberView {
    fn from(m: &Member) -> Self {
        Self {
            person_id: m.person.id,
            name: m.person.name.to_string(),
            phone: m.person.phone.as_ref().map(ToString::to_string),
            id_number: m.person.id_number.as_ref().map(ToString::to_string),
            relation: m.stay.relation,
            sex: m.stay.sex,
            presence: m.stay.presence,
            from_on: m.stay.from,
            until_on: m.stay.until,
        }
    }
}

/// Who belongs to a household on a day.
#[derive(Debug, Object)]
pub struct HouseholdMembers {
    /// Members, in the order in which they came.
    pub items: Vec<HouseholdMemberView>,
}

/// That an event was wrong (冲正).
#[derive(Debug, Object)]
pub struct HouseholdReversalView {
    /// By whom.
    by: String,
    /// When.
    at: Instant,
    /// Why.
    reason: String,
}

impl From<&Reversal> for HouseholdReversalView {
    fn from(r: &Reversal) -> Self {
        Self { by: r.by.clone(), at: r.at, reason: r.reason.clone() }
    }
}

/// One thing that happened to a household (家庭变动).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct HouseholdEventView {
    /// The how-manieth of its household.
    n: i32,
    /// What.
    kind: EventKind,
    /// When it happened.
    on: Day,
    /// To whom.
    person_id: PersonId,
    /// Which relation to the head that gives.
    relation: Option<Relation>,
    /// Of which sex whoever comes is.
    sex: Option<Sex>,
    /// Who told of it.
    recorded_by: String,
    /// When that was.
    recorded_at: Instant,
    /// That it was wrong.
    reversed: Option<HouseholdReversalView>,
}

impl From<&HouseholdEvent> for HouseholdEventView {
    fn from(e: &HouseholdEvent) -> Self {
        Self {
            n: e.n,
            kind: e.kind,
            on: e.on,
            person_id: e.person,
            relation: e.relation,
            sex: e.sex,
            recorded_by: e.recorded_by.clone(),
            recorded_at: e.recorded_at,
            reversed: e.reversed.as_ref().map(Into::into),
        }
    }
}

/// What happened to a household.
#[derive(Debug, Object)]
pub struct HouseholdEvents {
    /// Events, in the order in which they were told.
    pub items: Vec<HouseholdEventView>,
}

/// A member as a household is registered or split.
#[derive(Debug, Object)]
pub struct NewHouseholdMember {
    /// Who, as a person of the register.
    person_id: PersonId,
    /// Relation to the head; one of them is the head.
    relation: Relation,
    /// Sex; what the ID number says where it is absent.
    sex: Option<Sex>,
}

impl From<NewHouseholdMember> for Named {
    fn from(m: NewHouseholdMember) -> Self {
        Self { person: m.person_id, relation: m.relation, sex: m.sex }
    }
}

/// A household as it is registered.
#[derive(Object)]
pub struct NewHousehold {
    /// Where it lies: where its site does, once it has moved to one.
    pub region_code: RegionCode,
    /// At which site it lives.
    pub site_id: Option<SiteId>,
    /// The village that it left.
    pub origin_code: RegionCode,
    /// The address there; sealed.
    pub origin_address: Option<Text<200>>,
    /// 栋.
    pub building: Option<Plain<40>>,
    /// 单元、室.
    pub room: Option<Plain<40>>,
    /// From which day on its members belong to it; not after today.
    pub on: Day,
    /// Who belongs to it.
    #[oai(validator(min_items = 1, max_items = 30))]
    pub members: Vec<NewHouseholdMember>,
    /// How many that are, as the paper states it.
    #[oai(validator(minimum(value = "1"), maximum(value = "99")))]
    pub stated_members: Option<i64>,
    /// 建档立卡: whether it is registered as poor, from that day on.
    pub poor: Option<bool>,
    /// 监测对象: as what it is monitored, from that day on.
    pub monitored: Option<Monitored>,
    /// Remark; never a name.
    pub note: Option<Plain<500>>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    pub external_ids: Option<Vec<ExternalId>>,
    /// Warnings acknowledged by rule number.
    #[oai(validator(max_items = 20))]
    pub acknowledged: Option<Vec<Text<8>>>,
}

/// Changes of what is written of a household; what is absent stays. Members change by events.
#[derive(Object)]
pub struct HouseholdPatch {
    /// To which site it has moved; it lies where that does.
    site_id: Option<SiteId>,
    /// The village that it left.
    origin_code: Option<RegionCode>,
    /// The address there; sealed.
    origin_address: Option<Text<200>>,
    /// 栋.
    building: Option<Plain<40>>,
    /// 单元、室.
    room: Option<Plain<40>>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
    /// Names other systems give it; replaces them all.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

fn address(text: Option<Text<200>>) -> Option<Address> {
    text.map(|t| Address::new(t.into()))
}

impl From<HouseholdPatch> for HouseholdFields {
    fn from(p: HouseholdPatch) -> Self {
        Self {
            site: p.site_id,
            origin: p.origin_code,
            origin_address: address(p.origin_address),
            building: p.building.map(Into::into),
            room: p.room.map(Into::into),
            note: p.note.map(Into::into),
            external_ids: given(p.external_ids),
        }
    }
}

impl NewHousehold {
    /// What is written of it.
    pub fn fields(&mut self) -> HouseholdFields {
        HouseholdFields {
            site: self.site_id,
            origin: None,
            origin_address: address(self.origin_address.take()),
            building: self.building.take().map(Into::into),
            room: self.room.take().map(Into::into),
            note: self.note.take().map(Into::into),
            external_ids: given(self.external_ids.take()),
        }
    }
}

/// One thing that happened to a household, as it is told.
#[derive(Debug, Object)]
pub struct NewHouseholdEvent {
    /// What; a split is told by its own operation.
    kind: EventKind,
    /// When it happened; not after today.
    on: Day,
    /// To whom, as a person of the register.
    person_id: PersonId,
    /// Relation to the head, of whoever comes and for `relation`.
    relation: Option<Relation>,
    /// Sex of whoever comes; what the ID number says where it is absent.
    sex: Option<Sex>,
}

impl From<NewHouseholdEvent> for Telling {
    fn from(e: NewHouseholdEvent) -> Self {
        Self { kind: e.kind, on: e.on, person: e.person_id, relation: e.relation, sex: e.sex }
    }
}

/// What happened to a household, all of it at once.
#[derive(Debug, Object)]
pub struct NewHouseholdEvents {
    /// Events; of one day, in the order in which they happened.
    #[oai(validator(min_items = 1, max_items = 30))]
    pub events: Vec<NewHouseholdEvent>,
    /// Warnings acknowledged by rule number.
    #[oai(validator(max_items = 20))]
    pub acknowledged: Option<Vec<Text<8>>>,
}

/// Which events were wrong, and why.
#[derive(Debug, Object)]
pub struct HouseholdReversal {
    /// Their numbers.
    #[oai(validator(min_items = 1, max_items = 30, unique_items))]
    pub events: Vec<i32>,
    /// Why; never a name.
    pub reason: Plain<200>,
}

/// A split of a household (分户).
#[derive(Debug, Object)]
pub struct HouseholdSplit {
    /// On which day; not after today.
    pub on: Day,
    /// Who leaves, with their relation to the head of the new household.
    #[oai(validator(min_items = 1, max_items = 30))]
    pub members: Vec<NewHouseholdMember>,
    /// Who stays in another relation than before; where the head leaves, a new one among them.
    #[oai(validator(max_items = 30))]
    pub staying: Option<Vec<NewHouseholdMember>>,
    /// 栋 of the new household.
    pub building: Option<Plain<40>>,
    /// 单元、室 of the new household.
    pub room: Option<Plain<40>>,
}

/// Who belongs to a household, as a second officer reads it in the 户口簿.
#[derive(Debug, Object)]
pub struct HouseholdConfirmation {
    /// The head's name, whole, as the paper has it.
    pub head_name: Text<60>,
    /// How many belong to it, as the paper has it.
    #[oai(validator(minimum(value = "1"), maximum(value = "99")))]
    pub members: i64,
    /// The paper: 户口簿, or what stands for it.
    pub file_id: FileId,
}

/// A fact about a household; one of the two, or both.
#[derive(Debug, Object)]
pub struct NewHouseholdStanding {
    /// From this day on; not after today.
    pub since_on: Day,
    /// 建档立卡: whether it is registered as poor.
    pub poor: Option<bool>,
    /// 监测对象: as what it is monitored.
    pub monitored: Option<Monitored>,
    /// The paper that says so.
    pub paper: Option<Plain<100>>,
}

/// Why somebody's address is to be seen.
#[derive(Debug, Object)]
pub struct NewAddressReveal {
    /// Why.
    pub reason: Plain<200>,
}

/// The address in clear. Kept nowhere.
#[derive(Object)]
pub struct RevealedAddress {
    /// The address that the household left.
    pub origin_address: String,
}
