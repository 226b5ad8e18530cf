//! Who acts: a person through an account, a system through a client, a job of ours, or the public.

use std::fmt;

use crate::ground::kernel::{AccountId, ClientId, Instant, Layer, OfficerId, OrganisationId, RepairLinkId, SessionId};

crate::ground::kernel::words! {
    /// How surely a person was recognised.
    pub enum Assurance {
        /// By password alone, or a client by its secret.
        SingleFactor = "single_factor" "单因素",
        /// By a second factor as well, lately enough. No way to reach it exists yet.
        FreshFactor = "fresh_factor" "新近双因素",
    }
}

/// The holder of rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principal {
    /// A person's account. Separation of duties looks at the officer, not at the account.
    Account {
        /// The account that logged in.
        account: AccountId,
        /// The human behind it.
        officer: OfficerId,
        /// The unit the officer belongs to; administrators may have none.
        organisation: Option<OrganisationId>,
        /// The session of this request.
        session: SessionId,
    },
    /// Another system.
    Client {
        /// Its registration.
        client: ClientId,
    },
    /// The server itself or its command line, by name.
    Job(&'static str),
    /// Somebody without login, at a public operation.
    Public(&'static str),
    /// Somebody without login, by the link that hangs at a site.
    SiteLink {
        /// Which link.
        link: RepairLinkId,
    },
}

impl fmt::Display for Principal {
    /// Stable text: the scope of idempotency keys and the `principal` of the trail.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account { account, .. } => write!(f, "account:{account}"),
            Self::Client { client } => write!(f, "client:{client}"),
            Self::Job(name) => write!(f, "job:{name}"),
            Self::Public(name) => write!(f, "public:{name}"),
            Self::SiteLink { link } => write!(f, "public:{link}"),
        }
    }
}

/// Where a request came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RequestContext {
    /// The id in the answer's `X-Request-Id` and in the log.
    pub request_id: String,
    /// The caller's network address, if there is one.
    pub address: Option<String>,
}

/// A principal at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub principal: Principal,
    /// How surely recognised.
    pub assurance: Assurance,
    /// When the second factor was given, if it was.
    pub factor_at: Option<Instant>,
    /// Whether this deployment asks for a fresh factor where the table says so.
    pub factor_required: bool,
    /// For clients: only these actions, whatever the registration allows.
    pub scopes: Option<Vec<String>>,
    /// Sample officers of a demonstration make sample rows.
    pub layer: Layer,
    /// In which request.
    pub request: RequestContext,
}

impl Actor {
    /// Somebody, or something, without login.
    pub const fn without_login(principal: Principal, request: RequestContext) -> Self {
        let (assurance, layer) = (Assurance::SingleFactor, Layer::Own);
        Self { principal, assurance, factor_at: None, factor_required: false, scopes: None, layer, request }
    }

    /// The human behind the account; `None` for systems.
    pub const fn officer(&self) -> Option<OfficerId> {
        match self.principal {
            Principal::Account { officer, .. } => Some(officer),
            Principal::Client { .. } | Principal::Job(_) | Principal::Public(_) | Principal::SiteLink { .. } => None,
        }
    }

    /// The unit of the human behind the account.
    pub const fn organisation(&self) -> Option<OrganisationId> {
        match self.principal {
            Principal::Account { organisation, .. } => organisation,
            Principal::Client { .. } | Principal::Job(_) | Principal::Public(_) | Principal::SiteLink { .. } => None,
        }
    }
}
