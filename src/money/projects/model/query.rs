//! By what projects and contracts are found.

use uuid::Uuid;

use super::{ContractState, ProjectState};
use crate::ground::kernel::ProjectId;

/// By what projects are found.
#[derive(Debug, Clone, Default)]
pub struct ProjectQuery {
    /// In this state.
    pub state: Option<ProjectState>,
    /// In the plan of this year.
    pub plan_year: Option<i32>,
    /// Names that contain this.
    pub name: Option<String>,
    /// The one that another system calls so.
    pub only: Option<Uuid>,
}

/// By what contracts are found.
#[derive(Debug, Clone, Default)]
pub struct ContractQuery {
    /// Of this project.
    pub project: Option<ProjectId>,
    /// In this state.
    pub state: Option<ContractState>,
    /// The one that another system calls so.
    pub only: Option<Uuid>,
}
