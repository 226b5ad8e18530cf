//! 例外审批. An authorised exception: one rule, one subject, one act, up to a ceiling and a day.

use serde::Serialize;

use crate::ground::{
    authority::{Action, Role, action},
    kernel::{
        AnyId, Check, Day, Digest, Digester, ExceptionId, FileId, Instant, Layer, Money, OfficerId, RegionCode, RunId,
        SubjectKind, SubjectRef,
    },
};

crate::ground::kernel::words! {
    /// State of an exception. Only what was granted lets anything pass.
    pub enum ExceptionState {
        Proposed = "proposed" "审批中",
        Returned = "returned" "已退回",
        Granted = "granted" "已批准",
        Refused = "refused" "不同意",
        Withdrawn = "withdrawn" "已撤回",
        Consumed = "consumed" "已使用",
        MadeGood = "made_good" "已补办",
    }
}

impl ExceptionState {
    /// Every step it may take. What lies returned is withdrawn and filed anew.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Proposed, Self::Returned),
        (Self::Proposed, Self::Granted),
        (Self::Proposed, Self::Refused),
        (Self::Proposed, Self::Withdrawn),
        (Self::Returned, Self::Withdrawn),
        (Self::Granted, Self::Consumed),
        (Self::Consumed, Self::MadeGood),
    ];

    /// The states in which the granting desk has said yes.
    pub const LIFTING: [Self; 3] = [Self::Granted, Self::Consumed, Self::MadeGood];
    /// The states in which it waits for somebody.
    pub const WAITING: [Self; 2] = [Self::Proposed, Self::Returned];

    /// Whether the granting desk has said yes.
    pub const fn is_granted(self) -> bool {
        matches!(self, Self::Granted | Self::Consumed | Self::MadeGood)
    }
}

crate::ground::kernel::words! {
    /// What authorises it.
    pub enum ExceptionBasis {
        Document = "document" "文件",
        Minutes = "minutes" "会议纪要",
    }
}

crate::ground::kernel::words! {
    /// What an exception may be filed for.
    pub enum ExceptionSubject {
        Disbursement = "disbursement" "资金拨付",
        Project = "project" "项目",
        AssetTransfer = "asset_transfer" "资产移交",
        Asset = "asset" "资产",
        Posting = "posting" "公示",
    }
}

static CLAIM_ACTS: [&Action; 3] =
    [&action::DISBURSEMENT_SUBMIT, &action::DISBURSEMENT_RESUBMIT, &action::BATCH_HAND_OVER];
static PLAN_ACTS: [&Action; 1] = [&action::PROJECT_PLAN];
static TRANSFER_ACTS: [&Action; 3] = [&action::TRANSFER_SUBMIT, &action::TRANSFER_RESUBMIT, &action::TRANSFER_EFFECT];
static ASSET_ACTS: [&Action; 4] =
    [&action::ASSET_PUT_IN_SERVICE, &action::ASSET_MARK_IDLE, &action::ASSET_REVIVE, &action::ASSET_CONFIRM_TITLE];
static POSTING_ACTS: [&Action; 2] = [&action::POSTING_POST, &action::POSTING_ANSWER];

impl ExceptionSubject {
    /// As a kind of subject.
    pub const fn kind(self) -> SubjectKind {
        match self {
            Self::Disbursement => SubjectKind::Disbursement,
            Self::Project => SubjectKind::Project,
            Self::AssetTransfer => SubjectKind::AssetTransfer,
            Self::Asset => SubjectKind::Asset,
            Self::Posting => SubjectKind::Posting,
        }
    }

    /// The acts that take exceptions for such a subject, and use them up: what else a rule refuses, it refuses without a way out.
    pub fn acts(self) -> &'static [&'static Action] {
        match self {
            Self::Disbursement => &CLAIM_ACTS,
            Self::Project => &PLAN_ACTS,
            Self::AssetTransfer => &TRANSFER_ACTS,
            Self::Asset => &ASSET_ACTS,
            Self::Posting => &POSTING_ACTS,
        }
    }
}

/// The offices that may grant, from the lowest up; nobody below them grants anything.
const GRANTORS: [Role; 3] = [Role::FinanceViceDirector, Role::FinanceDirector, Role::CountyLeader];

/// Whether an office grants, and ranks as high as the one that is needed.
pub fn ranks_at_least(role: Role, needed: Role) -> bool {
    let rank = |role: Role| GRANTORS.iter().position(|g| *g == role);
    rank(role).zip(rank(needed)).is_some_and(|(has, needed)| has >= needed)
}

/// The act that has used an exception up: the version of what it changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Act {
    /// Kind of what it changed: the subject itself, or the batch in which it was handed over.
    pub kind: SubjectKind,
    /// Which.
    pub id: AnyId,
    /// Its version after the act.
    pub version: i64,
}

