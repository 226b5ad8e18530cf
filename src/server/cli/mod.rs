//! The command line, one file a subcommand.

mod check;
mod clock;
mod demo;
mod doctor;
mod keys;
mod migrate;
mod openapi;
mod rulebook;
mod serve;
mod user;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use super::app::StartError;
use crate::ground::{
    kernel::Lang,
    platform::{Config, Overrides, Stop, start_logging},
    wire::refusal_of,
};

/// Steward: property and funds of relocation resettlement sites (易地扶贫搬迁安置点资产与资金管理).
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    /// Configuration file (TOML).
    #[arg(long, env = "STEWARD_CONFIG", global = true)]
    config: Option<PathBuf>,
    /// Database: sqlite:<file> or postgres://…
    #[arg(long, global = true)]
    database_url: Option<String>,
    /// Address and port to listen on.
    #[arg(long, global = true)]
    listen: Option<String>,
    /// Folder of the key files.
    #[arg(long, global = true)]
    keys_dir: Option<String>,
    /// Filter of the log, e.g. info or steward=debug.
    #[arg(long, global = true)]
    log: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API.
    Serve,
    /// Make a fresh demonstration database with real public data, and serve it.
    Demo {
        /// Leave out the sample layer: public data only.
        #[arg(long)]
        no_sample: bool,
        /// Folder of the demonstration's database and keys.
        #[arg(long, default_value = "demo")]
        folder: PathBuf,
    },
    /// Bring the schema up to date and load the official tables.
    Migrate,
    /// Print the OpenAPI document, or compare it with a file.
    Openapi {
        /// Fail when this file differs.
        #[arg(long)]
        check: Option<PathBuf>,
    },
    /// Print the book of rules and checks as a table: basis, force, days, and where each is called.
    Rules {
        /// In English.
        #[arg(long)]
        english: bool,
        /// Write it as pages into this folder instead, in place of the pages there.
        #[arg(long)]
        into: Option<PathBuf>,
    },
    /// First administrator and forgotten passwords.
    User {
        #[command(subcommand)]
        command: user::UserCommand,
    },
    /// The keys outside the database that protect what is sealed in it.
    Keys {
        #[command(subcommand)]
        command: keys::KeysCommand,
    },
    /// The manual clock of a demonstration database.
    Clock {
        #[command(subcommand)]
        command: clock::ClockCommand,
    },
    /// Recompute every invariant of every area over the database; servers may go on meanwhile.
    Check,
    /// Look at configuration, engine, clock, disk, migrations and unset policy values.
    Doctor {
        /// Whose policy values; every county's that looks after organisations when not given.
        #[arg(long)]
        region: Option<String>,
    },
}

/// Why a subcommand failed.
#[derive(Debug)]
enum Failure {
    Start(StartError),
    Stop(Box<Stop>),
    Other(String),
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        Self::Start(error)
    }
}
impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        Self::Stop(Box::new(stop))
    }
}
impl From<crate::ground::platform::Fault> for Failure {
    fn from(fault: crate::ground::platform::Fault) -> Self {
        Self::Start(fault.into())
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Start(error) => error.fmt(f),
            Self::Stop(stop) => match stop.fault() {
                Some(fault) => fault.fmt(f),
                None => f.write_str(&refusal_of(stop).detail(Lang::En)),
            },
            Self::Other(what) => f.write_str(what),
        }
    }
}

/// Our own variables. What others put into the environment need not be text.
fn environment() -> Result<Vec<(String, String)>, Failure> {
    let named = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    let ours = named.filter(|(name, _)| name.starts_with("STEWARD_"));
    ours.map(|(name, value)| match value.into_string() {
        Ok(value) => Ok((name, value)),
        Err(_) => Err(Failure::Other(format!("the environment variable {name} is not UTF-8"))),
    })
    .collect()
}

fn load(cli: &Cli) -> Result<Config, Failure> {
    let file = match &cli.config {
        Some(path) => {
            Some(std::fs::read_to_string(path).map_err(|e| Failure::Other(format!("{}: {e}", path.display())))?)
        }
        None => None,
    };
    let flags = [
        ("database.url", &cli.database_url),
        ("server.listen", &cli.listen),
        ("security.keys_dir", &cli.keys_dir),
        ("server.log", &cli.log),
    ];
    let overrides = Overrides {
        file,
        environment: environment()?,
        flags: flags.into_iter().filter_map(|(key, value)| Some((key, value.clone()?))).collect(),
    };
    Config::load(&overrides).map_err(|e| Failure::Other(e.to_string()))
}

/// A demonstration makes database and keys anew in its own folder: another place that is named is refused, not passed over.
fn demo_is_told_its_own(cli: &Cli) -> Result<(), Failure> {
    let named = [("--database-url", cli.database_url.is_some()), ("--keys-dir", cli.keys_dir.is_some())];
    match named.into_iter().find(|(_, told)| *told) {
        Some((flag, _)) if matches!(cli.command, Command::Demo { .. }) => Err(Failure::Other(format!(
            "{flag} does not apply to demo, which makes an SQLite database and keys of its own in --folder; leave it out, or use migrate and serve"
        ))),
        _ => Ok(()),
    }
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = demo_is_told_its_own(&cli).and_then(|()| load(&cli)).and_then(|mut config| {
        // A demonstration answers a thousand requests before it serves the first.
        if matches!(cli.command, Command::Demo { .. }) && config.server.log == Config::default().server.log {
            config.server.log += ",steward::ground::wire::gate=warn";
        }
        start_logging(&config.server).map_err(Failure::Other)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|e| Failure::Other(e.to_string()))?;
        runtime.block_on(dispatch(cli.command, config))
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("steward: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(command: Command, config: Config) -> Result<(), Failure> {
    match command {
        Command::Serve => serve::run(config).await,
        Command::Demo { no_sample, folder } => demo::run(config, &folder, !no_sample).await,
        Command::Migrate => migrate::run(config).await,
        Command::Openapi { check } => openapi::run(config, check).await,
        Command::Rules { english, into } => rulebook::run(if english { Lang::En } else { Lang::Zh }, into.as_deref()),
        Command::User { command } => user::run(command, config).await,
        Command::Keys { command } => keys::run(command, config).await,
        Command::Clock { command } => clock::run(command, config).await,
        Command::Check => check::run(config).await,
        Command::Doctor { region } => doctor::run(config, region).await,
    }
}
