//! Resolutions as a table.

use super::read::{Shown, list_resolutions};
use crate::{
    benefit::{
        collectives::bodies_named,
        resolutions::model::{Count, ResolutionQuery},
    },
    ground::{
        authority::Holder,
        kernel::{CollectiveId, ExternalRef, RegionCode, Words as _},
        platform::{Db, Fault, Listing, Page, Stop},
    },
    office::tables::{Listed, Out, columns},
};

/// Resolutions as filtered.
pub struct ResolutionTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: ResolutionQuery,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
}

impl Listed for ResolutionTable {
    /// A resolution, with the number of its body and the name of its organisation.
    type Item = (Shown, String, String);
    const NAME: &'static str = "resolutions";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        let page = list_resolutions(&self.db, &self.holder, self.region.as_ref(), query, listing).await?;
        let ids: Vec<CollectiveId> = page.items.iter().map(|s| s.resolution.collective).collect();
        let bodies = bodies_named(self.db.read(), &ids).await?;
        let beside = |shown: Shown| {
            let named = bodies.get(&shown.resolution.collective);
            let (number, name) = named.ok_or_else(|| Fault::inconsistent("a resolution of no body"))?;
            Ok((shown, number.clone(), name.clone()))
        };
        Ok(page.try_map(beside)?)
    }

    columns! { (shown, number, name), figure = |of: fn(&Count) -> i64| Out::from(shown.resolution.count.as_ref().map(of));
        "编号" => Some(&shown.resolution.number),
        "表决编号" => shown.resolution.external_ids.first().map(|e| &e.id),
        "集体组织主体" => Some(name),
        "主体编号" => Some(number),
        "行政区划代码" => Some(&shown.resolution.region),
        "表决事项" => Some(shown.resolution.matter.label()),
        "议题" => Some(&shown.resolution.title),
        "会议类型" => Some(shown.resolution.meeting.label()),
        "会议日期" => Some(shown.resolution.meeting_on),
        "通知日期" => shown.resolution.notice.as_ref().map(|n| n.on),
        "应到人数" => figure(|c| c.eligible),
        "到会人数" => figure(|c| c.in_person),
        "委托人数" => figure(|c| c.by_proxy),
        "同意" => figure(|c| c.in_favour),
        "反对" => figure(|c| c.against),
        "弃权" => figure(|c| c.abstained),
        "状态" => Some(shown.resolution.state.label()),
        "未达要求的规则" => Some(shown.resolution.shortfalls.join("、")).filter(|s| !s.is_empty()),
        "事后补录" => Out::yes(shown.resolution.recorded_later),
        "引用项数" => Some(shown.uses.len()).filter(|n| *n > 0),
        "标识" => Some(shown.resolution.id),
    }
}
