//! `/users`: accounts.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::AccessParts;
use crate::{
    ground::{
        kernel::{AccountId, Instant, OfficerId, RegionCode},
        wire::{
            Acting, Caller, Created, Creating, Done, ExternalId, ExternalIds, Filter, Lister, PageOf, Read, Reads,
            Refused, Writes, given, resource, shown,
        },
    },
    office::access::{
        model::Account,
        service::users::{ChangeUser, CreateUser, NameUser, UserAct, initial_password, list_users, read_user},
    },
};

/// A login of an officer.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct UserView {
    /// Id of the account.
    pub id: AccountId,
    /// Version, for `If-Match`.
    pub etag: String,
    /// Whose.
    pub officer_id: OfficerId,
    /// The name typed at login.
    pub login: String,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
    /// Since when it is disabled.
    pub disabled_at: Option<Instant>,
    /// The initial password, shown this once.
    pub initial_password: Option<String>,
    /// False in the repetition of an answer that showed a secret.
    pub secret_shown: Option<bool>,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalId>,
    /// When it came into being.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}
resource!(UserView, "/users");

impl From<&Account> for UserView {
    fn from(a: &Account) -> Self {
        Self {
            id: a.id,
            etag: a.version.to_string(),
            officer_id: a.officer,
            login: a.login.clone(),
            must_change_password: a.must_change_password,
            disabled_at: a.disabled_at,
            initial_password: None,
            secret_shown: None,
            external_ids: shown(&a.external_ids),
            created_at: a.created_at,
            updated_at: a.updated_at,
        }
    }
}

impl UserView {
    fn showing(account: &Account, password: &str) -> Self {
        Self { initial_password: Some(password.into()), secret_shown: Some(true), ..Self::from(account) }
    }
}

/// A new account; its initial password is in the answer.
#[derive(Debug, Object)]
pub struct NewUser {
    /// Whose.
    officer_id: OfficerId,
    /// The name typed at login: letters, digits, `.`, `_`, `-`.
    #[oai(validator(pattern = "^[a-z0-9][a-z0-9._-]{2,63}$"))]
    login: String,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Filters of accounts.
#[derive(Debug, Object)]
pub struct UserFilter {
    /// Only accounts of officers in this region and everything inside it.
    pub region: Option<RegionCode>,
}

impl Filter for UserFilter {
    const MARK: &'static str = "list:UserFilter:sync:external";
}

/// Accounts.
pub struct UsersApi(pub AccessParts);

impl UsersApi {
    async fn act(&self, by: Acting, id: AccountId, act: UserAct) -> Result<Done<UserView>, Refused<Writes>> {
        let watcher = &*self.0.watcher;
        let work = ChangeUser { actor: by.actor.clone(), id, if_match: by.if_match.clone(), act, watcher };
        by.run(&self.0.db, &work, |a| UserView::from(a)).await
    }
}

#[OpenApi]
impl UsersApi {
    /// Accounts in one's regions
    #[oai(path = "/users", method = "get", operation_id = "access.user.list")]
    async fn list(&self, by: Lister<UserFilter>) -> Result<Json<PageOf<UserView>>, Refused<Reads>> {
        let (region, external) = (by.filter.region.as_ref(), by.external.as_ref());
        let page = list_users(&self.0.db, &by.holder, region, external, &by.listing).await?;
        Ok(Json(page.map(|a| UserView::from(&a)).into()))
    }

    /// Create an account for an officer
    #[oai(path = "/users", method = "post", operation_id = "access.user.create")]
    async fn create(&self, by: Creating, body: Json<NewUser>) -> Result<Created<UserView>, Refused<Writes>> {
        let NewUser { officer_id, login, external_ids } = body.0;
        let (password, password_hash) = initial_password(&self.0.hasher).await?;
        let external_ids = given(external_ids).unwrap_or_default();
        let work = CreateUser { actor: by.actor.clone(), officer: officer_id, login, password_hash, external_ids };
        by.run(&self.0.db, &work, |a| UserView::showing(a, &password)).await
    }

    /// One account
    #[oai(path = "/users/:id", method = "get", operation_id = "access.user.read")]
    async fn read(&self, by: Caller, id: Path<AccountId>) -> Result<Read<UserView>, Refused<Reads>> {
        Ok(Read(UserView::from(&read_user(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Disable an account; every session of it ends at once
    #[oai(path = "/users/:id/disable", method = "post", operation_id = "access.user.disable")]
    async fn disable(&self, by: Acting, id: Path<AccountId>) -> Result<Done<UserView>, Refused<Writes>> {
        self.act(by, id.0, UserAct::Disable).await
    }

    /// Enable a disabled account
    #[oai(path = "/users/:id/enable", method = "post", operation_id = "access.user.enable")]
    async fn enable(&self, by: Acting, id: Path<AccountId>) -> Result<Done<UserView>, Refused<Writes>> {
        self.act(by, id.0, UserAct::Enable).await
    }

    /// Give an account a new initial password; every session of it ends at once
    #[oai(path = "/users/:id/reset-password", method = "post", operation_id = "access.user.reset_password")]
    async fn reset_password(&self, by: Acting, id: Path<AccountId>) -> Result<Done<UserView>, Refused<Writes>> {
        let (password, password_hash) = initial_password(&self.0.hasher).await?;
        let act = UserAct::ResetPassword { password_hash };
        let watcher = &*self.0.watcher;
        let work = ChangeUser { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), act, watcher };
        by.run(&self.0.db, &work, |a| UserView::showing(a, &password)).await
    }

    /// Say by which names other systems know an account, in place of those it had
    #[oai(path = "/users/:id/external-ids", method = "post", operation_id = "access.user.set_external_ids")]
    async fn set_external_ids(
        &self,
        by: Acting,
        id: Path<AccountId>,
        body: Json<ExternalIds>,
    ) -> Result<Done<UserView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = NameUser { actor, id: id.0, if_match, external_ids: body.0.into() };
        by.run(&self.0.db, &work, |a| UserView::from(a)).await
    }
}
