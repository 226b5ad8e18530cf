//! `/organisations`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{Day, Instant, Layer, OrganisationId, RegionCode},
        wire::{
            Caller, Changing, Created, Creating, Deferring, Done, Exporter, ExternalId, Filter, Lister, PageOf, Plain,
            Read, Reads, Refused, Text, Writes, given, resource, shown,
        },
    },
    office::{
        places::{
            BodyDoor,
            model::{Organisation, OrganisationKind, OrganisationQuery},
            service::{
                organisation_rows::OrganisationRows,
                organisations::{
                    ChangeOrganisation, CreateOrganisation, OrganisationFields, list_organisations, read_organisation,
                },
            },
        },
        tables::{ImportForm, ImportReply, Intake, TableFile, given_out, import, mark, template},
    },
};

/// An organisation.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct OrganisationView {
    /// Id.
    pub id: OrganisationId,
    /// Version, for `If-Match`.
    pub etag: String,
    /// Full name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// 统一社会信用代码.
    pub uscc: Option<String>,
    /// Where it is looked after.
    pub region_code: RegionCode,
    /// The centre that keeps its money.
    pub agency_id: Option<OrganisationId>,
    /// First day under this name, where known.
    pub valid_from_on: Option<Day>,
    /// Last day, if it has ended.
    pub valid_to_on: Option<Day>,
    /// `reference` and `sample` in a demonstration.
    pub layer: Layer,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalId>,
    /// When it came into being.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}
resource!(OrganisationView, "/organisations");

impl From<&Organisation> for OrganisationView {
    fn from(o: &Organisation) -> Self {
        Self {
            id: o.id,
            etag: o.version.to_string(),
            name: o.name.clone(),
            kind: o.kind,
            uscc: o.uscc.clone(),
            region_code: o.region.clone(),
            agency_id: o.agency,
            valid_from_on: o.valid_from,
            valid_to_on: o.valid_to,
            layer: o.layer,
            note: o.note.clone(),
            external_ids: shown(&o.external_ids),
            created_at: o.created_at,
            updated_at: o.updated_at,
            deleted_at: o.deleted_at,
        }
    }
}

/// A new organisation.
#[derive(Debug, Object)]
pub struct NewOrganisation {
    /// Full name, as on its certificate.
    name: Plain<100>,
    /// What it is.
    kind: OrganisationKind,
    /// 统一社会信用代码; its check digits are checked (R1).
    uscc: Option<Text<18>>,
    /// Where it is looked after.
    region_code: RegionCode,
    /// The centre that keeps its money (村账乡代理).
    agency_id: Option<OrganisationId>,
    /// First day under this name.
    valid_from_on: Option<Day>,
    /// Last day.
    valid_to_on: Option<Day>,
    /// Remark.
    note: Option<Plain<500>>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// Changes of an organisation; what is absent stays.
#[derive(Debug, Object)]
pub struct OrganisationPatch {
    /// Full name.
    name: Option<Plain<100>>,
    /// What it is.
    kind: Option<OrganisationKind>,
    /// 统一社会信用代码.
    uscc: Option<Text<18>>,
    /// The centre that keeps its money.
    agency_id: Option<OrganisationId>,
    /// First day under this name.
    valid_from_on: Option<Day>,
    /// Last day.
    valid_to_on: Option<Day>,
    /// Remark.
    note: Option<Plain<500>>,
    /// Names other systems give it; replaces them all.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

fn numbers(acknowledged: Option<Vec<Text<8>>>) -> Vec<String> {
    acknowledged.into_iter().flatten().map(Into::into).collect()
}

/// Filters of organisations.
#[derive(Debug, Object)]
pub struct OrganisationFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this kind.
    kind: Option<OrganisationKind>,
    /// Only with this code.
    uscc: Option<Text<18>>,
    /// Only names that contain this.
    q: Option<Text<40>>,
}

impl Filter for OrganisationFilter {
    const MARK: &'static str = "list:OrganisationFilter:sync:external";
}

impl From<OrganisationFilter> for OrganisationQuery {
    fn from(f: OrganisationFilter) -> Self {
        Self { name: f.q.map(Into::into), uscc: f.uscc.map(Into::into), kind: f.kind, only: None }
    }
}

/// Organisations.
pub struct OrganisationsApi(pub Intake, pub &'static dyn BodyDoor);

#[OpenApi]
impl OrganisationsApi {
    /// Organisations in one's regions
    #[oai(path = "/organisations", method = "get", operation_id = "places.organisation.list")]
    async fn list(&self, by: Lister<OrganisationFilter>) -> Result<Json<PageOf<OrganisationView>>, Refused<Reads>> {
        let region = by.filter.region.clone();
        let query = (by.filter.into(), by.external);
        let page = list_organisations(&self.0.db, &by.holder, region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|o| OrganisationView::from(&o)).into()))
    }

