//! Where the sample county's walk stands: its people, its papers, and what has become of the public rows.

use std::collections::HashMap;

use serde_json::Value;

use super::{
    DemoError,
    people::{County, Login},
    talk::{Talk, text},
};
use crate::{
    ground::kernel::{Day, Money},
    server::{app::App, clock::SetClock},
};

/// The sample county: 大庆市大同区.
pub(super) const COUNTY: &str = "230606";

/// Papers of the sample layer: real files, each saying that it is a sample.
pub(super) const PAPERS: &[(&str, &[u8])] = &[
    ("plan.pdf", include_bytes!("../../../data/sample/files/plan.pdf")),
    ("contract.pdf", include_bytes!("../../../data/sample/files/contract.pdf")),
    ("invoice.pdf", include_bytes!("../../../data/sample/files/invoice.pdf")),
    ("progress_statement.pdf", include_bytes!("../../../data/sample/files/progress_statement.pdf")),
    ("acceptance_form.pdf", include_bytes!("../../../data/sample/files/acceptance_form.pdf")),
    ("photo.png", include_bytes!("../../../data/sample/files/photo.png")),
];

/// A public line that its officers register and that the books refuse, with the rule that refuses it.
#[derive(Debug, Clone)]
pub struct Unconfirmed {
    /// Its id in the source.
    pub id: String,
    /// Number of its document.
    pub number: String,
    /// Who issued that.
    pub issuer: String,
    /// Number of the rule.
    pub rule: String,
}

/// What the sample layer leaves to be told.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// The accounts.
    pub logins: Vec<Login>,
    /// Lines that stand registered and cannot be confirmed.
    pub unconfirmed: Vec<Unconfirmed>,
}

/// What the walk knows by name.
pub(super) struct Scene<'a> {
    pub app: &'a App,
    pub talk: Talk,
    pub county: County,
    /// Papers by name.
    pub papers: HashMap<&'static str, Value>,
    /// Rows of the reference layer and what became of them, by their id in the source.
    pub allocations: HashMap<String, Value>,
    /// The lines passed on to a project, in the order of the plan: id and amount.
    pub shares: HashMap<String, Vec<(Value, Money)>>,
    pub unconfirmed: Vec<Unconfirmed>,
    pub projects: HashMap<String, Value>,
    pub contracts: HashMap<String, Value>,
}

/// Sets the demonstration's clock to 09:00 of a day.
pub(super) async fn set_clock(app: &App, day: Day, running: bool) -> Result<(), DemoError> {
    app.db.write(&SetClock { to: day.begins_at().plus_millis(9 * 3_600_000), running }).await?;
    Ok(())
}

/// Who may read every row of the demonstration.
const READER: &str = "national-auditor";

impl Scene<'_> {
    /// The next day of the walk, or the same once more.
    pub(super) async fn on(&self, day: Day) -> Result<(), DemoError> {
        if self.app.db.now().await?.day() != day {
            set_clock(self.app, day, false).await?;
            self.talk.new_day().await;
        }
        Ok(())
    }

    /// The day that the walk has come to.
    pub(super) async fn today(&self) -> Result<String, DemoError> {
        Ok(self.app.db.now().await?.day().to_string())
    }

    /// An act on a row as it stands now.
    pub(super) async fn step(
        &self,
        who: &str,
        (path, row): (&str, &Value),
        (verb, said): (&str, Option<Value>),
    ) -> Result<Value, DemoError> {
        let now = self.now(READER, path, row).await?;
        self.talk.act(who, &format!("{path}/{}/{verb}", text(row, "id")), &now, said).await
    }

    /// A row as it stands now.
    pub(super) async fn now(&self, who: &str, path: &str, row: &Value) -> Result<Value, DemoError> {
        self.talk.see(who, &format!("{path}/{}", text(row, "id"))).await
    }
}
