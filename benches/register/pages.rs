//! Pages of the register as officers read them, each against its own statements sent by pgbench.

use std::time::{Duration, Instant};

use crate::{
    DATABASE,
    cluster::Cluster,
    http::Client,
    made::Examples,
    script::{Names, executed, script},
    serve,
    timed::timed,
};

/// How often each page is read.
const TURNS: u32 = 200;

/// What reading a page takes.
pub struct Measured {
    pub what: &'static str,
    pub p50: Duration,
    pub p99: Duration,
    pub mean: Duration,
    pub statements: usize,
    /// The mean of the same statements by pgbench, planned once.
    pub bare: Duration,
    /// The same, planned each time.
    pub planned: Duration,
}

fn wanted(examples: &Examples) -> Vec<(&'static str, String)> {
    vec![
        ("register, 50 of the prefecture", "/assets?limit=50".into()),
        ("register, 50 of a county by kind", "/assets?region=431026&kind=business&limit=50".into()),
        ("register as of a day, by state", "/assets?as_of=2023-02-15&title_state=confirmed&limit=50".into()),
        ("gap list, 50 of the prefecture", "/asset-gaps?limit=50".into()),
        ("gap list, 50 of a town by gap", "/asset-gaps?region=431026&town=示例镇3&gap=no_owner&limit=50".into()),
        ("gap list, 50 oldest of a county", "/asset-gaps?region=431026&order=accepted&sort=oldest&limit=50".into()),
        ("gaps of the prefecture by town and age", "/asset-gaps/summary".into()),
        ("summary of a county", "/assets/summary?region=431026".into()),
        ("one asset as of a day", format!("/assets/{}?as_of=2023-02-15", examples.asset)),
        ("trace of an asset's money", format!("/audit/trace?subject=asset:{}", examples.asset)),
        ("trace of an allocation", format!("/audit/trace?subject=allocation:{}", examples.allocation)),
    ]
}

/// Each page: caught once in the log, then read over HTTP and by pgbench. Meanwhile the database has no manual clock, which only
/// demonstrations and tests have and every request reads.
pub async fn measure(cluster: &Cluster, examples: &Examples) -> Vec<Measured> {
    cluster.sql(DATABASE, "CREATE TABLE bench_clock AS SELECT * FROM clock; DELETE FROM clock");
    let found = read(cluster, examples).await;
    cluster.sql(DATABASE, "INSERT INTO clock SELECT * FROM bench_clock; DROP TABLE bench_clock");
    found
}

async fn read(cluster: &Cluster, examples: &Examples) -> Vec<Measured> {
    let app = crate::reopened(&cluster.url(DATABASE)).await;
    let port = serve(&app.app).await;
    let reader = app.who("4310.auditor").await;
    let mut client = Client::connect(port, &reader.token).await;
    let mut found = Vec::new();
    for (what, path) in wanted(examples) {
        client.get(&path).await.ok();
        cluster.sql("postgres", &format!("ALTER DATABASE {DATABASE} SET log_statement = 'all'"));
        let logged = crate::reopened(&cluster.url(DATABASE)).await;
        // The first request of a server looks up what every later one knows.
        logged.get(&path).by(&reader).send().await.ok(200);
        let from = std::fs::metadata(cluster.log()).expect("a log").len();
        logged.get(&path).by(&reader).send().await.ok(200);
        let mut statements = executed(&cluster.log(), usize::try_from(from).expect("a log in memory"));
        // A trace reads in one snapshot, whose end may be logged after it was answered.
        statements.retain(|s| s.sql.starts_with("SELECT"));
        drop(logged);
        cluster.sql("postgres", &format!("ALTER DATABASE {DATABASE} RESET log_statement"));
        let script = script("", &statements, &Names::new());
        let mut times = Vec::new();
        for _ in 0..TURNS {
            let begun = Instant::now();
            let answer = client.get(&path).await;
            times.push(begun.elapsed());
            assert_eq!(answer.status, 200, "{path}");
        }
        let [bare, planned] = ["prepared", "simple"].map(|way| timed(cluster, DATABASE, &script, (way, TURNS)));
        let mean = times.iter().sum::<Duration>() / TURNS;
        times.sort();
        let (p50, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
        eprintln!("{what}: {mean:?} against {bare:?}, {} statements", statements.len());
        found.push(Measured { what, p50, p99, mean, statements: statements.len(), bare, planned });
    }
    found
}
