//! 不动产登记批次.

use serde::Serialize;

use super::unit::Certificate;
use crate::ground::kernel::{
    Day, FileId, HousingUnitId, Instant, Layer, Money, OfficerId, RegionCode, SiteId, TitleBatchId,
};

crate::ground::kernel::words! {
    /// 批次状态.
    pub enum BatchState {
        Prepared = "prepared" "已编制",
        Submitted = "submitted" "已受理",
        Done = "done" "已办结",
        Withdrawn = "withdrawn" "已撤回",
    }
}

impl BatchState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 4] = [
        (Self::Prepared, Self::Submitted),
        (Self::Prepared, Self::Withdrawn),
        (Self::Submitted, Self::Done),
        (Self::Submitted, Self::Withdrawn),
    ];

    /// Whether its dwellings are in registration.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Prepared | Self::Submitted)
    }
}

crate::ground::kernel::words! {
    /// 登记结果.
    pub enum Outcome {
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
    pub const fn outcome(&self) -> Outcome {
        match self {
            Self::Pending => Outcome::Pending,
            Self::Registered { .. } => Outcome::Registered,
            Self::Refused { .. } => Outcome::Refused,
            Self::Withdrawn => Outcome::Withdrawn,
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
    pub state: BatchState,
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
        self.items.iter().filter(|i| i.result.outcome() == Outcome::Pending).count()
    }
}

/// By what batches are found.
#[derive(Debug, Clone, Default)]
pub struct BatchQuery {
    /// Of this site.
    pub site: Option<SiteId>,
    /// In this state.
    pub state: Option<BatchState>,
    /// With this dwelling.
    pub unit: Option<HousingUnitId>,
}
