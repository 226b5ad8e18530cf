//! `/demolitions`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{
            AreaM2, AreaMu, Day, DemolitionId, FileId, HousingUnitId, Instant, Layer, PersonId, RegionCode, SiteId,
        },
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
    property::housing::{
        model::{Demolition, DemolitionAct, DemolitionQuery, DemolitionState, ExemptReason, LandUse, Reclaimed},
        service::demolitions::{
            ActOnDemolition, DemolitionTable, OldHouse, OpenDemolition, list_demolitions, read_demolition,
        },
    },
};

wire_words!(DemolitionState, ExemptReason, LandUse);

/// The case of an old house in the place that its household left (旧房拆除).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DemolitionView {
    /// Id.
    id: DemolitionId,
    /// Version, for `If-Match`.
    etag: String,
    /// Where it stands or stood: the place of origin.
    region_code: RegionCode,
    /// Number of the house or plot in its register.
    plot: String,
    /// Where its household lives now.
    site_id: Option<SiteId>,
    /// In which dwelling.
    housing_unit_id: Option<HousingUnitId>,
    /// 户主, as a person of the register.
    household_head_id: Option<PersonId>,
    /// Floor area in m².
    floor_area_m2: Option<AreaM2>,
    /// The plot in 亩.
    plot_area_mu: Option<AreaMu>,
    /// Where it stands.
    state: DemolitionState,
    /// Why it may stand.
    exempt_reason: Option<ExemptReason>,
    /// The paper by which it is required or exempt.
    file_id: FileId,
    /// When it was taken down.
    demolished_on: Option<Day>,
    /// Pictures of the place.
    photo_file_ids: Vec<FileId>,
    /// When its plot was reclaimed.
    reclaimed_on: Option<Day>,
    /// How much of it, in 亩.
    reclaimed_area_mu: Option<AreaMu>,
    /// As what.
    land_use: Option<LandUse>,
    /// The paper of the reclamation.
    reclaimed_file_id: Option<FileId>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(DemolitionView, "/demolitions");

impl From<&Demolition> for DemolitionView {
    fn from(d: &Demolition) -> Self {
        let reclaimed = d.reclaimed.as_ref();
        Self {
            id: d.id,
            etag: d.version.to_string(),
            region_code: d.region.clone(),
            plot: d.plot.clone(),
            site_id: d.site,
            housing_unit_id: d.unit,
            household_head_id: d.household_head,
            floor_area_m2: d.floor_area,
            plot_area_mu: d.plot_area,
            state: d.state,
            exempt_reason: d.exempt_reason,
            file_id: d.paper,
            demolished_on: d.demolished_on,
            photo_file_ids: d.photos.clone(),
            reclaimed_on: reclaimed.map(|r| r.on),
            reclaimed_area_mu: reclaimed.map(|r| r.area),
            land_use: reclaimed.map(|r| r.land_use),
            reclaimed_file_id: reclaimed.map(|r| r.paper),
            note: d.note.clone(),
            layer: d.layer,
            created_at: d.created_at,
            updated_at: d.updated_at,
        }
    }
}

/// An old house as its case is opened.
#[derive(Debug, Object)]
pub struct NewDemolition {
    /// Where it stands: the place of origin.
    region_code: RegionCode,
    /// Number of the house or plot in its register; never a name or an address.
    plot: Plain<60>,
    /// Where its household lives now.
    site_id: Option<SiteId>,
    /// In which dwelling; of that site.
    housing_unit_id: Option<HousingUnitId>,
    /// 户主, as a person of the register; never a name.
    household_head_id: Option<PersonId>,
    /// Floor area in m².
    floor_area_m2: Option<AreaM2>,
    /// The plot in 亩.
    plot_area_mu: Option<AreaMu>,
    /// Why it may stand; it is to be taken down where absent.
    exempt_reason: Option<ExemptReason>,
    /// The paper by which it is required or exempt.
    file_id: FileId,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

/// It may stand.
#[derive(Debug, Object)]
pub struct DemolitionExemption {
    /// Why.
    exempt_reason: ExemptReason,
    /// The paper that grants it.
    file_id: FileId,
}

/// It is to be taken down after all.
#[derive(Debug, Object)]
pub struct DemolitionDemand {
    /// The paper that says so.
    file_id: FileId,
}

/// It was taken down.
#[derive(Debug, Object)]
pub struct DemolitionDone {
    /// On which day; not after today.
    demolished_on: Day,
    /// Pictures of the place.
    #[oai(validator(min_items = 1, max_items = 20))]
    photo_file_ids: Vec<FileId>,
}

/// Its plot was reclaimed.
#[derive(Debug, Object)]
pub struct DemolitionReclaimed {
    /// On which day; not before it was taken down, nor after today.
    reclaimed_on: Day,
    /// How much of it, in 亩; no more than the plot.
    reclaimed_area_mu: AreaMu,
    /// As what.
    land_use: LandUse,
    /// The paper.
    file_id: FileId,
}

/// Filters of cases.
#[derive(Debug, Object)]
pub struct DemolitionFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of households of this site.
    site_id: Option<SiteId>,
    /// Only in this state.
    state: Option<DemolitionState>,
    /// Only those that may stand for this reason.
    exempt_reason: Option<ExemptReason>,
    /// Only of the household of this person.
    household_head_id: Option<PersonId>,
}

