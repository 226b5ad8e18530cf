//! Accounts: create, disable, enable, reset and change passwords.

use super::sessions::ended;
use crate::{
    ground::{
        authority::{Actor, Holder, Permit, Principal, action, unknown},
        kernel::{AccountId, ExternalRef, OfficerId, Refusal, RegionCode, SubjectKind, SubjectRef},
        platform::{Db, Fault, Listing, Page, Stop, Tx, Work, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::access::{
        AccessRefusal, GrantWatcher, Hasher, holder, model::Account, password::check_password, store,
        token::new_password,
    },
};

/// Creates an account for an officer, with a password that must be changed at the first login.
pub struct CreateUser {
    /// Who asks.
    pub actor: Actor,
    /// Whose account.
    pub officer: OfficerId,
    /// Login.
    pub login: String,
    /// Hash of the initial password.
    pub password_hash: String,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
}

impl Work for CreateUser {
    type Record = Committed<Account>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Account>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let now = tx.now().await?;
        let officer = store::lock_officer(tx, self.officer).await?.ok_or(AccessRefusal::UnknownOfficer)?;
        if !holder.seen().covers(&officer.region) {
            return Err(AccessRefusal::UnknownOfficer.into());
        }
        let permit = holder.permit(&action::USER_CREATE, &officer.region)?;
        let account = Account {
            id: tx.id(now),
            officer: officer.id,
            login: self.login.clone(),
            password_hash: self.password_hash.clone(),
            must_change_password: true,
            disabled_at: None,
            external_ids: self.external_ids.clone(),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        insert_unique(tx, &account).await?;
        let subject = SubjectRef::new(SubjectKind::Account, account.id);
        replace_external_ids(tx, subject, &[], &account.external_ids).await?;
        Ok(permit.commit(Change::created(subject, &officer.region, &account), account))
    }
}

/// Inserts an account whose login nobody has yet.
pub(super) async fn insert_unique(tx: &Tx, account: &Account) -> Result<(), Stop> {
    match store::insert_account(tx, account).await {
        Err(fault) if fault.is_unique_violation() => {
            Err(AccessRefusal::LoginTaken { login: account.login.clone() }.into())
        }
        done => Ok(done?),
    }
}

/// A random initial password and its hash.
pub async fn initial_password(hasher: &Hasher) -> Result<(String, String), Fault> {
    let password = new_password();
    let hash = hasher.hash(password.clone()).await?;
    Ok((password, hash))
}

/// What is done to an existing account.
pub enum UserAct {
    /// No login from now on; every session ends.
    Disable,
    /// Login again.
    Enable,
    /// A new password that must be changed at the next login; every session ends.
    ResetPassword {
        /// Hash of the new password.
        password_hash: String,
    },
}

/// Disables, enables or gives a new password.
pub struct ChangeUser<'a> {
    /// Who asks.
    pub actor: Actor,
    /// Which account.
    pub id: AccountId,
    /// The version it was read at.
    pub if_match: String,
    /// What to do.
    pub act: UserAct,
    /// Told when the officer loses the login.
    pub watcher: &'a dyn GrantWatcher,
}

impl Work for ChangeUser<'_> {
    type Record = Committed<Account>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Account>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let now = tx.now().await?;
        let wanted = match self.act {
            UserAct::Disable => &action::USER_DISABLE,
            UserAct::Enable => &action::USER_ENABLE,
            UserAct::ResetPassword { .. } => &action::USER_RESET_PASSWORD,
        };
        let (_, region) = store::find_account(tx.conn(), self.id).await?.ok_or_else(|| unknown(&action::USER_READ))?;
        let subject = SubjectRef::new(SubjectKind::Account, self.id);
        let permit = holder.permit_on(wanted, subject, &region)?;
        let before = store::lock_account(tx, self.id).await?.ok_or_else(|| unknown(&action::USER_READ))?;
        match_version(&self.if_match, before.version)?;
        let mut followed = Vec::new();
        let after = match &self.act {
            UserAct::Disable if before.disabled_at.is_none() => Account { disabled_at: Some(now), ..before.clone() },
            UserAct::Enable if before.disabled_at.is_some() => Account { disabled_at: None, ..before.clone() },
            UserAct::ResetPassword { password_hash } => {
                Account { password_hash: password_hash.clone(), must_change_password: true, ..before.clone() }
            }
            UserAct::Disable | UserAct::Enable => return Err(AccessRefusal::AccountState.into()),
        };
        let after = Account { version: before.version + 1, updated_at: now, ..after };
        store::update_account(tx, &after, before.version).await?;
        if !matches!(self.act, UserAct::Enable) {
            followed = end_all_sessions(tx, self.id, &region).await?;
        }
        if matches!(self.act, UserAct::Disable) {
            followed.extend(self.watcher.right_lost(tx, before.officer).await?);
        }
        Ok(permit.commit(Change::changed(subject, &region, after.version, &before, &after), after).and(followed))
    }
}

