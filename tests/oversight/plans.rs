//! No level of a trace reads a whole table: each engine is asked how it finds the rows of every statement that a trace sends.

use std::{cell::RefCell, collections::BTreeSet, sync::Once};

use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, Statement};
use steward::ground::platform::{Engine, STATEMENTS};
use tracing::{Event, Subscriber, field::Field};
use tracing_subscriber::{
    filter::Targets,
    layer::{Context, Layer, SubscriberExt as _},
};

use super::told::path;
use crate::support::{
    TestApp,
    money::{result_row, results, text},
};

/// Tables that grow with a county's years.
const LARGE: &[&str] = &[
    "allocation",
    "allocation_split",
    "allocation_split_line",
    "asset",
    "asset_funding",
    "asset_ownership",
    "asset_paper",
    "asset_party",
    "budget_document",
    "contract",
    "contract_milestone",
    "contract_party",
    "contract_supplement",
    "disbursement",
    "disbursement_line",
    "external_id",
    "funding_source",
    "ledger_account",
    "organisation",
    "payment",
    "payment_batch",
    "payment_result",
    "project",
    "project_document",
];

thread_local! {
    /// The texts of the statements that this thread sends while it listens.
    static HEARD: RefCell<Option<BTreeSet<String>>> = const { RefCell::new(None) };
}

/// Hears what every thread sends. A listener of one thread alone is deaf when another thread was the first to send: what `tracing`
/// remembers of a callsite holds for the whole process.
struct Ear;

impl Ear {
    fn open() {
        static OPENED: Once = Once::new();
        OPENED.call_once(|| {
            let every = Targets::new().with_target(STATEMENTS, tracing::Level::TRACE);
            let listener = tracing_subscriber::registry().with(Ear.with_filter(every));
            tracing::subscriber::set_global_default(listener).expect("no other log: STEWARD_TEST_LOG is not set");
            tracing::callsite::rebuild_interest_cache();
        });
    }
}

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        event.record(&mut |_: &Field, value: &dyn std::fmt::Debug| {
            let told = format!("{value:?}");
            let sql: String = serde_json::from_str(&told).unwrap_or(told);
            HEARD.with_borrow_mut(|heard| heard.as_mut().map(|heard| heard.insert(sql)));
        });
    }
}

/// How an engine finds the rows, a step a line.
async fn plan(conn: &DatabaseConnection, engine: Engine, (n, sql): (usize, &str)) -> Vec<String> {
    let ask = |sql: String| Statement::from_string(conn.get_database_backend(), sql);
    if engine == Engine::Sqlite {
        let rows = conn.query_all_raw(ask(format!("EXPLAIN QUERY PLAN {sql}"))).await.expect(sql);
        return rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap()).collect();
    }
    let last = (1..).take_while(|n| sql.contains(&format!("${n}"))).count();
    let values = if last == 0 { String::new() } else { format!("({})", vec!["NULL"; last].join(", ")) };
    conn.execute_unprepared(&format!("PREPARE asked_{n} AS {sql}")).await.expect(sql);
    let rows = conn.query_all_raw(ask(format!("EXPLAIN EXECUTE asked_{n}{values}"))).await.expect(sql);
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

/// Whether a step of a plan reads a whole table. SQLite, which keeps no statistics here, must not look for a claim by its state among
/// all that were ever paid either; PostgreSQL decides that by how many there are.
fn reads_whole(step: &str) -> bool {
    let step = step.trim_start_matches(['-', '>', ' ']).split(" (").next().unwrap_or_default();
    let table = step.strip_prefix("SCAN ").or(step.strip_prefix("Seq Scan on "));
    let table = table.and_then(|rest| rest.split_whitespace().next());
    table.is_some_and(|table| LARGE.contains(&table)) || step.contains("USING INDEX disbursement_by_state")
}

#[test]
fn a_scan_is_told_from_a_search() {
    assert!(reads_whole("SCAN payment") && reads_whole("   ->  Seq Scan on payment  (cost=10000000000.00..1 rows=1)"));
    assert!(reads_whole("SEARCH disbursement USING INDEX disbursement_by_state (state=?)"));
    assert!(!reads_whole("SEARCH payment USING INDEX payment_by_line (line_id=?)") && !reads_whole("SCAN session"));
}

/// Every statement of traces from both ends and from the middle.
async fn heard(app: &TestApp) -> BTreeSet<String> {
    let county = app.county("1000000.00").await;
    let claim = app.approved(&county, "150000.00").await;
    let batch = app.handed_over(&[&claim]).await;
    let payment = app.payments(&claim).await.remove(0);
    app.import(&batch, &results(&[result_row("Z1", "paid", "150000.00", text(&payment, "number"), "")])).await.ok(200);
    let allocation = app.see("budget_officer", &format!("/allocations/{}", text(&county.allocation, "id"))).await;
    let lines = serde_json::json!({"lines": [{"region_code": "431026", "amount": "10.00"}], "reason": "示例"});
    let split = app
        .act("budget_officer", &format!("/allocations/{}/split", text(&allocation, "id")), Some(&allocation), lines)
        .await
        .ok(200);
    app.approve(&["finance_section_head", "finance_vice_director"], text(&split, "id")).await;
    let (project, contract) = (text(&county.project, "id"), text(&county.contract, "id"));
    let asset = app.enter(serde_json::json!({"project_id": project, "contract_id": contract})).await.ok(201);
    let funding = serde_json::json!([{"payment_id": payment["id"], "amount": "150000.00"}]);
    let value = serde_json::json!({"on": "2023-03-01", "amount": "150000.00", "funding": funding});
    let asset = app.on_asset("provisional", &asset, value).await.ok(200);
    let auditor = app.who("auditor").await;
    Ear::open();
    HEARD.set(Some(BTreeSet::new()));
    for (kind, id) in [
        ("budget_document", text(&allocation, "budget_document_id")),
        ("funding_source", text(&allocation, "funding_source_id")),
        ("allocation", text(&allocation, "id")),
        ("allocation_split", text(&split, "id")),
        ("project", text(&county.project, "id")),
        ("contract", text(&county.contract, "id")),
        ("disbursement", text(&claim, "id")),
        ("payment", text(&payment, "id")),
        ("payment_batch", text(&batch, "id")),
        ("asset", text(&asset, "id")),
    ] {
        app.get(&path(kind, id, "")).by(&auditor).send().await.ok(200);
    }
    HEARD.take().expect("what was heard")
}

engines! {
    /// Every row of a trace is found by an index.
    async fn no_level_of_a_trace_reads_a_whole_table(app) {
        let engine = app.app.db.engine();
        let statements = heard(app).await;
        let of_large = |sql: &&String| LARGE.iter().any(|table| sql.contains(&format!("FROM \"{table}\"")));
        let statements: Vec<&String> = statements.iter().filter(of_large).collect();
        assert!(statements.len() > 25, "only {} statements were heard", statements.len());
        let conn = Database::connect(ConnectOptions::new(app.database_url()).max_connections(1).to_owned()).await.unwrap();
        if engine == Engine::Postgres {
            conn.execute_unprepared("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan").await.unwrap();
        }
        let mut scans = Vec::new();
        for asked in statements.into_iter().enumerate() {
            for step in plan(&conn, engine, (asked.0, asked.1)).await {
                if reads_whole(&step) {
                    scans.push(format!("{step}: {}", asked.1));
                }
            }
        }
        conn.close().await.unwrap();
        assert!(scans.is_empty(), "whole tables are read:\n{}", scans.join("\n"));
    }
}
