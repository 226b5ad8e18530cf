//! Bank accounts: propose, confirm by a second officer, close, read.

use crate::{
    ground::{
        authority::{Actor, Holder, action, denial, unknown},
        kernel::{
            BankAccountId, DenialReason, ExternalRef, Masked, OrganisationId, RegionCode, SubjectKind, SubjectRef,
            Words as _,
        },
        platform::{Db, Fault, Listing, Page, Stop, Tx, Work, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        places::{
            PlacesRefusal,
            model::{AccountState, BankAccount, Organisation},
            store,
        },
    },
};

/// Proposes an account of an organisation. It is usable only after a second officer has confirmed it.
pub struct ProposeAccount {
    /// Who asks.
    pub actor: Actor,
    /// Whose.
    pub organisation: OrganisationId,
    /// Name on the account.
    pub holder_name: String,
    /// Bank and branch.
    pub bank_name: String,
    /// Number.
    pub account_no: String,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
}

/// False for the organisation's own account, true for its agency's, none for anybody else's.
async fn custody(tx: &Tx, organisation: &Organisation, holder_name: &str) -> Result<Option<bool>, Fault> {
    let agency = match organisation.agency {
        Some(id) => store::find_organisation(tx.conn(), id).await?,
        None => None,
    };
    Ok(organisation.custody_of(holder_name, agency.as_ref()))
}

/// An organisation was given another name, code or agency: the accounts that were confirmed for it, and those that it keeps for
/// others, are as if proposed by whoever renamed it. A second officer compares each with the paper again before money goes there.
pub(super) async fn propose_again(tx: &Tx, actor: &Actor, id: OrganisationId) -> Result<Vec<Change>, Stop> {
    let mut changes = Vec::new();
    for before in store::lock_usable_accounts(tx, id).await? {
        let after = BankAccount {
            state: AccountState::Proposed,
            proposed_by: actor.officer().unwrap_or(before.proposed_by),
            confirmed_by: None,
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_account(tx, &after, before.version).await?;
        let subject = SubjectRef::new(SubjectKind::BankAccount, after.id);
        let change = Change::changed(subject, &after.region, after.version, &before, &after);
        changes.push(change.state(after.state.word()).named("places.bank_account.propose_again"));
    }
    Ok(changes)
}

impl Work for ProposeAccount {
    type Record = Committed<BankAccount>;

    async fn run(&self, tx: &Tx) -> Result<Committed<BankAccount>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let now = tx.now().await?;
        let found = store::lock_organisation(tx, self.organisation).await?;
        let organisation = found.filter(|o| o.deleted_at.is_none() && holder.seen().covers(&o.region));
        let organisation = organisation.ok_or(PlacesRefusal::UnknownOrganisation)?;
        let permit = holder.permit(&action::BANK_ACCOUNT_CREATE, &organisation.region)?;
        let custody = custody(tx, &organisation, &self.holder_name).await?.ok_or_else(|| {
            let (holder, organisation) = (self.holder_name.clone(), organisation.name.clone());
            PlacesRefusal::HolderMismatch { holder, organisation }
        })?;
        let proposed_by =
            self.actor.officer().ok_or_else(|| Fault::inconsistent("a role of people without an officer"))?;
        let account = BankAccount {
            id: tx.id(now),
            organisation: organisation.id,
            region: organisation.region.clone(),
            holder_name: self.holder_name.clone(),
            bank_name: self.bank_name.clone(),
            account_no: Masked::new(self.account_no.clone()),
            custody,
            state: AccountState::Proposed,
            proposed_by,
            confirmed_by: None,
            layer: self.actor.layer,
            external_ids: self.external_ids.clone(),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        match store::insert_account(tx, &account).await {
            Err(fault) if fault.is_unique_violation() => return Err(PlacesRefusal::AccountTaken.into()),
            done => done?,
        }
        let subject = SubjectRef::new(SubjectKind::BankAccount, account.id);
        replace_external_ids(tx, subject, &[], &account.external_ids).await?;
        Ok(permit.commit(Change::created(subject, &account.region, &account).state("proposed"), account))
    }
}

/// Confirms or closes an account.
pub struct ActOnAccount {
    /// Who asks.
    pub actor: Actor,
    /// Which account.
    pub id: BankAccountId,
    /// The version it was read at.
    pub if_match: String,
    /// Confirm or close.
    pub act: AccountAct,
}

/// What is done to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountAct {
    /// A second officer has compared it with the paper.
    Confirm,
    /// No money goes there any more.
    Close,
}

impl Work for ActOnAccount {
    type Record = Committed<BankAccount>;

    async fn run(&self, tx: &Tx) -> Result<Committed<BankAccount>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let found =
            store::find_account(tx.conn(), self.id).await?.ok_or_else(|| unknown(&action::BANK_ACCOUNT_READ))?;
        // The organisation before its accounts, as whoever renames it locks them.
        let organisation = store::lock_organisation(tx, found.organisation).await?;
        let organisation = organisation.ok_or_else(|| Fault::inconsistent("an account without organisation"))?;
        let before = store::lock_account(tx, self.id).await?.ok_or_else(|| unknown(&action::BANK_ACCOUNT_READ))?;
        let subject = SubjectRef::new(SubjectKind::BankAccount, self.id);
        let wanted = match self.act {
            AccountAct::Confirm => &action::BANK_ACCOUNT_CONFIRM,
            AccountAct::Close => &action::BANK_ACCOUNT_CLOSE,
        };
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        let after = match (self.act, before.state) {
            (AccountAct::Confirm, AccountState::Proposed) => {
                let second = self.actor.officer().filter(|o| *o != before.proposed_by);
                if second.is_none() {
                    let region = Some(before.region.clone());
                    return Err(denial(DenialReason::SecondPerson, wanted, Some(subject), region).into());
                }
                let custody = custody(tx, &organisation, &before.holder_name).await?.ok_or_else(|| {
                    let (holder, organisation) = (before.holder_name.clone(), organisation.name.clone());
                    PlacesRefusal::HolderChanged { holder, organisation }
                })?;
                BankAccount { custody, state: AccountState::Usable, confirmed_by: second, ..before.clone() }
            }
            (AccountAct::Close, AccountState::Proposed | AccountState::Usable) => {
                BankAccount { state: AccountState::Closed, ..before.clone() }
            }
            (AccountAct::Confirm | AccountAct::Close, state) => {
                return Err(PlacesRefusal::AccountStateIs { state }.into());
            }
        };
        let after = BankAccount { version: before.version + 1, updated_at: tx.now().await?, ..after };
        store::update_account(tx, &after, before.version).await?;
        let change = Change::changed(subject, &after.region, after.version, &before, &after).state(after.state.word());
        Ok(permit.commit(change, after))
    }
}

