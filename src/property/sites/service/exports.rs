//! What is so at sites, as tables: counts of people, and parts of bodies.

use super::{headcounts::list_headcounts, roles::list_roles};
use crate::{
    ground::{
        authority::Holder,
        kernel::{RegionCode, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::tables::{Listed, Out, Titles},
    property::sites::model::{Headcount, HeadcountQuery, RoleQuery, SiteRole},
};

/// Counts as filtered.
pub struct HeadcountTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: HeadcountQuery,
}

impl Listed for HeadcountTable {
    type Item = Headcount;
    const NAME: &'static str = "site-headcounts";
    const TITLES: Titles =
        &["安置点标识", "行政区划代码", "统计日期", "户数", "人数", "登记状态", "撤销理由", "备注", "标识"];

    async fn page(&self, listing: &Listing) -> Result<Page<Headcount>, Stop> {
        list_headcounts(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, _: &Headcount) -> bool {
        true
    }

    fn cells(&self, h: &Headcount) -> Vec<Out> {
        vec![
            Some(h.site).into(),
            Some(&h.region).into(),
            Some(h.counted_on).into(),
            h.households.into(),
            Some(h.people).into(),
            Some(h.state.label()).into(),
            h.withdraw_reason.as_ref().into(),
            h.note.as_ref().into(),
            Some(h.id).into(),
        ]
    }
}

/// Parts as filtered.
pub struct RoleTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: RoleQuery,
}

impl Listed for RoleTable {
    type Item = SiteRole;
    const NAME: &'static str = "site-roles";
    const TITLES: Titles = &[
        "安置点标识",
        "行政区划代码",
        "职责",
        "组织形式",
        "单位标识",
        "单位名称",
        "起始日期",
        "终止日期",
        "终止理由",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<SiteRole>, Stop> {
        list_roles(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, _: &SiteRole) -> bool {
        true
    }

    fn cells(&self, r: &SiteRole) -> Vec<Out> {
        vec![
            Some(r.site).into(),
            Some(&r.region).into(),
            Some(r.role.label()).into(),
            r.body_kind.map(|kind| kind.label()).into(),
            r.who.organisation().into(),
            r.who.shown().into(),
            Some(r.from).into(),
            r.until.into(),
            r.end_reason.as_ref().into(),
            r.note.as_ref().into(),
            Some(r.id).into(),
        ]
    }
}
