//! The use cases of payouts.

pub mod answers;
pub mod ask;
pub mod choose;
pub mod create;
pub mod desk;
pub mod dissolve;
pub mod download;
pub mod exports;
pub mod forms;
pub mod read;
pub mod receivables;
pub mod recoveries;
pub mod release;
pub mod results;
pub mod undoing;

use std::collections::HashMap;

use super::{
    PayoutsRefusal,
    model::{BankForm, KeptForm, Payout, PayoutBatch, PayoutBatchState, PayoutInto, PayoutRecovery, PayoutResult},
    store,
};
use crate::{
    benefit::{
        distributions::{Distribution, lock_distribution},
        payees::payee_accounts_by_id,
    },
    ground::{
        authority::{Action, Actor, Permit, officer_of, unknown},
        kernel::{Day, Masked, OfficerId, PayoutBatchId, PayoutId, SubjectKind, SubjectRef, Words as _},
        platform::{ConnectionTrait, Fault, Sealer, Stop, Tx},
        trail::Change,
        wire::match_version,
    },
    office::{
        access::{holder, officers_behind},
        approvals::{Acting, approvers_of, separation_denial},
        places::accounts_by_id,
    },
};

fn form_subject(form: &KeptForm) -> SubjectRef {
    SubjectRef::new(SubjectKind::BankForm, form.id)
}

fn batch_subject(batch: &PayoutBatch) -> SubjectRef {
    SubjectRef::new(SubjectKind::PayoutBatch, batch.id)
}

fn payout_subject(payout: &Payout) -> SubjectRef {
    SubjectRef::new(SubjectKind::Payout, payout.id)
}

fn result_subject(result: &PayoutResult) -> SubjectRef {
    SubjectRef::new(SubjectKind::PayoutResult, result.id)
}

fn recovery_subject(recovery: &PayoutRecovery) -> SubjectRef {
    SubjectRef::new(SubjectKind::PayoutRecovery, recovery.id)
}

