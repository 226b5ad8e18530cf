//! `/sites`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{AreaM2, AreaMu, Instant, Layer, Money, RegionCode, SiteId},
        wire::{
            Caller, Changing, Created, Creating, Deferring, Done, Exporter, ExternalId, Filter, Lister, PageOf, Plain,
            Read, Reads, Refused, Text, Writes, given, resource, shown,
        },
    },
    office::{
        places::{
            model::{Site, SiteQuery},
            service::{
                site_rows::SiteRows,
                sites::{ChangeSite, CreateSite, SiteFields, list_sites, read_site},
            },
        },
        tables::{ImportForm, ImportReply, Intake, TableFile, given_out, import, mark, template},
    },
};

/// A resettlement site.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SiteView {
    /// Id.
    pub id: SiteId,
    /// Version, for `If-Match`.
    pub etag: String,
    /// Name.
    pub name: String,
    /// The lowest region known.
    pub region_code: RegionCode,
    /// Town as its source writes it.
    pub town_name: Option<String>,
    /// Households.
    pub households: Option<i64>,
    /// Persons.
    pub people: Option<i64>,
    /// Registered-poor households.
    pub poor_households: Option<i64>,
    /// Year in which people moved in.
    pub move_in_year: Option<i32>,
    /// Land in 亩.
    pub land_area_mu: Option<AreaMu>,
    /// Buildings in m².
    pub building_area_m2: Option<AreaM2>,
    /// Investment in yuan.
    pub investment: Option<Money>,
    /// True when the source says "about".
    pub approximate: bool,
    /// `reference` and `sample` in a demonstration.
    pub layer: Layer,
    /// Where a reference row comes from.
    pub source: Option<String>,
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
resource!(SiteView, "/sites");

impl From<&Site> for SiteView {
    fn from(s: &Site) -> Self {
        Self {
            id: s.id,
            etag: s.version.to_string(),
            name: s.name.clone(),
            region_code: s.region.clone(),
            town_name: s.town_name.clone(),
            households: s.households,
            people: s.people,
            poor_households: s.poor_households,
            move_in_year: s.move_in_year,
            land_area_mu: s.land_mu,
            building_area_m2: s.building_area_m2,
            investment: s.investment,
            approximate: s.approximate,
            layer: s.layer,
            source: s.source.clone(),
            note: s.note.clone(),
            external_ids: shown(&s.external_ids),
            created_at: s.created_at,
            updated_at: s.updated_at,
            deleted_at: s.deleted_at,
        }
    }
}

/// A new site.
#[derive(Debug, Object)]
pub struct NewSite {
    /// Name.
    name: Plain<60>,
    /// The lowest region known.
    region_code: RegionCode,
    /// Town as its paper writes it.
    town_name: Option<Plain<40>>,
    /// Households.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    households: Option<i64>,
    /// Persons.
    #[oai(validator(minimum(value = "0"), maximum(value = "10000000")))]
    people: Option<i64>,
    /// Registered-poor households.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    poor_households: Option<i64>,
    /// Year in which people moved in.
    #[oai(validator(minimum(value = "1980"), maximum(value = "2100")))]
    move_in_year: Option<i32>,
    /// Land in 亩.
    land_area_mu: Option<AreaMu>,
    /// Buildings in m².
    building_area_m2: Option<AreaM2>,
    /// Investment in yuan.
    investment: Option<Money>,
    /// True when the paper says "about".
    approximate: Option<bool>,
    /// Remark.
    note: Option<Plain<500>>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

/// Changes of a site; what is absent stays.
#[derive(Debug, Object)]
pub struct SitePatch {
    /// Name.
    name: Option<Plain<60>>,
    /// The lowest region known.
    region_code: Option<RegionCode>,
    /// Town as its paper writes it.
    town_name: Option<Plain<40>>,
    /// Households.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    households: Option<i64>,
    /// Persons.
    #[oai(validator(minimum(value = "0"), maximum(value = "10000000")))]
    people: Option<i64>,
    /// Registered-poor households.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    poor_households: Option<i64>,
    /// Year in which people moved in.
    #[oai(validator(minimum(value = "1980"), maximum(value = "2100")))]
    move_in_year: Option<i32>,
    /// Land in 亩.
    land_area_mu: Option<AreaMu>,
    /// Buildings in m².
    building_area_m2: Option<AreaM2>,
    /// Investment in yuan.
    investment: Option<Money>,
    /// True when the paper says "about".
    approximate: Option<bool>,
    /// Remark.
    note: Option<Plain<500>>,
    /// Names other systems give it; replaces them all.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
}

impl From<SitePatch> for SiteFields {
    fn from(p: SitePatch) -> Self {
        Self {
            name: p.name.map(Into::into),
            region: p.region_code,
            town_name: p.town_name.map(Into::into),
            households: p.households,
            people: p.people,
            poor_households: p.poor_households,
            move_in_year: p.move_in_year,
            land_mu: p.land_area_mu,
            building_area_m2: p.building_area_m2,
            investment: p.investment,
            approximate: p.approximate,
            note: p.note.map(Into::into),
            external_ids: given(p.external_ids),
        }
    }
}

impl From<NewSite> for SitePatch {
    fn from(n: NewSite) -> Self {
        Self {
            name: Some(n.name),
            region_code: Some(n.region_code),
            town_name: n.town_name,
            households: n.households,
            people: n.people,
            poor_households: n.poor_households,
            move_in_year: n.move_in_year,
            land_area_mu: n.land_area_mu,
            building_area_m2: n.building_area_m2,
            investment: n.investment,
            approximate: n.approximate,
            note: n.note,
            external_ids: n.external_ids,
        }
    }
}

/// Filters of sites.
#[derive(Debug, Object)]
pub struct SiteFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only names that contain this.
    q: Option<Text<40>>,
}

