//! `steward doctor`.

use std::sync::Arc;

use super::Failure;
use crate::{
    ground::{
        kernel::{Lang, RegionCode, Words as _},
        platform::{Clock, Config, Db, Ids},
    },
    office::{
        places::{calendar, counties_with_business},
        policy::keys_unset,
    },
    server::{
        app::{checks, pending_migrations, timetable},
        scheduler::late,
    },
};

/// Prints what it finds; fails when something breaks a promise.
pub async fn run(config: Config, region: Option<String>) -> Result<(), Failure> {
    println!("# configuration\n{}", config.printed());
    let mut db = Db::open_existing(&config.database.url, 2, Ids::random()).await?;
    let report = db.report().await?;
    println!("# engine: {}", db.engine().word());
    for (name, value) in &report.settings {
        println!("{name} = {value}");
    }
    let pending = pending_migrations(db.read()).await?;
    println!(
        "# migrations\n{}",
        if pending.is_empty() { "up to date".to_owned() } else { format!("pending: {}", pending.join(", ")) }
    );
    let mut broken = report.broken;
    if pending.is_empty() {
        db.find_clock().await?;
        let now = db.now().await?;
        let kind = if db.clock() == Clock::Manual { "manual (demonstration)" } else { "real" };
        println!("# clock\n{kind}, {now}, civil day {}", now.day());
        let calendar = calendar(db.read()).await?;
        for year in [now.day().year(), now.day().year() + 1] {
            if !calendar.knows_year(year) {
                println!(
                    "warning: no official holiday notice for {year}: terms in working days cannot be counted there"
                );
            }
        }
        let jobs = timetable(&db, &Arc::new(checks().map_err(Failure::Other)?)).map_err(Failure::Other)?;
        println!("# jobs\n{} in the timetable", jobs.entries().len());
        for owed in late(&db, &jobs).await? {
            println!("warning: overdue: {owed}: does any server run with [scheduler] enabled = true?");
        }
        for region in regions(&db, region).await? {
            println!("# policy values that do not hold in {region} today");
            for key in keys_unset(db.read(), &region, now.day()).await? {
                println!("{}: {}", key.name, key.means.text(Lang::En));
            }
        }
    } else {
        broken.push("migrations are pending: run `steward migrate`".into());
    }
    println!("# disk\n{}", disk(&config));
    if broken.is_empty() {
        println!("# all well");
        return Ok(());
    }
    Err(Failure::Other(broken.join("; ")))
}

/// The region that was asked for, or every county that has business.
async fn regions(db: &Db, asked: Option<String>) -> Result<Vec<RegionCode>, Failure> {
    match asked {
        Some(code) => match code.parse() {
            Ok(code) => Ok(vec![code]),
            Err(()) => Err(Failure::Other(format!("{code} is no region code"))),
        },
        None => Ok(counties_with_business(db.read()).await?),
    }
}

/// Free space where SQLite's file stands, as `df` says it.
fn disk(config: &Config) -> String {
    let Some(file) = config.database.url.strip_prefix("sqlite:") else { return "on the database's own machine".into() };
    let folder =
        std::path::Path::new(file).parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(std::path::Path::new("."));
    let df = std::process::Command::new("df").arg("-Pk").arg(folder).output();
    match df {
        Ok(out) if out.status.success() => String::from_utf8_lossy(&out.stdout).trim().to_owned(),
        _ => "unknown: df did not answer".into(),
    }
}
