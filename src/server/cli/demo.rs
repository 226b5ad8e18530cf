//! `steward demo`: a county at work on real public data.

use std::path::Path;

use super::{Failure, serve::offer_setup_token};
use crate::{
    ground::{kernel::Words as _, platform::Config},
    server::{
        demo::{Demo, SERVING_DAY, clear, prepare},
        http::listen,
    },
};

/// Makes the database anew, prints what is in it and who may log in, and serves it.
pub async fn run(config: Config, folder: &Path, sample: bool) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::Other(format!("{}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(failed)?;
    clear(folder).map_err(failed)?;
    let mut config = config;
    config.database.url = format!("sqlite:{}", folder.join("steward-demo.db").display());
    config.security.keys_dir = folder.join("keys");
    let listen_on = config.server.listen;
    let demo = prepare(config, sample).await.map_err(|error| Failure::Other(error.0))?;
    print!("{}", told(&demo));
    if !sample {
        offer_setup_token(&demo.app.db).await?;
    }
    println!(
        "\nDemonstration on http://{listen_on}/docs; its clock stands at {SERVING_DAY} and runs on. Everything marked sample (示例) is made up."
    );
    listen(demo.app).await.map_err(Failure::Other)
}

/// What was loaded and what was not, with the reason of each row.
fn told_of_public_data(demo: &Demo) -> String {
    let loaded = &demo.loaded;
    let [documents, projects, sites, assets] = loaded.offered;
    let mut text = format!(
        "Public data: {} documents with {} of {documents} lines; {} projects and {} plan lines, {} of {projects} rows; {} of {sites} sites; {} of {assets} assets. Not loaded:\n",
        loaded.documents,
        loaded.allocations,
        loaded.projects,
        loaded.plan_lines,
        loaded.projects + loaded.plan_lines,
        loaded.sites,
        loaded.assets
    );
    for row in &loaded.skipped {
        text += &format!("  {} {}\n", row.id, row.reason);
    }
    if !demo.sample.unconfirmed.is_empty() {
        text += "Registered, and not to be confirmed:\n";
    }
    for line in &demo.sample.unconfirmed {
        text += &format!("  {} {} of {}: {}\n", line.id, line.number, line.issuer, line.rule);
    }
    text
}

fn told(demo: &Demo) -> String {
    let mut text = told_of_public_data(demo) + "\nBy state:\n";
    let mut what = "";
    for count in &demo.summary.counts {
        if count.what != what {
            what = count.what;
            text += &format!("  {what}\n");
        }
        text += &format!("    {:>4}  {} {}\n", count.rows, count.state, count.label);
    }
    text += "\nAssets by what is missing of them (GET /api/v1/asset-gaps):\n";
    for (gap, rows) in &demo.summary.gaps {
        text += &format!("    {rows:>4}  {gap} {}\n", gap.label());
    }
    text += "\nLines by document and state, less what they passed on:\n";
    for (number, state, rows, amount) in &demo.summary.lines {
        text += &format!("  {rows:>4}  {:>16}  {number} {} {}\n", amount.to_string(), state.word(), state.label());
    }
    if let Some(announced) = demo.summary.announced() {
        text += &format!("        {:>16}  in all\n", announced.to_string());
    }
    text += "\nMoney by level of origin:\n";
    for (level, kind, balance) in &demo.summary.money {
        text += &format!("  {:>16}  {} {}\n", balance.to_string(), level.label(), kind.label());
    }
    if let Some(received) = demo.summary.received() {
        text += &format!("  {:>16}  in all\n", received.to_string());
    }
    if !demo.sample.logins.is_empty() {
        text += "\nAccounts, shown once:\n";
    }
    for login in &demo.sample.logins {
        text += &format!("  {:<20} {}  {} ({})\n", login.login, login.password, login.name, login.role);
    }
    text
}
