//! What is sent about a posting.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{
            AnyId, AssetId, Day, DistributionId, FileId, Money, RegionCode, ShareSchemeId, ToPersonListId, TransferId,
            VillageDecisionId,
        },
        wire::Text,
    },
    office::publicity::{
        model::{Content, Line, ObjectionChannel, ObjectionResult, Profile, Span},
        service::{
            file::{About, Asked},
            places::EndPhoto,
            post::NewPlace,
            take_down::TakenDown,
        },
    },
};

/// A line of what is posted. No text bears an ID number, a mobile number or a card number.
#[derive(Object)]
pub struct NewPostingLine {
    /// Name of the person or body.
    name: Text<100>,
    /// Group or building; shown on boards alone.
    group: Option<Text<100>>,
    /// For what, and on what ground.
    basis: Option<Text<200>>,
    /// In yuan.
    amount: Option<Money>,
    /// In hardship, disabled or a minor: a website shows the first character and no ground. Not where absent.
    protected: Option<bool>,
}

impl From<NewPostingLine> for Line {
    fn from(l: NewPostingLine) -> Self {
        let texts = [l.group.map(Into::into), l.basis.map(Into::into)];
        Self::new(l.name.into(), texts, l.amount, l.protected.unwrap_or(false))
    }
}

/// What is to be posted: assets whose title is confirmed, transfers, lists, or schemes of shares; one of the five.
#[derive(Object)]
pub struct NewPosting {
    /// Where it hangs; everything that it is about lies inside.
    region_code: RegionCode,
    /// Assets whose title is to be confirmed.
    #[oai(validator(min_items = 1, max_items = 500))]
    asset_ids: Option<Vec<AssetId>>,
    /// Transfers that are to take effect.
    #[oai(validator(min_items = 1, max_items = 100))]
    transfer_ids: Option<Vec<TransferId>>,
    /// Plans of distribution whose lists are computed and to be locked.
    #[oai(validator(min_items = 1, max_items = 100))]
    distribution_ids: Option<Vec<DistributionId>>,
    /// Lists by which persons are to be paid, once they were checked.
    #[oai(validator(min_items = 1, max_items = 100))]
    to_person_list_ids: Option<Vec<ToPersonListId>>,
    /// Drafts of schemes of shares that are to be adopted.
    #[oai(validator(min_items = 1, max_items = 100))]
    share_scheme_ids: Option<Vec<ShareSchemeId>>,
    /// Headline; names nobody.
    title: Text<200>,
    /// 监督电话: of an office.
    hotline: Text<20>,
    /// The village's decision on which it stands.
    decision_id: Option<VillageDecisionId>,
    /// For how many days by the calendar.
    #[oai(validator(minimum(value = "1"), maximum(value = "365")))]
    calendar_days: Option<u16>,
    /// For how many days of work; with both the later end holds.
    #[oai(validator(minimum(value = "1"), maximum(value = "365")))]
    working_days: Option<u16>,
    /// Who is named, of titles and transfers; a list hangs as it is, and is not told again. Kept sealed, and told by `/lines` alone.
    #[oai(validator(min_items = 1, max_items = 2000))]
    lines: Option<Vec<NewPostingLine>>,
}

/// A posting as it is filed.
pub struct Filed {
    /// Where.
    pub region: RegionCode,
    /// About what.
    pub about: About,
    /// The rest.
    pub asked: Asked,
}

impl From<NewPosting> for Filed {
    fn from(b: NewPosting) -> Self {
        let asked = Asked {
            title: b.title.into(),
            hotline: b.hotline.into(),
            decision: b.decision_id,
            span: Span::of(b.calendar_days, b.working_days),
            content: Content { lines: b.lines.into_iter().flatten().map(Into::into).collect() },
        };
        let about = About {
            assets: b.asset_ids.into_iter().flatten().map(|id| AnyId::new(id.uuid())).collect(),
            transfers: b.transfer_ids.into_iter().flatten().map(|id| AnyId::new(id.uuid())).collect(),
            distributions: b.distribution_ids.into_iter().flatten().map(|id| AnyId::new(id.uuid())).collect(),
            lists: b.to_person_list_ids.into_iter().flatten().map(|id| AnyId::new(id.uuid())).collect(),
            schemes: b.share_scheme_ids.into_iter().flatten().map(|id| AnyId::new(id.uuid())).collect(),
        };
        Self { region: b.region_code, about, asked }
    }
}

