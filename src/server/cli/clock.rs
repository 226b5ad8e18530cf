//! `steward clock set|advance`: the manual clock of a demonstration database.

use clap::Subcommand;

use super::Failure;
use crate::{
    ground::{
        authority::{Permit, action},
        kernel::{Day, Instant, RegionCode, SubjectKind, SubjectRef},
        platform::{Config, Stop, Tx, Work, read_setting, set_forward},
        trail::{Change, Committed},
    },
    server::app::App,
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

/// Sets a manual clock forward; refused on real time and backwards.
pub struct SetClock {
    /// Where it shall stand.
    pub to: Instant,
    /// Whether it runs on from there.
    pub running: bool,
}

impl Work for SetClock {
    type Record = Committed<Instant>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Instant>, Stop> {
        let before = tx.now().await?;
        set_forward(tx, self.to, self.running).await?;
        let permit = Permit::for_job("cli", &action::CLOCK_SET);
        let subject = SubjectRef { kind: SubjectKind::Clock, id: tx.event_id().await? };
        let after = serde_json::json!({"from": before, "to": self.to, "running": self.running});
        Ok(permit.commit(Change::created(subject, &RegionCode::nation(), &after), self.to))
    }
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
