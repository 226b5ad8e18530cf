//! 公示.

use serde::Serialize;

use super::{Profile, Span, WebCopy};
use crate::ground::kernel::{
    AnyId, Day, Digest, Digester, FileId, Instant, Layer, OfficerId, PostingId, RegionCode, SubjectKind,
    VillageDecisionId, Wording,
};

crate::ground::kernel::words! {
    /// 公示事项类别. What is posted, and so which act waits for it.
    pub enum PostedMatter {
        Title = "title" "资产确权",
        Transfer = "transfer" "资产移交",
        Distribution = "distribution" "收益分配名单",
        ToPersonList = "to_person_list" "到人到户名单",
        ShareScheme = "share_scheme" "折股量化方案",
    }
}

impl PostedMatter {
    /// Of what kind its subjects are.
    pub const fn kind(self) -> SubjectKind {
        match self {
            Self::Title => SubjectKind::Asset,
            Self::Transfer => SubjectKind::AssetTransfer,
            Self::Distribution => SubjectKind::Distribution,
            Self::ToPersonList => SubjectKind::ToPersonList,
            Self::ShareScheme => SubjectKind::ShareScheme,
        }
    }

    /// Whether what hangs is read of its subjects: a list or a scheme hangs as it was made, and nobody writes it off.
    pub const fn is_of_lists(self) -> bool {
        matches!(self, Self::Distribution | Self::ToPersonList | Self::ShareScheme)
    }

    /// The policy value that says for how long it must be posted.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Title => "publicity.required.title",
            Self::Transfer => "publicity.required.transfer",
            Self::Distribution => "publicity.required.distribution",
            Self::ToPersonList => "publicity.required.to_person_list",
            Self::ShareScheme => "publicity.required.share_scheme",
        }
    }
}

crate::ground::kernel::words! {
    /// 公示状态.
    pub enum PostingState {
        Draft = "draft" "拟公示",
        Posted = "posted" "公示中",
        Suspended = "suspended" "异议处理中",
        Objected = "objected" "异议成立",
        Closed = "closed" "公示期满",
        Withdrawn = "withdrawn" "已撤回",
    }
}

impl PostingState {
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Draft, Self::Posted),
        (Self::Draft, Self::Withdrawn),
        (Self::Posted, Self::Suspended),
        (Self::Posted, Self::Objected),
        (Self::Posted, Self::Draft),
        (Self::Posted, Self::Closed),
        (Self::Posted, Self::Withdrawn),
        (Self::Suspended, Self::Posted),
        (Self::Suspended, Self::Objected),
        (Self::Suspended, Self::Draft),
        (Self::Suspended, Self::Withdrawn),
        (Self::Objected, Self::Draft),
        (Self::Objected, Self::Withdrawn),
    ];

    /// Whether it is over for good.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn)
    }

    /// Whether it hangs, so that somebody may object.
    pub const fn hangs(self) -> bool {
        matches!(self, Self::Posted | Self::Suspended)
    }

    /// What may be done with a posting that stands so: the acts to programs, a sentence to officers.
    pub fn possible(self) -> Wording {
        let (acts, en, zh) = match self {
            Self::Draft => {
                ("post, revise, withdraw", "it is hung, revised or withdrawn", "尚未张贴，现可张贴、修改或撤回")
            }
            Self::Posted => (
                "object, revise, withdraw, close",
                "objections are recorded and answered; it is revised, withdrawn, or closed by another after its last day",
                "正在公示，现可登记和答复异议、修改、撤回，期满后由他人确认",
            ),
            Self::Suspended => (
                "answer, object, revise, withdraw",
                "the objections that stopped it are answered first; it is revised or withdrawn too",
                "因异议中止，请先答复异议；也可修改或撤回",
            ),
            Self::Objected => (
                "revise, withdraw",
                "an objection was upheld: it is revised and hung anew, or withdrawn",
                "异议已成立，请修改后重新张贴，或撤回",
            ),
            Self::Closed => (
                "object, answer",
                "it was closed; an objection that came within its term is still recorded and answered, what came later is a complaint",
                "公示已期满；期限内收到的异议仍可补录和答复，之后的反映请登记为意见投诉",
            ),
            Self::Withdrawn => (
                "",
                "it was withdrawn; file another where something is to hang",
                "公示已撤回；仍需公示的请另行拟稿，反映的问题请登记为意见投诉",
            ),
        };
        Wording::new(acts, en, zh)
    }
}

