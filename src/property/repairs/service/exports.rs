//! Requests as a table.

use super::read::{Seen, list_requests};
use crate::{
    ground::{
        authority::Holder,
        kernel::{RegionCode, SiteId, UpkeepOrderId, Words as _},
        platform::{Db, Listing, Page, Sealer, Stop},
    },
    office::{
        places::sites_by_id,
        tables::{Listed, Out, Titles},
    },
    property::{
        repairs::model::{RequestQuery, progress},
        upkeep::orders_by_id,
    },
};

/// Requests as filtered.
pub struct Requests {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: RequestQuery,
}

/// A request with the name of its site and the number of its order.
pub struct Row {
    seen: Seen,
    site: Option<String>,
    order: Option<String>,
}

impl Listed for Requests {
    type Item = Row;
    const NAME: &'static str = "repair-requests";
    const TITLES: Titles = &[
        "报修编号",
        "报修日期",
        "安置点",
        "行政区划代码",
        "类别",
        "地点",
        "情况",
        "联系电话",
        "有无照片",
        "进度",
        "管护工单",
        "答复日期",
        "答复",
        "不予受理理由",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Row>, Stop> {
        let by = (&self.db, &self.sealer);
        let page = list_requests(by, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let sites: Vec<SiteId> = page.items.iter().map(|s| s.request.site).collect();
        let orders: Vec<UpkeepOrderId> = page.items.iter().filter_map(|s| s.request.order).collect();
        let sites = sites_by_id(self.db.read(), &sites).await?;
        let orders = orders_by_id(self.db.read(), &orders).await?;
        Ok(page.map(|seen| Row {
            site: sites.get(&seen.request.site).map(|s| s.name.clone()),
            order: seen.request.order.and_then(|id| orders.get(&id)).map(|o| o.number.clone()),
            seen,
        }))
    }

    fn adds_up(&self, _: &Row) -> bool {
        true
    }

    fn cells(&self, row: &Row) -> Vec<Out> {
        let (r, told) = (&row.seen.request, &row.seen.told);
        vec![
            Some(&r.number).into(),
            Some(r.filed_on).into(),
            row.site.as_ref().into(),
            Some(&r.region).into(),
            Some(r.kind.label()).into(),
            Some(&told.place).into(),
            Some(&told.what).into(),
            r.phone.as_ref().map(|p| &p.shown).into(),
            Some(if r.photo.is_some() { "有" } else { "无" }).into(),
            Some(progress(r.state, row.seen.order).label()).into(),
            row.order.as_ref().into(),
            r.answered_on.into(),
            r.answer.as_ref().into(),
            r.decline_reason.as_ref().into(),
            Some(r.id).into(),
        ]
    }
}
