//! `steward clock set|advance`: the manual clock of a demonstration database.

use clap::Subcommand;

use super::Failure;
use crate::{
    ground::{
        kernel::Day,
        platform::{Config, read_setting},
    },
    server::{app::App, clock::SetClock},
};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum ClockCommand {
    /// Set the clock forward to 09:00 of a civil day.
    Set {
        /// YYYY-MM-DD.
        day: String,
    },
    /// Set the clock forward by days.
    Advance {
        /// How many.
        days: u32,
    },
}

/// Runs it.
pub async fn run(command: ClockCommand, config: Config) -> Result<(), Failure> {
    let app = App::open(config).await?;
    let now = app.db.now().await?;
    let running = read_setting(app.db.read()).await?.is_some_and(|s| s.running);
    let to = match command {
        ClockCommand::Set { day } => {
            let day: Day = day.parse().map_err(|()| Failure::Other("a day is written YYYY-MM-DD".into()))?;
            day.begins_at().plus_millis(9 * 3_600_000)
        }
        ClockCommand::Advance { days } => now.plus_millis(i64::from(days) * 86_400_000),
    };
    let stands = app.db.write(&SetClock { to, running }).await?;
    println!("The clock stands at {stands} (civil day {}).", stands.day());
    Ok(())
}