crate::ground::kernel::words! {
    /// 异议渠道.
    pub enum ObjectionChannel {
        Hotline = "hotline" "监督电话",
        Phone = "phone" "来电",
        Visit = "visit" "来访",
        Letter = "letter" "来信",
        Online = "online" "网络",
    }
}

crate::ground::kernel::words! {
    /// 异议处理结果.
    pub enum ObjectionResult {
        Upheld = "upheld" "成立",
        NotUpheld = "not_upheld" "不成立",
    }
}

crate::ground::kernel::words! {
    /// 公示期终止原因. How a run of a term ended.
    pub enum Ending {
        Closed = "closed" "期满",
        Stopped = "stopped" "因异议中止",
        Upheld = "upheld" "异议成立",
        Revised = "revised" "内容修改",
        Withdrawn = "withdrawn" "撤回",
    }
}

/// 公示事项. What it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// Which.
    pub id: AnyId,
    /// Its printed number.
    pub number: String,
    /// Of a list what it digested to when this revision took it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
}

/// 公示地点. Where a revision hangs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Its number within the revision.
    pub n: i32,
    /// What it shows.
    pub profile: Profile,
    /// Which board or page.
    pub name: String,
    /// 起始照片.
    pub start_file: FileId,
    /// 期末照片, and its day.
    pub end: Option<(FileId, Day)>,
}

/// 公示期. One run of a term, with the content that hung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// Its number within the posting.
    pub n: i32,
    /// Which revision hung.
    pub revision: i32,
    /// The digest of that.
    pub digest: Digest,
    /// The day on which it was posted, or begun anew; it does not count.
    pub from: Day,
    /// The last day.
    pub ends_on: Day,
    /// The last day had it begun on the day of its recording: what the server has seen is whole only after that.
    pub seen_until: Day,
    /// What the policy required then, and until when; nothing where it required nothing.
    pub required: Option<(String, Day)>,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// How and when it ended.
    pub ended: Option<(Ending, Day)>,
}

/// What a new term is made of, once its days are known.
#[derive(Debug, Clone)]
pub struct TermBegun {
    /// The day on which it was posted, or begun anew.
    pub from: Day,
    /// The last day.
    pub ends_on: Day,
    /// The last day counted from its recording.
    pub seen_until: Day,
    /// What the policy requires, and until when.
    pub required: Option<(String, Day)>,
}

/// 异议. What it says and what was answered may name people: both are sealed, and stand in no posting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objection {
    /// Its number within the posting.
    pub n: i32,
    /// To which revision.
    pub revision: i32,
    /// How it came.
    pub channel: ObjectionChannel,
    /// When it came.
    pub received_on: Day,
    /// Whether it stops the term.
    pub suspends: bool,
    /// Its paper.
    pub file: Option<FileId>,
    /// Who recorded it.
    pub recorded_by: OfficerId,
    /// What became of it.
    pub answer: Option<Answer>,
    /// 期满后录入: the day on which it was recorded, where its posting had been closed by then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_late_on: Option<Day>,
}

impl Objection {
    /// Whether it was recorded after the close, and nobody has found yet that there is nothing in it.
    pub fn contests(&self) -> bool {
        let refuted = self.answer.as_ref().is_some_and(|a| a.result == ObjectionResult::NotUpheld);
        self.recorded_late_on.is_some() && !refuted
    }
}

/// 答复.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// With what result.
    pub result: ObjectionResult,
    /// When.
    pub on: Day,
    /// Who answered.
    pub by: OfficerId,
}

