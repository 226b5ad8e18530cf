//! 登记收款账户. An account that is proposed; nothing goes there before a second officer compared it.

use super::{lives, person_of, subject_of};
use crate::{
    benefit::payees::{
        PayeesRefusal,
        model::{PayeeAccount, PayeeAccountState},
        rules::{OWN_NAME, own_name},
        store,
    },
    ground::{
        authority::{Actor, action, officer_of},
        kernel::{FileId, Masked, PersonId, Words as _, settle},
        platform::{Sealer, Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        files::use_files,
        people::{hold_persons, sees_person},
    },
};

/// Records an account of a person.
pub struct RecordPayeeAccount {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Whose.
    pub person: PersonId,
    /// Name on the account.
    pub holder_name: String,
    /// Bank and branch.
    pub bank_name: String,
    /// Number.
    pub account_no: String,
    /// The card or passbook as a paper.
    pub paper: FileId,
}

impl Work for RecordPayeeAccount {
    type Record = Committed<PayeeAccount>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayeeAccount>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let (wanted, now) = (&action::PAYEE_ACCOUNT_RECORD, tx.now().await?);
        if !sees_person(tx.conn(), &holder, self.person).await? {
            return Err(PayeesRefusal::UnknownPerson.into());
        }
        hold_persons(tx, &[self.person]).await?;
        let person = person_of(tx, &self.sealer, self.person).await?.ok_or(PayeesRefusal::UnknownPerson)?;
        let permit = holder.permit(wanted, &person.region)?;
        let keys = self.sealer.keys();
        let account = PayeeAccount {
            id: tx.id(now),
            person: person.id,
            region: person.region.clone(),
            bank_name: self.bank_name.clone(),
            account_no: Masked::new(self.account_no.clone()),
            name_index: store::name_index(keys, &person.region, person.name.reveal()),
            paper: self.paper,
            state: PayeeAccountState::Proposed,
            proposed_by: officer_of(&self.actor, wanted)?,
            confirmed_by: None,
            close_reason: None,
            closed_by: None,
            close_confirmed_by: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        all_hold([
            use_files(tx, &holder.seen(), subject_of(&account), &[self.paper]).await,
            lives(tx, person.id).await,
        ])?;
        settle(vec![OWN_NAME.judge(now.day(), own_name(&self.holder_name, person.name.reveal()))], &[])?;
        if store::account_of(tx, &self.sealer, (person.id, PayeeAccountState::Proposed)).await?.is_some() {
            return Err(PayeesRefusal::WaitsAlready.into());
        }
        if store::number_taken(tx, &store::account_index(keys, &person.region, &self.account_no)).await? {
            return Err(PayeesRefusal::Taken.into());
        }
        match store::insert_account(tx, &self.sealer, &account).await {
            // Two at one moment recorded the same number for two persons.
            Err(fault) if fault.is_unique_violation() => return Err(PayeesRefusal::Taken.into()),
            done => done?,
        }
        let created = Change::created(subject_of(&account), &account.region, &account).state(account.state.word());
        Ok(permit.commit(created, account))
    }
}
