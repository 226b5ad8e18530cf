//! The side of payouts in shares, distributions and income: what heirs were not paid, what is live of a plan, and which line of which organisation was
//! paid.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::Undecided, store};
use crate::{
    benefit::{
        distributions::{PayoutDoor, UndecidedRow, call_back, lock_distribution},
        income::{FromLine, LateRow, LineDoor, OwnLine},
        shares::{Given, HeirDoor, HeirPart},
    },
    ground::{
        authority::Actor,
        kernel::{DistributionId, IncomeYearId, Money, OrganisationId, RegionCode},
        platform::{Fault, Tx},
        trail::Change,
    },
};

/// Answers for payouts.
#[derive(Debug)]
pub struct LivePayouts;

impl PayoutDoor for LivePayouts {
    fn live<'a>(&'a self, tx: &'a Tx, id: DistributionId) -> BoxFuture<'a, Result<(u64, Money), Fault>> {
        store::live_of(tx.conn(), id).boxed()
    }

    fn live_line<'a>(&'a self, tx: &'a Tx, id: DistributionId, part: (i64, i64)) -> BoxFuture<'a, Result<bool, Fault>> {
        async move { Ok(store::live_of_line(tx.conn(), id, part).await?.is_some()) }.boxed()
    }

    fn undecided<'a>(
        &'a self,
        tx: &'a Tx,
        (id, region): (DistributionId, &'a RegionCode),
    ) -> BoxFuture<'a, Result<Option<UndecidedRow>, Fault>> {
        async move {
            store::hold_county(tx, &region.county()).await?;
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
    fn hold<'a>(&'a self, tx: &'a Tx, of: &'a [Given<'a>]) -> BoxFuture<'a, Result<(), Fault>> {
        async move {
            // Also those that have let nothing go yet: they may while this waits for the scheme.
            let mut plans: BTreeSet<DistributionId> = BTreeSet::new();
            for given in of {
                plans.extend(store::plans_with(tx.conn(), *given).await?);
            }
            // The newest first, whosever they are: two who hold those of several never wait for each other.
            for plan in plans.into_iter().rev() {
                lock_distribution(tx, plan).await?;
            }
            Ok(())
        }
        .boxed()
    }

    fn live_part<'a>(&'a self, tx: &'a Tx, of: Given<'a>) -> BoxFuture<'a, Result<Option<HeirPart>, Fault>> {
        async move {
            let parts = store::let_go_of(tx.conn(), of).await?;
            Ok(parts.into_iter().find(|part| part.live).map(|part| part.told))
        }
        .boxed()
    }

    fn call_back<'a>(
        &'a self,
        tx: &'a Tx,
        of: Given<'a>,
        by: (&'a Actor, &'a str),
    ) -> BoxFuture<'a, Result<Vec<Change>, Fault>> {
        async move {
            let mut plans: BTreeMap<DistributionId, Vec<(i64, i64)>> = BTreeMap::new();
            for part in store::let_go_of(tx.conn(), of).await? {
                plans.entry(part.plan).or_default().push((part.told.serial, part.part));
            }
            let mut changes = Vec::with_capacity(plans.len());
            for (plan, parts) in plans {
                changes.push(call_back(tx, plan, &parts, by).await?);
            }
            Ok(changes)
        }
        .boxed()
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

    fn late_rows<'a>(
        &'a self,
        tx: &'a Tx,
        (year, region): (IncomeYearId, &'a RegionCode),
    ) -> BoxFuture<'a, Result<Vec<LateRow>, Fault>> {
        async move {
            store::hold_county(tx, &region.county()).await?;
            store::late_of_year(tx.conn(), year).await
        }
        .boxed()
    }
}
