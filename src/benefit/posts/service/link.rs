//! 关联付款. What pays a locked list: a spending of its pool, or a claim of public money; and that this came to nothing.

use super::{Held, PostsRefusal, hold, in_state, stepped, subject_of, there::are_there};
use crate::{
    benefit::{
        income::{Spending, SpendingState, held_by, number_of_spending, paid_for, pay_of_hold, spending_of},
        posts::{
            model::{ListStepKind, ListStepTold, ToPersonList, ToPersonState},
            rules::{PAID_WHOLE, paid_whole},
            store,
        },
    },
    ground::{
        authority::{Actor, Holder, action},
        kernel::{DisbursementId, IncomeSpendingId, ToPersonListId, Words as _, settle},
        platform::{Fault, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    money::payments::{Disbursement, DisbursementState, claim_of_list},
};

/// A spending of a list's pool that stands, in the caller's regions.
async fn standing(tx: &Tx, holder: &Holder, list: &ToPersonList, id: IncomeSpendingId) -> Result<Spending, Stop> {
    let found = spending_of(tx, holder, id).await?;
    let stands = |s: &Spending| s.reverses.is_none() && s.reversed_by.is_none() && list.pool == Some(s.pool);
    Ok(found.filter(stands).ok_or(PostsRefusal::UnknownSpending)?)
}

/// The list for which a spending was recorded, where that is another.
async fn of_other(tx: &Tx, list: &ToPersonList, spending: IncomeSpendingId) -> Result<Option<String>, Stop> {
    let Some(other) = paid_for(tx, spending).await?.filter(|by| *by != subject_of(list)) else { return Ok(None) };
    let found = store::find_list(tx.conn(), ToPersonListId::new(other.id)).await?;
    Ok(Some(found.ok_or_else(|| Fault::inconsistent("lists are never deleted"))?.number))
}

/// Says by which spending of its pool a list was paid.
pub struct LinkSpending {
    /// Who asks.
    pub actor: Actor,
    /// Which list.
    pub id: ToPersonListId,
    /// The version it was read at.
    pub if_match: String,
    /// Which spending.
    pub spending: IncomeSpendingId,
}

impl Work for LinkSpending {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_LINK_SPENDING;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let spending = standing(tx, &holder, &before, self.spending).await?;
        in_state(&before, &[ToPersonState::Locked])?;
        if let Some(number) = store::linked_to(tx.conn(), Ok(spending.id)).await? {
            return Err(PostsRefusal::LinkedElsewhere { number }.into());
        }
        if spending.state == SpendingState::Proposed {
            return Err(PostsRefusal::SpendingUnconfirmed { number: spending.number }.into());
        }
        if let Some(number) = of_other(tx, &before, spending.id).await? {
            return Err(PostsRefusal::SpendingOfOther { number }.into());
        }
        let today = tx.now().await?.day();
        let whole = paid_whole(&before.number, before.total, spending.amount);
        settle(vec![PAID_WHOLE.judge(today, whole)], &[])?;
        super::tellable(tx, &before, spending.on).await?;
        are_there(tx, &before).await?;
        let hold = held_by(tx, subject_of(&before)).await?;
        let hold = hold.ok_or_else(|| Fault::inconsistent("a locked list that holds nothing of its pool"))?;
        if let Some(other) = hold.paid_by.filter(|id| *id != spending.id) {
            return Err(PostsRefusal::SpendingStands { number: number_of_spending(tx, other).await? }.into());
        }
        pay_of_hold(tx, subject_of(&before), Some(spending.id)).await?;
        let note = Some(spending.number.clone());
        let told = ListStepTold { step: ListStepKind::Paid, on: spending.on, paper: spending.paper, note };
        let (spent, paid_on) = (Some(spending.id), Some(spending.on));
        let after = ToPersonList { state: ToPersonState::Paid, spending: spent, paid_on, ..before.clone() };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}

/// Says which claim of public money pays a list.
pub struct LinkDisbursement {
    /// Who asks.
    pub actor: Actor,
    /// Which list.
    pub id: ToPersonListId,
    /// The version it was read at.
    pub if_match: String,
    /// Which claim.
    pub disbursement: DisbursementId,
}

/// The claim of a list, in the caller's regions.
async fn claim(tx: &Tx, holder: &Holder, list: &ToPersonList, id: DisbursementId) -> Result<Disbursement, Stop> {
    let found = claim_of_list(tx, list.id, id).await?.filter(|d| holder.seen().covers(&d.region));
    Ok(found.ok_or(PostsRefusal::UnknownDisbursement)?)
}

impl Work for LinkDisbursement {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_LINK_DISBURSEMENT;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let claim = claim(tx, &holder, &before, self.disbursement).await?;
        in_state(&before, &[ToPersonState::Locked])?;
        // Only a claim that holds its money pays; its amount is the list's by its own rule (R110.3).
        if !DisbursementState::CLAIMED.contains(&claim.state) {
            return Err(PostsRefusal::UnknownDisbursement.into());
        }
        are_there(tx, &before).await?;
        let on = tx.now().await?.day();
        let told = ListStepTold { step: ListStepKind::Linked, on, paper: None, note: Some(claim.number) };
        let after = ToPersonList { state: ToPersonState::Linked, disbursement: Some(claim.id), ..before.clone() };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}

/// Says that the claim which pays a list is paid, all of it.
pub struct ConfirmPaid {
    /// Who asks.
    pub actor: Actor,
    /// Which list.
    pub id: ToPersonListId,
    /// The version it was read at.
    pub if_match: String,
}

impl Work for ConfirmPaid {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_CONFIRM_PAID;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &[ToPersonState::Linked])?;
        let id = before.disbursement.ok_or(PostsRefusal::UnknownDisbursement)?;
        let claim = claim_of_list(tx, before.id, id).await?.ok_or(PostsRefusal::UnknownDisbursement)?;
        if !matches!(claim.state, DisbursementState::Paid | DisbursementState::ReceiptConfirmed) {
            return Err(PostsRefusal::NotPaidYet { state: claim.state.label().into() }.into());
        }
        let on = tx.now().await?.day();
        let told = ListStepTold { step: ListStepKind::Paid, on, paper: None, note: Some(claim.number) };
        let after = ToPersonList { state: ToPersonState::Paid, paid_on: Some(on), ..before.clone() };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}

/// Says that what paid a list, or was to pay it, came to nothing: the list waits to be paid again.
pub struct UnlinkList {
    /// Who asks.
    pub actor: Actor,
    /// Which list.
    pub id: ToPersonListId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

/// Whether what pays a list was taken back, or ended without paying.
async fn came_to_nothing(tx: &Tx, holder: &Holder, list: &ToPersonList) -> Result<bool, Stop> {
    if let Some(id) = list.spending {
        let found = spending_of(tx, holder, id).await?;
        return Ok(found.is_some_and(|s| s.reversed_by.is_some()));
    }
    let Some(id) = list.disbursement else { return Ok(false) };
    let claim = claim_of_list(tx, list.id, id).await?;
    Ok(claim.is_none_or(|d| !DisbursementState::CLAIMED.contains(&d.state) && d.state != DisbursementState::Returned))
}

impl Work for UnlinkList {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_UNLINK;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &ToPersonState::LINKED)?;
        if !came_to_nothing(tx, &holder, &before).await? {
            return Err(PostsRefusal::LinkStands.into());
        }
        let (change, after) = freed(tx, &self.actor, &before, &self.reason).await?;
        Ok(permit.commit(change, after))
    }
}

