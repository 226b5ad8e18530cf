//! Duties, inspections, orders, plans and what they made due, as tables. Phones stay masked.

use std::collections::HashMap;

use super::{
    list::Names,
    read::{list_dues, list_duties, list_inspections, list_orders, list_plans, orders_by_id},
};
use crate::{
    ground::{
        kernel::{AssetId, Money, OfficerId, OrganisationId, Words as _},
        platform::{Db, Fault, Listing, Page, Stop},
    },
    office::{
        access::names_of,
        places::organisations_by_id,
        tables::{Filtered, Listed, Out, columns},
    },
    property::{
        assets::{Asset, Named, assets_by_id},
        upkeep::{
            model::{
                DueQuery, DutyQuery, Inspection, InspectionQuery, OrderQuery, UpkeepDue, UpkeepDuty, UpkeepOrder,
                UpkeepPlan,
            },
            store,
        },
    },
};

/// What people call an asset.
#[derive(Clone, Default)]
pub struct Card {
    number: Option<String>,
    name: Option<String>,
}

/// What the assets of a page are called, in one query.
async fn cards(db: &Db, ids: Vec<AssetId>) -> Result<HashMap<AssetId, Card>, Fault> {
    let card = |a: Asset| Card { number: Some(a.number), name: Some(a.name) };
    Ok(assets_by_id(db.read(), &ids).await?.into_iter().map(|(id, asset)| (id, card(asset))).collect())
}

async fn named(db: &Db, units: Vec<OrganisationId>) -> Result<Names, Fault> {
    Ok(Names(organisations_by_id(db.read(), &units).await?))
}

impl Listed for Filtered<DutyQuery> {
    type Item = (UpkeepDuty, Card, String);
    const NAME: &'static str = "upkeep-duties";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_duties(&self.from, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let assets = cards(&self.from, page.items.iter().map(|d| d.asset).collect()).await?;
        let names = named(&self.from, page.items.iter().filter_map(|d| d.keeper.organisation()).collect()).await?;
        Ok(page.map(|d| {
            let (card, keeper) = (assets.get(&d.asset).cloned().unwrap_or_default(), names.of(&d.keeper));
            (d, card, keeper)
        }))
    }

    columns! { (d, card, keeper);
        "资产编号" => card.number.as_ref(),
        "资产名称" => card.name.as_ref(),
        "行政区划代码" => Some(&d.region),
        "管护内容" => Some(d.duty.label()),
        "管护责任人" => Some(keeper),
        "管护标准" => d.standard.as_ref(),
        "联系电话" => d.phone.as_ref().map(|p| &p.shown),
        "起始日期" => Some(d.from),
        "终止日期" => d.until,
        "终止原因" => d.end_reason.as_ref(),
        "责任书编号" => d.letter.as_ref(),
        "备注" => d.note.as_ref(),
        "资产标识" => Some(d.asset),
        "标识" => Some(d.id),
    }
}

impl Listed for Filtered<InspectionQuery> {
    type Item = (Inspection, Card, Option<String>);
    const NAME: &'static str = "inspections";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_inspections(&self.from, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let assets = cards(&self.from, page.items.iter().map(|i| i.asset).collect()).await?;
        let officers = names_of(self.from.read(), page.items.iter().map(|i| i.inspected_by).collect()).await?;
        Ok(page.map(|i| {
            let (card, officer) = (assets.get(&i.asset), officers.get(&i.inspected_by).cloned());
            (i, card.cloned().unwrap_or_default(), officer)
        }))
    }

    columns! { (i, card, officer);
        "资产编号" => card.number.as_ref(),
        "资产名称" => card.name.as_ref(),
        "行政区划代码" => Some(&i.region),
        "检查日期" => Some(i.on),
        "完好程度" => Some(i.grade.label()),
        "风险等级" => Some(i.risk.label()),
        "发现问题" => Out::several(&i.findings),
        "照片数" => Some(i.photos.len()),
        "检查人员" => officer.as_ref(),
        "备注" => i.note.as_ref(),
        "资产标识" => Some(i.asset),
        "标识" => Some(i.id),
    }
}

/// Whom an order names, by name.
pub struct People {
    assignee: Option<String>,
    reported: Option<String>,
    verified: Option<String>,
    payee: Option<String>,
}

/// Who reported an order, and who verified it.
fn officers_of(o: &UpkeepOrder) -> [Option<OfficerId>; 2] {
    [o.done.as_ref().map(|d| d.by), o.accepted.as_ref().map(|a| a.by)]
}

