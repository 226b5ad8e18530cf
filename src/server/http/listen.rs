//! Listening until told to stop.

use std::time::Duration;

use poem::{
    Endpoint, EndpointExt as _, Server,
    listener::{Acceptor as _, Listener as _, TcpListener},
};

use tokio::signal::unix::{Signal, SignalKind, signal};

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
    let signals = Signals::listen()?;
    let clock = if app.db.clock() == Clock::Manual { "manual (demonstration clock)" } else { "real" };
    let now = app.db.now().await.map_err(|e| e.to_string())?;
    let bound =
        TcpListener::bind(server.listen).into_acceptor().await.map_err(|e| format!("{}: {e}", server.listen))?;
    // The address itself: port 0 asks the system for any that is free.
    let listen = bound.local_addr().first().and_then(|at| at.as_socket_addr().copied()).unwrap_or(server.listen);
    tracing::info!(%listen, engine = app.db.engine().word(), clock, civil_day = %now.day(), "serving");
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
    Server::new_with_acceptor(bound)
        .run_with_graceful_shutdown(finished(front), told_to_stop(signals, scheduler.as_ref()), Some(patience))
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
fn told_to_stop(signals: Signals, scheduler: Option<&Scheduler>) -> impl Future<Output = ()> + use<> {
    let brake = scheduler.map(Scheduler::brake);
    async move {
        signals.heard().await;
        if let Some(brake) = brake {
            brake();
        }
    }
}

/// SIGTERM and Ctrl-C. Listened for before anybody is served: until then either would end the process in the middle of a request.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn listen() -> Result<Self, String> {
        let on = |kind| signal(kind).map_err(|e| format!("signals: {e}"));
        Ok(Self { terminate: on(SignalKind::terminate())?, interrupt: on(SignalKind::interrupt())? })
    }

    async fn heard(mut self) {
        tokio::select! { _ = self.interrupt.recv() => {}, _ = self.terminate.recv() => {} }
    }
}
