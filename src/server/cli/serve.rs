//! `steward serve`.

use super::Failure;
use crate::{
    ground::platform::{Config, Db, Ids},
    office::access::{AccessRefusal, issue_setup_token},
    server::{
        app::{App, migrate},
        http::listen,
    },
};

/// Serves until it is told to stop. SQLite is migrated here; PostgreSQL must have been, by `steward migrate`.
pub async fn run(config: Config) -> Result<(), Failure> {
    if config.database.url.starts_with("sqlite:") {
        let db = Db::open(&config.database.url, config.database.connections, Ids::random()).await?;
        migrate(&db).await?;
        db.close().await?;
    }
    let app = App::open(config).await?;
    offer_setup_token(&app.db).await?;
    listen(app).await.map_err(Failure::Other)
}

/// Prints the one-time token while nobody can administer.
pub async fn offer_setup_token(db: &Db) -> Result<(), Failure> {
    match issue_setup_token(db).await {
        Ok(token) => {
            println!("No security administrator can log in yet. One-time token, good for 30 minutes:\n  {token}");
            println!("Use it with POST /api/v1/first-administrator; `steward user bootstrap` prints a new one.");
            Ok(())
        }
        Err(stop) => match super::refusal_of(&stop).kind.code {
            code if AccessRefusal::AdministratorExists.code() == code => Ok(()),
            _ => Err(stop.into()),
        },
    }
}
