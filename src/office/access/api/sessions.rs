//! `/sessions`, `/me`, `/password`, `/first-administrator`, `/oauth/token`.

use poem::{IntoResponse, Response, http::StatusCode};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::Path,
    payload::{Form, Json},
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::{ToJSON as _, Type as _},
};

use super::AccessParts;
use crate::{
    ground::{
        authority::{Principal, Role},
        kernel::{AccountId, ClientId, Instant, OfficerId, OrganisationId, RegionCode, SessionId},
        wire::{Caller, Plain, Reads, Refused, SESSION_COOKIE, Stranger, Text, Writes, wire_words},
    },
    office::access::{
        model::Session,
        service::{
            clients::{TOKEN_SECONDS, issue_token},
            sessions::{EndSession, LoginRequest, NewSession, list_own_sessions, log_in},
            setup::create_first_administrator,
            users::change_password,
        },
    },
};

crate::ground::kernel::words! {
    /// How a session's token travels.
    pub enum Transport {
        Bearer = "bearer" "令牌",
        Cookie = "cookie" "浏览器 Cookie",
    }
}
wire_words!(Role, Transport);

/// What a person logs in with.
#[derive(Debug, Object)]
pub struct Login {
    /// Login.
    login: Text<64>,
    /// Password.
    password: Text<128>,
    /// `cookie` for browsers (the token becomes a cookie, unsafe methods need `X-CSRF-Token`); `bearer` for tools, the default.
    transport: Option<Transport>,
}

/// A session.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SessionView {
    /// Id.
    pub id: SessionId,
    /// Account.
    pub account_id: AccountId,
    /// The token, shown this once; absent for a cookie.
    pub token: Option<String>,
    /// Send it as `X-CSRF-Token` on unsafe methods; only for a cookie.
    pub csrf_token: Option<String>,
    /// How surely the person was recognised.
    pub assurance: String,
    /// When it began.
    pub created_at: Instant,
    /// When it ends in any case; earlier when it is not used.
    pub expires_at: Instant,
    /// From which network address.
    pub address: Option<String>,
}

impl From<Session> for SessionView {
    fn from(s: Session) -> Self {
        Self {
            id: s.id,
            account_id: s.account,
            token: None,
            csrf_token: None,
            assurance: s.assurance.to_string(),
            created_at: s.created_at,
            expires_at: s.expires_at,
            address: s.address,
        }
    }
}

/// 201 with the session, and the cookie where one was asked for.
pub struct Opened(NewSession);

impl IntoResponse for Opened {
    fn into_response(self) -> Response {
        let NewSession { session, token, csrf } = self.0;
        let cookie =
            session.cookie.then(|| format!("{SESSION_COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax"));
        let shown = if cookie.is_some() { None } else { Some(token) };
        let view = SessionView { token: shown, csrf_token: csrf, ..SessionView::from(session) };
        let mut builder = Response::builder()
            .status(StatusCode::CREATED)
            .content_type("application/json")
            .header("Location", format!("/api/v1/sessions/{}", view.id));
        if let Some(cookie) = cookie {
            builder = builder.header("Set-Cookie", cookie);
        }
        builder.body(view.to_json_string()).into_response()
    }
}

impl ApiResponse for Opened {
    fn meta() -> MetaResponses {
        let header = |name: &str, required, description: &str| MetaHeader {
            name: name.into(),
            description: Some(description.into()),
            required,
            deprecated: false,
            schema: String::schema_ref(),
        };
        MetaResponses {
            responses: vec![MetaResponse {
                description: "Logged in",
                status: Some(201),
                status_range: None,
                content: vec![MetaMediaType { content_type: "application/json", schema: SessionView::schema_ref() }],
                headers: vec![
                    header("Location", true, "Path of the session."),
                    header("Set-Cookie", false, "The session cookie, where one was asked for."),
                ],
            }],
        }
    }
    fn register(registry: &mut Registry) {
        SessionView::register(registry);
    }
}

/// One's own live sessions.
#[derive(Debug, Object)]
pub struct Sessions {
    /// Oldest first.
    items: Vec<SessionView>,
}

/// Nothing more to say.
#[derive(ApiResponse)]
pub enum Gone {
    /// Done
    #[oai(status = 204)]
    Done,
}

/// Who is asking, and what may be done.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Me {
    /// `account:<id>` or `client:<id>`.
    principal: String,
    /// The account that logged in.
    account_id: Option<AccountId>,
    /// The human behind it.
    officer_id: Option<OfficerId>,
    /// The unit of the human.
    organisation_id: Option<OrganisationId>,
    /// The client.
    client_id: Option<ClientId>,
    /// How surely recognised.
    assurance: String,
    /// Grants in force today; none while the password must be changed.
    grants: Vec<GrantInForce>,
    /// Now, by the server's civil clock.
    now: Instant,
}

/// A grant in force today.
#[derive(Debug, Object)]
pub struct GrantInForce {
    /// Role.
    role: Role,
    /// Region; everything inside it too.
    region_code: RegionCode,
}

/// A new password.
#[derive(Debug, Object)]
pub struct PasswordChange {
    /// The present one.
    present: Text<128>,
    /// The new one: 12 to 128 characters.
    wanted: Text<128>,
}

/// The first security administrator.
#[derive(Debug, Object)]
pub struct FirstAdministrator {
    /// The one-time token that the server printed.
    setup_token: Text<80>,
    /// Name of the officer.
    name: Plain<60>,
    /// Login.
    login: Text<64>,
    /// Password: 12 to 128 characters.
    password: Text<128>,
}

