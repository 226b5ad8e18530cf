//! Logs and metrics. Logs carry codes, ids and counts, never bodies, names or account numbers.

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, filter::filter_fn, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use super::{Db, LogFormat, ServerConfig};

/// Starts the log; `Err` tells what is wrong with its filter. A second call in one process is harmless.
pub fn start_logging(config: &ServerConfig) -> Result<(), String> {
    let filter = EnvFilter::try_new(&config.log).map_err(|e| format!("log filter {}: {e}", config.log))?;
    // Whatever the filter asks for: the spans of sea-orm show how it connects, and the password of the database is part of that.
    let registry =
        tracing_subscriber::registry().with(filter).with(filter_fn(|of| !of.target().starts_with("sea_orm")));
    let started = match config.log_format {
        LogFormat::Text => registry.with(fmt::layer().with_writer(std::io::stderr)).try_init(),
        LogFormat::Json => registry.with(fmt::layer().json().with_writer(std::io::stderr)).try_init(),
    };
    if started.is_err() {
        tracing::debug!("the log was already started");
    }
    Ok(())
}

/// The process's metrics, rendered for Prometheus.
#[derive(Clone)]
pub struct Metrics(Option<PrometheusHandle>);

impl Metrics {
    /// Installs the recorder. In a process that already has one (tests), rendering answers nothing.
    pub fn install() -> Self {
        Self(PrometheusBuilder::new().install_recorder().ok())
    }

    /// The text that Prometheus scrapes, with what this database was asked.
    pub fn render(&self, db: &Db) -> String {
        metrics::counter!("steward_database_statements_total").absolute(db.statements());
        self.0.as_ref().map(PrometheusHandle::render).unwrap_or_default()
    }

    /// Gathers samples into their distributions every few seconds, for ever: where nobody scrapes, they would pile up.
    pub async fn keep(self) {
        let mut beat = tokio::time::interval(std::time::Duration::from_secs(5));
        while let Some(handle) = &self.0 {
            beat.tick().await;
            handle.run_upkeep();
        }
    }
}

/// Tells whoever watches the server of something that should not happen: one line of the log, and a counter to set an alarm on.
pub fn sound_alarm(what: &'static str, detail: &str) {
    metrics::counter!("steward_alarms_total", "what" => what).increment(1);
    tracing::warn!(what, detail, "alarm");
}
