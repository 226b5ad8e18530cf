//! Logging in and out.

use crate::{
    ground::{
        authority::{Actor, Assurance, Permit, Principal, action, unknown},
        kernel::{AccountId, Digest, Instant, RegionCode, SessionId, SubjectKind, SubjectRef},
        platform::{Db, Fault, Keys, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::access::{
        AccessRefusal, Hasher, Policy,
        model::Session,
        store,
        token::{TokenKind, new_token},
    },
};

/// What a person shows to log in.
pub struct LoginRequest {
    /// The public principal of the request.
    pub actor: Actor,
    /// The login.
    pub login: String,
    /// The password.
    pub password: String,
    /// True for a browser: the token becomes a cookie.
    pub cookie: bool,
}

/// A session as it is given out, once.
pub struct NewSession {
    /// The session.
    pub session: Session,
    /// Its token.
    pub token: String,
    /// Its CSRF token, for cookies.
    pub csrf: Option<String>,
}

/// Verifies login and password and opens a session. Unknown login, wrong password, locked and disabled account get one answer
/// and cost one hash each.
pub async fn log_in(
    db: &Db,
    hasher: &Hasher,
    keys: &Keys,
    policy: &Policy,
    asked: LoginRequest,
) -> Result<NewSession, Stop> {
    let account = format!("account:{}", keys.blind_index("login", &asked.login));
    let _turn = hasher.turn(&account).await;
    let now = db.now().await?;
    let address = asked.actor.request.address.as_ref().map(|a| format!("address:{a}"));
    let subjects: Vec<String> = [account].into_iter().chain(address).collect();
    let waiting = store::locked_until(db.read(), &subjects).await? > now;
    let account = store::find_account_by_login(db.read(), &asked.login).await?.filter(|a| a.disabled_at.is_none());
    let fits = hasher.verify(asked.password, account.as_ref().map(|a| a.password_hash.clone())).await?;
    let Some(account) = account.filter(|_| fits && !waiting) else {
        // The hash took its time: the wait begins now.
        let failed_at = db.now().await?;
        for subject in &subjects {
            if !waiting {
                store::count_failure(db.unguarded(), subject, failed_at).await?;
            }
            store::count_by_hour(db.unguarded(), subject, failed_at).await?;
        }
        return Err(AccessRefusal::LoginFailed.into());
    };
    let (token, token_digest) = new_token(TokenKind::Session);
    let csrf = asked.cookie.then(|| new_token(TokenKind::Csrf));
    let work = OpenSession {
        actor: asked.actor,
        account: account.id,
        token: token_digest,
        csrf: csrf.as_ref().map(|(_, digest)| *digest),
        cookie: asked.cookie,
        hours: policy.session_hours,
        at_once: policy.sessions_per_account,
        guards: subjects,
        begun: now,
    };
    let session = db.write(&work).await?;
    Ok(NewSession { session, token, csrf: csrf.map(|(token, _)| token) })
}

struct OpenSession {
    actor: Actor,
    account: AccountId,
    token: Digest,
    csrf: Option<Digest>,
    cookie: bool,
    hours: u32,
    at_once: u32,
    /// Its account first, then its address.
    guards: Vec<String>,
    /// When the request came.
    begun: Instant,
}

impl Work for OpenSession {
    type Record = Committed<Session>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Session>, Stop> {
        let now = tx.now().await?;
        let account = store::lock_account(tx, self.account)
            .await?
            .filter(|a| a.disabled_at.is_none())
            .ok_or(AccessRefusal::LoginFailed)?;
        // Of guesses sent at once to several processes, those that fail first make the one that fits wait.
        if store::lock_guards(tx, &self.guards).await? > self.begun {
            return Err(AccessRefusal::LoginFailed.into());
        }
        let officer = store::find_officer(tx.conn(), account.officer)
            .await?
            .ok_or_else(|| Fault::inconsistent("an account without officer"))?;
        let session = Session {
            id: tx.id(now),
            account: account.id,
            assurance: Assurance::SingleFactor,
            cookie: self.cookie,
            created_at: now,
            expires_at: now.plus_millis(i64::from(self.hours) * 3_600_000),
            address: self.actor.request.address.clone(),
        };
        let live = store::live_sessions(tx.conn(), account.id, now).await?;
        let keep = (self.at_once as usize).saturating_sub(1);
        let surplus: Vec<Session> = live.iter().take(live.len().saturating_sub(keep)).cloned().collect();
        store::end_sessions(tx, surplus.iter().map(|s| s.id).collect(), now).await?;
        store::insert_session(tx, &session, &self.token, self.csrf.as_ref()).await?;
        if let Some(account) = self.guards.first() {
            store::clear_guard(tx, account).await?;
        }
        let principal = Principal::Account {
            account: account.id,
            officer: officer.id,
            organisation: officer.organisation,
            session: session.id,
        };
        let actor = Actor { principal, ..self.actor.clone() };
        let permit = Permit::for_public(actor, &action::SESSION_CREATE)
            .ok_or_else(|| Fault::inconsistent("the action is not public"))?;
        let ended = surplus.iter().map(|s| ended(s.id, &officer.region, now));
        let opened = Change::created(SubjectRef::new(SubjectKind::Session, session.id), &officer.region, &session);
        Ok(permit.commit(opened, session).and(ended))
    }
}

/// What the trail keeps of a session's end.
pub(super) fn ended(id: SessionId, region: &RegionCode, now: Instant) -> Change {
    let (before, after) = (serde_json::json!({"ended_at": null}), serde_json::json!({"ended_at": now}));
    Change::changed(SubjectRef::new(SubjectKind::Session, id), region, 2, &before, &after)
        .named(action::SESSION_END.name)
}

/// Ends one of one's own sessions. Ending an ended one is harmless.
pub struct EndSession {
    /// Who asks.
    pub actor: Actor,
    /// Which; the present one when not given.
    pub id: Option<SessionId>,
}

impl Work for EndSession {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let holder = crate::office::access::holder(tx, &self.actor).await?;
        let Principal::Account { account, officer, session, .. } = self.actor.principal else {
            return Err(unknown(&action::SESSION_READ).into());
        };
        let now = tx.now().await?;
        let officer = store::find_officer(tx.conn(), officer).await?.ok_or_else(|| unknown(&action::SESSION_READ))?;
        let permit = holder.permit(&action::SESSION_END, &officer.region)?;
        let wanted = self.id.unwrap_or(session);
        store::lock_account(tx, account).await?;
        let live = store::live_sessions(tx.conn(), account, now).await?;
        if !live.iter().any(|s| s.id == wanted) {
            return Err(unknown(&action::SESSION_READ).into());
        }
        store::end_sessions(tx, vec![wanted], now).await?;
        Ok(permit.commit(ended(wanted, &officer.region, now), ()))
    }
}

/// One's own live sessions.
pub async fn list_own_sessions(db: &Db, actor: &Actor) -> Result<Vec<Session>, Stop> {
    let Principal::Account { account, .. } = actor.principal else { return Ok(Vec::new()) };
    Ok(store::live_sessions(db.read(), account, db.now().await?).await?)
}
