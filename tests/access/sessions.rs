use serde_json::json;

use crate::support::cast::PASSWORD;

engines! {
    /// A person logs in, is known, logs out, and is unknown again.
    async fn a_session_lives_from_login_to_logout(app) {
        let clerk = app.who("unit_clerk").await;
        let me = app.get("/me").by(&clerk).send().await.ok(200);
        assert_eq!(me["grants"], json!([{"role": "unit_clerk", "region_code": "431026"}]));
        let sessions = app.get("/sessions").by(&clerk).send().await.ok(200);
        let id = sessions["items"][0]["id"].as_str().unwrap().to_owned();
        app.delete(&format!("/sessions/{id}")).by(&clerk).send().await.ok(204);
        app.get("/me").by(&clerk).send().await.refused(401, "access.unauthenticated");
    }

    /// Unknown login, wrong password and a locked account answer alike; the right password does not help while it waits.
    async fn guessing_is_answered_alike_and_slowed_down(app) {
        for login in ["nobody-here", "unit-clerk"] {
            let wrong = json!({"login": login, "password": "wrong wrong wrong"});
            app.post("/sessions").json(wrong).send().await.refused(401, "access.session.login_failed");
        }
        let right = json!({"login": "unit-clerk", "password": PASSWORD});
        app.post("/sessions").json(right.clone()).send().await.refused(401, "access.session.login_failed");
        app.on_day("2023-03-02").await;
        app.post("/sessions").json(right).send().await.ok(201);
        // The typed login is never kept in clear.
        assert_eq!(app.number("SELECT count(*) FROM login_guard WHERE subject LIKE '%nobody%'").await, 0);
        assert_eq!(app.number("SELECT count(*) FROM login_failure").await, 2);
    }

    /// Where a deployment asks for a second factor, what the table marks is refused, since none is to be had yet; the rest goes on.
    async fn a_factor_that_is_required_and_not_there_refuses(app) {
        use steward::ground::platform::{Config, SecondFactor, SecurityConfig};
        let config = (*app.app.config).clone();
        let security = SecurityConfig { second_factor: SecondFactor::Required, ..config.security };
        let strict = steward::server::app::App { config: Config { security, ..config }.into(), ..app.app.clone() };
        let strict = crate::support::TestApp::joined(strict, None);
        let payer = strict.log_in("finance-section-head", PASSWORD).await;
        strict.get("/bank-accounts").by(&payer).send().await.ok(200);
        let account = app.proposed_account("6200000000000001").await;
        let confirm = format!("/bank-accounts/{}/confirm", account["id"].as_str().unwrap());
        strict.post(&confirm).by(&payer).at("1").send().await.refused(403, "access.denied.factor_not_available");
        let again = app.who("finance_section_head").await;
        app.post(&confirm).by(&again).at("1").send().await.ok(200);
    }

    /// A browser's session is a cookie; unsafe methods need its CSRF token.
    async fn a_cookie_needs_its_csrf_token(app) {
        let login = json!({"login": "asset-officer", "password": PASSWORD, "transport": "cookie"});
        let reply = app.post("/sessions").json(login).send().await;
        let cookie = reply.headers["set-cookie"].to_str().unwrap().to_owned();
        assert!(cookie.starts_with("__Host-steward=") && cookie.contains("Secure; HttpOnly; SameSite=Lax"));
        let session = reply.ok(201);
        assert!(session.get("token").is_none());
        let pair = cookie.split(';').next().unwrap();
        app.get("/me").header("cookie", pair).send().await.ok(200);
        let site = json!({"name": "示例安置点", "region_code": "431026"});
        let post = || app.post("/sites").header("cookie", pair).json(site.clone());
        post().send().await.refused(401, "access.unauthenticated");
        post().header("x-csrf-token", "stc_00").send().await.refused(401, "access.unauthenticated");
        post().header("x-csrf-token", session["csrf_token"].as_str().unwrap()).send().await.ok(201);
    }

    /// Disabling an account ends its sessions at once.
    async fn a_disabled_account_is_out_at_the_next_request(app) {
        let clerk = app.who("unit_clerk").await;
        let admin = app.who("security_admin").await;
        let me = app.get("/me").by(&clerk).send().await.ok(200);
        let path = format!("/users/{}", me["account_id"].as_str().unwrap());
        let tag = app.get(&path).by(&admin).send().await.etag();
        app.post(&format!("{path}/disable")).by(&admin).at(&tag).send().await.ok(200);
        app.get("/me").by(&clerk).send().await.refused(401, "access.unauthenticated");
        let ends = "SELECT count(*) FROM trail_event e JOIN session s ON s.id = e.subject_id WHERE e.action = 'access.session.end' AND s.ended_at_ms IS NOT NULL";
        assert_eq!(app.number(ends).await, app.number("SELECT count(*) FROM session WHERE ended_at_ms IS NOT NULL").await);
        let login = json!({"login": "unit-clerk", "password": PASSWORD});
        app.post("/sessions").json(login).send().await.refused(401, "access.session.login_failed");
    }
}
