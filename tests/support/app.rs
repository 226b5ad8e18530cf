//! The whole server in this process, and people who talk to it over HTTP.

use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use poem::{
    Endpoint as _, Request, Response,
    http::{HeaderMap, Method, StatusCode},
};
use serde_json::{Value, json};
use steward::{
    ground::{
        jobs::{ExpireKeys, Job, Runner, Ticked, Timetable},
        kernel::{Force, Instant, Rule},
        platform::{Config, Db, Ids, Keys, ServerConfig, start_logging, start_manual},
    },
    money::ledger::TakeSnapshots,
    office::{
        access::{Cost, ExpireAccess, issue_setup_token},
        checks::FindLeads,
        files::SweepFiles,
    },
    property::upkeep::MakeDue,
    server::{
        app::{App, migrate, rules},
        check::check,
        http::Front,
    },
};
use tokio::sync::Mutex;

use super::{
    cast::{self, PASSWORD},
    database::{TestDb, Wanted},
    sound::Question,
};

/// Where the clock of every test stands when it begins: Wednesday, 1 March 2023, 09:00 in Shanghai.
pub const BEGIN: &str = "2023-03-01T01:00:00.000Z";

/// A server with a database of its own.
pub struct TestApp {
    pub app: App,
    front: Arc<Front>,
    people: Mutex<HashMap<String, Person>>,
    keys: AtomicU64,
    damaged: AtomicBool,
    database: Option<TestDb>,
}

/// Somebody who is logged in.
#[derive(Debug, Clone)]
pub struct Person {
    pub token: String,
    pub officer: String,
}

/// Whatever a rule of force `exception` refuses says for what an exception is filed and who grants it: no act of such a rule is without
/// a door. What a county has raised to that force itself may have none.
fn has_a_door(body: &Value) {
    let own = |rule: &&Rule| body["rule"] == rule.number && rule.force == Force::Exception;
    if body["facts"]["force"] == "exception" && rules().any(|rule| own(&rule)) {
        assert!(body["facts"]["exception_for"].is_string() && body["facts"]["exception_by"].is_string(), "{body:#}");
    }
}

/// Asserts that an exception was looked at and does not help, and that the officer is told why.
#[track_caller]
pub fn does_not_help(problem: &Value, fault: &str) {
    let told = match fault {
        "not_granted" => "未获批准",
        "used" => "已经使用",
        "facts_changed" => "事项已变",
        "lapsed" => "期限已过",
        "other_breach" => "违反情形不同",
        "over_ceiling" => "超出金额上限",
        other => panic!("{other} is no fault of an exception"),
    };
    assert_eq!(problem["facts"]["exception_fault"], fault, "{problem:#}");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(told)), "{problem:#}");
}

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: Value,
}

impl Reply {
    async fn of(response: Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self::new(status, headers, response.into_body().into_vec().await.expect("a body"))
    }

    pub fn new(status: StatusCode, headers: HeaderMap, bytes: Vec<u8>) -> Self {
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        has_a_door(&body);
        Self { status, headers, bytes, body }
    }

    /// Asserts the status and gives the body; a failure shows the whole answer.
    #[track_caller]
    pub fn ok(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{:#}", self.body);
        self.body
    }

    /// Asserts that this is a problem with this status and code, and gives it.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status.as_u16(), self.body["code"].as_str()), (status, Some(code)), "{:#}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        self.body
    }

    /// The entity tag, without quotes.
    pub fn etag(&self) -> String {
        self.headers["etag"].to_str().expect("a tag").trim_matches('"').to_owned()
    }
}

/// A request on its way.
pub struct Call<'a> {
    app: &'a TestApp,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    chunked: bool,
    keyless: bool,
}

impl Call<'_> {
    /// As this person.
    pub fn by(self, person: &Person) -> Self {
        let token = format!("Bearer {}", person.token);
        self.header("authorization", &token)
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// With this entity tag as `If-Match`.
    pub fn at(self, tag: &str) -> Self {
        self.header("if-match", &format!("\"{tag}\""))
    }

    pub fn json(mut self, body: Value) -> Self {
        self.body = Some(body.to_string().into_bytes());
        self.header("content-type", "application/json")
    }

    pub fn raw(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("content-type", content_type)
    }

    /// From this network address.
    pub fn from(self, address: &str) -> Self {
        self.header("x-forwarded-for", address)
    }

    /// In chunks: nobody says beforehand how long the body is.
    pub fn chunked(mut self) -> Self {
        self.chunked = true;
        self
    }

    /// Without the `Idempotency-Key` that every POST is given here.
    pub fn keyless(mut self) -> Self {
        self.keyless = true;
        self
    }

    pub async fn send(self) -> Reply {
        let mut builder = Request::builder().method(self.method.clone()).uri_str(&self.path);
        let keyed = self.headers.iter().any(|(n, _)| n == "idempotency-key");
        for (name, value) in &self.headers {
            builder = builder.header(name.as_str(), value.as_str());
        }
        if self.method == Method::POST && !keyed && !self.keyless {
            builder = builder.header("idempotency-key", format!("k{}", self.app.keys.fetch_add(1, Relaxed)));
        }
        let request = match self.body {
            Some(body) if self.chunked => builder.header("transfer-encoding", "chunked").body(body),
            Some(body) => builder.header("content-length", body.len().to_string()).body(body),
            None => builder.finish(),
        };
        let response = self.app.front.call(request).await.expect("the front answers everything");
        Reply::of(response).await
    }
}

