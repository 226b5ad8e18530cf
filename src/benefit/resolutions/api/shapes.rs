//! Resolutions as they are told and shown.

use poem_openapi::Object;

use crate::{
    benefit::{
        collectives::CollectiveKind,
        resolutions::{
            model::{
                AgreeOf, Bar, Count, Dated, Fraction, Matter, MeetingKind, Minutes, Notice, Preparation,
                ResolutionFormKind, ResolutionState,
            },
            service::{convene::Agenda, held::Held, read::Shown},
        },
    },
    ground::{
        kernel::{CollectiveId, Day, ExternalRef, FileId, Instant, Layer, RegionCode, ResolutionId, SubjectRef},
        wire::{ExternalId, Plain, Text, given, resource, shown, texts, wire_words},
    },
};

wire_words!(AgreeOf, Matter, MeetingKind, ResolutionFormKind, ResolutionState);

/// How those who may vote were told of the meeting (会议通知).
#[derive(Debug, Clone, Object)]
pub struct MeetingNotice {
    /// On which day.
    on: Day,
    /// Where it was given.
    place: Plain<200>,
    /// The paper.
    file_id: FileId,
}

/// How they were told, as it is shown.
#[derive(Debug, Object)]
pub struct MeetingNoticeView {
    /// On which day.
    on: Day,
    /// Where it was given.
    place: String,
    /// The paper.
    file_id: FileId,
}

impl From<&Notice> for MeetingNoticeView {
    fn from(n: &Notice) -> Self {
        Self { on: n.on, place: n.place.clone(), file_id: n.paper }
    }
}

impl From<MeetingNotice> for Notice {
    fn from(n: MeetingNotice) -> Self {
        Self { on: n.on, place: n.place.into(), paper: n.file_id }
    }
}

/// Something that was done on a day, with its paper.
#[derive(Debug, Clone, Object)]
pub struct DatedPaper {
    /// On which day.
    on: Day,
    /// The paper.
    file_id: FileId,
}

impl From<DatedPaper> for Dated {
    fn from(d: DatedPaper) -> Self {
        Self { on: d.on, paper: d.file_id }
    }
}

impl From<Dated> for DatedPaper {
    fn from(d: Dated) -> Self {
        Self { on: d.on, file_id: d.paper }
    }
}

/// A part of those who count, in whole numbers (比例).
#[derive(Debug, Clone, Object)]
pub struct VoteFraction {
    /// Numerator.
    #[oai(validator(minimum(value = "1"), maximum(value = "1000")))]
    part: i32,
    /// Denominator; not less than the numerator.
    #[oai(validator(minimum(value = "1"), maximum(value = "1000")))]
    whole: i32,
    /// Whether it must be more than this part; else just as much is enough.
    above: bool,
}

impl From<VoteFraction> for Fraction {
    fn from(f: VoteFraction) -> Self {
        Self { part: f.part, whole: f.whole, above: f.above }
    }
}

impl From<Fraction> for VoteFraction {
    fn from(f: Fraction) -> Self {
        Self { part: f.part, whole: f.whole, above: f.above }
    }
}

/// What the charter of the body asks of a decision (章程规定的表决门槛).
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CharterVotes {
    /// From which day on the charter says so; not after the meeting.
    since_on: Day,
    /// The charter.
    file_id: FileId,
    /// How many days before the meeting it is told, where the charter says it.
    #[oai(validator(minimum(value = "1"), maximum(value = "365")))]
    notice_days: Option<i32>,
    /// How many of those who may vote must come, where the charter says it.
    attend: Option<VoteFraction>,
    /// How many must agree.
    agree: VoteFraction,
    /// Of whom.
    agree_of: AgreeOf,
}

impl From<CharterVotes> for Bar {
    fn from(c: CharterVotes) -> Self {
        Self {
            since: c.since_on,
            paper: c.file_id,
            notice_days: c.notice_days,
            attend: c.attend.map(Into::into),
            agree: c.agree.into(),
            of: c.agree_of,
        }
    }
}

impl From<&Bar> for CharterVotes {
    fn from(b: &Bar) -> Self {
        Self {
            since_on: b.since,
            file_id: b.paper,
            notice_days: b.notice_days,
            attend: b.attend.map(Into::into),
            agree: b.agree.into(),
            agree_of: b.of,
        }
    }
}

