//! 代发文件格式的登记. A form that a county wrote down: its text stays as it is, another text is another form.

use serde::Serialize;

use crate::ground::kernel::{BankFormId, Instant, Layer, OfficerId, RegionCode};

crate::ground::kernel::words! {
    /// 发放渠道. Which of the two channels that take files of ours.
    pub enum PayoutChannel {
        OneCard = "one_card" "一卡通代发",
        CollectiveBank = "collective_bank" "集体账户代发",
    }
}

crate::ground::kernel::words! {
    /// 格式状态.
    pub enum BankFormState {
        Usable = "usable" "可用",
        Closed = "closed" "已停用",
    }
}

impl BankFormState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 1] = [(Self::Usable, Self::Closed)];
}

/// 代发文件格式, as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptForm {
    /// Id.
    pub id: BankFormId,
    /// Where it is used.
    pub region: RegionCode,
    /// What it is called in short; no two forms of use in a region are called so.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// The form itself, TOML or JSON.
    pub text: String,
    /// Of which channel.
    pub channel: PayoutChannel,
    /// State.
    pub state: BankFormState,
    /// Who recorded it.
    pub recorded_by: OfficerId,
    /// Why it is used no more.
    pub close_reason: Option<String>,
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

/// By what forms are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct BankFormQuery {
    /// In this state.
    pub state: Option<BankFormState>,
}
