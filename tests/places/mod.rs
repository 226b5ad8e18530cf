mod accounts;
pub mod files;
mod organisations;
mod policy;
mod sites;
