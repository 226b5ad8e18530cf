//! Kinds of accounts and entries. Pure.

use serde::Serialize;

use crate::ground::kernel::{AnyId, Day, Instant, Money, RegionCode, SubjectKind, SubjectRef};

crate::ground::kernel::words! {
    /// 账户类别. The kinds of accounts that this release keeps; [`super::NOT_YET`] lists the moves that will bring others.
    pub enum AccountKind {
        /// What the upper document promised: the contra account of everything received.
        SourceInflow = "source.inflow" "资金来源",
        /// May be split, reserved, reclaimed.
        Available = "allocation.available" "可用指标",
        /// Held by submitted requests.
        Reserved = "allocation.reserved" "占用指标",
        /// Handed to the channel, not answered.
        InPayment = "allocation.in_payment" "支付中",
        /// Confirmed.
        Paid = "allocation.paid" "已支付",
        /// Bounced and still owed: neither spent nor available.
        ReturnedToRepay = "allocation.returned_to_repay" "待重新支付",
    }
}

impl AccountKind {
    /// The accounts of one allocation, in the order in which money passes them.
    pub const ALLOCATION: [Self; 5] =
        [Self::Available, Self::Reserved, Self::InPayment, Self::Paid, Self::ReturnedToRepay];

    /// What owns an account of this kind.
    pub const fn owner_kind(self) -> SubjectKind {
        match self {
            Self::SourceInflow => SubjectKind::FundingSource,
            Self::Available | Self::Reserved | Self::InPayment | Self::Paid | Self::ReturnedToRepay => {
                SubjectKind::Allocation
            }
        }
    }
}

crate::ground::kernel::words! {
    /// 分录类别. Every way in which money can move.
    pub enum EntryKind {
        AllocationReceived = "allocation_received" "指标下达",
        SplitProposed = "split_proposed" "分解占用",
        SplitApproved = "split_approved" "分解下达",
        SplitRefused = "split_refused" "分解撤销",
        DisbursementReserved = "disbursement_reserved" "占用指标",
        DisbursementReleased = "disbursement_released" "释放占用",
        PaymentHandedOver = "payment_handed_over" "交付支付",
        PaymentConfirmed = "payment_confirmed" "支付确认",
        PaymentFailed = "payment_failed" "支付失败",
        PaymentBounced = "payment_bounced" "退票",
    }
}

/// 账户. One account with its kept balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Id.
    pub id: AnyId,
    /// What it holds.
    pub kind: AccountKind,
    /// Whose: an allocation, a funding source.
    pub owner: AnyId,
    /// Where.
    pub region: RegionCode,
    /// Of which budget year.
    pub fiscal_year: i32,
    /// The kept balance.
    pub balance: Money,
    /// When it last moved.
    pub updated_at: Instant,
}

/// One account's part of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Posting {
    /// Of which kind.
    pub kind: AccountKind,
    /// Whose account.
    pub owner: AnyId,
    /// Added to it; negative when taken from it.
    pub amount: Money,
}

/// An entry as it stands in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// Id.
    pub id: AnyId,
    /// What moved it.
    pub kind: EntryKind,
    /// What caused it.
    pub subject: SubjectRef,
    /// The day on which it counts.
    pub business_on: Day,
    /// When it was written.
    pub at: Instant,
    /// The trail event of the act that made it.
    pub event: AnyId,
    /// The entry it takes back, if it is a reversal.
    pub reverses: Option<AnyId>,
    /// Where.
    pub region: RegionCode,
    /// Of which budget year.
    pub fiscal_year: i32,
    /// Its postings.
    pub postings: Vec<Posting>,
}

/// By what accounts are found.
#[derive(Debug, Clone, Default)]
pub struct AccountQuery {
    /// In this region and everything inside it.
    pub region: Option<RegionCode>,
    /// Of this owner.
    pub owner: Option<AnyId>,
    /// Of this kind.
    pub kind: Option<AccountKind>,
    /// Of this budget year.
    pub fiscal_year: Option<i32>,
}

/// By what entries are found.
#[derive(Debug, Clone, Default)]
pub struct EntryQuery {
    /// In this region and everything inside it.
    pub region: Option<RegionCode>,
    /// Caused by this subject.
    pub subject: Option<AnyId>,
    /// Caused by this kind of subject.
    pub subject_kind: Option<SubjectKind>,
    /// Touching an account of this owner.
    pub owner: Option<AnyId>,
    /// Of this kind.
    pub kind: Option<EntryKind>,
}
