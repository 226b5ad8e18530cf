//! Requests and links as tables. The address of a link is in none of them.

use super::{
    links::list_links,
    read::{Seen, list_requests},
};
use crate::{
    ground::{
        kernel::{SiteId, UpkeepOrderId, Words as _},
        platform::{Db, Listing, Page, Sealer, Stop},
    },
    office::{
        places::sites_by_id,
        tables::{Filtered, Listed, columns},
    },
    property::{
        repairs::model::{LinkQuery, RepairLink, RequestQuery, progress},
        upkeep::orders_by_id,
    },
};

/// A request with the name of its site and the number of its order.
pub struct Row {
    seen: Seen,
    site: Option<String>,
    order: Option<String>,
}

impl Listed for Filtered<RequestQuery, (Db, Sealer)> {
    type Item = Row;
    const NAME: &'static str = "repair-requests";

    async fn page(&self, listing: &Listing) -> Result<Page<Row>, Stop> {
        let (db, sealer) = &self.from;
        let page = list_requests((db, sealer), &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let sites: Vec<SiteId> = page.items.iter().map(|s| s.request.site).collect();
        let orders: Vec<UpkeepOrderId> = page.items.iter().filter_map(|s| s.request.order).collect();
        let sites = sites_by_id(db.read(), &sites).await?;
        let orders = orders_by_id(db.read(), &orders).await?;
        Ok(page.map(|seen| Row {
            site: sites.get(&seen.request.site).map(|s| s.name.clone()),
            order: seen.request.order.and_then(|id| orders.get(&id)).map(|o| o.number.clone()),
            seen,
        }))
    }

    columns! { row;
        "报修编号" => Some(&row.seen.request.number),
        "报修日期" => Some(row.seen.request.filed_on),
        "安置点" => row.site.as_ref(),
        "行政区划代码" => Some(&row.seen.request.region),
        "类别" => Some(row.seen.request.kind.label()),
        "地点" => Some(&row.seen.told.place),
        "情况" => Some(&row.seen.told.what),
        "联系电话" => row.seen.request.phone.as_ref().map(|p| &p.shown),
        "有无照片" => Some(if row.seen.request.photo.is_some() { "有" } else { "无" }),
        "进度" => Some(progress(row.seen.request.state, row.seen.order).label()),
        "管护工单" => row.order.as_ref(),
        "答复日期" => row.seen.request.answered_on,
        "答复" => row.seen.request.answer.as_ref(),
        "不予受理理由" => row.seen.request.decline_reason.as_ref(),
        "标识" => Some(row.seen.request.id),
    }
}

impl Listed for Filtered<LinkQuery> {
    /// A link with the name of its site.
    type Item = (RepairLink, Option<String>);
    const NAME: &'static str = "repair-links";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_links(&self.from, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let sites: Vec<SiteId> = page.items.iter().map(|l| l.site).collect();
        let sites = sites_by_id(self.from.read(), &sites).await?;
        Ok(page.map(|l| {
            let site = sites.get(&l.site).map(|s| s.name.clone());
            (l, site)
        }))
    }

    columns! { (l, site);
        "安置点" => site.as_ref(),
        "行政区划代码" => Some(&l.region),
        "张贴位置" => Some(&l.place),
        "状态" => Some(l.state.label()),
        "地址版次" => Some(l.generation),
        "停用原因" => l.end_reason.as_ref(),
        "设置时间" => Some(l.created_at),
        "安置点标识" => Some(l.site),
        "标识" => Some(l.id),
    }
}