/// The first administrator, made.
#[derive(Debug, Object)]
pub struct FirstAdministratorMade {
    /// The officer.
    officer_id: OfficerId,
    /// The account.
    account_id: AccountId,
}

/// 201 without an address.
#[derive(ApiResponse)]
pub enum Made {
    /// Created
    #[oai(status = 201)]
    Made(Json<FirstAdministratorMade>),
}

/// Client credentials, as RFC 6749 names them.
#[derive(Debug, Object, serde::Deserialize)]
pub struct TokenRequest {
    /// `client_credentials`.
    #[oai(validator(pattern = "^client_credentials$"))]
    grant_type: String,
    /// The client's id.
    #[oai(validator(min_length = 1, max_length = 64))]
    client_id: String,
    /// The client's secret.
    #[oai(validator(min_length = 1, max_length = 128))]
    client_secret: String,
    /// Actions, separated by spaces; all of the client's when not given.
    #[oai(validator(max_length = 4000))]
    scope: Option<String>,
}

/// An access token, as RFC 6749 names its parts.
#[derive(Debug, Object)]
pub struct TokenAnswer {
    /// The token.
    access_token: String,
    /// `Bearer`.
    token_type: String,
    /// Seconds for which it is good.
    expires_in: u32,
    /// Actions, separated by spaces.
    scope: String,
}

/// Logging in and out.
pub struct SessionsApi(pub AccessParts);

#[OpenApi]
impl SessionsApi {
    /// Log in
    #[oai(path = "/sessions", method = "post", operation_id = "access.session.create")]
    async fn log_in(&self, by: Stranger, body: Json<Login>) -> Result<Opened, Refused<Writes>> {
        let Login { login, password, transport } = body.0;
        let cookie = transport == Some(Transport::Cookie);
        let asked = LoginRequest { actor: by.actor, login: login.into(), password: password.into(), cookie };
        let p = &self.0;
        Ok(Opened(log_in(&p.db, &p.hasher, p.sealer.keys(), &p.policy, asked).await?))
    }

    /// One's own live sessions
    #[oai(path = "/sessions", method = "get", operation_id = "access.session.list")]
    async fn list(&self, by: Caller) -> Result<Json<Sessions>, Refused<Reads>> {
        let items = list_own_sessions(&self.0.db, by.holder.actor()).await?;
        Ok(Json(Sessions { items: items.into_iter().map(Into::into).collect() }))
    }

    /// End one of one's own sessions
    #[oai(path = "/sessions/:id", method = "delete", operation_id = "access.session.end")]
    async fn end(&self, by: Caller, id: Path<SessionId>) -> Result<Gone, Refused<Writes>> {
        self.0.db.write(&EndSession { actor: by.holder.actor().clone(), id: Some(id.0) }).await?;
        Ok(Gone::Done)
    }

    /// Who is asking, with today's grants
    #[oai(path = "/me", method = "get", operation_id = "access.me.read")]
    async fn me(&self, by: Caller) -> Result<Json<Me>, Refused<Reads>> {
        let actor = by.holder.actor();
        let (account_id, client_id) = match actor.principal {
            Principal::Account { account, .. } => (Some(account), None),
            Principal::Client { client } => (None, Some(client)),
            Principal::Job(_) | Principal::Public(_) | Principal::SiteLink { .. } => (None, None),
        };
        let grants = by.holder.grants().iter().map(|g| GrantInForce { role: g.role, region_code: g.region.clone() });
        Ok(Json(Me {
            principal: actor.principal.to_string(),
            account_id,
            officer_id: actor.officer(),
            organisation_id: actor.organisation(),
            client_id,
            assurance: actor.assurance.to_string(),
            grants: grants.collect(),
            now: by.now,
        }))
    }

    /// Change one's own password; every session ends
    #[oai(path = "/password", method = "post", operation_id = "access.password.change")]
    async fn change_password(&self, by: Caller, body: Json<PasswordChange>) -> Result<Gone, Refused<Writes>> {
        let PasswordChange { present, wanted } = body.0;
        let actor = by.holder.actor().clone();
        let work = change_password(&self.0.db, &self.0.hasher, actor, present.into(), wanted.into()).await?;
        self.0.db.write(&work).await?;
        Ok(Gone::Done)
    }

    /// Make the first security administrator, with the one-time token
    #[oai(path = "/first-administrator", method = "post", operation_id = "access.first_administrator.create")]
    async fn first_administrator(&self, by: Stranger, body: Json<FirstAdministrator>) -> Result<Made, Refused<Writes>> {
        let FirstAdministrator { setup_token, name, login, password } = body.0;
        let asked = (setup_token.into(), name.into(), login.into(), password.into());
        let work = create_first_administrator(&self.0.db, &self.0.hasher, by.actor, asked).await?;
        let (officer, account) = self.0.db.write(&work).await?;
        Ok(Made::Made(Json(FirstAdministratorMade { officer_id: officer.id, account_id: account.id })))
    }

    /// Access token for an API client (client credentials)
    #[oai(path = "/oauth/token", method = "post", operation_id = "access.token.issue")]
    async fn token(&self, by: Stranger, body: Form<TokenRequest>) -> Result<Json<TokenAnswer>, Refused<Writes>> {
        let asked = body.0;
        let given =
            issue_token(&self.0.db, by.actor, &asked.client_id, &asked.client_secret, asked.scope.as_deref()).await?;
        Ok(Json(TokenAnswer {
            access_token: given.token,
            token_type: "Bearer".into(),
            expires_in: u32::try_from(TOKEN_SECONDS).unwrap_or_default(),
            scope: given.actions.join(" "),
        }))
    }
}
