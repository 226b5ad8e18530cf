use serde_json::json;

engines! {
    /// With two administrators, one proposes and the other confirms; the proposer and the receiver may not.
    async fn a_grant_waits_for_a_second_administrator(app) {
        let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
        let clerk = app.who("unit_clerk").await;
        let asked = json!({"officer_id": clerk.officer, "role": "asset_officer", "region_code": "431026"});
        let grant = app.post("/role-grants").by(&first).json(asked).send().await.ok(201);
        assert_eq!((grant["state"].as_str(), grant["bootstrap"].as_bool()), (Some("proposed"), Some(false)));
        let confirm = format!("/role-grants/{}/confirm", grant["id"].as_str().unwrap());
        let tag = grant["etag"].as_str().unwrap();
        app.post(&confirm).by(&first).at(tag).send().await.refused(403, "access.denied.second_person");
        app.post(&confirm).by(&clerk).at(tag).send().await.refused(403, "access.denied.role");
        app.post(&confirm).by(&second).at("7").send().await.refused(412, "wire.stale");
        let active = app.post(&confirm).by(&second).at(tag).send().await.ok(200);
        assert_eq!(active["state"], "active");
        app.post(&confirm).by(&second).at("2").send().await.refused(409, "access.role_grant.state");
        // Both denials are in the trail, for the auditor of the nation's administrators' region.
        assert_eq!(app.number("SELECT count(*) FROM trail_event WHERE outcome = 'denied'").await, 2);
    }

    /// Payer and confirmer, auditor and anything else: one officer never holds both.
    async fn roles_that_exclude_each_other_are_denied(app) {
        let admin = app.who("security_admin").await;
        for (login, role) in [("treasury_payer", "treasury_confirmer"), ("auditor", "finance_clerk"), ("unit_clerk", "security_admin")] {
            let officer = app.who(login).await.officer;
            let asked = json!({"officer_id": officer, "role": role, "region_code": "431026"});
            app.post("/role-grants").by(&admin).json(asked).send().await.refused(403, "access.denied.incompatible_role");
        }
        let officer = app.who("unit_clerk").await.officer;
        let asked = json!({"officer_id": officer, "role": "integration", "region_code": "431026"});
        app.post("/role-grants").by(&admin).json(asked).send().await.refused(422, "access.role_grant.role_not_for_people");
    }

    /// What was taken away a moment ago is gone in the next command.
    async fn a_revoked_grant_bites_at_the_next_request(app) {
        let admin = app.who("security_admin").await;
        let officer = app.who("asset_officer").await;
        let site = json!({"name": "示例安置点", "region_code": "431026"});
        app.post("/sites").by(&officer).json(site.clone()).send().await.ok(201);
        let grants = app.get(&format!("/role-grants?officer_id={}", officer.officer)).by(&admin).send().await.ok(200);
        let grant = &grants["items"][0];
        let path = format!("/role-grants/{}/revoke", grant["id"].as_str().unwrap());
        app.post(&path).by(&admin).at(grant["etag"].as_str().unwrap()).send().await.ok(200);
        app.post("/sites").by(&officer).json(site).send().await.refused(404, "access.not_found");
    }

    /// Another system acts with its own credentials, only where and what it was given.
    async fn a_client_acts_within_its_scopes(app) {
        let admin = app.who("security_admin").await;
        let refused = json!({"name": "示例系统", "region_code": "431026", "actions": ["approvals.task.decide"]});
        app.post("/api-clients").by(&admin).json(refused).send().await.refused(422, "access.api_client.unknown_action");
        let asked = json!({"name": "示例系统", "region_code": "431026", "actions": ["places.site.read", "places.site.create"]});
        let key = "client-1";
        let made = app.post("/api-clients").by(&admin).header("idempotency-key", key).json(asked.clone()).send().await.ok(201);
        let again = app.post("/api-clients").by(&admin).header("idempotency-key", key).json(asked).send().await;
        assert_eq!(again.headers["idempotent-replayed"], "true");
        assert_eq!((again.body["secret_shown"].as_bool(), again.body.get("client_secret")), (Some(false), None));
        let (id, secret) = (made["id"].as_str().unwrap(), made["client_secret"].as_str().unwrap());
        let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}&scope=places.site.read");
        let token = app.post("/oauth/token").raw("application/x-www-form-urlencoded", form).send().await.ok(200);
        let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
        app.get("/sites").header("authorization", &bearer).send().await.ok(200);
        let site = json!({"name": "x", "region_code": "431026"});
        app.post("/sites").header("authorization", &bearer).json(site).send().await.refused(403, "access.denied.role");
        let wrong = format!("grant_type=client_credentials&client_id={id}&client_secret=stk_wrong");
        app.post("/oauth/token").raw("application/x-www-form-urlencoded", wrong).send().await.refused(401, "access.token.invalid_client");
    }
    /// Whoever takes a colleague's login away is not alone for it: the grant still waits for a second person.
    async fn a_disabled_colleague_still_counts(app) {
        let admin = app.who("security_admin").await;
        let users = app.get("/users?limit=200").by(&admin).send().await.ok(200);
        let second = users["items"].as_array().unwrap().iter().find(|u| u["login"] == "security-admin-2").unwrap().clone();
        let path = format!("/users/{}/disable", second["id"].as_str().unwrap());
        app.post(&path).by(&admin).at(second["etag"].as_str().unwrap()).send().await.ok(200);
        let clerk = app.who("unit_clerk").await;
        let asked = json!({"officer_id": clerk.officer, "role": "asset_officer", "region_code": "431026"});
        let grant = app.post("/role-grants").by(&admin).json(asked).send().await.ok(201);
        assert_eq!((grant["state"].as_str(), grant["bootstrap"].as_bool()), (Some("proposed"), Some(false)));
    }
}
