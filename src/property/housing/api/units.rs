//! `/housing-units`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{AreaM2, Day, FileId, HousingUnitId, Instant, Layer, PersonId, RegionCode, SiteId},
        wire::{
            Caller, Changing, Created, Creating, Deferring, Done, Exporter, ExternalId, Filter, Lister, PageOf, Plain,
            Read, Reads, Refused, Text, Writes, given, resource, shown, texts, wire_words,
        },
    },
    office::tables::{ImportForm, ImportReply, Intake, TableFile, exported, import, mark, template},
    property::housing::{
        model::{HousingKind, HousingUnit, Occupancy, UnitQuery, UnitTitleState},
        service::{
            exports::Register,
            read::{list_units, read_unit},
            unit_rows::UnitRows,
            units::{ChangeUnit, CreateUnit, UnitFields},
        },
    },
};

wire_words!(HousingKind, Occupancy, UnitTitleState);

/// One dwelling of a site (安置住房).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct HousingUnitView {
    /// Id.
    id: HousingUnitId,
    /// Version, for `If-Match`.
    etag: String,
    /// Of which site.
    site_id: SiteId,
    /// Where that lies.
    region_code: RegionCode,
    /// What it is.
    kind: HousingKind,
    /// 栋.
    building: String,
    /// 单元、室.
    room: String,
    /// Floor area in m².
    area_m2: Option<AreaM2>,
    /// 户主, as a person of the register.
    household_head_id: Option<PersonId>,
    /// Persons of the household.
    household_size: Option<i32>,
    /// Who lives there.
    occupancy: Occupancy,
    /// How far its title is.
    title_state: UnitTitleState,
    /// Number of its certificate (不动产权证).
    certificate_no: Option<String>,
    /// The day of its registration.
    registered_on: Option<Day>,
    /// The paper by which that, or what it says, was told or changed last.
    certificate_file_id: Option<FileId>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
    /// When it was deleted.
    deleted_at: Option<Instant>,
}
resource!(HousingUnitView, "/housing-units");

impl From<&HousingUnit> for HousingUnitView {
    fn from(u: &HousingUnit) -> Self {
        Self {
            id: u.id,
            etag: u.version.to_string(),
            site_id: u.site,
            region_code: u.region.clone(),
            kind: u.kind,
            building: u.building.clone(),
            room: u.room.clone(),
            area_m2: u.area,
            household_head_id: u.household_head,
            household_size: u.household_size,
            occupancy: u.occupancy,
            title_state: u.title,
            certificate_no: u.certificate.as_ref().map(|c| c.number.clone()),
            registered_on: u.certificate.as_ref().map(|c| c.on),
            certificate_file_id: u.paper,
            note: u.note.clone(),
            layer: u.layer,
            external_ids: shown(&u.external_ids),
            created_at: u.created_at,
            updated_at: u.updated_at,
            deleted_at: u.deleted_at,
        }
    }
}

