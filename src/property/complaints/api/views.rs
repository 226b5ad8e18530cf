//! What is shown of a complaint.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{
            AnyId, ComplaintId, Day, FileId, Instant, Layer, OfficerId, OrganisationId, PersonId, RegionCode,
            SubjectKind,
        },
        wire::resource,
    },
    property::complaints::model::{
        About, Complaint, ComplaintChannel, ComplaintFinding, ComplaintKind, ComplaintState, Extension, Spoken, Word,
    },
};

/// What a complaint is about.
#[derive(Debug, Object)]
pub struct ComplaintSubjectView {
    /// Of which kind.
    kind: SubjectKind,
    /// Which.
    id: AnyId,
    /// Its printed number; of a site its name, of an allocation that is not registered its id.
    number: String,
    /// Where it lay when it was named.
    region_code: RegionCode,
}

impl From<&About> for ComplaintSubjectView {
    fn from(a: &About) -> Self {
        Self { kind: a.kind, id: a.id, number: a.number.clone(), region_code: a.region.clone() }
    }
}

/// A word of whoever complained, without what it says.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ComplaintWordView {
    /// Its number within the complaint.
    n: i32,
    /// How it came.
    channel: ComplaintChannel,
    /// When it came.
    received_on: Day,
    /// Who wrote it down.
    recorded_by_officer_id: OfficerId,
    /// By when it is to be answered, or before that accepted. Absent where neither the policy nor the office has set a day: then none is
    /// judged.
    due_on: Option<Day>,
    /// The term that the policy sets; absent where it sets none.
    required: Option<String>,
    /// Until when that is, before any extension.
    required_until_on: Option<Day>,
    /// What was found; absent until it is answered.
    finding: Option<ComplaintFinding>,
    /// When the answer was told.
    answered_on: Option<Day>,
    /// Who answered.
    answered_by_officer_id: Option<OfficerId>,
}

impl From<&Word> for ComplaintWordView {
    fn from(w: &Word) -> Self {
        let (due, answer) = (w.due.as_ref(), w.answer.as_ref());
        let required = due.and_then(|d| d.required.as_ref());
        Self {
            n: w.n,
            channel: w.channel,
            received_on: w.received_on,
            recorded_by_officer_id: w.recorded_by,
            due_on: due.map(|d| d.on),
            required: required.map(|(text, _)| text.clone()),
            required_until_on: required.map(|(_, until)| *until),
            finding: answer.map(|a| a.finding),
            answered_on: answer.map(|a| a.on),
            answered_by_officer_id: answer.map(|a| a.by),
        }
    }
}

/// The day of an answer was put off.
#[derive(Debug, Object)]
pub struct ComplaintExtensionView {
    /// Its number within the complaint.
    n: i32,
    /// Of which word.
    word_n: i32,
    /// From this day.
    from_on: Day,
    /// To this one.
    until_on: Day,
    /// Why.
    reason: String,
    /// By whom.
    extended_by_officer_id: OfficerId,
    /// When.
    extended_on: Day,
}

impl From<&Extension> for ComplaintExtensionView {
    fn from(e: &Extension) -> Self {
        Self {
            n: e.n,
            word_n: e.word,
            from_on: e.from,
            until_on: e.until,
            reason: e.reason.clone(),
            extended_by_officer_id: e.by,
            extended_on: e.on,
        }
    }
}

/// A complaint or a suggestion (意见投诉). What was said and who said it stands in its words alone.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ComplaintView {
    /// Id.
    id: ComplaintId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Where.
    region_code: RegionCode,
    /// Of which kind.
    kind: ComplaintKind,
    /// At which place.
    place: Option<String>,
    /// Whether nobody gave a name.
    anonymous: bool,
    /// Where it stands.
    state: ComplaintState,
    /// What it is about.
    subjects: Vec<ComplaintSubjectView>,
    /// 被反映人: officers of ours who are complained of.
    complained_of_officer_ids: Vec<OfficerId>,
    /// What was said, first and again, without the words.
    words: Vec<ComplaintWordView>,
    /// How often the day was put off.
    extensions: Vec<ComplaintExtensionView>,
    /// By when somebody owes a word. Absent once it is answered or declined, and where no day is set: then none is judged.
    due_on: Option<Day>,
    /// 承办单位.
    unit_id: Option<OrganisationId>,
    /// 承办人.
    officer_id: Option<OfficerId>,
    /// Who accepted it.
    accepted_by_officer_id: Option<OfficerId>,
    /// When.
    accepted_on: Option<Day>,
    /// Why it was declined.
    decline_reason: Option<String>,
    /// Whither it was passed.
    passed_to: Option<String>,
    /// Who closed it.
    closed_by_officer_id: Option<OfficerId>,
    /// When.
    closed_on: Option<Day>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(ComplaintView, "/complaints");

impl From<&Complaint> for ComplaintView {
    fn from(c: &Complaint) -> Self {
        Self {
            id: c.id,
            etag: c.version.to_string(),
            number: c.number.clone(),
            region_code: c.region.clone(),
            kind: c.kind,
            place: c.place.clone(),
            anonymous: c.complainant.is_none(),
            state: c.state,
            subjects: c.about.iter().map(Into::into).collect(),
            complained_of_officer_ids: c.complained_of.iter().map(|c| c.officer).collect(),
            words: c.words.iter().map(Into::into).collect(),
            extensions: c.extensions.iter().map(Into::into).collect(),
            due_on: c.due().map(|due| due.on),
            unit_id: c.unit,
            officer_id: c.officer,
            accepted_by_officer_id: c.accepted.map(|(by, _)| by),
            accepted_on: c.accepted.map(|(_, on)| on),
            decline_reason: c.decline_reason.clone(),
            passed_to: c.passed_to.clone(),
            closed_by_officer_id: c.closed.map(|(by, _)| by),
            closed_on: c.closed.map(|(_, on)| on),
            layer: c.layer,
            created_at: c.created_at,
            updated_at: c.updated_at,
        }
    }
}

/// What a word says, and what was answered.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SpokenWord {
    /// The number of the word.
    n: i32,
    /// What it says.
    text: String,
    /// Its papers.
    file_ids: Vec<FileId>,
    /// What was answered.
    answer: Option<String>,
    /// The papers of that.
    answer_file_ids: Vec<FileId>,
}

/// What a complaint says, and who said it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SpokenWords {
    /// Who complained, as a person of the register, where `/people/{id}/reveal` tells more; absent where it is anonymous.
    complainant_id: Option<PersonId>,
    /// Its words, first to last.
    items: Vec<SpokenWord>,
}

impl From<(Complaint, Vec<Spoken>)> for SpokenWords {
    fn from((complaint, spoken): (Complaint, Vec<Spoken>)) -> Self {
        let word = |s: Spoken| SpokenWord {
            n: s.n,
            text: s.said,
            file_ids: s.files,
            answer: s.answer,
            answer_file_ids: s.answer_files,
        };
        Self { complainant_id: complaint.complainant, items: spoken.into_iter().map(word).collect() }
    }
}
