//! Where operations meet strangers: the server, its document, the people and the county.

use serde_json::{Map, Value};

use super::{
    bodies::Filling,
    county::{County, Subject},
    document::{Document, Operation},
    people::People,
    planted::plant,
};
use crate::support::{Reply, TestApp};

/// Everything that a test of strangers needs.
pub struct Stage<'a> {
    pub app: &'a TestApp,
    pub document: Document,
    pub people: People,
    pub county: County,
}

/// One request to an operation, made so well that nothing but who asks can stand against it.
pub struct Attempt<'a> {
    pub operation: &'a Operation,
    /// The token that is shown.
    pub token: Option<&'a str>,
    /// What its path names.
    pub aim: Option<Subject>,
    pub query: String,
    pub body: Option<Value>,
}

/// What was asked in one part, and what went wrong.
pub struct Tally {
    what: &'static str,
    /// Fewer requests than this are a test that has shrunk.
    floor: usize,
    requests: usize,
    faults: Vec<String>,
}

impl Tally {
    pub fn of(what: &'static str, floor: usize) -> Self {
        Self { what, floor, requests: 0, faults: Vec::new() }
    }

    pub fn fault(&mut self, operation: &Operation, what: &str) {
        let what: String = what.chars().take(1_000).collect();
        self.faults.push(format!("{} ({} {}): {what}", operation.id, operation.method, operation.path));
    }

    /// Fails with everything that went wrong in any part, or where too little was asked.
    #[track_caller]
    pub fn settle(parts: &[Self]) {
        let mut told = Vec::new();
        for part in parts {
            eprintln!("strangers {}: {} requests", part.what, part.requests);
            if part.requests < part.floor {
                told.push(format!("{}: {} requests instead of at least {}", part.what, part.requests, part.floor));
            }
            told.extend(part.faults.iter().map(|fault| format!("{}: {fault}", part.what)));
        }
        assert!(told.is_empty(), "{} faults:\n  {}", told.len(), told.join("\n  "));
    }
}

impl<'a> Stage<'a> {
    /// Plants the county and engages everybody.
    pub async fn set(app: &'a TestApp) -> Self {
        let planted = plant(app).await;
        let document = Document::of(app).await;
        let people = People::engage(app).await;
        let county = match County::find(app, &document, &people, planted).await {
            Ok(county) => county,
            Err(lost) => panic!("operations that cannot be met:\n  {}", lost.join("\n  ")),
        };
        Self { app, document, people, county }
    }

    /// SQLite meets everything.
    pub fn is_whole(&self) -> bool {
        self.app.database_url().starts_with("sqlite:")
    }

    /// Which of these roles meet an operation: on PostgreSQL one for each operation, another one each time.
    pub fn meeting<'r>(&self, operation: &Operation, roles: impl Iterator<Item = &'r String>) -> Vec<&'r String> {
        let all: Vec<&String> = roles.collect();
        let turn = self.document.operations.iter().position(|o| o.id == operation.id).unwrap_or_default();
        if self.is_whole() || all.is_empty() { all } else { vec![all[turn % all.len()]] }
    }

    /// Of these roles every third meets an operation, others each time, and at least one; with `STEWARD_TEST_WHOLE=1` all of them, as
    /// before a release.
    pub fn a_third<'r>(&self, operation: &Operation, roles: Vec<&'r String>) -> Vec<&'r String> {
        if !self.is_whole() || std::env::var("STEWARD_TEST_WHOLE").is_ok_and(|whole| whole == "1") {
            return roles;
        }
        let turn = self.document.operations.iter().position(|o| o.id == operation.id).unwrap_or_default();
        let (count, at) = (roles.len(), |n: usize| (n + turn).is_multiple_of(3));
        roles.into_iter().enumerate().filter(|(n, _)| at(*n) || count < 3).map(|(_, role)| role).collect()
    }

    /// The body that an operation reads, of this region and of the county's objects.
    pub fn body(&self, operation: &Operation, region: &str) -> Result<Option<Value>, String> {
        self.body_with(operation, (region, None), &|name| self.county.id(name))
    }

    /// The same with one more place filled, and of other objects.
    pub fn body_with(
        &self,
        operation: &Operation,
        (region, way): (&str, Option<&[String]>),
        id: &dyn Fn(&str) -> Result<String, String>,
    ) -> Result<Option<Value>, String> {
        let filling = Filling { document: &self.document, region, id };
        operation.body.as_ref().map(|(_, schema)| filling.body(schema, way)).transpose()
    }

    /// The query that an operation cannot do without.
    pub fn query(&self, operation: &Operation) -> Result<String, String> {
        let id = |name: &str| self.county.id(name);
        let filling = Filling { document: &self.document, region: "", id: &id };
        let needed = operation.parameters.iter().filter(|p| p.place == "query" && p.required);
        let pair = |name: &str, value: &Value| format!("{name}={}", value.to_string().trim_matches('"'));
        let pairs = needed.map(|p| filling.parameter(&p.name, &p.schema).map(|value| pair(&p.name, &value)));
        Ok(pairs.collect::<Result<Vec<_>, _>>()?.join("&"))
    }

    /// A whole attempt at the county's own object.
    pub fn attempt<'o>(&self, operation: &'o Operation, region: &str) -> Result<Attempt<'o>, String> {
        let aim = self.county.aim(operation).cloned();
        let (query, body) = (self.query(operation)?, self.body(operation, region)?);
        Ok(Attempt { operation, token: None, aim, query, body })
    }

    /// Sends it.
    pub async fn send(&self, attempt: &Attempt<'_>, tally: &mut Tally) -> Reply {
        tally.requests += 1;
        let operation = attempt.operation;
        let mut path = operation.path.clone();
        if let (Some(aim), Some((start, end))) = (&attempt.aim, path.find('{').zip(path.find('}'))) {
            path.replace_range(start..=end, &aim.id);
        }
        // The one path that names something beside an id: a line of a list, by the serial of its holder.
        path = path.replace("{serial}", "1");
        if !attempt.query.is_empty() {
            path = format!("{path}?{}", attempt.query);
        }
        let mut call = self.app.any(&operation.method, &path);
        if let Some(token) = attempt.token {
            call = call.header("authorization", &format!("Bearer {token}"));
        }
        if operation.asks_for("if-match") {
            call = call.at(attempt.aim.as_ref().map_or("1", |aim| &aim.tag));
        }
        let call = match (&operation.body, &attempt.body) {
            (Some((kind, _)), Some(body)) if kind == "multipart/form-data" => {
                call.raw("multipart/form-data; boundary=x", parts(body))
            }
            (Some((kind, _)), Some(body)) => call.raw(kind, body.to_string()),
            _ => call,
        };
        call.send().await
    }
}

/// The fields of an object as an upload; what begins as a PDF is a file.
fn parts(body: &Value) -> String {
    let nothing = Map::new();
    let fields = body.as_object().unwrap_or(&nothing).iter();
    let part = |(name, value): (&String, &Value)| {
        let value = value.as_str().unwrap_or_default();
        let file = if value.starts_with("%PDF") { "; filename=\"示例.pdf\"" } else { "" };
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
    };
    format!("{}--x--\r\n", fields.map(part).collect::<String>())
}