/// 公示.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Posting {
    /// Id.
    pub id: PostingId,
    /// Printed number (GS).
    pub number: String,
    /// Where it hangs; everything that it is about lies inside.
    pub region: RegionCode,
    /// What is posted.
    pub matter: PostedMatter,
    /// Headline.
    pub title: String,
    /// 监督电话.
    pub hotline: String,
    /// The village's decision on which it stands.
    pub decision: Option<VillageDecisionId>,
    /// For how long.
    pub span: Span,
    /// Where it stands.
    pub state: PostingState,
    /// Which revision of the content holds.
    pub revision: i32,
    /// How many lines that has.
    pub lines: i32,
    /// 内容摘要: the keyed digest of it.
    pub digest: Digest,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// Where this revision hangs.
    pub places: Vec<Place>,
    /// What its revisions show outside.
    pub copies: Vec<WebCopy>,
    /// Every run of a term.
    pub terms: Vec<Term>,
    /// Every objection.
    pub objections: Vec<Objection>,
    /// Who filed it, or last revised it.
    pub filed_by: OfficerId,
    /// Who posted it.
    pub posted_by: Option<OfficerId>,
    /// Who closed it, and when.
    pub closed: Option<(OfficerId, Day)>,
    /// 公示情况证明.
    pub proof: Option<FileId>,
    /// Why it was withdrawn.
    pub end_reason: Option<String>,
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

impl Posting {
    /// What an exception to its term binds: which revision hangs, where and for how long, and what it is about.
    pub fn excepted(&self) -> Digest {
        Digester::new("posting_exception")
            .field("region", &self.region)
            .field("matter", self.matter)
            .field("span", self.span)
            .field("revision", self.revision)
            .field("content", self.digest)
            .field("subjects", self.subjects.iter().map(|s| s.id.to_string()).collect::<Vec<_>>().join("\n"))
            .finish()
    }

    /// The term that runs.
    pub fn running(&self) -> Option<&Term> {
        self.terms.iter().find(|t| t.ended.is_none())
    }

    /// Objections that nobody has answered.
    pub fn unanswered(&self) -> impl Iterator<Item = &Objection> {
        self.objections.iter().filter(|o| o.answer.is_none())
    }

    /// Where it stands for whoever relies on it: what was closed is not clean as long as an objection of its term, told afterwards, waits for its
    /// answer or was upheld.
    pub fn standing(&self) -> PostingState {
        let told: Vec<&Objection> = self.objections.iter().filter(|o| o.contests()).collect();
        if self.state != PostingState::Closed || told.is_empty() {
            return self.state;
        }
        if told.iter().any(|o| o.answer.is_some()) { PostingState::Objected } else { PostingState::Suspended }
    }

    /// The same with another term, of the revision that hangs.
    pub fn begun(&mut self, begun: TermBegun, now: Instant) {
        let TermBegun { from, ends_on, seen_until, required } = begun;
        let n = self.terms.last().map_or(1, |t| t.n + 1);
        let (revision, digest) = (self.revision, self.digest);
        let term = Term { n, revision, digest, from, ends_on, seen_until, required, recorded_at: now, ended: None };
        self.terms.push(term);
    }

    /// Ends the term that runs, where one does; not before it began.
    pub fn ended(&mut self, ending: Ending, on: Day) {
        if let Some(term) = self.terms.iter_mut().find(|t| t.ended.is_none()) {
            term.ended = Some((ending, on.max(term.from)));
        }
    }
}

/// What an objection says, and what was answered. It has no way to be printed or logged.
pub struct Spoken {
    /// The number of the objection.
    pub n: i32,
    /// What it says.
    pub said: String,
    /// What was answered.
    pub answer: Option<String>,
}

/// By what postings are found.
#[derive(Debug, Clone, Default)]
pub struct PostingQuery {
    /// In this state.
    pub state: Option<PostingState>,
    /// Of this matter.
    pub matter: Option<PostedMatter>,
}
