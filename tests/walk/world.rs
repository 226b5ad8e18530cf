//! Whoever walks: where it stands, what it picks at random, and how it sends an act.

use std::collections::{BTreeMap, HashMap};

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde_json::{Value, json};

use crate::support::{
    Reply, TestApp,
    money::{County, text},
};

/// How often an act was done, and refused by which code.
#[derive(Debug, Default)]
pub struct Count {
    pub done: u32,
    pub refused: BTreeMap<String, u32>,
}

/// The cast's organisations, by their ids.
pub struct Units {
    pub agriculture: Value,
    pub town: Value,
    pub finance: Value,
}

/// One walk through a county's year.
pub struct Walk<'a> {
    pub app: &'a TestApp,
    pub county: County,
    pub units: Units,
    pub tally: BTreeMap<&'static str, Count>,
    /// Answers that were asked for a second time with the same key.
    pub repeated: u32,
    /// The numbers of the bank accounts by their ids: an answer shows them masked.
    pub accounts: HashMap<String, String>,
    /// Whether jobs do their work when a day has passed.
    pub nights: bool,
    /// A paper of today: what nobody refers to is swept away in the night.
    pub paper: Value,
    /// Whoever is away, by login.
    pub absent: Option<&'static str>,
    rng: StdRng,
    next: u64,
    day: u32,
}

/// Everybody who may be found at a desk.
pub const DESKS: &[&str] = &[
    "unit_head",
    "town_head",
    "town_officer",
    "line_reviewer",
    "finance_clerk",
    "finance_section_head",
    "finance_vice_director",
    "finance_director",
];

/// What is said again under one key, to the byte; of a batch with refused parts all but the number of the request, which these tell,
/// since they kept nothing and are judged anew.
fn said(reply: &Reply) -> Result<&[u8], Value> {
    let (mut body, mut refused) = (reply.body.clone(), false);
    for item in body.get_mut("items").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(problem) = item.get_mut("problem").and_then(Value::as_object_mut) {
            problem.remove("request_id").expect("the number of a request");
            refused = true;
        }
    }
    if refused { Err(body) } else { Ok(&reply.bytes) }
}

impl<'a> Walk<'a> {
    /// In a county that is ready to pay.
    pub async fn begin(app: &'a TestApp, seed: u64) -> Self {
        let county = app.county("1000000.00").await;
        let accounts = HashMap::from([(text(&county.account, "id").to_owned(), "6200000000000001".to_owned())]);
        let units = Units {
            agriculture: app.unit("示例县农业农村局").await,
            town: app.unit("示例镇人民政府").await,
            finance: app.unit("示例县财政局").await,
        };
        let (tally, rng) = (BTreeMap::new(), StdRng::seed_from_u64(seed));
        Self {
            app,
            county,
            units,
            tally,
            repeated: 0,
            accounts,
            nights: false,
            paper: Value::Null,
            absent: None,
            rng,
            next: 0,
            day: 0,
        }
    }

    /// A number that this walk has not used.
    pub fn fresh(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.rng.random_range(0..bound)
    }

    /// Once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// An amount of up to so many yuan, with its fen.
    pub fn amount(&mut self, yuan: usize) -> String {
        format!("{}.{:02}", 1 + self.below(yuan), self.below(100))
    }

    /// The civil day.
    pub fn today(&self) -> String {
        let (month, day) = (3 + self.day / 28, 1 + self.day % 28);
        format!("2023-{month:02}-{day:02}")
    }

    /// A day later, until December; whoever was logged in is asked again.
    pub async fn next_day(&mut self) -> bool {
        if self.day < 250 {
            self.day += 1;
            self.app.on_day(&self.today()).await;
            if self.nights {
                self.app.tick().await;
                self.paper = self.app.paper("示例文件.pdf").await;
            }
        }
        self.day < 250
    }

    /// One row of a list at random, as somebody sees it; none when the list is empty.
    pub async fn pick(&mut self, who: &str, list: &str) -> Option<Value> {
        let seen = self.app.see(self.stand_in(who), list).await;
        let rows = seen["items"].as_array().expect("rows");
        (!rows.is_empty()).then(|| rows[self.below(rows.len())].clone())
    }

    /// Somebody who is there: a list looks the same to the auditor.
    fn stand_in<'b>(&self, who: &'b str) -> &'b str {
        if self.absent == Some(who) { "auditor" } else { who }
    }

    /// Sends an act as whoever it falls to; now and then as somebody else, with a tag of yesterday, or twice with one key.
    /// Whatever is refused leaves nothing behind, and what is sent again has one effect.
    pub async fn send(&mut self, who: &str, path: &str, on: Option<&Value>, body: Value) -> Option<Reply> {
        let who = if self.once_in(25) {
            self.one(&["unit_clerk", "auditor", "treasury_payer", "finance_clerk"])
        } else {
            who
        };
        if self.absent == Some(who) {
            return None;
        }
        let stale = self.once_in(30);
        let tag = on.map(|v| if stale { "stale-0" } else { text(v, "etag") }.to_owned());
        let key = format!("walk-{}", self.fresh());
        // A login is an act of its own: it is done before the count.
        self.app.who(who).await;
        let before = self.events().await;
        let reply = self.request(who, path, tag.as_deref(), &body, &key).await;
        let status = reply.status.as_u16();
        if reply.status.is_success() {
            // What changes by its tag alone carries no key.
            if self.once_in(12) && !path.contains(' ') {
                self.repeated += 1;
                let after = self.events().await;
                let again = self.request(who, path, tag.as_deref(), &body, &key).await;
                let told = (again.status, said(&again), self.events().await);
                assert_eq!(told, (reply.status, said(&reply), after), "a key had two effects: {path}");
            }
        } else {
            assert!([403, 404, 409, 412, 422].contains(&status), "{who} {path}: {status} {:#}", reply.body);
            assert_eq!(self.events().await, before, "a refusal left something behind: {path} {:#}", reply.body);
        }
        Some(reply)
    }

    async fn request(&self, who: &str, path: &str, tag: Option<&str>, body: &Value, key: &str) -> Reply {
        let person = self.app.who(who).await;
        let (method, path) = path.split_once(' ').unwrap_or(("POST", path));
        let call = self.app.any(method, path).by(&person);
        let call = if method == "POST" { call.header("idempotency-key", key) } else { call };
        let call = if body.is_null() { call } else { call.json(body.clone()) };
        match tag {
            Some(tag) => call.at(tag).send().await,
            None => call.send().await,
        }
    }

    /// An act on a subject that takes no body.
    pub async fn press(&mut self, who: &str, path: &str, on: &Value) -> Option<Reply> {
        self.send(who, path, Some(on), Value::Null).await
    }

    /// What was done, as the trail has it; denials are not done.
    async fn events(&self) -> i64 {
        self.app.number("SELECT count(*) FROM trail_event WHERE outcome <> 'denied'").await
    }

    /// The papers of a claim at a milestone; now and then one is missing.
    pub fn papers(&mut self, milestone: &str, amount: &str) -> Value {
        let kind = match milestone {
            "start" => "contract",
            "progress" => "progress_statement",
            _ => "acceptance_form",
        };
        let mut papers = vec![json!({"kind": kind, "file_id": self.county.contract_paper})];
        if !self.once_in(15) {
            papers.push(json!({"kind": "invoice", "file_id": self.county.invoice, "amount": amount}));
        }
        json!(papers)
    }
}
