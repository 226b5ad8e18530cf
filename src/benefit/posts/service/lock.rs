//! 锁定名单. What was checked and hung long enough is paid as it stands.

use super::{
    Held, PostsRefusal, hold, in_state,
    publicise::{hung, settled},
    stepped, subject_of,
    there::are_there,
};
use crate::{
    benefit::{
        income::{held_by, hold_of_pool, let_go_of_pool, lock_pool, number_of_spending},
        posts::{
            model::{ListStepKind, ListStepTold, ToPersonList, ToPersonState, digest_of},
            rules::{POSTED_DAYS, POSTED_LONG_ENOUGH, POSTING_ENDED, posted_long_enough},
            store,
        },
    },
    ground::{
        authority::{Actor, action},
        kernel::{Money, ToPersonListId, settle},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
    },
    money::payments::{ListBill, bill_list, unbill_list},
    office::{policy::values_on, publicity::posting_ended},
};

/// Locks a list that hung.
pub struct LockToPersonList {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ToPersonListId,
    /// The version it was read at.
    pub if_match: String,
}

/// Whether what stands there is what was checked and hung: the lines themselves are digested and summed once more.
async fn is_what_hangs(tx: &Tx, list: &ToPersonList) -> Result<(), Stop> {
    let lines = store::lines_of(tx.conn(), list.id).await?;
    let total = Money::sum(lines.iter().map(|l| l.amount));
    let digest = digest_of(list.id, &lines);
    if list.posted_digest == Some(digest) && list.digest == digest && total == Some(list.total) {
        Ok(())
    } else {
        Err(PostsRefusal::PostedOther.into())
    }
}

/// Whether the money is there: of a pool, what is left of it, which is held for this list from now on.
async fn covered(tx: &Tx, list: &ToPersonList) -> Result<(), Stop> {
    let Some(pool) = list.pool else { return Ok(()) };
    let pool = lock_pool(tx, pool).await?.ok_or(PostsRefusal::PoolGone)?;
    if pool.left < list.total {
        return Err(PostsRefusal::PoolTooSmall { total: list.total, left: pool.left }.into());
    }
    Ok(hold_of_pool(tx, pool.id, (subject_of(list), list.total)).await?)
}

/// What a locked list of public money comes to is no more before claims; refused while one asks for it.
pub(super) async fn unbilled(tx: &Tx, list: &ToPersonList) -> Result<(), Stop> {
    if list.state != ToPersonState::Locked || list.agent.is_none() {
        return Ok(());
    }
    match unbill_list(tx, list.id).await? {
        Some(number) => Err(PostsRefusal::Claimed { number }.into()),
        None => Ok(()),
    }
}

/// What a locked list holds of its pool is free again; refused while a spending that was recorded for it stands.
pub(super) async fn unheld(tx: &Tx, list: &ToPersonList) -> Result<(), Stop> {
    if list.state != ToPersonState::Locked || list.pool.is_none() {
        return Ok(());
    }
    let hold = held_by(tx, subject_of(list)).await?;
    let hold = hold.ok_or_else(|| Fault::inconsistent("a locked list that holds nothing of its pool"))?;
    if let Some(paid_by) = hold.paid_by {
        let number = number_of_spending(tx, paid_by).await?;
        return Err(PostsRefusal::SpendingStands { number }.into());
    }
    Ok(let_go_of_pool(tx, subject_of(list)).await?)
}

impl Work for LockToPersonList {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_LOCK;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &[ToPersonState::Publicised])?;
        let today = tx.now().await?.day();
        let hung = hung(tx, &before).await?;
        let told = before.posted_on.map(|on| (on, today));
        // A posting hung until its last day, and no longer.
        let term = hung.as_ref().map_or(told, |h| h.term.map(|(from, ends_on)| (from, ends_on.min(today))));
        let (posted_on, until) = term.or(told).ok_or_else(|| Fault::inconsistent("a list that hangs since no day"))?;
        is_what_hangs(tx, &before).await?;
        settled(tx, &before, before.posting).await?;
        are_there(tx, &before).await?;
        let values = values_on(tx.conn(), &before.region, today).await?;
        let posted = posted_long_enough(posted_on, until, values.days(POSTED_DAYS));
        let ended = POSTING_ENDED.judge(today, posting_ended(hung.as_ref(), before.digest));
        settle(vec![ended, values.judge(&POSTED_LONG_ENOUGH, today, posted)], &[])?;
        covered(tx, &before).await?;
        if let Some(agent) = before.agent {
            let (number, region) = (before.number.clone(), before.region.clone());
            bill_list(tx, &ListBill { list: before.id, number, region, agent, amount: before.total }).await?;
        }
        let told = ListStepTold { step: ListStepKind::Locked, on: today, paper: None, note: None };
        let after = ToPersonList { state: ToPersonState::Locked, posted_on: Some(posted_on), ..before.clone() };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}
