//! The side of distributions in approvals: 乡镇 → 主管部门 → 股室负责人.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::service::{conclude, lock};
use crate::{
    ground::{
        authority::Role,
        kernel::AnyId,
        platform::{Stop, Tx},
    },
    office::approvals::{
        Comparison, Concluded, Condition, Definition, Ending, FactKind, Matter, MatterBook, NewDefinition, Rechecked,
        Seat, Step,
    },
};

/// Answers for distributions.
pub struct DistributionBook;

impl MatterBook for DistributionBook {
    fn matter(&self) -> Matter {
        Matter::Distribution
    }

    /// The town checks the list first where its body lies in one; then agriculture and finance.
    fn built_in(&self) -> NewDefinition {
        let in_town = Condition {
            fact: "in_one_town".into(),
            comparison: Comparison::Equals,
            other_fact: None,
            constant: Some("yes".into()),
        };
        let step = |n, role, seat, name| Step::any(n, role, seat, name);
        NewDefinition {
            matter: Matter::Distribution,
            name: "收益分配名单".into(),
            restart_at: 1,
            decisive_evidence: Vec::new(),
            steps: vec![
                step(1, Role::TownOfficer, Seat::Town, ("乡镇核对", "Town")).when(in_town),
                step(2, Role::LineReviewer, Seat::County, ("主管部门审核", "Line department")),
                step(3, Role::FinanceSectionHead, Seat::County, ("财政股室负责人核准", "Finance section head")),
            ],
        }
    }

    fn facts(&self) -> &'static [(&'static str, FactKind)] {
        lock::FACTS
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
        conclude::recheck(tx, subject).boxed()
    }

    fn conclude<'a>(&'a self, tx: &'a Tx, subject: AnyId, ending: Ending) -> BoxFuture<'a, Result<Concluded, Stop>> {
        conclude::conclude(tx, subject, ending).boxed()
    }
}
