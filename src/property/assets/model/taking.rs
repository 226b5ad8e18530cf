//! 资金占用. Of which papers of money cards are made.

use super::FundedBy;
use crate::ground::kernel::{AllocationId, AssetId, BudgetDocumentId, Money, PaymentId, RegionCode};

crate::ground::kernel::words! {
    /// Which kind of paper shows money.
    pub enum MoneyPaper {
        Payment = "payment" "支付",
        Allocation = "allocation" "指标",
        Document = "document" "指标文件",
    }
}

/// A paper of money; the narrowest kind comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paper {
    /// 支付.
    Payment(PaymentId),
    /// 指标.
    Allocation(AllocationId),
    /// 指标文件.
    Document(BudgetDocumentId),
}

impl Paper {
    /// The paper that shows a part of a card's money, where one does.
    pub const fn of(by: &FundedBy) -> Option<Self> {
        match by {
            FundedBy::Payment(id) => Some(Self::Payment(*id)),
            FundedBy::Allocation(id) => Some(Self::Allocation(*id)),
            FundedBy::Document(id) => Some(Self::Document(*id)),
            FundedBy::Written(_) => None,
        }
    }

    /// Of which kind it is.
    pub const fn kind(self) -> MoneyPaper {
        match self {
            Self::Payment(_) => MoneyPaper::Payment,
            Self::Allocation(_) => MoneyPaper::Allocation,
            Self::Document(_) => MoneyPaper::Document,
        }
    }
}

/// What one card takes of a paper, and so of the papers above it.
#[derive(Debug, Clone)]
pub struct TakenPart {
    /// The card.
    pub asset: AssetId,
    /// Its printed number.
    pub number: String,
    /// Where it lies.
    pub region: RegionCode,
    /// The paper that its part names, and those above.
    pub papers: Vec<Paper>,
    /// How much.
    pub amount: Money,
}
