//! Listening until told to stop.

use std::time::Duration;

use poem::{
    Endpoint, EndpointExt as _, Server,
    listener::{Listener as _, TcpListener},
};

use super::{Front, metrics_only};
use crate::{
    ground::{
        kernel::Words as _,
        platform::{Clock, Engine},
    },
    server::{app::App, scheduler::Scheduler},
};

/// Listens, serves, and on SIGTERM or Ctrl-C takes no further connection and finishes what it has begun.
pub async fn listen(app: App) -> Result<(), String> {
    let server = &app.config.server;
    let clock = if app.db.clock() == Clock::Manual { "manual (demonstration clock)" } else { "real" };
    let now = app.db.now().await.map_err(|e| e.to_string())?;
    tracing::info!(listen = %server.listen, engine = app.db.engine().word(), clock, civil_day = %now.day(), "serving");
    if app.db.engine() == Engine::Postgres {
        tracing::info!(
            "PostgreSQL: a standby that must confirm commits is the operator's setting (synchronous_standby_names)"
        );
    }
    let metrics = match app.config.metrics.listen {
        Some(address) => {
            let bound = TcpListener::bind(address).into_acceptor().await;
            let bound = bound.map_err(|e| format!("metrics on {address}: {e}"))?;
            Some(tokio::spawn(Server::new_with_acceptor(bound).run(metrics_only(&app))))
        }
        None => None,
    };
    let upkeep = tokio::spawn(app.metrics.clone().keep());
    let front = Front::new(&app)?;
    let scheduler = Scheduler::start(&app);
    let patience = Duration::from_secs(server.shutdown_seconds);
    Server::new(TcpListener::bind(server.listen))
        .run_with_graceful_shutdown(finished(front), told_to_stop(scheduler.as_ref()), Some(patience))
        .await
        .map_err(|e| format!("{}: {e}", server.listen))?;
    if let Some(task) = metrics {
        task.abort();
    }
    upkeep.abort();
    if let Some(scheduler) = scheduler {
        scheduler.stop().await;
    }
    app.db.clone().close().await.map_err(|e| e.to_string())?;
    tracing::info!("stopped; what was begun is finished");
    Ok(())
}

fn finished(front: Front) -> impl Endpoint {
    front.map_to_response()
}

/// Waits for the signal, and lets no further step of a job begin from then on.
fn told_to_stop(scheduler: Option<&Scheduler>) -> impl Future<Output = ()> + use<> {
    let runner = scheduler.map(Scheduler::runner);
    async move {
        stop_signal().await;
        if let Some(runner) = runner {
            runner.stop();
        }
    }
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
