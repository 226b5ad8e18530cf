//! Postings and decisions of villages as tables. Whom a posting names is in none of them.

use std::collections::HashMap;

use super::{decisions::list_decisions, read::list_postings};
use crate::{
    ground::{
        kernel::{OfficerId, Words as _},
        platform::{Listing, Page, Stop},
    },
    office::{
        access::names_of,
        publicity::model::{Decision, DecisionQuery, Posting, PostingQuery},
        tables::{Filtered, Listed, Out, columns},
    },
};

/// Who did what of a posting, by name.
pub struct Officers {
    filed: Option<String>,
    posted: Option<String>,
    closed: Option<String>,
}

impl Officers {
    fn of(p: &Posting, names: &HashMap<OfficerId, String>) -> Self {
        let name = |id: Option<OfficerId>| names.get(&id?).cloned();
        let closed = name(p.closed.map(|(by, _)| by));
        Self { filed: name(Some(p.filed_by)), posted: name(p.posted_by), closed }
    }
}

impl Listed for Filtered<PostingQuery> {
    type Item = (Posting, Officers);
    const NAME: &'static str = "publicity";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_postings(&self.from, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let who = |p: &Posting| [Some(p.filed_by), p.posted_by, p.closed.map(|(by, _)| by)];
        let names = names_of(self.from.read(), page.items.iter().flat_map(who).flatten().collect()).await?;
        Ok(page.map(|p| {
            let officers = Officers::of(&p, &names);
            (p, officers)
        }))
    }

    columns! { (p, who);
        "公示编号" => Some(&p.number),
        "公示事项" => Some(p.matter.label()),
        "标题" => Some(&p.title),
        "行政区划代码" => Some(&p.region),
        "公示对象" => Out::several(p.subjects.iter().map(|s| &s.number)),
        "公示期" => Some(p.span.written()),
        "状态" => Some(p.state.label()),
        "版次" => Some(p.revision),
        "公示条数" => Some(p.lines),
        "张贴地点" => Out::several(p.places.iter().map(|place| &place.name)),
        "起始日期" => p.terms.first().map(|t| t.from),
        "本次起始日期" => p.terms.last().map(|t| t.from),
        "本次届满日期" => p.terms.last().map(|t| t.ends_on),
        "异议件数" => Some(p.objections.len()),
        "待答复异议" => Some(p.objections.iter().filter(|o| o.answer.is_none()).count()),
        "期满后录入的异议" => Some(p.objections.iter().filter(|o| o.recorded_late_on.is_some()).count()),
        "监督电话" => Some(&p.hotline),
        "拟稿人员" => who.filed.as_ref(),
        "发布人员" => who.posted.as_ref(),
        "办结人员" => who.closed.as_ref(),
        "办结日期" => p.closed.map(|(_, on)| on),
        "撤回原因" => p.end_reason.as_ref(),
        "内容摘要" => Some(p.digest),
        "村级决策标识" => p.decision,
        "标识" => Some(p.id),
    }
}

impl Listed for Filtered<DecisionQuery> {
    type Item = (Decision, Option<String>);
    const NAME: &'static str = "village-decisions";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_decisions(&self.from, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let names = names_of(self.from.read(), page.items.iter().map(|d| d.recorded_by).collect()).await?;
        Ok(page.map(|d| {
            let officer = names.get(&d.recorded_by).cloned();
            (d, officer)
        }))
    }

    columns! { (d, officer);
        "决策编号" => Some(&d.number),
        "行政区划代码" => Some(&d.region),
        "村（社区）" => Some(&d.village),
        "决策机构" => Some(d.body.label()),
        "决策事项" => Some(&d.title),
        "决策日期" => Some(d.decided_on),
        "表决结果" => Some(d.result.label()),
        "登记人员" => officer.as_ref(),
        "材料标识" => Some(d.file),
        "标识" => Some(d.id),
    }
}