impl Filter for DemolitionFilter {
    const MARK: &'static str = "list:DemolitionFilter:since";
}

impl From<&DemolitionFilter> for DemolitionQuery {
    fn from(f: &DemolitionFilter) -> Self {
        let household_head = f.household_head_id;
        Self { site: f.site_id, state: f.state, exempt_reason: f.exempt_reason, household_head }
    }
}

/// Old houses.
pub struct DemolitionsApi(pub Db);

impl DemolitionsApi {
    async fn act(
        &self,
        by: Acting,
        id: DemolitionId,
        act: DemolitionAct,
    ) -> Result<Done<DemolitionView>, Refused<Writes>> {
        let work = ActOnDemolition { actor: by.actor.clone(), id, if_match: by.if_match.clone(), act };
        by.run(&self.0, &work, |d| DemolitionView::from(d)).await
    }
}

#[OpenApi]
impl DemolitionsApi {
    /// Cases of old houses in one's regions
    #[oai(path = "/demolitions", method = "get", operation_id = "housing.demolition.list")]
    async fn list(&self, by: Lister<DemolitionFilter>) -> Result<Json<PageOf<DemolitionView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), DemolitionQuery::from(&by.filter));
        let page = list_demolitions(&self.0, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|d| DemolitionView::from(&d)).into()))
    }

    /// Open the case of an old house
    #[oai(path = "/demolitions", method = "post", operation_id = "housing.demolition.open")]
    async fn open(&self, by: Creating, body: Json<NewDemolition>) -> Result<Created<DemolitionView>, Refused<Writes>> {
        let b = body.0;
        let house = OldHouse {
            region: b.region_code,
            plot: b.plot.into(),
            site: b.site_id,
            unit: b.housing_unit_id,
            household_head: b.household_head_id,
            floor_area: b.floor_area_m2,
            plot_area: b.plot_area_mu,
            exempt_reason: b.exempt_reason,
            paper: b.file_id,
            note: b.note.map(Into::into),
        };
        by.run(&self.0, &OpenDemolition { actor: by.actor.clone(), house }, |d| DemolitionView::from(d)).await
    }

    /// The cases as a table, as filtered
    #[oai(path = "/demolitions/export", method = "get", operation_id = "housing.demolition.export")]
    async fn export(&self, by: Exporter<DemolitionFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = DemolitionQuery::from(&by.filter);
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = DemolitionTable { db, holder, region, query };
        Ok(exported(by.takeout, &action::DEMOLITION_EXPORT, list).await?)
    }

    /// One case
    #[oai(path = "/demolitions/:id", method = "get", operation_id = "housing.demolition.read")]
    async fn read(&self, by: Caller, id: Path<DemolitionId>) -> Result<Read<DemolitionView>, Refused<Reads>> {
        Ok(Read(DemolitionView::from(&read_demolition(&self.0, &by.holder, id.0).await?)))
    }

    /// Record that an old house may stand, by its paper
    #[oai(path = "/demolitions/:id/exempt", method = "post", operation_id = "housing.demolition.exempt")]
    async fn exempt(
        &self,
        by: Acting,
        id: Path<DemolitionId>,
        body: Json<DemolitionExemption>,
    ) -> Result<Done<DemolitionView>, Refused<Writes>> {
        self.act(by, id.0, DemolitionAct::Exempt(body.0.exempt_reason, body.0.file_id)).await
    }

    /// Record that an old house is to be taken down after all, by its paper
    #[oai(path = "/demolitions/:id/require", method = "post", operation_id = "housing.demolition.require")]
    async fn require(
        &self,
        by: Acting,
        id: Path<DemolitionId>,
        body: Json<DemolitionDemand>,
    ) -> Result<Done<DemolitionView>, Refused<Writes>> {
        self.act(by, id.0, DemolitionAct::Require(body.0.file_id)).await
    }

    /// Record that an old house was taken down, with pictures
    #[oai(path = "/demolitions/:id/demolish", method = "post", operation_id = "housing.demolition.demolish")]
    async fn demolish(
        &self,
        by: Acting,
        id: Path<DemolitionId>,
        body: Json<DemolitionDone>,
    ) -> Result<Done<DemolitionView>, Refused<Writes>> {
        self.act(by, id.0, DemolitionAct::Demolish(body.0.demolished_on, body.0.photo_file_ids)).await
    }

    /// Record what became of the plot
    #[oai(path = "/demolitions/:id/reclaim", method = "post", operation_id = "housing.demolition.reclaim")]
    async fn reclaim(
        &self,
        by: Acting,
        id: Path<DemolitionId>,
        body: Json<DemolitionReclaimed>,
    ) -> Result<Done<DemolitionView>, Refused<Writes>> {
        let b = body.0;
        let (on, area, land_use, paper) = (b.reclaimed_on, b.reclaimed_area_mu, b.land_use, b.file_id);
        self.act(by, id.0, DemolitionAct::Reclaim(Reclaimed { on, area, land_use, paper })).await
    }
}
