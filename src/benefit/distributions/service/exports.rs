//! Plans and their lists as tables; persons masked.

use super::{
    read::{ShownLine, list_distributions, list_lines},
    waits::{ShownWaiting, list_waits},
};
use crate::{
    benefit::{
        collectives::bodies_named,
        distributions::model::{
            Distribution, DistributionQuery, LineQuery, WaitAge, WaitQuery, WaitingLine, written_e4,
        },
    },
    ground::{
        authority::{Holder, action},
        kernel::{CollectiveId, DistributionId, RegionCode, Words as _},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::tables::{Listed, columns},
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

    columns! { (d, number, name);
        "编号" => Some(&d.number),
        "集体组织主体" => Some(name),
        "主体编号" => Some(number),
        "行政区划代码" => Some(&d.region),
        "方案名称" => Some(&d.name),
        "分配类型" => Some(d.kind.label()),
        "状态" => Some(d.kind.state_called(d.state)),
        "计算首月" => Some(d.months.0),
        "计算末月" => Some(d.months.1),
        "收益年度" => d.source.map(|s| s.year),
        "可分配金额(元)" => d.pool,
        "分配合计(元)" => d.lines_sum,
        "未分配余额(元)" => d.remainder(),
        "明细数" => Some(d.lines),
        "更正、补发说明" => d.correction.as_ref(),
        "备注" => d.note.as_ref(),
        "标识" => Some(d.id),
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

    async fn page(&self, listing: &Listing) -> Result<Page<ShownLine>, Stop> {
        let wanted = (&self.holder, &action::DISTRIBUTION_LINE_EXPORT);
        list_lines((&self.db, &self.sealer), wanted, self.id, self.query, listing).await
    }

    columns! { shown;
        "序号" => Some(shown.line.serial),
        "持有人类型" => Some(shown.line.whose.kind().label()),
        "持有人" => Some(&shown.name),
        "股月数(份月数)" => Some(written_e4(shown.line.weight_e4)),
        "分配金额(元)" => shown.line.amount,
        "状态" => Some(shown.line.state.label()),
        "暂缓原因" => shown.line.reason.as_ref(),
        "名册类别" => shown.line.class.map(|class| class.label()),
        "等待自" => shown.since,
        "恢复发放日" => shown.line.released.first().map(|r| r.on),
    }
}

/// For whom something waits, as filtered.
pub struct WaitTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: WaitQuery,
}

/// A line that waits, as a cell tells it.
fn told(line: &WaitingLine) -> String {
    let why = line
        .reason
        .as_deref()
        .map_or_else(|| line.state.label().to_owned(), |r| format!("{}：{r}", line.state.label()));
    let since = line.since.map_or_else(String::new, |since| format!("，自 {since}"));
    format!("{} {} 元（{why}{since}）", line.number, line.amount)
}

impl Listed for WaitTable {
    /// For whom, with the number of the body and the name of its organisation.
    type Item = (ShownWaiting, String, String);
    const NAME: &'static str = "waiting-payments";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let wanted = (&self.holder, &action::DISTRIBUTION_WAIT_EXPORT);
        let page = list_waits((&self.db, &self.sealer), wanted, (self.region.as_ref(), self.query), listing).await?;
        let ids: Vec<CollectiveId> = page.items.iter().map(|w| w.waiting.collective).collect();
        let bodies = bodies_named(self.db.read(), &ids).await?;
        let named = |shown: ShownWaiting| {
            let body = bodies.get(&shown.waiting.collective).cloned();
            let (number, name) = body.ok_or_else(|| Fault::inconsistent("a distribution of no body"))?;
            Ok((shown, number, name))
        };
        Ok(page.try_map(named)?)
    }

    columns! { (w, number, name);
        "集体组织主体" => Some(name),
        "主体编号" => Some(number),
        "序号" => Some(w.waiting.serial),
        "持有人类型" => Some(w.waiting.whose.kind().label()),
        "持有人" => Some(&w.name),
        "待发合计(元)" => w.total,
        "笔数" => Some(w.waiting.lines.len()),
        "最早等待自" => w.waiting.since(),
        "等待天数" => w.days,
        "等待时长" => w.days.map(|days| WaitAge::of(days).label()),
        "明细" => Some(w.waiting.lines.iter().map(told).collect::<Vec<_>>().join("；")),
    }
}