/// Says by which names other systems know an account. Whose it is, and whether money may go there, stays as it is.
pub struct NameAccount {
    /// Who asks.
    pub actor: Actor,
    /// Which account.
    pub id: BankAccountId,
    /// The version it was read at.
    pub if_match: String,
    /// All names, in place of those it had.
    pub external_ids: Vec<ExternalRef>,
}

impl Work for NameAccount {
    type Record = Committed<BankAccount>;

    async fn run(&self, tx: &Tx) -> Result<Committed<BankAccount>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_account(tx, self.id).await?.ok_or_else(|| unknown(&action::BANK_ACCOUNT_READ))?;
        let subject = SubjectRef::new(SubjectKind::BankAccount, self.id);
        let permit = holder.permit_on(&action::BANK_ACCOUNT_SET_EXTERNAL_IDS, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        let external_ids = self.external_ids.clone();
        let (version, updated_at) = (before.version + 1, tx.now().await?);
        let after = BankAccount { external_ids, version, updated_at, ..before.clone() };
        store::update_account(tx, &after, before.version).await?;
        replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        let change = Change::changed(subject, &after.region, after.version, &before, &after).state(after.state.word());
        Ok(permit.commit(change, after))
    }
}

/// One account.
pub async fn read_account(db: &Db, holder: &Holder, id: BankAccountId) -> Result<BankAccount, Stop> {
    let account = store::find_account(db.read(), id).await?.ok_or_else(|| unknown(&action::BANK_ACCOUNT_READ))?;
    let subject = SubjectRef::new(SubjectKind::BankAccount, id);
    let _permit = holder.permit_on(&action::BANK_ACCOUNT_READ, subject, &account.region)?;
    Ok(account)
}

/// Accounts in the holder's regions.
pub async fn list_accounts(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    (organisation, external): (Option<OrganisationId>, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<BankAccount>, Stop> {
    let scope = holder.scope_within(&action::BANK_ACCOUNT_READ, region)?;
    let only = only_named(db.read(), SubjectKind::BankAccount, external.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let now = db.now().await?;
    Ok(store::list_accounts(db.read(), &scope, (organisation, only), listing, now).await?)
}
