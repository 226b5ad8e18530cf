//! 归还借款、冲回归还. So much of a loan was paid back, or was not.

use super::{Held, changed, has_come, hold, in_state, some, subject_of};
use crate::{
    benefit::loans::{
        LoansRefusal,
        model::{Loan, LoanState, Repayment},
        store,
    },
    ground::{
        authority::{Actor, action},
        kernel::{CollectiveLoanId, Day, FileId, Money, one_form},
        platform::{Fault, Stop, Tx, Work, all_hold},
        trail::Committed,
    },
    office::files::use_files,
};

/// Records that so much was paid back.
pub struct RepayLoan {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: CollectiveLoanId,
    /// The version it was read at.
    pub if_match: String,
    /// On which day; not after today.
    pub on: Day,
    /// How much of the sum lent.
    pub amount: Money,
    /// By which voucher.
    pub voucher: String,
    /// The paper.
    pub paper: FileId,
}

impl RepayLoan {
    /// Whether so much can have been paid back on the day.
    fn fits(&self, loan: &Loan) -> Result<(), LoansRefusal> {
        if self.on < loan.contract_on {
            return Err(LoansRefusal::PaidEarly { on: self.on, contract: loan.contract_on });
        }
        let voucher = one_form(&self.voucher);
        let told = |r: &&Repayment| r.taken_back.is_none() && one_form(&r.voucher) == voucher;
        if let Some(told) = loan.repayments.iter().find(told) {
            return Err(LoansRefusal::VoucherTold { voucher: self.voucher.clone(), n: told.n });
        }
        Ok(())
    }
}

impl Work for RepayLoan {
    type Record = Committed<Loan>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Loan>, Stop> {
        let wanted = &action::COLLECTIVE_LOAN_REPAY;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &[LoanState::Outstanding])?;
        all_hold([
            some(self.amount),
            use_files(tx, &holder.seen(), subject_of(self.id), &[self.paper]).await,
            has_come(tx, self.on, "/on").await,
        ])?;
        self.fits(&before)?;
        let n = i64::try_from(before.repayments.len() + 1);
        let n = n.map_err(|_| Fault::inconsistent("more repayments than can be counted"))?;
        let at = tx.now().await?;
        let repayment = Repayment {
            n,
            on: self.on,
            amount: self.amount,
            voucher: self.voucher.clone(),
            paper: self.paper,
            recorded_by: self.actor.principal.to_string(),
            recorded_at: at,
            taken_back: None,
        };
        let after = before.clone().repaid_to(before.repaid.plus(self.amount));
        let owed = before.owed();
        let mut after = after.ok_or(LoansRefusal::TooMuch { amount: self.amount, owed })?.next(self.actor.layer, at);
        store::insert_repayment(tx, self.id, &repayment).await?;
        after.repayments.push(repayment);
        store::update_loan(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Takes back a repayment that was recorded wrongly.
pub struct TakeBack {
    /// Who asks.
    pub actor: Actor,
    /// Which loan.
    pub id: CollectiveLoanId,
    /// The version it was read at.
    pub if_match: String,
    /// Which repayment.
    pub n: i64,
    /// Why.
    pub reason: String,
}

impl Work for TakeBack {
    type Record = Committed<Loan>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Loan>, Stop> {
        let wanted = &action::COLLECTIVE_LOAN_TAKE_BACK;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &[LoanState::Outstanding, LoanState::Repaid])?;
        let stands = |r: &&Repayment| r.n == self.n && r.taken_back.is_none();
        let amount = before.repayments.iter().find(stands).map(|r| r.amount);
        let amount = amount.ok_or(LoansRefusal::NoSuchRepayment { n: self.n })?;
        let by = self.actor.principal.to_string();
        let after = before.clone().repaid_to(before.repaid.minus(amount));
        let after = after.ok_or_else(|| Fault::inconsistent("a loan and what was paid back of it"))?;
        let mut after = after.next(self.actor.layer, tx.now().await?);
        store::take_back(tx, (self.id, self.n), (&by, &self.reason)).await?;
        for repayment in after.repayments.iter_mut().filter(|r| r.n == self.n) {
            repayment.taken_back = Some((by.clone(), self.reason.clone()));
        }
        store::update_loan(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
