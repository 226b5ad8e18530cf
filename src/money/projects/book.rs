//! The side of projects in approvals: entry into the library, and into the annual plan.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::Paper, service::papers};
use crate::{
    ground::{
        authority::Role,
        kernel::AnyId,
        platform::{Stop, Tx},
    },
    office::approvals::{
        Concluded, Definition, Ending, FactKind, Matter, MatterBook, NewDefinition, Rechecked, Seat, Step,
    },
};

/// Answers for one of a project's two papers.
pub struct PaperBook(Paper);

impl PaperBook {
    /// 入库.
    pub const LIBRARY: Self = Self(Paper::Library);
    /// 列入年度计划.
    pub const PLAN: Self = Self(Paper::Plan);
}

impl MatterBook for PaperBook {
    fn matter(&self) -> Matter {
        papers::matter_of(self.0)
    }

    /// Department, then the finance section's head.
    fn built_in(&self) -> NewDefinition {
        let name = match self.0 {
            Paper::Library => "项目入库",
            Paper::Plan => "列入年度计划",
        };
        NewDefinition {
            matter: self.matter(),
            name: name.into(),
            restart_at: 1,
            decisive_evidence: Vec::new(),
            steps: vec![
                Step::any(1, Role::LineReviewer, Seat::LineDepartment, ("主管部门审核", "Line department")),
                Step::any(2, Role::FinanceSectionHead, Seat::County, ("财政股室负责人审核", "Finance section head")),
            ],
        }
    }

    fn facts(&self) -> &'static [(&'static str, FactKind)] {
        papers::FACTS
    }

    fn evidence(&self) -> Vec<&'static str> {
        Vec::new()
    }

    fn recheck<'a>(
        &'a self,
        tx: &'a Tx,
        subject: AnyId,
        _definition: &'a Definition,
    ) -> BoxFuture<'a, Result<Rechecked, Stop>> {
        papers::recheck(tx, self.0, subject).boxed()
    }

    fn conclude<'a>(&'a self, tx: &'a Tx, subject: AnyId, ending: Ending) -> BoxFuture<'a, Result<Concluded, Stop>> {
        papers::conclude(tx, self.0, subject, ending).boxed()
    }
}
