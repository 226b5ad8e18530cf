//! 月度人员台账. What the register said of a place on the last day of a month, once somebody has looked at it and locked it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::household::{Household, Monitored, Presence, Relation, Sex};
use crate::ground::kernel::{
    Day, Digest, Digester, HouseholdId, Instant, Layer, Month, OfficerId, PeopleMonthId, PersonId, RegionCode, SiteId,
    Words as _,
};

crate::ground::kernel::words! {
    /// 台账状态.
    pub enum MonthState {
        Open = "open" "待锁定",
        Locked = "locked" "已锁定",
        Reopened = "reopened" "已重开",
    }
}

impl MonthState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 3] =
        [(Self::Open, Self::Locked), (Self::Locked, Self::Reopened), (Self::Reopened, Self::Locked)];
}

/// 锁定数. How many there are of what a lock keeps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// 户数.
    pub households: i64,
    /// 人数.
    pub persons: i64,
    /// 建档立卡户.
    pub poor_households: i64,
    /// Persons in them.
    pub poor_persons: i64,
    /// 监测户.
    pub monitored_households: i64,
    /// Persons in them.
    pub monitored_persons: i64,
    /// Men.
    pub male: i64,
    /// Women.
    pub female: i64,
    /// Away for study or in the army.
    pub away: i64,
}

impl Counts {
    /// With one more household.
    #[must_use]
    pub fn with(self, kept: &Kept) -> Self {
        let of = |fits: &dyn Fn(&KeptMember) -> bool| {
            i64::try_from(kept.members.values().filter(|m| fits(m)).count()).unwrap_or(i64::MAX)
        };
        let persons = of(&|_| true);
        let (poor, monitored) = (kept.poor, kept.monitored != Monitored::None);
        let in_case = |is: bool, many: i64| if is { many } else { 0 };
        Self {
            households: self.households + 1,
            persons: self.persons + persons,
            poor_households: self.poor_households + in_case(poor, 1),
            poor_persons: self.poor_persons + in_case(poor, persons),
            monitored_households: self.monitored_households + in_case(monitored, 1),
            monitored_persons: self.monitored_persons + in_case(monitored, persons),
            male: self.male + of(&|m| m.sex == Some(Sex::Male)),
            female: self.female + of(&|m| m.sex == Some(Sex::Female)),
            away: self.away + of(&|m| m.presence != Presence::Home),
        }
    }
}

/// 重开. That a lock was opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reopening {
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: String,
}

/// 锁定版次. What was locked at one time; it stays to be read when the month is opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// The how-manieth of its month.
    pub n: i32,
    /// How many there were.
    pub counts: Counts,
    /// Of its rows in the order of households and persons.
    pub digest: Digest,
    /// By whom.
    pub locked_by: OfficerId,
    /// When.
    pub locked_at: Instant,
    /// That it was opened again.
    pub reopened: Option<Reopening>,
}

/// 月度人员台账. Of a site, or of a region with everything in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeopleMonth {
    /// Id.
    pub id: PeopleMonthId,
    /// Where.
    pub region: RegionCode,
    /// Of this site alone.
    pub site: Option<SiteId>,
    /// Which month.
    pub month: Month,
    /// Whether it is locked.
    pub state: MonthState,
    /// Who opened it, or opened it again: somebody else locks it.
    pub prepared_by: OfficerId,
    /// What was locked, in that order.
    pub editions: Vec<Edition>,
    /// Remark.
    pub note: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl PeopleMonth {
    /// The day of which a lock keeps what was so.
    pub fn as_of(&self) -> Day {
        self.month.last_day()
    }

    /// The lock that stands.
    pub fn locked(&self) -> Option<&Edition> {
        self.editions.last().filter(|_| self.state == MonthState::Locked)
    }

    /// Whether it is of the same place as another.
    pub fn is_of_the_place_of(&self, other: &Self) -> bool {
        self.site == other.site && (self.site.is_some() || self.region == other.region)
    }
}

/// By what months are found.
#[derive(Debug, Clone, Default)]
pub struct MonthQuery {
    /// Of this site.
    pub site: Option<SiteId>,
    /// Of this month.
    pub month: Option<Month>,
    /// In this state.
    pub state: Option<MonthState>,
}

/// A member as a lock keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptMember {
    /// Relation to the head.
    pub relation: Relation,
    /// Sex.
    pub sex: Option<Sex>,
    /// At home or away.
    pub presence: Presence,
}

/// A household as a lock keeps it, or as the register says it of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Which.
    pub household: HouseholdId,
    /// At which site.
    pub site: Option<SiteId>,
    /// The village that it left.
    pub origin: RegionCode,
    /// 栋.
    pub building: Option<String>,
    /// 单元、室.
    pub room: Option<String>,
    /// 建档立卡.
    pub poor: bool,
    /// 监测对象.
    pub monitored: Monitored,
    /// Who belonged to it.
    pub members: BTreeMap<PersonId, KeptMember>,
}

