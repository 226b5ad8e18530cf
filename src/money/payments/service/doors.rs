//! What payments answer projects, and what upkeep tells them.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    ground::{
        kernel::{ContractId, DisbursementId, Money, PaymentId, ProjectId, ToPersonListId, UpkeepOrderId},
        platform::{Fault, Stop, Tx},
    },
    money::{
        payments::{
            model::{Bill, Disbursement, ListBill},
            store::{UpkeepPaid, paid_for_upkeep},
        },
        projects::ClaimDoor,
    },
};

/// Answers projects for claims.
pub struct Claims;

impl ClaimDoor for Claims {
    fn claimed<'a>(&'a self, tx: &'a Tx, contract: ContractId) -> BoxFuture<'a, Result<Money, Stop>> {
        async move { Ok(store::claimed(tx.conn(), Ok(contract), None).await?) }.boxed()
    }

    fn is_open<'a>(
        &'a self,
        tx: &'a Tx,
        project: ProjectId,
        contract: Option<ContractId>,
    ) -> BoxFuture<'a, Result<bool, Stop>> {
        async move { Ok(store::is_open(tx.conn(), project, contract).await?) }.boxed()
    }
}

/// Puts what was verified of an order of upkeep before claims: without it nothing is claimed for the order, and never more.
pub async fn bill_upkeep(tx: &Tx, bill: &Bill) -> Result<(), Fault> {
    store::insert_bill(tx, bill).await
}

/// Takes it away from before claims, because it was verified wrongly; the number of a claim that relies on it, where there is one.
pub async fn unbill_upkeep(tx: &Tx, order: UpkeepOrderId) -> Result<Option<String>, Fault> {
    store::lock_bills(tx, &[order]).await?;
    let claim = store::relies_on_order(tx.conn(), order).await?;
    if claim.is_none() {
        store::take_back_bill(tx, order).await?;
    }
    Ok(claim)
}

/// Every payment for an order that the treasury has confirmed.
pub async fn paid_for_order(tx: &Tx, order: UpkeepOrderId) -> Result<Vec<(PaymentId, Money)>, Fault> {
    let every = u64::from(u32::MAX);
    let paid = paid_for_upkeep(tx.conn(), UpkeepPaid::Orders, &[order.uuid()], every).await?;
    Ok(paid.into_iter().map(|(_, payment, amount)| (payment.into(), amount)).collect())
}

/// Puts what a locked list of persons comes to before claims: without it nothing is claimed for the list, and never another sum.
pub async fn bill_list(tx: &Tx, bill: &ListBill) -> Result<(), Fault> {
    store::insert_list_bill(tx, bill).await
}

/// Takes it away from before claims, because the list goes back; the number of the claim that asks for it already, where there is one.
pub async fn unbill_list(tx: &Tx, list: ToPersonListId) -> Result<Option<String>, Fault> {
    store::lock_list_bills(tx, &[list]).await?;
    let claim = store::claims_list(tx.conn(), list, None).await?;
    if claim.is_none() {
        store::delete_list_bill(tx, list).await?;
    }
    Ok(claim)
}

/// A claim, where it is for this list. Whoever calls asks for no more than he may see.
pub async fn claim_of_list(tx: &Tx, list: ToPersonListId, id: DisbursementId) -> Result<Option<Disbursement>, Fault> {
    let found = store::find_disbursement(tx.conn(), id).await?;
    Ok(found.filter(|d| d.deleted_at.is_none() && d.to_person_list == Some(list)))
}
