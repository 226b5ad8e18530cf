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
    office::tables::{Listed, Out, Titles},
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
    const TITLES: Titles = &[
        "编号",
        "表决编号",
        "集体组织主体",
        "主体编号",
        "行政区划代码",
        "表决事项",
        "议题",
        "会议类型",
        "会议日期",
        "通知日期",
        "应到人数",
        "到会人数",
        "委托人数",
        "同意",
        "反对",
        "弃权",
        "状态",
        "未达要求的规则",
        "事后补录",
        "引用项数",
        "标识",
    ];

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

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (shown, number, name): &Self::Item) -> Vec<Out> {
        let r = &shown.resolution;
        let figure = |of: fn(&Count) -> i64| Out::from(r.count.as_ref().map(of));
        vec![
            Some(&r.number).into(),
            r.external_ids.first().map(|e| &e.id).into(),
            Some(name).into(),
            Some(number).into(),
            Some(&r.region).into(),
            Some(r.matter.label()).into(),
            Some(&r.title).into(),
            Some(r.meeting.label()).into(),
            Some(r.meeting_on).into(),
            r.notice.as_ref().map(|n| n.on).into(),
            figure(|c| c.eligible),
            figure(|c| c.in_person),
            figure(|c| c.by_proxy),
            figure(|c| c.in_favour),
            figure(|c| c.against),
            figure(|c| c.abstained),
            Some(r.state.label()).into(),
            Some(r.shortfalls.join("、")).filter(|s| !s.is_empty()).into(),
            Some(if r.recorded_later { "是" } else { "否" }).into(),
            Some(shown.uses.len()).filter(|n| *n > 0).into(),
            Some(r.id).into(),
        ]
    }
}
