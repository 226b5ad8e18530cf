//! 搬迁户.

use serde::Serialize;

use super::person::{Person, masked};
use crate::ground::kernel::{
    Day, ExternalRef, FileId, HouseholdId, Instant, Layer, OfficerId, PersonId, RegionCode, SiteId,
};

masked! {
    /// 迁出地详细地址: nothing but stars.
    Address, 0, 0;
}

crate::ground::kernel::words! {
    /// 与户主关系. The words of GB/T 4761.
    pub enum Relation {
        Head = "head" "户主",
        Spouse = "spouse" "配偶",
        Son = "son" "子",
        Daughter = "daughter" "女",
        Grandchild = "grandchild" "孙子女或外孙子女",
        Parent = "parent" "父母",
        Grandparent = "grandparent" "祖父母或外祖父母",
        Sibling = "sibling" "兄弟姐妹",
        Other = "other" "其他",
    }
}

crate::ground::kernel::words! {
    /// 性别.
    pub enum Sex {
        Male = "male" "男",
        Female = "female" "女",
    }
}

crate::ground::kernel::words! {
    /// 在家情况. Whether a member is at home or away for a time.
    pub enum Presence {
        Home = "home" "在家",
        Study = "study" "外出就学",
        Army = "army" "参军入伍",
    }
}

crate::ground::kernel::words! {
    /// 监测对象类别.
    pub enum Monitored {
        None = "none" "未纳入监测",
        Unstable = "unstable" "脱贫不稳定户",
        Marginal = "marginal" "边缘易致贫户",
        Sudden = "sudden" "突发严重困难户",
    }
}

crate::ground::kernel::words! {
    /// 变动类型. What happened to a household.
    pub enum EventKind {
        Enrolled = "enrolled" "登记入户",
        Birth = "birth" "出生",
        MarriageIn = "marriage_in" "婚入",
        MoveIn = "move_in" "迁入",
        SplitIn = "split_in" "分户转入",
        Death = "death" "死亡",
        MarriageOut = "marriage_out" "婚出",
        MoveOut = "move_out" "迁出",
        SplitOut = "split_out" "分户转出",
        Study = "study" "外出就学",
        Army = "army" "参军入伍",
        Return = "return" "返回",
        Head = "head" "变更户主",
        Relation = "relation" "更改与户主关系",
    }
}

impl EventKind {
    /// Whether somebody comes into the household by it.
    pub const fn comes(self) -> bool {
        matches!(self, Self::Enrolled | Self::Birth | Self::MarriageIn | Self::MoveIn | Self::SplitIn)
    }

    /// Whether somebody leaves the household by it.
    pub const fn leaves(self) -> bool {
        matches!(self, Self::Death | Self::MarriageOut | Self::MoveOut | Self::SplitOut)
    }

    /// Whether a split alone makes it.
    pub const fn by_split(self) -> bool {
        matches!(self, Self::SplitIn | Self::SplitOut)
    }

    /// Whether it tells a relation.
    pub const fn tells_relation(self) -> bool {
        self.comes() || matches!(self, Self::Relation)
    }
}

/// 冲正. That an event was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reversal {
    /// By whom.
    pub by: String,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: String,
}

/// 家庭变动. One thing that happened to a household on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HouseholdEvent {
    /// The how-manieth of its household.
    pub n: i32,
    /// What.
    pub kind: EventKind,
    /// When it happened.
    pub on: Day,
    /// To whom.
    pub person: PersonId,
    /// Which relation to the head that gives.
    pub relation: Option<Relation>,
    /// Of which sex whoever comes is.
    pub sex: Option<Sex>,
    /// Who told of it.
    pub recorded_by: String,
    /// When that was.
    pub recorded_at: Instant,
    /// That it was wrong.
    pub reversed: Option<Reversal>,
    /// Whether somebody else than who told and reversed it has looked at the household since.
    #[serde(skip)]
    pub heard: bool,
}

/// 家庭成员. Who belongs to a household in which relation, from a day until another, that day not included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stay {
    /// Who.
    pub person: PersonId,
    /// Relation to the head.
    pub relation: Relation,
    /// Sex.
    pub sex: Option<Sex>,
    /// At home or away.
    pub presence: Presence,
    /// From this day on.
    pub from: Day,
    /// The first day on which it is so no longer.
    pub until: Option<Day>,
}

impl Stay {
    /// Whether it is so on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether there is a day on which both are so.
    pub fn meets(&self, other: &Self) -> bool {
        self.until.is_none_or(|until| other.from < until) && other.until.is_none_or(|until| self.from < until)
    }
}

/// 已确认的成员. That somebody belongs to a household, and whether as its head, as two officers said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Who.
    pub person: PersonId,
    /// Whether as the head.
    pub head: bool,
    /// Who said it beside who told it; nobody of the first head of a household, which is known by that head from its beginning.
    pub by: Option<OfficerId>,
    /// The paper that it was compared with; none where a locked month said it.
    pub paper: Option<FileId>,
    /// When.
    pub at: Instant,
}

/// A stay in a household that is told by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lives {
    /// In which household.
    pub household: HouseholdId,
    /// Its number.
    pub number: String,
    /// Where that lies.
    pub region: RegionCode,
    /// From when until when.
    pub stay: Stay,
}

/// 户属性. A fact about a household, from the day of its paper on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The how-manieth of its household.
    pub n: i32,
    /// From this day on.
    pub since: Day,
    /// 建档立卡: whether it is registered as poor.
    pub poor: Option<bool>,
    /// 监测对象: as what it is monitored.
    pub monitored: Option<Monitored>,
    /// The paper that says so.
    pub paper: Option<String>,
    /// Who told of it.
    pub recorded_by: String,
    /// When that was.
    pub recorded_at: Instant,
}