/// The whole content anew. What hung is over, and it is posted again for a whole term.
#[derive(Object)]
pub struct PostingRevision {
    /// Headline; names nobody.
    title: Text<200>,
    /// 监督电话: of an office.
    hotline: Text<20>,
    /// The village's decision on which it stands.
    decision_id: Option<VillageDecisionId>,
    /// For how many days by the calendar.
    #[oai(validator(minimum(value = "1"), maximum(value = "365")))]
    calendar_days: Option<u16>,
    /// For how many days of work; with both the later end holds.
    #[oai(validator(minimum(value = "1"), maximum(value = "365")))]
    working_days: Option<u16>,
    /// Who is named, of titles and transfers; a list hangs as it is now. Kept sealed, and told by `/lines` alone.
    #[oai(validator(min_items = 1, max_items = 2000))]
    lines: Option<Vec<NewPostingLine>>,
}

impl From<PostingRevision> for Asked {
    fn from(b: PostingRevision) -> Self {
        Self {
            title: b.title.into(),
            hotline: b.hotline.into(),
            decision: b.decision_id,
            span: Span::of(b.calendar_days, b.working_days),
            content: Content { lines: b.lines.into_iter().flatten().map(Into::into).collect() },
        }
    }
}

/// Where something hangs.
#[derive(Debug, Object)]
pub struct NewPostingPlace {
    /// What kind of place, and so how much of the content it shows.
    profile: Profile,
    /// Which board or page.
    name: Text<100>,
    /// A photo of it there on the first day.
    file_id: FileId,
}

impl From<NewPostingPlace> for NewPlace {
    fn from(p: NewPostingPlace) -> Self {
        Self { profile: p.profile, name: p.name.into(), file: p.file_id }
    }
}

/// It is posted.
#[derive(Debug, Object)]
pub struct PostBody {
    /// On which day; it does not count, and is not after today. What was posted on an earlier day takes a proof to be closed by it.
    pub on: Day,
    /// Where.
    #[oai(validator(min_items = 1, max_items = 50))]
    pub places: Vec<NewPostingPlace>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    pub acknowledged: Option<Vec<Text<8>>>,
}

/// A photo of a place near the end of the term.
#[derive(Debug, Object)]
pub struct NewEndPhoto {
    /// Which place.
    #[oai(validator(minimum(value = "1"), maximum(value = "50")))]
    n: i32,
    /// The photo.
    file_id: FileId,
    /// Of which day; not after today.
    on: Day,
}

impl From<NewEndPhoto> for EndPhoto {
    fn from(p: NewEndPhoto) -> Self {
        Self { n: p.n, file: p.file_id, on: p.on }
    }
}

/// How places look at the end.
#[derive(Debug, Object)]
pub struct EndPhotos {
    /// One for each place that is shown; a later one takes the place of an earlier one.
    #[oai(validator(min_items = 1, max_items = 50))]
    pub places: Vec<NewEndPhoto>,
}

/// An objection.
#[derive(Object)]
pub struct NewObjection {
    /// How it came.
    pub channel: ObjectionChannel,
    /// When; from the first day of the term to today, of a posting that was closed to the last day of its term.
    pub received_on: Day,
    /// Whether it stops the term; what was closed is stopped by nothing.
    pub suspends: bool,
    /// What it says. Kept sealed; no number by which a person is found.
    pub text: Text<2000>,
    /// Its paper.
    pub file_id: Option<FileId>,
}

/// The answer to an objection.
#[derive(Object)]
pub struct NewAnswer {
    /// Which objection.
    #[oai(validator(minimum(value = "1"), maximum(value = "10000")))]
    pub n: i32,
    /// With what result.
    pub result: ObjectionResult,
    /// When; not before it came, not after today. One that is not upheld begins the stopped term anew on this day.
    pub on: Day,
    /// What was answered. Kept sealed; no number by which a person is found.
    pub text: Text<2000>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    pub acknowledged: Option<Vec<Text<8>>>,
}

/// The term is over.
#[derive(Debug, Object)]
pub struct CloseBody {
    /// 公示情况证明: needed until `seen_until_on` of a term that was recorded after the fact.
    pub file_id: Option<FileId>,
}

/// It comes to nothing.
#[derive(Debug, Object)]
pub struct WithdrawBody {
    /// Why.
    pub reason: Text<500>,
}

/// A page that shows a revision no more.
#[derive(Debug, Object)]
pub struct CopyDown {
    /// Which revision.
    #[oai(validator(minimum(value = "1"), maximum(value = "10000")))]
    revision: i32,
    /// Which of its places.
    #[oai(validator(minimum(value = "1"), maximum(value = "50")))]
    n: i32,
    /// Since which day; after its term, not after today.
    on: Day,
}

impl From<CopyDown> for TakenDown {
    fn from(c: CopyDown) -> Self {
        Self { revision: c.revision, n: c.n, on: c.on }
    }
}

/// Pages that were taken down.
#[derive(Debug, Object)]
pub struct CopiesDown {
    /// Each once, as `web_copies` has them.
    #[oai(validator(min_items = 1, max_items = 50))]
    pub copies: Vec<CopyDown>,
}