impl Act {
    /// The act that brought a subject to this version.
    pub fn on(subject: SubjectRef, version: i64) -> Self {
        Self { kind: subject.kind, id: subject.id.into(), version }
    }
}

/// 例外审批. It covers its subject as it was, its rule as it was broken, and no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exception {
    /// Id.
    pub id: ExceptionId,
    /// Printed number (LW).
    pub number: String,
    /// Number of the rule.
    pub rule: String,
    /// Kind of its subject.
    pub subject_kind: SubjectKind,
    /// Its subject.
    pub subject: AnyId,
    /// The subject's printed number.
    pub subject_number: String,
    /// The subject's region.
    pub region: RegionCode,
    /// What authorises it.
    pub basis: ExceptionBasis,
    /// Title and number of that paper.
    pub basis_number: String,
    /// The paper.
    pub file: FileId,
    /// Why.
    pub reason: String,
    /// The office that grants it.
    pub granted_by: Role,
    /// How much may pass by it; absent only where the subject has no amount.
    pub ceiling: Option<Money>,
    /// The last day on which it lets anything pass, and by which what is missing is made good (补办).
    pub deadline: Day,
    /// What was found wrong when it was filed: [`figures`].
    pub found: String,
    /// The same as the refusal told it to officers, a line for each check; of earlier ones nothing was kept.
    pub found_words: Option<String>,
    /// What a yes to the subject would bind, as it was when this was filed.
    pub subject_decisive: Digest,
    /// Where it stands.
    pub state: ExceptionState,
    /// Its approval.
    pub run: Option<RunId>,
    /// Who filed it.
    pub proposed_by: OfficerId,
    /// The day on which it was granted.
    pub granted_on: Option<Day>,
    /// The act that used it up.
    pub act: Option<Act>,
    /// When.
    pub consumed_at: Option<Instant>,
    /// The paper that makes good.
    pub made_good_file: Option<FileId>,
    /// When that came.
    pub made_good_on: Option<Day>,
    /// Who brought it; of what was made good before this was kept nobody.
    pub made_good_by: Option<OfficerId>,
    /// 补办情况: what was missing and is there, where the rule could not be asked again.
    pub made_good_note: Option<String>,
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

impl Exception {
    /// What it is for.
    pub fn is_for(&self) -> SubjectRef {
        SubjectRef::new(self.subject_kind, self.subject)
    }

    /// What every yes to it binds; `paper` is the content of its basis.
    pub fn decisive(&self, paper: &Digest) -> Digest {
        Digester::new("exception")
            .field("rule", &self.rule)
            .field("subject_kind", self.subject_kind)
            .field("subject", self.subject)
            .field("subject_decisive", self.subject_decisive)
            .field("found", &self.found)
            .field("granted_by", self.granted_by)
            .optional("ceiling", self.ceiling)
            .field("deadline", self.deadline)
            .field("basis", self.basis)
            .field("basis_number", &self.basis_number)
            .field("paper", paper)
            .finish()
    }

    /// 逾期补办: made good after its day.
    pub fn is_late(&self) -> Option<bool> {
        self.made_good_on.map(|on| on > self.deadline)
    }

    /// Whether it was used, and not made good by its day.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.state == ExceptionState::Consumed && today > self.deadline
    }

    /// What was found wrong when it was filed, check by check.
    pub fn was_found(&self) -> impl Iterator<Item = Vec<(&str, &str)>> {
        self.found.lines().map(|line| line.split('\t').filter_map(|figure| figure.split_once('=')).collect())
    }
}

/// The figures of failed checks as an exception keeps them: a line for each check, `name=value` with tabs between. What is said of
/// exceptions themselves is no figure of the rule.
pub fn figures<'a>(checks: impl IntoIterator<Item = &'a Check>) -> String {
    let of_rule = |(name, _): &(&str, &str)| !name.starts_with("exception");
    let one = |(name, value): (&str, &str)| format!("{name}={}", plain(value));
    let line = |check: &Check| check.facts.iter().filter(of_rule).map(one).collect::<Vec<_>>().join("\t");
    checks.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A figure without what separates figures.
pub(super) fn plain(value: &str) -> String {
    value.replace(|c: char| c.is_control(), " ")
}

/// By what exceptions are found.
#[derive(Debug, Clone, Default)]
pub struct ExceptionQuery {
    /// To this rule.
    pub rule: Option<String>,
    /// For this subject.
    pub subject: Option<AnyId>,
    /// In this state.
    pub state: Option<ExceptionState>,
    /// Used and not made good by this day.
    pub overdue_on: Option<Day>,
}
