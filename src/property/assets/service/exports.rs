//! The register as a table, under the headers by which stock comes in.

use super::read::list_assets;
use crate::{
    ground::{
        authority::Holder,
        kernel::{ExternalRef, RegionCode, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::{
        people::WrittenName,
        tables::{Listed, Out, Titles},
    },
    property::assets::model::{Asset, AssetQuery},
};

/// Assets as filtered, today or as of a day.
pub struct Register {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: AssetQuery,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
}

impl Listed for Register {
    type Item = Asset;
    const NAME: &'static str = "assets";
    const TITLES: Titles = &[
        "资产编号",
        "资产名称",
        "资产类别",
        "资产形态",
        "行政区划代码",
        "补录基准日",
        "依据等级",
        "原值(元)",
        "所在乡镇",
        "坐落",
        "数量",
        "面积(平方米)",
        "占地面积(亩)",
        "长度(米)",
        "投入使用年份",
        "权属单位",
        "经营管护单位",
        "受益户数",
        "受益人数",
        "年收益(元)",
        "备注",
        "编号（系统）",
        "登记方式",
        "价值状态",
        "确权状态",
        "移交状态",
        "管护责任状态",
        "使用状态",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Asset>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        list_assets(&self.db, &self.holder, self.region.as_ref(), query, listing).await
    }

    fn adds_up(&self, a: &Asset) -> bool {
        a.deleted_at.is_none()
    }

    fn cells(&self, a: &Asset) -> Vec<Out> {
        let ledger = a.external_ids.iter().find(|e| e.system == "asset_ledger").or(a.external_ids.first());
        let (m, b, t) = (&a.measures, &a.beneficiaries, &a.tracks);
        vec![
            ledger.map(|e| &e.id).into(),
            Some(&a.name).into(),
            Some(a.kind.label()).into(),
            Some(a.form.label()).into(),
            Some(&a.region).into(),
            a.base_on.into(),
            a.evidence_grade.map(|g| g.label()).into(),
            t.original_value.map_or(Out::Empty, Out::Money),
            a.town_name.as_ref().into(),
            a.location.as_ref().into(),
            a.quantity.as_ref().into(),
            m.area_m2.into(),
            m.land_mu.into(),
            m.length_m.into(),
            a.in_service_year.into(),
            a.owner_name.as_ref().map(WrittenName::shown).into(),
            a.operator_name.as_ref().map(WrittenName::shown).into(),
            b.households.into(),
            b.people.into(),
            a.annual_income.map_or(Out::Empty, Out::Money),
            a.note.as_ref().into(),
            Some(&a.number).into(),
            Some(a.intake.label()).into(),
            Some(t.value.label()).into(),
            Some(t.title.label()).into(),
            Some(t.handover.label()).into(),
            Some(t.duty.label()).into(),
            Some(t.usage.label()).into(),
            Some(a.id).into(),
        ]
    }
}
