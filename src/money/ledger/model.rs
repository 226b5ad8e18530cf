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
        /// What a body's closed years earned: the contra account of all its money here.
        CollectiveInflow = "collective.inflow" "集体收入来源",
        /// What of a year waits for its waterfall; empty again when the year is closed.
        CollectiveCash = "collective.cash" "集体收支结余",
        /// 公积公益金 of a year.
        CollectiveReserve = "collective.reserve" "公积公益金",
        /// What of a year is given to no use yet.
        CollectiveUndistributed = "collective.undistributed" "未分配收益",
        /// What of a year is set aside for one use.
        CollectivePool = "collective.pool" "收益分配池",
        /// What was spent from a pool.
        CollectiveSpent = "collective.spent" "已使用收益",
        /// Fixed for the payees of a distribution, not handed over.
        DividendPayable = "dividend.payable" "应付收益",
        /// Handed to the channel, not answered.
        DividendInPayment = "dividend.in_payment" "收益支付中",
        /// Confirmed.
        DividendPaid = "dividend.paid" "已付收益",
        /// Not fetched for longer than the books keep it payable.
        DividendUnclaimed = "dividend.unclaimed" "无人领取收益",
    }
}

impl AccountKind {
    /// The accounts of one allocation, in the order in which money passes them.
    pub const ALLOCATION: [Self; 5] =
        [Self::Available, Self::Reserved, Self::InPayment, Self::Paid, Self::ReturnedToRepay];
    /// The accounts of one year of a body.
    pub const YEAR: [Self; 4] =
        [Self::CollectiveInflow, Self::CollectiveCash, Self::CollectiveReserve, Self::CollectiveUndistributed];
    /// The accounts of one pool of a year.
    pub const POOL: [Self; 2] = [Self::CollectivePool, Self::CollectiveSpent];
    /// The accounts of one distribution, in the order in which money passes them.
    pub const DISTRIBUTION: [Self; 4] =
        [Self::DividendPayable, Self::DividendInPayment, Self::DividendPaid, Self::DividendUnclaimed];

    /// What owns an account of this kind.
    pub const fn owner_kind(self) -> SubjectKind {
        match self {
            Self::SourceInflow => SubjectKind::FundingSource,
            Self::Available | Self::Reserved | Self::InPayment | Self::Paid | Self::ReturnedToRepay => {
                SubjectKind::Allocation
            }
            Self::CollectiveInflow | Self::CollectiveCash | Self::CollectiveReserve | Self::CollectiveUndistributed => {
                SubjectKind::IncomeYear
            }
            Self::CollectivePool | Self::CollectiveSpent => SubjectKind::IncomePool,
            Self::DividendPayable | Self::DividendInPayment | Self::DividendPaid | Self::DividendUnclaimed => {
                SubjectKind::Distribution
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
        YearEarned = "year_earned" "年度收入",
        YearSpent = "year_spent" "年度支出",
        LossCovered = "loss_covered" "弥补亏损",
        UndistributedCarried = "undistributed_carried" "结转未分配收益",
        YearDistributed = "year_distributed" "年度收益分配",
        YearReopened = "year_reopened" "重新开账",
        PoolSpent = "pool_spent" "使用收益",
        PoolSpendingReversed = "pool_spending_reversed" "冲回使用",
        DistributionLocked = "distribution_locked" "锁定分配名单",
        DistributionAnnulled = "distribution_annulled" "撤销分配",
        DividendHandedOver = "dividend_handed_over" "交付收益支付",
        DividendConfirmed = "dividend_confirmed" "收益支付确认",
        DividendFailed = "dividend_failed" "收益支付失败",
        DividendBounced = "dividend_bounced" "收益退票",
        DividendFoundPaid = "dividend_found_paid" "收益到账更正",
        AnnulledFoundPaid = "annulled_found_paid" "作废后到账",
        AnnulledBounced = "annulled_bounced" "作废后到账退回",
        DividendRecovered = "dividend_recovered" "收益缴回",
        DividendRecoveredToPool = "dividend_recovered_to_pool" "收益缴回分配池",
        DividendRecoveryUndone = "dividend_recovery_undone" "撤销收益缴回",
        PoolRecoveryUndone = "pool_recovery_undone" "撤销收益缴回分配池",
        DividendUnclaimed = "dividend_unclaimed" "转无人领取",
        DividendClaimed = "dividend_claimed" "补领收益",
    }
}

/// 账户. One account with its kept balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Id.
    pub id: AnyId,
    /// What it holds.
    pub kind: AccountKind,
    /// Whose: an allocation, a funding source, a year of a body, a pool, a distribution.
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
