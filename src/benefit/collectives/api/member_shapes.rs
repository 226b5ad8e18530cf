//! Members as they are told and shown, masked.

use poem_openapi::Object;

use crate::{
    benefit::collectives::{
        model::{
            LossGround, MemberAnswer, MemberDecision, MemberEvent, MemberEventKind, MemberGround, MemberState,
            Membership, RefuseReason, Reversal,
        },
        service::read::Shown,
    },
    ground::{
        kernel::{CollectiveId, CollectiveMemberId, Day, FileId, Instant, Layer, PersonId, RegionCode},
        wire::{ExternalId, Plain, resource, shown, wire_words},
    },
};

wire_words!(LossGround, MemberAnswer, MemberDecision, MemberEventKind, MemberGround, MemberState, RefuseReason);

/// One stay of a person in a body (集体成员), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CollectiveMemberView {
    /// Id.
    id: CollectiveMemberId,
    /// Version, for `If-Match`.
    etag: String,
    /// In which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// Who, as a person of the register.
    person_id: PersonId,
    /// Name: its first character and stars. Absent in the answer of an act.
    name: Option<String>,
    /// ID number: its first three and last four characters. Absent in the answer of an act.
    id_number: Option<String>,
    /// Whether a person is in one such body at a time, as the body's kind was when this began.
    by_law: bool,
    /// State.
    state: MemberState,
    /// By what; absent where all of it was reversed.
    ground: Option<MemberGround>,
    /// On which day the assembly decided.
    decided_on: Option<Day>,
    /// A member from this day on.
    from_on: Option<Day>,
    /// And no longer from this day on.
    until_on: Option<Day>,
    /// By what no longer.
    loss_ground: Option<LossGround>,
    /// Since when another body asks whether the person left. Absent in the answer of an act.
    asked_since_on: Option<Day>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(CollectiveMemberView, "/collective-members");

impl From<&Membership> for CollectiveMemberView {
    fn from(m: &Membership) -> Self {
        Self {
            id: m.id,
            etag: m.version.to_string(),
            collective_id: m.collective,
            region_code: m.region.clone(),
            person_id: m.person,
            name: None,
            id_number: None,
            by_law: m.by_law,
            state: m.state,
            ground: m.ground,
            decided_on: m.decided_on,
            from_on: m.from,
            until_on: m.until,
            loss_ground: m.loss,
            asked_since_on: None,
            layer: m.layer,
            external_ids: shown(&m.external_ids),
            created_at: m.created_at,
            updated_at: m.updated_at,
        }
    }
}

impl From<&Shown> for CollectiveMemberView {
    fn from(s: &Shown) -> Self {
        Self {
            name: Some(s.person.name.to_string()),
            id_number: s.person.id_number.as_ref().map(ToString::to_string),
            asked_since_on: s.asked_since,
            ..Self::from(&s.member)
        }
    }
}

/// That an event was wrong (冲正).
#[derive(Debug, Object)]
pub struct CollectiveMemberReversalView {
    /// By whom.
    by: String,
    /// When.
    at: Instant,
    /// Why.
    reason: String,
}

impl From<&Reversal> for CollectiveMemberReversalView {
    fn from(r: &Reversal) -> Self {
        Self { by: r.by.clone(), at: r.at, reason: r.reason.clone() }
    }
}

/// One thing that was decided of a membership (成员变动).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CollectiveMemberEventView {
    /// The how-manieth of its membership.
    n: i32,
    /// What.
    kind: MemberEventKind,
    /// On which day; of a loss, the first day on which the person is a member no longer.
    on: Day,
    /// By what somebody is, or asked to be, a member.
    ground: Option<MemberGround>,
    /// By what somebody is a member no longer.
    loss_ground: Option<LossGround>,
    /// Why somebody was not confirmed.
    reason: Option<RefuseReason>,
    /// The member whose child it is.
    parent_person_id: Option<PersonId>,
    /// The paper.
    file_id: Option<FileId>,
    /// Remark.
    note: Option<String>,
    /// Whether it is an answer between two bodies, which neither reverses alone.
    between_bodies: bool,
    /// Who recorded it.
    recorded_by: String,
    /// When that was.
    recorded_at: Instant,
    /// That it was wrong.
    reversed: Option<CollectiveMemberReversalView>,
}

impl From<&MemberEvent> for CollectiveMemberEventView {
    fn from(e: &MemberEvent) -> Self {
        Self {
            n: e.n,
            kind: e.kind,
            on: e.on,
            ground: e.ground,
            loss_ground: e.loss,
            reason: e.refused,
            parent_person_id: e.parent,
            file_id: e.paper,
            note: e.note.clone(),
            between_bodies: e.other.is_some(),
            recorded_by: e.recorded_by.clone(),
            recorded_at: e.recorded_at,
            reversed: e.reversed.as_ref().map(Into::into),
        }
    }
}

/// What was decided of a membership.
#[derive(Debug, Object)]
pub struct CollectiveMemberEvents {
    /// Events, in the order in which they were told.
    pub items: Vec<CollectiveMemberEventView>,
}

/// What the assembly decided of somebody who asks to be a member.
#[derive(Debug, Object)]
pub struct NewCollectiveMember {
    /// In which body.
    pub collective_id: CollectiveId,
    /// Of whom, as a person of the register.
    pub person_id: PersonId,
    /// What. Whoever is confirmed and still is a member of another rural collective waits for that body's answer.
    pub decision: MemberDecision,
    /// On which day; a member from that day on. Not after today.
    pub on: Day,
    /// By what.
    pub ground: MemberGround,
    /// The member whose child it is, where the ground is birth.
    pub parent_person_id: Option<PersonId>,
    /// Why not; of a refusal, and of nothing else.
    pub reason: Option<RefuseReason>,
    /// The decision as a paper.
    pub file_id: Option<FileId>,
    /// Remark; never a name.
    pub note: Option<Plain<500>>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    pub external_ids: Option<Vec<ExternalId>>,
}

/// That somebody is a member no longer.
#[derive(Debug, Object)]
pub struct CollectiveMemberLoss {
    /// The first day on which the person is a member no longer; not after today.
    pub on: Day,
    /// By what; a rural collective takes only what the law names.
    pub ground: LossGround,
    /// The paper; of a withdrawal the application in writing.
    pub file_id: Option<FileId>,
    /// Remark; never a name.
    pub note: Option<Plain<500>>,
}

/// The answer of the body in which somebody still is a member.
#[derive(Debug, Object)]
pub struct CollectiveMemberReply {
    /// Whether the person left.
    pub answer: MemberAnswer,
    /// The first day on which the person is a member here no longer; of one who stays, the day of the answer. Not after today.
    pub on: Day,
    /// The answer as a paper.
    pub file_id: Option<FileId>,
    /// Remark; never a name.
    pub note: Option<Plain<500>>,
}

/// Which events were wrong, and why.
#[derive(Debug, Object)]
pub struct CollectiveMemberReversal {
    /// Their numbers.
    #[oai(validator(min_items = 1, max_items = 30, unique_items))]
    pub events: Vec<i32>,
    /// Why; never a name.
    pub reason: Plain<200>,
}
