//! 收款人仍在. Whether whoever a list pays is there in its first month: asked when it is filed, and again whenever its money comes nearer, because
//! a death is often told late.

use std::collections::BTreeMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::link::unpaid;
use crate::{
    benefit::{
        posts::{
            PostsRefusal,
            model::{PayeeGone, ToPersonItem, ToPersonLine, ToPersonList},
            store,
        },
        shares::{Whose, died_by},
    },
    ground::{
        authority::Actor,
        kernel::{Day, HouseholdId, IncomeSpendingId, PersonId, ToPersonListId, Words as _},
        platform::{Fault, Stop, Tx},
        trail::Change,
    },
    money::payments::ListDoor,
    office::people::{emptied_by, hold_persons},
};

/// What is known of whom lines name, and of the first month.
struct Known {
    died: BTreeMap<PersonId, Day>,
    emptied: BTreeMap<HouseholdId, Day>,
    left: BTreeMap<PersonId, Day>,
    first: Day,
}

impl Known {
    /// Holds the persons, so that whoever tells of a death meanwhile waits, and reads; as many statements whatever the length of the list.
    async fn of(tx: &Tx, list: &ToPersonList, lines: &[ToPersonLine]) -> Result<Self, Fault> {
        let mut persons: Vec<PersonId> = lines.iter().filter_map(|l| l.whose.person()).collect();
        persons.sort_unstable();
        hold_persons(tx, &persons).await?;
        let households: Vec<HouseholdId> = lines.iter().filter_map(|l| l.whose.household()).collect();
        let (conn, first) = (tx.conn(), list.months.0.first_day());
        let day = list.months.0.last_day().min(tx.now().await?.day());
        let left = match list.item {
            ToPersonItem::PublicPostPay => store::left_posts(conn, &persons, first).await?,
            _ => BTreeMap::new(),
        };
        let emptied = emptied_by(conn, &households, day).await?;
        Ok(Self { died: died_by(conn, &persons).await?, emptied, left, first })
    }

    /// Since when whoever a line names is there no longer, and why: dead before the first month, out of every post before it, or a household
    /// to which nobody belonged at its end.
    fn gone(&self, whose: Whose) -> Option<(PayeeGone, Day)> {
        match whose {
            Whose::Person(id) => {
                let died = self.died.get(&id).filter(|on| **on < self.first).map(|on| (PayeeGone::Died, *on));
                died.or_else(|| self.left.get(&id).map(|on| (PayeeGone::LeftPost, *on)))
            }
            Whose::Household(id) => self.emptied.get(&id).map(|on| (PayeeGone::Emptied, *on)),
            Whose::Organisation(_) => None,
        }
    }
}

/// The lines of a list of whom somebody is gone: their serials, why, and since which day.
pub(super) async fn gone_of(
    tx: &Tx,
    list: &ToPersonList,
    lines: &[ToPersonLine],
) -> Result<Vec<(i64, PayeeGone, Day)>, Fault> {
    let known = Known::of(tx, list, lines).await?;
    Ok(lines.iter().filter_map(|l| known.gone(l.whose).map(|(why, on)| (l.n, why, on))).collect())
}

/// The first of them.
pub(super) async fn first_gone(
    tx: &Tx,
    list: &ToPersonList,
    lines: &[ToPersonLine],
) -> Result<Option<(i64, PayeeGone, Day)>, Fault> {
    Ok(gone_of(tx, list, lines).await?.into_iter().min_by_key(|(n, ..)| *n))
}

/// That a line pays whoever is there no longer.
pub(super) fn gone_refusal(n: i64, why: PayeeGone, on: Day) -> PostsRefusal {
    match why {
        PayeeGone::LeftPost => PostsRefusal::LineLeft { n, on },
        PayeeGone::Emptied => PostsRefusal::LineEmpty { n },
        PayeeGone::Died | PayeeGone::MovedAway => PostsRefusal::LineDied { n, on },
    }
}

/// Refuses a list that was made, where it pays somebody who is there no longer.
pub(super) async fn are_there(tx: &Tx, list: &ToPersonList) -> Result<(), Stop> {
    let lines = store::lines_of(tx.conn(), list.id).await?;
    match first_gone(tx, list, &lines).await? {
        Some((n, why, on)) => {
            let (list, why) = (list.number.clone(), why.label().to_owned());
            Err(PostsRefusal::PayeeGone { list, n, why, on }.into())
        }
        None => Ok(()),
    }
}

/// Answers payments for lists.
#[derive(Debug)]
pub struct PaidLists;

impl ListDoor for PaidLists {
    fn payable<'a>(&'a self, tx: &'a Tx, list: ToPersonListId) -> BoxFuture<'a, Result<(), Stop>> {
        async move {
            let found = store::find_list(tx.conn(), list).await?;
            let found = found.ok_or_else(|| Fault::inconsistent("lists are never deleted"))?;
            are_there(tx, &found).await
        }
        .boxed()
    }

    fn hold<'a>(&'a self, tx: &'a Tx, list: ToPersonListId) -> BoxFuture<'a, Result<(), Fault>> {
        async move { store::lock_list(tx, list).await.map(drop) }.boxed()
    }

    fn unpaid<'a>(
        &'a self,
        tx: &'a Tx,
        actor: &'a Actor,
        of: (ToPersonListId, IncomeSpendingId, &'a str),
    ) -> BoxFuture<'a, Result<Option<Change>, Stop>> {
        unpaid(tx, actor, of).boxed()
    }
}
