use serde_json::{Value, json};

use crate::support::{TestApp, money::text};

/// The run of a claim, and what happened to it.
async fn timeline(app: &TestApp, claim: &Value) -> Value {
    let run = text(&app.claim_now(claim).await, "run_id").to_owned();
    app.see("unit_clerk", &format!("/approvals/{run}/timeline")).await
}

/// The first decision at a desk.
fn decision(timeline: &Value, position: i64) -> Value {
    let steps = timeline["steps"].as_array().expect("steps");
    steps.iter().find(|s| s["position"] == position).expect("the desk")["decisions"][0].clone()
}

engines! {
    /// A no and a return say why, by code and in words; a yes has nothing to say against. What was decided stands in the timeline,
    /// on the run, and word for word in the trail.
    async fn who_does_not_say_yes_says_why(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "100.00").await;
        app.submit(&claim).await.ok(200);
        let id = text(&claim, "id");
        for bare in [
            json!({"decision": "reject"}),
            json!({"decision": "reject", "opinion": "示例"}),
            json!({"decision": "reject", "reason": "other"}),
            json!({"decision": "return", "return_form": "revise", "opinion": "示例"}),
            json!({"decision": "approve", "reason": "other", "opinion": "示例"}),
        ] {
            app.decide("unit_head", id, bare).await.refused(422, "approvals.task.reason");
        }
        app.decide("unit_head", id, json!({"decision": "approve", "opinion": "示例：同意"})).await.ok(200);
        let no = json!({"decision": "reject", "reason": "payee_wrong", "opinion": "示例：户名与合同不符"});
        app.decide("finance_clerk", id, no).await.ok(200);
        let seen = timeline(app, &claim).await;
        assert_eq!((text(&seen["run"], "state"), text(&seen["run"], "reason")), ("rejected", "payee_wrong"));
        assert_eq!(text(&decision(&seen, 4), "reason"), "payee_wrong");
        let path = format!("/trail/events?subject_id={}&action=approvals.task.decide&sort=oldest", text(&seen["run"], "id"));
        let events = app.see("auditor", &path).await;
        let said = |n: usize| events["items"][n]["after"]["decision"].clone();
        assert_eq!((&said(0)["verdict"], &said(0)["opinion"], &said(0)["position"]), (&json!("approve"), &json!("示例：同意"), &json!(1)));
        assert_eq!((&said(1)["verdict"], &said(1)["reason"], &said(1)["revision"]), (&json!("reject"), &json!("payee_wrong"), &json!(1)));
        assert_eq!(said(1)["opinion"], "示例：户名与合同不符");
    }

    /// A supporting paper that replaces another voids no signature; whoever signed before is told, and the timeline says so.
    async fn who_has_signed_is_told_when_papers_are_replaced(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "100.00").await;
        app.submit(&claim).await.ok(200);
        let (id, path) = (text(&claim, "id"), format!("/disbursements/{}", text(&claim, "id")));
        app.approve(&["unit_head"], id).await;
        let told = "SELECT count(*) FROM outbox WHERE topic = 'approvals.decision.papers_replaced'";
        let back = json!({"decision": "return", "return_form": "supplement", "reason": "missing_paper", "opinion": "示例：发票不清"});
        app.decide("finance_clerk", id, back.clone()).await.ok(200);
        let returned = app.claim_now(&claim).await;
        assert_eq!(text(&timeline(app, &claim).await["run"], "reason"), "missing_paper");
        // A further paper replaces nothing.
        let photo = json!({"kind": "photo", "file_id": app.paper("照片.pdf").await});
        let returned = app.act("unit_clerk", &format!("{path}/evidence"), Some(&returned), photo).await.ok(200);
        app.act("unit_clerk", &format!("{path}/resubmit"), Some(&returned), json!({})).await.ok(200);
        assert_eq!((app.number(told).await, &decision(&timeline(app, &claim).await, 1)["papers_replaced_since"]), (0, &json!(false)));
        app.decide("finance_clerk", id, back).await.ok(200);
        let (clerk, now) = (app.who("unit_clerk").await, app.claim_now(&claim).await);
        let papers = json!({"evidence": [
            {"kind": "contract", "file_id": county.contract_paper},
            {"kind": "invoice", "file_id": app.paper("重开发票.pdf").await, "amount": "100.00"}
        ]});
        let changed = app.patch(&path).by(&clerk).at(text(&now, "etag")).json(papers).send().await.ok(200);
        app.act("unit_clerk", &format!("{path}/resubmit"), Some(&changed), json!({})).await.ok(200);
        let seen = timeline(app, &claim).await;
        let signed = decision(&seen, 1);
        assert_eq!((app.number(told).await, &signed["revision"], &signed["papers_replaced_since"]), (1, &json!(1), &json!(true)));
        assert_eq!(seen["run"].get("reason"), None);
        app.approve(&["finance_clerk", "finance_section_head", "finance_vice_director"], id).await;
        assert_eq!(app.claim_now(&claim).await["state"], "approved");
    }
}
