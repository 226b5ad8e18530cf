//! `/field-grants`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{PeopleParts, shared::SharedHousehold};
use crate::{
    ground::{
        authority::action,
        kernel::{ClientId, Day, FieldGrantId, FileId, Instant, Layer, OfficerId, RegionCode, SiteId},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource, wire_words,
        },
    },
    office::{
        people::{
            model::{FieldGrant, FieldGrantQuery, FieldGroup},
            service::{
                exports::FieldGrants,
                field_grants::{EndFieldGrant, GrantFields, ReadShared, list_field_grants, read_field_grant},
            },
        },
        tables::{TableFile, exported},
    },
};

wire_words!(FieldGroup);

/// Which fields of the register a client reads (字段授权).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FieldGrantView {
    /// Id.
    id: FieldGrantId,
    /// Version, for `If-Match`.
    etag: String,
    /// Which client.
    client_id: ClientId,
    /// Of which region.
    region_code: RegionCode,
    /// Which groups of fields.
    groups: Vec<FieldGroup>,
    /// For what.
    purpose: String,
    /// By which document.
    basis: String,
    /// The paper.
    file_id: FileId,
    /// From this day on.
    from_on: Day,
    /// The first day on which it is granted no longer.
    until_on: Option<Day>,
    /// Why it was ended before its time.
    end_reason: Option<String>,
    /// By whom it was granted.
    granted_by_id: OfficerId,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(FieldGrantView, "/field-grants");

impl From<&FieldGrant> for FieldGrantView {
    fn from(g: &FieldGrant) -> Self {
        Self {
            id: g.id,
            etag: g.version.to_string(),
            client_id: g.client,
            region_code: g.region.clone(),
            groups: g.groups.iter().copied().collect(),
            purpose: g.purpose.clone(),
            basis: g.basis.clone(),
            file_id: g.paper,
            from_on: g.from,
            until_on: g.until,
            end_reason: g.end_reason.clone(),
            granted_by_id: g.granted_by,
            layer: g.layer,
            created_at: g.created_at,
            updated_at: g.updated_at,
        }
    }
}

/// Fields of the register that are granted to a client.
#[derive(Debug, Object)]
pub struct NewFieldGrant {
    /// Which client; it is enabled and works in the region.
    client_id: ClientId,
    /// Of which region.
    region_code: RegionCode,
    /// Which groups of fields.
    #[oai(validator(min_items = 1, max_items = 7, unique_items))]
    groups: Vec<FieldGroup>,
    /// For what; never a name.
    purpose: Plain<200>,
    /// By which document.
    basis: Plain<100>,
    /// The paper.
    file_id: FileId,
    /// From this day on.
    from_on: Day,
    /// The first day on which it is granted no longer.
    until_on: Option<Day>,
}

/// Why a grant is ended.
#[derive(Debug, Object)]
pub struct FieldGrantEnding {
    /// Why; never a name.
    reason: Plain<200>,
}

/// Filters of grants.
#[derive(Debug, Object)]
pub struct FieldGrantFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this client.
    client_id: Option<ClientId>,
    /// Only granted on this day.
    as_of: Option<Day>,
}

impl Filter for FieldGrantFilter {
    const MARK: &'static str = "list:FieldGrantFilter:since";
}

impl From<FieldGrantFilter> for FieldGrantQuery {
    fn from(f: FieldGrantFilter) -> Self {
        Self { client: f.client_id, on: f.as_of }
    }
}

/// Which households a client reads.
#[derive(Debug, Object)]
pub struct SharedHouseholdFilter {
    /// Only at this site.
    site_id: Option<SiteId>,
}

impl Filter for SharedHouseholdFilter {
    const MARK: &'static str = "list:SharedHouseholdFilter:since";
}

/// Grants of fields.
pub struct FieldGrantsApi(pub PeopleParts);

#[OpenApi]
impl FieldGrantsApi {
    /// Grants of fields in one's regions
    #[oai(path = "/field-grants", method = "get", operation_id = "people.field_grant.list")]
    async fn list(&self, by: Lister<FieldGrantFilter>) -> Result<Json<PageOf<FieldGrantView>>, Refused<Reads>> {
        let region = by.filter.region.clone();
        let page = list_field_grants(&self.0.db, &by.holder, region.as_ref(), &by.filter.into(), &by.listing).await?;
        Ok(Json(page.map(|g| FieldGrantView::from(&g)).into()))
    }

    /// Grant fields of the register to the client of another department
    #[oai(path = "/field-grants", method = "post", operation_id = "people.field_grant.grant")]
    async fn grant(&self, by: Creating, body: Json<NewFieldGrant>) -> Result<Created<FieldGrantView>, Refused<Writes>> {
        let (actor, b) = (by.actor.clone(), body.0);
        let work = GrantFields {
            actor,
            client: b.client_id,
            region: b.region_code,
            groups: b.groups.into_iter().collect(),
            said: (b.purpose.into(), b.basis.into()),
            paper: b.file_id,
            days: (b.from_on, b.until_on),
        };
        by.run(&self.0.db, &work, |g| FieldGrantView::from(g)).await
    }

    /// The grants as a table, as filtered
    #[oai(path = "/field-grants/export", method = "get", operation_id = "people.field_grant.export")]
    async fn export(&self, by: Exporter<FieldGrantFilter>) -> Result<TableFile, Refused<Writes>> {
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region.clone());
        let list = FieldGrants { db, holder, region, query: by.filter.into() };
        Ok(exported(by.takeout, &action::FIELD_GRANT_EXPORT, list).await?)
    }

    /// One grant
    #[oai(path = "/field-grants/:id", method = "get", operation_id = "people.field_grant.read")]
    async fn read(&self, by: Caller, id: Path<FieldGrantId>) -> Result<Read<FieldGrantView>, Refused<Reads>> {
        Ok(Read(FieldGrantView::from(&read_field_grant(&self.0.db, &by.holder, id.0).await?)))
    }

    /// End a grant today
    #[oai(path = "/field-grants/:id/end", method = "post", operation_id = "people.field_grant.end")]
    async fn end(
        &self,
        by: Acting,
        id: Path<FieldGrantId>,
        body: Json<FieldGrantEnding>,
    ) -> Result<Done<FieldGrantView>, Refused<Writes>> {
        let (actor, if_match, reason) = (by.actor.clone(), by.if_match.clone(), body.0.reason.into());
        let work = EndFieldGrant { actor, id: id.0, if_match, reason };
        by.run(&self.0.db, &work, |g| FieldGrantView::from(g)).await
    }

    /// Households as far as they were granted to the client that asks; each page leaves an event
    #[oai(path = "/field-grants/:id/households", method = "get", operation_id = "people.shared_household.list")]
    async fn households(
        &self,
        by: Lister<SharedHouseholdFilter>,
        id: Path<FieldGrantId>,
    ) -> Result<Json<PageOf<SharedHousehold>>, Refused<Writes>> {
        let (actor, sealer) = (by.holder.actor().clone(), self.0.sealer.clone());
        let work = ReadShared { actor, sealer, id: id.0, site: by.filter.site_id, listing: by.listing };
        let page = self.0.db.write(&work).await?;
        Ok(Json(page.map(|s| SharedHousehold::from(&s)).into()))
    }
}
