//! The names other systems give our subjects: by a body where one makes or changes the subject, by an act where none does.

use serde_json::{Value, json};

use crate::support::{TestApp, cast::COUNTY, money::text};

fn called(id: &str) -> Value {
    json!([{"system": "ledger", "id": id}])
}

/// What stays of a subject when it is only called otherwise.
fn unnamed(subject: &Value) -> Value {
    let mut subject = subject.clone();
    let fields = subject.as_object_mut().expect("a subject");
    fields.retain(|name, _| !["etag", "updated_at", "external_ids", "account_no"].contains(&name.as_str()));
    subject
}

/// The ids of what a list finds under a name.
async fn found(app: &TestApp, who: &str, path: &str, name: &str) -> Vec<Value> {
    let page = app.see(who, &format!("{path}?external_system=ledger&external_id={name}")).await;
    page["items"].as_array().expect("items").iter().map(|i| i["id"].clone()).collect()
}

/// Called by an act, found, refused under a doubled name, and called nothing again.
async fn is_called(app: &TestApp, (who, path): (&str, &str), subject: &Value) {
    let act = format!("{path}/{}/external-ids", text(subject, "id"));
    let named = app.act(who, &act, Some(subject), json!({"external_ids": called("A-1")})).await.ok(200);
    assert_eq!(named["external_ids"], called("A-1"), "{path}");
    assert_eq!(unnamed(&named), unnamed(subject), "{path}");
    assert_ne!(named["etag"], subject["etag"], "{path}");
    assert_eq!(found(app, who, path, "A-1").await, [subject["id"].clone()], "{path}");
    assert_eq!(found(app, who, path, "A-2").await, Vec::<Value>::new(), "{path}");
    app.act(who, &act, Some(subject), json!({"external_ids": []})).await.refused(412, "wire.stale");
    let twice = json!({"external_ids": [called("B")[0], called("B")[0]]});
    let problem = app.act(who, &act, Some(&named), twice).await.refused(422, "platform.external_id.doubled");
    assert_eq!(problem["errors"][0]["pointer"], "/external_ids/1", "{path}");
    let again = app.act(who, &act, Some(&named), json!({"external_ids": []})).await.ok(200);
    assert_eq!(again["external_ids"], json!([]), "{path}");
    assert_eq!(found(app, who, path, "A-1").await, Vec::<Value>::new(), "{path}");
}

engines! {
    /// What comes into being by itself, or has no body that changes it, is called by an act; nothing else of it changes.
    async fn what_no_body_changes_is_called_by_an_act(app) {
        let county = app.county("1000000.00").await;
        let claim = app.approved(&county, "100000.00").await;
        app.handed_over(&[&claim]).await;
        is_called(app, ("treasury_payer", "/payments"), &app.payments(&claim).await[0]).await;
        is_called(app, ("unit_clerk", "/bank-accounts"), &county.account).await;
        assert_eq!(app.see("unit_clerk", &format!("/bank-accounts/{}", text(&county.account, "id"))).await["state"], "usable");
        let user = app.see("security_admin", "/users?limit=1").await["items"][0].clone();
        is_called(app, ("security_admin", "/users"), &user).await;
        let other = app.proposed_account("6200000000000002").await;
        let path = |account: &Value| format!("/bank-accounts/{}/external-ids", text(account, "id"));
        let now = app.see("unit_clerk", &format!("/bank-accounts/{}", text(&county.account, "id"))).await;
        app.act("unit_clerk", &path(&now), Some(&now), json!({"external_ids": called("A-1")})).await.ok(200);
        app.act("unit_clerk", &path(&other), Some(&other), json!({"external_ids": called("A-1")})).await
            .refused(409, "platform.external_id.taken");
        // Who pays calls payments; who files does not.
        let payment = app.payments(&claim).await.remove(0);
        let act = format!("/payments/{}/external-ids", text(&payment, "id"));
        app.act("unit_clerk", &act, Some(&payment), json!({"external_ids": []})).await.refused(403, "access.denied.role");
    }

    /// What a body makes takes its names from the body; a split that is sent again without them keeps them.
    async fn what_a_body_makes_is_called_by_it(app) {
        let allocation = app.allocation("100.00").await;
        let lines = json!([{"region_code": COUNTY, "amount": "10.00"}]);
        let body = json!({"lines": lines, "reason": "示例", "external_ids": called("S-1")});
        let path = format!("/allocations/{}/split", text(&allocation, "id"));
        let split = app.act("budget_officer", &path, Some(&allocation), body).await.ok(200);
        let back = json!({"decision": "return", "return_form": "revise", "reason": "other", "opinion": "示例"});
        app.decide("finance_section_head", text(&split, "id"), back).await.ok(200);
        let path = format!("/allocation-splits/{}", text(&split, "id"));
        let returned = app.see("budget_officer", &path).await;
        let again = json!({"lines": lines, "reason": "示例"});
        let sent = app.act("budget_officer", &format!("{path}/resubmit"), Some(&returned), again).await.ok(200);
        assert_eq!(sent["external_ids"], called("S-1"));
        is_called(app, ("budget_officer", "/allocation-splits"), &sent).await;
        app.approve(&["finance_section_head"], text(&split, "id")).await;

        let line = json!({
            "name": "示例", "region_code": COUNTY, "budget_year": 2023, "amount": "1.00", "external_ids": called("P-1"),
            "document_ids": [app.document("示财农〔2023〕9号", 2023).await["id"]]
        });
        let line = app.act("budget_officer", "/plan-lines", None, line).await.ok(201);
        assert_eq!(found(app, "budget_officer", "/plan-lines", "P-1").await, [line["id"].clone()]);
        is_called(app, ("budget_officer", "/plan-lines"), &line).await;

        let officer = json!({"name": "示例", "region_code": COUNTY, "external_ids": called("O-1")});
        let officer = app.act("security_admin", "/officers", None, officer).await.ok(201);
        assert_eq!(found(app, "security_admin", "/officers", "O-1").await, [officer["id"].clone()]);
        let admin = app.who("security_admin").await;
        let path = format!("/officers/{}", text(&officer, "id"));
        let renamed = app.patch(&path).by(&admin).at("1").json(json!({"name": "示例二"})).send().await.ok(200);
        assert_eq!(renamed["external_ids"], called("O-1"));
        let called_so = app.patch(&path).by(&admin).at("2").json(json!({"external_ids": called("O-2")})).send().await.ok(200);
        assert_eq!((&called_so["external_ids"], &called_so["name"]), (&called("O-2"), &json!("示例二")));

        let user = json!({"officer_id": officer["id"], "login": "named-elsewhere", "external_ids": called("U-1")});
        let user = app.act("security_admin", "/users", None, user).await.ok(201);
        assert_eq!(found(app, "security_admin", "/users", "U-1").await, [user["id"].clone()]);
        let account = json!({
            "organisation_id": app.unit("示例施工单位甲").await, "holder_name": "示例施工单位甲", "bank_name": "示例银行",
            "account_no": "6200000000000003", "external_ids": called("B-1")
        });
        let account = app.act("finance_clerk", "/bank-accounts", None, account).await.ok(201);
        assert_eq!(found(app, "finance_clerk", "/bank-accounts", "B-1").await, [account["id"].clone()]);
    }
}