/// A matter that a body decides at a meeting (表决).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ResolutionView {
    /// Id.
    id: ResolutionId,
    /// Version, for `If-Match`.
    etag: String,
    /// Number.
    number: String,
    /// Which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// Of which kind the body is on the day of the meeting.
    body_kind: CollectiveKind,
    /// What is decided.
    matter: Matter,
    /// Who meets.
    meeting: MeetingKind,
    /// As it stands on the agenda.
    title: String,
    /// State; whether it passed is what the figures and the rules of the meeting's day make of it.
    state: ResolutionState,
    /// The day of the meeting.
    meeting_on: Day,
    /// How those who may vote were told.
    notice: Option<MeetingNoticeView>,
    /// The party's organisation discussed it.
    party: Option<DatedPaper>,
    /// The town reviewed it, or took it on file.
    town: Option<DatedPaper>,
    /// From this day on members could read its papers.
    papers_open_on: Option<Day>,
    /// What the charter asks, where it was told.
    charter: Option<CharterVotes>,
    /// Who may vote.
    eligible: Option<i64>,
    /// Who came.
    in_person: Option<i64>,
    /// Whom somebody else stood for.
    by_proxy: Option<i64>,
    /// In favour.
    in_favour: Option<i64>,
    /// Against.
    against: Option<i64>,
    /// Neither.
    abstained: Option<i64>,
    /// The minutes (会议记录).
    minutes_file_id: Option<FileId>,
    /// The ballots (表决票), where there are any.
    ballot_file_id: Option<FileId>,
    /// Which office keeps them.
    kept_by: Option<String>,
    /// Recorded after the meeting in one act.
    recorded_later: bool,
    /// Numbers of the rules for which it did not pass; `/checks` tells their figures.
    shortfalls: Vec<String>,
    /// Numbers of the rules whose warnings were acknowledged.
    acknowledged: Vec<String>,
    /// What stands on it; while anything does, it is not annulled.
    used_by: Vec<SubjectRef>,
    /// On which day it was cancelled or annulled.
    ended_on: Option<Day>,
    /// Why.
    end_reason: Option<String>,
    /// The paper.
    end_file_id: Option<FileId>,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(ResolutionView, "/resolutions");

impl From<&Shown> for ResolutionView {
    fn from(it: &Shown) -> Self {
        let r = &it.resolution;
        let (count, minutes, end) = (r.count.as_ref(), r.minutes.as_ref(), r.end.as_ref());
        Self {
            id: r.id,
            etag: r.version.to_string(),
            number: r.number.clone(),
            collective_id: r.collective,
            region_code: r.region.clone(),
            body_kind: r.body_kind,
            matter: r.matter,
            meeting: r.meeting,
            title: r.title.clone(),
            state: r.state,
            meeting_on: r.meeting_on,
            notice: r.notice.as_ref().map(Into::into),
            party: r.before.party.map(Into::into),
            town: r.before.town.map(Into::into),
            papers_open_on: r.before.open_on,
            charter: r.bar.as_ref().map(Into::into),
            eligible: count.map(|c| c.eligible),
            in_person: count.map(|c| c.in_person),
            by_proxy: count.map(|c| c.by_proxy),
            in_favour: count.map(|c| c.in_favour),
            against: count.map(|c| c.against),
            abstained: count.map(|c| c.abstained),
            minutes_file_id: minutes.map(|m| m.paper),
            ballot_file_id: minutes.and_then(|m| m.ballot),
            kept_by: minutes.map(|m| m.kept_by.clone()),
            recorded_later: r.recorded_later,
            shortfalls: r.shortfalls.clone(),
            acknowledged: r.acknowledged.clone(),
            used_by: it.uses.clone(),
            ended_on: end.map(|e| e.on),
            end_reason: end.map(|e| e.reason.clone()),
            end_file_id: end.and_then(|e| e.paper),
            external_ids: shown(&r.external_ids),
            layer: r.layer,
            created_at: r.created_at,
            updated_at: r.updated_at,
        }
    }
}

