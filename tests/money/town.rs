//! A town of a Hunan county: what its clerk files passes the town's desk too.

use serde_json::json;

use crate::support::{
    cast::TOWN,
    money::{text, upload},
};

engines! {
    /// Filed below the county: head of the town, the town's officer, the department, and the county's finance bureau.
    async fn a_town_files_and_its_desk_decides(app) {
        app.policy().await;
        let allocation = app.allocation("1000.00").await;
        let agriculture = app.unit("示例县农业农村局").await;
        let clerk = app.who("village_clerk").await;
        let me = app.see("village_clerk", "/me").await;
        let project = json!({
            "name": "示例村晒场", "region_code": TOWN, "category": "基础设施", "is_works": false, "amount": "1000.00",
            "unit_id": me["organisation_id"], "line_department_id": agriculture
        });
        let project = app.act("village_clerk", "/projects", None, project).await.ok(201);
        let path = format!("/projects/{}", text(&project, "id"));
        let paper = upload(app, &clerk, TOWN, "材料.pdf", b"%PDF-1.7").await.ok(201)["id"].clone();
        app.press("village_clerk", &format!("{path}/apply"), &project).await.ok(200);
        app.approve(&["line_reviewer", "finance_section_head"], text(&project, "id")).await;
        let project = app.see("village_clerk", &path).await;
        let plan = json!({"plan_year": 2023, "paper_file_id": paper});
        app.act("village_clerk", &format!("{path}/plan"), Some(&project), plan).await.ok(200);
        app.approve(&["line_reviewer", "finance_section_head"], text(&project, "id")).await;
        // The county's money is usable for the town's project, and seen from below by number and what is left alone.
        let funding = app.see("village_clerk", &format!("{path}/funding")).await;
        assert_eq!((funding["items"][0]["allocation_id"].clone(), text(&funding["items"][0], "available")), (allocation["id"].clone(), "1000.00"));
        app.get(&format!("/allocations/{}", text(&allocation, "id"))).by(&clerk).send().await.refused(404, "access.not_found");
        let account = app.account("6200000000000001").await;
        let contract = json!({
            "project_id": project["id"], "name": "示例合同", "procurement": "villager_built", "amount": "1000.00", "file_id": paper,
            "parties": [{"organisation_id": account["organisation_id"], "role": "contractor"}]
        });
        let contract = app.act("village_clerk", "/contracts", None, contract).await.ok(201);
        let sign = format!("/contracts/{}/sign", text(&contract, "id"));
        app.act("village_clerk", &sign, Some(&contract), json!({"on": "2023-03-01"})).await.ok(200);
        let claim = json!({
            "kind": "contract_payment", "project_id": project["id"], "contract_id": contract["id"], "milestone": "start",
            "amount": "400.00", "purpose": "开工款", "functional_class": "2130504", "economic_class": "50302", "claimed_on": "2023-03-01",
            "funding": [{"allocation_id": allocation["id"], "amount": "400.00"}],
            "payees": [{"organisation_id": account["organisation_id"], "bank_account_id": account["id"], "amount": "400.00"}],
            "evidence": [{"kind": "contract", "file_id": paper}, {"kind": "invoice", "file_id": paper, "amount": "400.00"}]
        });
        let draft = app.act("village_clerk", "/disbursements", None, claim).await.ok(201);
        let submit = format!("/disbursements/{}/submit", text(&draft, "id"));
        let sent = app.act("village_clerk", &submit, Some(&draft), json!({})).await.ok(200);
        let desks = ["town_head", "town_officer", "line_reviewer", "finance_clerk", "finance_section_head", "finance_vice_director"];
        let last = app.approve(&desks, text(&draft, "id")).await;
        assert_eq!(last["run_state"], "approved");
        let timeline = app.see("village_clerk", &format!("/approvals/{}/timeline", text(&sent, "run_id"))).await;
        let steps = timeline["steps"].as_array().unwrap().iter();
        let skipped: Vec<_> = steps.filter(|s| s["outcome"] == "skipped").map(|s| s["position"].as_i64().unwrap()).collect();
        assert_eq!(skipped, [7], "below the director's amount");
    }
}