impl TestApp {
    /// Over an open database.
    pub fn over(db: Db, database: Option<TestDb>) -> Self {
        let app = App::join(db, config(), Keys::ephemeral()).expect("parts that join");
        Self::joined(app, database)
    }

    /// Over what another process has left, with the keys in its folder: what it kept of a request is known again by them alone.
    pub fn left(db: Db, keys: &Path) -> Self {
        let keys = Keys::open(keys, false).expect("the keys of that process");
        let left = Self::joined(App::join(db, config(), keys).expect("parts that join"), None);
        // Whoever filled it has used the first keys of the same people.
        left.keys.store(1_000_000, std::sync::atomic::Ordering::Relaxed);
        left
    }

    /// Over parts that are joined already.
    pub fn joined(app: App, database: Option<TestDb>) -> Self {
        let front = Arc::new(Front::new(&app).expect("a document that compiles"));
        // The template's own requests have used the first keys.
        let first = if database.is_some() { 1_000_000 } else { 0 };
        let (keys, damaged) = (AtomicU64::new(first), AtomicBool::new(false));
        Self { app, front, people: Mutex::default(), keys, damaged, database }
    }

    /// Another server over the same database, configured otherwise.
    pub fn beside(&self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = config();
        change(&mut config);
        let keys = self.app.sealer.keys().clone();
        Self::joined(App::join(self.app.db.clone(), config, keys).expect("parts that join"), None)
    }

    /// Moves the manual clock forward by so many milliseconds.
    pub async fn later(&self, ms: i64) {
        let sql = format!("UPDATE clock SET now_ms = now_ms + {ms}");
        sea_orm::ConnectionTrait::execute_unprepared(self.app.db.unguarded(), &sql).await.expect("a clock");
    }

    /// The address of the test's own database.
    pub fn database_url(&self) -> &str {
        &self.database.as_ref().expect("a database of its own").url
    }

    /// The test has damaged its database by hand: what it leaves is not looked at.
    pub fn leave_damaged(&self) {
        self.damaged.store(true, Relaxed);
    }

    /// Recomputes every invariant that reads a row, in one question; what is broken is told by the command's own look.
    pub async fn assert_sound(&self) {
        let conn = self.app.db.unguarded();
        let broken = Question::touched(conn).await.broken(conn).await;
        if !broken.is_empty() {
            self.assert_whole().await;
            panic!("{broken:?} are broken, and the command does not see it");
        }
    }

    /// Looks as the command does: also whether every reference finds its row, and the file is whole. A failure lists the breaches.
    pub async fn assert_whole(&self) {
        let findings = check(self.app.db.read()).await.expect("invariants that can be recomputed");
        let broken = findings.iter().filter(|f| !f.is_clean());
        let told: Vec<_> = broken.map(|f| format!("{} {}: {:#?}", f.number, f.holds, f.breaches)).collect();
        assert!(told.is_empty(), "the books are broken:\n{}", told.join("\n"));
    }

