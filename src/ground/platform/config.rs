//! Configuration: defaults, then the file, then the environment, then flags. A key that nobody knows is an error:
//! a typing mistake must not silently leave a default in force.

use std::{fmt, net::SocketAddr, path::PathBuf};

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

/// Everything an operator can set. `doctor` prints it with secrets masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Listening and logging.
    pub server: ServerConfig,
    /// Where the data is.
    pub database: DatabaseConfig,
    /// Keys, passwords, sessions.
    pub security: SecurityConfig,
    /// Uploaded files.
    pub files: FilesConfig,
    /// Files of rows.
    pub tables: TablesConfig,
    /// The published contract.
    pub api: ApiConfig,
    /// What is done day by day without anybody asking.
    pub scheduler: SchedulerConfig,
    /// Prometheus.
    pub metrics: MetricsConfig,
}

/// `[server]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerConfig {
    /// Address and port of the one listener.
    pub listen: SocketAddr,
    /// Filter of the log, as `tracing` reads it.
    pub log: String,
    /// `text` for people, `json` for collectors.
    pub log_format: LogFormat,
    /// Seconds that requests under way get to finish when the server stops.
    pub shutdown_seconds: u64,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// By which address people outside reach this server: what a poster that hangs in public says. Nothing is printed on it without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_address: Option<PublicAddress>,
}

/// An address without a path's last stroke, `https://example.gov.cn`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicAddress(String);

impl PublicAddress {
    /// Most letters: more make a symbol that no phone reads from where people stand.
    const MOST: usize = 100;
}

impl TryFrom<String> for PublicAddress {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let rest = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]/".contains(c);
        let fits =
            |rest: &str| !rest.is_empty() && !rest.starts_with('/') && !rest.ends_with('/') && rest.chars().all(plain);
        if text.len() <= Self::MOST && rest.is_some_and(fits) {
            return Ok(Self(text));
        }
        Err(format!("{text} is no public address: https:// or http://, a host, no query, no last stroke"))
    }
}

impl From<PublicAddress> for String {
    fn from(address: PublicAddress) -> Self {
        address.0
    }
}

impl fmt::Display for PublicAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One readable line an event.
    Text,
    /// One JSON object an event.
    Json,
}

/// `[database]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseConfig {
    /// `sqlite:<file>` or `postgres://…`. May hold a password: masked when printed.
    pub url: String,
    /// Connections for reading (SQLite has one more for writing; PostgreSQL has two pools of this size).
    pub connections: u32,
}

/// `[security]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecurityConfig {
    /// Folder of the key files, mode 0700.
    pub keys_dir: PathBuf,
    /// argon2id memory in KiB.
    pub password_memory_kib: u32,
    /// argon2id passes.
    pub password_passes: u32,
    /// argon2id lanes.
    pub password_lanes: u32,
    /// Minutes without a request after which a session ends.
    pub session_idle_minutes: u32,
    /// Hours after which a session ends in any case.
    pub session_hours: u32,
    /// Sessions an account may have at once; a further login ends the oldest.
    pub sessions_per_account: u32,
    /// `off`, or `required`: actions marked `fresh_factor` are then refused until a second factor exists.
    pub second_factor: SecondFactor,
    /// Requests a minute that one principal, or one address without login, may make.
    pub requests_per_minute: u32,
    /// Requests a minute that one address without login may make at what hangs for the public.
    pub visits_per_minute: u32,
    /// Reports a minute that one address without login may file there; through one link come five times as many.
    pub reports_per_minute: u32,
}

/// Whether a second factor is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecondFactor {
    /// Password alone.
    Off,
    /// Actions of the table's `fresh_factor` column need one.
    Required,
}

/// `[files]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilesConfig {
    /// Largest upload in bytes.
    pub max_bytes: u64,
}

