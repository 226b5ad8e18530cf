//! Rows of projects and contracts. The only files of this room that know the database.

mod contracts;
mod projects;

pub use contracts::*;
pub use projects::*;
