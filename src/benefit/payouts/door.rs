//! The side of payouts in shares, distributions and income: what heirs were not paid, what is live of a plan, and which line of which organisation was
//! paid.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::Undecided, store};
use crate::{
    benefit::{
        distributions::{PayoutDoor, UndecidedRow, lock_distribution},
        income::{FromLine, LineDoor, OwnLine},
        shares::{HeirDoor, HeirPart},
    },
    ground::{
        kernel::{AnyId, DistributionId, Money, OrganisationId},
        platform::{Fault, Tx},
    },
};

/// Answers for payouts.
#[derive(Debug)]
pub struct LivePayouts;

impl PayoutDoor for LivePayouts {
    fn live<'a>(&'a self, tx: &'a Tx, id: DistributionId) -> BoxFuture<'a, Result<(u64, Money), Fault>> {
        store::live_of(tx.conn(), id).boxed()
    }

    fn live_line<'a>(&'a self, tx: &'a Tx, id: DistributionId, serial: i64) -> BoxFuture<'a, Result<bool, Fault>> {
        async move { Ok(store::live_of_line(tx.conn(), id, (serial, 0)).await?.is_some()) }.boxed()
    }

    fn undecided<'a>(&'a self, tx: &'a Tx, id: DistributionId) -> BoxFuture<'a, Result<Option<UndecidedRow>, Fault>> {
        async move {
            let first = store::undecided_of(tx.conn(), id).await?.into_iter().next();
            let told = |u: Undecided| UndecidedRow {
                serial: u.serial,
                batch: u.batch,
                row: u.row,
                on: u.on,
                amount: u.amount,
            };
            Ok(first.map(told))
        }
        .boxed()
    }
}

impl HeirDoor for LivePayouts {
    fn unpaid<'a>(
        &'a self,
        tx: &'a Tx,
        holder: AnyId,
        heirs: &'a [AnyId],
    ) -> BoxFuture<'a, Result<Option<HeirPart>, Fault>> {
        store::unpaid_part(tx.conn(), holder, heirs).boxed()
    }
}

impl LineDoor for LivePayouts {
    fn own_line<'a>(
        &'a self,
        tx: &'a Tx,
        line: FromLine,
        of: OrganisationId,
    ) -> BoxFuture<'a, Result<Option<OwnLine>, Fault>> {
        async move {
            // Nobody waits for a plan, or makes others wait for it, by naming one that is not his.
            if store::own_line(tx.conn(), line, of).await?.is_none() {
                return Ok(None);
            }
            // Read again as it is once it is held.
            lock_distribution(tx, line.distribution).await?;
            store::own_line(tx.conn(), line, of).await
        }
        .boxed()
    }
}
