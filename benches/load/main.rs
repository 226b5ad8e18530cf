//! The server against the bare database: the same statements in the same transactions, sent as HTTP requests and by pgbench or
//! by a loop over the driver, in turns on one machine. Prints a table; README.md keeps the last one.

#![expect(
    clippy::panic,
    clippy::float_arithmetic,
    reason = "a load that goes wrong is to be seen, and rates are not money"
)]

#[expect(dead_code, unused_macros, reason = "the tests use more of their harness than this run does")]
#[path = "../../tests/support/mod.rs"]
mod support;

mod cluster;
mod county;
#[expect(dead_code, reason = "nothing is read here")]
mod http;
mod postgres;
mod script;
mod sqlite;
mod table;

use steward::ground::platform::{Config, ServerConfig, start_logging};

fn main() {
    start_logging(&ServerConfig { log: "error".into(), ..Config::default().server }).expect("a filter");
    let (seconds, rounds) = (setting("LOAD_SECONDS", 10), setting("LOAD_ROUNDS", 3));
    let mut table = table::Table::default();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let captured = postgres::compare(&mut table, seconds, rounds as usize).await;
        eprintln!("statements: {} for a claim, {} for a decision", captured.submit.len(), captured.decide.len());
        sqlite::compare(&mut table, &captured, seconds, rounds as usize).await;
    });
    table.print();
}

/// A number from the environment.
fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |v| v.parse().expect("a number"))
}
