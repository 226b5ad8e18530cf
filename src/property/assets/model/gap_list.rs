//! 资产缺口清单. How the list of gaps is asked for, what it tells of each asset, and how it is counted by county, town and age.

use std::collections::BTreeMap;

use super::{AssetKind, Gap, UseState};
use crate::ground::kernel::{AssetId, Day, Money, RegionCode};

crate::ground::kernel::words! {
    /// By what a list of gaps is ordered.
    pub enum GapOrder {
        Entered = "entered" "登记先后",
        Accepted = "accepted" "验收先后",
    }
}

crate::ground::kernel::words! {
    /// By which row a list of gaps knows a town or a day.
    pub enum GapSource {
        Card = "card" "资产卡片",
        Region = "region" "卡片的行政区划",
        Site = "site" "所在安置点",
        Project = "project" "建设项目",
    }
}

crate::ground::kernel::words! {
    /// 验收后时间. How long an asset has stood so.
    pub enum GapAge {
        Unknown = "unknown" "未验收或日期不明",
        Under90 = "under_90_days" "不足90天",
        ToOneYear = "to_one_year" "90天至1年",
        ToThreeYears = "to_three_years" "1年以上至3年",
        Older = "older" "3年以上",
    }
}

impl GapAge {
    /// The youngest number of whole days of the bands that have one: a year has 365 days here, three have 1,095.
    pub const FROM_DAYS: [(Self, u16); 3] = [(Self::ToOneYear, 90), (Self::ToThreeYears, 366), (Self::Older, 1096)];

    /// The band of an asset that was accepted so, on a day.
    pub fn of(accepted: Option<Day>, today: Day) -> Self {
        let Some(days) = accepted.map(|on| today.days_since(on)) else { return Self::Unknown };
        let reached = Self::FROM_DAYS.iter().rev().find(|(_, from)| days >= i64::from(*from));
        reached.map_or(Self::Under90, |(band, _)| *band)
    }
}

/// By what gaps are found.
#[derive(Debug, Clone, Default)]
pub struct GapQuery {
    /// Assets that have this gap; otherwise any.
    pub gap: Option<Gap>,
    /// In the town of this name, by the card, else by what the card hangs on.
    pub town: Option<String>,
    /// Accepted on this day or before, by the card, else by its project.
    pub accepted_until: Option<Day>,
    /// Of this band today.
    pub age: Option<GapAge>,
}

impl GapQuery {
    /// The same of every town.
    #[must_use]
    pub fn of_any_town(&self) -> Self {
        Self { town: None, ..self.clone() }
    }
}

/// What a card says of its town and its acceptance, and what it hangs on, which is asked where the card says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapGround {
    /// Its town, as the card writes it.
    pub card_town: Option<String>,
    /// 验收日期 of the card.
    pub card_accepted: Option<Day>,
    /// The town in which the card's own region lies.
    pub region_town: Option<String>,
    /// The town of its site.
    pub site_town: Option<String>,
    /// The town of its project.
    pub project_town: Option<String>,
    /// 验收日期 of its project.
    pub project_accepted: Option<Day>,
}

/// What the list tells of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapCard {
    /// The asset.
    pub id: AssetId,
    /// Its printed number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: AssetKind,
    /// Where.
    pub region: RegionCode,
    /// How it is used.
    pub usage: UseState,
    /// Its value.
    pub original_value: Option<Money>,
}

/// An asset of which something is missing. The card stays as it is; where it says nothing, the list tells what it hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapLine {
    /// The card.
    pub card: GapCard,
    /// Everything that is missing.
    pub gaps: Vec<Gap>,
    /// Its town, and which row says so.
    pub town: Option<(String, GapSource)>,
    /// 验收日期, and which row says so.
    pub accepted: Option<(Day, GapSource)>,
}

impl GapLine {
    /// Of a card and what it hangs on: the card's word stands before every other.
    pub fn of(card: GapCard, gaps: Vec<Gap>, ground: GapGround) -> Self {
        let towns = [
            (ground.card_town, GapSource::Card),
            (ground.region_town, GapSource::Region),
            (ground.site_town, GapSource::Site),
            (ground.project_town, GapSource::Project),
        ];
        let days = [(ground.card_accepted, GapSource::Card), (ground.project_accepted, GapSource::Project)];
        let town = towns.into_iter().find_map(|(town, source)| Some((town?, source)));
        let accepted = days.into_iter().find_map(|(day, source)| Some((day?, source)));
        Self { card, gaps, town, accepted }
    }
}

/// How many assets one county and town have of one age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapCell {
    /// 县; the card's own region where that lies above one.
    pub county: RegionCode,
    /// The town, where any row tells it.
    pub town: Option<String>,
    /// Since when they have stood so.
    pub age: GapAge,
    /// How many.
    pub assets: i64,
}

/// How many assets stand in a list of gaps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GapSummary {
    /// All of them.
    pub assets: i64,
    /// 按县.
    pub counties: BTreeMap<RegionCode, i64>,
    /// 按乡镇: county and town, those of no known town first in their county.
    pub towns: BTreeMap<(RegionCode, Option<String>), i64>,
    /// 按验收后时间: every band, in its order.
    pub ages: BTreeMap<GapAge, i64>,
}

impl GapSummary {
    /// Adds up cells, each of which counts assets that no other counts.
    pub fn of(cells: Vec<GapCell>) -> Self {
        use crate::ground::kernel::Words as _;
        let ages = GapAge::ALL.iter().map(|(age, ..)| (*age, 0)).collect();
        cells.into_iter().fold(Self { ages, ..Self::default() }, |mut sum, cell| {
            sum.assets += cell.assets;
            *sum.counties.entry(cell.county.clone()).or_default() += cell.assets;
            *sum.ages.entry(cell.age).or_default() += cell.assets;
            *sum.towns.entry((cell.county, cell.town)).or_default() += cell.assets;
            sum
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{GapAge, GapCell, GapSummary};
    use crate::ground::kernel::Day;

    #[test]
    fn a_band_begins_on_its_day_and_not_before() {
        let on = Day::of(2020, 1, 1);
        let band = |days: u16| GapAge::of(Some(on), on.plus_days(days));
        for (days, age) in [
            (0, GapAge::Under90),
            (89, GapAge::Under90),
            (90, GapAge::ToOneYear),
            (365, GapAge::ToOneYear),
            (366, GapAge::ToThreeYears),
            (1095, GapAge::ToThreeYears),
            (1096, GapAge::Older),
        ] {
            assert_eq!(band(days), age, "{days}");
        }
        assert_eq!((GapAge::of(None, on), GapAge::of(Some(on.next()), on)), (GapAge::Unknown, GapAge::Under90));
    }

    #[test]
    fn every_asset_is_counted_once_in_each_direction() {
        let cell = |county: &str, town: Option<&str>, age, assets| GapCell {
            county: county.parse().unwrap(),
            town: town.map(str::to_owned),
            age,
            assets,
        };
        let sum = GapSummary::of(vec![
            cell("431026", Some("甲镇"), GapAge::Older, 2),
            cell("431026", Some("甲镇"), GapAge::Unknown, 3),
            cell("431026", None, GapAge::Older, 5),
            cell("431027", Some("甲镇"), GapAge::Older, 7),
        ]);
        assert_eq!(sum.assets, 17);
        assert_eq!(sum.counties.values().copied().collect::<Vec<_>>(), [10, 7]);
        assert_eq!(sum.towns.values().copied().collect::<Vec<_>>(), [5, 5, 7]);
        assert_eq!(sum.ages.values().copied().collect::<Vec<_>>(), [3, 0, 0, 0, 14]);
    }
}