impl Kept {
    /// What the register says of a household on a day; nothing where nobody belonged to it then.
    pub fn of(household: &Household, day: Day) -> Option<Self> {
        let member = |stay: &super::Stay| {
            (stay.person, KeptMember { relation: stay.relation, sex: stay.sex, presence: stay.presence })
        };
        let members: BTreeMap<_, _> = household.members_on(day).map(member).collect();
        let (poor, monitored) = household.standing_on(day);
        (!members.is_empty()).then(|| Self {
            household: household.id,
            site: household.site,
            origin: household.origin.clone(),
            building: household.building.clone(),
            room: household.room.clone(),
            poor,
            monitored,
            members,
        })
    }

    fn head(&self) -> Option<PersonId> {
        self.members.iter().find(|(_, m)| m.relation == Relation::Head).map(|(person, _)| *person)
    }

    fn dwelling(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.building, &self.room].into_iter().filter_map(|p| p.as_deref()).collect();
        Some(parts.join(" ")).filter(|text| !text.is_empty())
    }

    /// The digest with this household added: rows come in the order of households, members in that of persons.
    pub fn digested(&self, digest: Digester) -> Digester {
        let own = digest
            .field("household", self.household)
            .optional("site", self.site)
            .field("origin", &self.origin)
            .optional("building", self.building.as_deref())
            .optional("room", self.room.as_deref())
            .field("poor", self.poor)
            .field("monitored", self.monitored.word());
        self.members.iter().fold(own, |digest, (person, m)| {
            digest
                .field("person", person)
                .field("relation", m.relation.word())
                .optional("sex", m.sex.map(|s| s.word()))
                .field("presence", m.presence.word())
        })
    }
}

/// Begins the digest of a lock.
pub fn lock_digest(month: &PeopleMonth) -> Digester {
    Digester::new("people_month")
        .field("month", month.month)
        .field("region", &month.region)
        .optional("site", month.site)
}

crate::ground::kernel::words! {
    /// 变化类型. In what a household differs between two looks at the register.
    pub enum DifferenceKind {
        HouseholdIn = "household_in" "新增户",
        HouseholdOut = "household_out" "减少户",
        MemberIn = "member_in" "新增成员",
        MemberOut = "member_out" "减少成员",
        Head = "head" "户主变更",
        Relation = "relation" "与户主关系变更",
        Presence = "presence" "在家情况变更",
        Poor = "poor" "建档立卡变更",
        Monitored = "monitored" "监测类别变更",
        Site = "site" "安置点变更",
        Dwelling = "dwelling" "住房变更",
    }
}

/// 变化. One thing in which a household differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What.
    pub kind: DifferenceKind,
    /// Of which member.
    pub person: Option<PersonId>,
    /// What was so.
    pub before: Option<String>,
    /// What is so.
    pub after: Option<String>,
}

/// What is held against what: two locks, or a lock and the register as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// Everything that is kept.
    Locks,
    /// What has a day in the register: where a household lives is kept without one, so that a later move is no news of an earlier month.
    DatedFacts,
}

fn yes(poor: bool) -> &'static str {
    if poor { "true" } else { "false" }
}

/// In what a household differs, from one look to another; one of the two may not have it.
pub fn differences(before: Option<&Kept>, after: Option<&Kept>, compared: Compared) -> Vec<Difference> {
    let mut found = Vec::new();
    match (before, after) {
        (None, Some(_)) => found.push(plain(DifferenceKind::HouseholdIn, None, None)),
        (Some(_), None) => found.push(plain(DifferenceKind::HouseholdOut, None, None)),
        (None, None) => return found,
        (Some(b), Some(a)) => found.extend(of_household(b, a, compared)),
    }
    let none = BTreeMap::new();
    let side = |kept: Option<&Kept>| kept.map_or_else(|| none.clone(), |k| k.members.clone());
    let (was, is) = (side(before), side(after));
    let persons: BTreeSet<PersonId> = was.keys().chain(is.keys()).copied().collect();
    for person in persons {
        match (was.get(&person), is.get(&person)) {
            (None, Some(m)) => found.push(of_person(DifferenceKind::MemberIn, person, (None, Some(m.relation.word())))),
            (Some(m), None) => {
                found.push(of_person(DifferenceKind::MemberOut, person, (Some(m.relation.word()), None)))
            }
            (Some(b), Some(a)) => found.extend(of_member(person, b, a)),
            (None, None) => {}
        }
    }
    found
}

fn plain(kind: DifferenceKind, before: Option<String>, after: Option<String>) -> Difference {
    Difference { kind, person: None, before, after }
}

