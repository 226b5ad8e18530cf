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
        tables::{Listed, columns},
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

    async fn page(&self, listing: &Listing) -> Result<Page<Row>, Stop> {
        let page = list_transfers(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let sides = |t: &Transfer| [t.giver, t.receiver, t.supervisor, t.maintainer];
        let joint = page.items.iter().flat_map(|t| t.co_givers.iter().map(|g| g.unit));
        let ids: Vec<OrganisationId> = page.items.iter().flat_map(sides).chain(joint).collect();
        let units = organisations_by_id(self.db.read(), &ids).await?;
        let name = |id: OrganisationId| units.get(&id).map(|o| o.name.clone()).unwrap_or_default();
        Ok(page.map(|t| {
            let [_, receiver, supervisor, maintainer] = sides(&t).map(name);
            let givers = t.givers().into_iter().map(name).collect::<Vec<_>>().join("、");
            let names = [givers, receiver, supervisor, maintainer];
            (t, names)
        }))
    }

    /// What came to nothing moves nothing.
    fn adds_up(&self, (t, _): &Row) -> bool {
        !matches!(t.state, TransferState::Refused | TransferState::Cancelled)
    }

    columns! { (t, names), [giver, receiver, supervisor, maintainer] = names;
        "移交编号" => Some(&t.number),
        "行政区划代码" => Some(&t.region),
        "移交方式" => Some(t.act.label()),
        "移交方" => Some(giver),
        "接收方" => Some(receiver),
        "监交单位" => Some(supervisor),
        "管护责任单位" => Some(maintainer),
        "管护经费来源" => Some(t.upkeep_source.label()),
        "状态" => Some(t.state.label()),
        "项数" => Some(t.passing().count()),
        "原值合计(元)" => t.totals.original,
        "账面净值合计(元)" => t.totals.carrying,
        "接收方入账合计(元)" => t.totals.booked,
        "未整改缺陷" => Some(t.passing_defects().filter(|d| d.closed.is_none()).count()),
        "批准日期" => t.approved_on,
        "生效日期" => t.effective_on,
        "备注" => t.note.as_ref(),
        "标识" => Some(t.id),
    }
}
