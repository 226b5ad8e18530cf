//! 发放批次. Payouts of one distribution that go to a bank in one file.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    benefit::payees::PayeeWaits,
    ground::kernel::{
        BankFormId, Day, Digest, DistributionId, Instant, Layer, Money, OfficerId, PayoutBatchId, RegionCode,
    },
};

use super::Unfit;

crate::ground::kernel::words! {
    /// 发放批次状态.
    pub enum PayoutBatchState {
        Drafted = "drafted" "待复核放行",
        Released = "released" "已放行",
        Dissolved = "dissolved" "已撤销",
    }
}

impl PayoutBatchState {
    /// Every step it may take. What a bank may have is never taken back.
    pub const STEPS: [(Self, Self); 2] = [(Self::Drafted, Self::Released), (Self::Drafted, Self::Dissolved)];
}

/// 发放批次.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayoutBatch {
    /// Id.
    pub id: PayoutBatchId,
    /// Printed number (FP).
    pub number: String,
    /// Of which distribution.
    pub distribution: DistributionId,
    /// Where that lies.
    pub region: RegionCode,
    /// By which form.
    pub form: BankFormId,
    /// State.
    pub state: PayoutBatchState,
    /// How many payouts.
    pub count: i64,
    /// What they come to.
    pub total: Money,
    /// Who made it.
    pub created_by: OfficerId,
    /// Who let it go, and when.
    pub released: Option<(OfficerId, Instant)>,
    /// What its file digests to.
    pub sha256: Option<Digest>,
    /// How often somebody fetched that.
    pub downloads: i64,
    /// On which day its bank last answered.
    pub answered_on: Option<Day>,
    /// Why it was dissolved.
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

impl PayoutBatch {
    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

crate::ground::kernel::words! {
    /// 未列入批次的原因. Why a line that is due is not in a batch.
    pub enum PayoutWaits {
        NoAccount = "no_account" "未登记收款账户",
        Unconfirmed = "unconfirmed" "收款账户待复核",
        NameChanged = "name_changed" "姓名已变更，收款账户须重新复核",
        NoHead = "no_head" "户内现无户主",
        Several = "several" "有多个可用账户，须停用其余账户",
        Died = "died" "持有人已死亡，待继承",
        HeadDied = "head_died" "户主已死亡，须先登记户主变更",
        NameUnconfirmed = "name_unconfirmed" "姓名或证件号码变更，待另一经办人确认",
        HeadUnconfirmed = "head_unconfirmed" "户主变更，待另一经办人确认",
        HomeUnconfirmed = "home_unconfirmed" "入户登记待另一经办人确认，确认前不付入户主账户",
        ClosedAlone = "closed_alone" "原账户停用，待另一经办人确认停用或登记新账户",
        AgentUnconfirmed = "agent_unconfirmed" "代领登记待复核",
        AgentStopped = "agent_stopped" "代领登记停用，待另一经办人确认停用或登记新代领",
        AgentOver = "agent_over" "代领期限已满，须登记本人账户、重新登记代领或停用代领",
        AgentNoAccount = "agent_no_account" "代领人未登记收款账户",
        AgentDied = "agent_died" "代领人已死亡，须重新登记代领或停用代领",
        FailedBefore = "failed_before" "上次付入同一账户未成功，须更正账户或说明再次付入的理由",
        NoIdNumber = "no_id_number" "银行格式要求身份证号，而户主或持卡人未登记",
        BankRow = "bank_row" "银行另报此前一笔已到账，回盘尚未处理",
        PaidOfAnnulled = "paid_of_annulled" "已由作废方案付过，须追回或说明再付的理由",
        NameUnfit = "name_unfit" "户名写不进银行格式，须更正姓名或改用其他格式",
        AccountUnfit = "account_unfit" "账号写不进银行格式，须更正账户或改用其他格式",
        OtherUnfit = "other_unfit" "户名、账号以外的内容写不进银行格式，须核对登记或改用其他格式",
        AgentUnfit = "agent_unfit" "由他人代领，而银行格式没有写明代谁领取的栏目，须改用带用途或备注栏的格式",
    }
}

impl PayoutWaits {
    /// Whether nothing but a batch tells which lines these are: another form might take them, or another plan has paid them.
    pub const fn is_told_here(self) -> bool {
        use PayoutWaits::{AccountUnfit, AgentUnfit, NameUnfit, NoIdNumber, OtherUnfit, PaidOfAnnulled};
        matches!(self, NameUnfit | AccountUnfit | OtherUnfit | AgentUnfit | NoIdNumber | PaidOfAnnulled)
    }
}

impl From<Unfit> for PayoutWaits {
    fn from(what: Unfit) -> Self {
        match what {
            Unfit::Name => Self::NameUnfit,
            Unfit::Account => Self::AccountUnfit,
            Unfit::Other => Self::OtherUnfit,
        }
    }
}

impl From<PayeeWaits> for PayoutWaits {
    fn from(why: PayeeWaits) -> Self {
        match why {
            PayeeWaits::NoAccount => Self::NoAccount,
            PayeeWaits::Unconfirmed => Self::Unconfirmed,
            PayeeWaits::NameChanged => Self::NameChanged,
            PayeeWaits::NoHead => Self::NoHead,
            PayeeWaits::Several => Self::Several,
            PayeeWaits::Died => Self::Died,
            PayeeWaits::HeadDied => Self::HeadDied,
            PayeeWaits::NameUnconfirmed => Self::NameUnconfirmed,
            PayeeWaits::HeadUnconfirmed => Self::HeadUnconfirmed,
            PayeeWaits::HomeUnconfirmed => Self::HomeUnconfirmed,
            PayeeWaits::ClosedAlone => Self::ClosedAlone,
            PayeeWaits::AgentUnconfirmed => Self::AgentUnconfirmed,
            PayeeWaits::AgentStopped => Self::AgentStopped,
            PayeeWaits::AgentOver => Self::AgentOver,
            PayeeWaits::AgentNoAccount => Self::AgentNoAccount,
            PayeeWaits::AgentDied => Self::AgentDied,
        }
    }
}

/// The serials of lines that wait, by why.
pub type Waiting = BTreeMap<PayoutWaits, Vec<i64>>;

/// By what batches are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct PayoutBatchQuery {
    /// Of this distribution.
    pub distribution: Option<DistributionId>,
    /// In this state.
    pub state: Option<PayoutBatchState>,
}
