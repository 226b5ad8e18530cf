//! Dwellings as a table, with the headers under which they are imported; and batches of titles.

use super::{
    read::{list_batches, list_units},
    stays::list_stays,
};
use crate::{
    ground::{
        authority::Holder,
        kernel::{ExternalRef, Money, RegionCode, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::tables::{Listed, Out, Titles},
    property::housing::model::{BatchQuery, HousingStay, HousingUnit, StayQuery, TitleBatch, TitleOutcome, UnitQuery},
};

/// Dwellings as filtered.
pub struct Register {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: UnitQuery,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
}

impl Listed for Register {
    type Item = HousingUnit;
    const NAME: &'static str = "housing-units";
    const TITLES: Titles = &[
        "住房编号",
        "安置点标识",
        "行政区划代码",
        "住房类别",
        "栋号",
        "房号",
        "建筑面积(平方米)",
        "家庭人口",
        "入住情况",
        "登记状态",
        "不动产权证号",
        "登记日期",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<HousingUnit>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        list_units(&self.db, &self.holder, self.region.as_ref(), query, listing).await
    }

    fn adds_up(&self, u: &HousingUnit) -> bool {
        u.deleted_at.is_none()
    }

    fn cells(&self, u: &HousingUnit) -> Vec<Out> {
        let names: Vec<String> = u.external_ids.iter().map(|e| e.id.clone()).collect();
        let certificate = u.certificate.as_ref();
        vec![
            Some(names.join(" ")).filter(|n| !n.is_empty()).into(),
            Some(u.site).into(),
            Some(&u.region).into(),
            Some(u.kind.label()).into(),
            Some(&u.building).into(),
            Some(&u.room).into(),
            u.area.into(),
            u.household_size.into(),
            Some(u.occupancy.label()).into(),
            Some(u.title.label()).into(),
            certificate.map(|c| &c.number).into(),
            certificate.map(|c| c.on).into(),
            u.note.as_ref().into(),
            Some(u.id).into(),
        ]
    }
}

/// Batches as filtered.
pub struct BatchTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: BatchQuery,
}

impl Listed for BatchTable {
    type Item = TitleBatch;
    const NAME: &'static str = "title-batches";
    const TITLES: Titles = &[
        "批次编号",
        "安置点标识",
        "行政区划代码",
        "批次状态",
        "受理日期",
        "住房套数",
        "待登记套数",
        "已登记套数",
        "不予登记套数",
        "收取费用(元)",
        "撤回理由",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<TitleBatch>, Stop> {
        list_batches(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, _: &TitleBatch) -> bool {
        true
    }

    fn cells(&self, b: &TitleBatch) -> Vec<Out> {
        let count = |outcome: TitleOutcome| b.items.iter().filter(|i| i.result.outcome() == outcome).count();
        vec![
            Some(&b.number).into(),
            Some(b.site).into(),
            Some(&b.region).into(),
            Some(b.state.label()).into(),
            b.submitted_on.into(),
            Some(b.items.len()).into(),
            Some(b.pending()).into(),
            Some(count(TitleOutcome::Registered)).into(),
            Some(count(TitleOutcome::Refused)).into(),
            Money::sum(b.items.iter().filter_map(|i| i.result.fee())).map_or(Out::Empty, Out::Money),
            b.withdraw_reason.as_ref().into(),
            b.note.as_ref().into(),
            Some(b.id).into(),
        ]
    }
}

/// Stays as filtered.
pub struct Stays {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: StayQuery,
}

impl Listed for Stays {
    type Item = HousingStay;
    const NAME: &'static str = "housing-stays";
    const TITLES: Titles = &[
        "住房标识",
        "安置点标识",
        "行政区划代码",
        "户标识",
        "起始日期",
        "终止日期",
        "是否合住",
        "终止理由",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<HousingStay>, Stop> {
        list_stays(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, _: &HousingStay) -> bool {
        true
    }

    fn cells(&self, s: &HousingStay) -> Vec<Out> {
        vec![
            Some(s.unit).into(),
            Some(s.site).into(),
            Some(&s.region).into(),
            Some(s.household).into(),
            Some(s.from).into(),
            s.until.into(),
            Some(if s.shared { "是" } else { "否" }).into(),
            s.end_reason.as_ref().into(),
            s.note.as_ref().into(),
            Some(s.id).into(),
        ]
    }
}
