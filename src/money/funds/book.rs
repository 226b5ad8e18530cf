//! The side of funds in approvals: splits.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::service::{conclude, splits};
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

/// Answers for splits.
pub struct SplitBook;

impl MatterBook for SplitBook {
    fn matter(&self) -> Matter {
        Matter::AllocationSplit
    }

    /// The budget officer files; section head, then vice-director.
    fn built_in(&self) -> NewDefinition {
        NewDefinition {
            matter: Matter::AllocationSplit,
            name: "指标分解".into(),
            restart_at: 1,
            decisive_evidence: Vec::new(),
            steps: vec![
                Step::any(1, Role::FinanceSectionHead, Seat::County, ("股室负责人审核", "Section head")),
                Step::any(2, Role::FinanceViceDirector, Seat::County, ("分管副局长审批", "Vice-director")),
            ],
        }
    }

    fn facts(&self) -> &'static [(&'static str, FactKind)] {
        splits::FACTS
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
