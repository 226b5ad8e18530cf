//! The first administrator's token: one, once, and only while nobody else can administer.

use futures_util::future::join_all;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use steward::office::access::issue_setup_token;

use crate::support::{
    Reply, TestApp,
    cast::{PASSWORD, engage_officer, grant},
};

async fn disable(app: &TestApp, logins: &str) {
    let sql = format!("UPDATE account SET disabled_at_ms = 1 WHERE login LIKE '{logins}'");
    app.app.db.unguarded().execute_unprepared(&sql).await.expect("accounts");
}

async fn first(app: &TestApp, token: &str, login: &str) -> Reply {
    let body: Value = json!({"setup_token": token, "name": "示例·首任", "login": login, "password": PASSWORD});
    app.post("/first-administrator").json(body).send().await
}

engines! {
    /// Nobody is given a token while any security administrator can log in, of whatever region.
    async fn no_token_while_somebody_can_administer(app) {
        app.leave_damaged();
        let (one, two) = (app.who("security_admin").await, app.who("security_admin_2").await);
        let (third, _) = engage_officer(app, &one, "prefecture_admin", None, "4310").await;
        grant(app, (&one, &two), &third, "security_admin", "4310").await;
        disable(app, "security-admin%").await;
        assert!(issue_setup_token(&app.app.db).await.is_err());
        disable(app, "prefecture-admin").await;
        let token = issue_setup_token(&app.app.db).await.unwrap();
        first(app, &token, "first-again").await.ok(201);
        assert!(issue_setup_token(&app.app.db).await.is_err());
    }

    /// A later token voids the earlier one; one that was used, has expired or was made up is good no more.
    async fn a_token_is_good_once(app) {
        app.leave_damaged();
        disable(app, "security-admin%").await;
        let earlier = issue_setup_token(&app.app.db).await.unwrap();
        let late = issue_setup_token(&app.app.db).await.unwrap();
        for token in [earlier.as_str(), "stf_00", "sts_00"] {
            let problem = first(app, token, "nobody").await.refused(422, "access.first_administrator.token_invalid");
            assert_eq!(problem["errors"][0]["pointer"], "/setup_token");
        }
        app.later(31 * 60_000).await;
        first(app, &late, "nobody").await.refused(422, "access.first_administrator.token_invalid");
        let token = issue_setup_token(&app.app.db).await.unwrap();
        first(app, &token, "first-again").await.ok(201);
        disable(app, "first-again").await;
        first(app, &token, "nobody").await.refused(422, "access.first_administrator.token_invalid");
    }

    /// Two tokens that are good at once make one administrator, however they are used.
    async fn two_tokens_make_one_administrator(app) {
        app.leave_damaged();
        disable(app, "security-admin%").await;
        let tokens = [issue_setup_token(&app.app.db).await.unwrap(), issue_setup_token(&app.app.db).await.unwrap()];
        app.app.db.unguarded().execute_unprepared("UPDATE setup_token SET used_at_ms = NULL").await.unwrap();
        let logins = ["first-a", "first-b"];
        let answers = join_all(tokens.iter().zip(logins).map(|(token, login)| first(app, token, login))).await;
        assert_eq!(answers.iter().filter(|a| a.status == 201).count(), 1);
        assert_eq!(app.number("SELECT count(*) FROM account WHERE login LIKE 'first-%'").await, 1);
    }
}