/// Says that nothing pays a list, which is held: it waits to be paid again, and holds its money of the pool.
async fn freed(tx: &Tx, actor: &Actor, before: &ToPersonList, reason: &str) -> Result<(Change, ToPersonList), Stop> {
    if before.pool.is_some() {
        // Another spending may pay the list by now: what it has taken stays taken, or a third would pay the list again.
        let hold = held_by(tx, subject_of(before)).await?;
        if hold.is_some_and(|h| h.paid_by.is_none() || h.paid_by == before.spending) {
            pay_of_hold(tx, subject_of(before), None).await?;
        }
    }
    let on = tx.now().await?.day();
    let told = ListStepTold { step: ListStepKind::Unlinked, on, paper: None, note: Some(reason.to_owned()) };
    let state = ToPersonState::Locked;
    let after = ToPersonList { state, spending: None, disbursement: None, paid_on: None, ..before.clone() };
    stepped(tx, actor, (before, after), told).await
}

/// A spending was taken back: the list that it paid, and that is held, waits to be paid again. Nothing where that spending did not pay it.
pub(super) async fn unpaid(
    tx: &Tx,
    actor: &Actor,
    (list, spending, reason): (ToPersonListId, IncomeSpendingId, &str),
) -> Result<Option<Change>, Stop> {
    let found = store::find_list(tx.conn(), list).await?;
    let found = found.ok_or_else(|| Fault::inconsistent("lists are never deleted"))?;
    if found.spending != Some(spending) {
        return Ok(None);
    }
    let (change, _) = freed(tx, actor, &found, reason).await?;
    Ok(Some(change.named(action::TO_PERSON_LIST_UNLINK.name)))
}
