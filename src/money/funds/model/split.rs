//! 指标分解. A proposal to pass money on.

use serde::Serialize;

use super::Allocation;
use crate::ground::kernel::{
    AllocationId, Digest, Digester, ExternalRef, Instant, Layer, Money, OfficerId, OrganisationId, ProjectId,
    RegionCode, RunId, SplitId,
};

crate::ground::kernel::words! {
    /// State of a split.
    pub enum SplitState {
        Proposed = "proposed" "审批中",
        Returned = "returned" "已退回",
        Approved = "approved" "已下达",
        Refused = "refused" "不同意",
        Withdrawn = "withdrawn" "已撤回",
    }
}

impl SplitState {
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Proposed, Self::Returned),
        (Self::Proposed, Self::Approved),
        (Self::Proposed, Self::Refused),
        (Self::Proposed, Self::Withdrawn),
        (Self::Returned, Self::Proposed),
        (Self::Returned, Self::Withdrawn),
    ];
}

/// Who gets how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SplitLine {
    /// Into whose budget: the allocation's region or one inside it.
    pub region: RegionCode,
    /// For which unit alone.
    pub unit: Option<OrganisationId>,
    /// For which project alone.
    pub project: Option<ProjectId>,
    /// How much.
    pub amount: Money,
    /// The line it became.
    pub child: Option<AllocationId>,
}

impl SplitLine {
    /// What the line's money is for: what it says, or what its parent says.
    pub fn named_under(&self, parent: &Allocation) -> (Option<OrganisationId>, Option<ProjectId>) {
        (self.unit.or(parent.unit), self.project.or(parent.project))
    }

    /// What of its parent's purpose it would change: money named for one is passed on to that one alone.
    pub fn strays_from(&self, parent: &Allocation) -> Option<&'static str> {
        let other_project = parent.project.is_some() && self.named_under(parent).1 != parent.project;
        let other_unit = parent.unit.is_some() && self.named_under(parent).0 != parent.unit;
        if other_project { Some("project_id") } else { other_unit.then_some("unit_id") }
    }
}

/// 指标分解. A proposal to pass part of an allocation on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Split {
    /// Id.
    pub id: SplitId,
    /// Printed number (FJ).
    pub number: String,
    /// Of which allocation.
    pub allocation: AllocationId,
    /// The allocation's region.
    pub region: RegionCode,
    /// Where it stands.
    pub state: SplitState,
    /// Sum of its lines.
    pub total: Money,
    /// 本级指标文号: the number of the paper that passes it on.
    pub document_number: Option<String>,
    /// Why so.
    pub reason: String,
    /// Its approval.
    pub run: Option<RunId>,
    /// Who proposed it.
    pub proposed_by: OfficerId,
    /// Who gets how much.
    pub lines: Vec<SplitLine>,
    /// Data layer.
    pub layer: Layer,
    /// Names other systems give it.
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
}

impl Split {
    /// What every yes binds: whose money, to whom, how much.
    pub fn decisive(&self) -> Digest {
        let head = Digester::new("allocation_split").field("allocation", self.allocation).field("total", self.total);
        self.lines
            .iter()
            .fold(head, |digest, line| {
                digest
                    .field("region", &line.region)
                    .optional("unit", line.unit)
                    .optional("project", line.project)
                    .field("amount", line.amount)
            })
            .finish()
    }
}
