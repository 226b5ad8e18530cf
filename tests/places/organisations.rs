use serde_json::json;

use crate::support::money::text;

engines! {
    /// R1: a code with a wrong check digit is refused with the digit that it should have.
    async fn a_wrong_check_digit_is_refused_by_r1(app) {
        let clerk = app.who("unit_clerk").await;
        let body = json!({"name": "示例单位", "kind": "company", "uscc": "91000000MA00000079", "region_code": "431026"});
        let problem = app.post("/organisations").by(&clerk).json(body).send().await.refused(422, "places.organisation.code_checksum");
        assert_eq!(problem["rule"], "R1");
        assert!(problem["facts"]["fault"].as_str().unwrap().contains("C"));
    }

    /// R2 warns: answered, and not passed until acknowledged by name.
    async fn an_unexpected_prefix_warns_by_r2(app) {
        let clerk = app.who("unit_clerk").await;
        let mut body = json!({"name": "示例经济合作社", "kind": "collective", "uscc": "11341731003262671Y", "region_code": "431026"});
        let problem = app.post("/organisations").by(&clerk).json(body.clone()).send().await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((problem["rule"].as_str(), problem["facts"]["prefix"].as_str()), (Some("R2"), Some("11")));
        assert_eq!(app.number("SELECT count(*) FROM organisation WHERE kind = 'collective'").await, 0);
        body["acknowledged"] = json!(["R2"]);
        app.post("/organisations").by(&clerk).json(body.clone()).send().await.ok(201);
        body["name"] = json!("同一代码");
        app.post("/organisations").by(&clerk).json(body).send().await.refused(409, "places.organisation.uscc_taken");
    }

    /// What others refer to is not deleted; what nobody refers to leaves a tombstone.
    async fn only_what_nobody_refers_to_is_deleted(app) {
        let (clerk, finance) = (app.who("unit_clerk").await, app.who("finance_clerk").await);
        let found = app.get("/organisations?q=农业农村局").by(&clerk).send().await.ok(200);
        let path = format!("/organisations/{}", found["items"][0]["id"].as_str().unwrap());
        app.delete(&path).by(&finance).at("1").send().await.refused(409, "places.in_use");
        let made = app.post("/organisations").by(&clerk).json(json!({"name": "示例公司乙", "kind": "company", "region_code": "431026"})).send().await.ok(201);
        let path = format!("/organisations/{}", made["id"].as_str().unwrap());
        app.delete(&path).by(&finance).at("1").send().await.ok(200);
        app.patch(&path).by(&clerk).at("2").json(json!({"name": "x"})).send().await.refused(404, "access.not_found");
    }
    /// Whoever has ended, or does not exist yet, signs nothing and is paid nothing.
    async fn a_last_day_ends_signing_and_being_paid(app) {
        let county = app.county("1000000.00").await;
        let contract = app.contract(&county.project, "1000.00").await;
        let draft = app.claim(&county, "100.00").await;
        let clerk = app.who("unit_clerk").await;
        let path = format!("/organisations/{}", text(&county.account, "organisation_id"));
        let now = app.see("unit_clerk", &path).await;
        app.patch(&path).by(&clerk).at(text(&now, "etag")).json(json!({"valid_to_on": "2023-02-28"})).send().await.ok(200);
        let sign = format!("/contracts/{}/sign", text(&contract, "id"));
        let problem = app.act("unit_clerk", &sign, Some(&contract), json!({"on": "2023-03-01"})).await
            .refused(409, "projects.contract.party_not_in_being");
        assert_eq!((text(&problem["facts"], "party"), text(&problem["facts"], "day")), ("示例施工单位甲", "2023-03-01"));
        let problem = app.submit(&draft).await.refused(409, "payments.disbursement.payee_mismatch");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "fault")), ("R100", "not_in_being"));
        // Signed while it existed.
        app.act("unit_clerk", &sign, Some(&contract), json!({"on": "2023-02-28"})).await.ok(200);
    }
}
