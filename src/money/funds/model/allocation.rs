//! 指标. One line of money.

use serde::Serialize;

use super::FundLevel;
use crate::{
    ground::kernel::{
        AllocationId, BudgetDocumentId, ClassCode, ExternalRef, FundingSourceId, Instant, Layer, Money, OfficerId,
        OrganisationId, ProjectId, RegionCode, SplitId,
    },
    money::ledger::Position,
};

crate::ground::kernel::words! {
    /// State of an allocation. From `executing` on, money stands in its accounts.
    pub enum AllocationState {
        /// Announced; not looked at yet.
        Received = "received" "已接收",
        /// Held against its paper by a budget officer; waits for a second one.
        Registered = "registered" "已登记",
        /// May be spent and split.
        Executing = "executing" "执行中",
        /// A split waits for approval; what it does not hold may be spent.
        SplitProposed = "split_proposed" "分解待批",
        /// Has passed money on; what is left may be spent.
        SplitApproved = "split_approved" "已分解下达",
        /// Nothing is left to spend, and nothing of it is still to be paid.
        Exhausted = "exhausted" "已执行完毕",
    }
}

impl AllocationState {
    /// The states in which an allocation comes into being: one split off a parent begins with its money.
    pub const FIRST: [Self; 2] = [Self::Received, Self::Executing];
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Received, Self::Registered),
        (Self::Registered, Self::Received),
        (Self::Registered, Self::Executing),
        (Self::Executing, Self::SplitProposed),
        (Self::Executing, Self::Exhausted),
        (Self::SplitProposed, Self::Executing),
        (Self::SplitProposed, Self::SplitApproved),
        (Self::SplitProposed, Self::Exhausted),
        (Self::SplitApproved, Self::SplitProposed),
        (Self::SplitApproved, Self::Exhausted),
        (Self::Exhausted, Self::Executing),
        (Self::Exhausted, Self::SplitApproved),
    ];

    /// Whether money stands in its accounts.
    pub const fn has_money(self) -> bool {
        !matches!(self, Self::Received | Self::Registered)
    }

    /// The state of an allocation that has money, told by its accounts and splits.
    pub const fn of(position: &Position, split_waits: bool, has_passed_on: bool) -> Self {
        if position.is_exhausted() {
            Self::Exhausted
        } else if split_waits {
            Self::SplitProposed
        } else if has_passed_on {
            Self::SplitApproved
        } else {
            Self::Executing
        }
    }
}

crate::ground::kernel::words! {
    /// 资金性质.
    pub enum FundNature {
        GeneralPublicBudget = "general_public_budget" "一般公共预算",
        GovernmentFund = "government_fund" "政府性基金预算",
        StateCapital = "state_capital" "国有资本经营预算",
    }
}

crate::ground::kernel::words! {
    /// 直达资金标识. Inherited unchanged by every split.
    pub enum TrackKind {
        CentralDirect = "central_direct" "中央直达资金",
        ReferenceDirect = "reference_direct" "参照直达资金",
        LocalMatch = "local_match" "地方对应安排资金",
    }
}

/// 指标. One line of a document, or one split off another line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Allocation {
    /// Id.
    pub id: AllocationId,
    /// Printed number (ZB), given when it is registered.
    pub number: Option<String>,
    /// Of which document.
    pub document: BudgetDocumentId,
    /// Split off which line.
    pub parent: Option<AllocationId>,
    /// By which split.
    pub split: Option<SplitId>,
    /// Whose budget it is in.
    pub region: RegionCode,
    /// For which unit alone, if for one.
    pub unit: Option<OrganisationId>,
    /// For which project alone, if for one.
    pub project: Option<ProjectId>,
    /// Which fund.
    pub funding_source: Option<FundingSourceId>,
    /// From which level the money comes.
    pub level_of_origin: FundLevel,
    /// What the paper calls the fund.
    pub fund_type: Option<String>,
    /// 资金性质.
    pub fund_nature: Option<FundNature>,
    /// 支出功能分类.
    pub functional_class: Option<ClassCode>,
    /// 政府预算支出经济分类.
    pub government_economic_class: Option<ClassCode>,
    /// 部门预算支出经济分类.
    pub department_economic_class: Option<ClassCode>,
    /// 上级指标文号.
    pub upper_number: Option<String>,
    /// Whether it is tracked to its last payee.
    pub track_kind: Option<TrackKind>,
    /// Of which budget year.
    pub budget_year: i32,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: AllocationState,
    /// Who held it against its paper.
    pub registered_by: Option<OfficerId>,
    /// Who confirmed it: another officer.
    pub confirmed_by: Option<OfficerId>,
    /// Data layer.
    pub layer: Layer,
    /// Where a reference row comes from.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it: `BGT_ID` of the budget system.
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
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}
