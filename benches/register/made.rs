//! The register of the run: six assets that officers made over HTTP, and marked copies of them in every county of the prefecture.

use serde_json::{Value, json};

use crate::{
    DATABASE,
    cluster::Cluster,
    support::{TestApp, cast::COUNTY, money::text},
};

/// What is asked for by name.
pub struct Examples {
    /// The asset whose money is followed.
    pub asset: String,
    /// The allocation of which it was made.
    pub allocation: String,
}

async fn value(app: &TestApp, key: &str, value: &str) {
    let body = json!({
        "key": key, "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": value, "basis": "paper",
        "document": "示例县监督检查办法", "certainty": "unverified"
    });
    app.act("finance_director", "/policy-values", None, body).await.ok(201);
}

/// A new asset made of one allocation, settled, in use, looked after.
async fn complete(app: &TestApp, allocation: &Value, name: &str) -> Value {
    let asset = app.enter(json!({"name": name, "accepted_on": "2022-03-01"})).await.ok(201);
    let funding = json!([{"allocation_id": allocation["id"], "amount": "1000.00"}]);
    let body = json!({"on": "2023-02-01", "amount": "1000.00", "funding": funding});
    let asset = app.on_asset("provisional", &asset, body).await.ok(200);
    let asset = app.titled(&asset, "village", "2023-02-10").await;
    let keeping =
        json!({"on": "2023-02-20", "maintainer": {"name": "示例村委会"}, "upkeep_source": "collective_income"});
    app.on_asset("put-in-service", &asset, keeping).await.ok(200)
}

/// Six assets of different fates, the policy that checks judge by, and a list of the six for those who copy.
pub async fn examples(app: &TestApp, cluster: &Cluster) -> Examples {
    app.policy().await;
    for (key, wanted) in [
        ("checks.unbooked_days", "90"),
        ("checks.not_handed_over_days", "90"),
        ("checks.idle_days", "180"),
        ("checks.booked_share", "90.0000"),
    ] {
        value(app, key, wanted).await;
    }
    let allocation = app.allocation("10000.00").await;
    let first = complete(app, &allocation, "示例桥").await;
    complete(app, &allocation, "示例水厂").await;
    let bare = app.stock(json!({"name": "示例厂房", "kind": "business", "accepted_on": "2021-03-01"})).await;
    let idle = app.stock(json!({"name": "示例冷库", "kind": "business", "accepted_on": "2022-03-01"})).await;
    let idle = app.on_asset("mark-idle", &idle, json!({"on": "2023-03-01", "reason": "示例"})).await.ok(200);
    app.on_asset("state-value", &idle, json!({"on": "2023-03-01", "amount": "5000.00"})).await.ok(200);
    let house = app.stock(json!({"name": "示例户用光伏", "kind": "household"})).await;
    let square = app.valued("示例广场").await;
    cluster.sql(DATABASE, "CREATE TABLE bench_copy (old uuid, n int, new uuid, region text)");
    drop((bare, house, square));
    Examples { asset: text(&first, "id").to_owned(), allocation: text(&allocation, "id").to_owned() }
}

/// The columns of a table and what a copy puts into each.
fn copied(cluster: &Cluster, table: &str) -> (String, String) {
    let sql = format!(
        "SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns \
         WHERE table_name = '{table}' AND is_identity = 'NO' AND column_default IS NULL"
    );
    let columns = cluster.sql(DATABASE, &sql);
    let value = |column: &str| match (table, column) {
        ("asset", "id") | (_, "asset_id") => "c.new".to_owned(),
        (_, "id") => "gen_random_uuid()".to_owned(),
        ("asset", "number") => "'示例-' || c.new".to_owned(),
        ("asset", "name") => "t.name || ' ' || c.n".to_owned(),
        ("asset", "region_code") => "c.region".to_owned(),
        ("asset", "town_name") => "'示例镇' || c.n % 15".to_owned(),
        ("asset", "updated_at_ms") => "t.updated_at_ms + c.n".to_owned(),
        (_, other) => format!("t.{other}"),
    };
    let values = columns.split(',').map(value).collect::<Vec<_>>().join(", ");
    (columns, values)
}

/// Copies until so many assets stand there, with everything that hangs on them.
pub fn grow(cluster: &Cluster, size: usize) {
    // The examples are the assets that are no copies.
    let each = "SELECT a.id AS old FROM asset a LEFT JOIN bench_copy b ON b.new = a.id WHERE b.new IS NULL";
    let missing = format!("({size} - (SELECT count(*) FROM asset))");
    let counties =
        "SELECT array_agg(code ORDER BY code) FROM region WHERE code >= '4310' AND code < '4311' AND length(code) = 6";
    cluster.sql(
        DATABASE,
        &format!(
            "CREATE TABLE bench_more AS SELECT e.old, g AS n, gen_random_uuid() AS new, \
           ({counties})[1 + g % cardinality(({counties}))] AS region \
         FROM ({each}) e, generate_series(1, {missing} / (SELECT count(*) FROM ({each}) x)) g; \
         CREATE INDEX ON bench_more (old)"
        ),
    );
    for table in ["asset", "asset_event", "asset_ownership", "asset_party", "asset_funding", "asset_paper"] {
        let (columns, values) = copied(cluster, table);
        let of = if table == "asset" { "id" } else { "asset_id" };
        cluster.sql(
            DATABASE,
            &format!(
                "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} t JOIN bench_more c ON c.old = t.{of}"
            ),
        );
    }
    // What one county judges by, every county does.
    let (columns, _) = copied(cluster, "policy_value");
    let values: Vec<_> = columns
        .split(',')
        .map(|column| match column {
            "id" => "gen_random_uuid()".to_owned(),
            "region_code" => "r.code".to_owned(),
            other => format!("t.{other}"),
        })
        .collect();
    cluster.sql(
        DATABASE,
        &format!(
            "INSERT INTO policy_value ({columns}) SELECT {} FROM policy_value t, region r \
          WHERE t.region_code = '{COUNTY}' AND r.code >= '4310' AND r.code < '4311' AND length(r.code) = 6 \
            AND NOT EXISTS (SELECT 1 FROM policy_value o WHERE o.key = t.key AND o.region_code = r.code)",
            values.join(", ")
        ),
    );
    cluster.sql(DATABASE, "INSERT INTO bench_copy SELECT * FROM bench_more; DROP TABLE bench_more");
    cluster.sql(DATABASE, "VACUUM ANALYZE");
    eprintln!("assets: {}", cluster.sql(DATABASE, "SELECT count(*) FROM asset"));
}