fn of_person(kind: DifferenceKind, person: PersonId, sides: (Option<&str>, Option<&str>)) -> Difference {
    let (before, after) = (sides.0.map(str::to_owned), sides.1.map(str::to_owned));
    Difference { kind, person: Some(person), before, after }
}

fn of_member(person: PersonId, before: &KeptMember, after: &KeptMember) -> Vec<Difference> {
    let relation = (before.relation != after.relation).then(|| {
        let sides = (Some(before.relation.word()), Some(after.relation.word()));
        of_person(DifferenceKind::Relation, person, sides)
    });
    let presence = (before.presence != after.presence).then(|| {
        let sides = (Some(before.presence.word()), Some(after.presence.word()));
        of_person(DifferenceKind::Presence, person, sides)
    });
    relation.into_iter().chain(presence).collect()
}

fn of_household(before: &Kept, after: &Kept, compared: Compared) -> Vec<Difference> {
    let text = |id: Option<PersonId>| id.map(|id| id.to_string());
    let mut sides = vec![
        (DifferenceKind::Head, text(before.head()), text(after.head())),
        (DifferenceKind::Poor, Some(yes(before.poor).to_owned()), Some(yes(after.poor).to_owned())),
        (DifferenceKind::Monitored, Some(before.monitored.word().to_owned()), Some(after.monitored.word().to_owned())),
    ];
    if compared == Compared::Locks {
        let site = |kept: &Kept| kept.site.map(|id| id.to_string());
        sides.push((DifferenceKind::Site, site(before), site(after)));
        sides.push((DifferenceKind::Dwelling, before.dwelling(), after.dwelling()));
    }
    sides.into_iter().filter(|(_, was, is)| was != is).map(|(kind, was, is)| plain(kind, was, is)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Compared, Counts, DifferenceKind, Kept, KeptMember, differences};
    use crate::{
        ground::kernel::PersonId,
        office::people::model::{Monitored, Presence, Relation, Sex},
    };

    fn person(n: u128) -> PersonId {
        uuid::Uuid::from_u128(n).into()
    }

    fn member(relation: Relation, sex: Option<Sex>) -> KeptMember {
        KeptMember { relation, sex, presence: Presence::Home }
    }

    fn kept() -> Kept {
        Kept {
            household: uuid::Uuid::from_u128(1).into(),
            site: None,
            origin: "431026".parse().unwrap(),
            building: Some("1栋".to_owned()),
            room: None,
            poor: true,
            monitored: Monitored::None,
            members: [
                (person(1), member(Relation::Head, Some(Sex::Male))),
                (person(2), member(Relation::Spouse, Some(Sex::Female))),
                (person(3), member(Relation::Other, None)),
            ]
            .into(),
        }
    }

    #[test]
    fn households_and_persons_are_counted_by_what_they_are() {
        let counts =
            Counts::default().with(&kept()).with(&Kept { poor: false, monitored: Monitored::Sudden, ..kept() });
        let shown = (counts.households, counts.persons, counts.poor_households, counts.poor_persons);
        assert_eq!(shown, (2, 6, 1, 3));
        let shown = (counts.monitored_households, counts.monitored_persons, counts.male, counts.female, counts.away);
        assert_eq!(shown, (1, 3, 2, 2, 0));
    }

    #[test]
    fn what_differs_is_told_once_and_equal_looks_do_not_differ() {
        let kinds = |before: Option<&Kept>, after: Option<&Kept>, compared| {
            differences(before, after, compared).into_iter().map(|d| d.kind).collect::<Vec<_>>()
        };
        use DifferenceKind::{Dwelling, Head, HouseholdIn, HouseholdOut, MemberIn, MemberOut, Poor, Relation as Rel};
        let before = kept();
        assert_eq!(kinds(Some(&before), Some(&before), Compared::Locks), []);
        assert_eq!(kinds(None, Some(&before), Compared::Locks), [HouseholdIn, MemberIn, MemberIn, MemberIn]);
        assert_eq!(kinds(Some(&before), None, Compared::Locks), [HouseholdOut, MemberOut, MemberOut, MemberOut]);
        let mut after = kept();
        after.members.remove(&person(1));
        after.members.insert(person(2), member(Relation::Head, Some(Sex::Female)));
        after.members.insert(person(4), member(Relation::Son, None));
        let after = Kept { poor: false, building: None, ..after };
        let told = [Head, Poor, Dwelling, MemberOut, Rel, MemberIn];
        assert_eq!(kinds(Some(&before), Some(&after), Compared::Locks), told);
        assert_eq!(kinds(Some(&before), Some(&after), Compared::DatedFacts), [Head, Poor, MemberOut, Rel, MemberIn]);
    }
}
