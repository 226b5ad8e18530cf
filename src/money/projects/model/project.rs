//! 项目.

use serde::Serialize;

use crate::ground::kernel::{
    BudgetDocumentId, Day, Digest, Digester, ExternalRef, FileId, Instant, Layer, Money, OrganisationId, ProjectId,
    RegionCode, RunId, SiteId,
};

crate::ground::kernel::words! {
    /// State of a project.
    pub enum ProjectState {
        Proposed = "proposed" "申报",
        Approved = "approved" "已入库",
        Planned = "planned" "已列入年度计划",
        Contracted = "contracted" "已签合同",
        Building = "building" "实施中",
        Accepted = "accepted" "已验收",
        Suspended = "suspended" "暂停",
        Dropped = "dropped" "终止",
    }
}

impl ProjectState {
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Proposed, Self::Approved),
        (Self::Approved, Self::Planned),
        (Self::Planned, Self::Contracted),
        (Self::Contracted, Self::Building),
        (Self::Building, Self::Accepted),
        (Self::Approved, Self::Suspended),
        (Self::Planned, Self::Suspended),
        (Self::Contracted, Self::Suspended),
        (Self::Building, Self::Suspended),
        (Self::Suspended, Self::Approved),
        (Self::Suspended, Self::Planned),
        (Self::Suspended, Self::Contracted),
        (Self::Suspended, Self::Building),
        (Self::Proposed, Self::Dropped),
        (Self::Approved, Self::Dropped),
        (Self::Planned, Self::Dropped),
        (Self::Suspended, Self::Dropped),
    ];

    /// Whether it may go there.
    pub fn may_become(self, next: Self) -> bool {
        Self::STEPS.contains(&(self, next))
    }

    /// Whether it stands in the annual plan, so that money may be claimed for it (R84).
    pub const fn is_planned(self) -> bool {
        matches!(self, Self::Planned | Self::Contracted | Self::Building | Self::Accepted)
    }
}

crate::ground::kernel::words! {
    /// Where a project's paper lies.
    pub enum PaperState {
        Waiting = "waiting" "审批中",
        Returned = "returned" "已退回",
    }
}

/// Which of its two papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 入库.
    Library,
    /// 列入年度计划.
    Plan,
}

impl Paper {
    /// The state in which a project can be filed for it.
    pub const fn from(self) -> ProjectState {
        match self {
            Self::Library => ProjectState::Proposed,
            Self::Plan => ProjectState::Approved,
        }
    }

    /// The state that its approval gives.
    pub const fn to(self) -> ProjectState {
        match self {
            Self::Library => ProjectState::Approved,
            Self::Plan => ProjectState::Planned,
        }
    }
}

/// 项目. What money is spent on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Project {
    /// Id.
    pub id: ProjectId,
    /// Printed number (XM).
    pub number: String,
    /// Name.
    pub name: String,
    /// Where: the lowest region known.
    pub region: RegionCode,
    /// Town as the source writes it, where the official table does not have it.
    pub town_name: Option<String>,
    /// For which site.
    pub site: Option<SiteId>,
    /// Category, as the plan says.
    pub category: String,
    /// Who carries it out, as the paper says.
    pub implementer: Option<String>,
    /// The unit that files for it.
    pub unit: Option<OrganisationId>,
    /// 主管部门.
    pub line_department: Option<OrganisationId>,
    /// Whether it is a government-investment work, to which R8 and R93 apply.
    pub is_works: bool,
    /// Code of the online approval platform.
    pub platform_code: Option<String>,
    /// 概算.
    pub estimate: Option<Money>,
    /// Planned money.
    pub amount: Option<Money>,
    /// Year of the plan it stands in.
    pub plan_year: Option<i32>,
    /// Where it stands.
    pub state: ProjectState,
    /// The state it goes back to when it is resumed.
    pub resume_state: Option<ProjectState>,
    /// Where its paper lies, while one is out.
    pub paper: Option<PaperState>,
    /// Why it was suspended or dropped.
    pub state_reason: Option<String>,
    /// 开工.
    pub started_on: Option<Day>,
    /// 验收.
    pub accepted_on: Option<Day>,
    /// The acceptance certificate.
    pub acceptance_file: Option<FileId>,
    /// The county leaders' paper that lists the plan.
    pub plan_paper_file: Option<FileId>,
    /// Its latest approval.
    pub run: Option<RunId>,
    /// Of which money, as the plan says.
    pub fund_source: Option<String>,
    /// The documents that pay for it.
    pub documents: Vec<BudgetDocumentId>,
    /// True when the source says "about".
    pub approximate: bool,
    /// Data layer.
    pub layer: Layer,
    /// Where a reference row comes from.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
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
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

impl Project {
    /// A proposal of which only the place is known.
    pub fn blank(region: RegionCode, now: Instant) -> Self {
        Self {
            id: ProjectId::new(uuid::Uuid::nil()),
            number: String::new(),
            name: String::new(),
            region,
            town_name: None,
            site: None,
            category: String::new(),
            implementer: None,
            unit: None,
            line_department: None,
            is_works: false,
            platform_code: None,
            estimate: None,
            amount: None,
            plan_year: None,
            state: ProjectState::Proposed,
            resume_state: None,
            paper: None,
            state_reason: None,
            started_on: None,
            accepted_on: None,
            acceptance_file: None,
            plan_paper_file: None,
            run: None,
            fund_source: None,
            documents: Vec::new(),
            approximate: false,
            layer: Layer::Own,
            source: None,
            note: None,
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        }
    }

    /// What an exception to a rule of its plan binds: the project and its money, in whatever year's plan it is filed.
    pub fn excepted(&self) -> Digest {
        Digester::new("project_exception")
            .field("library", self.decisive(Paper::Library))
            .optional("estimate", self.estimate)
            .optional("platform_code", self.platform_code.as_ref())
            .finish()
    }

    /// What every yes to one of its papers binds.
    pub fn decisive(&self, paper: Paper) -> Digest {
        let library = Digester::new("project")
            .field("name", &self.name)
            .field("region", &self.region)
            .field("category", &self.category)
            .field("is_works", self.is_works)
            .optional("unit", self.unit)
            .optional("line_department", self.line_department)
            .optional("amount", self.amount);
        match paper {
            Paper::Library => library.finish(),
            Paper::Plan => library
                .optional("estimate", self.estimate)
                .optional("platform_code", self.platform_code.as_ref())
                .optional("plan_year", self.plan_year)
                .optional("plan_paper_file", self.plan_paper_file)
                .finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Paper, ProjectState};

    #[test]
    fn papers_follow_the_steps() {
        for paper in [Paper::Library, Paper::Plan] {
            assert!(paper.from().may_become(paper.to()));
        }
        assert!(!ProjectState::Proposed.may_become(ProjectState::Planned), "no plan without the library (R84)");
        assert!(!ProjectState::Accepted.may_become(ProjectState::Dropped));
    }
}
