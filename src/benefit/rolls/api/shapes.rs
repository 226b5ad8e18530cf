//! Rolls and their reviews, as they are told and shown.

use poem_openapi::Object;

use crate::{
    benefit::rolls::{
        model::{EntryState, ExitReason, NeedClass, Review, Roll, RollBasis, RollPer, RollState},
        service::{file::RollTold, read::ShownRoll},
    },
    ground::{
        kernel::{CollectiveId, Day, FileId, Instant, Layer, OfficerId, RegionCode, RollId},
        wire::{Plain, resource, wire_words},
    },
};

wire_words!(EntryState, ExitReason, NeedClass, RollBasis, RollPer, RollState);

/// A body's dated register of who benefits without having shares (受益名册).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RollView {
    /// Id.
    id: RollId,
    /// Version, for `If-Match`; every act on the roll and on its entries changes it.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// By need, or by what was put in under an agreement.
    basis: RollBasis,
    /// Who stands on it.
    per: RollPer,
    /// Name.
    name: String,
    /// The paper: the roll as it was decided, or the agreement.
    file_id: FileId,
    /// What the agreement says of what is paid.
    terms: Option<String>,
    /// State.
    state: RollState,
    /// The day on which it was closed.
    closed_on: Option<Day>,
    /// Why.
    close_reason: Option<String>,
    /// By which paper.
    close_file_id: Option<FileId>,
    /// How many entries were ever made: the highest serial. What an act admitted has the last of them, in the order of the body.
    entries: i64,
    /// How many stand on it today. Absent in the answer of an act.
    standing: Option<i64>,
    /// On which day it was reviewed last. Absent in the answer of an act.
    reviewed_on: Option<Day>,
    /// Until which day its days are held, because something was computed of them. Absent in the answer of an act.
    held_until_on: Option<Day>,
    /// What holds them, as `distribution:<id>`.
    held_by: Option<String>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(RollView, "/benefit-rolls");

impl From<&Roll> for RollView {
    fn from(r: &Roll) -> Self {
        Self {
            id: r.id,
            etag: r.version.to_string(),
            number: r.number.clone(),
            collective_id: r.collective,
            region_code: r.region.clone(),
            basis: r.basis,
            per: r.per,
            name: r.name.clone(),
            file_id: r.paper,
            terms: r.terms.clone(),
            state: r.state,
            closed_on: r.closed_on,
            close_reason: r.close_reason.clone(),
            close_file_id: r.close_paper,
            entries: r.entries,
            standing: None,
            reviewed_on: None,
            held_until_on: None,
            held_by: None,
            note: r.note.clone(),
            layer: r.layer,
            created_at: r.created_at,
            updated_at: r.updated_at,
        }
    }
}

impl From<&ShownRoll> for RollView {
    fn from(s: &ShownRoll) -> Self {
        Self {
            standing: Some(s.standing),
            reviewed_on: s.reviewed_on,
            held_until_on: s.held.map(|(_, until)| until),
            held_by: s.held.map(|(by, _)| by.named()),
            ..Self::from(&s.roll)
        }
    }
}

/// A roll of a body.
#[derive(Debug, Object)]
pub struct NewRoll {
    /// Of which body.
    pub collective_id: CollectiveId,
    /// By need, or by what was put in under an agreement.
    pub basis: RollBasis,
    /// Who stands on it; organisations on a mixed roll of stakes alone.
    pub per: RollPer,
    /// Name.
    name: Plain<200>,
    /// The paper: the roll as it was decided, or the agreement.
    file_id: FileId,
    /// What the agreement says of what is paid; of a roll of stakes, and of no other.
    terms: Option<Plain<1000>>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

impl From<NewRoll> for RollTold {
    fn from(r: NewRoll) -> Self {
        RollSays { name: r.name, file_id: r.file_id, terms: r.terms, note: r.note }.into()
    }
}

/// What a roll says of itself.
#[derive(Debug, Object)]
pub struct RollSays {
    /// Name.
    name: Plain<200>,
    /// The paper: the roll as it was decided, or the agreement.
    file_id: FileId,
    /// What the agreement says of what is paid; of a roll of stakes, and of no other.
    terms: Option<Plain<1000>>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

impl From<RollSays> for RollTold {
    fn from(r: RollSays) -> Self {
        Self { name: r.name.into(), paper: r.file_id, terms: r.terms.map(Into::into), note: r.note.map(Into::into) }
    }
}

/// That a roll is used no more.
#[derive(Debug, Object)]
pub struct RollEnd {
    /// On which day; not after today. Whoever stands on it leaves on that day.
    pub on: Day,
    /// Why; never a name.
    pub reason: Plain<500>,
    /// The paper.
    pub file_id: FileId,
}

/// That a roll was held against the facts.
#[derive(Debug, Object)]
pub struct NewRollReview {
    /// On which day; not after today, after the review before.
    pub on: Day,
    /// The paper.
    pub file_id: FileId,
    /// What was found; never a name.
    pub note: Option<Plain<500>>,
}

/// That a roll was held against the facts (年度核查).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RollReviewView {
    /// The how-manieth.
    n: i64,
    /// On which day.
    on: Day,
    /// By which paper.
    file_id: FileId,
    /// What was found.
    note: Option<String>,
    /// Who recorded it.
    recorded_by: OfficerId,
    /// When.
    recorded_at: Instant,
}

impl From<&Review> for RollReviewView {
    fn from(r: &Review) -> Self {
        Self { n: r.n, on: r.on, file_id: r.paper, note: r.note.clone(), recorded_by: r.by, recorded_at: r.at }
    }
}

/// The reviews of a roll, in their order.
#[derive(Debug, Object)]
pub struct RollReviews {
    /// One a review.
    pub items: Vec<RollReviewView>,
}
