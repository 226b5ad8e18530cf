//! Projects and contracts as tables.

use super::{contracts::list_contracts, projects::list_projects, projects_by_id};
use crate::{
    ground::{
        kernel::{BudgetDocumentId, OrganisationId, ProjectId, SiteId, Words as _},
        platform::{Listing, Page, Stop},
    },
    money::{
        funds::documents_by_id,
        projects::model::{Contract, ContractQuery, PartyRole, Project, ProjectQuery},
    },
    office::{
        places::{organisations_by_id, sites_by_id},
        tables::{Filtered, Listed, Out, columns},
    },
};

/// What people call those whom a project names.
pub struct Around {
    site: Option<String>,
    unit: Option<String>,
    department: Option<String>,
    papers: Vec<String>,
}

impl Listed for Filtered<ProjectQuery> {
    type Item = (Project, Around);
    const NAME: &'static str = "projects";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let (conn, query) = (self.from.read(), (self.query.clone(), self.external.clone()));
        let page = list_projects(&self.from, &self.holder, self.region.as_ref(), query, listing).await?;
        let sites: Vec<SiteId> = page.items.iter().filter_map(|p| p.site).collect();
        let units: Vec<OrganisationId> =
            page.items.iter().flat_map(|p| [p.unit, p.line_department]).flatten().collect();
        let papers: Vec<BudgetDocumentId> = page.items.iter().flat_map(|p| p.documents.iter().copied()).collect();
        let (sites, units) = (sites_by_id(conn, &sites).await?, organisations_by_id(conn, &units).await?);
        let papers = documents_by_id(conn, &papers).await?;
        let unit = |id: Option<OrganisationId>| units.get(&id?).map(|u| u.name.clone());
        Ok(page.map(|p| {
            let around = Around {
                site: p.site.and_then(|id| sites.get(&id)).map(|s| s.name.clone()),
                unit: unit(p.unit),
                department: unit(p.line_department),
                papers: p.documents.iter().filter_map(|id| papers.get(id)).map(|d| d.number.to_string()).collect(),
            };
            (p, around)
        }))
    }

    fn adds_up(&self, (p, _): &Self::Item) -> bool {
        p.deleted_at.is_none()
    }

    columns! { (p, around);
        "外部编号" => Out::ids(&p.external_ids),
        "项目编号" => Some(&p.number),
        "项目名称" => Some(&p.name),
        "行政区划代码" => Some(&p.region),
        "所在乡镇" => p.town_name.as_ref(),
        "安置点" => around.site.as_ref(),
        "项目类别" => Some(&p.category),
        "实施单位" => p.implementer.as_ref(),
        "申报单位" => around.unit.as_ref(),
        "主管部门" => around.department.as_ref(),
        "政府投资工程" => Out::yes(p.is_works),
        "在线平台代码" => p.platform_code.as_ref(),
        "概算(元)" => Out::money(p.estimate),
        "计划金额(元)" => Out::money(p.amount),
        "计划年度" => p.plan_year,
        "状态" => Some(p.state.label()),
        "文件状态" => p.paper.map(|paper| paper.label()),
        "中止或取消原因" => p.state_reason.as_ref(),
        "开工日期" => p.started_on,
        "验收日期" => p.accepted_on,
        "资金来源" => p.fund_source.as_ref(),
        "指标文号" => Out::several(&around.papers),
        "数字是否约数" => Out::yes(p.approximate),
        "资料来源" => p.source.as_ref(),
        "备注" => p.note.as_ref(),
        "标识" => Some(p.id),
    }
}

/// What people call those whom a contract names.
pub struct Parties {
    project: Option<(String, String)>,
    /// By role, as the contract lists them.
    named: Vec<(PartyRole, String)>,
}

impl Listed for Filtered<ContractQuery> {
    type Item = (Contract, Parties);
    const NAME: &'static str = "contracts";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let (conn, query) = (self.from.read(), (self.query.clone(), self.external.clone()));
        let page = list_contracts(&self.from, &self.holder, self.region.as_ref(), query, listing).await?;
        let projects: Vec<ProjectId> = page.items.iter().map(|c| c.project).collect();
        let units: Vec<OrganisationId> =
            page.items.iter().flat_map(|c| c.parties.iter().map(|p| p.organisation)).collect();
        let (projects, units) = (projects_by_id(conn, &projects).await?, organisations_by_id(conn, &units).await?);
        Ok(page.map(|c| {
            let named = c.parties.iter().filter_map(|p| Some((p.role, units.get(&p.organisation)?.name.clone())));
            let named = named.collect();
            let project = projects.get(&c.project).map(|p| (p.number.clone(), p.name.clone()));
            (c, Parties { project, named })
        }))
    }

    fn adds_up(&self, (c, _): &Self::Item) -> bool {
        c.deleted_at.is_none()
    }

    columns! { (c, parties);
        "外部编号" => Out::ids(&c.external_ids),
        "合同编号" => Some(&c.number),
        "纸质合同号" => c.paper_number.as_ref(),
        "合同名称" => Some(&c.name),
        "项目编号" => parties.project.as_ref().map(|(number, _)| number),
        "项目名称" => parties.project.as_ref().map(|(_, name)| name),
        "行政区划代码" => Some(&c.region),
        "采购方式" => Some(c.procurement.label()),
        "收款方" => Out::several(parties.named.iter().map(|(role, name)| format!("{}：{name}", role.label()))),
        "合同金额(元)" => c.amount,
        "补充协议金额(元)" => c.supplements_total,
        "质保金比例(%)" => Some(c.retention),
        "缺陷责任期(月)" => Some(c.defects_months),
        "支付节点上限" => Out::several(c.milestones.iter().map(|m| format!("{} {}%", m.milestone.label(), m.cap))),
        "状态" => Some(c.state.label()),
        "签订日期" => c.signed_on,
        "竣工验收日期" => c.completed_on,
        "终止日期" => c.ended_on,
        "终止原因" => c.end_reason.as_ref(),
        "项目标识" => Some(c.project),
        "标识" => Some(c.id),
    }
}
