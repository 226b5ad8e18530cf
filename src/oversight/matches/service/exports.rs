//! Lines as a table: whose list, of which day, what it says; never of whom.

use super::read::list_lines;
use crate::{
    ground::{
        authority::{Holder, action},
        kernel::{ExternalRef, RegionCode, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::tables::{Listed, Out, columns},
    oversight::matches::model::{MatchLine, MatchQuery},
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
    pub query: MatchQuery,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
}

impl Listed for LineTable {
    type Item = MatchLine;
    const NAME: &'static str = "match-lines";

    async fn page(&self, listing: &Listing) -> Result<Page<MatchLine>, Stop> {
        let by = (&self.holder, &action::MATCH_LINE_EXPORT);
        list_lines(&self.db, by, self.region.as_ref(), (self.query, self.external.clone()), listing).await
    }

    columns! { line;
        "名单行编号" => Some(line.row()),
        "比对类别" => Some(line.concern.label()),
        "提供单位" => Some(&line.source),
        "数据日期" => Some(line.listed_on),
        "行政区划代码" => Some(&line.region),
        "列有关联单位" => Out::yes(line.unit.is_there()),
        "状态" => Some(line.state.label()),
        "撤回原因" => line.withdraw_reason.as_ref(),
        "备注" => line.note.as_ref(),
        "标识" => Some(line.id),
    }
}
