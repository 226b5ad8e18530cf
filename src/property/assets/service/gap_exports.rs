//! What is missing of which asset, as a table.

use super::read::list_gaps;
use crate::{
    ground::{
        kernel::{Day, Words as _},
        platform::{Listing, Page, Stop},
    },
    office::tables::{Filtered, Listed, Out, columns},
    property::assets::model::{Asset, Gap, GapQuery},
};

/// Gaps, with the day from which the days since an acceptance are counted.
pub struct GapTable {
    /// Only these.
    pub query: GapQuery,
    /// Today.
    pub today: Day,
}

impl Listed for Filtered<GapTable> {
    type Item = (Asset, Vec<Gap>);
    const NAME: &'static str = "asset-gaps";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        list_gaps(&self.from, &self.holder, self.region.as_ref(), &self.query.query, listing).await
    }

    columns! { self, (a, gaps);
        "资产编号" => Some(&a.number),
        "资产名称" => Some(&a.name),
        "资产类别" => Some(a.kind.label()),
        "行政区划代码" => Some(&a.region),
        "所在乡镇" => a.town_name.as_ref(),
        "使用状态" => Some(a.tracks.usage.label()),
        "原值(元)" => Out::money(a.tracks.original_value),
        "缺项" => Out::several(gaps.iter().map(|g| g.label())),
        "缺项数" => Some(gaps.len()),
        "验收日期" => a.accepted_on,
        "验收后天数" => a.accepted_on.map(|on| self.query.today.days_since(on)),
        "标识" => Some(a.id),
    }
}