/// Says by which names other systems know an account. Login, password and sessions stay as they are.
pub struct NameUser {
    /// Who asks.
    pub actor: Actor,
    /// Which account.
    pub id: AccountId,
    /// The version it was read at.
    pub if_match: String,
    /// All names, in place of those it had.
    pub external_ids: Vec<ExternalRef>,
}

impl Work for NameUser {
    type Record = Committed<Account>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Account>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::USER_SET_EXTERNAL_IDS;
        let (_, region) = store::find_account(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let subject = SubjectRef::new(SubjectKind::Account, self.id);
        let permit = holder.permit_on(wanted, subject, &region)?;
        let before = store::lock_account(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        let external_ids = self.external_ids.clone();
        let (version, updated_at) = (before.version + 1, tx.now().await?);
        let after = Account { external_ids, version, updated_at, ..before.clone() };
        store::update_account(tx, &after, before.version).await?;
        replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(Change::changed(subject, &region, after.version, &before, &after), after))
    }
}

/// Ends every session of an account; each end is a change of its own.
async fn end_all_sessions(tx: &Tx, account: AccountId, region: &RegionCode) -> Result<Vec<Change>, Fault> {
    let now = tx.now().await?;
    let live = store::live_sessions(tx.conn(), account, now).await?;
    store::end_sessions(tx, live.iter().map(|s| s.id).collect(), now).await?;
    Ok(live.iter().map(|s| ended(s.id, region, now)).collect())
}

/// Puts a new password in place and ends every session: the change, and those that follow from it.
pub(super) async fn replace_password(
    tx: &Tx,
    id: AccountId,
    password_hash: String,
    must_change: bool,
) -> Result<(Change, Vec<Change>), Stop> {
    let now = tx.now().await?;
    let before = store::lock_account(tx, id).await?.ok_or_else(|| unknown(&action::USER_READ))?;
    let (_, region) = store::find_account(tx.conn(), id).await?.ok_or_else(|| unknown(&action::USER_READ))?;
    let after = Account {
        password_hash,
        must_change_password: must_change,
        version: before.version + 1,
        updated_at: now,
        ..before.clone()
    };
    store::update_account(tx, &after, before.version).await?;
    let ended = end_all_sessions(tx, id, &region).await?;
    let subject = SubjectRef::new(SubjectKind::Account, id);
    let change = Change::changed(subject, &region, after.version, &before, &after);
    Ok((change.named(action::PASSWORD_CHANGE.name), ended))
}

/// A person changes the own password. Every session ends, this one too.
pub struct ChangePassword {
    actor: Actor,
    account: AccountId,
    password_hash: String,
}

/// Verifies the present password and hashes the new one.
pub async fn change_password(
    db: &Db,
    hasher: &Hasher,
    actor: Actor,
    present: String,
    wanted: String,
) -> Result<ChangePassword, Stop> {
    let Principal::Account { account, .. } = actor.principal else { return Err(unknown(&action::USER_READ).into()) };
    let (found, _) = store::find_account(db.read(), account).await?.ok_or_else(|| unknown(&action::USER_READ))?;
    check_password(&wanted, &found.login).map_err(|weak| Refusal::from(weak).placed(Some("/wanted")))?;
    if !hasher.verify(present, Some(found.password_hash)).await? {
        return Err(AccessRefusal::WrongPassword.into());
    }
    Ok(ChangePassword { actor, account, password_hash: hasher.hash(wanted).await? })
}

impl Work for ChangePassword {
    type Record = Committed<Account>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Account>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let (_, region) =
            store::find_account(tx.conn(), self.account).await?.ok_or_else(|| unknown(&action::USER_READ))?;
        let permit: Permit = holder.permit(&action::PASSWORD_CHANGE, &region)?;
        let (change, ended) = replace_password(tx, self.account, self.password_hash.clone(), false).await?;
        let (account, _) =
            store::find_account(tx.conn(), self.account).await?.ok_or_else(|| unknown(&action::USER_READ))?;
        Ok(permit.commit(change, account).and(ended))
    }
}

/// One account.
pub async fn read_user(db: &Db, holder: &Holder, id: AccountId) -> Result<Account, Stop> {
    let (account, region) = store::find_account(db.read(), id).await?.ok_or_else(|| unknown(&action::USER_READ))?;
    let _permit = holder.permit_on(&action::USER_READ, SubjectRef::new(SubjectKind::Account, id), &region)?;
    Ok(account)
}

/// Accounts of officers in the holder's regions.
pub async fn list_users(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    external: Option<&ExternalRef>,
    listing: &Listing,
) -> Result<Page<Account>, Stop> {
    let scope = holder.scope_within(&action::USER_READ, region)?;
    let only = only_named(db.read(), SubjectKind::Account, external).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let now = db.now().await?;
    Ok(store::list_accounts(db.read(), &scope, only, listing, now).await?)
}
