//! Lines as a table, under the headers by which they come in.

use super::{read::list_lines, rows::SYSTEM};
use crate::{
    ground::{
        authority::Holder,
        kernel::{ExternalRef, OrganisationId, RegionCode, Words as _},
        platform::{Db, Fault, Listing, Page, Stop},
    },
    office::{
        places::organisations_by_id,
        tables::{Listed, Out, Titles},
    },
    property::stock_lists::model::{StockLine, StockLineQuery},
};

/// Lines as filtered.
pub struct LineTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: StockLineQuery,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
}

impl Listed for LineTable {
    /// A line, and the name of its body.
    type Item = (StockLine, String);
    const NAME: &'static str = "stock-lines";
    const TITLES: Titles = &[
        "清册编号",
        "资产名称",
        "账册单位",
        "资金来源",
        "清册日期",
        "原值(元)",
        "取得日期",
        "登记资产编号",
        "备注",
        "行政区划代码",
        "首次列入日期",
        "对应状态",
        "办理日期",
        "理由",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<(StockLine, String)>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        let page = list_lines(&self.db, &self.holder, self.region.as_ref(), query, listing).await?;
        let ids: Vec<OrganisationId> = page.items.iter().map(|l| l.organisation).collect();
        let bodies = organisations_by_id(self.db.read(), &ids).await?;
        let with_body = |line: StockLine| {
            let body = bodies.get(&line.organisation).ok_or_else(|| Fault::inconsistent("the body of a line"))?;
            Ok((line, body.name.clone()))
        };
        Ok(page.try_map(with_body)?)
    }

    fn adds_up(&self, _: &(StockLine, String)) -> bool {
        true
    }

    fn cells(&self, (l, body): &(StockLine, String)) -> Vec<Out> {
        let own = l.external_ids.iter().find(|e| e.system == SYSTEM).or(l.external_ids.first());
        vec![
            own.map(|e| &e.id).into(),
            Some(&l.name).into(),
            Some(body).into(),
            Some(l.source.label()).into(),
            Some(l.listed_on).into(),
            l.original_value.map_or(Out::Empty, Out::Money),
            l.acquired_on.into(),
            l.answer.as_ref().map(|a| &a.number).into(),
            l.note.as_ref().into(),
            Some(&l.region).into(),
            Some(l.first_listed_on).into(),
            Some(l.state.label()).into(),
            l.settled_on.into(),
            l.reason.as_ref().into(),
            Some(l.id).into(),
        ]
    }
}
