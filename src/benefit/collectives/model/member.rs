//! 集体成员. One stay of a person in a body, and what was decided of it: its state follows from its events.

use serde::Serialize;

use crate::ground::kernel::{
    CollectiveId, CollectiveMemberId, Day, ExternalRef, FileId, Instant, Layer, PersonId, RegionCode,
};

crate::ground::kernel::words! {
    /// 确认理由. By what somebody is a member.
    pub enum MemberGround {
        Origin = "origin" "原有成员",
        Birth = "birth" "生育",
        Marriage = "marriage" "结婚",
        Adoption = "adoption" "收养",
        Relocation = "relocation" "政策性移民(搬迁安置)",
        Other = "other" "成员大会确认的其他情形",
    }
}

crate::ground::kernel::words! {
    /// 丧失理由. By what somebody is said to be a member no longer; the law knows the first five.
    pub enum LossGround {
        Death = "death" "死亡",
        NationalityLost = "nationality_lost" "丧失国籍",
        JoinedOther = "joined_other" "取得其他集体经济组织成员身份",
        CivilServant = "civil_servant" "成为公务员(聘任制除外)",
        Withdrew = "withdrew" "书面申请自愿退出",
        ByCharter = "by_charter" "章程规定的其他情形",
        ContractCivilServant = "contract_civil_servant" "成为聘任制公务员",
        Study = "study" "就学",
        Army = "army" "服役",
        WorkAway = "work_away" "务工经商",
        Marriage = "marriage" "结婚",
        Divorce = "divorce" "离婚",
        Widowhood = "widowhood" "丧偶",
        Prison = "prison" "服刑",
    }
}

crate::ground::kernel::words! {
    /// 不予确认的理由.
    pub enum RefuseReason {
        NotQualified = "not_qualified" "不符合成员条件",
        Sex = "sex" "性别",
        MaritalState = "marital_state" "婚姻状况",
        NoMale = "no_male" "户无男性",
        Other = "other" "其他",
    }
}

crate::ground::kernel::words! {
    /// 成员状态.
    pub enum MemberState {
        Waiting = "waiting" "待原组织答复",
        Member = "member" "成员",
        Lost = "lost" "已丧失",
        Declined = "declined" "原组织保留成员身份",
        Refused = "refused" "不予确认",
        Void = "void" "已冲正",
    }
}

impl MemberState {
    /// How a membership comes in.
    pub const FIRST: [Self; 3] = [Self::Waiting, Self::Member, Self::Refused];
    /// Every step it may take; those back are reversals.
    pub const STEPS: [(Self, Self); 10] = [
        (Self::Waiting, Self::Member),
        (Self::Waiting, Self::Declined),
        (Self::Member, Self::Lost),
        (Self::Lost, Self::Member),
        (Self::Declined, Self::Waiting),
        (Self::Declined, Self::Void),
        (Self::Waiting, Self::Void),
        (Self::Member, Self::Void),
        (Self::Lost, Self::Void),
        (Self::Refused, Self::Void),
    ];
}

crate::ground::kernel::words! {
    /// 成员变动类型.
    pub enum MemberEventKind {
        Confirmed = "confirmed" "确认成员",
        Asked = "asked" "确认成员，待原组织答复",
        AnsweredLeft = "answered_left" "原组织答复已退出",
        AnsweredStays = "answered_stays" "原组织答复保留成员身份",
        Refused = "refused" "不予确认",
        Lost = "lost" "丧失成员身份",
    }
}

crate::ground::kernel::words! {
    /// 成员大会的决定.
    pub enum MemberDecision {
        Confirm = "confirm" "确认",
        Refuse = "refuse" "不予确认",
    }
}

crate::ground::kernel::words! {
    /// 原组织的答复.
    pub enum MemberAnswer {
        Left = "left" "已退出",
        Stays = "stays" "保留成员身份",
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

/// 成员变动. One thing that was decided of a membership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberEvent {
    /// The how-manieth of its membership.
    pub n: i32,
    /// What.
    pub kind: MemberEventKind,
    /// On which day; of a loss, the first day on which the person is a member no longer.
    pub on: Day,
    /// By what somebody is, or asked to be, a member.
    pub ground: Option<MemberGround>,
    /// By what somebody is a member no longer.
    pub loss: Option<LossGround>,
    /// Why somebody was not confirmed.
    pub refused: Option<RefuseReason>,
    /// The member whose child it is.
    pub parent: Option<PersonId>,
    /// The membership in the other body, where an answer binds both.
    pub other: Option<CollectiveMemberId>,
    /// The paper.
    pub paper: Option<FileId>,
    /// Remark.
    pub note: Option<String>,
    /// Who recorded it.
    pub recorded_by: String,
    /// When that was.
    pub recorded_at: Instant,
    /// That it was wrong.
    pub reversed: Option<Reversal>,
}

/// What the events of a membership that stand make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// State.
    pub state: MemberState,
    /// By what.
    pub ground: Option<MemberGround>,
    /// On which day it was first decided.
    pub decided_on: Option<Day>,
    /// A member from this day on.
    pub from: Option<Day>,
    /// And no longer from this day on.
    pub until: Option<Day>,
    /// By what no longer.
    pub loss: Option<LossGround>,
}

impl Course {
    const VOID: Self =
        Self { state: MemberState::Void, ground: None, decided_on: None, from: None, until: None, loss: None };

