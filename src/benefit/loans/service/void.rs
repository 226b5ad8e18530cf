//! 作废借款. What was recorded of a loan was wrong; it stays to be read.

use super::{Held, changed, hold, in_state, subject_of};
use crate::{
    benefit::{
        loans::{
            LoansRefusal,
            model::{Loan, LoanState},
            store,
        },
        resolutions::stand_off,
    },
    ground::{
        authority::{Actor, action},
        kernel::{CollectiveLoanId, FileId, Money},
        platform::{Stop, Tx, Work},
        trail::Committed,
    },
    office::files::use_files,
};

/// Voids a loan.
pub struct VoidLoan {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: CollectiveLoanId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
    /// By which paper.
    pub paper: FileId,
}

impl Work for VoidLoan {
    type Record = Committed<Loan>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Loan>, Stop> {
        let wanted = &action::COLLECTIVE_LOAN_VOID;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), subject_of(self.id), &[self.paper]).await?;
        if before.repaid != Money::ZERO {
            return Err(LoansRefusal::RepaymentsStand { repaid: before.repaid }.into());
        }
        in_state(&before, &[LoanState::Outstanding])?;
        let void = Some((self.reason.clone(), self.paper));
        let after = Loan { state: LoanState::Voided, void, ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_loan(tx, &after, before.version).await?;
        if let Some(resolution) = before.resolution {
            stand_off(tx, resolution, subject_of(self.id)).await?;
        }
        Ok(permit.commit(changed(&before, &after), after))
    }
}