/// `[tables]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TablesConfig {
    /// Rows that one request takes; a longer file becomes a job.
    pub request_rows: u32,
    /// Rows that a job takes.
    pub job_rows: u32,
    /// Rows that a job checks in one transaction.
    pub stretch_rows: u32,
    /// Files of one sender that may wait or be at work at once.
    pub jobs_per_sender: u32,
}

/// `[api]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiConfig {
    /// Whether `/openapi.json` and `/docs` are served.
    pub publish_document: bool,
}

/// `[scheduler]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchedulerConfig {
    /// Whether this process does what is due. Any number of processes may; at least one must.
    pub enabled: bool,
    /// Seconds between two looks at what is due.
    pub poll_seconds: u64,
    /// Seconds for which a job may be silent before another process takes it over.
    pub lease_seconds: u64,
}

/// `[metrics]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsConfig {
    /// A listener of its own for `/metrics`; without it the main listener answers `/metrics` to loopback only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            server: ServerConfig {
                listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
                log: "info".into(),
                log_format: LogFormat::Text,
                shutdown_seconds: 30,
                trusted_proxies: Vec::new(),
                public_address: None,
            },
            database: DatabaseConfig { url: "sqlite:steward.db".into(), connections: 16 },
            security: SecurityConfig {
                keys_dir: "keys".into(),
                password_memory_kib: 65_536,
                password_passes: 3,
                password_lanes: 4,
                session_idle_minutes: 30,
                session_hours: 12,
                sessions_per_account: 3,
                second_factor: SecondFactor::Off,
                requests_per_minute: 1200,
                visits_per_minute: 60,
                reports_per_minute: 6,
            },
            files: FilesConfig { max_bytes: 20 * 1024 * 1024 },
            tables: TablesConfig { request_rows: 20_000, job_rows: 100_000, stretch_rows: 2_000, jobs_per_sender: 5 },
            api: ApiConfig { publish_document: true },
            scheduler: SchedulerConfig { enabled: true, poll_seconds: 15, lease_seconds: 60 },
            metrics: MetricsConfig::default(),
        }
    }
}

/// What stands above the defaults, lowest first.
#[derive(Debug, Default, Clone)]
pub struct Overrides {
    /// The text of the configuration file, if one was named.
    pub file: Option<String>,
    /// Environment variables, all of them: only those that begin with `STEWARD_` are looked at.
    pub environment: Vec<(String, String)>,
    /// Flags as (`section.key`, text).
    pub flags: Vec<(&'static str, String)>,
}

/// Why a configuration is refused.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError(String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Environment variables and the keys they set. `STEWARD_CONFIG` names the file and is read by the command line.
const ENVIRONMENT: [(&str, &str); 4] = [
    ("STEWARD_DATABASE_URL", "database.url"),
    ("STEWARD_LISTEN", "server.listen"),
    ("STEWARD_KEYS_DIR", "security.keys_dir"),
    ("STEWARD_LOG", "server.log"),
];

impl Config {
    /// Lays the overrides over the defaults. Errors name the key.
    pub fn load(overrides: &Overrides) -> Result<Self, ConfigError> {
        let mut table = Table::try_from(Self::default()).map_err(|e| ConfigError(e.to_string()))?;
        if let Some(text) = &overrides.file {
            let file: Table = text.parse().map_err(|e| ConfigError(format!("configuration file: {e}")))?;
            lay_over(&mut table, file);
        }
        for (name, value) in overrides.environment.iter().filter(|(n, _)| n.starts_with("STEWARD_")) {
            match ENVIRONMENT.iter().find(|(known, _)| known == name) {
                Some((_, key)) => set(&mut table, key, value),
                None if name == "STEWARD_CONFIG" || name.starts_with("STEWARD_TEST_") => {}
                None => return Err(ConfigError(format!("unknown environment variable {name}"))),
            }
        }
        for (key, value) in &overrides.flags {
            set(&mut table, key, value);
        }
        table.try_into().map_err(|e: toml::de::Error| ConfigError(format!("configuration: {}", e.message())))
    }

