//! `steward keys list|make|rotate|renew|seal-names|retire`.

use clap::Subcommand;

use super::Failure;
use crate::{
    ground::{
        kernel::Day,
        platform::{Config, Keys, SealError, marks},
    },
    office::{
        access::{renew_data_keys, retire_replaced, rotate_key},
        people::seal_names,
    },
    server::{
        app::App,
        check::{name_columns, sealed_columns},
    },
};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// The marks of the wrapping keys: which the database knows, which are in the folder.
    List,
    /// Make another wrapping key in the folder and print its mark. Copy the file to every server before it is used.
    Make,
    /// Wrap every data key by the key of this mark while servers go on. Safe to repeat when it was interrupted.
    Rotate {
        /// As `keys make` printed it.
        mark: String,
    },
    /// Seal what was sealed in months before a day's under keys of the present month, and destroy the data keys of those months.
    Renew {
        /// A day at least a month ago, e.g. 2024-01-01.
        #[arg(long)]
        before: String,
    },
    /// Seal names of private persons that stand in clear since before names were sealed: once after an update from such a version.
    /// Safe to repeat when it was interrupted.
    SealNames,
    /// Destroy the file of a key that was replaced. Backups made before the rotation cannot be read without it.
    Retire {
        /// Its mark.
        mark: String,
    },
}

fn told(error: SealError) -> Failure {
    Failure::Other(error.to_string())
}

/// Runs it.
pub async fn run(command: KeysCommand, config: Config) -> Result<(), Failure> {
    let folder = config.security.keys_dir.clone();
    let app = App::open(config).await?;
    let keys = app.sealer.keys();
    match command {
        KeysCommand::List => {
            let (known, held) = (marks(app.db.read()).await?, keys.marks());
            for (mark, state) in &known {
                let file = if held.contains(mark) { "in the folder" } else { "not in the folder" };
                println!("{mark} {state}, {file}");
            }
            for mark in held.iter().filter(|mark| known.iter().all(|(other, _)| other != *mark)) {
                println!("{mark} not used yet, in the folder");
            }
        }
        KeysCommand::Make => println!("{}", Keys::make_wrapping(&folder).map_err(told)?),
        KeysCommand::Rotate { mark } => {
            let changed = rotate_key(&app.db, keys, &mark).await?;
            println!("{changed} data keys wrapped by {mark}");
        }
        KeysCommand::Renew { before } => {
            let day: Day = before.parse().map_err(|_| Failure::Other(format!("{before} is no day")))?;
            let (values, destroyed) = renew_data_keys(&app.db, &app.sealer, &sealed_columns(), day.month()).await?;
            println!("{values} values sealed anew, {destroyed} data keys destroyed");
        }
        KeysCommand::SealNames => {
            let names = seal_names(&app.db, &app.sealer, &name_columns()).await?;
            println!("{names} names sealed");
        }
        KeysCommand::Retire { mark } => {
            retire_replaced(&app.db, keys, &mark).await?;
            let there = Keys::destroy(&folder, &mark).map_err(told)?;
            println!(
                "{mark} retired{}",
                if there { ", its file destroyed here" } else { "; there was no file of it here" }
            );
        }
    }
    Ok(())
}
