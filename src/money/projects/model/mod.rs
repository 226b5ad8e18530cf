//! Types and state machines of projects and contracts. Pure.

mod contract;
mod project;

pub use contract::{
    Contract, ContractState, Milestone, MilestoneCap, Party, PartyRole, Procurement, Supplement, caps_rise,
};
pub use project::{Paper, PaperState, Project, ProjectState};
