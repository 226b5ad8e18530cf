//! `/role-grants`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::AccessParts;
use crate::{
    ground::{
        authority::Role,
        kernel::{Day, GrantId, Instant, OfficerId, RegionCode},
        wire::{
            Acting, Caller, Created, Creating, Done, Filter, Lister, PageOf, Read, Reads, Refused, Writes, resource,
            wire_words,
        },
    },
    office::access::{
        model::{GrantState, RoleGrant},
        service::grants::{ConfirmGrant, ProposeGrant, RevokeGrant, list_grants, read_grant},
    },
};

wire_words!(GrantState);

/// A role held by an officer in a region from one day to another.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct GrantView {
    /// Id.
    pub id: GrantId,
    /// Version, for `If-Match`.
    pub etag: String,
    /// Who.
    pub officer_id: OfficerId,
    /// What.
    pub role: Role,
    /// Where, and everywhere inside.
    pub region_code: RegionCode,
    /// First day.
    pub valid_from_on: Day,
    /// Last day.
    pub valid_to_on: Option<Day>,
    /// Proposed, active or revoked.
    pub state: GrantState,
    /// True when it took effect without a second person, because there was none.
    pub bootstrap: bool,
    /// Who proposed it.
    pub proposed_by: Option<OfficerId>,
    /// Who confirmed it.
    pub confirmed_by: Option<OfficerId>,
    /// When it came into being.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}
resource!(GrantView, "/role-grants");

impl From<&RoleGrant> for GrantView {
    fn from(g: &RoleGrant) -> Self {
        Self {
            id: g.id,
            etag: g.version.to_string(),
            officer_id: g.officer,
            role: g.role,
            region_code: g.region.clone(),
            valid_from_on: g.valid_from,
            valid_to_on: g.valid_to,
            state: g.state,
            bootstrap: g.bootstrap,
            proposed_by: g.proposed_by,
            confirmed_by: g.confirmed_by,
            created_at: g.created_at,
            updated_at: g.updated_at,
        }
    }
}

/// A proposed grant.
#[derive(Debug, Object)]
pub struct NewGrant {
    /// Who.
    officer_id: OfficerId,
    /// What.
    role: Role,
    /// Where, and everywhere inside.
    region_code: RegionCode,
    /// First day; today when not given.
    valid_from_on: Option<Day>,
    /// Last day.
    valid_to_on: Option<Day>,
}

/// Filters of grants.
#[derive(Debug, Object)]
pub struct GrantFilter {
    /// Only of this officer.
    pub officer_id: Option<OfficerId>,
}

impl Filter for GrantFilter {
    const MARK: &'static str = "list:GrantFilter:sync";
}

/// Role grants.
pub struct GrantsApi(pub AccessParts);

#[OpenApi]
impl GrantsApi {
    /// Grants in one's regions
    #[oai(path = "/role-grants", method = "get", operation_id = "access.role_grant.list")]
    async fn list(&self, by: Lister<GrantFilter>) -> Result<Json<PageOf<GrantView>>, Refused<Reads>> {
        let page = list_grants(&self.0.db, &by.holder, by.filter.officer_id, &by.listing).await?;
        Ok(Json(page.map(|g| GrantView::from(&g)).into()))
    }

    /// Propose a role for an officer
    #[oai(path = "/role-grants", method = "post", operation_id = "access.role_grant.create")]
    async fn create(&self, by: Creating, body: Json<NewGrant>) -> Result<Created<GrantView>, Refused<Writes>> {
        let asked = body.0;
        let work = ProposeGrant {
            actor: by.actor.clone(),
            officer: asked.officer_id,
            role: asked.role,
            region: asked.region_code,
            valid_from: asked.valid_from_on,
            valid_to: asked.valid_to_on,
        };
        by.run(&self.0.db, &work, |g| GrantView::from(g)).await
    }

    /// One grant
    #[oai(path = "/role-grants/:id", method = "get", operation_id = "access.role_grant.read")]
    async fn read(&self, by: Caller, id: Path<GrantId>) -> Result<Read<GrantView>, Refused<Reads>> {
        Ok(Read(GrantView::from(&read_grant(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Confirm a proposed grant, as a second security administrator
    #[oai(path = "/role-grants/:id/confirm", method = "post", operation_id = "access.role_grant.confirm")]
    async fn confirm(&self, by: Acting, id: Path<GrantId>) -> Result<Done<GrantView>, Refused<Writes>> {
        let work = ConfirmGrant { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &work, |g| GrantView::from(g)).await
    }

    /// Take a grant back at once
    #[oai(path = "/role-grants/:id/revoke", method = "post", operation_id = "access.role_grant.revoke")]
    async fn revoke(&self, by: Acting, id: Path<GrantId>) -> Result<Done<GrantView>, Refused<Writes>> {
        let watcher = &*self.0.watcher;
        let work = RevokeGrant { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), watcher };
        by.run(&self.0.db, &work, |g| GrantView::from(g)).await
    }
}
