//! What every matter needs.

pub mod access;
pub mod tables;
pub mod prints;
pub mod places;
pub mod files;
pub mod people;
pub mod approvals;
pub mod policy;
pub mod lineage;
pub mod checks;
pub mod publicity;
