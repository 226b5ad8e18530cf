//! `/asset-gaps`: what is missing of which asset, and how many they are by county, town and age.

use std::collections::HashMap;

use poem_openapi::{Object, OpenApi, param::Query, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{AssetId, Day, Money, RegionCode, Words as _},
        platform::Db,
        wire::{Caller, Exporter, Filter, Lister, PageOf, Reads, Refused, Text, Writes},
    },
    office::{
        places::Region,
        tables::{TableFile, given_out},
    },
    property::assets::{
        model::{AssetKind, Gap, GapAge, GapLine, GapOrder, GapQuery, GapSource, GapSummary, UseState},
        service::{
            gap_exports::GapTable,
            read::{list_gaps, read_gap_summary},
        },
    },
};

/// What is missing of an asset.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetGapView {
    /// The asset.
    id: AssetId,
    /// Its printed number.
    number: String,
    /// Its name.
    name: String,
    /// Its kind.
    kind: AssetKind,
    /// Where.
    region_code: RegionCode,
    /// Town: by its card, else by its region, its site or its project.
    town_name: Option<String>,
    /// Which row says so.
    town_from: Option<GapSource>,
    /// How it is used.
    use_state: UseState,
    /// Its value, in yuan.
    original_value: Option<Money>,
    /// Everything that is missing.
    gaps: Vec<Gap>,
    /// 验收日期: by its card, else by its project.
    accepted_on: Option<Day>,
    /// Which row says so.
    accepted_from: Option<GapSource>,
    /// How long ago that was.
    days_since_acceptance: Option<i64>,
    /// 验收后时间.
    age: GapAge,
}

impl AssetGapView {
    fn of(line: GapLine, today: Day) -> Self {
        let GapLine { card: a, gaps, town, accepted } = line;
        let (town_name, town_from) = town.unzip();
        let (accepted_on, accepted_from) = accepted.unzip();
        Self {
            id: a.id,
            number: a.number,
            name: a.name,
            kind: a.kind,
            region_code: a.region,
            town_name,
            town_from,
            use_state: a.usage,
            original_value: a.original_value,
            gaps,
            accepted_on,
            accepted_from,
            days_since_acceptance: accepted_on.map(|on| today.days_since(on)),
            age: GapAge::of(accepted_on, today),
        }
    }
}

/// Filters of gaps.
#[derive(Debug, Object)]
pub struct AssetGapFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only assets that have this gap.
    gap: Option<Gap>,
    /// Only in the town of this name: by the card, else by its region, its site or its project.
    town: Option<Text<60>>,
    /// Only what was accepted on this day or before, by the card, else by its project: what has stood so for long.
    accepted_until: Option<Day>,
    /// Only what has stood so for this long, as the summary counts it.
    age: Option<GapAge>,
    /// What `sort` goes by: the entry of the card, or the day of acceptance, those without one last.
    order: Option<GapOrder>,
}

impl Filter for AssetGapFilter {
    const MARK: &'static str = "list:AssetGapFilter";
}

impl AssetGapFilter {
    fn narrowed(self) -> (Option<RegionCode>, (GapQuery, GapOrder)) {
        let Self { region, gap, town, accepted_until, age, order } = self;
        let query = GapQuery { gap, town: town.map(Into::into), accepted_until, age };
        (region, (query, order.unwrap_or(GapOrder::Entered)))
    }
}

/// How many assets of a county.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetGapCounty {
    /// The county; the region of the card where that lies above one.
    region_code: RegionCode,
    /// Its name.
    region_name: Option<String>,
    /// How many assets.
    count: i64,
}

/// How many assets of a town.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetGapTown {
    /// Its county.
    region_code: RegionCode,
    /// The town; absent where no row tells it.
    town_name: Option<String>,
    /// How many assets.
    count: i64,
}

/// How many assets of an age.
#[derive(Debug, Object)]
pub struct AssetGapAge {
    /// Since when they have stood so.
    age: GapAge,
    /// What officials call it.
    label: String,
    /// How many assets.
    count: i64,
}

/// How many assets stand in the list of gaps. Each is counted once in each direction.
#[derive(Debug, Object)]
pub struct AssetGapSummary {
    /// All of them.
    count: i64,
    /// 按县.
    counties: Vec<AssetGapCounty>,
    /// 按乡镇, county by county.
    towns: Vec<AssetGapTown>,
    /// 按验收后时间: every band.
    ages: Vec<AssetGapAge>,
}

impl AssetGapSummary {
    fn of(summary: GapSummary, names: &HashMap<RegionCode, Region>) -> Self {
        let county = |(code, count): (RegionCode, i64)| {
            let region_name = names.get(&code).map(|region| region.name.clone());
            AssetGapCounty { region_code: code, region_name, count }
        };
        let town = |((region_code, town_name), count)| AssetGapTown { region_code, town_name, count };
        let age = |(age, count): (GapAge, i64)| AssetGapAge { age, label: age.label().into(), count };
        Self {
            count: summary.assets,
            counties: summary.counties.into_iter().map(county).collect(),
            towns: summary.towns.into_iter().map(town).collect(),
            ages: summary.ages.into_iter().map(age).collect(),
        }
    }
}

/// The list of gaps.
pub struct GapsApi(pub Db);

#[OpenApi]
impl GapsApi {
    /// What is missing of which asset
    #[oai(path = "/asset-gaps", method = "get", operation_id = "assets.gap.list")]
    async fn gaps(&self, by: Lister<AssetGapFilter>) -> Result<Json<PageOf<AssetGapView>>, Refused<Reads>> {
        let (today, (region, (query, order))) = (by.now.day(), by.filter.narrowed());
        let page = list_gaps(&self.0, &by.holder, region.as_ref(), (&query, order), &by.listing).await?;
        Ok(Json(page.map(|line| AssetGapView::of(line, today)).into()))
    }

    /// What is missing of which asset as a table, as filtered
    #[oai(path = "/asset-gaps/export", method = "get", operation_id = "assets.gap.export")]
    async fn export_gaps(&self, by: Exporter<AssetGapFilter>) -> Result<TableFile, Refused<Writes>> {
        let today = by.takeout.now.day();
        let narrowed = |f: AssetGapFilter| {
            let (region, (query, order)) = f.narrowed();
            (region, GapTable { query, order, today })
        };
        given_out(by, &action::ASSET_GAP_EXPORT, self.0.clone(), narrowed).await
    }

    /// How many assets something is missing of, by county, by town and by how long ago they were accepted
    #[oai(path = "/asset-gaps/summary", method = "get", operation_id = "assets.gap.read_summary")]
    async fn summary(
        &self,
        by: Caller,
        region: Query<Option<RegionCode>>,
        gap: Query<Option<Gap>>,
        town: Query<Option<Text<60>>>,
        accepted_until: Query<Option<Day>>,
    ) -> Result<Json<AssetGapSummary>, Refused<Reads>> {
        let town = town.0.map(Into::into);
        let query = GapQuery { gap: gap.0, town, accepted_until: accepted_until.0, age: None };
        let (summary, names) = read_gap_summary(&self.0, &by.holder, region.0.as_ref(), &query).await?;
        Ok(Json(AssetGapSummary::of(summary, &names)))
    }
}
