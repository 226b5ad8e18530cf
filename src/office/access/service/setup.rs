//! The first administrator: a one-time token makes one security administrator and nothing else.

use crate::{
    ground::{
        authority::{Actor, Permit, Role, action},
        kernel::{Digest, GrantId, Layer, Refusal, RegionCode, SubjectKind, SubjectRef},
        platform::{Db, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::access::{
        AccessRefusal, Hasher,
        model::{Account, GrantState, Officer, RoleGrant},
        password::check_password,
        store,
        token::{TokenKind, new_password, new_token},
    },
};

/// Minutes for which the one-time token is good.
const TOKEN_MINUTES: i64 = 30;

/// Gives a one-time token, unless a security administrator can log in. Earlier ones are good no longer.
pub struct IssueSetupToken {
    token: Digest,
}

/// Makes a new one-time token and keeps its digest. The token is in the answer and nowhere else.
pub async fn issue_setup_token(db: &Db) -> Result<String, Stop> {
    let (token, digest) = new_token(TokenKind::Setup);
    db.write(&IssueSetupToken { token: digest }).await?;
    Ok(token)
}

impl Work for IssueSetupToken {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let now = tx.now().await?;
        if store::can_anybody_administer(tx.conn(), now.day()).await? {
            return Err(AccessRefusal::AdministratorExists.into());
        }
        store::lock_setup_tokens(tx).await?;
        store::void_setup_tokens(tx).await?;
        let expires_at = now.plus_millis(TOKEN_MINUTES * 60_000);
        let id = store::insert_setup_token(tx, &self.token, expires_at).await?;
        let permit = Permit::for_job("cli", &action::FIRST_ADMINISTRATOR_CREATE);
        let subject = SubjectRef { kind: SubjectKind::SetupToken, id };
        let after = serde_json::json!({"expires_at": expires_at});
        Ok(permit.commit(Change::created(subject, &RegionCode::nation(), &after).named("access.setup_token.issue"), ()))
    }
}

/// Makes the first security administrator.
pub struct CreateFirstAdministrator {
    /// The public principal of the request.
    pub actor: Actor,
    /// The one-time token.
    pub token: String,
    /// Officer's name.
    pub name: String,
    /// Login.
    pub login: String,
    /// Hash of the password, checked and made before the transaction.
    pub password_hash: String,
    /// Layer of the officer; a demonstration's administrator is a sample.
    pub layer: Layer,
}

impl Work for CreateFirstAdministrator {
    type Record = Committed<(Officer, Account)>;

    async fn run(&self, tx: &Tx) -> Result<Committed<(Officer, Account)>, Stop> {
        let now = tx.now().await?;
        store::lock_setup_tokens(tx).await?;
        if !store::use_setup_token(tx, &Digest::of(self.token.as_bytes())).await? {
            return Err(AccessRefusal::SetupTokenInvalid.into());
        }
        if store::can_anybody_administer(tx.conn(), now.day()).await? {
            return Err(AccessRefusal::AdministratorExists.into());
        }
        store::void_setup_tokens(tx).await?;
        let nation = RegionCode::nation();
        let officer = Officer {
            id: tx.id(now),
            name: self.name.clone(),
            region: nation.clone(),
            organisation: None,
            layer: self.layer,
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_officer(tx, &officer).await?;
        let account = Account {
            id: tx.id(now),
            officer: officer.id,
            login: self.login.clone(),
            password_hash: self.password_hash.clone(),
            must_change_password: false,
            disabled_at: None,
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        super::users::insert_unique(tx, &account).await?;
        let grant = RoleGrant {
            id: GrantId::new(tx.uuid(now)),
            officer: officer.id,
            role: Role::SecurityAdmin,
            region: nation.clone(),
            valid_from: now.day(),
            valid_to: None,
            state: GrantState::Active,
            bootstrap: true,
            proposed_by: None,
            confirmed_by: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_grant(tx, &grant).await?;
        let permit = Permit::for_public(self.actor.clone(), &action::FIRST_ADMINISTRATOR_CREATE)
            .ok_or_else(|| crate::ground::platform::Fault::inconsistent("the action is not public"))?;
        let made = Change::created(SubjectRef::new(SubjectKind::Officer, officer.id), &nation, &officer);
        let with_it = [
            Change::created(SubjectRef::new(SubjectKind::Account, account.id), &nation, &account),
            Change::created(SubjectRef::new(SubjectKind::RoleGrant, grant.id), &nation, &grant).state("active"),
        ];
        Ok(permit.commit(made, (officer, account)).and(with_it))
    }
}

/// Checks and hashes the password, then makes the first administrator.
pub async fn create_first_administrator(
    db: &Db,
    hasher: &Hasher,
    actor: Actor,
    asked: (String, String, String, String),
) -> Result<CreateFirstAdministrator, Stop> {
    let (token, name, login, password) = asked;
    check_password(&password, &login).map_err(|weak| Refusal::from(weak).placed(Some("/password")))?;
    // Hashing before the token is looked at would let anybody make the server work: what does not look like a
    // token costs nothing. Whoever makes one up costs a hash, within the limit of their address.
    if TokenKind::of(&token) != Some(TokenKind::Setup) {
        return Err(AccessRefusal::SetupTokenInvalid.into());
    }
    let layer = if db.clock() == crate::ground::platform::Clock::Manual { Layer::Sample } else { Layer::Own };
    Ok(CreateFirstAdministrator { actor, token, name, login, password_hash: hasher.hash(password).await?, layer })
}

/// `steward user reset`: a new password for an account whose holder cannot log in, given on the server itself.
pub struct ResetByOperator {
    login: String,
    password_hash: String,
}

/// Gives an account a new random password that must be changed at the next login. The password is in the answer and nowhere else.
pub async fn reset_by_operator(db: &Db, hasher: &Hasher, login: &str) -> Result<String, Stop> {
    let password = new_password();
    let work = ResetByOperator { login: login.into(), password_hash: hasher.hash(password.clone()).await? };
    db.write(&work).await?;
    Ok(password)
}

impl Work for ResetByOperator {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let found = store::find_account_by_login(tx.conn(), &self.login).await?;
        let account = found.ok_or(AccessRefusal::UnknownOfficer)?;
        let permit = Permit::for_job("cli", &action::USER_RESET_PASSWORD);
        let (change, ended) = super::users::replace_password(tx, account.id, self.password_hash.clone(), true).await?;
        Ok(permit.commit(change, ()).and(ended))
    }
}