impl Listed for Filtered<OrderQuery> {
    type Item = (UpkeepOrder, Card, People);
    const NAME: &'static str = "upkeep-orders";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_orders(&self.from, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let assets = cards(&self.from, page.items.iter().map(|o| o.asset).collect()).await?;
        let payee = |o: &UpkeepOrder| o.accepted.as_ref().and_then(|a| a.payee);
        let assignee = |o: &UpkeepOrder| o.assignee.as_ref().and_then(Named::organisation);
        let units = page.items.iter().flat_map(|o| [payee(o), assignee(o)]).flatten();
        let names = named(&self.from, units.collect()).await?;
        let officers = names_of(self.from.read(), page.items.iter().flat_map(officers_of).flatten().collect()).await?;
        Ok(page.map(|o| {
            let [reported, verified] = officers_of(&o).map(|id| officers.get(&id?).cloned());
            let (assignee, payee) =
                (o.assignee.as_ref().map(|a| names.of(a)), payee(&o).map(|id| names.of(&Named::Organisation(id))));
            let card = assets.get(&o.asset).cloned().unwrap_or_default();
            (o, card, People { assignee, reported, verified, payee })
        }))
    }

    columns! { (o, card, who);
        "工单编号" => Some(&o.number),
        "资产编号" => card.number.as_ref(),
        "资产名称" => card.name.as_ref(),
        "行政区划代码" => Some(&o.region),
        "管护内容" => Some(o.duty.label()),
        "工作内容" => Some(&o.what),
        "状态" => Some(o.state.label()),
        "限期" => o.due_on,
        "承办人" => who.assignee.as_ref(),
        "派单日期" => o.assigned_on,
        "完工日期" => o.done.as_ref().map(|d| d.on),
        "完工报告人员" => who.reported.as_ref(),
        "完工情况" => o.done.as_ref().map(|d| &d.report),
        "申报费用(元)" => Out::money(o.done.as_ref().map(|d| d.cost)),
        "经费来源" => o.done.as_ref().map(|d| d.source.label()),
        "验收日期" => o.accepted.as_ref().map(|a| a.on),
        "验收人员" => who.verified.as_ref(),
        "核定费用(元)" => Out::money(o.accepted.as_ref().map(|a| a.cost)),
        "费用性质" => o.accepted.as_ref().map(|a| a.treatment.label()),
        "群众评价" => o.accepted.as_ref().map(|a| a.rating.label()),
        "评价人数" => o.accepted.as_ref().map(|a| a.raters),
        "收款单位" => who.payee.as_ref(),
        "集体收益列支(元)" => Out::money(met(o)),
        "财政支付(元)" => Out::money(o.paid),
        "办结日期" => o.closed_on,
        "取消或退回原因" => o.reason.as_ref(),
        "检查标识" => o.finding.map(|f| f.inspection),
        "问题序号" => o.finding.map(|f| f.finding),
        "报修标识" => o.request,
        "资产标识" => Some(o.asset),
        "标识" => Some(o.id),
    }
}

/// What collectives met of an order, where any did.
fn met(order: &UpkeepOrder) -> Option<Money> {
    if order.met.is_empty() { None } else { Money::sum(order.met.iter().map(|m| m.amount)) }
}

/// Plans, which have no filter beside their region.
pub struct Plans;

impl Listed for Filtered<Plans> {
    type Item = UpkeepPlan;
    const NAME: &'static str = "upkeep-plans";

    async fn page(&self, listing: &Listing) -> Result<Page<UpkeepPlan>, Stop> {
        list_plans(&self.from, &self.holder, self.region.as_ref(), listing).await
    }

    columns! { p;
        "计划名称" => Some(&p.name),
        "行政区划代码" => Some(&p.region),
        "资产类别" => Some(p.kind.label()),
        "分类代码" => p.class_code.as_ref(),
        "风险等级" => p.risk.map(|r| r.label()),
        "任务" => Some(p.task.label()),
        "管护内容" => p.duty.map(|d| d.label()),
        "工作内容" => p.what.as_ref(),
        "间隔天数" => Some(p.every_days),
        "计算方式" => Some(p.counted.label()),
        "起始日期" => Some(p.first),
        "终止日期" => p.ended,
        "终止原因" => p.end_reason.as_ref(),
        "标识" => Some(p.id),
    }
}

impl Listed for Filtered<DueQuery> {
    type Item = (UpkeepDue, Card, (Option<String>, Option<String>));
    const NAME: &'static str = "upkeep-dues";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_dues(&self.from, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let assets = cards(&self.from, page.items.iter().map(|d| d.asset).collect()).await?;
        let plans = store::find_plans(self.from.read(), page.items.iter().map(|d| d.plan).collect()).await?;
        let orders: Vec<_> = page.items.iter().filter_map(|d| d.order).collect();
        let orders = orders_by_id(self.from.read(), &orders).await?;
        Ok(page.map(|d| {
            let plan = plans.get(&d.plan).map(|p| p.name.clone());
            let order = d.order.and_then(|id| orders.get(&id)).map(|o| o.number.clone());
            let card = assets.get(&d.asset).cloned().unwrap_or_default();
            (d, card, (plan, order))
        }))
    }

    columns! { (d, card, (plan, order));
        "管护计划" => plan.as_ref(),
        "资产编号" => card.number.as_ref(),
        "资产名称" => card.name.as_ref(),
        "行政区划代码" => Some(&d.region),
        "到期日期" => Some(d.on),
        "管护工单" => order.as_ref(),
        "检查标识" => d.inspection,
        "计划标识" => Some(d.plan),
        "资产标识" => Some(d.asset),
        "标识" => Some(d.id),
    }
}