/// 搬迁户.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Household {
    /// Id.
    pub id: HouseholdId,
    /// Number.
    pub number: String,
    /// Where it lies: where its site does.
    pub region: RegionCode,
    /// At which site; none while it has not moved.
    pub site: Option<SiteId>,
    /// The village that it left.
    pub origin: RegionCode,
    /// The address there.
    pub origin_address: Option<Address>,
    /// 栋.
    pub building: Option<String>,
    /// 单元、室.
    pub room: Option<String>,
    /// What the last fact by day says of poverty.
    pub poor: bool,
    /// What the last fact by day says of monitoring.
    pub monitored: Monitored,
    /// Out of which household it came by a split.
    pub split_from: Option<HouseholdId>,
    /// Remark.
    pub note: Option<String>,
    /// Who belonged to it when.
    pub stays: Vec<Stay>,
    /// Which of those who belong to it now two officers said to.
    pub said: Vec<Said>,
    /// What was told of it, in that order.
    pub standings: Vec<Standing>,
    /// How many events it has; the next has the number after.
    pub events: i32,
    /// Data layer.
    pub layer: Layer,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
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

impl Household {
    /// Who belongs to it on a day.
    pub fn members_on(&self, day: Day) -> impl Iterator<Item = &Stay> {
        self.stays.iter().filter(move |stay| stay.holds_on(day))
    }

    /// Those who belong to it now.
    pub fn now(&self) -> impl Iterator<Item = &Stay> {
        self.stays.iter().filter(|stay| stay.until.is_none())
    }

    /// Who heads it now.
    pub fn head(&self) -> Option<PersonId> {
        self.now().find(|stay| stay.relation == Relation::Head).map(|stay| stay.person)
    }

    /// Of those who belong to it now, whom one officer alone has said to, or to head it.
    pub fn unsaid(&self) -> impl Iterator<Item = &Stay> {
        let said = |stay: &Stay| {
            let known = self.said.iter().find(|s| s.person == stay.person);
            known.is_some_and(|s| s.head || stay.relation != Relation::Head)
        };
        self.now().filter(move |stay| !said(stay))
    }

    /// With only what of it is still so: whoever left, or heads it no longer, is said anew on coming back.
    #[must_use]
    pub fn still_said(mut self) -> Self {
        let stays = &self.stays;
        self.said.retain_mut(|said| {
            let stay = stays.iter().find(|s| s.person == said.person && s.until.is_none());
            said.head &= stay.is_some_and(|s| s.relation == Relation::Head);
            stay.is_some()
        });
        self
    }

    /// With all who belong to it now said to, as somebody compared it with a paper; who was said before stays as it was.
    #[must_use]
    pub fn all_said(self, by: OfficerId, paper: FileId, at: Instant) -> Self {
        let new = |stay: &Stay| Said {
            person: stay.person,
            head: stay.relation == Relation::Head,
            by: Some(by),
            paper: Some(paper),
            at,
        };
        let new: Vec<Said> = self.unsaid().map(new).collect();
        self.with_said(new)
    }

    /// With its head said by the one word that there is of a household that is new.
    #[must_use]
    pub fn head_said(self, at: Instant) -> Self {
        let head = self.head().map(|person| Said { person, head: true, by: None, paper: None, at });
        self.with_said(head.into_iter().collect())
    }

    fn with_said(mut self, new: Vec<Said>) -> Self {
        self.said.retain(|said| new.iter().all(|n| n.person != said.person));
        self.said.extend(new);
        self.said.sort_by_key(|said| said.person);
        self
    }

    /// With one more fact; the last by day, and of one day the last that was told, says what is so.
    #[must_use]
    pub fn with_standing(mut self, standing: Standing) -> Self {
        self.standings.push(standing);
        let mut told: Vec<&Standing> = self.standings.iter().collect();
        told.sort_by_key(|s| (s.since, s.n));
        self.poor = told.iter().rev().find_map(|s| s.poor).unwrap_or(false);
        self.monitored = told.iter().rev().find_map(|s| s.monitored).unwrap_or(Monitored::None);
        self
    }

    /// What a fact says on a day: poor, and as what it is monitored.
    pub fn standing_on(&self, day: Day) -> (bool, Monitored) {
        let mut told: Vec<&Standing> = self.standings.iter().filter(|s| s.since <= day).collect();
        told.sort_by_key(|s| (s.since, s.n));
        let monitored = told.iter().rev().find_map(|s| s.monitored).unwrap_or(Monitored::None);
        (told.iter().rev().find_map(|s| s.poor).unwrap_or(false), monitored)
    }
}

/// A member with who that is.
#[derive(Debug, Clone)]
pub struct Member {
    /// From when until when, and as what.
    pub stay: Stay,
    /// Who.
    pub person: Person,
}

/// Where a household lives, and how many belong to it on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Its number.
    pub number: String,
    /// At which site.
    pub site: Option<SiteId>,
    /// Members on the day that was asked.
    pub members: usize,
}

/// By what households are found.
#[derive(Debug, Clone, Default)]
pub struct HouseholdQuery {
    /// At this site.
    pub site: Option<SiteId>,
    /// Out of this region.
    pub origin: Option<RegionCode>,
    /// Whether registered as poor.
    pub poor: Option<bool>,
    /// Monitored as this.
    pub monitored: Option<Monitored>,
    /// Come out of this one by a split.
    pub split_from: Option<HouseholdId>,
    /// Whether somebody belongs to it, or heads it, by one officer's word alone.
    pub unconfirmed: Option<bool>,
    /// The one that another system calls so.
    pub only: Option<HouseholdId>,
}
