//! 复核、停用. A second officer types the number again; whatever was of use before is closed by that.

use super::{changed, lives, person_of, subject_of};
use crate::{
    benefit::payees::{
        PayeesRefusal,
        model::{PayeeAccount, PayeeAccountState},
        rules::{OWN_NAME, own_name},
        store,
    },
    ground::{
        authority::{Action, Actor, Permit, action, denial, officer_of, unknown},
        kernel::{DenialReason, PayeeAccountId, settle},
        platform::{Fault, Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, people::hold_persons},
};

/// An account that is held for an act, after its person, with the right to it.
async fn hold(
    tx: &Tx,
    (actor, sealer): (&Actor, &Sealer),
    wanted: &'static Action,
    (id, if_match): (PayeeAccountId, &str),
) -> Result<(Permit, PayeeAccount), Stop> {
    let holder = holder(tx, actor).await?;
    let found = store::find_account(tx.conn(), sealer, id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, subject_of(&found), &found.region)?;
    hold_persons(tx, &[found.person]).await?;
    let before = store::lock_account(tx, sealer, id).await?.ok_or_else(|| unknown(wanted))?;
    match_version(if_match, before.version)?;
    Ok((permit, before))
}

/// Compares an account with the paper, as another officer than who proposed it.
pub struct ConfirmPayeeAccount {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Which.
    pub id: PayeeAccountId,
    /// The version it was read at.
    pub if_match: String,
    /// The name on the card, as this officer reads it.
    pub holder_name: String,
    /// The number on the card, as this officer reads it.
    pub account_no: String,
}

impl ConfirmPayeeAccount {
    /// What was of use before is of use no more.
    async fn replaced(&self, tx: &Tx, of: &PayeeAccount) -> Result<Option<Change>, Stop> {
        let state = PayeeAccountState::Usable;
        let Some(before) = store::account_of(tx, &self.sealer, (of.person, state)).await? else { return Ok(None) };
        let closed = PayeeAccount {
            state: PayeeAccountState::Closed,
            close_reason: Some("已由新账户替代".into()),
            ..before.clone()
        };
        let after = closed.next(self.actor.layer, tx.now().await?);
        store::update_account(tx, &self.sealer, &after, before.version).await?;
        Ok(Some(changed(&before, &after).named("payees.account.replace")))
    }
}

impl Work for ConfirmPayeeAccount {
    type Record = Committed<PayeeAccount>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayeeAccount>, Stop> {
        let (wanted, which) = (&action::PAYEE_ACCOUNT_CONFIRM, (self.id, self.if_match.as_str()));
        let (permit, before) = hold(tx, (&self.actor, &self.sealer), wanted, which).await?;
        let by = officer_of(&self.actor, wanted)?;
        if by == before.proposed_by {
            let of = Some(subject_of(&before));
            return Err(denial(DenialReason::SecondPerson, wanted, of, Some(before.region)).into());
        }
        if before.state != PayeeAccountState::Proposed {
            return Err(PayeesRefusal::StateIs { state: before.state }.into());
        }
        lives(tx, before.person).await?;
        let person = person_of(tx, &self.sealer, before.person).await?;
        let person = person.ok_or_else(|| Fault::inconsistent("an account of nobody"))?;
        let now = tx.now().await?;
        settle(vec![OWN_NAME.judge(now.day(), own_name(&self.holder_name, person.name.reveal()))], &[])?;
        if before.account_no.reveal() != self.account_no {
            return Err(PayeesRefusal::Differs.into());
        }
        let replaced = self.replaced(tx, &before).await?;
        let after = PayeeAccount {
            state: PayeeAccountState::Usable,
            confirmed_by: Some(by),
            name_index: super::called(&self.sealer, &before, &person),
            ..before.clone()
        };
        let after = after.next(self.actor.layer, now);
        store::update_account(tx, &self.sealer, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after).and(replaced))
    }
}

/// Closes an account: nothing goes there any more. Where it was of use, nothing goes anywhere else either before another officer says
/// the same: whoever closes an account alone would send its money to the head of the household.
pub struct ClosePayeeAccount {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Which.
    pub id: PayeeAccountId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for ClosePayeeAccount {
    type Record = Committed<PayeeAccount>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayeeAccount>, Stop> {
        let (wanted, which) = (&action::PAYEE_ACCOUNT_CLOSE, (self.id, self.if_match.as_str()));
        let (permit, before) = hold(tx, (&self.actor, &self.sealer), wanted, which).await?;
        let by = officer_of(&self.actor, wanted)?;
        let after = match (before.state, before.closed_alone_by()) {
            (PayeeAccountState::Closed, Some(first)) if first == by => {
                let of = Some(subject_of(&before));
                return Err(denial(DenialReason::SecondPerson, wanted, of, Some(before.region)).into());
            }
            (PayeeAccountState::Closed, Some(_)) => PayeeAccount { close_confirmed_by: Some(by), ..before.clone() },
            (PayeeAccountState::Closed, None) => return Err(PayeesRefusal::StateIs { state: before.state }.into()),
            (PayeeAccountState::Proposed | PayeeAccountState::Usable, _) => PayeeAccount {
                state: PayeeAccountState::Closed,
                close_reason: Some(self.reason.clone()),
                closed_by: Some(by),
                ..before.clone()
            },
        };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_account(tx, &self.sealer, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
