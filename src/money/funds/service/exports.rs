//! Allocations as a table, with the headers under which they are imported.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{allocations::list_allocations, allocations_by_id};
use crate::{
    ground::{
        authority::{Holder, action},
        kernel::{AllocationId, BudgetDocumentId, ExternalRef, RegionCode, Scope, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    money::funds::{
        model::{Allocation, AllocationQuery},
        store,
    },
    office::tables::{Listed, columns},
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
    /// What stands around the rows of the last page.
    pub around: Mutex<Around>,
}

/// What stands around the rows of a page.
#[derive(Default)]
pub struct Around {
    numbers: HashMap<BudgetDocumentId, String>,
    /// Lines whose money is listed already, in the line that they were split off.
    inside: HashSet<AllocationId>,
}

impl Allocations {
    fn around(&self) -> MutexGuard<'_, Around> {
        self.around.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this list holds a line too.
    fn lists(&self, scope: &Scope, a: &Allocation) -> bool {
        let q = &self.query;
        scope.covers(&a.region)
            && a.deleted_at.is_none()
            && self.external.is_none()
            && q.document.is_none_or(|d| a.document == d)
            && q.parent.is_none_or(|p| a.parent == Some(p))
            && q.project.is_none_or(|p| a.project == Some(p))
            && q.state.is_none_or(|s| a.state == s)
            && q.budget_year.is_none_or(|y| a.budget_year == y)
    }

    /// Lines of a page that were split off a listed one, however far up it stands: a query for each level, of which there are few.
    async fn inside(&self, page: &[Allocation]) -> Result<HashSet<AllocationId>, Stop> {
        let scope = self.holder.scope_within(&action::ALLOCATION_READ, self.region.as_ref())?;
        let mut inside = HashSet::new();
        let mut climbing: Vec<(AllocationId, AllocationId)> =
            page.iter().filter_map(|a| Some((a.id, a.parent?))).collect();
        while !climbing.is_empty() {
            let ids: Vec<AllocationId> = climbing.iter().map(|(_, above)| *above).collect();
            let above = allocations_by_id(self.db.read(), &ids).await?;
            climbing.retain_mut(|(id, at)| match above.get(at) {
                Some(line) if self.lists(&scope, line) => {
                    inside.insert(*id);
                    false
                }
                Some(line) => line.parent.is_some_and(|next| {
                    *at = next;
                    true
                }),
                None => false,
            });
        }
        Ok(inside)
    }
}

impl Listed for Allocations {
    type Item = Allocation;
    const NAME: &'static str = "allocations";

    async fn page(&self, listing: &Listing) -> Result<Page<Allocation>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        let page = list_allocations(&self.db, &self.holder, self.region.as_ref(), query, listing).await?;
        let papers = store::find_documents(self.db.read(), page.items.iter().map(|a| a.document).collect()).await?;
        let numbers = papers.into_iter().map(|(id, paper)| (id, paper.number.to_string()));
        let around = Around { numbers: numbers.collect(), inside: self.inside(&page.items).await? };
        *self.around() = around;
        Ok(page)
    }

    fn adds_up(&self, a: &Allocation) -> bool {
        a.deleted_at.is_none() && !self.around().inside.contains(&a.id)
    }

    columns! { self, a,
        budget = a.external_ids.iter().find(|e| e.system == "budget_integration").or(a.external_ids.first()),
        number = self.around().numbers.get(&a.document).cloned();
        "指标编号" => budget.map(|e| &e.id),
        "文号" => number,
        "行政区划代码" => Some(&a.region),
        "预算年度" => Some(a.budget_year),
        "资金级次" => Some(a.level_of_origin.label()),
        "指标金额(元)" => a.amount,
        "资金名称" => a.fund_type.as_ref(),
        "资金性质" => a.fund_nature.map(|n| n.label()),
        "支出功能分类" => a.functional_class.as_ref(),
        "政府预算支出经济分类" => a.government_economic_class.as_ref(),
        "部门预算支出经济分类" => a.department_economic_class.as_ref(),
        "上级指标文号" => a.upper_number.as_ref(),
        "直达资金标识" => a.track_kind.map(|t| t.label()),
        "备注" => a.note.as_ref(),
        "编号" => a.number.as_ref(),
        "状态" => Some(a.state.label()),
        "标识" => Some(a.id),
    }
}
