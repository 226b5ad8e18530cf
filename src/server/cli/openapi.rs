//! `steward openapi`.

use std::path::PathBuf;

use super::Failure;
use crate::{
    ground::platform::{Config, Db, Ids, Keys},
    server::{app::App, http::published},
};

/// Prints the published document, or compares it with a file.
pub async fn run(config: Config, check: Option<PathBuf>) -> Result<(), Failure> {
    // The document comes from the types of the operations alone; an empty database in memory stands in for a real one.
    let db = Db::open("sqlite::memory:", 1, Ids::random()).await?;
    let app = App::join(db, config, Keys::ephemeral())?;
    let published = published(&app).map_err(Failure::Other)?;
    let Some(path) = check else {
        print!("{}", published.text);
        return Ok(());
    };
    let kept = std::fs::read_to_string(&path).map_err(|e| Failure::Other(format!("{}: {e}", path.display())))?;
    if kept == published.text {
        return Ok(());
    }
    Err(Failure::Other(format!(
        "{} differs from the code: write it anew and say in openapi/CHANGES.md what clients notice",
        path.display()
    )))
}
