//! `steward migrate`.

use super::Failure;
use crate::{
    ground::platform::{Config, Db, Ids},
    server::app::{migrate, pending_migrations},
};

/// Brings the schema up to date and loads the official tables.
pub async fn run(config: Config) -> Result<(), Failure> {
    let db = Db::open(&config.database.url, 2, Ids::random()).await?;
    let pending = pending_migrations(db.read()).await?;
    migrate(&db).await?;
    db.close().await?;
    if pending.is_empty() {
        println!("Nothing to do: the schema is up to date.");
    } else {
        println!("Applied: {}", pending.join(", "));
    }
    Ok(())
}
