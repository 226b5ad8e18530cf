//! Transfers as a table, with the sums of what passes.

use super::read::list_transfers;
use crate::{
    ground::{
        authority::Holder,
        kernel::{OrganisationId, RegionCode, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::{
        places::organisations_by_id,
        tables::{Listed, Out, Titles},
    },
    property::transfers::model::{Transfer, TransferQuery, TransferState},
};

/// Transfers as filtered.
pub struct Transfers {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: TransferQuery,
}

/// A transfer with the names of giver, receiver, supervisor and maintainer.
pub type Row = (Transfer, [String; 4]);

impl Listed for Transfers {
    type Item = Row;
    const NAME: &'static str = "asset-transfers";
    const TITLES: Titles = &[
        "移交编号",
        "行政区划代码",
        "移交方式",
        "移交方",
        "接收方",
        "监交单位",
        "管护责任单位",
        "管护经费来源",
        "状态",
        "项数",
        "原值合计(元)",
        "账面净值合计(元)",
        "接收方入账合计(元)",
        "未整改缺陷",
        "批准日期",
        "生效日期",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Row>, Stop> {
        let page = list_transfers(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let sides = |t: &Transfer| [t.giver, t.receiver, t.supervisor, t.maintainer];
        let ids: Vec<OrganisationId> = page.items.iter().flat_map(sides).collect();
        let units = organisations_by_id(self.db.read(), &ids).await?;
        let name = |id: OrganisationId| units.get(&id).map(|o| o.name.clone()).unwrap_or_default();
        Ok(page.map(|t| {
            let names = sides(&t).map(name);
            (t, names)
        }))
    }

    /// What came to nothing moves nothing.
    fn adds_up(&self, (t, _): &Row) -> bool {
        !matches!(t.state, TransferState::Refused | TransferState::Cancelled)
    }

    fn cells(&self, (t, names): &Row) -> Vec<Out> {
        let [giver, receiver, supervisor, maintainer] = names;
        vec![
            Some(&t.number).into(),
            Some(&t.region).into(),
            Some(t.act.label()).into(),
            Some(giver).into(),
            Some(receiver).into(),
            Some(supervisor).into(),
            Some(maintainer).into(),
            Some(t.upkeep_source.label()).into(),
            Some(t.state.label()).into(),
            Some(t.passing().count()).into(),
            Out::Money(t.totals.original),
            Out::Money(t.totals.carrying),
            Out::Money(t.totals.booked),
            Some(t.passing_defects().filter(|d| d.closed.is_none()).count()).into(),
            t.approved_on.into(),
            t.effective_on.into(),
            t.note.as_ref().into(),
            Some(t.id).into(),
        ]
    }
}
