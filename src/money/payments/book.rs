//! The side of payments in approvals: a disbursement on its way over the desks of a county.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{
    model::EvidenceKind,
    service::{conclude, submit},
};
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

/// Answers for disbursements.
pub struct DisbursementBook;

fn is(fact: &str, constant: &str) -> Condition {
    Condition { fact: fact.into(), comparison: Comparison::Equals, other_fact: None, constant: Some(constant.into()) }
}

impl MatterBook for DisbursementBook {
    fn matter(&self) -> Matter {
        Matter::Disbursement
    }

    /// From the unit's head over town and department to the director; desks that do not apply are recorded as skipped.
    fn built_in(&self) -> NewDefinition {
        let large = Condition {
            fact: "amount".into(),
            comparison: Comparison::AtLeast,
            other_fact: Some("director_amount".into()),
            constant: None,
        };
        let names = [
            ("单位负责人审核", "Head of the filing unit"),
            ("乡镇审核", "Town"),
            ("主管部门审核", "Line department"),
            ("业务股室经办", "Finance section, first check"),
            ("股室负责人审核", "Finance section head"),
            ("分管副局长审批", "Vice-director"),
            ("局长审批", "Director"),
        ];
        let [unit, town, department, clerk, head, vice, director] = names;
        NewDefinition {
            matter: Matter::Disbursement,
            name: "资金拨付".into(),
            restart_at: 1,
            decisive_evidence: vec!["acceptance_form".into(), "settlement".into()],
            steps: vec![
                Step::any(1, Role::UnitHead, Seat::FilingUnit, unit),
                Step::any(2, Role::TownOfficer, Seat::Town, town).when(is("filed_below_county", "true")),
                Step::any(3, Role::LineReviewer, Seat::LineDepartment, department)
                    .when(is("filed_by_department", "false")),
                Step::any(4, Role::FinanceClerk, Seat::County, clerk),
                Step::any(5, Role::FinanceSectionHead, Seat::County, head),
                Step::any(6, Role::FinanceViceDirector, Seat::County, vice),
                Step::any(7, Role::FinanceDirector, Seat::County, director).when(large),
            ],
        }
    }

    fn facts(&self) -> &'static [(&'static str, FactKind)] {
        submit::FACTS
    }

    fn evidence(&self) -> Vec<&'static str> {
        EvidenceKind::ALL.iter().map(|(_, word, _)| *word).collect()
    }

    fn recheck<'a>(
        &'a self,
        tx: &'a Tx,
        subject: AnyId,
        definition: &'a Definition,
    ) -> BoxFuture<'a, Result<Rechecked, Stop>> {
        conclude::recheck(tx, subject, definition).boxed()
    }

    fn conclude<'a>(&'a self, tx: &'a Tx, subject: AnyId, ending: Ending) -> BoxFuture<'a, Result<Concluded, Stop>> {
        conclude::conclude(tx, subject, ending).boxed()
    }
}
