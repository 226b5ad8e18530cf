//! Exceptions to R8 at the plan of a project: granted by the finance director, used up by the filing, seen by its desks, and good for
//! nothing else.

use serde_json::{Value, json};

use crate::support::{Reply, TestApp, money::text};

async fn plan(app: &TestApp, who: &str, project: &Value) -> Reply {
    let now = app.again(project).await;
    let body = json!({"plan_year": 2023, "paper_file_id": app.paper("年度计划.pdf").await});
    app.act(who, &format!("/projects/{}/plan", text(project, "id")), Some(&now), body).await
}

async fn read(app: &TestApp, exception: &Value) -> Value {
    app.see("auditor", &format!("/exceptions/{}", text(exception, "id"))).await
}

engines! {
    /// The refusal says for what one is filed and who grants it; granted, it lets the filing pass and is used up by it; the desks see it;
    /// the claim of the same work needs one of its own.
    async fn an_exception_lets_a_plan_pass_once(app) {
        let project = app.uncoded().await;
        let problem = plan(app, "unit_clerk", &project).await.refused(409, "projects.project.platform_code_missing");
        let facts = &problem["facts"];
        assert_eq!((text(facts, "exception_for"), text(facts, "exception_by")), (&*format!("project:{}", text(&project, "id")), "finance_director"));
        assert!(text(&problem, "detail").contains("POST /api/v1/exceptions"), "{problem:#}");
        let problem = app.except_plan(&project, "999.99").await.refused(409, "policy.exception.ceiling_too_low");
        assert_eq!(problem["facts"]["beyond"], "1000.00");
        let exception = app.except_plan(&project, "1000.00").await.ok(201);
        let waiting = plan(app, "unit_clerk", &project).await.refused(409, "projects.project.platform_code_missing");
        assert_eq!(waiting["facts"]["exception_fault"], "not_granted");
        app.grant_exception(&exception).await;
        plan(app, "unit_clerk", &project).await.ok(200);
        let used = read(app, &exception).await;
        assert_eq!(text(&used, "state"), "consumed", "{used:#}");
        app.approve(&["line_reviewer", "finance_section_head"], text(&project, "id")).await;
        assert_eq!(text(&app.again(&project).await, "state"), "planned");
        // There is no plan to be filed any more.
        app.except_plan(&project, "1000.00").await.refused(409, "projects.project.state");
    }

    /// What has changed since is not covered: another amount is another work.
    async fn what_has_changed_since_is_not_covered(app) {
        let project = app.uncoded().await;
        let exception = app.except_plan(&project, "1000.00").await.ok(201);
        app.grant_exception(&exception).await;
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
        let project = app.uncoded().await;
        let exception = app.except_plan(&project, "1000.00").await.ok(201);
        app.grant_exception(&exception).await;
        app.on_day("2023-04-01").await;
        let problem = plan(app, "unit_clerk", &project).await.refused(409, "projects.project.platform_code_missing");
        assert_eq!(problem["facts"]["exception_fault"], "lapsed");
    }
}
