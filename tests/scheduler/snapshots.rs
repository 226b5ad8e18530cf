//! A balance as of a day is the same from a snapshot and from the postings, whatever is posted later for days long gone.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::Value;
use steward::{
    ground::{
        authority::{Permit, action},
        kernel::{AllocationId, Day, DisbursementId, Money, RegionCode, SubjectKind, SubjectRef},
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
    },
    money::ledger::{Books, Entry, TakeSnapshots},
    server::check::check,
};

use super::double::runner_of;
use crate::support::{TestApp, asked, money::text};

/// Moves money of an allocation, counted on some day: acts of later releases book days that have passed.
struct Post {
    allocation: AllocationId,
    amount: Money,
    back: bool,
    on: Day,
}

impl Work for Post {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let mut books = Books::lock(tx, [self.allocation.uuid()]).await?;
        let (claim, lines) = (DisbursementId::new(tx.event_id().await?), [(self.allocation, self.amount)]);
        let entry = match self.back {
            false => Entry::disbursement_reserved(claim, &lines),
            true => Entry::disbursement_released(claim, &lines),
        };
        books.post(tx, self.on, &[entry]).await?;
        let subject = SubjectRef { kind: SubjectKind::Clock, id: tx.event_id().await? };
        let change = Change::created(subject, &RegionCode::nation(), &serde_json::json!({"on": self.on}));
        Ok(Permit::for_job("tests", &action::CLOCK_SET).commit(change, ()))
    }
}

async fn today(app: &TestApp) -> Day {
    app.app.db.now().await.unwrap().day()
}

fn days_before(day: Day, n: u32) -> Day {
    (0..n).fold(day, |day, _| day.previous())
}

/// Balances as of a day, as the API tells them: by snapshots.
async fn told(app: &TestApp, on: Day) -> BTreeMap<String, String> {
    let page = app.see("auditor", &format!("/ledger/balances?limit=200&as_of={on}")).await;
    let rows = page["items"].as_array().unwrap().iter();
    rows.map(|row: &Value| (text(row, "id").to_owned(), text(row, "balance").to_owned())).collect()
}

/// The same, from the postings alone.
async fn summed(app: &TestApp, on: Day) -> BTreeMap<String, String> {
    let conn = app.app.db.read();
    let sql = format!(
        "SELECT a.id, CAST(coalesce(sum(p.amount_fen), 0) AS bigint) FROM ledger_account a \
         LEFT JOIN ledger_posting p ON p.account_id = a.id AND p.business_on <= '{on}' GROUP BY a.id"
    );
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap();
    let balance = |row: sea_orm::QueryResult| {
        let id: uuid::Uuid = row.try_get_by_index(0).unwrap();
        (id.to_string(), Money::from_fen(row.try_get_by_index(1).unwrap()).unwrap().to_string())
    };
    rows.into_iter().map(balance).collect()
}

/// What is posted here has no claim behind it; of the books themselves everything must hold.
async fn assert_books(app: &TestApp) {
    let findings = check(app.app.db.read()).await.unwrap();
    let broken: Vec<_> = findings.iter().filter(|f| !f.is_clean() && matches!(f.number, "I1" | "I2" | "I3")).collect();
    assert!(broken.iter().all(|f| !f.holds.contains("snapshot") && !f.holds.contains("posting")), "{broken:#?}");
}

fn seed() -> u64 {
    asked("STEWARD_TEST_SEED", 5)
}

engines! {
    /// A month of moves, a third of them for days that have passed; each day is asked for by both ways.
    async fn a_balance_by_snapshot_is_the_balance_by_sum(app) {
        let seed = seed();
        eprintln!("snapshots: seed {seed}");
        let mut rng = StdRng::seed_from_u64(seed);
        let runner = runner_of(&app.app.db, vec![Box::new(TakeSnapshots)]);
        runner.tick().await.unwrap();
        let mut allocations: Vec<AllocationId> = Vec::new();
        for _ in 0..3 {
            allocations.push(text(&app.allocation("1000.00").await, "id").parse().unwrap());
        }
        app.leave_damaged();
        let mut dropped = 0;
        for day in 2..=31 {
            app.on_day(&format!("2023-03-{day:02}")).await;
            runner.tick().await.unwrap();
            let now = today(app).await;
            for _ in 0..rng.random_range(0..4) {
                let late = if rng.random_range(0..3) == 0 { rng.random_range(1..day) } else { 0 };
                let allocation = allocations[rng.random_range(0..allocations.len())];
                let amount = Money::from_fen(rng.random_range(1..5_000)).unwrap();
                let before = app.number("SELECT count(*) FROM ledger_snapshot").await;
                let post = Post { allocation, amount, back: rng.random_range(0..2) == 0, on: days_before(now, late) };
                // What is not there to be released is refused, and leaves the snapshots as they are.
                let moved = app.app.db.write(&post).await;
                let after = app.number("SELECT count(*) FROM ledger_snapshot").await;
                assert!(moved.is_ok() || before == after);
                dropped += before - after;
            }
            for back in [0, 1, rng.random_range(0..day)] {
                let asked = days_before(now, back);
                assert_eq!(told(app, asked).await, summed(app, asked).await, "as of {asked}, seen on {now}");
            }
        }
        assert!(dropped > 0, "no posting of an earlier day met a snapshot");
        assert!(app.number("SELECT count(*) FROM ledger_snapshot").await > 20);
        assert_books(app).await;
    }

    /// Postings for yesterday while yesterday's snapshots are taken: each is in its snapshot, or takes it away.
    async fn a_posting_and_a_snapshot_at_once_agree(app) {
        let runner = runner_of(&app.app.db, vec![Box::new(TakeSnapshots)]);
        runner.tick().await.unwrap();
        let allocation: AllocationId = text(&app.allocation("1000.00").await, "id").parse().unwrap();
        app.leave_damaged();
        for day in 2..=13 {
            app.on_day(&format!("2023-03-{day:02}")).await;
            let on = today(app).await.previous();
            let amount = Money::from_fen(100).unwrap();
            let posts: Vec<_> = (0..6).map(|_| Post { allocation, amount, back: false, on }).collect();
            let (ticked, posted) = tokio::join!(runner.tick(), join_all(posts.iter().map(|post| app.app.db.write(post))));
            assert_eq!((ticked.unwrap().done.len(), posted.into_iter().filter(Result::is_ok).count()), (1, 6));
            assert_eq!(told(app, on).await, summed(app, on).await);
        }
        assert_books(app).await;
    }
}
