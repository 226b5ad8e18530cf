//! 资金来源. Of what a pool was made, as it is told to whoever asks why he has so much of it.

use super::{Figures, IncomeCategory, PoolCard};
use crate::ground::kernel::{AssetId, Day, DistributionId, FileId, IncomeEntryId, Money};

/// An income that counts into the year of a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceEntry {
    /// The entry.
    pub id: IncomeEntryId,
    /// Its number.
    pub number: String,
    /// Of what sort.
    pub category: IncomeCategory,
    /// On which day it was received.
    pub on: Day,
    /// How much of it counts into the year.
    pub counted: Money,
    /// Which asset earned it.
    pub asset: Option<AssetId>,
    /// By which voucher.
    pub voucher: String,
    /// The paper.
    pub paper: Option<FileId>,
    /// Of which other body's list it is a line.
    pub from_plan: Option<DistributionId>,
}

/// Of what a pool was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolSources {
    /// The pool.
    pub pool: PoolCard,
    /// What its year is made of.
    pub figures: Figures,
    /// The incomes of that year, in their order.
    pub entries: Vec<SourceEntry>,
    /// Whether there are more than are told.
    pub more: bool,
}
