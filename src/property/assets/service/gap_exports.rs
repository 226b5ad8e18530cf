//! What is missing of which asset, as a table.

use super::read::list_gaps;
use crate::{
    ground::{
        kernel::{Day, Words as _},
        platform::{Listing, Page, Stop},
    },
    office::tables::{Filtered, Listed, Out, columns},
    property::assets::model::{GapAge, GapLine, GapOrder, GapQuery},
};

/// Gaps, with the day from which the days since an acceptance are counted.
pub struct GapTable {
    /// Only these.
    pub query: GapQuery,
    /// In which order.
    pub order: GapOrder,
    /// Today.
    pub today: Day,
}

impl Listed for Filtered<GapTable> {
    type Item = GapLine;
    const NAME: &'static str = "asset-gaps";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let query = (&self.query.query, self.query.order);
        list_gaps(&self.from, &self.holder, self.region.as_ref(), query, listing).await
    }

    columns! { self, line, a = &line.card, accepted_on = line.accepted.map(|(on, _)| on);
        "资产编号" => Some(&a.number),
        "资产名称" => Some(&a.name),
        "资产类别" => Some(a.kind.label()),
        "行政区划代码" => Some(&a.region),
        "所在乡镇" => line.town.as_ref().map(|(town, _)| town),
        "使用状态" => Some(a.usage.label()),
        "原值(元)" => Out::money(a.original_value),
        "缺项" => Out::several(line.gaps.iter().map(|g| g.label())),
        "缺项数" => Some(line.gaps.len()),
        "验收日期" => accepted_on,
        "验收后天数" => accepted_on.map(|on| self.query.today.days_since(on)),
        "验收后时间" => Some(GapAge::of(accepted_on, self.query.today).label()),
        "标识" => Some(a.id),
    }
}
