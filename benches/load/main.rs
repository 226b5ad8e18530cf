//! The server against the bare database: the same statements in the same transactions, sent as HTTP requests and by pgbench, in
//! turns on one PostgreSQL. Prints a table; README.md beside this keeps the last one.

#[expect(dead_code, unused_macros, reason = "the tests use more of their harness than this run does")]
#[path = "../../tests/support/mod.rs"]
mod support;

mod cluster;
mod county;
mod http;
mod postgres;
mod script;

fn main() {
    let server = steward::ground::platform::ServerConfig {
        log: "warn".into(),
        ..steward::ground::platform::Config::default().server
    };
    steward::ground::platform::start_logging(&server);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(postgres::compare());
}

/// A number from the environment.
pub fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |v| v.parse().expect("a number"))
}
