//! Tables: what comes in as a file and what goes out as one.

mod exports;
mod hostile;
mod imports;
mod jobs;
mod lines;
mod named;
mod past;
mod shapes;
mod stock;
mod typed;

use serde_json::Value;

use crate::support::{Reply, TestApp};

/// One field of a form, and what stands in it.
pub type Fields<'a> = &'a [(&'a str, &'a str)];

/// A form with a file, as a browser would send it.
pub fn form(name: &str, bytes: &[u8], fields: Fields<'_>) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend([head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat());
    body
}

/// Sends a file of rows of the test county.
pub async fn send(app: &TestApp, who: &str, path: &str, (name, bytes): (&str, &[u8]), more: Fields<'_>) -> Reply {
    let person = app.who(who).await;
    let fields = [&[("region_code", "431026")], more].concat();
    let body = form(name, bytes, &fields);
    app.post(path).by(&person).raw("multipart/form-data; boundary=x", body).send().await
}

/// Sends a file of rows of the test county that is to be taken in as a job, however few it has.
pub async fn send_later(app: &TestApp, who: &str, path: &str, (name, bytes): (&str, &[u8]), more: Fields<'_>) -> Reply {
    let person = app.who(who).await;
    let body = form(name, bytes, &[&[("region_code", "431026")], more].concat());
    let call = app.post(path).by(&person).header("prefer", "wait=10, respond-async");
    call.raw("multipart/form-data; boundary=x", body).send().await
}

/// The cells and codes of what was refused of a file.
pub fn flaws(reply: &Reply) -> Vec<(String, String)> {
    let errors = reply.body["errors"].as_array().unwrap_or_else(|| panic!("{:#}", reply.body));
    let said = |e: &Value, field: &str| e[field].as_str().unwrap().to_owned();
    errors.iter().map(|e| (said(e, "pointer"), said(e, "code"))).collect()
}

/// The card of stock that has this number in its ledger, as it is now.
pub async fn card(app: &TestApp, id: &str) -> Value {
    let found = app.see("auditor", &format!("/assets?external_system=asset_ledger&external_id={id}")).await;
    app.asset_now(&found["items"][0], "").await
}

/// The rows of a CSV export, header first.
pub async fn csv(app: &TestApp, who: &str, path: &str) -> Vec<Vec<String>> {
    let reply = app.get(path).by(&app.who(who).await).send().await;
    assert_eq!(
        (reply.status.as_u16(), &reply.headers["content-type"]),
        (200, &"text/csv".parse().unwrap()),
        "{path}: {:#}",
        reply.body
    );
    let text = String::from_utf8(reply.bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Everything that an import could leave: rows of each table that it writes.
pub async fn kept(app: &TestApp) -> Vec<i64> {
    // A login leaves an event of its own: whoever sends files has logged in before.
    for who in ["unit_clerk", "budget_officer", "asset_officer"] {
        app.who(who).await;
    }
    let mut kept = Vec::new();
    for table in [
        "organisation",
        "site",
        "allocation",
        "asset",
        "asset_event",
        "stock_line",
        "external_id",
        "table_import",
        "column_map",
        "trail_event",
        "file",
    ] {
        kept.push(app.number(&format!("SELECT count(*) FROM {table}")).await);
    }
    kept.push(app.number("SELECT count(*) FROM idempotency_key WHERE operation LIKE '%imports%'").await);
    kept
}
