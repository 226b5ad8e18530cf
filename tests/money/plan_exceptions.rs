//! Exceptions to R8 at the plan of a project: granted by the finance director, used up by the filing, seen by its desks, and good for
//! nothing else.

use serde_json::{Value, json};

use crate::support::{Reply, TestApp, cast::COUNTY, money::text};

/// A work without a code of the platform, in the library.
async fn uncoded(app: &TestApp) -> Value {
    let unit = app.unit("示例县农业农村局").await;
    let body = json!({
        "name": "示例安置点供水", "region_code": COUNTY, "category": "基础设施", "is_works": true, "amount": "1000.00",
        "estimate": "1000.00", "unit_id": unit, "line_department_id": unit
    });
    let project = app.act("unit_clerk", "/projects", None, body).await.ok(201);
    app.press("unit_clerk", &format!("/projects/{}/apply", text(&project, "id")), &project).await.ok(200);
    app.approve(&["line_reviewer", "finance_section_head"], text(&project, "id")).await;
    app.again(&project).await
}

async fn plan(app: &TestApp, who: &str, project: &Value) -> Reply {
    let now = app.again(project).await;
    let body = json!({"plan_year": 2023, "paper_file_id": app.paper("年度计划.pdf").await});
    app.act(who, &format!("/projects/{}/plan", text(project, "id")), Some(&now), body).await
}

async fn file(app: &TestApp, project: &Value, ceiling: &str) -> Reply {
    let body = json!({
        "rule": "R8", "subject_kind": "project", "subject_id": project["id"], "basis": "minutes",
        "basis_number": "示例县政府常务会议纪要〔2023〕5号", "file_id": app.paper("会议纪要.pdf").await,
        "reason": "示例：平台停机", "ceiling": ceiling, "deadline_on": "2023-03-31"
    });
    app.act("unit_clerk", "/exceptions", None, body).await
}

async fn read(app: &TestApp, exception: &Value) -> Value {
    app.see("auditor", &format!("/exceptions/{}", text(exception, "id"))).await
}

/// Lets every desk say yes to an exception until none is left.
async fn grant(app: &TestApp, exception: &Value) {
    let desks = ["finance_section_head", "finance_vice_director", "finance_director"];
    for who in desks {
        if read(app, exception).await["state"] == "granted" {
            return;
        }
        let tasks = app.see(who, "/tasks").await;
        if tasks["items"].as_array().unwrap().iter().any(|t| t["subject_id"] == exception["id"]) {
            app.decide(who, text(exception, "id"), json!({"decision": "approve"})).await.ok(200);
        }
    }
}

engines! {
    /// The refusal says for what one is filed and who grants it; granted, it lets the filing pass and is used up by it; the desks see it;
    /// the claim of the same work needs one of its own.
    async fn an_exception_lets_a_plan_pass_once(app) {
        let project = uncoded(app).await;
        let problem = plan(app, "unit_clerk", &project).await.refused(409, "projects.project.platform_code_missing");
        let facts = &problem["facts"];
        assert_eq!((text(facts, "exception_for"), text(facts, "exception_by")), (&*format!("project:{}", text(&project, "id")), "finance_director"));
        assert!(text(&problem, "detail").contains("POST /api/v1/exceptions"), "{problem:#}");
        let problem = file(app, &project, "999.99").await.refused(409, "policy.exception.ceiling_too_low");
        assert_eq!(problem["facts"]["beyond"], "1000.00");
        let exception = file(app, &project, "1000.00").await.ok(201);
        let waiting = plan(app, "unit_clerk", &project).await.refused(409, "projects.project.platform_code_missing");
        assert_eq!(waiting["facts"]["exception_fault"], "not_granted");
        grant(app, &exception).await;
        plan(app, "unit_clerk", &project).await.ok(200);
        let used = read(app, &exception).await;
        assert_eq!(text(&used, "state"), "consumed", "{used:#}");
        app.approve(&["line_reviewer", "finance_section_head"], text(&project, "id")).await;
        assert_eq!(text(&app.again(&project).await, "state"), "planned");
        // There is no plan to be filed any more.
        file(app, &project, "1000.00").await.refused(409, "projects.project.state");
    }

    /// What has changed since is not covered: another amount is another work.
    async fn what_has_changed_since_is_not_covered(app) {
        let project = uncoded(app).await;
        let exception = file(app, &project, "1000.00").await.ok(201);
        grant(app, &exception).await;
        let now = app.again(&project).await;
        let clerk = app.who("unit_clerk").await;
        let path = format!("/projects/{}", text(&project, "id"));
        app.patch(&path).by(&clerk).at(text(&now, "etag")).json(json!({"estimate": "900.00"})).send().await.ok(200);
        let problem = plan(app, "unit_clerk", &project).await.refused(409, "projects.project.platform_code_missing");
        assert_eq!(problem["facts"]["exception_fault"], "facts_changed");
        assert_eq!(read(app, &exception).await["state"], "granted");
        // The neighbour sees no such project, and no exception is filed for what is not there.
        let beside = json!({
            "rule": "R8", "subject_kind": "project", "subject_id": project["id"], "basis": "minutes", "basis_number": "x",
            "file_id": app.paper("会议纪要.pdf").await, "reason": "x", "deadline_on": "2023-03-31"
        });
        let reply = app.act("431027.unit_clerk", "/exceptions", None, beside).await;
        assert_eq!(reply.status.as_u16(), 422, "{reply:?}");
    }

    /// A day later than its last day it lets nothing pass.
    async fn after_its_day_it_lets_nothing_pass(app) {
        let project = uncoded(app).await;
        let exception = file(app, &project, "1000.00").await.ok(201);
        grant(app, &exception).await;
        app.on_day("2023-04-01").await;
        let problem = plan(app, "unit_clerk", &project).await.refused(409, "projects.project.platform_code_missing");
        assert_eq!(problem["facts"]["exception_fault"], "lapsed");
    }
}
