//! 支付 and 拨款批次. One payee from one source by one channel; the payment's id is the id of its instruction.

use serde::Serialize;

use crate::{
    ground::kernel::{
        AllocationId, AnyId, BankAccountId, BatchId, Day, DisbursementId, ExternalRef, Instant, Layer, Money,
        OfficerId, OrganisationId, PaymentId, RegionCode,
    },
    money::{ledger::AccountKind, payments::model::Channel},
};

crate::ground::kernel::words! {
    /// State of a payment.
    pub enum PaymentState {
        Queued = "queued" "待交付",
        Sent = "sent" "已交付",
        Confirmed = "confirmed" "已支付",
        Failed = "failed" "支付失败",
        Unknown = "unknown" "结果不明",
        Superseded = "superseded" "已替代或作废",
        Bounced = "bounced" "退票",
    }
}

impl PaymentState {
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Queued, Self::Sent),
        (Self::Queued, Self::Superseded),
        (Self::Sent, Self::Confirmed),
        (Self::Sent, Self::Failed),
        (Self::Sent, Self::Unknown),
        (Self::Unknown, Self::Confirmed),
        (Self::Unknown, Self::Failed),
        (Self::Failed, Self::Superseded),
        (Self::Confirmed, Self::Bounced),
    ];

    /// Whether the treasury has not answered yet.
    pub const fn is_on_its_way(self) -> bool {
        matches!(self, Self::Sent | Self::Unknown)
    }

    /// Whether nothing was paid by it and nothing is on its way: it waits, it failed, or another attempt has taken its place.
    pub const fn moved_nothing(self) -> bool {
        matches!(self, Self::Queued | Self::Failed | Self::Superseded)
    }
}

crate::ground::kernel::words! {
    /// Where the money of a payment waits until it is handed over: on its reservation, or returned by a bank.
    pub enum Waits {
        Reserved = "reserved" "占用指标",
        ReturnedToRepay = "returned_to_repay" "待重新支付",
    }
}

impl Waits {
    /// The account it waits in.
    pub const fn account(self) -> AccountKind {
        match self {
            Self::Reserved => AccountKind::Reserved,
            Self::ReturnedToRepay => AccountKind::ReturnedToRepay,
        }
    }
}

/// 支付.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payment {
    /// Id, and the id of its instruction.
    pub id: PaymentId,
    /// Printed number (FK): what the treasury's voucher carries back.
    pub number: String,
    /// Of which disbursement.
    pub disbursement: DisbursementId,
    /// Of which line of its grid.
    pub line: AnyId,
    /// Which part of the line: a part result leaves a rest.
    pub part: i32,
    /// Which attempt at the part.
    pub attempt: i32,
    /// By which channel.
    pub channel: Channel,
    /// Where.
    pub region: RegionCode,
    /// Who is paid.
    pub organisation: OrganisationId,
    /// Into which account.
    pub account: BankAccountId,
    /// From which allocation.
    pub allocation: AllocationId,
    /// As handed over.
    pub instructed: Money,
    /// As paid: less than instructed after a part result.
    pub amount: Money,
    /// Where its money waits.
    pub drawn_from: Waits,
    /// Where it stands.
    pub state: PaymentState,
    /// In which batch it was handed over.
    pub batch: Option<BatchId>,
    /// The payment it makes good, or whose rest it is.
    pub replaces: Option<PaymentId>,
    /// Number of the treasury's voucher.
    pub certificate_no: Option<String>,
    /// When it was paid, by the voucher.
    pub paid_on: Option<Day>,
    /// Why it failed or bounced.
    pub reason: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
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

crate::ground::kernel::words! {
    /// State of a batch.
    pub enum BatchState {
        Open = "open" "待交付",
        HandedOver = "handed_over" "已交付",
        Dissolved = "dissolved" "已撤销",
    }
}

impl BatchState {
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[(Self::Open, Self::HandedOver), (Self::Open, Self::Dissolved)];
}

/// 拨款批次. What is handed to a channel in one go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Batch {
    /// Id.
    pub id: BatchId,
    /// Printed number (PC).
    pub number: String,
    /// By which channel.
    pub channel: Channel,
    /// Where.
    pub region: RegionCode,
    /// Where it stands.
    pub state: BatchState,
    /// How many payments; none once it is dissolved.
    pub payments: i64,
    /// Their sum.
    pub total: Money,
    /// Who made it.
    pub created_by: OfficerId,
    /// Who handed it over.
    pub handed_over_by: Option<OfficerId>,
    /// When.
    pub handed_over_at: Option<Instant>,
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
