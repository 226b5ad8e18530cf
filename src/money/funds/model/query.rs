//! By what rows are found.

use uuid::Uuid;

use super::{AllocationState, DocumentNumber};
use crate::ground::kernel::{AllocationId, BudgetDocumentId, ProjectId};

/// By what allocations are found.
#[derive(Debug, Clone, Default)]
pub struct AllocationQuery {
    /// Of this document.
    pub document: Option<BudgetDocumentId>,
    /// Split off this one.
    pub parent: Option<AllocationId>,
    /// For this project.
    pub project: Option<ProjectId>,
    /// In this state.
    pub state: Option<AllocationState>,
    /// Of this budget year.
    pub budget_year: Option<i32>,
    /// The one that another system calls so.
    pub only: Option<Uuid>,
}

/// By what documents are found.
#[derive(Debug, Clone, Default)]
pub struct DocumentQuery {
    /// With this number.
    pub number: Option<DocumentNumber>,
    /// Of this budget year.
    pub budget_year: Option<i32>,
    /// Titles that contain this.
    pub title: Option<String>,
    /// The one that another system calls so.
    pub only: Option<Uuid>,
}
