use serde_json::json;

use crate::support::money::text;

engines! {
    /// From the library over the plan and a signed contract to acceptance.
    async fn a_project_goes_from_library_to_acceptance(app) {
        let project = app.planned("500000.00").await;
        assert_eq!((text(&project, "state"), project["plan_year"].as_i64()), ("planned", Some(2023)));
        let path = format!("/projects/{}", text(&project, "id"));
        app.act("unit_clerk", &format!("{path}/start"), Some(&project), json!({"on": "2023-03-01"})).await
            .refused(409, "projects.project.state");
        let contract = app.signed(&project, "480000.00").await;
        assert_eq!(text(&contract, "state"), "signed");
        let project = app.again(&project).await;
        assert_eq!(text(&project, "state"), "contracted");
        app.act("unit_clerk", &format!("{path}/start"), Some(&project), json!({"on": "2023-03-02"})).await
            .refused(422, "projects.day.ahead");
        let project = app.act("unit_clerk", &format!("{path}/start"), Some(&project), json!({"on": "2023-03-01"})).await.ok(200);
        let done = json!({"on": "2023-03-01", "file_id": app.paper("验收单.pdf").await});
        let project = app.act("line_reviewer", &format!("{path}/accept"), Some(&project), done).await.ok(200);
        assert_eq!((text(&project, "state"), text(&project, "accepted_on")), ("accepted", "2023-03-01"));
        app.act("line_reviewer", &format!("{path}/drop"), Some(&project), json!({"reason": "示例"})).await
            .refused(409, "projects.project.state");
    }

    /// R8 binds works at the plan, not at the library; what an approval has bound cannot change.
    async fn r8_a_work_without_code_is_not_planned(app) {
        let agriculture = app.unit("示例县农业农村局").await;
        let body = json!({
            "name": "示例安置点供水", "region_code": "431026", "category": "基础设施", "is_works": true,
            "unit_id": agriculture, "line_department_id": agriculture, "amount": "100.00"
        });
        let project = app.act("unit_clerk", "/projects", None, body).await.ok(201);
        let path = format!("/projects/{}", text(&project, "id"));
        let plan = json!({"plan_year": 2023, "paper_file_id": app.paper("年度计划.pdf").await});
        app.act("unit_clerk", &format!("{path}/plan"), Some(&project), plan.clone()).await.refused(409, "projects.project.state");
        app.press("unit_clerk", &format!("{path}/apply"), &project).await.ok(200);
        let waiting = app.again(&project).await;
        let clerk = app.who("unit_clerk").await;
        let change = |tag: &str, body| app.patch(&path).by(&clerk).at(tag).json(body);
        change(text(&waiting, "etag"), json!({"estimate": "100.00"})).send().await.refused(409, "projects.project.under_approval");
        app.approve(&["line_reviewer", "finance_section_head"], text(&project, "id")).await;
        let project = app.again(&project).await;
        change(text(&project, "etag"), json!({"name": "另一个"})).send().await.refused(409, "projects.project.bound");
        app.act("unit_clerk", &format!("{path}/plan"), Some(&project), plan.clone()).await.refused(409, "projects.project.incomplete");
        let project = change(text(&project, "etag"), json!({"estimate": "100.00"})).send().await.ok(200);
        let problem = app.act("unit_clerk", &format!("{path}/plan"), Some(&project), plan.clone()).await
            .refused(409, "projects.project.platform_code_missing");
        assert_eq!((text(&problem, "rule"), problem["facts"]["force"].as_str()), ("R8", Some("exception")));
        let project = change(text(&project, "etag"), json!({"platform_code": "2303-431026-04-01-000002"})).send().await.ok(200);
        app.act("unit_clerk", &format!("{path}/plan"), Some(&project), plan).await.ok(200);
    }

    /// A returned paper lies with its filer, who changes it and sends it again.
    async fn a_returned_project_is_sent_again(app) {
        let project = app.project("100.00").await;
        let path = format!("/projects/{}", text(&project, "id"));
        app.press("unit_clerk", &format!("{path}/apply"), &project).await.ok(200);
        let back = json!({"decision": "return", "return_form": "revise", "reason": "other", "opinion": "示例：名称不规范"});
        app.decide("line_reviewer", text(&project, "id"), back).await.ok(200);
        let project = app.again(&project).await;
        assert_eq!((text(&project, "state"), text(&project, "paper")), ("proposed", "returned"));
        let clerk = app.who("unit_clerk").await;
        let project = app.patch(&path).by(&clerk).at(text(&project, "etag")).json(json!({"name": "示例安置点道路"})).send().await.ok(200);
        app.press("unit_clerk", &format!("{path}/apply"), &project).await.ok(200);
        app.approve(&["line_reviewer", "finance_section_head"], text(&project, "id")).await;
        assert_eq!(app.again(&project).await["state"], "approved");
    }

    /// A project stands still and goes on where it stood; one given up stays so.
    async fn a_project_is_suspended_resumed_and_dropped(app) {
        let project = app.planned("100.00").await;
        let path = format!("/projects/{}", text(&project, "id"));
        let why = json!({"reason": "示例：用地未落实"});
        let project = app.act("line_reviewer", &format!("{path}/suspend"), Some(&project), why.clone()).await.ok(200);
        assert_eq!((text(&project, "state"), text(&project, "state_reason")), ("suspended", "示例：用地未落实"));
        let project = app.press("line_reviewer", &format!("{path}/resume"), &project).await.ok(200);
        assert_eq!(text(&project, "state"), "planned");
        let project = app.act("line_reviewer", &format!("{path}/drop"), Some(&project), why).await.ok(200);
        assert_eq!(text(&project, "state"), "dropped");
        app.press("line_reviewer", &format!("{path}/resume"), &project).await.refused(409, "projects.project.state");
    }

    /// A contract is signed with paper and contractor, changes by supplements alone, and its ceilings rise.
    async fn a_contract_is_signed_supplemented_and_ended(app) {
        let project = app.planned("500000.00").await;
        let bare = json!({"project_id": project["id"], "name": "示例", "procurement": "below_line", "amount": "100.00"});
        let draft = app.act("unit_clerk", "/contracts", None, bare.clone()).await.ok(201);
        let path = format!("/contracts/{}", text(&draft, "id"));
        let problem = app.act("unit_clerk", &format!("{path}/sign"), Some(&draft), json!({"on": "2023-03-01"})).await
            .refused(409, "projects.contract.incomplete");
        assert_eq!(problem["facts"]["missing"], "file_id, parties");
        let clerk = app.who("unit_clerk").await;
        let falling = json!({"milestones": [{"milestone": "start", "cap": "90.0000"}, {"milestone": "progress", "cap": "40.0000"}]});
        app.patch(&path).by(&clerk).at("1").json(falling).send().await.refused(422, "projects.contract.caps_fall");
        app.delete(&path).by(&clerk).at("1").send().await.ok(200);
        let contract = app.signed(&project, "480000.00").await;
        let path = format!("/contracts/{}", text(&contract, "id"));
        app.patch(&path).by(&clerk).at(text(&contract, "etag")).json(json!({"amount": "1.00"})).send().await
            .refused(409, "projects.contract.state");
        let more = json!({"amount": "20000.00", "signed_on": "2023-03-01", "reason": "示例：增加护栏", "file_id": app.paper("补充合同.pdf").await});
        let mut ahead = more.clone();
        ahead["signed_on"] = json!("2023-03-02");
        let problem = app.act("unit_clerk", &format!("{path}/supplements"), Some(&contract), ahead).await.refused(422, "projects.day.ahead");
        assert_eq!(problem["errors"][0]["pointer"], "/signed_on");
        let contract = app.act("unit_clerk", &format!("{path}/supplements"), Some(&contract), more).await.ok(200);
        assert_eq!((text(&contract, "amount"), text(&contract, "supplements_total")), ("480000.00", "20000.00"));
        let contract = app.act("unit_clerk", &format!("{path}/complete"), Some(&contract), json!({"on": "2023-03-01", "file_id": app.paper("验收单.pdf").await})).await.ok(200);
        let end = json!({"on": "2023-03-01", "reason": "示例：质保期满"});
        assert_eq!(app.act("unit_clerk", &format!("{path}/end"), Some(&contract), end).await.ok(200)["state"], "ended");
    }
}
