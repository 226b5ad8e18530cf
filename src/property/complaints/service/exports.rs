//! Complaints as a table: what is about what and how far it is, nothing of what was said.

use super::read::list_complaints;
use crate::{
    ground::{
        authority::Holder,
        kernel::{RegionCode, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::tables::{Listed, Out, Titles},
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
    type Item = Complaint;
    const NAME: &'static str = "complaints";
    const TITLES: Titles = &[
        "编号",
        "行政区划代码",
        "类别",
        "来源渠道",
        "收到日期",
        "是否匿名",
        "反映对象",
        "地点",
        "办理状态",
        "承办单位标识",
        "受理日期",
        "办理期限",
        "延期次数",
        "来意次数",
        "办理结论",
        "答复日期",
        "办结日期",
        "不予受理理由",
        "转送去向",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Complaint>, Stop> {
        list_complaints(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, _: &Complaint) -> bool {
        true
    }

    fn cells(&self, c: &Complaint) -> Vec<Out> {
        let about: Vec<&str> = c.about.iter().map(|a| a.number.as_str()).collect();
        let (first, last) = (c.words.first(), c.last());
        let answer = last.and_then(|w| w.answer.as_ref());
        vec![
            Some(&c.number).into(),
            Some(&c.region).into(),
            Some(c.kind.label()).into(),
            first.map(|w| w.channel.label()).into(),
            first.map(|w| w.received_on).into(),
            Some(if c.complainant.is_some() { "否" } else { "是" }).into(),
            Some(about.join("、")).into(),
            c.place.as_ref().into(),
            Some(c.state.label()).into(),
            c.unit.into(),
            c.accepted.map(|(_, on)| on).into(),
            last.and_then(|w| w.due.as_ref()).map(|due| due.on).into(),
            Some(c.extensions.len()).into(),
            Some(c.words.len()).into(),
            answer.map(|a| a.finding.label()).into(),
            answer.map(|a| a.on).into(),
            c.closed.map(|(_, on)| on).into(),
            c.decline_reason.as_ref().into(),
            c.passed_to.as_ref().into(),
            Some(c.id).into(),
        ]
    }
}
