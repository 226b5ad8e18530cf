//! Organisations and sites as tables, with the headers under which they are imported.

use super::{organisations::list_organisations, sites::list_sites};
use crate::{
    ground::{
        authority::Holder,
        kernel::{ExternalRef, RegionCode, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::{
        places::model::{Organisation, OrganisationQuery, Site, SiteQuery},
        tables::{Listed, Out, Titles},
    },
};

/// A list with its filters, as its own operation reads it.
pub struct Filtered<Q> {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: Q,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
}

/// Ids of other systems in one cell: the bare id where there is one, each with its system where there are several.
fn ids(external: &[ExternalRef]) -> Out {
    match external {
        [] => Out::Empty,
        [one] => Out::Text(one.id.clone()),
        many => Out::Text(many.iter().map(|e| format!("{}:{}", e.system, e.id)).collect::<Vec<_>>().join(" ")),
    }
}

impl Listed for Filtered<OrganisationQuery> {
    type Item = Organisation;
    const NAME: &'static str = "organisations";
    const TITLES: Titles = &[
        "单位编号",
        "单位名称",
        "单位类别",
        "统一社会信用代码",
        "行政区划代码",
        "起始日期",
        "截止日期",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Organisation>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        list_organisations(&self.db, &self.holder, self.region.as_ref(), query, listing).await
    }

    fn adds_up(&self, o: &Organisation) -> bool {
        o.deleted_at.is_none()
    }

    fn cells(&self, o: &Organisation) -> Vec<Out> {
        vec![
            ids(&o.external_ids),
            Some(&o.name).into(),
            Some(o.kind.label()).into(),
            o.uscc.as_ref().into(),
            Some(&o.region).into(),
            o.valid_from.into(),
            o.valid_to.into(),
            o.note.as_ref().into(),
            Some(o.id).into(),
        ]
    }
}

impl Listed for Filtered<SiteQuery> {
    type Item = Site;
    const NAME: &'static str = "sites";
    const TITLES: Titles = &[
        "安置点编号",
        "安置点名称",
        "行政区划代码",
        "所在乡镇",
        "安置户数",
        "安置人数",
        "脱贫户数",
        "入住年份",
        "占地面积(亩)",
        "建筑面积(平方米)",
        "投资额(元)",
        "数字是否约数",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Site>, Stop> {
        let query = (self.region.clone(), self.query.clone(), self.external.clone());
        list_sites(&self.db, &self.holder, query, listing).await
    }

    fn adds_up(&self, s: &Site) -> bool {
        s.deleted_at.is_none()
    }

    fn cells(&self, s: &Site) -> Vec<Out> {
        vec![
            ids(&s.external_ids),
            Some(&s.name).into(),
            Some(&s.region).into(),
            s.town_name.as_ref().into(),
            s.households.into(),
            s.people.into(),
            s.poor_households.into(),
            s.move_in_year.into(),
            s.land_mu.into(),
            s.building_area_m2.into(),
            s.investment.map_or(Out::Empty, Out::Money),
            Some(if s.approximate { "是" } else { "否" }).into(),
            s.note.as_ref().into(),
            Some(s.id).into(),
        ]
    }
}
