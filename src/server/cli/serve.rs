//! `steward serve`.

use std::time::Duration;

use poem::{Endpoint, EndpointExt as _, Server, listener::TcpListener};

use super::Failure;
use crate::{
    ground::{
        kernel::Words as _,
        platform::{Clock, Config, Db, Engine, Ids},
    },
    office::access::{AccessRefusal, issue_setup_token},
    server::{
        app::{App, migrate},
        http::{Front, metrics_only},
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
    listen(app).await
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

/// Listens, serves, and on SIGTERM or Ctrl-C takes no further connection and finishes what it has begun.
pub async fn listen(app: App) -> Result<(), Failure> {
    let server = &app.config.server;
    let clock = if app.db.clock() == Clock::Manual { "manual (demonstration clock)" } else { "real" };
    let now = app.db.now().await?;
    tracing::info!(listen = %server.listen, engine = app.db.engine().word(), clock, civil_day = %now.day(), "serving");
    if app.db.engine() == Engine::Postgres {
        tracing::info!(
            "PostgreSQL: a standby that must confirm commits is the operator's setting (synchronous_standby_names)"
        );
    }
    let metrics = app.config.metrics.listen.map(|address| {
        let endpoint = metrics_only(&app);
        tokio::spawn(async move { Server::new(TcpListener::bind(address)).run(endpoint).await })
    });
    let front = Front::new(&app).map_err(Failure::Other)?;
    let patience = Duration::from_secs(server.shutdown_seconds);
    Server::new(TcpListener::bind(server.listen))
        .run_with_graceful_shutdown(finished(front), stop_signal(), Some(patience))
        .await
        .map_err(|e| Failure::Other(format!("{}: {e}", server.listen)))?;
    if let Some(task) = metrics {
        task.abort();
    }
    app.db.clone().close().await?;
    tracing::info!("stopped; what was begun is finished");
    Ok(())
}

fn finished(front: Front) -> impl Endpoint {
    front.map_to_response()
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        }
        Err(error) => {
            tracing::warn!(%error, "SIGTERM is not heard; Ctrl-C is");
            if let Err(error) = interrupt.await {
                tracing::error!(%error, "no signal is heard");
            }
        }
    }
}
