//! 发放缴回. Money of a payout that somebody gave back: a fact of its own day and amount, not the bank's word that an order failed.

use serde::Serialize;

use crate::ground::kernel::{
    Day, DistributionId, FileId, Instant, Layer, Money, OfficerId, PayoutId, PayoutRecoveryId, RegionCode,
};

crate::ground::kernel::words! {
    /// 缴回状态.
    pub enum PayoutRecoveryState {
        Recorded = "recorded" "待复核",
        Confirmed = "confirmed" "已入账",
        Withdrawn = "withdrawn" "已撤回",
        Restored = "restored" "已恢复发放",
        Undone = "undone" "已撤销入账",
    }
}

impl PayoutRecoveryState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 4] = [
        (Self::Recorded, Self::Confirmed),
        (Self::Recorded, Self::Withdrawn),
        (Self::Confirmed, Self::Restored),
        (Self::Confirmed, Self::Undone),
    ];
}

crate::ground::kernel::words! {
    /// 缴回款去向. Whose the money is that came back.
    pub enum PayoutRecoveredTo {
        /// It had gone to somebody else than whose it is: the line is owed still.
        Holder = "holder" "归原持有人待恢复发放",
        /// Nobody had a right to it.
        Pool = "pool" "归分配池",
    }
}

/// 撤销入账. What is asked of something that was confirmed by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecoveryUndoing {
    /// Why.
    pub reason: String,
    /// The paper.
    pub paper: FileId,
    /// Who asked.
    pub asked_by: OfficerId,
    /// Who else confirmed it; until then nothing of it holds.
    pub confirmed_by: Option<OfficerId>,
}

/// 发放缴回.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayoutRecovery {
    /// Id.
    pub id: PayoutRecoveryId,
    /// Of which payout.
    pub payout: PayoutId,
    /// Of which distribution.
    pub distribution: DistributionId,
    /// Where that lies.
    pub region: RegionCode,
    /// How much came back.
    pub amount: Money,
    /// On which day.
    pub on: Day,
    /// Whose it is.
    pub goes_to: PayoutRecoveredTo,
    /// Why it came back.
    pub reason: String,
    /// The bank's paper.
    pub paper: FileId,
    /// State.
    pub state: PayoutRecoveryState,
    /// Who recorded it.
    pub recorded_by: OfficerId,
    /// Who else confirmed it.
    pub confirmed_by: Option<OfficerId>,
    /// Why it was withdrawn, or the line may be paid again.
    pub end_reason: Option<String>,
    /// By which paper.
    pub end_paper: Option<FileId>,
    /// As which part of its line it goes out again, where its payout stays paid.
    pub part: Option<i64>,
    /// What is asked of it, or was done, because it was confirmed by mistake.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoing: Option<RecoveryUndoing>,
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

impl PayoutRecovery {
    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what they are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct PayoutRecoveryQuery {
    /// Of this payout.
    pub payout: Option<PayoutId>,
    /// Of this distribution.
    pub distribution: Option<DistributionId>,
    /// In this state.
    pub state: Option<PayoutRecoveryState>,
}
