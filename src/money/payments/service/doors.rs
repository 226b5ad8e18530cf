//! What payments answer projects, and what upkeep tells them.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    ground::{
        kernel::{ContractId, Money, PaymentId, ProjectId, UpkeepOrderId},
        platform::{Fault, Stop, Tx},
    },
    money::{
        payments::{
            model::Bill,
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

/// Every payment for an order that the treasury has confirmed.
pub async fn paid_for_order(tx: &Tx, order: UpkeepOrderId) -> Result<Vec<(PaymentId, Money)>, Fault> {
    let every = u64::from(u32::MAX);
    let paid = paid_for_upkeep(tx.conn(), UpkeepPaid::Orders, &[order.uuid()], every).await?;
    Ok(paid.into_iter().map(|(_, payment, amount)| (payment.into(), amount)).collect())
}
