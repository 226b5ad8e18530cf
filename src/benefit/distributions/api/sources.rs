//! Of what the pool of a line was made.

use poem_openapi::Object;

use crate::{
    benefit::income::{IncomeCategory, PoolSources, PoolUse, SourceEntry},
    ground::kernel::{AssetId, Day, DistributionId, FileId, IncomeEntryId, IncomePoolId, Money},
};

/// An income that counts into the year of a pool.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SourceEntryView {
    /// The entry.
    income_entry_id: IncomeEntryId,
    /// Its number.
    number: String,
    /// Of what sort.
    category: IncomeCategory,
    /// On which day it was received.
    on: Day,
    /// How much of it counts into the year.
    counted: Money,
    /// Which asset earned it.
    asset_id: Option<AssetId>,
    /// By which voucher.
    voucher: String,
    /// The paper.
    file_id: Option<FileId>,
    /// Of which other body's list it is a line.
    distribution_id: Option<DistributionId>,
}

impl From<&SourceEntry> for SourceEntryView {
    fn from(e: &SourceEntry) -> Self {
        Self {
            income_entry_id: e.id,
            number: e.number.clone(),
            category: e.category,
            on: e.on,
            counted: e.counted,
            asset_id: e.asset,
            voucher: e.voucher.clone(),
            file_id: e.paper,
            distribution_id: e.from_plan,
        }
    }
}

/// Of what the pool of a plan was made (资金来源): the figures of its year, and the incomes that count into that.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PoolSourcesView {
    /// The pool.
    pool_id: IncomePoolId,
    /// Its number.
    number: String,
    /// Of which closed year.
    year: i32,
    /// For what it was set aside.
    purpose: PoolUse,
    /// By which words, of another use than the named ones.
    basis: Option<String>,
    /// How much was set aside.
    amount: Money,
    /// What the year had as income.
    income: Money,
    /// What of that was spent as expense.
    expense: Money,
    /// What of it paid upkeep.
    upkeep: Money,
    /// What earlier years left undistributed.
    carried: Money,
    /// The incomes, in the order in which they were recorded: at most 200.
    entries: Vec<SourceEntryView>,
    /// Whether there are more; all of them stand in the books of the body.
    more: bool,
}

impl From<&PoolSources> for PoolSourcesView {
    fn from(s: &PoolSources) -> Self {
        Self {
            pool_id: s.pool.id,
            number: s.pool.number.clone(),
            year: s.pool.year,
            purpose: s.pool.purpose,
            basis: s.pool.basis.clone(),
            amount: s.pool.amount,
            income: s.figures.income,
            expense: s.figures.expense,
            upkeep: s.figures.upkeep,
            carried: s.figures.carried,
            entries: s.entries.iter().map(Into::into).collect(),
            more: s.more,
        }
    }
}
