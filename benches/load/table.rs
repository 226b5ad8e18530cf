//! What was measured, as a table for README.md.

use std::time::Duration;

/// Units of work per second, and the 50th and 99th part of a hundred of their times.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

impl Rate {
    pub fn of(mut times: Vec<Duration>, within: Duration) -> Self {
        times.sort();
        let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
        Self { per_second: times.len() as f64 / within.as_secs_f64(), p50: at(50), p99: at(99) }
    }
}

/// Rows: what, the server's rate, the floor's rate.
#[derive(Default)]
pub struct Table(Vec<(&'static str, Rate, f64)>);

impl Table {
    pub fn row(&mut self, what: &'static str, ours: Rate, bare: f64) {
        eprintln!("{what}: {:.0}/s against {bare:.0}/s", ours.per_second);
        self.0.push((what, ours, bare));
    }

    pub fn print(&self) {
        println!("| Work | Server /s | p50 ms | p99 ms | Floor /s | Ratio |\n|---|---|---|---|---|---|");
        for (what, ours, bare) in &self.0 {
            let ms = |d: Duration| d.as_secs_f64() * 1000.0;
            let (rate, ratio) = (ours.per_second, ours.per_second / bare);
            println!("| {what} | {rate:.0} | {:.1} | {:.1} | {bare:.0} | {ratio:.2} |", ms(ours.p50), ms(ours.p99));
        }
    }
}
