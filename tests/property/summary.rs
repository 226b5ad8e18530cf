//! The summary by kind and title level, over a register made up to the figures of a published one.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::support::{TestApp, app::run, database::Wanted, money::text};

/// The published figures: by kind in yuan, by title level in 万元 of two decimals.
const PUBLISHED: &str = include_str!("../../data/reference/asset_summaries.csv");
/// (kind, title level, how many, their value in yuan): between the two published tables, and marked 示例 row by row.
const PARTS: &[(&str, &str, i64, i64)] = &[
    ("household", "household", 89, 18_392_229),
    ("public_welfare", "county", 19, 32_144_000),
    ("public_welfare", "town", 28, 13_275_000),
    ("public_welfare", "village", 455, 215_036_340),
    ("business", "village", 33, 29_778_578),
];

/// The published row of this id: (count, yuan).
fn published() -> HashMap<String, (i64, String)> {
    let rows = csv::Reader::from_reader(PUBLISHED.as_bytes()).into_deserialize::<HashMap<String, String>>();
    let row =
        |row: HashMap<String, String>| (row["id"].clone(), (row["count"].parse().unwrap(), row["value_yuan"].clone()));
    rows.map(|r| row(r.unwrap())).collect()
}

/// Existing stock with a stated value and a confirmed title.
async fn marked(app: &TestApp, (kind, level): (&str, &str), yuan: i64, paper: &Value) {
    let asset = app.stock(json!({"name": "示例资产", "kind": kind, "note": "示例"})).await;
    let stated =
        app.on_asset("state-value", &asset, json!({"on": "2023-03-01", "amount": format!("{yuan}.00")})).await.ok(200);
    let owner = json!([{"name": "示例村", "share": "100.0000", "regime": "collective"}]);
    let title = json!({"on": "2023-03-01", "level": level, "file_id": paper, "owners": owner});
    app.on_asset("confirm-title", &stated, title).await.ok(200);
}

/// Enters a part: the first asset takes what is left over.
async fn part(app: &TestApp, (kind, level, count, yuan): (&str, &str, i64, i64), paper: &Value) {
    for n in 0..count {
        let rest = if n == 0 { yuan % count } else { 0 };
        marked(app, (kind, level), yuan / count + rest, paper).await;
    }
}

fn row<'a>(rows: &'a Value, key: &str, value: &str) -> &'a Value {
    rows.as_array().unwrap().iter().find(|r| r[key] == value).unwrap()
}

/// A register of 624 assets prints what was published: by kind to the yuan, by level as rounded to 万元, and names the 47 yuan by
/// which the two published tables differ. On one engine: it is a long register, and the next test is the same on both.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_published_summary_comes_out_to_the_yuan() {
    run(Wanted::Sqlite, async |app| {
        let paper = app.paper("权证.pdf").await;
        for parts in PARTS {
            part(app, *parts, &paper).await;
        }
        let (summary, published) = (app.see("auditor", "/assets/summary?region=431026").await, published());
        let by_kind = [("M001", "household"), ("M002", "public_welfare"), ("M003", "business")];
        for (id, kind) in by_kind {
            let (found, wanted) = (row(&summary["kinds"], "kind", kind), &published[id]);
            assert_eq!((found["count"].as_i64(), text(found, "original_value")), (Some(wanted.0), &*wanted.1), "{id}");
        }
        let total = &summary["total"];
        assert_eq!((total["count"].as_i64(), text(total, "original_value")), (Some(624), &*published["M004"].1));
        let by_level = [
            ("M005", "county", "3214.40"),
            ("M006", "town", "1327.50"),
            ("M007", "village", "24481.49"),
            ("M008", "household", "1839.22"),
        ];
        let mut as_published = 0;
        for (id, level, wan) in by_level {
            let (found, wanted) = (row(&summary["title_levels"], "title_level", level), &published[id]);
            assert_eq!((found["count"].as_i64(), text(found, "original_value_wan")), (Some(wanted.0), wan), "{id}");
            let yuan: i64 = wanted.1.trim_end_matches(".00").parse().unwrap();
            // 万元 with two decimals are hundreds of yuan: the published figure is what is printed here.
            assert_eq!(format!("{}.{:02}", yuan / 10_000, yuan % 10_000 / 100), wan, "{id}");
            as_published += yuan;
        }
        assert_eq!(text(&summary, "title_levels_as_printed"), format!("{as_published}.00"));
        assert_eq!((text(&summary, "rounding_difference"), 308_626_147 - as_published), ("47.00", 47));
    })
    .await;
}

engines! {
    /// What has no title level or no value is counted as such, and another region sees nothing of it.
    async fn what_is_unknown_is_counted_as_unknown(app) {
        let paper = app.paper("权证.pdf").await;
        marked(app, ("business", "village"), 149, &paper).await;
        app.stock(json!({"kind": "business"})).await;
        let summary = app.see("auditor", "/assets/summary").await;
        let business = row(&summary["kinds"], "kind", "business");
        assert_eq!((business["count"].as_i64(), business["valued_count"].as_i64(), text(business, "original_value")), (Some(2), Some(1), "149.00"));
        let none = summary["title_levels"].as_array().unwrap().iter().find(|r| r["title_level"].is_null()).unwrap();
        assert_eq!((none["count"].as_i64(), text(none, "label")), (Some(1), "未确权"));
        assert_eq!((text(&summary["total"], "original_value_wan"), text(&summary, "rounding_difference")), ("0.01", "49.00"));
        let beside = app.see("431027.asset_officer", "/assets/summary?region=431026").await;
        assert_eq!((beside["total"]["count"].as_i64(), beside["cells"].as_array().unwrap().len()), (Some(0), 0));
    }

    /// One card that is mistyped takes its own sums away and no others: whoever reads them is told to look at the rows.
    async fn a_sum_beyond_every_amount_leaves_the_others_there(app) {
        let paper = app.paper("权证.pdf").await;
        marked(app, ("business", "village"), 9_999_999_999_999, &paper).await;
        marked(app, ("public_welfare", "village"), 149, &paper).await;
        let summary = app.see("auditor", "/assets/summary").await;
        let welfare = row(&summary["kinds"], "kind", "public_welfare");
        assert_eq!((text(welfare, "original_value"), &welfare["note"]), ("149.00", &Value::Null));
        let total = &summary["total"];
        assert_eq!((total["count"].as_i64(), &total["original_value"]), (Some(2), &Value::Null));
        assert_eq!(text(total, "note"), "合计超出可记录的金额范围，请核对各行金额");
        assert_eq!((&summary["rounding_difference"], &summary["title_levels_as_printed"]), (&Value::Null, &Value::Null));
    }
}