    /// Create an organisation (R1, R2, R6)
    #[oai(path = "/organisations", method = "post", operation_id = "places.organisation.create")]
    async fn create(
        &self,
        by: Creating,
        body: Json<NewOrganisation>,
    ) -> Result<Created<OrganisationView>, Refused<Writes>> {
        let b = body.0;
        let fields = OrganisationFields {
            name: Some(b.name.into()),
            kind: Some(b.kind),
            uscc: b.uscc.map(Into::into),
            agency: b.agency_id,
            valid_from: b.valid_from_on,
            valid_to: b.valid_to_on,
            note: b.note.map(Into::into),
            external_ids: given(b.external_ids),
        };
        let acknowledged = numbers(b.acknowledged);
        let work = CreateOrganisation { actor: by.actor.clone(), region: b.region_code, fields, acknowledged };
        by.run(&self.0.db, &work, |o| OrganisationView::from(o)).await
    }

    /// The organisations as a table, as filtered
    #[oai(path = "/organisations/export", method = "get", operation_id = "places.organisation.export")]
    async fn export(&self, by: Exporter<OrganisationFilter>) -> Result<TableFile, Refused<Writes>> {
        let narrowed = |f: OrganisationFilter| (f.region.clone(), OrganisationQuery::from(f));
        given_out(by, &action::ORGANISATION_EXPORT, self.0.db.clone(), narrowed).await
    }

    /// Import organisations from a file; what it does not name stays as it is
    #[oai(path = "/organisations/imports", method = "post", operation_id = "places.organisation.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0, by, form, OrganisationRows(self.1)).await
    }

    /// A file of organisations back, with what is wrong in each row; nothing is kept
    #[oai(path = "/organisations/imports/marked", method = "post", operation_id = "places.organisation.mark_import")]
    async fn mark(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0, by, form, OrganisationRows(self.1)).await?)
    }

    /// The template for importing organisations
    #[oai(path = "/organisations/imports/template", method = "get", operation_id = "places.organisation.read_template")]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<OrganisationRows>(&by)?)
    }

    /// One organisation
    #[oai(path = "/organisations/:id", method = "get", operation_id = "places.organisation.read")]
    async fn read(&self, by: Caller, id: Path<OrganisationId>) -> Result<Read<OrganisationView>, Refused<Reads>> {
        Ok(Read(OrganisationView::from(&read_organisation(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Change an organisation (R1, R2)
    #[oai(path = "/organisations/:id", method = "patch", operation_id = "places.organisation.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<OrganisationId>,
        body: Json<OrganisationPatch>,
    ) -> Result<Done<OrganisationView>, Refused<Writes>> {
        let b = body.0;
        let fields = OrganisationFields {
            name: b.name.map(Into::into),
            kind: b.kind,
            uscc: b.uscc.map(Into::into),
            agency: b.agency_id,
            valid_from: b.valid_from_on,
            valid_to: b.valid_to_on,
            note: b.note.map(Into::into),
            external_ids: given(b.external_ids),
        };
        let (actor, if_match, acknowledged) = (by.actor.clone(), by.if_match.clone(), numbers(b.acknowledged));
        let bodies = self.1;
        let work = ChangeOrganisation { actor, id: id.0, if_match, fields: Some(fields), acknowledged, bodies };
        by.run(&self.0.db, &work, |o| OrganisationView::from(o)).await
    }

    /// Delete an organisation that nothing refers to; a tombstone stays
    #[oai(path = "/organisations/:id", method = "delete", operation_id = "places.organisation.delete")]
    async fn delete(&self, by: Changing, id: Path<OrganisationId>) -> Result<Done<OrganisationView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let (acknowledged, bodies) = (Vec::new(), self.1);
        let work = ChangeOrganisation { actor, id: id.0, if_match, fields: None, acknowledged, bodies };
        by.run(&self.0.db, &work, |o| OrganisationView::from(o)).await
    }
}
