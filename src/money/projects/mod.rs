//! 项目与合同. What money is spent on: a project from the library over the annual plan to its acceptance, and its contracts.
//!
//! - P1 A project enters the library and the plan by an approval each; the plan's approval binds estimate, amount and platform code.
//! - P2 While a paper is under approval, nothing that it binds changes.
//! - P3 Who may be paid under a contract is its contractor, or an assignee with the paper that made it one.
//! - P4 A supplement never takes the price below what has been claimed under the contract.

mod api;
mod book;
mod error;
mod invariants;
mod lineage;
mod model;
mod rules;
mod service;
mod store;

pub use api::{ProjectsParts, apis};
pub use book::PaperBook;
pub use error::ProjectsRefusal;
pub use invariants::invariants;
pub use lineage::ProjectsLineage;
pub use model::{
    Contract, ContractState, Milestone, MilestoneCap, Party, PartyRole, Priced, Procurement, Project, ProjectState,
    Supplement,
};
pub use rules::{PLATFORM_CODE, RULES, platform_code};
pub use service::{
    ClaimDoor, Projects, contracted, contracts_after, contracts_by_id, exceptions::PlanExceptions, lock_contract,
    lock_project, project_by_id, projects_after, projects_by_id, projects_numbered, reference::LoadProject,
};
pub use store::{contracts_by_state, projects_by_state};
