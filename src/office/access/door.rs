//! The door: who stands behind a token, and what is kept of those who are turned away.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{service::narrowed, store, token::TokenKind};
use crate::ground::{
    authority::{Actor, Assurance, Grant, Holder, Principal, RequestContext, Role},
    kernel::{Denial, Digest, Instant, SessionId},
    platform::{Config, Db, Fault, SecondFactor, Stop},
    trail::record_denial,
    wire::{Credentials, Door},
};

/// A session is noted as used at most this often.
const TOUCH_MS: i64 = 60_000;
/// How long a request waits for that note.
const NOTED: Duration = Duration::from_millis(500);

/// How long sessions live and what is asked of logins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Milliseconds without a request after which a session ends.
    pub idle_ms: i64,
    /// Hours after which a session ends in any case.
    pub session_hours: u32,
    /// Sessions an account may have at once.
    pub sessions_per_account: u32,
    /// Whether actions marked `fresh_factor` need a second factor (which nobody can give yet).
    pub factor_required: bool,
}

impl From<&Config> for Policy {
    fn from(config: &Config) -> Self {
        let security = &config.security;
        Self {
            idle_ms: i64::from(security.session_idle_minutes) * 60_000,
            session_hours: security.session_hours,
            sessions_per_account: security.sessions_per_account.max(1),
            factor_required: security.second_factor == SecondFactor::Required,
        }
    }
}

/// Lets people and systems in by their tokens.
pub struct AccessDoor {
    /// The database.
    pub db: Db,
    /// Limits.
    pub policy: Policy,
    noting: Arc<Mutex<HashSet<SessionId>>>,
}

impl AccessDoor {
    /// Over a database.
    pub fn new(db: Db, policy: Policy) -> Self {
        Self { db, policy, noting: Arc::default() }
    }

    /// Notes that a session was used. A request waits for that, but not behind whoever holds the one writer of SQLite for long: then the
    /// note is written when its turn comes, once, and whoever only reads goes on.
    async fn note_use(&self, session: SessionId, now: Instant) {
        if !self.noting.lock().unwrap_or_else(PoisonError::into_inner).insert(session) {
            return;
        }
        let (db, noting) = (self.db.clone(), self.noting.clone());
        let noted = tokio::spawn(async move {
            // A full disk keeps nobody from reading.
            let noted = store::touch_session(db.unguarded(), session, now).await;
            noted.unwrap_or_else(|fault| tracing::warn!(%fault, "the use of a session could not be noted"));
            noting.lock().unwrap_or_else(PoisonError::into_inner).remove(&session);
        });
        let _in_time = tokio::time::timeout(NOTED, noted).await;
    }

    async fn by_session(
        &self,
        token: &str,
        csrf: Option<Option<&str>>,
        (context, now): (RequestContext, Instant),
    ) -> Result<Option<Holder>, Stop> {
        let digest = Digest::of(token.as_bytes());
        let found = store::find_admission(self.db.read(), &digest, now, self.policy.idle_ms).await?;
        let Some(found) = found else { return Ok(None) };
        // A browser's session comes as a cookie only, and on unsafe methods with its CSRF token; a bearer session never as a cookie.
        let fits = match (csrf, &found.csrf) {
            (None, None) => true,
            (Some(None), Some(_)) => true,
            (Some(Some(given)), Some(kept)) => Digest::of(given.as_bytes()).to_string() == *kept,
            (None, Some(_)) | (Some(_), None) => false,
        };
        if !fits {
            return Ok(None);
        }
        if now.millis() - found.last_used_at.millis() > TOUCH_MS {
            self.note_use(found.session, now).await;
        }
        let principal = Principal::Account {
            account: found.account,
            officer: found.officer,
            organisation: found.organisation,
            session: found.session,
        };
        let actor = Actor {
            assurance: found.assurance,
            factor_at: found.factor_at,
            factor_required: self.policy.factor_required,
            layer: found.layer,
            ..Actor::without_login(principal, context)
        };
        let grants = if found.must_change_password { Vec::new() } else { found.grants };
        Ok(Some(Holder::assemble(actor, grants, None)))
    }

    async fn by_client_token(
        &self,
        token: &str,
        (context, now): (RequestContext, Instant),
    ) -> Result<Option<Holder>, Stop> {
        let found = store::find_client_by_token(self.db.read(), &Digest::of(token.as_bytes()), now).await?;
        Ok(found.map(|(client, scopes)| {
            let grants = vec![Grant { role: Role::Integration, region: client.region }];
            let allowed = narrowed(client.actions, Some(&scopes));
            let actor = Actor {
                assurance: Assurance::SingleFactor,
                factor_required: self.policy.factor_required,
                scopes: Some(scopes),
                layer: client.layer,
                ..Actor::without_login(Principal::Client { client: client.id }, context)
            };
            Holder::assemble(actor, grants, Some(allowed))
        }))
    }
}

impl Door for AccessDoor {
    fn admit<'a>(
        &'a self,
        credentials: Credentials<'a>,
        context: RequestContext,
        now: Instant,
    ) -> BoxFuture<'a, Result<Option<Holder>, Stop>> {
        let asked = (context, now);
        async move {
            Ok(match credentials {
                Credentials::Bearer(token) => match TokenKind::of(token) {
                    Some(TokenKind::Session) => self.by_session(token, None, asked).await?,
                    Some(TokenKind::Access) => self.by_client_token(token, asked).await?,
                    Some(TokenKind::ClientSecret | TokenKind::Setup | TokenKind::Csrf) | None => None,
                },
                Credentials::Cookie { token, csrf, safe } => {
                    let csrf = if safe { None } else { Some(csrf.unwrap_or_default()) };
                    self.by_session(token, Some(csrf), asked).await?
                }
            })
        }
        .boxed()
    }

    fn count_rejected<'a>(&'a self, address: Option<&'a str>) -> BoxFuture<'a, ()> {
        let count = async move {
            let subject = format!("unauthenticated:{}", address.unwrap_or_default());
            store::count_by_hour(self.db.unguarded(), &subject, self.db.now().await?).await
        };
        count.map(|done| done.unwrap_or_else(|fault| tracing::warn!(%fault, "a 401 could not be counted"))).boxed()
    }

    fn record_denial<'a>(&'a self, actor: Actor, denial: Denial) -> BoxFuture<'a, ()> {
        async move { record_denial(&self.db, &actor, &denial).await }.boxed()
    }

    fn now(&self) -> BoxFuture<'_, Result<Instant, Fault>> {
        self.db.now().boxed()
    }
}