impl Filter for SiteFilter {
    const MARK: &'static str = "list:SiteFilter:sync:external";
}

impl From<SiteFilter> for SiteQuery {
    fn from(f: SiteFilter) -> Self {
        Self { name: f.q.map(Into::into), only: None }
    }
}

/// Sites.
pub struct SitesApi(pub Intake);

#[OpenApi]
impl SitesApi {
    /// Sites in one's regions
    #[oai(path = "/sites", method = "get", operation_id = "places.site.list")]
    async fn list(&self, by: Lister<SiteFilter>) -> Result<Json<PageOf<SiteView>>, Refused<Reads>> {
        let query = (by.filter.region.clone(), by.filter.into(), by.external);
        let page = list_sites(&self.0.db, &by.holder, query, &by.listing).await?;
        Ok(Json(page.map(|s| SiteView::from(&s)).into()))
    }

    /// Create a site
    #[oai(path = "/sites", method = "post", operation_id = "places.site.create")]
    async fn create(&self, by: Creating, body: Json<NewSite>) -> Result<Created<SiteView>, Refused<Writes>> {
        let region = body.0.region_code.clone();
        let work = CreateSite { actor: by.actor.clone(), region, fields: SitePatch::from(body.0).into() };
        by.run(&self.0.db, &work, |s| SiteView::from(s)).await
    }

    /// The sites as a table, as filtered
    #[oai(path = "/sites/export", method = "get", operation_id = "places.site.export")]
    async fn export(&self, by: Exporter<SiteFilter>) -> Result<TableFile, Refused<Writes>> {
        let narrowed = |f: SiteFilter| (f.region.clone(), SiteQuery::from(f));
        given_out(by, &action::SITE_EXPORT, self.0.db.clone(), narrowed).await
    }

    /// Import sites from a file; what it does not name stays as it is
    #[oai(path = "/sites/imports", method = "post", operation_id = "places.site.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0, by, form, SiteRows).await
    }

    /// A file of sites back, with what is wrong in each row; nothing is kept
    #[oai(path = "/sites/imports/marked", method = "post", operation_id = "places.site.mark_import")]
    async fn mark(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0, by, form, SiteRows).await?)
    }

    /// The template for importing sites
    #[oai(path = "/sites/imports/template", method = "get", operation_id = "places.site.read_template")]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<SiteRows>(&by)?)
    }

    /// One site
    #[oai(path = "/sites/:id", method = "get", operation_id = "places.site.read")]
    async fn read(&self, by: Caller, id: Path<SiteId>) -> Result<Read<SiteView>, Refused<Reads>> {
        Ok(Read(SiteView::from(&read_site(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Change a site
    #[oai(path = "/sites/:id", method = "patch", operation_id = "places.site.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<SiteId>,
        body: Json<SitePatch>,
    ) -> Result<Done<SiteView>, Refused<Writes>> {
        let fields = Some(body.0.into());
        let work = ChangeSite { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), fields };
        by.run(&self.0.db, &work, |s| SiteView::from(s)).await
    }

    /// Delete a site that nothing refers to; a tombstone stays
    #[oai(path = "/sites/:id", method = "delete", operation_id = "places.site.delete")]
    async fn delete(&self, by: Changing, id: Path<SiteId>) -> Result<Done<SiteView>, Refused<Writes>> {
        let work = ChangeSite { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), fields: None };
        by.run(&self.0.db, &work, |s| SiteView::from(s)).await
    }
}
