//! The side of transfers in approvals: 乡镇 → 资产管理 → 分管副局长.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::service::{conclude, submit};
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

/// Answers for transfers.
pub struct TransferBook;

impl MatterBook for TransferBook {
    fn matter(&self) -> Matter {
        Matter::AssetTransfer
    }

    /// The town looks first where all assets lie in one.
    fn built_in(&self) -> NewDefinition {
        let in_town = Condition {
            fact: "in_one_town".into(),
            comparison: Comparison::Equals,
            other_fact: None,
            constant: Some("yes".into()),
        };
        let step = |n, role, seat, name| Step::any(n, role, seat, name);
        NewDefinition {
            matter: Matter::AssetTransfer,
            name: "资产移交".into(),
            restart_at: 1,
            decisive_evidence: Vec::new(),
            steps: vec![
                step(1, Role::TownOfficer, Seat::Town, ("乡镇审核", "Town")).when(in_town),
                step(2, Role::AssetOfficer, Seat::County, ("资产管理审核", "Asset officer")),
                step(3, Role::FinanceViceDirector, Seat::County, ("分管副局长批准", "Vice-director")),
            ],
        }
    }

    fn facts(&self) -> &'static [(&'static str, FactKind)] {
        submit::FACTS
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
