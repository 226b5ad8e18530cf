//! `/housing-stays`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{Day, FileId, HouseholdId, HousingStayId, HousingUnitId, Instant, Layer, RegionCode, SiteId},
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource,
        },
    },
    office::tables::{TableFile, exported},
    property::housing::{
        model::{HousingStay, StayQuery},
        service::{
            exports::Stays,
            stays::{EndStay, RecordStay, list_stays, read_stay},
        },
    },
};

/// That a household has a dwelling, from a day until another (住房安排).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct HousingStayView {
    /// Id.
    id: HousingStayId,
    /// Version, for `If-Match`.
    etag: String,
    /// Which dwelling.
    housing_unit_id: HousingUnitId,
    /// Of which site.
    site_id: SiteId,
    /// Where that lies.
    region_code: RegionCode,
    /// Which household.
    household_id: HouseholdId,
    /// From this day on.
    from_on: Day,
    /// The first day on which it is so no longer.
    until_on: Option<Day>,
    /// 合住: that others may have it on the same days, if they are told so too.
    shared: bool,
    /// The paper.
    file_id: Option<FileId>,
    /// Why it ended.
    end_reason: Option<String>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(HousingStayView, "/housing-stays");

impl From<&HousingStay> for HousingStayView {
    fn from(s: &HousingStay) -> Self {
        Self {
            id: s.id,
            etag: s.version.to_string(),
            housing_unit_id: s.unit,
            site_id: s.site,
            region_code: s.region.clone(),
            household_id: s.household,
            from_on: s.from,
            until_on: s.until,
            shared: s.shared,
            file_id: s.paper,
            end_reason: s.end_reason.clone(),
            note: s.note.clone(),
            layer: s.layer,
            created_at: s.created_at,
            updated_at: s.updated_at,
        }
    }
}

/// A household that is given a dwelling.
#[derive(Debug, Object)]
pub struct NewHousingStay {
    /// Which dwelling.
    housing_unit_id: HousingUnitId,
    /// Which household; it lives at the site of the dwelling, unless the stay has ended.
    household_id: HouseholdId,
    /// From this day on; not after today.
    from_on: Day,
    /// The first day on which it is so no longer.
    until_on: Option<Day>,
    /// 合住: that others may have it on the same days, if they are told so too.
    shared: Option<bool>,
    /// The paper.
    file_id: Option<FileId>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

/// How a household leaves a dwelling.
#[derive(Debug, Object)]
pub struct HousingStayEnding {
    /// The first day on which it has it no longer; not after today.
    until_on: Day,
    /// Why; never a name.
    reason: Plain<200>,
}

/// Filters of stays.
#[derive(Debug, Object)]
pub struct HousingStayFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this site.
    site_id: Option<SiteId>,
    /// Only in this dwelling.
    housing_unit_id: Option<HousingUnitId>,
    /// Only of this household.
    household_id: Option<HouseholdId>,
    /// Only on this day.
    as_of: Option<Day>,
}

impl Filter for HousingStayFilter {
    const MARK: &'static str = "list:HousingStayFilter:since";
}

impl From<HousingStayFilter> for StayQuery {
    fn from(f: HousingStayFilter) -> Self {
        Self { site: f.site_id, unit: f.housing_unit_id, household: f.household_id, on: f.as_of }
    }
}

/// Which household has which dwelling.
pub struct StaysApi(pub Db);

#[OpenApi]
impl StaysApi {
    /// Which households have which dwellings in one's regions
    #[oai(path = "/housing-stays", method = "get", operation_id = "housing.stay.list")]
    async fn list(&self, by: Lister<HousingStayFilter>) -> Result<Json<PageOf<HousingStayView>>, Refused<Reads>> {
        let region = by.filter.region.clone();
        let page = list_stays(&self.0, &by.holder, region.as_ref(), &by.filter.into(), &by.listing).await?;
        Ok(Json(page.map(|s| HousingStayView::from(&s)).into()))
    }

    /// Give a household a dwelling from a day on
    #[oai(path = "/housing-stays", method = "post", operation_id = "housing.stay.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewHousingStay>,
    ) -> Result<Created<HousingStayView>, Refused<Writes>> {
        let (actor, b) = (by.actor.clone(), body.0);
        let work = RecordStay {
            actor,
            unit: b.housing_unit_id,
            household: b.household_id,
            days: (b.from_on, b.until_on),
            shared: b.shared == Some(true),
            paper: b.file_id,
            note: b.note.map(Into::into),
        };
        by.run(&self.0, &work, |s| HousingStayView::from(s)).await
    }

    /// The stays as a table, as filtered
    #[oai(path = "/housing-stays/export", method = "get", operation_id = "housing.stay.export")]
    async fn export(&self, by: Exporter<HousingStayFilter>) -> Result<TableFile, Refused<Writes>> {
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region.clone());
        let list = Stays { db, holder, region, query: by.filter.into() };
        Ok(exported(by.takeout, &action::HOUSING_STAY_EXPORT, list).await?)
    }

    /// One stay
    #[oai(path = "/housing-stays/:id", method = "get", operation_id = "housing.stay.read")]
    async fn read(&self, by: Caller, id: Path<HousingStayId>) -> Result<Read<HousingStayView>, Refused<Reads>> {
        Ok(Read(HousingStayView::from(&read_stay(&self.0, &by.holder, id.0).await?)))
    }

    /// Say from which day on a household has a dwelling no longer
    #[oai(path = "/housing-stays/:id/end", method = "post", operation_id = "housing.stay.end")]
    async fn end(
        &self,
        by: Acting,
        id: Path<HousingStayId>,
        body: Json<HousingStayEnding>,
    ) -> Result<Done<HousingStayView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = EndStay { actor, id: id.0, if_match, until: body.0.until_on, reason: body.0.reason.into() };
        by.run(&self.0, &work, |s| HousingStayView::from(s)).await
    }
}
