//! Printed papers: what stands on them, who sees what, and whose template lays them out.

mod approval_form;
mod asset_papers;
mod distribution_papers;
mod duty_letter;
mod publicity_notice;
mod repair_poster;
mod resolution_papers;
mod split_notice;
mod transfer_form;
mod templates;

use crate::support::TestApp;

/// A page as it was served. With `STEWARD_PRINTS` set, it is kept there under this name, to be looked at (`tests/prints/look`).
pub async fn page(app: &TestApp, who: &str, path: &str, name: &str) -> String {
    let person = app.who(who).await;
    let reply = app.get(path).by(&person).header("accept", "text/html").send().await;
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.bytes));
    assert_eq!(reply.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(reply.headers["cache-control"], "no-store");
    let policy = reply.headers["content-security-policy"].to_str().expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
            && policy.contains("sandbox")
    );
    let page = String::from_utf8(reply.bytes).expect("text");
    assert!(!page.to_lowercase().contains("<script") && !page.contains("http"), "a page stands alone");
    if let Ok(folder) = std::env::var("STEWARD_PRINTS") {
        std::fs::write(format!("{folder}/{name}.html"), &page).expect("a folder for pages");
    }
    page
}

/// Fails with what is missing from a page.
#[track_caller]
pub fn shows(page: &str, wanted: &[&str]) {
    let lost: Vec<_> = wanted.iter().filter(|text| !page.contains(**text)).collect();
    assert!(lost.is_empty(), "missing: {lost:?} in\n{page}");
}
