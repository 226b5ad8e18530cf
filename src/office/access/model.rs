//! Types and state machines of access. Pure.

use serde::Serialize;

use crate::ground::{
    authority::{Assurance, Role},
    kernel::{
        AccountId, ClientId, Day, ExternalRef, GrantId, Instant, Layer, OfficerId, OrganisationId, RegionCode,
        SessionId,
    },
};

/// 人员. A human; accounts are how they log in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Officer {
    /// Id.
    pub id: OfficerId,
    /// Named by office in samples: 大同区财政局·国库股.
    pub name: String,
    /// Where security administrators look after this officer.
    pub region: RegionCode,
    /// The unit the officer belongs to.
    pub organisation: Option<OrganisationId>,
    /// Sample officers make sample rows.
    pub layer: Layer,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

/// An officer as other rooms name one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerBrief {
    /// Id.
    pub id: OfficerId,
    /// Name.
    pub name: String,
    /// The unit the officer belongs to.
    pub organisation: Option<OrganisationId>,
}

/// 账号. A login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Id.
    pub id: AccountId,
    /// Whose.
    pub officer: OfficerId,
    /// The name typed at login.
    pub login: String,
    /// PHC string of argon2id; never serialised.
    #[serde(skip)]
    pub password_hash: String,
    /// Set for passwords that somebody else has seen: until changed, the account may do nothing else.
    pub must_change_password: bool,
    /// Since when it is disabled.
    pub disabled_at: Option<Instant>,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

/// 登录会话. One login that has not ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Session {
    /// Id.
    pub id: SessionId,
    /// Of which account.
    pub account: AccountId,
    /// How surely the person was recognised.
    pub assurance: Assurance,
    /// True for browsers: the token is a cookie and unsafe methods need the CSRF token.
    pub cookie: bool,
    /// When it began.
    pub created_at: Instant,
    /// When it ends in any case.
    pub expires_at: Instant,
    /// From which address.
    pub address: Option<String>,
}

crate::ground::kernel::words! {
    /// State of a grant.
    pub enum GrantState {
        Proposed = "proposed" "待确认",
        Active = "active" "有效",
        Revoked = "revoked" "已撤销",
    }
}

impl GrantState {
    /// The states in which a grant comes into being: at once active while nobody could confirm it.
    pub const FIRST: [Self; 2] = [Self::Proposed, Self::Active];
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] =
        &[(Self::Proposed, Self::Active), (Self::Proposed, Self::Revoked), (Self::Active, Self::Revoked)];
}

/// 角色授予. A role held by an officer in a region from one day to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleGrant {
    /// Id.
    pub id: GrantId,
    /// Who.
    pub officer: OfficerId,
    /// What.
    pub role: Role,
    /// Where, and everywhere inside.
    pub region: RegionCode,
    /// First day.
    pub valid_from: Day,
    /// Last day, if there is one.
    pub valid_to: Option<Day>,
    /// Proposed, active or revoked.
    pub state: GrantState,
    /// True when it took effect without a second person, because there was none.
    pub bootstrap: bool,
    /// Who proposed it; `None` for the first administrator.
    pub proposed_by: Option<OfficerId>,
    /// Who confirmed it.
    pub confirmed_by: Option<OfficerId>,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl RoleGrant {
    /// Whether the two are in force on a common day.
    pub fn overlaps(&self, from: Day, to: Option<Day>) -> bool {
        self.valid_to.is_none_or(|last| from <= last) && to.is_none_or(|last| self.valid_from <= last)
    }
}

/// 接口客户端. Another system, with what it may do and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApiClient {
    /// Id, also its `client_id`.
    pub id: ClientId,
    /// Name.
    pub name: String,
    /// Where, and everywhere inside.
    pub region: RegionCode,
    /// The actions it may perform, all within the role `integration`.
    pub actions: Vec<String>,
    /// Since when it is disabled.
    pub disabled_at: Option<Instant>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}
