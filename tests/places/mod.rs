mod accounts;
mod files;
mod organisations;
mod sites;
