//! Dwellings as a table, with the headers under which they are imported; and batches of titles.

use super::{
    read::{list_batches, list_units},
    stays::list_stays,
};
use crate::{
    ground::{
        authority::Holder,
        kernel::{ExternalRef, Money, RegionCode, SiteId, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::{
        places::sites_by_id,
        tables::{Listed, Out, columns},
    },
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

/// Rows of a page, each with the name of its site.
async fn at_sites<T: Send>(
    db: &Db,
    page: Page<T>,
    site_of: impl Fn(&T) -> SiteId + Send,
) -> Result<Page<(T, Option<String>)>, Stop> {
    let sites: Vec<SiteId> = page.items.iter().map(&site_of).collect();
    let sites = sites_by_id(db.read(), &sites).await?;
    Ok(page.map(|row| {
        let site = sites.get(&site_of(&row)).map(|s| s.name.clone());
        (row, site)
    }))
}

/// What other systems call a dwelling.
fn names(unit: &HousingUnit) -> Out {
    let names: Vec<&str> = unit.external_ids.iter().map(|e| e.id.as_str()).collect();
    Some(names.join(" ")).filter(|n| !n.is_empty()).into()
}

impl Listed for Register {
    /// A dwelling with the name of its site.
    type Item = (HousingUnit, Option<String>);
    const NAME: &'static str = "housing-units";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        let page = list_units(&self.db, &self.holder, self.region.as_ref(), query, listing).await?;
        at_sites(&self.db, page, |u| u.site).await
    }

    fn adds_up(&self, (u, _): &Self::Item) -> bool {
        u.deleted_at.is_none()
    }

    columns! { (u, site), certificate = u.certificate.as_ref();
        "住房编号" => names(u),
        "安置点" => site.as_ref(),
        "行政区划代码" => Some(&u.region),
        "住房类别" => Some(u.kind.label()),
        "栋号" => Some(&u.building),
        "房号" => Some(&u.room),
        "建筑面积(平方米)" => u.area,
        "家庭人口" => u.household_size,
        "入住情况" => Some(u.occupancy.label()),
        "登记状态" => Some(u.title.label()),
        "不动产权证号" => certificate.map(|c| &c.number),
        "登记日期" => certificate.map(|c| c.on),
        "备注" => u.note.as_ref(),
        "安置点标识" => Some(u.site),
        "标识" => Some(u.id),
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
    /// A batch with the name of its site.
    type Item = (TitleBatch, Option<String>);
    const NAME: &'static str = "title-batches";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_batches(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        at_sites(&self.db, page, |b| b.site).await
    }

    columns! { (b, site), count = |outcome: TitleOutcome| b.items.iter().filter(|i| i.result.outcome() == outcome).count();
        "批次编号" => Some(&b.number),
        "安置点" => site.as_ref(),
        "行政区划代码" => Some(&b.region),
        "批次状态" => Some(b.state.label()),
        "受理日期" => b.submitted_on,
        "住房套数" => Some(b.items.len()),
        "待登记套数" => Some(b.pending()),
        "已登记套数" => Some(count(TitleOutcome::Registered)),
        "不予登记套数" => Some(count(TitleOutcome::Refused)),
        "收取费用(元)" => Out::money(Money::sum(b.items.iter().filter_map(|i| i.result.fee()))),
        "撤回理由" => b.withdraw_reason.as_ref(),
        "备注" => b.note.as_ref(),
        "安置点标识" => Some(b.site),
        "标识" => Some(b.id),
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

    async fn page(&self, listing: &Listing) -> Result<Page<HousingStay>, Stop> {
        list_stays(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    columns! { s;
        "住房标识" => Some(s.unit),
        "安置点标识" => Some(s.site),
        "行政区划代码" => Some(&s.region),
        "户标识" => Some(s.household),
        "起始日期" => Some(s.from),
        "终止日期" => s.until,
        "是否合住" => Out::yes(s.shared),
        "终止理由" => s.end_reason.as_ref(),
        "备注" => s.note.as_ref(),
        "标识" => Some(s.id),
    }
}
