//! Days that somebody holds: nothing is recorded, reversed or closed on them, whoever comes first.

use sea_orm::DbBackend;
use serde_json::{Value, json};
use steward::{
    benefit::shares::{hold_days, release_days},
    ground::{
        authority::{Permit, action},
        kernel::{Day, RegionCode, ShareSchemeId, SubjectKind, SubjectRef},
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
    },
};
use tokio::sync::Notify;

use super::of_person;
use crate::{
    benefit::{refused, rule},
    check::plant::expect_seen,
    support::{Reply, TestApp, money::text},
};

/// What a later room does with the days of a scheme: it holds them until one, or gives them back.
struct Holds {
    scheme: ShareSchemeId,
    until: Option<Day>,
    by: SubjectRef,
    /// Told when the days are held, and waited for before that is committed.
    pause: Option<(Notify, Notify)>,
}

impl Work for Holds {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        match self.until {
            Some(until) => hold_days(tx, self.scheme, until, (self.by, "示-7")).await?,
            None => release_days(tx, self.scheme, self.by).await?,
        }
        if let Some((held, go)) = &self.pause {
            held.notify_one();
            go.notified().await;
        }
        let subject = SubjectRef { kind: SubjectKind::Clock, id: tx.event_id().await? };
        let change = Change::created(subject, &RegionCode::nation(), &json!({"until": self.until}));
        Ok(Permit::for_job("tests", &action::CLOCK_SET).commit(change, ()))
    }
}

fn holds(scheme: &Value, until: Option<&str>, by: &Value) -> Holds {
    let by = SubjectRef { kind: SubjectKind::Collective, id: text(by, "id").parse().unwrap() };
    Holds { scheme: text(scheme, "id").parse().unwrap(), until: until.map(|day| day.parse().unwrap()), by, pause: None }
}

/// Holds the days of a scheme until one, or gives them back.
pub async fn hold(app: &TestApp, scheme: &Value, until: Option<&str>, by: &Value) {
    app.app.db.write(&holds(scheme, until, by)).await.expect("days");
}

async fn moves(app: &TestApp, scheme: &Value, (from, to): (&Value, &Value), on: &str) -> Reply {
    app.dealt(scheme, "transfer", &[of_person(from, "1.0000")], &[of_person(to, "1.0000")], json!({"on": on})).await
}

fn is_postgres(app: &TestApp) -> bool {
    sea_orm::ConnectionTrait::get_database_backend(app.app.db.unguarded()) == DbBackend::Postgres
}

engines! {
    /// While somebody holds days nothing is recorded, reversed or closed on them; later days are free, and all are when he gives them back.
    async fn held_days_stay_as_they_are(app) {
        let body = app.collective("示例村经济合作社").await;
        let other = app.collective("示例乙村经济合作社").await;
        let (scheme, [a, b, _]) = app.held(&body, json!({})).await;
        let early = moves(app, &scheme, (&a, &b), "2023-02-22").await.ok(201);
        hold(app, &scheme, Some("2023-02-23"), &other).await;
        hold(app, &scheme, Some("2023-02-25"), &body).await;
        let by = format!("collective:{}", text(&body, "id"));
        let held = |on: &str| json!({"on": on, "until": "2023-02-25", "by": by});
        for day in ["2023-02-21", "2023-02-25"] {
            refused(&moves(app, &scheme, (&a, &b), day).await, 409, "shares.transaction.days_held", &held(day));
        }
        let reverse = async |transaction: &Value| {
            let path = format!("/share-transactions/{}/reverse", text(transaction, "id"));
            app.act("collective_manager", &path, None, json!({"reason": "示例"})).await
        };
        let late = reverse(&early).await;
        refused(&late, 409, "shares.transaction.days_held", &held("2023-02-22"));
        assert_eq!(rule(&late), "R58.5");
        assert!(text(&late.body, "detail").contains("示-7"), "whoever holds the days is told by its number: {:#}", late.body);
        let vote = app.shares_voted(&body).await;
        let close = async |on: &str| app.ends(&scheme, on, &vote).await;
        refused(&close("2023-02-25").await, 409, "shares.transaction.days_held", &held("2023-02-25"));
        let late = moves(app, &scheme, (&a, &b), "2023-02-26").await.ok(201);
        reverse(&late).await.ok(201);
        // Held anew until an earlier day, the days between are free; the other one's stay held.
        hold(app, &scheme, Some("2023-02-22"), &body).await;
        moves(app, &scheme, (&a, &b), "2023-02-24").await.ok(201);
        let held = json!({"on": "2023-02-22", "until": "2023-02-23", "by": format!("collective:{}", text(&other, "id"))});
        refused(&reverse(&early).await, 409, "shares.transaction.days_held", &held);
        expect_seen(app, "I2", &[
            "UPDATE share_hold SET transactions = transactions - 1 WHERE until_on = '2023-02-23'",
            "UPDATE share_hold SET until_on = '2023-02-28' WHERE until_on = '2023-02-22'",
        ]).await;
        hold(app, &scheme, None, &other).await;
        hold(app, &scheme, None, &body).await;
        assert!(matches!(app.app.db.write(&holds(&scheme, None, &body)).await, Err(Stop::Fault(_))), "given back twice");
        reverse(&early).await.ok(201);
    }

    /// Whoever records a transaction while days are being held waits, and is refused; what was recorded before stands in what is held.
    async fn a_transaction_and_a_hold_meet(app) {
        let body = app.collective("示例村经济合作社").await;
        let (scheme, [a, b, _]) = app.held(&body, json!({})).await;
        let paused = Holds { pause: Some((Notify::new(), Notify::new())), ..holds(&scheme, Some("2023-02-25"), &body) };
        let (held, go) = paused.pause.as_ref().unwrap();
        let paper = app.paper("示例变动依据.pdf").await;
        let move_one = async {
            let (from, to) = ([of_person(&a, "1.0000")], [of_person(&b, "1.0000")]);
            let asked = json!({"scheme_id": scheme["id"], "kind": "transfer", "on": "2023-02-24", "from": from, "to": to, "file_id": paper});
            app.act("collective_accountant", "/share-transactions", None, asked).await
        };
        let let_go = async {
            let waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            while is_postgres(app) && app.number(waiting).await == 0 {}
            go.notify_one();
        };
        let second = async {
            held.notified().await;
            tokio::join!(move_one, let_go).0
        };
        let (first, second) = tokio::join!(app.app.db.write(&paused), second);
        first.unwrap();
        refused(&second, 409, "shares.transaction.days_held", &json!({"on": "2023-02-24"}));
        hold(app, &scheme, None, &body).await;
        // All at once, the hold among them: those that came before it are counted in it, the others are refused.
        let before = app.number("SELECT count(*) FROM share_transaction").await;
        let some = async || {
            let moves = (0..4).map(|_| async { moves(app, &scheme, (&a, &b), "2023-02-24").await.status.as_u16() });
            futures_util::future::join_all(moves).await
        };
        let hold = holds(&scheme, Some("2023-02-25"), &body);
        let (mut replies, held, more) = tokio::join!(some(), app.app.db.write(&hold), some());
        held.unwrap();
        replies.extend(more);
        assert!(replies.iter().all(|status| [201, 409].contains(status)), "{replies:?}");
        let recorded = i64::try_from(replies.iter().filter(|status| **status == 201).count()).unwrap();
        assert_eq!(app.number("SELECT transactions FROM share_hold").await, before + recorded);
        assert_eq!(moves(app, &scheme, (&a, &b), "2023-02-24").await.status.as_u16(), 409);
    }
}
