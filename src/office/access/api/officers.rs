//! `/officers`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::AccessParts;
use crate::{
    ground::{
        kernel::{Instant, Layer, OfficerId, OrganisationId, RegionCode},
        wire::{
            Caller, Changing, Created, Creating, Done, ExternalId, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, given, resource, shown, wire_words,
        },
    },
    office::access::{
        model::Officer,
        service::officers::{ChangeOfficer, CreateOfficer, list_officers, read_officer},
    },
};

wire_words!(Layer);

/// A human; accounts are how they log in.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct OfficerView {
    /// Id.
    pub id: OfficerId,
    /// Version, for `If-Match`.
    pub etag: String,
    /// Name.
    pub name: String,
    /// Where security administrators look after the officer.
    pub region_code: RegionCode,
    /// Unit.
    pub organisation_id: Option<OrganisationId>,
    /// `sample` in a demonstration.
    pub layer: Layer,
    /// Names other systems give the officer.
    pub external_ids: Vec<ExternalId>,
    /// When it came into being.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}
resource!(OfficerView, "/officers");

impl From<&Officer> for OfficerView {
    fn from(o: &Officer) -> Self {
        Self {
            id: o.id,
            etag: o.version.to_string(),
            name: o.name.clone(),
            region_code: o.region.clone(),
            organisation_id: o.organisation,
            layer: o.layer,
            external_ids: shown(&o.external_ids),
            created_at: o.created_at,
            updated_at: o.updated_at,
        }
    }
}

/// A new officer.
#[derive(Debug, Object)]
pub struct NewOfficer {
    /// Name.
    name: Plain<60>,
    /// Where security administrators look after the officer.
    region_code: RegionCode,
    /// Unit.
    organisation_id: Option<OrganisationId>,
    /// Names other systems give the officer.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Changes of an officer; what is absent stays.
#[derive(Debug, Object)]
pub struct OfficerPatch {
    /// New name.
    name: Option<Plain<60>>,
    /// New unit.
    organisation_id: Option<OrganisationId>,
    /// All names other systems give the officer, in place of those there were.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Filters of officers.
#[derive(Debug, Object)]
pub struct OfficerFilter {
    /// Only this region and everything inside it.
    pub region: Option<RegionCode>,
}

impl Filter for OfficerFilter {
    const MARK: &'static str = "list:OfficerFilter:sync:external";
}

/// Officers.
pub struct OfficersApi(pub AccessParts);

#[OpenApi]
impl OfficersApi {
    /// Officers in one's regions
    #[oai(path = "/officers", method = "get", operation_id = "access.officer.list")]
    async fn list(&self, by: Lister<OfficerFilter>) -> Result<Json<PageOf<OfficerView>>, Refused<Reads>> {
        let (region, external) = (by.filter.region.as_ref(), by.external.as_ref());
        let page = list_officers(&self.0.db, &by.holder, region, external, &by.listing).await?;
        Ok(Json(page.map(|o| OfficerView::from(&o)).into()))
    }

    /// Create an officer
    #[oai(path = "/officers", method = "post", operation_id = "access.officer.create")]
    async fn create(&self, by: Creating, body: Json<NewOfficer>) -> Result<Created<OfficerView>, Refused<Writes>> {
        let NewOfficer { name, region_code, organisation_id, external_ids } = body.0;
        let work = CreateOfficer {
            actor: by.actor.clone(),
            name: name.into(),
            region: region_code,
            organisation: organisation_id,
            external_ids: given(external_ids).unwrap_or_default(),
        };
        by.run(&self.0.db, &work, |o| OfficerView::from(o)).await
    }

    /// One officer
    #[oai(path = "/officers/:id", method = "get", operation_id = "access.officer.read")]
    async fn read(&self, by: Caller, id: Path<OfficerId>) -> Result<Read<OfficerView>, Refused<Reads>> {
        Ok(Read(OfficerView::from(&read_officer(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Change an officer's name, unit or names in other systems
    #[oai(path = "/officers/:id", method = "patch", operation_id = "access.officer.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<OfficerId>,
        body: Json<OfficerPatch>,
    ) -> Result<Done<OfficerView>, Refused<Writes>> {
        let OfficerPatch { name, organisation_id, external_ids } = body.0;
        let work = ChangeOfficer {
            actor: by.actor.clone(),
            id: id.0,
            if_match: by.if_match.clone(),
            name: name.map(Into::into),
            organisation: organisation_id,
            external_ids: given(external_ids),
        };
        by.run(&self.0.db, &work, |o| OfficerView::from(o)).await
    }
}
