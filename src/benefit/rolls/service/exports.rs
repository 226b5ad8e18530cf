//! Rolls and their entries as tables; persons masked.

use super::read::{ShownEntry, ShownRoll, list_entries, list_rolls};
use crate::{
    benefit::{
        collectives::bodies_named,
        rolls::model::{EntryQuery, RollQuery},
    },
    ground::{
        authority::{Holder, action},
        kernel::{CollectiveId, Day, RegionCode, RollId, Shares, Words as _},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::tables::{Listed, columns},
};

/// Rolls as filtered.
pub struct RollTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: RollQuery,
}

impl Listed for RollTable {
    /// A roll, with the number of its body and the name of its organisation.
    type Item = (ShownRoll, String, String);
    const NAME: &'static str = "benefit-rolls";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let wanted = (&self.holder, &action::ROLL_EXPORT);
        let page = list_rolls(&self.db, wanted, self.region.as_ref(), self.query, listing).await?;
        let ids: Vec<CollectiveId> = page.items.iter().map(|s| s.roll.collective).collect();
        let bodies = bodies_named(self.db.read(), &ids).await?;
        let named = |shown: ShownRoll| {
            let body = bodies.get(&shown.roll.collective).cloned();
            let (number, name) = body.ok_or_else(|| Fault::inconsistent("a roll of no body"))?;
            Ok((shown, number, name))
        };
        Ok(page.try_map(named)?)
    }

    columns! { (shown, number, name);
        "编号" => Some(&shown.roll.number),
        "集体组织主体" => Some(name),
        "主体编号" => Some(number),
        "行政区划代码" => Some(&shown.roll.region),
        "名册名称" => Some(&shown.roll.name),
        "名册依据" => Some(shown.roll.basis.label()),
        "登记单位" => Some(shown.roll.per.label()),
        "状态" => Some(shown.roll.state.label()),
        "累计条目数" => Some(shown.roll.entries),
        "当日在册数" => Some(shown.standing),
        "上次核查日期" => shown.reviewed_on,
        "终止日期" => shown.roll.closed_on,
        "终止原因" => shown.roll.close_reason.as_ref(),
        "备注" => shown.roll.note.as_ref(),
        "标识" => Some(shown.roll.id),
    }
}

/// The entries of a roll as of a day, as filtered.
pub struct EntryTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Of which roll, as of which day; today where none is named.
    pub of: (RollId, Option<Day>),
    /// Only these.
    pub query: EntryQuery,
}

impl Listed for EntryTable {
    type Item = ShownEntry;
    const NAME: &'static str = "benefit-roll-entries";

    async fn page(&self, listing: &Listing) -> Result<Page<ShownEntry>, Stop> {
        let (parts, by) = ((&self.db, &self.sealer), (&self.holder, &action::ROLL_ENTRY_EXPORT));
        list_entries(parts, by, self.of, self.query, listing).await
    }

    fn adds_up(&self, shown: &ShownEntry) -> bool {
        shown.entry.void_reason.is_none()
    }

    columns! { shown;
        "序号" => Some(shown.entry.serial),
        "登记对象类型" => Some(shown.entry.whose.kind().label()),
        "登记对象" => Some(&shown.name),
        "对象类别" => Some(shown.entry.class.label()),
        "份数" => Shares::from_scaled(shown.entry.units_e4),
        "纳入日期" => Some(shown.entry.admitted_on),
        "起算日期" => Some(shown.entry.from),
        "状态" => Some(shown.entry.state_on(shown.on).label()),
        "退出原因" => shown.entry.exit.map(|x| x.reason.label()),
        "退出日期" => shown.entry.exit.map(|x| x.on),
        "停止计入日期" => shown.entry.until(),
        "作废原因" => shown.entry.void_reason.as_ref(),
        "备注" => shown.entry.note.as_ref(),
        "登记对象标识" => Some(shown.entry.whose.uuid().to_string()),
    }
}
