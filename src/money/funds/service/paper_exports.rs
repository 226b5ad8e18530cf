//! Funding sources, budget documents, plan lines and splits as tables.

use super::{
    allocations_by_id, documents::list_documents, documents_by_id, plan_lines::list_plan_lines, sources::list_sources,
    splits::list_splits,
};
use crate::{
    ground::{
        kernel::{AllocationId, BudgetDocumentId, OrganisationId, Words as _},
        platform::{Listing, Page, Stop},
    },
    money::funds::model::{
        BudgetDocument, DocumentQuery, FundingSource, PlanLine, SourceKind, Split, SplitLine, SplitState,
    },
    office::{
        access::names_of,
        places::organisations_by_id,
        tables::{Filtered, Listed, Out, columns},
    },
};

impl Listed for Filtered<Option<SourceKind>> {
    type Item = FundingSource;
    const NAME: &'static str = "funding-sources";

    async fn page(&self, listing: &Listing) -> Result<Page<FundingSource>, Stop> {
        let query = (self.query, self.external.clone());
        list_sources(&self.from, &self.holder, self.region.as_ref(), query, listing).await
    }

    columns! { s;
        "外部编号" => Out::ids(&s.external_ids),
        "资金名称" => Some(&s.name),
        "资金类别" => Some(s.kind.label()),
        "资金级次" => Some(s.level.label()),
        "行政区划代码" => Some(&s.region),
        "转移支付编码" => s.fund_code.as_ref(),
        "可列功能分类" => Out::several(&s.allowed_uses),
        "不得列支的经济分类" => Out::several(&s.negative_list),
        "依据文件" => s.basis_document.as_ref(),
        "起始日期" => s.valid_from,
        "截止日期" => s.valid_to,
        "标识" => Some(s.id),
    }
}

/// Documents; `None` where what was given as a number is that of no document.
impl Listed for Filtered<Option<DocumentQuery>> {
    type Item = BudgetDocument;
    const NAME: &'static str = "budget-documents";

    async fn page(&self, listing: &Listing) -> Result<Page<BudgetDocument>, Stop> {
        let Some(query) = self.query.clone() else { return Ok(Page::empty()) };
        list_documents(&self.from, &self.holder, self.region.as_ref(), (query, self.external.clone()), listing).await
    }

    columns! { d;
        "外部编号" => Out::ids(&d.external_ids),
        "文号" => Some(&d.number),
        "文件标题" => Some(&d.title),
        "发文单位" => Some(&d.issuer),
        "行政区划代码" => Some(&d.region),
        "文件类别" => Some(d.kind.label()),
        "预算年度" => Some(d.budget_year),
        "发文日期" => d.document_on,
        "收文日期" => d.received_on,
        "资料来源" => d.source.as_ref(),
        "备注" => d.note.as_ref(),
        "文件标识" => d.file,
        "标识" => Some(d.id),
    }
}

/// By what plan lines are found.
pub struct PlanLineQuery {
    /// Of this budget year.
    pub budget_year: Option<i32>,
    /// Of this document.
    pub document: Option<BudgetDocumentId>,
}

impl Listed for Filtered<PlanLineQuery> {
    /// A plan line with the numbers of the documents that it arranges.
    type Item = (PlanLine, Vec<String>);
    const NAME: &'static str = "plan-lines";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let query = (self.query.budget_year, self.query.document, self.external.clone());
        let page = list_plan_lines(&self.from, &self.holder, self.region.as_ref(), query, listing).await?;
        let ids: Vec<BudgetDocumentId> = page.items.iter().flat_map(|l| l.documents.iter().copied()).collect();
        let papers = documents_by_id(self.from.read(), &ids).await?;
        Ok(page.map(|l| {
            let numbers = l.documents.iter().filter_map(|id| papers.get(id)).map(|d| d.number.to_string()).collect();
            (l, numbers)
        }))
    }

    columns! { (l, numbers);
        "外部编号" => Out::ids(&l.external_ids),
        "安排事项" => Some(&l.name),
        "类别" => l.category.as_ref(),
        "实施单位" => l.implementer.as_ref(),
        "行政区划代码" => Some(&l.region),
        "预算年度" => Some(l.budget_year),
        "安排金额(元)" => l.amount,
        "资金来源" => l.fund_source.as_ref(),
        "指标文号" => Out::several(numbers),
        "资料来源" => l.source.as_ref(),
        "备注" => l.note.as_ref(),
        "标识" => Some(l.id),
    }
}

/// By what splits are found.
pub struct SplitQuery {
    /// Of this allocation.
    pub allocation: Option<AllocationId>,
    /// In this state.
    pub state: Option<SplitState>,
}

/// A line of a split, with what people call those whom it names.
pub struct SplitRow {
    split: std::sync::Arc<Split>,
    line: SplitLine,
    parent: Option<String>,
    child: Option<String>,
    unit: Option<String>,
    officer: Option<String>,
}

impl Listed for Filtered<SplitQuery> {
    type Item = SplitRow;
    const NAME: &'static str = "allocation-splits";

    async fn page(&self, listing: &Listing) -> Result<Page<SplitRow>, Stop> {
        let query = (self.query.allocation, self.query.state, self.external.clone());
        let page = list_splits(&self.from, &self.holder, self.region.as_ref(), query, listing).await?;
        let lines = || page.items.iter().flat_map(|s| &s.lines);
        let lots: Vec<AllocationId> =
            page.items.iter().map(|s| s.allocation).chain(lines().filter_map(|l| l.child)).collect();
        let units: Vec<OrganisationId> = lines().filter_map(|l| l.unit).collect();
        let lots = allocations_by_id(self.from.read(), &lots).await?;
        let units = organisations_by_id(self.from.read(), &units).await?;
        let officers = names_of(self.from.read(), page.items.iter().map(|s| s.proposed_by).collect()).await?;
        let number = |id: AllocationId| lots.get(&id).and_then(|a| a.number.clone());
        let rows = |split: Split| {
            let split = std::sync::Arc::new(split);
            let row = |line: &SplitLine| SplitRow {
                split: std::sync::Arc::clone(&split),
                line: line.clone(),
                parent: number(split.allocation),
                child: line.child.and_then(number),
                unit: line.unit.and_then(|id| units.get(&id)).map(|u| u.name.clone()),
                officer: officers.get(&split.proposed_by).cloned(),
            };
            split.lines.iter().map(row).collect::<Vec<_>>()
        };
        Ok(Page { items: page.items.into_iter().flat_map(rows).collect(), next: page.next, total: page.total })
    }

    /// What was refused or withdrawn passes no money on.
    fn adds_up(&self, row: &SplitRow) -> bool {
        !matches!(row.split.state, SplitState::Refused | SplitState::Withdrawn)
    }

    columns! { row;
        "外部编号" => Out::ids(&row.split.external_ids),
        "分解编号" => Some(&row.split.number),
        "上级指标编号" => row.parent.as_ref(),
        "行政区划代码" => Some(&row.split.region),
        "状态" => Some(row.split.state.label()),
        "本级指标文号" => row.split.document_number.as_ref(),
        "分解理由" => Some(&row.split.reason),
        "提出人员" => row.officer.as_ref(),
        "下达区划代码" => Some(&row.line.region),
        "使用单位" => row.unit.as_ref(),
        "分解金额(元)" => row.line.amount,
        "下级指标编号" => row.child.as_ref(),
        "项目标识" => row.line.project,
        "上级指标标识" => Some(row.split.allocation),
        "下级指标标识" => row.line.child,
        "审批标识" => row.split.run,
        "标识" => Some(row.split.id),
    }
}
