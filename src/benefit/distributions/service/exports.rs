//! Plans and their lists as tables; persons masked.

use super::read::{ShownLine, list_distributions, list_lines};
use crate::{
    benefit::{
        collectives::bodies_named,
        distributions::model::{Distribution, DistributionQuery, LineQuery, written_e4},
    },
    ground::{
        authority::{Holder, action},
        kernel::{CollectiveId, DistributionId, RegionCode, Words as _},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::tables::{Listed, Out, Titles},
};

/// Plans as filtered.
pub struct DistributionTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: DistributionQuery,
}

impl Listed for DistributionTable {
    /// A plan, with the number of its body and the name of its organisation.
    type Item = (Distribution, String, String);
    const NAME: &'static str = "distributions";
    const TITLES: Titles = &[
        "编号",
        "集体组织主体",
        "主体编号",
        "行政区划代码",
        "方案名称",
        "分配类型",
        "状态",
        "计算首月",
        "计算末月",
        "收益年度",
        "可分配金额(元)",
        "分配合计(元)",
        "未分配余额(元)",
        "明细数",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_distributions(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let ids: Vec<CollectiveId> = page.items.iter().map(|d| d.collective).collect();
        let bodies = bodies_named(self.db.read(), &ids).await?;
        let named = |plan: Distribution| {
            let body = bodies.get(&plan.collective).cloned();
            let (number, name) = body.ok_or_else(|| Fault::inconsistent("a distribution of no body"))?;
            Ok((plan, number, name))
        };
        Ok(page.try_map(named)?)
    }

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (d, number, name): &Self::Item) -> Vec<Out> {
        vec![
            Some(&d.number).into(),
            Some(name).into(),
            Some(number).into(),
            Some(&d.region).into(),
            Some(&d.name).into(),
            Some(d.kind.label()).into(),
            Some(d.kind.state_called(d.state)).into(),
            Some(d.months.0).into(),
            Some(d.months.1).into(),
            d.source.map(|s| s.year).into(),
            Out::Money(d.pool),
            Out::Money(d.lines_sum),
            Out::Money(d.remainder()),
            Some(d.lines).into(),
            d.note.as_ref().into(),
            Some(d.id).into(),
        ]
    }
}

/// The list of a plan, as filtered.
pub struct LineTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Of which plan.
    pub id: DistributionId,
    /// Only these.
    pub query: LineQuery,
}

impl Listed for LineTable {
    type Item = ShownLine;
    const NAME: &'static str = "distribution-lines";
    const TITLES: Titles = &[
        "序号",
        "持有人类型",
        "持有人",
        "股月数(份月数)",
        "分配金额(元)",
        "状态",
        "暂缓原因",
        "名册类别",
        "等待自",
        "恢复发放日",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<ShownLine>, Stop> {
        let wanted = (&self.holder, &action::DISTRIBUTION_LINE_EXPORT);
        list_lines((&self.db, &self.sealer), wanted, self.id, self.query, listing).await
    }

    fn adds_up(&self, _: &ShownLine) -> bool {
        true
    }

    fn cells(&self, shown: &ShownLine) -> Vec<Out> {
        let l = &shown.line;
        vec![
            Some(l.serial).into(),
            Some(l.whose.kind().label()).into(),
            Some(&shown.name).into(),
            Some(written_e4(l.weight_e4)).into(),
            Out::Money(l.amount),
            Some(l.state.label()).into(),
            l.reason.as_ref().into(),
            l.class.map(|class| class.label()).into(),
            shown.since.into(),
            l.released.first().map(|r| r.on).into(),
        ]
    }
}
