//! What is shown of a posting.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{
            AnyId, Day, FileId, Instant, Layer, Money, OfficerId, PostingId, RegionCode, SubjectKind, VillageDecisionId,
        },
        wire::resource,
    },
    office::publicity::model::{
        Ending, Objection, ObjectionChannel, ObjectionResult, Place, PostedMatter, Posting, PostingState, Profile,
        Shown, Spoken, Subject, Term, WebCopy,
    },
};

/// What a posting is about.
#[derive(Debug, Object)]
pub struct PostingSubjectView {
    /// Its kind: `asset`, `asset_transfer`, `distribution`, `to_person_list` or `share_scheme`.
    kind: SubjectKind,
    /// Which.
    id: AnyId,
    /// Its printed number.
    number: String,
}

/// Where a posting hangs.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PostingPlaceView {
    /// Its number within the revision.
    n: i32,
    /// How much it shows.
    profile: Profile,
    /// Which board or page.
    name: String,
    /// 起始照片.
    start_file_id: FileId,
    /// 期末照片.
    end_file_id: Option<FileId>,
    /// The day of that.
    end_on: Option<Day>,
}

impl From<&Place> for PostingPlaceView {
    fn from(p: &Place) -> Self {
        Self {
            n: p.n,
            profile: p.profile,
            name: p.name.clone(),
            start_file_id: p.start_file,
            end_file_id: p.end.map(|(file, _)| file),
            end_on: p.end.map(|(_, on)| on),
        }
    }
}

/// What a revision shows outside.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WebCopyView {
    /// Which revision.
    revision: i32,
    /// Its number among the places of that.
    n: i32,
    /// How much it shows.
    profile: Profile,
    /// Which page.
    name: String,
    /// The last day on which it had to be shown; absent while that is open.
    shown_until_on: Option<Day>,
    /// Since when it is gone from there.
    taken_down_on: Option<Day>,
    /// Who recorded that.
    taken_down_by_officer_id: Option<OfficerId>,
}

impl WebCopyView {
    fn of(p: &Posting, c: &WebCopy) -> Self {
        Self {
            revision: c.revision,
            n: c.n,
            profile: c.profile,
            name: c.name.clone(),
            shown_until_on: p.shown_until(c.revision),
            taken_down_on: c.down.map(|(on, _)| on),
            taken_down_by_officer_id: c.down.map(|(_, by)| by),
        }
    }
}

/// One run of a term.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PostingTermView {
    /// Its number within the posting.
    n: i32,
    /// Which revision hung.
    revision: i32,
    /// The keyed digest of that.
    digest: String,
    /// The day on which it was posted or begun anew; it does not count.
    from_on: Day,
    /// The last day.
    ends_on: Day,
    /// What the policy required on the first day; absent where it required nothing.
    required: Option<String>,
    /// Until when that is.
    required_until_on: Option<Day>,
    /// When it was recorded.
    recorded_at: Instant,
    /// Until when it takes a proof to close it: the last day, counted from that of its recording.
    seen_until_on: Day,
    /// How it ended; absent while it runs.
    ending: Option<Ending>,
    /// When it ended.
    ended_on: Option<Day>,
}

impl From<&Term> for PostingTermView {
    fn from(t: &Term) -> Self {
        Self {
            n: t.n,
            revision: t.revision,
            digest: t.digest.to_string(),
            from_on: t.from,
            ends_on: t.ends_on,
            required: t.required.as_ref().map(|(text, _)| text.clone()),
            required_until_on: t.required.as_ref().map(|(_, until)| *until),
            recorded_at: t.recorded_at,
            seen_until_on: t.seen_until,
            ending: t.ended.map(|(ending, _)| ending),
            ended_on: t.ended.map(|(_, on)| on),
        }
    }
}

/// An objection, without what it says.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PostingObjectionView {
    /// Its number within the posting.
    n: i32,
    /// To which revision.
    revision: i32,
    /// How it came.
    channel: ObjectionChannel,
    /// When it came.
    received_on: Day,
    /// Whether it stops the term.
    suspends: bool,
    /// Its paper.
    file_id: Option<FileId>,
    /// Who recorded it.
    recorded_by_officer_id: OfficerId,
    /// What became of it; absent until it is answered.
    result: Option<ObjectionResult>,
    /// When it was answered.
    answered_on: Option<Day>,
    /// Who answered.
    answered_by_officer_id: Option<OfficerId>,
    /// The day on which it was recorded, where its posting had been closed by then.
    recorded_late_on: Option<Day>,
}

impl From<&Objection> for PostingObjectionView {
    fn from(o: &Objection) -> Self {
        Self {
            n: o.n,
            revision: o.revision,
            channel: o.channel,
            received_on: o.received_on,
            suspends: o.suspends,
            file_id: o.file,
            recorded_by_officer_id: o.recorded_by,
            result: o.answer.as_ref().map(|a| a.result),
            answered_on: o.answer.as_ref().map(|a| a.on),
            answered_by_officer_id: o.answer.as_ref().map(|a| a.by),
            recorded_late_on: o.recorded_late_on,
        }
    }
}

