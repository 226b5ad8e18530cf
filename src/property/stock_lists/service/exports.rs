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
        tables::{Listed, Out, columns},
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

    columns! { (l, body), own = l.external_ids.iter().find(|e| e.system == SYSTEM).or(l.external_ids.first());
        "清册编号" => own.map(|e| &e.id),
        "资产名称" => Some(&l.name),
        "账册单位" => Some(body),
        "资金来源" => Some(l.source.label()),
        "清册日期" => Some(l.listed_on),
        "原值(元)" => Out::money(l.original_value),
        "取得日期" => l.acquired_on,
        "登记资产编号" => l.answer.as_ref().map(|a| &a.number),
        "备注" => l.note.as_ref(),
        "行政区划代码" => Some(&l.region),
        "首次列入日期" => Some(l.first_listed_on),
        "对应状态" => Some(l.state.label()),
        "办理日期" => l.settled_on,
        "理由" => l.reason.as_ref(),
        "标识" => Some(l.id),
    }
}
