//! 收益分配池. What of a closed year is set aside for a use, and what was spent from it.

use serde::Serialize;

use crate::ground::kernel::{
    BankAccountId, CollectiveId, Day, FileId, IncomePoolId, IncomeSpendingId, IncomeYearId, Instant, Layer, Money,
    OrganisationId, RegionCode, ToPersonListId,
};

crate::ground::kernel::words! {
    /// 收益用途. What a pool is for: the four uses before all others first (R33), then members, then the uses that the clause names (R70).
    pub enum PoolUse {
        Community = "community" "社区运转",
        HousingRepair = "housing_repair" "住房维修",
        Infrastructure = "infrastructure" "基础设施补短板",
        Growth = "growth" "集体经济发展",
        Members = "members" "成员分配",
        Industry = "industry" "产业发展",
        Jobs = "jobs" "就业创业",
        Hardship = "hardship" "急难救助",
        PublicPosts = "public_posts" "公益岗位",
        Other = "other" "其他用途",
    }
}

impl PoolUse {
    /// The four uses that stand before all others where shops of a site earned it (R33).
    pub const FIRST: [Self; 4] = [Self::Community, Self::HousingRepair, Self::Infrastructure, Self::Growth];

    /// Whether the clause names it (R70): members' part is divided by their own law, and every use but "other" is named.
    pub const fn is_named(self) -> bool {
        !matches!(self, Self::Other)
    }
}

crate::ground::kernel::words! {
    /// 池状态.
    pub enum IncomePoolState {
        SetAside = "set_aside" "已提取",
        TakenBack = "taken_back" "已收回",
    }
}

impl IncomePoolState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 1] = [(Self::SetAside, Self::TakenBack)];
}

/// What is kept of a pool beside its books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PoolCard {
    /// Id.
    pub id: IncomePoolId,
    /// Printed number (FC).
    pub number: String,
    /// Of which year of its body.
    pub year_id: IncomeYearId,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// Which year.
    pub year: i32,
    /// For what.
    pub purpose: PoolUse,
    /// By which paper's words, of a use that the clause does not name.
    pub basis: Option<String>,
    /// How much was set aside.
    pub amount: Money,
    /// On which day the year was closed.
    pub closed_on: Day,
    /// State.
    pub state: IncomePoolState,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change; what is drawn of it does not change it.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

/// A pool with what is left of it: what later rooms ask for. Its money stands in the account `collective.pool` of its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Id; the owner of its accounts.
    pub id: IncomePoolId,
    /// Printed number.
    pub number: String,
    /// Of which year of its body.
    pub year_id: IncomeYearId,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// Which year.
    pub year: i32,
    /// For what.
    pub purpose: PoolUse,
    /// By which words, of a use that the clause does not name.
    pub basis: Option<String>,
    /// How much was set aside.
    pub amount: Money,
    /// What of that is neither spent, nor fixed for payees, nor held for locked lists.
    pub left: Money,
    /// What is held for locked lists that are not paid.
    pub held: Money,
    /// On which day the year was closed.
    pub closed_on: Day,
}

/// What of the balance of a pool is not held.
pub fn beyond(balance: Money, held: Money) -> Money {
    balance.minus(held).filter(|left| left.is_positive()).unwrap_or(Money::ZERO)
}

impl PoolCard {
    /// With what its account has, and what of that is held.
    pub fn with(self, balance: Money, held: Money) -> Pool {
        Pool {
            id: self.id,
            number: self.number,
            year_id: self.year_id,
            collective: self.collective,
            region: self.region,
            year: self.year,
            purpose: self.purpose,
            basis: self.basis,
            amount: self.amount,
            left: beyond(balance, held),
            held,
            closed_on: self.closed_on,
        }
    }
}

/// By what pools are found.
#[derive(Debug, Clone, Default)]
pub struct PoolQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// Of this year.
    pub year: Option<i32>,
    /// For this use.
    pub purpose: Option<PoolUse>,
    /// In this state.
    pub state: Option<IncomePoolState>,
}

crate::ground::kernel::words! {
    /// 收益使用状态.
    pub enum SpendingState {
        /// Recorded; its money has left the pool, and a second officer has not looked at it.
        Proposed = "proposed" "待复核",
        /// A second officer looked at it.
        Confirmed = "confirmed" "已复核",
        /// By one officer: what takes another back, and what was recorded before a second one was asked.
        Booked = "booked" "已记账",
    }
}

/// 分配池预留. What a locked list holds of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolHold {
    /// Of which pool.
    pub pool: IncomePoolId,
    /// How much.
    pub amount: Money,
    /// By which spending that stands it is paid: nothing is held any more.
    pub paid_by: Option<IncomeSpendingId>,
}

/// 收益使用. What was spent from a pool, to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spending {
    /// Id.
    pub id: IncomeSpendingId,
    /// Printed number (SY).
    pub number: String,
    /// From which pool.
    pub pool: IncomePoolId,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// On which day.
    pub on: Day,
    /// How much.
    pub amount: Money,
    /// From which account of the body.
    pub account: BankAccountId,
    /// To whom, as the paper writes it.
    pub payee: String,
    /// To which organisation of the register.
    pub organisation: Option<OrganisationId>,
    /// For what.
    pub purpose: String,
    /// By which voucher.
    pub voucher: String,
    /// The paper.
    pub paper: Option<FileId>,
    /// Which one it takes back.
    pub reverses: Option<IncomeSpendingId>,
    /// Which one took it back.
    #[serde(skip)]
    pub reversed_by: Option<IncomeSpendingId>,
    /// Who recorded it.
    pub recorded_by: String,
    /// Whether a second officer looked at it.
    pub state: SpendingState,
    /// Who that was.
    pub confirmed_by: Option<String>,
    /// Which locked list of persons it pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<ToPersonListId>,
    /// Data layer.
    pub layer: Layer,
    /// Raised when it is confirmed.
    #[serde(skip)]
    pub version: i64,
    /// When it was recorded.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

/// By what spendings are found.
#[derive(Debug, Clone, Default)]
pub struct SpendingQuery {
    /// From this pool.
    pub pool: Option<IncomePoolId>,
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// In this state.
    pub state: Option<SpendingState>,
}
