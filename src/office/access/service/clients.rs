//! API clients: create, change, rotate secrets, issue access tokens.

use crate::{
    ground::{
        authority::{Actor, Holder, Principal, Role, Who, action, unknown},
        kernel::{ClientId, Digest, Instant, Layer, RegionCode, SubjectKind, SubjectRef},
        platform::{Db, Fault, Listing, Page, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::access::{
        AccessRefusal, holder,
        model::ApiClient,
        store,
        token::{TokenKind, new_token},
    },
};

/// Days for which a secret is good.
const SECRET_DAYS: i64 = 365;
/// Seconds for which an access token is good.
pub const TOKEN_SECONDS: i64 = 900;

/// Refuses actions that the role `integration` does not have: no client ever approves or pays.
fn known_actions(actions: &[String]) -> Result<(), AccessRefusal> {
    let possible = |name: &String| {
        action::all()
            .any(|a| a.name == name && matches!(a.who, Who::Roles(roles) if roles.contains(&Role::Integration)))
    };
    match actions.iter().find(|a| !possible(a)) {
        Some(action) => Err(AccessRefusal::UnknownAction { action: action.clone() }),
        None => Ok(()),
    }
}

/// Registers another system.
pub struct CreateClient {
    /// Who asks.
    pub actor: Actor,
    /// Name.
    pub name: String,
    /// Where.
    pub region: RegionCode,
    /// What it may do.
    pub actions: Vec<String>,
    /// Digest of its first secret.
    pub secret: Digest,
}

/// A fresh client secret and its digest.
pub fn new_secret() -> (String, Digest) {
    new_token(TokenKind::ClientSecret)
}

fn secret_expiry(now: Instant) -> Instant {
    now.plus_millis(SECRET_DAYS * 86_400_000)
}

impl Work for CreateClient {
    type Record = Committed<ApiClient>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ApiClient>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        super::officers::known_region(tx, &self.region).await?;
        let permit = holder.permit(&action::CLIENT_CREATE, &self.region)?;
        known_actions(&self.actions)?;
        let now = tx.now().await?;
        let client = ApiClient {
            id: tx.id(now),
            name: self.name.clone(),
            region: self.region.clone(),
            actions: self.actions.clone(),
            disabled_at: None,
            layer: if self.actor.layer == Layer::Sample { Layer::Sample } else { Layer::Own },
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_client(tx, &client).await?;
        store::insert_secret(tx, client.id, &self.secret, secret_expiry(now)).await?;
        Ok(permit.commit(
            Change::created(SubjectRef::new(SubjectKind::ApiClient, client.id), &client.region, &client),
            client,
        ))
    }
}

/// What is done to an existing client.
pub enum ClientAct {
    /// New name or actions, or disabled.
    Change {
        /// New name.
        name: Option<String>,
        /// New actions.
        actions: Option<Vec<String>>,
        /// Disabled or enabled.
        disabled: Option<bool>,
    },
    /// One more secret; the oldest of two is revoked.
    Rotate {
        /// Digest of the new secret.
        secret: Digest,
    },
}

/// Changes a client or rotates its secret.
pub struct ChangeClient {
    /// Who asks.
    pub actor: Actor,
    /// Which client.
    pub id: ClientId,
    /// The version it was read at.
    pub if_match: String,
    /// What to do.
    pub act: ClientAct,
}

impl Work for ChangeClient {
    type Record = Committed<ApiClient>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ApiClient>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_client(tx, self.id).await?.ok_or_else(|| unknown(&action::CLIENT_READ))?;
        let subject = SubjectRef::new(SubjectKind::ApiClient, self.id);
        let wanted =
            if matches!(self.act, ClientAct::Rotate { .. }) { &action::CLIENT_ROTATE } else { &action::CLIENT_CHANGE };
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        let mut after = ApiClient { version: before.version + 1, updated_at: now, ..before.clone() };
        match &self.act {
            ClientAct::Change { name, actions, disabled } => {
                if let Some(actions) = actions {
                    known_actions(actions)?;
                    after.actions.clone_from(actions);
                }
                after.name = name.clone().unwrap_or(after.name);
                after.disabled_at =
                    disabled.map_or(after.disabled_at, |off| off.then(|| before.disabled_at.unwrap_or(now)));
            }
            ClientAct::Rotate { secret } => {
                store::revoke_older_secrets(tx, self.id).await?;
                store::insert_secret(tx, self.id, secret, secret_expiry(now)).await?;
            }
        }
        store::update_client(tx, &after, before.version).await?;
        Ok(permit.commit(Change::changed(subject, &after.region, after.version, &before, &after), after))
    }
}

/// An access token as it is given out, once.
pub struct AccessToken {
    /// The token.
    pub token: String,
    /// What it may do.
    pub actions: Vec<String>,
}

/// Client credentials (RFC 6749 §4.4): a short-lived token for the actions asked for, all of them when none is named.
pub async fn issue_token(
    db: &Db,
    actor: Actor,
    client_id: &str,
    secret: &str,
    scope: Option<&str>,
) -> Result<AccessToken, Stop> {
    let now = db.now().await?;
    let id: ClientId = client_id.parse().map_err(|_| AccessRefusal::ClientRejected)?;
    let live = store::secret_is_live(db.read(), id, &Digest::of(secret.as_bytes()), now).await?;
    let client = store::find_client(db.read(), id).await?.filter(|c| c.disabled_at.is_none() && live);
    let Some(client) = client else {
        for subject in [Some(format!("client:{id}")), actor.request.address.as_ref().map(|a| format!("address:{a}"))]
            .into_iter()
            .flatten()
        {
            store::count_failure(db.unguarded(), &subject, now).await?;
        }
        return Err(AccessRefusal::ClientRejected.into());
    };
    let asked: Vec<String> = scope.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    if let Some(action) = asked.iter().find(|a| !client.actions.contains(a)) {
        return Err(AccessRefusal::ScopeTooWide { action: action.clone() }.into());
    }
    let actions = if asked.is_empty() { client.actions.clone() } else { asked };
    let (token, digest) = new_token(TokenKind::Access);
    db.write(&KeepToken { actor, client, token: digest, actions: actions.clone() }).await?;
    Ok(AccessToken { token, actions })
}

struct KeepToken {
    actor: Actor,
    client: ApiClient,
    token: Digest,
    actions: Vec<String>,
}

impl Work for KeepToken {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let now = tx.now().await?;
        store::insert_client_token(
            tx,
            &self.token,
            self.client.id,
            &self.actions,
            now.plus_millis(TOKEN_SECONDS * 1000),
        )
        .await?;
        let actor = Actor { principal: Principal::Client { client: self.client.id }, ..self.actor.clone() };
        let permit = crate::ground::authority::Permit::for_public(actor, &action::TOKEN_ISSUE)
            .ok_or_else(|| Fault::inconsistent("the action is not public"))?;
        // The token row is no resource: its subject is a session of the client, known by nothing but its time and actions.
        let subject = SubjectRef { kind: SubjectKind::Session, id: tx.uuid(now) };
        let after = serde_json::json!({"client_id": self.client.id, "actions": self.actions});
        Ok(permit.commit(Change::created(subject, &self.client.region, &after), ()))
    }
}

/// One client.
pub async fn read_client(db: &Db, holder: &Holder, id: ClientId) -> Result<ApiClient, Stop> {
    let client = store::find_client(db.read(), id).await?.ok_or_else(|| unknown(&action::CLIENT_READ))?;
    let _permit =
        holder.permit_on(&action::CLIENT_READ, SubjectRef::new(SubjectKind::ApiClient, id), &client.region)?;
    Ok(client)
}

/// Clients in the holder's regions.
pub async fn list_clients(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    listing: &Listing,
) -> Result<Page<ApiClient>, Stop> {
    let scope = holder.scope_within(&action::CLIENT_READ, region)?;
    let now = db.now().await?;
    Ok(store::list_clients(db.read(), &scope, listing, now).await?)
}
