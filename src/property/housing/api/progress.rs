//! `/housing-progress`.

use poem_openapi::{Object, OpenApi, param::Query, payload::Json};

use crate::{
    ground::{
        kernel::{RegionCode, SiteId},
        platform::Db,
        wire::{Caller, Reads, Refused, wire_words},
    },
    property::housing::{
        model::{Progress, ProgressBy},
        service::progress::read_progress,
    },
};

wire_words!(ProgressBy);

/// How far the titles of a site or a town are (登记进度).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct HousingProgressRow {
    /// Of which site; absent in rows by town.
    site_id: Option<SiteId>,
    /// Where: the town, or the lowest region that is known.
    region_code: RegionCode,
    /// Its name.
    name: String,
    /// How many dwellings.
    units: i64,
    /// 未登记.
    unregistered: i64,
    /// 登记中.
    in_registration: i64,
    /// 已登记.
    registered: i64,
    /// 不予登记.
    refused: i64,
}

impl From<Progress> for HousingProgressRow {
    fn from(p: Progress) -> Self {
        Self {
            units: p.units(),
            site_id: p.site,
            region_code: p.region,
            name: p.name,
            unregistered: p.unregistered,
            in_registration: p.in_registration,
            registered: p.registered,
            refused: p.refused,
        }
    }
}

/// How far the titles of one's regions are.
#[derive(Debug, Object)]
pub struct HousingProgress {
    /// One for each site or town that has dwellings, in the order of region codes.
    items: Vec<HousingProgressRow>,
}

/// Progress of titles.
pub struct ProgressApi(pub Db);

#[OpenApi]
impl ProgressApi {
    /// How far the titles of dwellings are, by site or by town
    #[oai(path = "/housing-progress", method = "get", operation_id = "housing.progress.read")]
    async fn read(
        &self,
        by: Caller,
        /// Only in this region and everything inside it.
        region: Query<Option<RegionCode>>,
        /// By what it is summed up; by site where absent.
        group: Query<Option<ProgressBy>>,
    ) -> Result<Json<HousingProgress>, Refused<Reads>> {
        let group = group.0.unwrap_or(ProgressBy::Site);
        let rows = read_progress(&self.0, &by.holder, region.0.as_ref(), group).await?;
        Ok(Json(HousingProgress { items: rows.into_iter().map(Into::into).collect() }))
    }
}
