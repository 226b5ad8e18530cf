//! Reading disbursements, payments, batches and results.

use super::{batch_subject, case::Case, exceptions::standing_now, payment_subject, result_subject, store, subject_of};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{BatchId, Check, DisbursementId, ExternalRef, PaymentId, RegionCode, ResultId, SubjectKind},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop, only_named},
    },
    money::{
        payments::model::{
            Batch, BatchState, Disbursement, DisbursementQuery, DisbursementState, Payment, PaymentQuery,
            PaymentResult, ResultState,
        },
        projects::{contracts_by_id, project_by_id},
    },
    office::{approvals::last_returns, policy::shown},
};

/// Disbursements with what the desk said that returned them, where they lie returned.
pub(super) async fn with_returns(
    conn: &impl ConnectionTrait,
    mut found: Vec<Disbursement>,
) -> Result<Vec<Disbursement>, Fault> {
    let lies = |d: &Disbursement| d.run.filter(|_| d.state == DisbursementState::Returned);
    let said = last_returns(conn, &found.iter().filter_map(lies).collect::<Vec<_>>()).await?;
    for d in &mut found {
        d.returned = lies(d).and_then(|run| said.get(&run).cloned());
    }
    Ok(found)
}

/// The same for one.
pub(super) async fn with_return(conn: &impl ConnectionTrait, d: Disbursement) -> Result<Disbursement, Fault> {
    let gone = || Fault::inconsistent("a disbursement lost while it was read");
    with_returns(conn, vec![d]).await?.pop().ok_or_else(gone)
}

/// One disbursement.
pub async fn read_disbursement(db: &Db, holder: &Holder, id: DisbursementId) -> Result<Disbursement, Stop> {
    let d = store::find_disbursement(db.read(), id).await?.ok_or_else(|| unknown(&action::DISBURSEMENT_READ))?;
    let _permit = holder.permit_on(&action::DISBURSEMENT_READ, subject_of(&d), &d.region)?;
    Ok(with_return(db.read(), d).await?)
}

/// What every rule says of a disbursement now.
pub async fn read_checks(db: &Db, holder: &Holder, id: DisbursementId) -> Result<Vec<Check>, Stop> {
    let d = read_disbursement(db, holder, id).await?;
    let conn = db.read();
    let gone = || Fault::inconsistent(format!("what disbursement {id} refers to"));
    let project = project_by_id(conn, d.project).await?.ok_or_else(gone)?;
    let contract = match d.contract {
        Some(id) => contracts_by_id(conn, &[id]).await?.remove(&id),
        None => None,
    };
    let today = db.now().await?.day();
    let case = Case::gather(conn, d, project, contract, today).await?;
    Ok(shown(conn, &standing_now(conn, &case).await?, case.judge()?).await?)
}

/// Disbursements in the holder's regions.
pub async fn list_disbursements(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (DisbursementQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Disbursement>, Stop> {
    let scope = holder.scope_within(&action::DISBURSEMENT_READ, region)?;
    let only = only_named(db.read(), SubjectKind::Disbursement, query.1.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = DisbursementQuery { only, ..query.0 };
    let page = store::list_disbursements(db.read(), &scope, &query, listing, db.now().await?).await?;
    Ok(Page { items: with_returns(db.read(), page.items).await?, ..page })
}

/// One payment.
pub async fn read_payment(db: &Db, holder: &Holder, id: PaymentId) -> Result<Payment, Stop> {
    let payment = store::find_payment(db.read(), id).await?.ok_or_else(|| unknown(&action::PAYMENT_READ))?;
    let _permit = holder.permit_on(&action::PAYMENT_READ, payment_subject(&payment), &payment.region)?;
    Ok(payment)
}

/// Payments in the holder's regions.
pub async fn list_payments(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (PaymentQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Payment>, Stop> {
    let scope = holder.scope_within(&action::PAYMENT_READ, region)?;
    let only = only_named(db.read(), SubjectKind::Payment, query.1.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = PaymentQuery { only, ..query.0 };
    Ok(store::list_payments(db.read(), &scope, &query, listing, db.now().await?).await?)
}

/// One batch.
pub async fn read_batch(db: &Db, holder: &Holder, id: BatchId) -> Result<Batch, Stop> {
    let batch = store::find_batch(db.read(), id).await?.ok_or_else(|| unknown(&action::BATCH_READ))?;
    let _permit = holder.permit_on(&action::BATCH_READ, batch_subject(&batch), &batch.region)?;
    Ok(batch)
}

/// Batches in the holder's regions.
pub async fn list_batches(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    state: Option<BatchState>,
    listing: &Listing,
) -> Result<Page<Batch>, Stop> {
    let scope = holder.scope_within(&action::BATCH_READ, region)?;
    Ok(store::list_batches(db.read(), &scope, state, listing, db.now().await?).await?)
}

/// One row of what the treasury answered.
pub async fn read_result(db: &Db, holder: &Holder, id: ResultId) -> Result<PaymentResult, Stop> {
    let result = store::find_result(db.read(), id).await?.ok_or_else(|| unknown(&action::RESULT_READ))?;
    let _permit = holder.permit_on(&action::RESULT_READ, result_subject(&result), &result.region)?;
    Ok(result)
}

/// Rows in the holder's regions.
pub async fn list_results(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (Option<ResultState>, Option<BatchId>),
    listing: &Listing,
) -> Result<Page<PaymentResult>, Stop> {
    let scope = holder.scope_within(&action::RESULT_READ, region)?;
    Ok(store::list_results(db.read(), &scope, query, listing, db.now().await?).await?)
}
