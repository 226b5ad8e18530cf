//! A county with enough going on that 32 clients are not all after the same contract.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use poem::{EndpointExt as _, Server, listener::TcpListener};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use steward::{
    ground::platform::{Db, Ids},
    server::{app::App, http::Front},
};
use tokio::task::JoinSet;

use crate::{
    http::Client,
    support::{TestApp, money::County},
    table::Rate,
};

/// Contracts, each of a project and an allocation of its own.
pub const POOL: usize = 128;

/// The first one, and as many more like it.
pub async fn found(app: &TestApp) -> Vec<County> {
    let mut pool = vec![app.county("1000000.00").await];
    while pool.len() < POOL {
        let allocation = app.allocation("1000000.00").await;
        let planned = app.planned("600000.00").await;
        let contract = app.signed(&planned, "500000.00").await;
        let project = app.again(&planned).await;
        let first = &pool[0];
        let (account, paper, invoice) = (first.account.clone(), first.contract_paper.clone(), first.invoice.clone());
        pool.push(County { allocation, project, contract, account, contract_paper: paper, invoice });
    }
    pool
}

/// A server of the real clock over the county, with the connections of a real one; whoever acts logs in anew.
pub async fn reopened(url: &str) -> TestApp {
    let db = Db::open(url, 16, Ids::random()).await.expect("a database");
    db.unguarded().execute_unprepared("DELETE FROM clock").await.expect("the manual clock, gone");
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

static KEYS: AtomicU64 = AtomicU64::new(0);

fn key() -> String {
    format!("load-{}", KEYS.fetch_add(1, Relaxed))
}

/// How many clients, for how long.
#[derive(Clone, Copy)]
pub struct Load {
    pub clients: usize,
    pub seconds: u64,
}

/// Every client drafts a claim and submits it, again and again.
pub async fn create_and_submit(load: Load, port: u16, token: &str, pool: &[County]) -> Rate {
    let bodies: Arc<Vec<String>> = Arc::new(pool.iter().map(|c| c.claim("1.00").to_string()).collect());
    let begun = Instant::now();
    let until = begun + Duration::from_secs(load.seconds);
    let mut clients = JoinSet::new();
    for n in 0..load.clients {
        let (bodies, token) = (bodies.clone(), token.to_owned());
        clients.spawn(async move {
            let mut client = Client::connect(port, &token).await;
            let (mut times, mut turn) = (Vec::new(), n);
            while Instant::now() < until {
                let begun = Instant::now();
                turn += 7;
                let draft = client.post("/disbursements", &key(), None, &bodies[turn % bodies.len()]).await.ok();
                let path = format!("/disbursements/{}/submit", draft["id"].as_str().expect("an id"));
                client.post(&path, &key(), Some("1"), "{}").await.ok();
                times.push(begun.elapsed());
            }
            times
        });
    }
    let times = clients.join_all().await.concat();
    Rate::of(times, begun.elapsed())
}

/// Open tasks of the first desk that the server's own claims have opened: (id, entity tag).
pub async fn open_tasks(app: &TestApp) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = app.see("unit_head", &format!("/tasks?limit=200{cursor}")).await;
        let ours = |t: &&Value| t["subject_number"].as_str().is_some_and(|n| n.starts_with("BF-"));
        for task in page["items"].as_array().expect("tasks").iter().filter(ours) {
            let word = |field: &str| task[field].as_str().expect("a text").to_owned();
            found.push((word("id"), word("etag")));
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

/// The clients approve these tasks, one after another, until none is left.
pub async fn decide(load: Load, port: u16, token: &str, tasks: &[(String, String)]) -> Rate {
    let begun = Instant::now();
    let mut clients = JoinSet::new();
    for mine in tasks.chunks(tasks.len().div_ceil(load.clients)) {
        let (mine, token) = (mine.to_vec(), token.to_owned());
        let body = json!({"decision": "approve"}).to_string();
        clients.spawn(async move {
            let mut client = Client::connect(port, &token).await;
            let mut times = Vec::new();
            for (id, tag) in mine {
                let begun = Instant::now();
                client.post(&format!("/tasks/{id}/decision"), &key(), Some(&tag), &body).await.ok();
                times.push(begun.elapsed());
            }
            times
        });
    }
    let times = clients.join_all().await.concat();
    Rate::of(times, begun.elapsed())
}

/// The id of something made.
pub fn id(of: &Value) -> &str {
    of["id"].as_str().expect("an id")
}
