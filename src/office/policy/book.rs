//! The side of policy in approvals: an exception on its way to the office that grants it.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::service::{conclude, file};
use crate::{
    ground::{
        authority::Role,
        kernel::{AnyId, Words as _},
        platform::{Stop, Tx},
    },
    office::approvals::{
        Comparison, Concluded, Condition, Definition, Ending, FactKind, Matter, MatterBook, NewDefinition, Rechecked,
        Seat, Step,
    },
};

/// Answers for exceptions.
pub struct ExceptionBook;

impl MatterBook for ExceptionBook {
    fn matter(&self) -> Matter {
        Matter::Exception
    }

    /// The section head looks first; the office that the rule names grants. The others are recorded as skipped.
    fn built_in(&self) -> NewDefinition {
        let granting = |position: i32, role: Role, name: (&str, &str)| {
            Step::any(position, role, Seat::County, name).when(Condition {
                fact: "granted_by".into(),
                comparison: Comparison::Equals,
                other_fact: None,
                constant: Some(role.word().into()),
            })
        };
        NewDefinition {
            matter: Matter::Exception,
            name: "例外审批".into(),
            restart_at: 1,
            decisive_evidence: Vec::new(),
            steps: vec![
                Step::any(1, Role::FinanceSectionHead, Seat::County, ("股室负责人审核", "Finance section head")),
                granting(2, Role::FinanceViceDirector, ("分管副局长批准", "Vice-director")),
                granting(3, Role::FinanceDirector, ("局长批准", "Director")),
                granting(4, Role::CountyLeader, ("县领导批准", "County leader")),
            ],
        }
    }

    fn facts(&self) -> &'static [(&'static str, FactKind)] {
        file::FACTS
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
