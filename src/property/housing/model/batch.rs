//! 不动产登记批次.

use serde::Serialize;

use super::unit::Certificate;
use crate::ground::kernel::{
    Day, FileId, HousingUnitId, Instant, Layer, Money, OfficerId, RegionCode, SiteId, TitleBatchId, Wording,
};

crate::ground::kernel::words! {
    /// 批次状态.
    pub enum TitleBatchState {
        Prepared = "prepared" "已编制",
        Submitted = "submitted" "已受理",
        Done = "done" "已办结",
        Withdrawn = "withdrawn" "已撤回",
    }
}

impl TitleBatchState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 4] = [
        (Self::Prepared, Self::Submitted),
        (Self::Prepared, Self::Withdrawn),
        (Self::Submitted, Self::Done),
        (Self::Submitted, Self::Withdrawn),
    ];

    /// What may be done with one that stands so: the acts to programs, a sentence to officers.
    pub fn possible(self) -> Wording {
        let (acts, en, zh) = match self {
            Self::Prepared => (
                "submit, withdraw",
                "it is noted when the registration office took it, or it is withdrawn",
                "现可登记受理日期，或撤回",
            ),
            Self::Submitted => (
                "record_results, withdraw",
                "the results of the registration office are recorded, or what is not decided is withdrawn",
                "现可登记结果，或将未办结的撤回",
            ),
            Self::Done => (
                "file",
                "all of it is decided; what was refused is applied for in another batch, and a certificate is corrected on its dwelling",
                "已全部办结；不予登记的可另编批次，证书有更正、变更的在住房上凭文书更改",
            ),
            Self::Withdrawn => (
                "file",
                "it was withdrawn; what is still to be registered goes into another batch",
                "已撤回；仍需登记的请另编批次",
            ),
        };
        Wording::new(acts, en, zh)
    }

    /// Whether its dwellings are in registration.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Prepared | Self::Submitted)
    }
}

crate::ground::kernel::words! {
    /// 登记结果.
    pub enum TitleOutcome {
        Pending = "pending" "待登记",
        Registered = "registered" "已登记",
        Refused = "refused" "不予登记",
        Withdrawn = "withdrawn" "已撤回",
    }
}

/// What the registration office made of a dwelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TitleResult {
    /// Nothing yet.
    Pending,
    /// 登簿发证.
    Registered {
        /// The certificate.
        certificate: Certificate,
        /// What was charged; the clause says nothing is.
        fee: Money,
        /// The office's paper.
        paper: FileId,
    },
    /// 不予登记.
    Refused {
        /// On which day.
        on: Day,
        /// Why.
        reason: String,
        /// The office's paper.
        paper: FileId,
    },
    /// Its batch was withdrawn before a decision.
    Withdrawn,
}

impl TitleResult {
    /// As one word.
    pub const fn outcome(&self) -> TitleOutcome {
        match self {
            Self::Pending => TitleOutcome::Pending,
            Self::Registered { .. } => TitleOutcome::Registered,
            Self::Refused { .. } => TitleOutcome::Refused,
            Self::Withdrawn => TitleOutcome::Withdrawn,
        }
    }

    /// The day of the decision.
    pub const fn decided_on(&self) -> Option<Day> {
        match self {
            Self::Registered { certificate, .. } => Some(certificate.on),
            Self::Refused { on, .. } => Some(*on),
            Self::Pending | Self::Withdrawn => None,
        }
    }

    /// What was charged.
    pub const fn fee(&self) -> Option<Money> {
        match self {
            Self::Registered { fee, .. } => Some(*fee),
            Self::Pending | Self::Refused { .. } | Self::Withdrawn => None,
        }
    }
}

/// A dwelling of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TitleItem {
    /// Which.
    pub unit: HousingUnitId,
    /// What became of it.
    pub result: TitleResult,
}

/// 不动产登记批次. Dwellings of a site whose titles are applied for together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TitleBatch {
    /// Id.
    pub id: TitleBatchId,
    /// Printed number (DJ).
    pub number: String,
    /// Of which site.
    pub site: SiteId,
    /// Where that lies.
    pub region: RegionCode,
    /// Where it stands.
    pub state: TitleBatchState,
    /// 申请材料.
    pub application: FileId,
    /// On which day the office took it.
    pub submitted_on: Option<Day>,
    /// 受理凭证.
    pub receipt: Option<FileId>,
    /// Why it was withdrawn.
    pub withdraw_reason: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Who filed it.
    pub filed_by: OfficerId,
    /// Its dwellings.
    pub items: Vec<TitleItem>,
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

impl TitleBatch {
    /// How many wait for the office.
    pub fn pending(&self) -> usize {
        self.items.iter().filter(|i| i.result.outcome() == TitleOutcome::Pending).count()
    }
}

/// By what batches are found.
#[derive(Debug, Clone, Default)]
pub struct BatchQuery {
    /// Of this site.
    pub site: Option<SiteId>,
    /// In this state.
    pub state: Option<TitleBatchState>,
    /// With this dwelling.
    pub unit: Option<HousingUnitId>,
}
