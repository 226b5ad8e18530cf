//! 管护工单. One piece of upkeep: asked for, given to somebody, done, looked at by another, and met.

use serde::Serialize;

use super::DutyKind;
use crate::{
    ground::kernel::{
        AssetId, Day, FileId, InspectionId, Instant, Layer, Money, OfficerId, OrganisationId, RegionCode,
        RepairRequestId, UpkeepOrderId, Wording,
    },
    property::assets::{Named, UpkeepSource},
};

crate::ground::kernel::words! {
    /// State of an order.
    pub enum OrderState {
        Opened = "opened" "已开单",
        Assigned = "assigned" "已派单",
        Done = "done" "已完工待验收",
        Verified = "verified" "已验收",
        Closed = "closed" "已办结",
        Cancelled = "cancelled" "已取消",
    }
}

impl OrderState {
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Opened, Self::Assigned),
        (Self::Opened, Self::Cancelled),
        (Self::Assigned, Self::Done),
        (Self::Assigned, Self::Cancelled),
        (Self::Done, Self::Assigned),
        (Self::Done, Self::Verified),
        (Self::Verified, Self::Closed),
        (Self::Verified, Self::Done),
    ];

    /// Whether one step leads there.
    pub fn leads_to(self, next: Self) -> bool {
        Self::STEPS.contains(&(self, next))
    }

    /// What may be done with an order that stands so: the acts to programs, a sentence to officers.
    pub fn possible(self) -> Wording {
        let (acts, en, zh) = match self {
            Self::Opened => ("assign, cancel", "it is given to somebody, or cancelled", "现可派单，或取消"),
            Self::Assigned => (
                "report, cancel",
                "whoever has it reports what was done and what it cost, or it is cancelled",
                "现可报完工和费用，或取消",
            ),
            Self::Done => (
                "verify, send_back",
                "another than who reported it verifies it, or sends it back to be done again",
                "现由报告人以外的人员验收，或退回重做",
            ),
            Self::Verified => (
                "meet, take_back_met, close, send_back",
                "its cost is paid by claims, or met of the collective's income and recorded, and then it is closed; what was met by mistake is taken back; what was verified wrongly is sent back by another while no claim that stands and no voucher relies on it",
                "现可拨付或登记列支，列支有误的可撤回，结清后办结；验收有误且没有有效的用款申请和列支的，可由验收人以外的人员退回重新验收",
            ),
            Self::Closed => {
                ("open", "it is closed; open another order for other works", "已办结；另有维修的请另开工单")
            }
            Self::Cancelled => (
                "open",
                "it was cancelled; open another order where it is still needed",
                "已取消；仍需办理的请另开工单",
            ),
        };
        Wording::new(acts, en, zh)
    }
}

crate::ground::kernel::words! {
    /// 费用处理. What its cost is in the books of the asset (R34).
    pub enum Treatment {
        Expense = "expense" "费用化",
        Capital = "capital" "资本化",
    }
}

crate::ground::kernel::words! {
    /// 改良. What works have done for an asset beyond keeping it as it was.
    pub enum Improvement {
        Capacity = "capacity" "提高使用效能",
        Life = "life" "延长使用年限",
    }
}

crate::ground::kernel::words! {
    /// 群众评价. What the villagers say of the work.
    pub enum Rating {
        Satisfied = "satisfied" "满意",
        Fair = "fair" "基本满意",
        Dissatisfied = "dissatisfied" "不满意",
    }
}

crate::ground::kernel::words! {
    /// To what a paper of an order belongs.
    pub enum OrderPaper {
        Opening = "opening" "开单",
        Report = "report" "完工",
        Verification = "verification" "验收",
    }
}

/// The finding that an order answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FromFinding {
    /// Of which inspection.
    pub inspection: InspectionId,
    /// Its number there, from 1 on.
    pub finding: i32,
}

/// 完工. What was done, as whoever answers for it reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Done {
    /// The day.
    pub on: Day,
    /// Who reports it.
    pub by: OfficerId,
    /// What was done.
    pub report: String,
    /// What it cost.
    pub cost: Money,
    /// Of which money that is met.
    pub source: UpkeepSource,
}

