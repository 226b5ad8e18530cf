use serde_json::json;

use crate::support::money::{DESKS, text};

engines! {
    /// Over every desk of a county to an approved claim; money is held from submission on.
    async fn a_claim_passes_every_desk(app) {
        let county = app.county("1000000.00").await;
        let draft = app.claim(&county, "150000.00").await;
        assert_eq!((text(&draft, "state"), text(&draft, "number")), ("draft", "BF-431026-2023-000001"));
        let submitted = app.submit(&draft).await.ok(200);
        assert_eq!(text(&submitted, "state"), "submitted");
        let balance = app.balance(&county.allocation).await;
        assert_eq!((text(&balance, "available"), text(&balance, "reserved")), ("850000.00", "150000.00"));
        let decided = app.approve(&DESKS, text(&draft, "id")).await;
        assert_eq!(decided["run_state"], "approved");
        assert!(decided["checks"].as_array().unwrap().iter().any(|c| c["rule"] == "R90" && c["outcome"] == "passed"));
        let timeline = app.see("unit_clerk", &format!("/approvals/{}/timeline", text(&submitted, "run_id"))).await;
        let desks = timeline["steps"].as_array().unwrap().iter();
        let skipped: Vec<_> = desks.filter(|s| s["outcome"] == "skipped").map(|s| s["position"].as_i64().unwrap()).collect();
        assert_eq!(skipped, [2, 3, 7], "{timeline:#}");
        let approved = app.claim_now(&draft).await;
        assert_eq!((text(&approved, "state"), text(&approved, "approved_on")), ("approved", "2023-03-01"));
    }

    /// Above the director's amount the director decides too.
    async fn a_large_claim_reaches_the_director(app) {
        let county = app.county("1000000.00").await;
        let project = text(&county.project, "id");
        let mut large = county.claim("400000.00");
        large["milestone"] = json!("progress");
        large["evidence"][0]["kind"] = json!("progress_statement");
        let draft = app.act("unit_clerk", "/disbursements", None, large).await.ok(201);
        app.submit(&draft).await.ok(200);
        let open = app.approve(&DESKS, text(&draft, "id")).await;
        assert_eq!((open["run_state"].as_str(), open["position"].as_i64()), (Some("open"), Some(7)));
        app.approve(&["finance_director"], text(&draft, "id")).await;
        assert_eq!(app.claim_now(&draft).await["state"], "approved");
        assert_eq!(app.see("unit_clerk", &format!("/disbursements?project_id={project}&state=approved")).await["items"].as_array().unwrap().len(), 1);
    }

    /// 退回补件: further papers only, signatures stand, the desk that returned it goes on. 退回修改: amounts may change, and all sign anew.
    async fn the_two_returns(app) {
        let county = app.county("1000000.00").await;
        let draft = app.claim(&county, "150000.00").await;
        let id = text(&draft, "id");
        let path = format!("/disbursements/{id}");
        app.submit(&draft).await.ok(200);
        app.approve(&["unit_head", "finance_clerk"], id).await;
        let back = json!({"decision": "return", "return_form": "supplement", "reason": "missing_paper", "opinion": "示例：缺照片"});
        app.decide("finance_section_head", id, back).await.ok(200);
        assert_eq!(text(&app.balance(&county.allocation).await, "reserved"), "0.00");
        // What was signed cannot change under a return for supplement.
        let clerk = app.who("unit_clerk").await;
        let returned = app.claim_now(&draft).await;
        // Why it came back is told on the claim itself, also in lists and when it is changed, as long as it lies returned.
        let said = &returned["returned"];
        assert_eq!((&said["return_form"], &said["reason"], &said["opinion"]), (&json!("supplement"), &json!("missing_paper"), &json!("示例：缺照片")));
        assert_eq!(app.see("unit_clerk", "/disbursements?state=returned").await["items"][0]["returned"], *said);
        let smaller = {
            let claim = county.claim("140000.00");
            json!({"amount": claim["amount"], "funding": claim["funding"], "payees": claim["payees"]})
        };
        let changed = app.patch(&path).by(&clerk).at(text(&returned, "etag")).json(smaller).send().await.ok(200);
        assert_eq!(changed["returned"], *said);
        app.act("unit_clerk", &format!("{path}/resubmit"), Some(&changed), json!({})).await.refused(409, "approvals.run.decisive_changed");
        let restored = {
            let claim = county.claim("150000.00");
            json!({"amount": claim["amount"], "funding": claim["funding"], "payees": claim["payees"]})
        };
        let changed = app.patch(&path).by(&clerk).at(text(&changed, "etag")).json(restored).send().await.ok(200);
        let photo = json!({"kind": "photo", "file_id": app.paper("照片.pdf").await});
        let changed = app.act("unit_clerk", &format!("{path}/evidence"), Some(&changed), photo).await.ok(200);
        let sent = app.act("unit_clerk", &format!("{path}/resubmit"), Some(&changed), json!({})).await.ok(200);
        assert!(sent["returned"].is_null() && app.claim_now(&draft).await["returned"].is_null());
        assert_eq!((sent["revision"].as_i64(), sent["evidence"][2]["added_in"].as_i64()), (Some(2), Some(2)));
        // It lies on the desk that returned it.
        let back = json!({"decision": "return", "return_form": "revise", "reason": "amount_wrong", "opinion": "示例：金额核减"});
        app.decide("finance_section_head", id, back).await.ok(200);
        let returned = app.claim_now(&draft).await;
        assert_eq!((&returned["returned"]["reason"], &returned["returned"]["return_form"]), (&json!("amount_wrong"), &json!("revise")));
        let smaller = {
            let claim = county.claim("140000.00");
            json!({"amount": claim["amount"], "funding": claim["funding"], "payees": claim["payees"]})
        };
        let changed = app.patch(&path).by(&clerk).at(text(&returned, "etag")).json(smaller).send().await.ok(200);
        app.act("unit_clerk", &format!("{path}/resubmit"), Some(&changed), json!({})).await.ok(200);
        app.approve(&DESKS, id).await;
        assert_eq!((text(&app.claim_now(&draft).await, "state"), text(&app.balance(&county.allocation).await, "reserved")), ("approved", "140000.00"));
    }

    /// A paper added while desks are at work makes a new revision; one of a decisive kind needs a return.
    async fn a_paper_is_added_under_approval(app) {
        let county = app.county("1000000.00").await;
        let draft = app.claim(&county, "150000.00").await;
        let submitted = app.submit(&draft).await.ok(200);
        let path = format!("/disbursements/{}/evidence", text(&draft, "id"));
        let file = app.paper("另一份.pdf").await;
        let decisive = json!({"kind": "settlement", "file_id": file});
        app.act("unit_clerk", &path, Some(&submitted), decisive).await.refused(409, "payments.disbursement.paper_decisive");
        let more = app.act("unit_clerk", &path, Some(&submitted), json!({"kind": "photo", "file_id": file})).await.ok(200);
        assert_eq!(more["revision"], 2);
        app.approve(&DESKS, text(&draft, "id")).await;
        app.act("unit_clerk", &path, Some(&app.claim_now(&draft).await), json!({"kind": "photo", "file_id": file})).await
            .refused(409, "payments.disbursement.state");
    }

    /// Withdrawn, rejected and cancelled claims release their money.
    async fn ended_claims_release_their_money(app) {
        let county = app.county("1000000.00").await;
        let one = app.claim(&county, "50000.00").await;
        let submitted = app.submit(&one).await.ok(200);
        let gone = app.press("unit_clerk", &format!("/disbursements/{}/withdraw", text(&one, "id")), &submitted).await.ok(200);
        assert_eq!(text(&gone, "state"), "withdrawn");
        let two = app.claim(&county, "50000.00").await;
        app.submit(&two).await.ok(200);
        app.decide("unit_head", text(&two, "id"), json!({"decision": "reject", "reason": "other", "opinion": "示例"})).await.ok(200);
        assert_eq!(app.claim_now(&two).await["state"], "rejected");
        let three = app.approved(&county, "50000.00").await;
        let gone = app.press("unit_clerk", &format!("/disbursements/{}/cancel", text(&three, "id")), &three).await.ok(200);
        assert_eq!(text(&gone, "state"), "cancelled");
        let four = app.claim(&county, "50000.00").await;
        let clerk = app.who("unit_clerk").await;
        let path = format!("/disbursements/{}", text(&four, "id"));
        assert!(app.delete(&path).by(&clerk).at("1").send().await.ok(200)["deleted_at"].is_string());
        let balance = app.balance(&county.allocation).await;
        assert_eq!((text(&balance, "available"), text(&balance, "reserved")), ("1000000.00", "0.00"));
    }

    /// Kinds and channels of later releases answer so; a grid must add up.
    async fn what_cannot_be_drafted(app) {
        let county = app.county("1000000.00").await;
        let drafted = |field: &str, value| {
            let mut claim = county.claim("100.00");
            claim[field] = value;
            claim
        };
        let post = async |claim| app.act("unit_clerk", "/disbursements", None, claim).await;
        post(drafted("kind", json!("interest_subsidy"))).await.refused(409, "payments.disbursement.kind_not_yet");
        post(drafted("channel", json!("one_card"))).await.refused(409, "payments.disbursement.channel_not_yet");
        post(drafted("amount", json!("100.01"))).await.refused(422, "payments.disbursement.grid_wrong");
        post(drafted("milestone", json!(null))).await.refused(422, "payments.disbursement.contract_needed");
        post(drafted("project_id", json!("01890a5d-ac96-774b-bcce-b302099a8057"))).await.refused(422, "payments.project.unknown");
        let elsewhere = json!([{"allocation_id": "01890a5d-ac96-774b-bcce-b302099a8057", "amount": "100.00"}]);
        post(drafted("funding", elsewhere)).await.refused(422, "payments.allocation.unknown");
        assert_eq!(app.number("SELECT count(*) FROM disbursement").await, 0);
    }

    /// The same key sent twice has one effect, and the answer is the first one.
    async fn a_retry_gets_the_first_answer(app) {
        let county = app.county("1000000.00").await;
        let draft = app.claim(&county, "150000.00").await;
        let clerk = app.who("unit_clerk").await;
        let path = format!("/disbursements/{}/submit", text(&draft, "id"));
        let send = async || app.post(&path).by(&clerk).at("1").header("idempotency-key", "once").json(json!({})).send().await;
        let (first, second) = (send().await, send().await);
        assert_eq!((first.headers.get("idempotent-replayed").is_none(), &second.headers["idempotent-replayed"]), (true, &"true".parse().unwrap()));
        assert_eq!(first.ok(200), second.ok(200));
        assert_eq!(text(&app.balance(&county.allocation).await, "reserved"), "150000.00");
    }
}
