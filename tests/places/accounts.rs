use serde_json::{Value, json};

use crate::support::TestApp;

async fn builder(app: &TestApp) -> Value {
    let clerk = app.who("unit_clerk").await;
    app.get("/organisations?q=示例施工单位甲").by(&clerk).send().await.ok(200)["items"][0].clone()
}

engines! {
    /// An account is usable only after a second officer has confirmed it, and only those who pay see its number.
    async fn an_account_needs_a_second_officer(app) {
        let (clerk, finance, payer) = (app.who("finance_clerk").await, app.who("finance_section_head").await, app.who("treasury_payer").await);
        let builder = builder(app).await;
        let account = json!({
            "organisation_id": builder["id"], "holder_name": "示例施工单位甲", "bank_name": "示例银行示例支行", "account_no": "6200000000000001"
        });
        let made = app.post("/bank-accounts").by(&clerk).json(account.clone()).send().await.ok(201);
        assert_eq!((made["state"].as_str(), made["account_no"].as_str()), (Some("proposed"), Some("************0001")));
        app.post("/bank-accounts").by(&clerk).json(account).send().await.refused(409, "places.bank_account.taken");
        let path = format!("/bank-accounts/{}", made["id"].as_str().unwrap());
        let confirm = format!("{path}/confirm");
        app.post(&confirm).by(&clerk).at("1").send().await.refused(403, "access.denied.second_person");
        assert_eq!(app.post(&confirm).by(&finance).at("1").send().await.ok(200)["state"], "usable");
        assert_eq!(app.get(&path).by(&finance).send().await.ok(200)["account_no"], "************0001");
        assert_eq!(app.get(&path).by(&payer).send().await.ok(200)["account_no"], "6200000000000001");
        // No trail event holds the number in clear.
        assert_eq!(app.number("SELECT count(*) FROM trail_event WHERE after_json LIKE '%6200000000000001%'").await, 0);
    }

    /// Public money goes to the organisation itself, or to its registered agency (村账乡代理).
    async fn the_holder_is_the_organisation_or_its_agency(app) {
        let clerk = app.who("unit_clerk").await;
        let agency = json!({"name": "示例三资代理中心", "kind": "agency_centre", "region_code": "431026"});
        let agency = app.post("/organisations").by(&clerk).json(agency).send().await.ok(201);
        let village = json!({"name": "示例村村民委员会", "kind": "village_committee", "region_code": "431026", "agency_id": agency["id"]});
        let village = app.post("/organisations").by(&clerk).json(village).send().await.ok(201);
        let account = |holder: &str| json!({
            "organisation_id": village["id"], "holder_name": holder, "bank_name": "示例银行", "account_no": "6200000000000002"
        });
        app.post("/bank-accounts").by(&clerk).json(account("张三")).send().await.refused(422, "places.bank_account.holder_mismatch");
        let made = app.post("/bank-accounts").by(&clerk).json(account("示例三资代理中心")).send().await.ok(201);
        assert_eq!(made["custody"], true);
    }
}
