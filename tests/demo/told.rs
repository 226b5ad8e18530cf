//! What the command says when it begins, and what the README promises that one can do then.

use std::{
    io::{BufRead as _, BufReader},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use serde_json::Value;

use super::Folder;
use crate::support::money::text;

/// The command at work; it ends with the test.
struct Running {
    child: Child,
    /// What it printed before it began to serve.
    told: String,
}

impl Running {
    fn new(folder: &Folder, port: u16, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_steward"))
            .args(["--log", "error", "--listen", &format!("127.0.0.1:{port}"), "demo", "--folder"])
            .arg(&folder.0)
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .expect("a program");
        let mut told = String::new();
        for line in BufReader::new(child.stdout.take().expect("a pipe")).lines() {
            told += &(line.expect("a line") + "\n");
            if told.contains("Demonstration on") {
                break;
            }
        }
        // It says so just before it listens.
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(child.try_wait().expect("a process").is_none(), "it ended: {told}");
            sleep(Duration::from_millis(50));
        }
        Self { child, told }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}

/// A port that nobody listens on.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn without_the_sample_the_first_administrators_token_is_printed() {
    let folder = Folder::new("told");
    let running = Running::new(&folder, free_port(), &["--no-sample"]);
    let told = &running.told;
    assert!(
        told.contains("13 documents with 29 of 39 lines; 37 projects and 28 plan lines, 65 of 69 rows; 28 of 29 sites; 30 of 35 assets"),
        "{told}"
    );
    let token = told.split("good for 30 minutes:\n  ").nth(1).and_then(|rest| rest.lines().next()).expect(told);
    assert!(token.len() >= 32 && !token.contains(' '), "{told}");
    assert!(!told.contains("Accounts") && !told.contains("not to be confirmed"), "{told}");
}

#[test]
fn a_demonstration_refuses_a_database_that_is_not_its_own() {
    let folder = Folder::new("elsewhere");
    for (flag, value) in [("--database-url", "postgres://127.0.0.1/steward"), ("--keys-dir", "keys")] {
        let done = Command::new(env!("CARGO_BIN_EXE_steward"))
            .args([flag, value, "demo", "--folder"])
            .arg(&folder.0)
            .output()
            .expect("a program");
        let told = String::from_utf8(done.stderr).unwrap();
        assert!(!done.status.success() && told.contains(&format!("{flag} does not apply to demo")), "{told}");
        assert!(!folder.0.join("steward-demo.db").exists());
    }
}

/// The walk of a page, as it stands there, over a demonstration of its own. Answers what it printed.
fn walked(text: &str, folder: &Folder, running: &Running, port: u16) -> String {
    let script = text.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).expect("one block of commands");
    let database = format!("sqlite:{}", folder.0.join("steward-demo.db").display());
    let mut script = script.to_owned();
    for (stands, here) in [
        ("http://127.0.0.1:8080", format!("http://127.0.0.1:{port}")),
        ("data/sample/files", format!("{}/data/sample/files", env!("CARGO_MANIFEST_DIR"))),
        ("cargo run --", env!("CARGO_BIN_EXE_steward").to_owned()),
        ("sqlite:demo/steward-demo.db", database),
    ] {
        assert!(script.contains(stands), "the page says no longer {stands}");
        script = script.replace(stands, &here);
    }
    std::fs::write(folder.0.join("demo.txt"), &running.told).unwrap();
    let done = Command::new("bash").args(["-euc", &script]).current_dir(&folder.0).output().expect("bash");
    let told = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success(), "{told}\n{}", String::from_utf8_lossy(&done.stderr));
    told
}

/// Where a line's money stands, as its balance or its accounts say it.
const PLACES: [&str; 4] = ["available", "reserved", "in_payment", "paid"];

/// The first walk of the README, and then that of an asset, as somebody who reads on would go them.
#[test]
fn the_walks_go_as_they_say() {
    let (folder, port) = (Folder::new("readme"), free_port());
    let running = Running::new(&folder, port, &[]);
    for line in ["F005 偃巩固脱贫办〔2022〕15号", "Registered, and not to be confirmed", "61320000.00  in all"]
    {
        assert!(running.told.contains(line), "{line}: {}", running.told);
    }
    a_claim_is_paid(&walked(include_str!("../../README.md"), &folder, &running, port));
    an_asset_goes_its_way(&walked(include_str!("../../docs/walks/an-asset.md"), &folder, &running, port));
}

