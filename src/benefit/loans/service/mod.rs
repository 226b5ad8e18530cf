//! The use cases of loans.

pub mod exports;
pub mod owed;
pub mod read;
pub mod record;
pub mod repay;
pub mod void;

use super::{
    LoansRefusal,
    model::{Loan, LoanState},
    store,
};
use crate::{
    benefit::collectives::hold_body,
    ground::{
        authority::{Action, Actor, Holder, Permit, unknown},
        kernel::{CollectiveLoanId, Day, Money, SubjectKind, SubjectRef, Words as _},
        platform::{self, Fault, Stop, Tx},
        trail::Change,
        wire::match_version,
    },
    office::access::holder,
};

fn subject_of(id: CollectiveLoanId) -> SubjectRef {
    SubjectRef::new(SubjectKind::CollectiveLoan, id)
}

fn changed(before: &Loan, after: &Loan) -> Change {
    let change = Change::changed(subject_of(after.id), &after.region, after.version, before, after);
    change.state(after.state.word())
}

/// A day that has come; else the refusal of one that has not, at its place in the body.
async fn has_come(tx: &Tx, day: Day, place: &str) -> Result<(), Stop> {
    platform::has_come(tx, day, place, |today| LoansRefusal::DayAhead { day, today }).await
}

/// An amount that is one.
fn some(amount: Money) -> Result<(), Stop> {
    if amount.is_positive() { Ok(()) } else { Err(LoansRefusal::AmountNone.into()) }
}

/// A loan in one of these states.
fn in_state(loan: &Loan, states: &[LoanState]) -> Result<(), LoansRefusal> {
    if states.contains(&loan.state) { Ok(()) } else { Err(LoansRefusal::StateIs { state: loan.state }) }
}

/// A loan that is held for an act, with the right to it.
struct Held {
    holder: Holder,
    permit: Permit,
    before: Loan,
}

/// Holds a loan that was read at a version, after its body, as whoever records one does.
async fn hold(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (CollectiveLoanId, &str),
) -> Result<Held, Stop> {
    let holder = holder(tx, actor).await?;
    let found = store::find_loan(tx.conn(), id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, subject_of(id), &found.region)?;
    hold_body(tx, &holder, found.collective).await?;
    let before = store::lock_loan(tx, id).await?.ok_or_else(|| Fault::inconsistent("loans are not deleted"))?;
    match_version(if_match, before.version)?;
    Ok(Held { holder, permit, before })
}
