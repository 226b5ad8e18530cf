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
    office::tables::{Listed, Out, Titles},
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
    const TITLES: Titles = &[
        "编号",
        "集体组织主体",
        "主体编号",
        "行政区划代码",
        "名册名称",
        "名册依据",
        "登记单位",
        "状态",
        "累计条目数",
        "当日在册数",
        "上次核查日期",
        "终止日期",
        "终止原因",
        "备注",
        "标识",
    ];

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

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (shown, number, name): &Self::Item) -> Vec<Out> {
        let r = &shown.roll;
        vec![
            Some(&r.number).into(),
            Some(name).into(),
            Some(number).into(),
            Some(&r.region).into(),
            Some(&r.name).into(),
            Some(r.basis.label()).into(),
            Some(r.per.label()).into(),
            Some(r.state.label()).into(),
            Some(r.entries).into(),
            Some(shown.standing).into(),
            shown.reviewed_on.into(),
            r.closed_on.into(),
            r.close_reason.as_ref().into(),
            r.note.as_ref().into(),
            Some(r.id).into(),
        ]
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
    const TITLES: Titles = &[
        "序号",
        "登记对象类型",
        "登记对象",
        "对象类别",
        "份数",
        "纳入日期",
        "起算日期",
        "状态",
        "退出原因",
        "退出日期",
        "停止计入日期",
        "作废原因",
        "备注",
        "登记对象标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<ShownEntry>, Stop> {
        let (parts, by) = ((&self.db, &self.sealer), (&self.holder, &action::ROLL_ENTRY_EXPORT));
        list_entries(parts, by, self.of, self.query, listing).await
    }

    fn adds_up(&self, shown: &ShownEntry) -> bool {
        shown.entry.void_reason.is_none()
    }

    fn cells(&self, shown: &ShownEntry) -> Vec<Out> {
        let e = &shown.entry;
        vec![
            Some(e.serial).into(),
            Some(e.whose.kind().label()).into(),
            Some(&shown.name).into(),
            Some(e.class.label()).into(),
            Shares::from_scaled(e.units_e4).into(),
            Some(e.admitted_on).into(),
            Some(e.from).into(),
            Some(e.state_on(shown.on).label()).into(),
            e.exit.map(|x| x.reason.label()).into(),
            e.exit.map(|x| x.on).into(),
            e.until().into(),
            e.void_reason.as_ref().into(),
            e.note.as_ref().into(),
            Some(e.whose.uuid().to_string()).into(),
        ]
    }
}
