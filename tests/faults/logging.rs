//! What a server logs names nobody, even when it is told to log everything (S29).

use std::process::Command;

use serde_json::{Value, json};

use super::machine::Server;
use crate::support::{
    app::fresh,
    cast::COUNTY,
    database::{Wanted, folder},
    money::text,
};

/// Marked names, phones, numbers and words.
const MARKS: &[&str] = &[
    "甄示例志",
    "13977720001",
    "13977720002",
    "13977720x9",
    "431026199001011234",
    "431026197707078880",
    "示例隐诉志",
    "示例隐址志",
    "示例隐因志",
];

/// A real server over SQLite, which the harness's PostgreSQL is too careless for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_names_nobody() {
    let database = fresh(Wanted::Sqlite).await;
    let home = folder("logging");
    let mut command = Command::new(env!("CARGO_BIN_EXE_steward"));
    command.arg("--keys-dir").arg(home.join("keys")).arg("--database-url").arg(&database.url);
    let server = Server::logging(command, "trace");
    let address = server.address;
    let officer = address.log_in("asset-officer");
    let post =
        |path: &str, body: Value| address.post(path, &officer, &format!("{path}{}", body.to_string().len()), &body);
    let person = json!({"region_code": COUNTY, "name": MARKS[0], "phone": MARKS[1], "id_number": MARKS[4]});
    let made = post("/people", person.clone()).ok(201);
    let path = format!("/people/{}", text(&made, "id"));
    assert_eq!(post("/people", json!({"region_code": COUNTY, "name": MARKS[0], "id_number": MARKS[4]})).status, 409);
    assert_eq!(post("/people", json!({"region_code": COUNTY, "name": MARKS[0], "id_number": MARKS[5]})).status, 422);
    assert_eq!(post("/people", json!({"region_code": COUNTY, "name": MARKS[0], "phone": MARKS[3]})).status, 422);
    assert_eq!(post("/people", json!({"region_code": COUNTY, "name": [MARKS[0]]})).status, 400);
    assert_eq!(post("/people", json!({"region_code": MARKS[0], "name": MARKS[0]})).status, 400);
    assert_eq!(post("/people/search", json!({"region_code": COUNTY, "phone": MARKS[1]})).status, 200);
    let headers = [("Authorization", format!("Bearer {officer}")), ("If-Match", "\"1\"".to_owned())];
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    address.call("PATCH", &path, &headers, &json!({"phone": MARKS[2]})).ok(200);
    let ask = json!({"fields": ["name", "phone", "id_number"], "reason": MARKS[8]});
    assert_eq!(post(&format!("{path}/reveal"), ask).ok(200)["name"], MARKS[0]);
    let household = json!({
        "region_code": COUNTY, "origin_code": "431026", "origin_address": MARKS[7], "moved_in_on": "2020-01-01"
    });
    assert!(post("/households", household).status.as_u16() < 500);
    let site = post("/sites", json!({"name": "示例安置点", "region_code": COUNTY})).ok(201);
    let said = json!({
        "site_ids": [site["id"]],
        "region_code": COUNTY, "kind": "complaint", "channel": "letter", "received_on": "2023-03-01", "complainant_id": made["id"], "text": MARKS[6]
    });
    let complaint = post("/complaints", said).ok(201);
    address.get(&format!("/complaints/{}/words", text(&complaint, "id")), &officer).ok(200);
    let log = server.kill();
    // A log that can be searched: it tells the statements that were sent.
    assert!(log.contains(r#"INSERT INTO \"person\""#) && log.contains("complaint_word"), "{log}");
    for mark in MARKS {
        assert!(!log.contains(mark), "the log names {mark}");
        let escaped: String = mark
            .chars()
            .map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{{{:x}}}", u32::from(c)) })
            .collect();
        assert!(!log.contains(&escaped), "the log names {mark}, escaped");
    }
}

/// How the database is reached is told by nobody: the password is part of it.
#[test]
fn the_log_keeps_the_password_of_the_database() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_steward"));
    let url = "postgres://steward:geheim@127.0.0.1:1/steward";
    let told = command.args(["migrate", "--log", "trace", "--database-url", url]).output().expect("a program");
    let told = String::from_utf8_lossy(&[told.stdout, told.stderr].concat()).into_owned();
    assert!(!told.is_empty() && !told.contains("geheim"), "{told}");
}
