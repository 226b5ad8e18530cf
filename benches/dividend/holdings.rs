//! Who had how many shares on a day, of a register with five entries for each of its holders, against one statement sent by pgbench.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{Cluster, DATABASE, MANAGER, Village, text, timed::timed};

/// How often a page is read.
const TURNS: u32 = 200;
/// How often each holder's shares changed.
const CHANGES: u32 = 5;
/// The day that is asked for, in the midst of the changes.
const DAY: &str = "2023-07-20";

/// What reading a page takes: at the median, at the slowest of a hundred, by the bare statement.
struct Page {
    p50: Duration,
    p99: Duration,
    mean: Duration,
    bare: Duration,
}

/// Measures the page of a day, makes the register's entries, and measures again.
pub async fn measure(cluster: &Cluster, village: &Village) {
    let plan = text(&village.plan, "id");
    let sql = |text: &str| cluster.sql(DATABASE, text);
    let scheme = sql(&format!("SELECT scheme_id FROM distribution WHERE id = '{plan}'"));
    let entries = || sql("SELECT count(*) FROM share_entry");
    name(cluster, village, &scheme).await;
    println!("\n| Entries | p50 ms | p99 ms | Raw SQL ms | Ratio |\n|---|---|---|---|---|");
    print(&entries(), &page(cluster, village, &scheme).await);
    for change in 1..=CHANGES {
        let new = format!(
            "FROM share_holder o JOIN person p ON p.id = o.person_id AND p.created_at_ms = 7 WHERE o.scheme_id = '{scheme}'"
        );
        let begins = |change: u32| format!("make_date(2023, {}, (1 + o.serial % 12)::int)", 4 + change);
        let (from, until) = (begins(change), if change < CHANGES { begins(change + 1) } else { "NULL::date".into() });
        sql(&format!(
            "WITH model AS (SELECT region_code, file_id, recorded_by, layer FROM share_transaction \
                             WHERE scheme_id = '{scheme}' AND file_id IS NOT NULL LIMIT 1), \
                  made AS (INSERT INTO share_transaction (id, number, scheme_id, region_code, kind, happened_on, file_id, note, recorded_by, layer, \
                                                          version, created_at_ms, updated_at_ms) \
                    SELECT gen_random_uuid(), 'BENCH-{change}-' || o.serial, '{scheme}', m.region_code, 'issue', {from}, m.file_id, o.id::text, \
                           m.recorded_by, m.layer, 1, 7, 7 {} RETURNING id, note) \
             INSERT INTO share_entry (transaction_id, n, holder_id, class, delta_e4) SELECT id, 1, note::uuid, 'other', 10000 FROM made",
            new.replacen("FROM share_holder o", "FROM model m, share_holder o", 1)
        ));
        sql(&format!(
            "INSERT INTO share_holding (holder_id, class, from_on, until_on, shares_e4) SELECT o.id, 'other', {from}, {until}, 10000 * {change} {new}"
        ));
    }
    sql("VACUUM ANALYZE");
    print(&entries(), &page(cluster, village, &scheme).await);
}

/// Gives whoever stands on the page a name that opens: the planted persons have a copy of one, and what is sealed opens at its own place alone.
async fn name(cluster: &Cluster, village: &Village, scheme: &str) {
    let sql = |text: &str| cluster.sql(DATABASE, text);
    let region = sql("SELECT region_code FROM person WHERE created_at_ms = 7 LIMIT 1");
    let officer = village.demo.sample.logins.iter().find(|l| l.role == "asset_officer").expect("an asset officer");
    let token = village.token(&officer.login).await;
    let shown = sql(&format!("SELECT id FROM share_holder WHERE scheme_id = '{scheme}' ORDER BY id DESC LIMIT 60"));
    for (n, holder) in shown.lines().enumerate() {
        let said = json!({"region_code": region, "name": format!("示例{n}")});
        let person = village.asked("POST", "/people", &token, None, Some(said)).await;
        let id = text(&person, "id");
        sql(&format!(
            "UPDATE person SET created_at_ms = 7 WHERE id = '{id}'; UPDATE share_holder SET person_id = '{id}' WHERE id = '{holder}'"
        ));
    }
}

/// One page of fifty, over HTTP's front and by pgbench.
async fn page(cluster: &Cluster, village: &Village, scheme: &str) -> Page {
    let token = village.token(MANAGER).await;
    let path = format!("/share-schemes/{scheme}/holdings?as_of={DAY}&limit=50");
    let mut times = Vec::new();
    for _ in 0..TURNS {
        let begun = Instant::now();
        let page = village.asked("GET", &path, &token, None, None).await;
        times.push(begun.elapsed());
        assert_eq!(page["items"].as_array().map(Vec::len), Some(50), "a page that nobody stands on");
    }
    let held = format!(
        "FROM share_holding h WHERE h.holder_id = o.id AND h.from_on <= date '{DAY}' AND (h.until_on IS NULL OR h.until_on > date '{DAY}')"
    );
    // Holder by holder: joined, all holdings of the province would be gone through for fifty holders.
    let bare = format!(
        "SELECT o.id, o.serial, p.name, h.class, h.shares_e4 \
           FROM (SELECT o.* FROM share_holder o, LATERAL (SELECT 1 {held} LIMIT 1) AS held \
                  WHERE o.scheme_id = '{scheme}' ORDER BY o.id LIMIT 51) AS o \
           LEFT JOIN person p ON p.id = o.person_id, LATERAL (SELECT h.class, h.shares_e4 {held}) AS h ORDER BY o.id, h.class;"
    );
    let bare = timed(cluster, DATABASE, &bare, ("prepared", TURNS));
    let mean = times.iter().sum::<Duration>() / TURNS;
    times.sort();
    let at = |hundredth: usize| times[times.len() * hundredth / 100];
    Page { p50: at(50), p99: at(99), mean, bare }
}

fn print(entries: &str, page: &Page) {
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "| {entries} | {:.2} | {:.2} | {:.2} | {:.2} |",
        ms(page.p50),
        ms(page.p99),
        ms(page.bare),
        ms(page.mean) / ms(page.bare)
    );
}
