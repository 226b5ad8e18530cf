//! What a script takes when pgbench sends it.

use std::{fs, time::Duration};

use crate::cluster::Cluster;

/// At the mean, sent so often by one client: `prepared`, planned once for all its values; or `simple`, planned each time as psql has it.
pub fn timed(cluster: &Cluster, database: &str, script: &str, (way, turns): (&str, u32)) -> Duration {
    let file = cluster.file("script.sql");
    fs::write(&file, script).expect("a script");
    let turns = turns.to_string();
    let told = cluster.run("pgbench", &["-n", "-M", way, "-c", "1", "-f", &file, "-t", &turns, database]);
    let mean = told.lines().find_map(|l| l.strip_prefix("latency average = ")).and_then(|l| l.split(' ').next());
    Duration::from_secs_f64(mean.expect("a mean").parse::<f64>().expect("a number") / 1000.0)
}