    /// The configuration as a file would say it, secrets masked.
    pub fn printed(&self) -> String {
        let mut shown = self.clone();
        shown.database.url = mask_password(&self.database.url);
        toml::to_string(&shown).unwrap_or_default()
    }
}

fn lay_over(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => lay_over(below, above),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

/// Sets `section.key` from text, as the type that stands there by default.
fn set(table: &mut Table, key: &str, text: &str) {
    let (section, key) = key.split_once('.').unwrap_or(("", key));
    if let Some(Value::Table(section)) = table.get_mut(section) {
        let value = match section.get(key) {
            Some(Value::Integer(_)) => text.parse().map_or_else(|_| Value::String(text.into()), Value::Integer),
            Some(Value::Boolean(_)) => text.parse().map_or_else(|_| Value::String(text.into()), Value::Boolean),
            _ => Value::String(text.into()),
        };
        section.insert(key.into(), value);
    }
}

/// `postgres://steward:secret@host/db` → `postgres://steward:***@host/db`.
fn mask_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.into() };
    match rest.rsplit_once('@') {
        Some((login, place)) => {
            let user = login.split_once(':').map_or(login, |(user, _)| user);
            format!("{scheme}://{user}:***@{place}")
        }
        None => url.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, Overrides};

    fn env(name: &str, value: &str) -> Vec<(String, String)> {
        vec![(name.into(), value.into())]
    }

    #[test]
    fn each_layer_covers_the_one_below() {
        let overrides = Overrides {
            file: Some("[server]\nlisten = \"127.0.0.1:1\"\nlog = \"warn\"\n[database]\nconnections = 4".into()),
            environment: env("STEWARD_LISTEN", "127.0.0.1:2"),
            flags: vec![("server.listen", "127.0.0.1:3".into())],
        };
        let config = Config::load(&overrides).unwrap();
        assert_eq!(config.server.listen.port(), 3);
        assert_eq!((config.server.log.as_str(), config.database.connections), ("warn", 4));
        assert_eq!(config.security, Config::default().security);
    }

    #[test]
    fn an_unknown_key_is_refused_wherever_it_stands() {
        for file in ["[server]\nlisten_on = \"x\"", "[sever]\nlog = \"x\"", "log = \"x\""] {
            let overrides = Overrides { file: Some(file.into()), ..Overrides::default() };
            assert!(Config::load(&overrides).unwrap_err().to_string().contains("unknown field"), "{file}");
        }
        let overrides = Overrides { environment: env("STEWARD_LISTNE", "x"), ..Overrides::default() };
        assert!(Config::load(&overrides).unwrap_err().to_string().contains("STEWARD_LISTNE"));
    }

    #[test]
    fn a_public_address_can_be_opened() {
        let of = |text: &str| {
            let file = Some(format!("[server]\npublic_address = \"{text}\""));
            Config::load(&Overrides { file, ..Overrides::default() }).map(|c| c.server.public_address)
        };
        for good in ["https://example.gov.cn", "http://127.0.0.1:8080", "https://example.gov.cn/steward"] {
            assert_eq!(of(good).unwrap().unwrap().to_string(), good);
        }
        for bad in [
            "example.gov.cn",
            "https://",
            "https:///r",
            "https://example.gov.cn/",
            "https://a b",
            "https://a?x=1",
            "ftp://a",
        ] {
            assert!(of(bad).unwrap_err().to_string().contains("no public address"), "{bad}");
        }
        assert_eq!(Config::default().server.public_address, None);
    }

    #[test]
    fn secrets_are_not_printed() {
        let url = "postgres://steward:hunter2@db/steward";
        let overrides = Overrides { environment: env("STEWARD_DATABASE_URL", url), ..Overrides::default() };
        let printed = Config::load(&overrides).unwrap().printed();
        assert!(printed.contains("postgres://steward:***@db/steward") && !printed.contains("hunter2"));
    }
}
