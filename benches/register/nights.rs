//! A night of all checks over the whole register, against the readings of the same night sent by psql.

use std::time::{Duration, Instant};

use crate::{
    DATABASE,
    cluster::Cluster,
    memory::{peak_mib, reset_peak},
    ms,
    script::{Names, executed, script},
    support::TestApp,
};

const DAY_MS: i64 = 86_400_000;

/// The next night, with whatever else is due in it.
async fn night(app: &TestApp) -> Duration {
    app.later(DAY_MS).await;
    let begun = Instant::now();
    let ticked = app.tick().await;
    assert!(ticked.stopped.is_empty() && ticked.done.iter().any(|(job, _)| *job == "checks.lead.find"), "{ticked:?}");
    begun.elapsed()
}

/// The first night finds everything, the second sees it again: its readings are the floor.
pub async fn measure(cluster: &Cluster, app: &TestApp) {
    // A runner that has never looked has missed nothing.
    app.tick().await;
    let before = peak_mib();
    reset_peak();
    let first = night(app).await;
    let held = peak_mib();
    reset_peak();
    let leads = cluster.sql(DATABASE, "SELECT count(*) FROM lead");
    println!(
        "\nFirst night: {leads} leads in {:.0} s, memory at most {held} MiB ({before} MiB before).",
        first.as_secs_f64()
    );
    let second = night(app).await;
    println!("Second night: {:.1} s, memory at most {} MiB.", second.as_secs_f64(), peak_mib());
    cluster.sql("postgres", &format!("ALTER DATABASE {DATABASE} SET log_statement = 'all'"));
    let logged = crate::reopened(&cluster.url(DATABASE)).await;
    let from = usize::try_from(std::fs::metadata(cluster.log()).expect("a log").len()).expect("a log in memory");
    night(&logged).await;
    cluster.sql("postgres", &format!("ALTER DATABASE {DATABASE} RESET log_statement"));
    let mut statements = executed(&cluster.log(), from);
    statements.retain(|s| s.sql.starts_with("SELECT"));
    let file = cluster.file("night.sql");
    std::fs::write(&file, script("", &statements, &Names::new()).replace("\\x3a", ":")).expect("a script");
    let begun = Instant::now();
    cluster.run("psql", &["-d", DATABASE, "-qAtX", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", &file]);
    let bare = begun.elapsed();
    println!(
        "Its {} readings by psql: {:.1} s; ratio {:.2}.",
        statements.len(),
        bare.as_secs_f64(),
        ms(second) / ms(bare)
    );
}
