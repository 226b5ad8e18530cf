//! Allocations as a table, with the headers under which they are imported.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::allocations::list_allocations;
use crate::{
    ground::{
        authority::Holder,
        kernel::{BudgetDocumentId, ExternalRef, RegionCode, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    money::funds::{
        model::{Allocation, AllocationQuery},
        store,
    },
    office::tables::{Listed, Out, Titles},
};

/// Allocations as filtered.
pub struct Allocations {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: AllocationQuery,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
    /// Numbers of papers, as far as they were needed.
    pub numbers: Mutex<HashMap<BudgetDocumentId, String>>,
}

impl Listed for Allocations {
    type Item = Allocation;
    const NAME: &'static str = "allocations";
    const TITLES: Titles = &[
        "指标编号",
        "文号",
        "行政区划代码",
        "预算年度",
        "资金级次",
        "指标金额(元)",
        "资金名称",
        "资金性质",
        "支出功能分类",
        "政府预算支出经济分类",
        "部门预算支出经济分类",
        "上级指标文号",
        "直达资金标识",
        "备注",
        "编号",
        "状态",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Allocation>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        let page = list_allocations(&self.db, &self.holder, self.region.as_ref(), query, listing).await?;
        let papers = store::find_documents(self.db.read(), page.items.iter().map(|a| a.document).collect()).await?;
        let numbers = papers.into_iter().map(|(id, paper)| (id, paper.number.to_string()));
        *self.numbers.lock().unwrap_or_else(PoisonError::into_inner) = numbers.collect();
        Ok(page)
    }

    fn cells(&self, a: &Allocation) -> Vec<Out> {
        let budget = a.external_ids.iter().find(|e| e.system == "budget_integration").or(a.external_ids.first());
        let number = self.numbers.lock().unwrap_or_else(PoisonError::into_inner).get(&a.document).cloned();
        vec![
            budget.map(|e| &e.id).into(),
            number.into(),
            Some(&a.region).into(),
            Some(a.budget_year).into(),
            Some(a.level_of_origin.label()).into(),
            Out::Money(a.amount),
            a.fund_type.as_ref().into(),
            a.fund_nature.map(|n| n.label()).into(),
            a.functional_class.as_ref().into(),
            a.government_economic_class.as_ref().into(),
            a.department_economic_class.as_ref().into(),
            a.upper_number.as_ref().into(),
            a.track_kind.map(|t| t.label()).into(),
            a.note.as_ref().into(),
            a.number.as_ref().into(),
            Some(a.state.label()).into(),
            Some(a.id).into(),
        ]
    }
}
