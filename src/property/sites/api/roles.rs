//! `/site-roles`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{Day, FileId, Instant, OrganisationId, RegionCode, SiteId, SiteRoleId},
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
    property::sites::{
        model::{BodyKind, RoleKind, RoleQuery, SiteRole},
        service::{
            exports::RoleTable,
            roles::{EndRole, RecordRole, list_roles, read_role},
        },
    },
};

wire_words!(RoleKind);
wire_words!(BodyKind);

/// Which body has which part at a site (安置点职责单位).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SiteRoleView {
    /// Id.
    id: SiteRoleId,
    /// Version, for `If-Match`.
    etag: String,
    /// Where.
    site_id: SiteId,
    /// Where that lies.
    region_code: RegionCode,
    /// Which part.
    role: RoleKind,
    /// What a collective body is.
    body_kind: Option<BodyKind>,
    /// The body, as an organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// Or by name.
    name: Option<String>,
    /// The first day; of a collective body the day on which it was formed.
    from_on: Day,
    /// The first day on which it holds no longer.
    until_on: Option<Day>,
    /// The paper.
    file_id: FileId,
    /// Remark.
    note: Option<String>,
    /// The paper that ended it.
    end_file_id: Option<FileId>,
    /// Why it ended, where nobody took it over in the same act.
    end_reason: Option<String>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(SiteRoleView, "/site-roles");

impl From<&SiteRole> for SiteRoleView {
    fn from(r: &SiteRole) -> Self {
        Self {
            id: r.id,
            etag: r.version.to_string(),
            site_id: r.site,
            region_code: r.region.clone(),
            role: r.role,
            body_kind: r.body_kind,
            organisation_id: r.who.organisation(),
            name: r.who.shown(),
            from_on: r.from,
            until_on: r.until,
            file_id: r.paper,
            note: r.note.clone(),
            end_file_id: r.end_paper,
            end_reason: r.end_reason.clone(),
            created_at: r.created_at,
            updated_at: r.updated_at,
        }
    }
}

/// A body's part at a site.
#[derive(Debug, Object)]
pub struct NewSiteRole {
    /// Where.
    site_id: SiteId,
    /// Which part.
    role: RoleKind,
    /// What a collective body is; no other part has it.
    body_kind: Option<BodyKind>,
    /// The body, as an organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// Or its name, where no organisation is known; never that of a private person.
    name: Option<Plain<100>>,
    /// From which day on; not after today. Whoever has the daily management until then is ended on that day.
    from_on: Day,
    /// The paper: of a collective body its certificate or the decision that formed it.
    file_id: FileId,
    /// Remark.
    note: Option<Plain<500>>,
}

/// The end of a part that nobody takes over.
#[derive(Debug, Object)]
pub struct SiteRoleEnd {
    /// The first day on which it holds no longer; after its first day, not after today.
    until_on: Day,
    /// Why.
    reason: Plain<500>,
    /// The paper, where there is one.
    file_id: Option<FileId>,
}

/// Filters of parts.
#[derive(Debug, Object)]
pub struct SiteRoleFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only at this site.
    site_id: Option<SiteId>,
    /// Only of this kind.
    role: Option<RoleKind>,
    /// Only of this organisation.
    organisation_id: Option<OrganisationId>,
    /// Only those that hold on this day.
    on: Option<Day>,
}

impl Filter for SiteRoleFilter {
    const MARK: &'static str = "list:SiteRoleFilter:since";
}

impl From<&SiteRoleFilter> for RoleQuery {
    fn from(f: &SiteRoleFilter) -> Self {
        Self { site: f.site_id, role: f.role, organisation: f.organisation_id, on: f.on }
    }
}

/// Parts at sites.
pub struct SiteRolesApi(pub Db);

#[OpenApi]
impl SiteRolesApi {
    /// Which bodies have which part at the sites of one's regions
    #[oai(path = "/site-roles", method = "get", operation_id = "sites.role.list")]
    async fn list(&self, by: Lister<SiteRoleFilter>) -> Result<Json<PageOf<SiteRoleView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), RoleQuery::from(&by.filter));
        let page = list_roles(&self.0, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|r| SiteRoleView::from(&r)).into()))
    }

    /// Record that a body has a part at a site from a day on
    #[oai(path = "/site-roles", method = "post", operation_id = "sites.role.record")]
    async fn record(&self, by: Creating, body: Json<NewSiteRole>) -> Result<Created<SiteRoleView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordRole {
            actor: by.actor.clone(),
            site: b.site_id,
            role: b.role,
            body_kind: b.body_kind,
            organisation: b.organisation_id,
            name: b.name.map(Into::into),
            from: b.from_on,
            paper: b.file_id,
            note: b.note.map(Into::into),
        };
        by.run(&self.0, &work, |r| SiteRoleView::from(r)).await
    }

    /// The parts as a table, as filtered
    #[oai(path = "/site-roles/export", method = "get", operation_id = "sites.role.export")]
    async fn export(&self, by: Exporter<SiteRoleFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = RoleQuery::from(&by.filter);
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = RoleTable { db, holder, region, query };
        Ok(exported(by.takeout, &action::SITE_ROLE_EXPORT, list).await?)
    }

    /// One part
    #[oai(path = "/site-roles/:id", method = "get", operation_id = "sites.role.read")]
    async fn read(&self, by: Caller, id: Path<SiteRoleId>) -> Result<Read<SiteRoleView>, Refused<Reads>> {
        Ok(Read(SiteRoleView::from(&read_role(&self.0, &by.holder, id.0).await?)))
    }

    /// End a part that nobody takes over
    #[oai(path = "/site-roles/:id/end", method = "post", operation_id = "sites.role.end")]
    async fn end(
        &self,
        by: Acting,
        id: Path<SiteRoleId>,
        body: Json<SiteRoleEnd>,
    ) -> Result<Done<SiteRoleView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let SiteRoleEnd { until_on: until, reason, file_id: paper } = body.0;
        let work = EndRole { actor, id: id.0, if_match, until, reason: reason.into(), paper };
        by.run(&self.0, &work, |r| SiteRoleView::from(r)).await
    }
}
