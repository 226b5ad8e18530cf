//! Dwellings as a table, with the headers under which they are imported.

use super::read::list_units;
use crate::{
    ground::{
        authority::Holder,
        kernel::{ExternalRef, RegionCode, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::tables::{Listed, Out, Titles},
    property::housing::model::{HousingUnit, UnitQuery},
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
