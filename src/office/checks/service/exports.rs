//! Leads as a table.

use std::sync::Arc;

use super::{
    model::{LeadQuery, LeadTold},
    read::list_leads,
};
use crate::{
    ground::{
        kernel::{Lang, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::{
        access::names_of,
        checks::check::Book,
        tables::{Filtered, Listed, Out, columns},
    },
};

impl Listed for Filtered<LeadQuery, (Db, Arc<Book>)> {
    /// A lead, with who decided on it and who took that back.
    type Item = (LeadTold, [Option<String>; 2]);
    const NAME: &'static str = "audit-leads";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let (db, _) = &self.from;
        let page = list_leads(db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let who = page.items.iter().flat_map(|l| [l.lead.decided_by, l.lead.taken_back_by]).flatten();
        let names = names_of(db.read(), who.collect()).await?;
        Ok(page.map(|l| {
            let who = [l.lead.decided_by, l.lead.taken_back_by].map(|id| names.get(&id?).cloned());
            (l, who)
        }))
    }

    columns! { self, (told, who), [decided, taken_back] = who, l = &told.lead;
        "线索编号" => Some(&l.number),
        "检查项" => Some(&l.check),
        "检查名称" => self.from.1.about(&l.check).map(|a| a.title.text(Lang::Zh)),
        "依据" => self.from.1.about(&l.check).and_then(|a| a.cited_in(&l.region, Lang::Zh)),
        "事项类别" => Some(l.subject.kind.label()),
        "行政区划代码" => Some(&l.region),
        "等级" => Some(l.severity.label()),
        "涉及金额(元)" => Out::money(l.amount),
        "数据" => self.from.1.about(&l.check).map(|a| a.told(&l.figures)),
        "状态" => Some(l.state.label()),
        "仍然存在" => Out::yes(l.present),
        "发现日期" => Some(l.found_on),
        "变化日期" => Some(l.changed_on),
        "再现次数" => Some(l.returns),
        "情况说明" => l.explanation.as_ref(),
        "说明人员" => told.explainer.as_ref(),
        "说明人员所在单位" => told.unit.as_ref(),
        "处理意见" => l.decision.as_ref(),
        "处理人员" => decided.as_ref(),
        "撤回确认理由" => l.taken_back.as_ref(),
        "撤回人员" => taken_back.as_ref(),
        "事项标识" => Some(l.subject.id),
        "标识" => Some(l.id),
    }
}
