//! Types and state machines of projects and contracts. Pure.

mod contract;
mod project;
mod query;

pub use contract::{
    Contract, ContractState, Milestone, MilestoneCap, Party, PartyRole, Priced, Procurement, Supplement, caps_rise,
};
pub use project::{Paper, PaperState, Project, ProjectState};
pub use query::{ContractQuery, ProjectQuery};