/// 验收. What another found of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accepted {
    /// The day.
    pub on: Day,
    /// Who looked.
    pub by: OfficerId,
    /// 核定费用. No more than was reported.
    pub cost: Money,
    /// Expense, or part of the asset's value.
    pub treatment: Treatment,
    /// What the works have done beyond keeping it as it was.
    pub improvement: Option<Improvement>,
    /// What the villagers say.
    pub rating: Rating,
    /// How many of them were asked.
    pub raters: i32,
    /// To whom it is due, where claims pay it.
    pub payee: Option<OrganisationId>,
}

/// 集体收入列支. A part of the cost that was met from a collective's income; its books are the collective's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Met {
    /// Its number on the order, from 1 on.
    pub n: i32,
    /// Whose income.
    pub organisation: OrganisationId,
    /// How much, above zero.
    pub amount: Money,
    /// 凭证号.
    pub voucher: String,
    /// The day on the voucher.
    pub on: Day,
    /// The voucher.
    pub file: FileId,
    /// Who recorded it; unknown of the time before that was kept.
    pub by: Option<OfficerId>,
}

/// 撤回列支. What was met by mistake, and counts no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakenBack {
    /// What was met.
    pub met: Met,
    /// Who took it back: another than who recorded it.
    pub by: OfficerId,
    /// On which day.
    pub on: Day,
    /// Why.
    pub reason: String,
}

/// What was met so far; `None` where it leaves the range of money.
pub fn sum_met(met: &[Met]) -> Option<Money> {
    Money::sum(met.iter().map(|m| m.amount))
}

/// 管护工单.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UpkeepOrder {
    /// Id.
    pub id: UpkeepOrderId,
    /// Printed number (GH).
    pub number: String,
    /// For which asset.
    pub asset: AssetId,
    /// Where that lies.
    pub region: RegionCode,
    /// Which finding it answers.
    pub finding: Option<FromFinding>,
    /// Which request of a resident it answers.
    pub request: Option<RepairRequestId>,
    /// Which kind of upkeep.
    pub duty: DutyKind,
    /// What is to be done.
    pub what: String,
    /// Until when.
    pub due_on: Option<Day>,
    /// Where it stands.
    pub state: OrderState,
    /// Who opened it: `account:<id>`, `client:<id>`, `job:<name>`.
    pub opened_by: String,
    /// Who is to do it.
    pub assignee: Option<Named>,
    /// Since when.
    pub assigned_on: Option<Day>,
    /// 完工.
    pub done: Option<Done>,
    /// 验收.
    pub accepted: Option<Accepted>,
    /// What was met from collectives' income, and stands.
    pub met: Vec<Met>,
    /// What of it was taken back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taken_back: Vec<TakenBack>,
    /// Photos and papers.
    pub papers: Vec<(OrderPaper, FileId)>,
    /// Why it was cancelled, or sent back last.
    pub reason: Option<String>,
    /// The day on which it was closed.
    pub closed_on: Option<Day>,
    /// What claims had paid of it then.
    pub paid: Option<Money>,
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

impl UpkeepOrder {
    /// The next version, in this state.
    #[must_use]
    pub fn moved(&self, state: OrderState, now: Instant) -> Self {
        Self { state, version: self.version + 1, updated_at: now, ..self.clone() }
    }

    /// The number of what is met next: one that was taken back keeps its own.
    pub fn next_met(&self) -> i32 {
        let numbers = self.met.iter().chain(self.taken_back.iter().map(|t| &t.met)).map(|m| m.n);
        numbers.max().unwrap_or(0) + 1
    }

    /// The same with more papers; each stands once.
    #[must_use]
    pub fn with_papers(self, of: OrderPaper, files: &[FileId]) -> Self {
        let mut papers = self.papers;
        papers.extend(files.iter().map(|file| (of, *file)));
        papers.sort_unstable();
        papers.dedup();
        Self { papers, ..self }
    }
}

/// By what orders are found.
#[derive(Debug, Clone, Default)]
pub struct OrderQuery {
    /// Of this asset.
    pub asset: Option<AssetId>,
    /// In this state.
    pub state: Option<OrderState>,
    /// Given to this organisation.
    pub assignee: Option<OrganisationId>,
}
