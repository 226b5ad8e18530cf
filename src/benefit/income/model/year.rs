//! 集体年度账. One year of a body: what it earned and spent, and how what is left of that is divided.

use serde::Serialize;

use super::{PoolUse, Scheme};
use crate::ground::kernel::{
    CollectiveId, Day, FileId, IncomeSchemeId, IncomeYearId, Instant, Layer, Money, OfficerId, RegionCode,
};

crate::ground::kernel::words! {
    /// 年度账状态.
    pub enum IncomeYearState {
        Open = "open" "未结账",
        Closed = "closed" "已结账",
    }
}

impl IncomeYearState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 2] = [(Self::Open, Self::Closed), (Self::Closed, Self::Open)];
}

/// Something that was done before the year was closed, with its paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// On which day.
    pub on: Day,
    /// The paper.
    pub paper: FileId,
}

/// What a year is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// What counts into it as income.
    pub income: Money,
    /// What counts into it as expense.
    pub expense: Money,
    /// What orders of upkeep were paid of the body's income; not told again as an expense.
    pub upkeep: Money,
    /// What earlier years lost and none made up for.
    pub loss_before: Money,
    /// What stayed undistributed until this year.
    pub carried: Money,
}

impl Figures {
    /// All that it spent; nothing where that passes what money is.
    pub fn spent(&self) -> Option<Money> {
        self.expense.plus(self.upkeep)
    }

    /// 净收益; below nothing it is a loss.
    pub fn net(&self) -> Option<Money> {
        self.income.minus(self.spent()?)
    }
}

/// How a year is divided, in the order of the law (R64): losses, reserve, members and other uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waterfall {
    /// What makes up for losses.
    pub loss_covered: Money,
    /// What of them stays.
    pub loss_after: Money,
    /// 公积公益金.
    pub reserve: Money,
    /// What may be distributed: all pools, and what stays undistributed.
    pub distributable: Money,
    /// What is set aside for each use; none of nothing (R66).
    pub pools: Vec<(PoolUse, Option<String>, Money)>,
    /// What is given to no use.
    pub undistributed: Money,
}

/// Divides a year. Reserve is a part of what the year itself earned and losses left; the parts of the uses are of what is left after it and of
/// what was carried. Everything is rounded down to the fen, and what that leaves stays undistributed. Nothing where a sum passes what money is.
pub fn waterfall(figures: &Figures, scheme: Option<&Scheme>) -> Option<Waterfall> {
    let net = figures.net()?;
    let earned = net.max(Money::ZERO);
    let losses = figures.loss_before.plus(net.min(Money::ZERO).negated())?;
    let of_earned = losses.min(earned);
    let of_carried = losses.minus(of_earned)?.min(figures.carried);
    let loss_covered = of_earned.plus(of_carried)?;
    let own = earned.minus(of_earned)?;
    let reserve = own.part_floor(scheme.map_or(0, |s| s.reserve.scaled()))?;
    let distributable = own.minus(reserve)?.plus(figures.carried.minus(of_carried)?)?;
    let mut pools = Vec::new();
    let mut undistributed = distributable;
    for line in scheme.into_iter().flat_map(|s| &s.lines) {
        let amount = distributable.part_floor(line.part.scaled())?;
        if amount.is_positive() {
            undistributed = undistributed.minus(amount)?;
            pools.push((line.purpose, line.basis.clone(), amount));
        }
    }
    let loss_after = losses.minus(loss_covered)?;
    Some(Waterfall { loss_covered, loss_after, reserve, distributable, pools, undistributed })
}

/// What closing a year says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closing {
    /// On which day.
    pub on: Day,
    /// By whom.
    pub by: OfficerId,
    /// 清产核资.
    pub stocktake: Evidence,
    /// 债权债务清理.
    pub debts: Evidence,
    /// By which scheme; nothing where nothing was left to divide.
    pub scheme: Option<IncomeSchemeId>,
    /// What it was made of.
    pub figures: Figures,
    /// What made up for losses.
    pub loss_covered: Money,
    /// What of them stays.
    pub loss_after: Money,
    /// 公积公益金.
    pub reserve: Money,
    /// What stayed undistributed.
    pub undistributed: Money,
}

/// 集体年度账.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Year {
    /// Id; the owner of its accounts.
    pub id: IncomeYearId,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// Which year.
    pub year: i32,
    /// State.
    pub state: IncomeYearState,
    /// What was lost before the first year that is kept here.
    pub opening_loss: Money,
    /// The paper that says so.
    pub opening_paper: Option<FileId>,
    /// Who opened it.
    pub opened_by: OfficerId,
    /// How it was closed.
    pub closing: Option<Closing>,
    /// Remark.
    pub note: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change; entries do not change it.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl Year {
    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }

    /// Its last day: the one whose scheme divides it.
    pub const fn last_day(&self) -> Day {
        Day::of(self.year, 12, 31)
    }
}

/// What a body earned in a year and in the one before: nothing where that is open or was never kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarnedYear {
    /// Id.
    pub id: IncomeYearId,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// Which year.
    pub year: i32,
    /// 净收益; below nothing it is a loss.
    pub net: Option<Money>,
    /// That of the year before.
    pub net_before: Option<Money>,
}

/// A year of a body that is closed, with the evidence of R67: what later rooms ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedYear {
    /// Id.
    pub id: IncomeYearId,
    /// Which year.
    pub year: i32,
    /// On which day its books were closed.
    pub closed_on: Day,
    /// When stock was taken, with its paper.
    pub stocktake: Evidence,
    /// When debts were checked, with its paper.
    pub debts: Evidence,
    /// 净收益; below nothing it is a loss.
    pub net: Money,
    /// What made up for losses.
    pub losses_covered: Money,
    /// What of them stays.
    pub losses_left: Money,
    /// 公积公益金.
    pub reserve: Money,
    /// What may be distributed, in all.
    pub distributable: Money,
}

impl ClosedYear {
    /// What a closed year says to others; nothing while it is open.
    pub fn of(year: &Year) -> Option<Self> {
        let c = year.closing.as_ref()?;
        let net = c.figures.net()?;
        let left = net.max(Money::ZERO).plus(c.figures.carried)?.minus(c.loss_covered)?.minus(c.reserve)?;
        Some(Self {
            id: year.id,
            year: year.year,
            closed_on: c.on,
            stocktake: c.stocktake,
            debts: c.debts,
            net,
            losses_covered: c.loss_covered,
            losses_left: c.loss_after,
            reserve: c.reserve,
            distributable: left,
        })
    }
}

/// By what years are found.
#[derive(Debug, Clone, Default)]
pub struct YearQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// Of this year.
    pub year: Option<i32>,
    /// In this state.
    pub state: Option<IncomeYearState>,
}
