//! What is so at sites, as tables: counts of people, and parts of bodies.

use super::{headcounts::list_headcounts, roles::list_roles};
use crate::{
    ground::{
        authority::Holder,
        kernel::{OrganisationId, RegionCode, SiteId, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::{
        places::{organisations_by_id, sites_by_id},
        tables::{Listed, Out, Titles},
    },
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
    /// A count with the name of its site.
    type Item = (Headcount, Option<String>);
    const NAME: &'static str = "site-headcounts";
    const TITLES: Titles =
        &["安置点", "行政区划代码", "统计日期", "户数", "人数", "登记状态", "撤销理由", "备注", "安置点标识", "标识"];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_headcounts(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let sites: Vec<SiteId> = page.items.iter().map(|h| h.site).collect();
        let sites = sites_by_id(self.db.read(), &sites).await?;
        Ok(page.map(|h| {
            let site = sites.get(&h.site).map(|s| s.name.clone());
            (h, site)
        }))
    }

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (h, site): &Self::Item) -> Vec<Out> {
        vec![
            site.as_ref().into(),
            Some(&h.region).into(),
            Some(h.counted_on).into(),
            h.households.into(),
            Some(h.people).into(),
            Some(h.state.label()).into(),
            h.withdraw_reason.as_ref().into(),
            h.note.as_ref().into(),
            Some(h.site).into(),
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
    /// A part with the names of its site and of its organisation.
    type Item = (SiteRole, Option<String>, Option<String>);
    const NAME: &'static str = "site-roles";
    const TITLES: Titles = &[
        "安置点",
        "行政区划代码",
        "职责",
        "组织形式",
        "单位标识",
        "单位名称",
        "起始日期",
        "终止日期",
        "终止理由",
        "备注",
        "安置点标识",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_roles(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let sites: Vec<SiteId> = page.items.iter().map(|r| r.site).collect();
        let sites = sites_by_id(self.db.read(), &sites).await?;
        let units: Vec<OrganisationId> = page.items.iter().filter_map(|r| r.who.organisation()).collect();
        let units = organisations_by_id(self.db.read(), &units).await?;
        Ok(page.map(|r| {
            let site = sites.get(&r.site).map(|s| s.name.clone());
            let unit = r.who.organisation().and_then(|id| Some(units.get(&id)?.name.clone()));
            (r, site, unit)
        }))
    }

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (r, site, unit): &Self::Item) -> Vec<Out> {
        vec![
            site.as_ref().into(),
            Some(&r.region).into(),
            Some(r.role.label()).into(),
            r.body_kind.map(|kind| kind.label()).into(),
            r.who.organisation().into(),
            unit.clone().or_else(|| r.who.shown()).into(),
            Some(r.from).into(),
            r.until.into(),
            r.end_reason.as_ref().into(),
            r.note.as_ref().into(),
            Some(r.site).into(),
            Some(r.id).into(),
        ]
    }
}
