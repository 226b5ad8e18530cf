//! 例外审批. What exceptions let pass of a claim, and what one would have to let pass now: before it is submitted, at its desks, at
//! its hand-over.

use super::{case::Case, hand_over::hand_over_checks, hold_all, store, subject_of, submit::PREPARED_BY};
use crate::{
    ground::{
        kernel::{AnyId, Check, Digest, DisbursementId, RegionCode, RunId, SubjectKind},
        platform::{ConnectionTrait, Fault, Stop, Tx},
        trail::officers_who,
    },
    money::payments::{
        PaymentsRefusal,
        model::{Disbursement, DisbursementState, PaymentState},
        rules::waiver,
    },
    office::{
        approvals::{Matter, definition_for, hold},
        policy::{ExceptionSubject, Excepts, Looked, Standing, exceptions_for},
    },
};

/// What exceptions bind of a claim whose yes would bind this.
pub(super) fn standing(case: &Case, decisive: Digest) -> Standing {
    let d = &case.disbursement;
    Standing { subject: subject_of(d), decisive, amount: Some(d.amount), today: case.today, waiver }
}

/// The same of the claim as it stands.
pub(super) async fn standing_now(conn: &impl ConnectionTrait, case: &Case) -> Result<Standing, Stop> {
    let d = &case.disbursement;
    let definition = definition_for(conn, d.run, Matter::Disbursement, &d.region).await?;
    Ok(standing(case, case.decisive(conn, &definition).await?))
}

/// The approvals of exceptions that were granted for these claims: whoever decided there, or prepared it, does not pay (R109).
pub async fn exception_runs(
    conn: &impl ConnectionTrait,
    disbursements: &[Disbursement],
) -> Result<Vec<(DisbursementId, RunId)>, Fault> {
    let ids: Vec<AnyId> = disbursements.iter().map(|d| AnyId::new(d.id.uuid())).collect();
    let known = exceptions_for(conn, SubjectKind::Disbursement, &ids).await?;
    let granted = known.into_iter().filter(|e| e.state.is_granted());
    Ok(granted.filter_map(|e| Some((DisbursementId::new(e.subject.uuid()), e.run?))).collect())
}

/// What the claim's next act is judged by: at the desks every rule, at the hand-over the treasury's refusals beside them, and of what
/// is tried again the payee.
async fn next_checks(tx: &Tx, case: &Case) -> Result<Vec<Check>, Stop> {
    let d = &case.disbursement;
    let payments = match d.state {
        DisbursementState::Draft | DisbursementState::Returned | DisbursementState::Submitted => {
            return Ok(case.judge()?);
        }
        DisbursementState::Approved | DisbursementState::InPayment | DisbursementState::PartlyPaid => {
            store::payments_of(tx.conn(), &[d.id]).await?
        }
        state => return Err(PaymentsRefusal::state_is(state).into()),
    };
    let waiting: Vec<_> = payments.iter().filter(|p| p.state == PaymentState::Queued).collect();
    hand_over_checks(tx, case, &waiting).await
}

/// Answers for disbursements.
pub struct ClaimExceptions;

impl Excepts for ClaimExceptions {
    const SUBJECT: ExceptionSubject = ExceptionSubject::Disbursement;

    async fn place(tx: &Tx, id: AnyId) -> Result<Option<RegionCode>, Stop> {
        let found = store::find_place(tx.conn(), DisbursementId::new(id.uuid())).await?;
        Ok(found.filter(|place| !place.is_deleted).map(|place| place.region))
    }

    async fn look(tx: &Tx, id: AnyId) -> Result<Looked, Stop> {
        let gone = || Fault::inconsistent(format!("disbursement {id} is gone"));
        let found = store::find_place(tx.conn(), DisbursementId::new(id.uuid())).await?.ok_or_else(gone)?;
        if let Some(run) = found.run {
            hold(tx, run).await?;
        }
        let held = hold_all(tx, &found).await?;
        if held.disbursement.deleted_at.is_some() {
            return Err(PaymentsRefusal::state_is(held.disbursement.state).into());
        }
        let today = tx.now().await?.day();
        let case = Case::gather(tx.conn(), held.disbursement, held.project, held.contract, today).await?;
        let d = &case.disbursement;
        Ok(Looked {
            number: d.number.clone(),
            title: format!("{} {} {} 元", case.project.name, d.purpose, d.amount),
            standing: standing_now(tx.conn(), &case).await?,
            checks: next_checks(tx, &case).await?,
            makers: officers_who(tx, subject_of(d), &PREPARED_BY).await?,
            filing_unit: Some(d.unit),
            payee_units: d.payees(),
        })
    }
}