/// A posting (公示). Who is named in it stands in its lines alone.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PublicityView {
    /// Id.
    id: PostingId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Where it hangs.
    region_code: RegionCode,
    /// What is posted.
    matter: PostedMatter,
    /// What it is about.
    subjects: Vec<PostingSubjectView>,
    /// Headline.
    title: String,
    /// 监督电话.
    hotline: String,
    /// The village's decision on which it stands.
    decision_id: Option<VillageDecisionId>,
    /// For how many days by the calendar.
    calendar_days: Option<u16>,
    /// For how many days of work; with both the later end holds.
    working_days: Option<u16>,
    /// Where it stands.
    state: PostingState,
    /// Which revision of the content holds.
    revision: i32,
    /// How many lines that has.
    line_count: i32,
    /// 内容摘要: the keyed digest of what hangs.
    digest: String,
    /// Where this revision hangs.
    places: Vec<PostingPlaceView>,
    /// What its revisions show outside, the earlier ones too.
    web_copies: Vec<WebCopyView>,
    /// Every run of a term.
    terms: Vec<PostingTermView>,
    /// Every objection.
    objections: Vec<PostingObjectionView>,
    /// Whether an objection that came in its term and was told after the close waits for its answer or was upheld: then no act relies on it.
    contested: bool,
    /// Who filed it, or last revised it.
    filed_by_officer_id: OfficerId,
    /// Who posted it.
    posted_by_officer_id: Option<OfficerId>,
    /// Who closed it.
    closed_by_officer_id: Option<OfficerId>,
    /// When it was closed.
    closed_on: Option<Day>,
    /// 公示情况证明.
    proof_file_id: Option<FileId>,
    /// Why it was withdrawn.
    end_reason: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PublicityView, "/publicity");

impl From<&Posting> for PublicityView {
    fn from(p: &Posting) -> Self {
        let kind = p.matter.kind();
        let subject = |s: &Subject| PostingSubjectView { kind, id: s.id, number: s.number.clone() };
        Self {
            id: p.id,
            etag: p.version.to_string(),
            number: p.number.clone(),
            region_code: p.region.clone(),
            matter: p.matter,
            subjects: p.subjects.iter().map(subject).collect(),
            title: p.title.clone(),
            hotline: p.hotline.clone(),
            decision_id: p.decision,
            calendar_days: p.span.calendar_days(),
            working_days: p.span.working_days(),
            state: p.state,
            revision: p.revision,
            line_count: p.lines,
            digest: p.digest.to_string(),
            places: p.places.iter().map(Into::into).collect(),
            web_copies: p.copies.iter().map(|c| WebCopyView::of(p, c)).collect(),
            terms: p.terms.iter().map(Into::into).collect(),
            objections: p.objections.iter().map(Into::into).collect(),
            contested: p.objections.iter().any(Objection::contests),
            filed_by_officer_id: p.filed_by,
            posted_by_officer_id: p.posted_by,
            closed_by_officer_id: p.closed.map(|(officer, _)| officer),
            closed_on: p.closed.map(|(_, on)| on),
            proof_file_id: p.proof,
            end_reason: p.end_reason.clone(),
            layer: p.layer,
            created_at: p.created_at,
            updated_at: p.updated_at,
        }
    }
}

/// A line as a kind of place shows it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PostingLineView {
    /// Its number.
    n: i32,
    /// Name.
    name: Option<String>,
    /// Group or building.
    group: Option<String>,
    /// For what, and on what ground.
    basis: Option<String>,
    /// In yuan.
    amount: Option<Money>,
}

/// The lines of a posting as a kind of place shows them.
#[derive(Object)]
pub struct PostingLines {
    /// In their order.
    items: Vec<PostingLineView>,
}

impl From<Vec<Shown>> for PostingLines {
    fn from(shown: Vec<Shown>) -> Self {
        let line = |(n, s): (i32, Shown)| PostingLineView {
            n,
            name: s.name,
            group: s.group,
            basis: s.basis,
            amount: s.amount,
        };
        Self { items: (1..).zip(shown).map(line).collect() }
    }
}

/// An objection with what it says.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SpokenObjection {
    /// Its number within the posting.
    n: i32,
    /// How it came.
    channel: ObjectionChannel,
    /// When it came.
    received_on: Day,
    /// What it says.
    text: String,
    /// What became of it.
    result: Option<ObjectionResult>,
    /// When it was answered.
    answered_on: Option<Day>,
    /// What was answered.
    answer: Option<String>,
}

/// The objections to a posting with what they say.
#[derive(Object)]
pub struct SpokenObjections {
    /// In the order in which they were recorded.
    items: Vec<SpokenObjection>,
}

impl From<(Posting, Vec<Spoken>)> for SpokenObjections {
    fn from((posting, spoken): (Posting, Vec<Spoken>)) -> Self {
        let with = |s: Spoken| {
            let o = posting.objections.iter().find(|o| o.n == s.n)?;
            Some(SpokenObjection {
                n: s.n,
                channel: o.channel,
                received_on: o.received_on,
                text: s.said,
                result: o.answer.as_ref().map(|a| a.result),
                answered_on: o.answer.as_ref().map(|a| a.on),
                answer: s.answer,
            })
        };
        Self { items: spoken.into_iter().filter_map(with).collect() }
    }
}
