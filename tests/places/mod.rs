mod accounts;
pub mod files;
mod organisations;
mod sites;