    /// Of events in the order of their telling; the number of the first that does not follow from those before it, else.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a MemberEvent>) -> Result<Self, i32> {
        let mut standing = events.into_iter().filter(|e| e.reversed.is_none());
        standing.try_fold(Self::VOID, |course, event| course.then(event).ok_or(event.n))
    }

    fn then(self, e: &MemberEvent) -> Option<Self> {
        use MemberEventKind as Told;
        let begun = |state: MemberState| Self { state, ground: e.ground, decided_on: Some(e.on), ..Self::VOID };
        match (self.state, e.kind) {
            (MemberState::Void, Told::Confirmed) => Some(Self { from: Some(e.on), ..begun(MemberState::Member) }),
            (MemberState::Void, Told::Asked) => Some(begun(MemberState::Waiting)),
            (MemberState::Void, Told::Refused) => Some(begun(MemberState::Refused)),
            (MemberState::Waiting, Told::AnsweredLeft) => {
                // A member of the one from the day on which the other let go, and not before it was decided here.
                let from = self.decided_on.map(|decided| decided.max(e.on));
                Some(Self { state: MemberState::Member, from, ..self })
            }
            (MemberState::Waiting, Told::AnsweredStays) => Some(Self { state: MemberState::Declined, ..self }),
            (MemberState::Member, Told::Lost) => {
                let later = self.from.is_some_and(|from| from < e.on);
                later.then_some(Self { state: MemberState::Lost, until: Some(e.on), loss: e.loss, ..self })
            }
            _ => None,
        }
    }
}

/// 集体成员. One stay of a person in a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Membership {
    /// Id.
    pub id: CollectiveMemberId,
    /// In which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// Who.
    pub person: PersonId,
    /// Whether it is held in one such body at a time, as the kind of the body was when it began.
    pub by_law: bool,
    /// State.
    pub state: MemberState,
    /// By what.
    pub ground: Option<MemberGround>,
    /// On which day it was first decided.
    pub decided_on: Option<Day>,
    /// A member from this day on.
    pub from: Option<Day>,
    /// And no longer from this day on.
    pub until: Option<Day>,
    /// By what no longer.
    pub loss: Option<LossGround>,
    /// How many events it has.
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

impl Membership {
    /// The same, as its events make it.
    #[must_use]
    pub fn following(self, course: Course) -> Self {
        let Course { state, ground, decided_on, from, until, loss } = course;
        Self { state, ground, decided_on, from, until, loss, ..self }
    }

    /// Whether the person was or is a member, and on some day from this one until another.
    pub fn meets(&self, from: Day, until: Option<Day>) -> bool {
        let Some(mine) = self.from else { return false };
        self.until.is_none_or(|ended| from < ended) && until.is_none_or(|until| mine < until)
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what memberships are found.
#[derive(Debug, Clone, Default)]
pub struct MemberQuery {
    /// In this body.
    pub collective: Option<CollectiveId>,
    /// Of this person.
    pub person: Option<PersonId>,
    /// In this state.
    pub state: Option<MemberState>,
    /// By this.
    pub ground: Option<MemberGround>,
    /// Members on this day.
    pub on: Option<Day>,
    /// The one that another system calls so.
    pub only: Option<CollectiveMemberId>,
}

#[cfg(test)]
mod tests {
    use super::{Course, LossGround, MemberEvent, MemberEventKind, MemberGround, MemberState, Reversal};
    use crate::ground::kernel::{Day, Instant};

    fn told(events: &[(MemberEventKind, u32)]) -> Vec<MemberEvent> {
        let event = |(n, (kind, on)): (i32, &(MemberEventKind, u32))| MemberEvent {
            n,
            kind: *kind,
            on: Day::of(2025, 6, *on),
            ground: Some(MemberGround::Relocation),
            loss: (*kind == MemberEventKind::Lost).then_some(LossGround::Death),
            refused: None,
            parent: None,
            other: None,
            paper: None,
            note: None,
            recorded_by: "job:test".into(),
            recorded_at: Instant::from_millis(0),
            reversed: None,
        };
        (1..).zip(events).map(event).collect()
    }

    #[test]
    fn a_membership_is_what_its_events_make_of_it() {
        use MemberEventKind::{AnsweredLeft, AnsweredStays, Asked, Confirmed, Lost, Refused};
        let state = |events: &[(MemberEventKind, u32)]| Course::of(&told(events)).map(|c| c.state);
        assert_eq!(state(&[]), Ok(MemberState::Void));
        assert_eq!(state(&[(Confirmed, 1), (Lost, 9)]), Ok(MemberState::Lost));
        assert_eq!(state(&[(Confirmed, 9), (Lost, 9)]), Err(2));
        assert_eq!(state(&[(Asked, 3), (AnsweredStays, 5)]), Ok(MemberState::Declined));
        assert_eq!(state(&[(Refused, 3), (Lost, 5)]), Err(2));
        assert_eq!(state(&[(Confirmed, 1), (AnsweredLeft, 5)]), Err(2));
        let from = |asked: u32, left: u32| Course::of(&told(&[(Asked, asked), (AnsweredLeft, left)])).unwrap().from;
        assert_eq!((from(3, 5), from(5, 3)), (Some(Day::of(2025, 6, 5)), Some(Day::of(2025, 6, 5))));
        let mut events = told(&[(Confirmed, 1), (Lost, 9)]);
        let by = Reversal { by: "x".into(), at: Instant::from_millis(0), reason: "x".into() };
        events[1].reversed = Some(by.clone());
        assert_eq!(Course::of(&events).unwrap().state, MemberState::Member);
        events[1].reversed = None;
        events[0].reversed = Some(by);
        assert_eq!(Course::of(&events), Err(2));
    }
}
