//! A register of 200,000 assets of one prefecture: its pages, a trace and a night of checks, against the same statements sent by
//! pgbench and psql on the same machine. Prints a table; ../README.md keeps the last one.

#![expect(
    clippy::panic,
    clippy::float_arithmetic,
    reason = "a load that goes wrong is to be seen, and rates are not money"
)]

#[expect(dead_code, unused_macros, reason = "the tests use more of their harness than this run does")]
#[path = "../../tests/support/mod.rs"]
mod support;

#[path = "../load/cluster.rs"]
mod cluster;
#[path = "../load/http.rs"]
#[expect(dead_code, reason = "nothing is posted here")]
mod http;
#[path = "../load/memory.rs"]
mod memory;
#[path = "../load/script.rs"]
#[expect(dead_code, reason = "what is read makes nothing that has to be named")]
mod script;
#[path = "../load/timed.rs"]
mod timed;

mod made;
mod nights;
mod pages;

use std::{net::SocketAddr, time::Duration};

use poem::{EndpointExt as _, Server, listener::TcpListener};
use steward::{
    ground::platform::{Config, Db, Ids, ServerConfig, start_logging},
    server::{app::App, http::Front},
};

use self::{cluster::Cluster, support::TestApp};

/// The database of the run.
pub const DATABASE: &str = "steward";

fn main() {
    start_logging(&ServerConfig { log: "error".into(), ..Config::default().server }).expect("a filter");
    let most = std::env::var("REGISTER_ASSETS").map_or(200_000, |v| v.parse().expect("a number"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let dir = std::env::current_dir().expect("a folder").join("target/bench-register-pg");
        let cluster = Cluster::start(&dir);
        cluster.sql("postgres", &format!("CREATE DATABASE {DATABASE}"));
        let url = cluster.url(DATABASE);
        support::app::fill(url.clone()).await;
        let app = reopened(&url).await;
        let examples = made::examples(&app, &cluster).await;
        let mut measured = Vec::new();
        for size in [most / 10, most] {
            made::grow(&cluster, size);
            measured.push(pages::measure(&cluster, &examples).await);
        }
        println!(
            "| Read | p50 ms | p99 ms | Statements | Planned once ms | Ratio | Planned each time ms | Ratio | p50 at ten times the rows |\n\
             |---|---|---|---|---|---|---|---|---|"
        );
        for (small, large) in measured[0].iter().zip(&measured[1]) {
            let ratio = |floor| ms(large.mean) / ms(floor);
            let growth = ms(large.p50) / ms(small.p50);
            println!(
                "| {} | {:.2} | {:.2} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {growth:.2} × |",
                large.what,
                ms(large.p50),
                ms(large.p99),
                large.statements,
                ms(large.bare),
                ratio(large.bare),
                ms(large.planned),
                ratio(large.planned)
            );
        }
        nights::measure(&cluster, &app).await;
    });
}

/// Milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A server over the database, with the connections of a real one and the clock of the tests.
async fn reopened(url: &str) -> TestApp {
    let mut db = Db::open(url, 16, Ids::random()).await.expect("a database");
    db.find_clock().await.expect("a clock");
    TestApp::over(db, None)
}

/// The server on a port of its own.
pub async fn serve(app: &App) -> u16 {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address: SocketAddr = free.local_addr().expect("an address");
    drop(free);
    let front = Front::new(app).expect("a document that compiles");
    tokio::spawn(Server::new(TcpListener::bind(address)).run(front.map_to_response()));
    while tokio::net::TcpStream::connect(address).await.is_err() {
        tokio::task::yield_now().await;
    }
    address.port()
}