/// A meeting that lies ahead, of which those who may vote were told.
#[derive(Debug, Object)]
pub struct NewMeeting {
    /// Which body.
    collective_id: CollectiveId,
    /// What is decided.
    matter: Matter,
    /// Who meets; as the kind of the body has it on that day.
    meeting: MeetingKind,
    /// As it stands on the agenda.
    title: Plain<200>,
    /// The day of the meeting; today or later.
    meeting_on: Day,
    /// How they were told.
    notice: MeetingNotice,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

impl From<NewMeeting> for (Agenda, Notice, Vec<ExternalRef>) {
    fn from(b: NewMeeting) -> Self {
        let agenda = Agenda {
            collective: b.collective_id,
            matter: b.matter,
            meeting: b.meeting,
            title: b.title.into(),
            meeting_on: b.meeting_on,
        };
        (agenda, b.notice.into(), given(b.external_ids).unwrap_or_default())
    }
}

/// What is told of a meeting that was held. The result is not told: it is what the figures make of it.
#[derive(Debug, Object)]
pub struct MeetingHeld {
    /// Who may vote: of an assembly all adults with capacity, of representatives all of them; members alone, never who only benefits.
    #[oai(validator(minimum(value = "1"), maximum(value = "1000000000")))]
    eligible: i64,
    /// Who came.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    in_person: i64,
    /// Whom somebody else stood for.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    by_proxy: i64,
    /// In favour.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    in_favour: i64,
    /// Against.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    against: i64,
    /// Neither; with the two before it as many as took part.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    abstained: i64,
    /// The minutes (会议记录).
    minutes_file_id: FileId,
    /// The ballots (表决票), where there are any.
    ballot_file_id: Option<FileId>,
    /// Which office keeps them.
    kept_by: Plain<100>,
    /// The party's organisation discussed it.
    party: Option<DatedPaper>,
    /// The town reviewed it, or took it on file; not before the party discussed it.
    town: Option<DatedPaper>,
    /// From this day on members could read its papers.
    papers_open_on: Option<Day>,
    /// What the charter asks: wanted where no law says how many votes it needs.
    charter: Option<CharterVotes>,
    /// Rules whose warnings the caller stands by.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

impl From<MeetingHeld> for Held {
    fn from(b: MeetingHeld) -> Self {
        Self {
            count: Count {
                eligible: b.eligible,
                in_person: b.in_person,
                by_proxy: b.by_proxy,
                in_favour: b.in_favour,
                against: b.against,
                abstained: b.abstained,
            },
            minutes: Minutes { paper: b.minutes_file_id, ballot: b.ballot_file_id, kept_by: b.kept_by.into() },
            before: Preparation {
                party: b.party.map(Into::into),
                town: b.town.map(Into::into),
                open_on: b.papers_open_on,
            },
            bar: b.charter.map(Into::into),
            acknowledged: texts(b.acknowledged),
        }
    }
}

/// A meeting that was held before it is recorded, with its own days.
#[derive(Debug, Object)]
pub struct PastMeeting {
    /// Which body.
    collective_id: CollectiveId,
    /// What was decided.
    matter: Matter,
    /// Who met; as the kind of the body had it on that day.
    meeting: MeetingKind,
    /// As it stood on the agenda.
    title: Plain<200>,
    /// The day of the meeting; not after today.
    meeting_on: Day,
    /// How those who might vote were told, where it is known.
    notice: Option<MeetingNotice>,
    /// What is told of it.
    held: MeetingHeld,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

impl From<PastMeeting> for (Agenda, Option<Notice>, Held, Vec<ExternalRef>) {
    fn from(b: PastMeeting) -> Self {
        let agenda = Agenda {
            collective: b.collective_id,
            matter: b.matter,
            meeting: b.meeting,
            title: b.title.into(),
            meeting_on: b.meeting_on,
        };
        (agenda, b.notice.map(Into::into), b.held.into(), given(b.external_ids).unwrap_or_default())
    }
}

/// That a meeting is not held.
#[derive(Debug, Object)]
pub struct MeetingCancelled {
    /// Why.
    pub(super) reason: Plain<500>,
    /// The paper, where there is one.
    pub(super) file_id: Option<FileId>,
}

/// That what was recorded was wrong.
#[derive(Debug, Object)]
pub struct ResolutionAnnulled {
    /// Why.
    pub(super) reason: Plain<500>,
    /// The paper.
    pub(super) file_id: FileId,
}
