//! The side of distributions in collectives, with what income, loans, shares and upkeep say: what of a body's money, debts and shares has not come
//! to an end.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use super::{model::DistributionState, store};
use crate::{
    benefit::{
        collectives::{EndDoor, OpenBooks, Unsettled, bodies_by_id},
        income::left_of_body,
        loans::owed_of_body,
        shares::open_schemes_of,
    },
    ground::{
        kernel::{CollectiveId, Day, Money},
        platform::{Fault, Tx},
    },
    money::ledger::{AccountKind, balances_of},
    property::upkeep::unmet_of,
};

/// Where what is owed of an approved list stands until it is paid.
const OWED: [AccountKind; 3] =
    [AccountKind::DividendPayable, AccountKind::DividendInPayment, AccountKind::DividendUnclaimed];

/// Answers for what a body distributes, and of what.
#[derive(Debug)]
pub struct BodyEnds;

/// How many plans of a body are on their way, or approved and not paid out.
async fn running(tx: &Tx, body: CollectiveId) -> Result<u64, Fault> {
    let plans = store::plans_of_body(tx.conn(), body).await?;
    let (approved, under_way): (Vec<_>, Vec<_>) =
        plans.into_iter().partition(|(_, state)| DistributionState::PAYABLE.contains(state));
    let ids: Vec<Uuid> = approved.into_iter().map(|(id, _)| id).collect();
    let mut owed: HashMap<Uuid, Money> = HashMap::new();
    for kind in OWED {
        owed.extend(balances_of(tx.conn(), kind, &ids).await?.into_iter().filter(|(_, left)| !left.is_zero()));
    }
    u64::try_from(under_way.len() + owed.len()).map_err(|_| Fault::inconsistent("more plans than can be counted"))
}

impl EndDoor for BodyEnds {
    fn unsettled<'a>(&'a self, tx: &'a Tx, body: CollectiveId) -> BoxFuture<'a, Result<Unsettled, Fault>> {
        async move {
            let (pools, left) = left_of_body(tx.conn(), body).await?;
            let (plans, schemes) = (running(tx, body).await?, open_schemes_of(tx.conn(), body).await?);
            let (loans, owed) = owed_of_body(tx.conn(), body).await?;
            let found = bodies_by_id(tx.conn(), &[body]).await?.remove(&body);
            let found = found.ok_or_else(|| Fault::inconsistent("a body that was just held"))?;
            let (orders, unmet) = unmet_of(tx.conn(), found.organisation).await?;
            Ok(Unsettled { pools, left, plans, schemes, loans, owed, orders, unmet })
        }
        .boxed()
    }

    fn open_books<'a>(&'a self, tx: &'a Tx, body: CollectiveId) -> BoxFuture<'a, Result<OpenBooks, Fault>> {
        store::open_books_of(tx.conn(), body).boxed()
    }

    fn last_day<'a>(&'a self, tx: &'a Tx, body: CollectiveId) -> BoxFuture<'a, Result<Option<Day>, Fault>> {
        store::last_day_of(tx.conn(), body).boxed()
    }
}