fn batch_changed(before: &PayoutBatch, after: &PayoutBatch) -> Change {
    let change = Change::changed(batch_subject(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

fn payout_changed(before: &Payout, after: &Payout) -> Change {
    let change = Change::changed(payout_subject(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

/// A batch that is held for an act, after its distribution, with the right to it.
struct Held {
    permit: Permit,
    plan: Distribution,
    before: PayoutBatch,
}

/// Holds a batch that was read at a version, for an act.
async fn hold(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (PayoutBatchId, &str),
) -> Result<Held, Stop> {
    let holder = holder(tx, actor).await?;
    let found = store::find_batch(tx.conn(), id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, batch_subject(&found), &found.region)?;
    let plan = plan_of(tx, &found).await?;
    let before = store::lock_batch(tx, id).await?.ok_or_else(|| unknown(wanted))?;
    match_version(if_match, before.version)?;
    Ok(Held { permit, plan, before })
}

/// The distribution of a batch, held: whoever holds it alone changes its payouts.
async fn plan_of(tx: &Tx, batch: &PayoutBatch) -> Result<Distribution, Fault> {
    let gone = || Fault::inconsistent(format!("the distribution of payout batch {}", batch.id));
    lock_distribution(tx, batch.distribution).await?.ok_or_else(gone)
}

/// A batch that something else names.
async fn batch_of(tx: &Tx, id: PayoutBatchId) -> Result<PayoutBatch, Fault> {
    store::find_batch(tx.conn(), id).await?.ok_or_else(|| Fault::inconsistent(format!("payout batch {id}")))
}

/// On which day a batch was let go.
fn sent_on(batch: &PayoutBatch) -> Result<Day, Fault> {
    let released = batch.released.map(|(_, at)| at.day());
    released.ok_or_else(|| Fault::inconsistent(format!("payout batch {} was never let go", batch.id)))
}

/// Whether a batch is in one of these states.
fn in_state(batch: &PayoutBatch, wanted: PayoutBatchState) -> Result<(), PayoutsRefusal> {
    if batch.state == wanted { Ok(()) } else { Err(PayoutsRefusal::BatchStateIs { state: batch.state }) }
}

/// The form of a batch, as it was recorded and as it is read.
async fn form_of(tx: &Tx, batch: &PayoutBatch) -> Result<(KeptForm, BankForm), Stop> {
    let gone = || Fault::inconsistent(format!("the form of payout batch {}", batch.id));
    let kept = store::find_form(tx.conn(), batch.form).await?.ok_or_else(gone)?;
    let form = parsed(&kept)?;
    Ok((kept, form))
}

/// A form as it is read; it was read when it was recorded.
fn parsed(kept: &KeptForm) -> Result<BankForm, Fault> {
    BankForm::parse(&kept.text).map_err(|fault| Fault::inconsistent(format!("bank form {}: {fault}", kept.id)))
}

/// Bank and number of the accounts into which payouts go, in two queries.
async fn accounts_of(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    payouts: &[Payout],
) -> Result<HashMap<PayoutId, (String, Masked<String>)>, Fault> {
    let (mut persons, mut units) = (Vec::new(), Vec::new());
    for payout in payouts {
        match payout.into {
            PayoutInto::Person(id) => persons.push(id),
            PayoutInto::Unit(id) => units.push(id),
        }
    }
    let persons = payee_accounts_by_id(conn, sealer, &persons).await?;
    let units = accounts_by_id(conn, &units).await?;
    let account = |p: &Payout| {
        let found = match p.into {
            PayoutInto::Person(id) => persons.get(&id).map(|a| (a.bank_name.clone(), a.account_no.clone())),
            PayoutInto::Unit(id) => units.get(&id).map(|a| (a.bank_name.clone(), a.account_no.clone())),
        };
        found.map(|account| (p.id, account)).ok_or_else(|| Fault::inconsistent(format!("the account of {}", p.id)))
    };
    payouts.iter().map(account).collect()
}

/// Whoever made up a batch does not let it go, and neither does who approved its list, or said of a line in it that it goes to somebody
/// else than its holder, or by whose word that one inherited (R109).
async fn may_release(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    of: (&PayoutBatch, &Distribution),
) -> Result<OfficerId, Stop> {
    let (batch, plan) = of;
    let officer = officer_of(actor, wanted)?;
    let runs: Vec<_> = plan.run.into_iter().collect();
    let deciders: Vec<OfficerId> = approvers_of(tx, &runs).await?.into_iter().map(|(_, officer)| officer).collect();
    let mut makers = store::named_by(tx.conn(), batch.id).await?;
    let recorders = store::inherited_by_word_of(tx.conn(), batch.id).await?;
    makers.extend(officers_behind(tx.conn(), &recorders.iter().map(String::as_str).collect::<Vec<_>>()).await?);
    makers.push(batch.created_by);
    let acting = Acting { officer, unit: None, makers: &makers, earlier: &deciders, payee_units: &[] };
    match separation_denial(acting, wanted, batch_subject(batch), &batch.region) {
        Some(denial) => Err(denial.into()),
        None => Ok(officer),
    }
}

/// Who made up a batch, and who let it go.
fn payers_of(batch: &PayoutBatch) -> Vec<OfficerId> {
    [Some(batch.created_by), batch.released.map(|(by, _)| by)].into_iter().flatten().collect()
}

/// Whoever made up or let go a batch does not take in what its bank answers (R109).
fn may_book(actor: &Actor, wanted: &'static Action, batch: &PayoutBatch) -> Result<OfficerId, Stop> {
    let officer = officer_of(actor, wanted)?;
    let payers = payers_of(batch);
    let acting = Acting { officer, unit: None, makers: &payers, earlier: &[], payee_units: &[] };
    match separation_denial(acting, wanted, batch_subject(batch), &batch.region) {
        Some(denial) => Err(denial.into()),
        None => Ok(officer),
    }
}
