//! Complaints as a table: what is about what and how far it is, nothing of what was said.

use super::read::list_complaints;
use crate::{
    ground::{
        authority::Holder,
        kernel::{OrganisationId, RegionCode, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::{
        places::organisations_by_id,
        tables::{Listed, Out, columns},
    },
    property::complaints::model::{Complaint, ComplaintQuery},
};

/// Complaints as filtered.
pub struct ComplaintTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: ComplaintQuery,
}

impl Listed for ComplaintTable {
    /// A complaint with the name of whoever answers it.
    type Item = (Complaint, Option<String>);
    const NAME: &'static str = "complaints";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_complaints(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let units: Vec<OrganisationId> = page.items.iter().filter_map(|c| c.unit).collect();
        let units = organisations_by_id(self.db.read(), &units).await?;
        Ok(page.map(|c| {
            let unit = c.unit.and_then(|id| Some(units.get(&id)?.name.clone()));
            (c, unit)
        }))
    }

    columns! { (c, unit), (first, last) = (c.words.first(), c.last()), answer = last.and_then(|w| w.answer.as_ref());
        "编号" => Some(&c.number),
        "行政区划代码" => Some(&c.region),
        "类别" => Some(c.kind.label()),
        "来源渠道" => first.map(|w| w.channel.label()),
        "收到日期" => first.map(|w| w.received_on),
        "是否匿名" => Some(if c.complainant.is_some() { "否" } else { "是" }),
        "反映对象" => Out::several(c.about.iter().map(|a| &a.number)),
        "地点" => c.place.as_ref(),
        "办理状态" => Some(c.state.label()),
        "承办单位" => unit.as_ref(),
        "受理日期" => c.accepted.map(|(_, on)| on),
        "办理期限" => last.and_then(|w| w.due.as_ref()).map(|due| due.on),
        "延期次数" => Some(c.extensions.len()),
        "来意次数" => Some(c.words.len()),
        "办理结论" => answer.map(|a| a.finding.label()),
        "答复日期" => answer.map(|a| a.on),
        "办结日期" => c.closed.map(|(_, on)| on),
        "不予受理理由" => c.decline_reason.as_ref(),
        "转送去向" => c.passed_to.as_ref(),
        "承办单位标识" => c.unit,
        "标识" => Some(c.id),
    }
}