/// A claim goes over every desk to its voucher, and its money with it.
fn a_claim_is_paid(told: &str) {
    let answers: Vec<Value> = told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let refused: Vec<&Value> = answers.iter().filter(|a| a["status"].is_number()).collect();
    assert_eq!(refused.len(), 1, "{refused:#?}");
    assert_eq!((text(refused[0], "rule"), text(&refused[0]["facts"], "left")), ("R90", "39375.00"));
    let course = answers.iter().find(|a| a["steps"].is_array()).expect("the run's timeline");
    let outcomes: Vec<&str> = course["steps"].as_array().unwrap().iter().map(|s| text(s, "outcome")).collect();
    assert_eq!(outcomes.iter().filter(|o| **o == "returned").count(), 2, "{outcomes:?}");
    assert!(outcomes.contains(&"skipped") && text(&course["run"], "state") == "approved", "{outcomes:?}");
    let paid = answers.iter().rfind(|a| a["claimed_on"].is_string()).expect("the claim at its end");
    assert_eq!((text(paid, "state"), text(paid, "amount")), ("paid", "135000.00"));
    let balances: Vec<&Value> = answers.iter().filter(|a| a["document_issuer"].is_string()).collect();
    let fen = |balance: &Value, place: &str| text(balance, place).replace('.', "").parse::<i64>().unwrap();
    let moved = |place: &str| fen(balances[1], place) - fen(balances[0], place);
    assert_eq!(PLACES.map(moved), [-13_500_000, 0, 0, 13_500_000], "{balances:#?}");
    let accounts = answers.iter().find(|a| a["items"][0]["owner_kind"] == "allocation").expect("accounts");
    for place in PLACES {
        let kind = format!("allocation.{place}");
        let account = accounts["items"].as_array().unwrap().iter().find(|a| a["kind"] == kind.as_str()).expect(&kind);
        assert_eq!(text(account, "balance"), text(balances[1], place), "{kind}");
    }
    assert!(told.contains("（按户）") && told.contains("（按户，名册二）"), "a document is followed to two lists");
    for action in [
        "payments.disbursement.submit",
        "approvals.task.decide",
        "payments.payment.confirm",
        "payments.batch.hand_over",
        "payments.batch.import_result",
    ] {
        assert!(told.contains(&format!("\"action\":\"{action}\"")), "the trail lists no {action}");
    }
    let checked: Vec<&str> = told.lines().filter(|line| line.starts_with('I')).collect();
    assert!(checked.len() > 50 && checked.iter().all(|line| line.ends_with(": ok")), "{checked:#?}");
}

/// From a project's payments to a card, over a transfer, to an order of upkeep that public money pays.
fn an_asset_goes_its_way(told: &str) {
    let answers: Vec<Value> = told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let refused =
        answers.iter().filter(|a| a["status"].is_number()).map(|a| a["rule"].as_str().unwrap_or(text(a, "code")));
    assert_eq!(refused.collect::<Vec<_>>(), ["R25.3", "access.denied.second_person", "R89.2"], "{told}");
    let states = |kind: &str| {
        let of = answers.iter().filter(|a| a["number"].as_str().is_some_and(|n| n.starts_with(kind)));
        of.map(|a| text(a, "state").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(states("YJ").last().map(String::as_str), Some("effective"));
    assert_eq!(states("GH"), ["assigned", "done", "verified", "closed"]);
    for step in [
        "元: 支付 FK-230606-2023-",
        "移交 1000000.00 元: 资产移交 YJ-230606-2023-",
        "管护责任: 管护责任",
        "管护检查: 管护检查",
        "发现问题交办: 管护工单 GH-230606-2023-",
        "管护 4800.00 元: 管护工单",
        "支付管护 4800.00 元: 支付",
        "管护 4800.00 元: 资产",
    ] {
        assert!(told.contains(step), "the trace tells no {step}: {told}");
    }
    // Up from the card and down from the payment: the same step, and below the payment the card.
    let formed = told.lines().filter(|line| line.contains("形成资产"));
    let (up, down): (Vec<&str>, Vec<&str>) = formed.partition(|line| line.contains("元: 支付 FK-"));
    assert!(!up.is_empty() && down.iter().any(|line| line.contains("元: 资产 ZC-230606-2023-")), "{up:#?} {down:#?}");
    let checked: Vec<&str> = told.lines().filter(|line| line.starts_with('I')).collect();
    assert!(checked.len() > 50 && checked.iter().all(|line| line.ends_with(": ok")), "{checked:#?}");
}
