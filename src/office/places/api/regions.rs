//! `/regions`, `/holidays`.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use crate::{
    ground::{
        authority::action,
        kernel::{Day, DayKind, Level, RegionCode},
        platform::Db,
        wire::{Caller, Exporter, Filter, Lister, PageOf, Reads, Refused, Text, Writes},
    },
    office::places::{
        model::Region,
        service::{
            exports::RegionQuery,
            regions::{list_holidays, list_regions, read_region},
        },
    },
    office::tables::{TableFile, given_out},
};

/// A region of the official table.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RegionView {
    /// Unpadded code.
    pub code: RegionCode,
    /// Name.
    pub name: String,
    /// Level.
    pub level: Level,
    /// The region above.
    pub parent_code: Option<RegionCode>,
    /// First day on which the code is valid, where known.
    pub valid_from_on: Option<Day>,
    /// Last day, where it has been retired.
    pub valid_to_on: Option<Day>,
}

impl From<Region> for RegionView {
    fn from(r: Region) -> Self {
        Self {
            code: r.code,
            name: r.name,
            level: r.level,
            parent_code: r.parent,
            valid_from_on: r.valid_from,
            valid_to_on: r.valid_to,
        }
    }
}

/// Filters of regions.
#[derive(Debug, Object)]
pub struct RegionFilter {
    /// Only inside this region.
    under: Option<RegionCode>,
    /// Only of this level.
    level: Option<Level>,
    /// Only names that contain this.
    q: Option<Text<40>>,
}

impl Filter for RegionFilter {
    const MARK: &'static str = "list:RegionFilter:unsorted";
}

impl RegionFilter {
    fn narrowed(self) -> (Option<RegionCode>, RegionQuery) {
        (self.under, RegionQuery { level: self.level, name: self.q.map(Into::into) })
    }
}

/// A day that an official notice lists.
#[derive(Debug, Object)]
pub struct HolidayView {
    /// The day.
    pub on: Day,
    /// Off, or worked in exchange.
    pub kind: DayKind,
    /// Of which holiday.
    pub name: String,
}

/// The listed days of a year; every other day follows the week.
#[derive(Debug, Object)]
pub struct Holidays {
    /// The year.
    year: i32,
    /// Its listed days; none when no notice for the year is loaded, and then nothing can be counted in working days.
    items: Vec<HolidayView>,
}

/// Regions and the calendar.
pub struct RegionsApi(pub Db);

#[OpenApi]
impl RegionsApi {
    /// Regions, parents before children
    #[oai(path = "/regions", method = "get", operation_id = "places.region.list")]
    async fn list(&self, by: Lister<RegionFilter>) -> Result<Json<PageOf<RegionView>>, Refused<Reads>> {
        let (under, RegionQuery { level, name }) = by.filter.narrowed();
        let page = list_regions(&self.0, &by.holder, (under, level, name), &by.listing).await?;
        Ok(Json(page.map(RegionView::from).into()))
    }

    /// The regions as a table, as filtered
    #[oai(path = "/regions/export", method = "get", operation_id = "places.region.export")]
    async fn export(&self, by: Exporter<RegionFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::REGION_EXPORT, self.0.clone(), RegionFilter::narrowed).await
    }

    /// One region
    #[oai(path = "/regions/:code", method = "get", operation_id = "places.region.read")]
    async fn read(&self, by: Caller, code: Path<RegionCode>) -> Result<Json<RegionView>, Refused<Reads>> {
        Ok(Json(read_region(&self.0, &by.holder, &code.0).await?.into()))
    }

    /// Official holidays and make-up working days of a year
    #[oai(path = "/holidays", method = "get", operation_id = "places.holiday.list")]
    async fn holidays(
        &self,
        by: Caller,
        #[oai(validator(minimum(value = "2000"), maximum(value = "2100")))] year: Query<i32>,
    ) -> Result<Json<Holidays>, Refused<Reads>> {
        let days = list_holidays(&self.0, &by.holder, year.0).await?;
        let items = days.into_iter().map(|d| HolidayView { on: d.on, kind: d.kind, name: d.name }).collect();
        Ok(Json(Holidays { year: year.0, items }))
    }
}
