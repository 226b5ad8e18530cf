//! 收益分配办法. How a body's net income of a year is divided, from a day on.

use serde::Serialize;

use super::PoolUse;
use crate::ground::kernel::{CollectiveId, Day, FileId, IncomeSchemeId, Instant, Layer, Ppm, RegionCode, ResolutionId};

crate::ground::kernel::words! {
    /// 办法状态.
    pub enum IncomeSchemeState {
        Adopted = "adopted" "已通过",
        Withdrawn = "withdrawn" "已撤回",
    }
}

impl IncomeSchemeState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 1] = [(Self::Adopted, Self::Withdrawn)];
}

/// Which part of what is left after losses and reserve goes to a use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SchemeLine {
    /// For what.
    pub purpose: PoolUse,
    /// Which part.
    pub part: Ppm,
    /// By which words of which paper, where it is another use than the named ones.
    pub basis: Option<String>,
}

/// 收益分配办法.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scheme {
    /// Id.
    pub id: IncomeSchemeId,
    /// Printed number (FA).
    pub number: String,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// State.
    pub state: IncomeSchemeState,
    /// From this day on; a year is divided by the one that holds on its last day.
    pub from: Day,
    /// Which part of the year's own net income after losses becomes reserve.
    pub reserve: Ppm,
    /// The uses, in the order in which it names them.
    pub lines: Vec<SchemeLine>,
    /// By which resolution it was adopted.
    pub resolution: Option<ResolutionId>,
    /// The scheme, or the charter, as a paper.
    pub paper: FileId,
    /// Why it was withdrawn.
    pub withdraw_reason: Option<String>,
    /// Remark.
    pub note: Option<String>,
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

impl Scheme {
    /// The parts of the four uses before all others.
    pub fn first_ppm(&self) -> i64 {
        self.lines.iter().filter(|l| PoolUse::FIRST.contains(&l.purpose)).map(|l| l.part.scaled()).sum()
    }
}

/// By what schemes are found.
#[derive(Debug, Clone, Default)]
pub struct SchemeQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// In this state.
    pub state: Option<IncomeSchemeState>,
}