/// A dwelling as it is registered.
#[derive(Debug, Object)]
pub struct NewHousingUnit {
    /// Of which site.
    site_id: SiteId,
    /// What it is; housing of resettlement where absent.
    kind: Option<HousingKind>,
    /// 栋.
    building: Plain<40>,
    /// 单元、室.
    room: Plain<40>,
    /// Floor area in m².
    area_m2: Option<AreaM2>,
    /// 户主, as a person of the register; never a name.
    household_head_id: Option<PersonId>,
    /// Persons of the household.
    #[oai(validator(minimum(value = "1"), maximum(value = "99")))]
    household_size: Option<i32>,
    /// Who lives there; nobody where absent.
    occupancy: Option<Occupancy>,
    /// Number of an old certificate, with its day.
    certificate_no: Option<Plain<60>>,
    /// The day of its registration.
    registered_on: Option<Day>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
    /// Names other systems give it.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// Changes of a dwelling; what is absent stays.
#[derive(Debug, Object)]
pub struct HousingUnitPatch {
    /// What it is.
    kind: Option<HousingKind>,
    /// 栋.
    building: Option<Plain<40>>,
    /// 单元、室.
    room: Option<Plain<40>>,
    /// Floor area in m².
    area_m2: Option<AreaM2>,
    /// 户主, as a person of the register; never a name.
    household_head_id: Option<PersonId>,
    /// Persons of the household.
    #[oai(validator(minimum(value = "1"), maximum(value = "99")))]
    household_size: Option<i32>,
    /// Who lives there.
    occupancy: Option<Occupancy>,
    /// Number of an old certificate, with its day; not where a batch brings it. Of a registered dwelling, the new one by its paper.
    certificate_no: Option<Plain<60>>,
    /// The day of its registration.
    registered_on: Option<Day>,
    /// The paper of the registration office by which what a certificate says of the dwelling was corrected or changed: of a registered one, kind,
    /// building, room, area and certificate change by it alone.
    file_id: Option<FileId>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
    /// Names other systems give it; replaces them all.
    #[oai(validator(max_items = 10))]
    external_ids: Option<Vec<ExternalId>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

impl From<HousingUnitPatch> for UnitFields {
    fn from(p: HousingUnitPatch) -> Self {
        let fields = Self {
            kind: p.kind,
            building: p.building.map(Into::into),
            room: p.room.map(Into::into),
            area: p.area_m2,
            household_head: p.household_head_id,
            household_size: p.household_size,
            occupancy: p.occupancy,
            certificate_no: p.certificate_no.map(Into::into),
            registered_on: p.registered_on,
            paper: p.file_id,
            note: p.note.map(Into::into),
            external_ids: given(p.external_ids),
            acknowledged: texts(p.acknowledged),
        };
        fields.evened()
    }
}

impl From<NewHousingUnit> for HousingUnitPatch {
    fn from(n: NewHousingUnit) -> Self {
        Self {
            kind: n.kind,
            building: Some(n.building),
            room: Some(n.room),
            area_m2: n.area_m2,
            household_head_id: n.household_head_id,
            household_size: n.household_size,
            occupancy: n.occupancy,
            certificate_no: n.certificate_no,
            registered_on: n.registered_on,
            file_id: None,
            note: n.note,
            external_ids: n.external_ids,
            acknowledged: n.acknowledged,
        }
    }
}

/// Filters of dwellings.
#[derive(Debug, Object)]
pub struct HousingUnitFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this site.
    site_id: Option<SiteId>,
    /// Only of this kind.
    kind: Option<HousingKind>,
    /// Only those whose title is so far.
    title_state: Option<UnitTitleState>,
    /// Only those lived in like this.
    occupancy: Option<Occupancy>,
    /// Only of the household of this person.
    household_head_id: Option<PersonId>,
    /// Only in this building.
    building: Option<Text<40>>,
}

impl Filter for HousingUnitFilter {
    const MARK: &'static str = "list:HousingUnitFilter:sync:external";
}

impl From<HousingUnitFilter> for UnitQuery {
    fn from(f: HousingUnitFilter) -> Self {
        Self {
            site: f.site_id,
            kind: f.kind,
            title: f.title_state,
            occupancy: f.occupancy,
            household_head: f.household_head_id,
            building: f.building.map(Into::into),
            only: None,
        }
    }
}

/// Dwellings.
pub struct HousingUnitsApi(pub Intake);

#[OpenApi]
impl HousingUnitsApi {
    /// Dwellings in one's regions
    #[oai(path = "/housing-units", method = "get", operation_id = "housing.unit.list")]
    async fn list(&self, by: Lister<HousingUnitFilter>) -> Result<Json<PageOf<HousingUnitView>>, Refused<Reads>> {
        let region = by.filter.region.clone();
        let query = (by.filter.into(), by.external);
        let page = list_units(&self.0.db, &by.holder, region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|u| HousingUnitView::from(&u)).into()))
    }

    /// Register a dwelling
    #[oai(path = "/housing-units", method = "post", operation_id = "housing.unit.create")]
    async fn create(
        &self,
        by: Creating,
        body: Json<NewHousingUnit>,
    ) -> Result<Created<HousingUnitView>, Refused<Writes>> {
        let site = body.0.site_id;
        let work = CreateUnit { actor: by.actor.clone(), site, fields: HousingUnitPatch::from(body.0).into() };
        by.run(&self.0.db, &work, |u| HousingUnitView::from(u)).await
    }

    /// The dwellings as a table, as filtered
    #[oai(path = "/housing-units/export", method = "get", operation_id = "housing.unit.export")]
    async fn export(&self, by: Exporter<HousingUnitFilter>) -> Result<TableFile, Refused<Writes>> {
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region.clone());
        let list = Register { db, holder, region, query: by.filter.into(), external: by.external };
        Ok(exported(by.takeout, &action::HOUSING_UNIT_EXPORT, list).await?)
    }

    /// Import dwellings from a file; what it does not name stays as it is
    #[oai(path = "/housing-units/imports", method = "post", operation_id = "housing.unit.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0, by, form, UnitRows).await
    }

    /// A file of dwellings back, with what is wrong in each row; nothing is kept
    #[oai(path = "/housing-units/imports/marked", method = "post", operation_id = "housing.unit.mark_import")]
    async fn mark(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0, by, form, UnitRows).await?)
    }

    /// The template for importing dwellings
    #[oai(path = "/housing-units/imports/template", method = "get", operation_id = "housing.unit.read_template")]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<UnitRows>(&by)?)
    }

    /// One dwelling
    #[oai(path = "/housing-units/:id", method = "get", operation_id = "housing.unit.read")]
    async fn read(&self, by: Caller, id: Path<HousingUnitId>) -> Result<Read<HousingUnitView>, Refused<Reads>> {
        Ok(Read(HousingUnitView::from(&read_unit(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Change a dwelling
    #[oai(path = "/housing-units/:id", method = "patch", operation_id = "housing.unit.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<HousingUnitId>,
        body: Json<HousingUnitPatch>,
    ) -> Result<Done<HousingUnitView>, Refused<Writes>> {
        let fields = Some(body.0.into());
        let work = ChangeUnit { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), fields };
        by.run(&self.0.db, &work, |u| HousingUnitView::from(u)).await
    }

    /// Delete a dwelling that nothing refers to; a tombstone stays
    #[oai(path = "/housing-units/:id", method = "delete", operation_id = "housing.unit.delete")]
    async fn delete(&self, by: Changing, id: Path<HousingUnitId>) -> Result<Done<HousingUnitView>, Refused<Writes>> {
        let work = ChangeUnit { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), fields: None };
        by.run(&self.0.db, &work, |u| HousingUnitView::from(u)).await
    }
}
