use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use crate::support::{TestApp, money::text};

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
    /// A new name makes an account proposed again, and only whoever has that name is paid: a trader's own account does not become
    /// the contractor's by the stroke of one pen.
    async fn a_renamed_organisation_has_its_accounts_confirmed_again(app) {
        let (clerk, finance, second) = (app.who("unit_clerk").await, app.who("finance_clerk").await, app.who("finance_section_head").await);
        let trader = json!({"name": "张三建材店", "kind": "sole_trader", "region_code": "431026"});
        let trader = app.post("/organisations").by(&clerk).json(trader).send().await.ok(201);
        let account = json!({
            "organisation_id": trader["id"], "holder_name": "张三建材店", "bank_name": "示例银行", "account_no": "6200000000000003"
        });
        let made = app.post("/bank-accounts").by(&finance).json(account).send().await.ok(201);
        let path = format!("/bank-accounts/{}", made["id"].as_str().unwrap());
        let confirm = format!("{path}/confirm");
        app.post(&confirm).by(&second).at("1").send().await.ok(200);
        let organisation = format!("/organisations/{}", trader["id"].as_str().unwrap());
        let rename = async |name: &str, tag: &str| {
            app.patch(&organisation).by(&clerk).at(tag).json(json!({"name": name})).send().await.ok(200);
            app.get(&path).by(&second).send().await.ok(200)
        };
        assert_eq!(rename("示例施工单位乙", "1").await["state"], "proposed");
        let problem = app.post(&confirm).by(&second).at("3").send().await.refused(409, "places.bank_account.holder_changed");
        assert_eq!((problem["facts"]["holder"].as_str(), problem["facts"]["organisation"].as_str()), (Some("张三建材店"), Some("示例施工单位乙")));
        assert_eq!(rename("张三建材店", "2").await["state"], "proposed");
        assert_eq!(app.post(&confirm).by(&second).at("3").send().await.ok(200)["state"], "usable");
        assert_eq!(app.number("SELECT count(*) FROM trail_event WHERE action = 'places.bank_account.propose_again'").await, 1);
        // A remark is no name.
        app.patch(&organisation).by(&clerk).at("3").json(json!({"note": "示例"})).send().await.ok(200);
        assert_eq!(app.get(&path).by(&second).send().await.ok(200)["state"], "usable");
    }

    /// What an agency keeps for others is proposed again when the agency is renamed, and is not theirs when they leave it.
    async fn a_renamed_agency_has_the_accounts_it_keeps_confirmed_again(app) {
        let (clerk, finance, second) = (app.who("unit_clerk").await, app.who("finance_clerk").await, app.who("finance_section_head").await);
        let agency = json!({"name": "示例三资代理中心", "kind": "agency_centre", "region_code": "431026"});
        let agency = app.post("/organisations").by(&clerk).json(agency).send().await.ok(201);
        let village = json!({"name": "示例村村民委员会", "kind": "village_committee", "region_code": "431026", "agency_id": agency["id"]});
        let village = app.post("/organisations").by(&clerk).json(village).send().await.ok(201);
        let account = json!({
            "organisation_id": village["id"], "holder_name": "示例三资代理中心", "bank_name": "示例银行", "account_no": "6200000000000004"
        });
        let made = app.post("/bank-accounts").by(&finance).json(account).send().await.ok(201);
        let path = format!("/bank-accounts/{}", made["id"].as_str().unwrap());
        app.post(&format!("{path}/confirm")).by(&second).at("1").send().await.ok(200);
        let organisation = format!("/organisations/{}", agency["id"].as_str().unwrap());
        app.patch(&organisation).by(&clerk).at("1").json(json!({"name": "李四代理服务部"})).send().await.ok(200);
        let now = app.get(&path).by(&second).send().await.ok(200);
        assert_eq!((now["state"].as_str(), now["custody"].as_bool()), (Some("proposed"), Some(true)));
        app.post(&format!("{path}/confirm")).by(&second).at("3").send().await.refused(409, "places.bank_account.holder_changed");
    }

    /// R100 looks at names as they stand when money moves, whatever was confirmed before.
    async fn r100_looks_at_the_holders_name(app) {
        let county = app.county("1000000.00").await;
        let draft = app.claim(&county, "100.00").await;
        let sql = "UPDATE organisation SET name = '示例改名单位' WHERE name = '示例施工单位甲'";
        app.app.db.unguarded().execute_unprepared(sql).await.unwrap();
        let problem = app.submit(&draft).await.refused(409, "payments.disbursement.payee_mismatch");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "fault")), ("R100", "other_account"));
    }
}