    fn call(&self, method: Method, path: &str) -> Call<'_> {
        let path = if path.starts_with("//") { path[1..].to_owned() } else { format!("/api/v1{path}") };
        Call { app: self, method, path, headers: Vec::new(), body: None, chunked: false, keyless: false }
    }

    /// GET below `/api/v1`; a path that begins with two slashes is taken from the root.
    pub fn get(&self, path: &str) -> Call<'_> {
        self.call(Method::GET, path)
    }
    pub fn post(&self, path: &str) -> Call<'_> {
        self.call(Method::POST, path)
    }
    pub fn patch(&self, path: &str) -> Call<'_> {
        self.call(Method::PATCH, path)
    }
    pub fn delete(&self, path: &str) -> Call<'_> {
        self.call(Method::DELETE, path)
    }
    pub fn any(&self, method: &str, path: &str) -> Call<'_> {
        self.call(method.parse().expect("a method"), path)
    }

    /// Opens a session through the access service.
    pub async fn log_in(&self, login: &str, password: &str) -> Person {
        let session = self.post("/sessions").json(json!({"login": login, "password": password})).send().await.ok(201);
        let token = session["token"].as_str().expect("a token").to_owned();
        let mut person = Person { token, officer: String::new() };
        let me = self.get("/me").by(&person).send().await.ok(200);
        person.officer = me["officer_id"].as_str().expect("an officer").to_owned();
        person
    }

    /// A member of the cast by login, logged in once a test: `treasury_payer`, or `431027.unit_clerk` for another region than
    /// the test county.
    pub async fn who(&self, login: &str) -> Person {
        let login = cast::login(login);
        if let Some(person) = self.people.lock().await.get(&login) {
            return person.clone();
        }
        let person = self.log_in(&login, PASSWORD).await;
        self.people.lock().await.insert(login, person.clone());
        person
    }

    /// Somebody's session has ended: `who` asks for another.
    pub async fn forget(&self, login: &str) {
        self.people.lock().await.remove(&cast::login(login));
    }

    /// Moves the manual clock forward to a civil day, 09:00 in Shanghai. Sessions have ended by then: ask `who` again.
    pub async fn on_day(&self, day: &str) {
        let at: Instant = format!("{day}T01:00:00.000Z").parse().expect("a day");
        let sql = format!("UPDATE clock SET now_ms = {} WHERE now_ms <= {}", at.millis(), at.millis());
        let done = sea_orm::ConnectionTrait::execute_unprepared(self.app.db.unguarded(), &sql).await.expect("a clock");
        assert_eq!(done.rows_affected(), 1, "the clock moves only forward");
        self.people.lock().await.clear();
    }

    /// The day that the test has come to.
    pub async fn today(&self) -> String {
        self.app.db.now().await.expect("a clock").day().to_string()
    }

    /// One turn of a runner over the whole timetable.
    pub async fn tick_whole(&self) -> Ticked {
        self.app.runner().tick().await.expect("a turn over the timetable")
    }

    /// One turn of a runner over the timetable: every day that is due and that nobody else does. But for the recomputation of all
    /// invariants, which a test asks once, when it ends: a night of it takes longer than most tests.
    pub async fn tick(&self) -> Ticked {
        let jobs: Vec<Box<dyn Job>> = vec![
            Box::new(TakeSnapshots),
            Box::new(ExpireKeys),
            Box::new(ExpireAccess),
            Box::new(SweepFiles),
            Box::new(MakeDue),
            Box::new(FindLeads(Arc::clone(&self.app.checks))),
        ];
        assert_eq!(jobs.len() + 1, self.app.timetable.entries().len(), "every job but one");
        let timetable = Arc::new(Timetable::new(jobs).expect("a timetable"));
        let runner = Runner::new(self.app.db.clone(), timetable, Duration::from_secs(60));
        runner.tick().await.expect("a turn over the timetable")
    }

    /// One number of the database.
    pub async fn number(&self, sql: &str) -> i64 {
        use sea_orm::ConnectionTrait as _;
        let conn = self.app.db.unguarded();
        let row = conn.query_one_raw(sea_orm::Statement::from_string(conn.get_database_backend(), sql)).await;
        row.expect(sql).expect("a row").try_get_by_index::<i64>(0).expect("a number")
    }
}

fn config() -> Config {
    let mut config = Config::default();
    let cost = Cost::FOR_TESTS;
    config.security.password_memory_kib = cost.memory_kib;
    config.security.password_passes = cost.passes;
    config.security.password_lanes = cost.lanes;
    config.security.requests_per_minute = 0;
    config.security.visits_per_minute = 0;
    config.security.reports_per_minute = 0;
    config
}

/// Opens a database of one test and looks for its clock.
pub async fn open(url: &str, seed: u64) -> Db {
    let mut db = Db::open(url, 4, Ids::seeded(seed)).await.expect("a database");
    db.find_clock().await.expect("a clock");
    db
}

/// Fills the template: schema, official tables, the manual clock, the cast.
pub async fn fill(url: String) {
    let db = Db::open(&url, 2, Ids::seeded(1)).await.expect("a database");
    migrate(&db).await.expect("a schema");
    start_manual(db.unguarded(), BEGIN.parse().expect("an instant"), false).await.expect("a clock");
    db.close().await.expect("closing");
    let db = open(&url, 2).await;
    let token = issue_setup_token(&db).await.expect("a token");
    let app = TestApp::over(db.clone(), None);
    cast::engage(&app, &token).await;
    drop(app);
    if url.starts_with("sqlite:") {
        use sea_orm::ConnectionTrait as _;
        db.unguarded().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.expect("a checkpoint");
    }
    db.close().await.expect("closing");
}

/// A copy of the template that no server stands over yet.
pub async fn fresh(wanted: Wanted) -> TestDb {
    TestDb::new(wanted, fill).await
}

/// Runs one test on one engine, and looks at the books when it leaves.
pub async fn run(wanted: Wanted, test: impl AsyncFnOnce(&TestApp)) {
    if !wanted.is_on() {
        return;
    }
    if let Ok(filter) = std::env::var("STEWARD_TEST_LOG") {
        start_logging(&ServerConfig { log: filter, ..Config::default().server }).expect("a filter");
    }
    let database = fresh(wanted).await;
    let app = TestApp::over(open(&database.url, 3).await, Some(database));
    test(&app).await;
    if !app.damaged.load(Relaxed) {
        app.assert_sound().await;
    }
    app.app.db.clone().close().await.expect("closing");
    if let Some(database) = &app.database {
        database.forget().await;
    }
}
