use serde_json::{Value, json};

use crate::support::{
    TestApp,
    cast::{COUNTY, TOWN, grant},
    money::text,
};

/// A definition for splits of the test county with every mode: two clerks together, two of three heads, one vice-director, and
/// a director whom small sums never reach.
async fn define(app: &TestApp) {
    let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
    for (login, role) in [
        ("asset_officer", "finance_clerk"),
        ("line_reviewer", "finance_section_head"),
        ("county_leader", "finance_section_head"),
    ] {
        let officer = app.who(login).await.officer;
        grant(app, (&first, &second), &officer, role, COUNTY).await;
    }
    let step = |mode: &str, role: &str| json!({"name": "示例", "name_en": "Example", "mode": mode, "role": role, "seat": "county", "conditions": []});
    let mut steps = vec![
        step("all", "finance_clerk"),
        step("quorum", "finance_section_head"),
        step("any", "finance_vice_director"),
        step("any", "finance_director"),
    ];
    steps[1]["quorum"] = json!(2);
    steps[3]["conditions"] = json!([{"fact": "amount", "comparison": "at_least", "constant": "1000000.00"}]);
    let body = json!({
        "matter": "allocation_split", "region_code": COUNTY, "name": "示例", "restart_at": 2, "decisive_evidence": [], "steps": steps
    });
    let draft = app.act("security_admin", "/approval-definitions", None, body).await.ok(201);
    let publish = format!("/approval-definitions/{}/publish", text(&draft, "id"));
    app.press("security_admin_2", &publish, &draft).await.ok(200);
}

fn lines(amount: &str) -> Value {
    json!({"lines": [{"region_code": TOWN, "amount": amount}], "reason": "示例"})
}

/// Begins a split of a fresh allocation and gives its id.
async fn begin(app: &TestApp) -> String {
    let parent = app.allocation("1000.00").await;
    let path = format!("/allocations/{}/split", text(&parent, "id"));
    let split = app.act("budget_officer", &path, Some(&parent), lines("600.00")).await.ok(200);
    text(&split, "id").to_owned()
}

/// Decides, looks at all the books, and gives the run's state and desk.
async fn decide(app: &TestApp, who: &str, split: &str, decision: Value) -> (String, Option<i64>) {
    let done = app.decide(who, split, decision).await.ok(200);
    app.assert_sound().await;
    (text(&done, "run_state").to_owned(), done["position"].as_i64())
}

async fn yes(app: &TestApp, desks: &[&str], split: &str) -> (String, Option<i64>) {
    let mut stands = (String::new(), None);
    for who in desks {
        stands = decide(app, who, split, json!({"decision": "approve"})).await;
    }
    stands
}

fn back(form: &str, to: Option<i64>) -> Value {
    let mut decision = json!({"decision": "return", "return_form": form, "reason": "other", "opinion": "示例"});
    if let Some(to) = to {
        decision["to_position"] = json!(to);
    }
    decision
}

fn at(state: &str, position: Option<i64>) -> (String, Option<i64>) {
    (state.to_owned(), position)
}

async fn resubmit(app: &TestApp, split: &str, amount: &str) {
    let returned = app.see("budget_officer", &format!("/allocation-splits/{split}")).await;
    let path = format!("/allocation-splits/{split}/resubmit");
    app.act("budget_officer", &path, Some(&returned), lines(amount)).await.ok(200);
    app.assert_sound().await;
}

engines! {
    /// Back to a desk and back to the initiator, for papers and for facts: what stands and what is signed anew.
    async fn a_paper_goes_back_in_every_form(app) {
        define(app).await;
        let split = begin(app).await;
        assert_eq!(yes(app, &["finance_clerk"], &split).await, at("open", Some(1)));
        assert_eq!(yes(app, &["asset_officer", "finance_section_head"], &split).await, at("open", Some(2)));
        assert_eq!(yes(app, &["line_reviewer"], &split).await, at("open", Some(3)));
        // For papers to the first desk: it signs again, and the paper resumes where it was returned.
        assert_eq!(decide(app, "finance_vice_director", &split, back("supplement", Some(1))).await, at("open", Some(1)));
        assert_eq!(yes(app, &["finance_clerk", "asset_officer"], &split).await, at("open", Some(3)));
        // For papers to the initiator: the same.
        assert_eq!(decide(app, "finance_vice_director", &split, back("supplement", None)).await, at("returned", None));
        resubmit(app, &split, "600.00").await;
        // For facts to the second desk: from there on everybody signs again.
        assert_eq!(decide(app, "finance_vice_director", &split, back("revise", Some(2))).await, at("open", Some(2)));
        assert_eq!(yes(app, &["county_leader", "line_reviewer"], &split).await, at("open", Some(3)));
        // For facts to the initiator, who changes what is decisive: all signatures fall.
        assert_eq!(decide(app, "finance_vice_director", &split, back("revise", None)).await, at("returned", None));
        resubmit(app, &split, "500.00").await;
        let all = ["asset_officer", "finance_clerk", "finance_section_head", "county_leader", "finance_vice_director"];
        assert_eq!(yes(app, &all, &split).await, at("approved", None));
    }

    /// Whoever loses a right leaves the desk blocked and visible; found anew, it goes on. A no ends it, a withdrawal too.
    async fn a_desk_without_its_people_is_blocked_until_they_are_found_anew(app) {
        define(app).await;
        let (refused, withdrawn) = (begin(app).await, begin(app).await);
        assert_eq!(yes(app, &["finance_clerk"], &refused).await, at("open", Some(1)));
        let admin = app.who("security_admin").await;
        let officer = app.who("asset_officer").await.officer;
        let grants = app.get(&format!("/role-grants?officer_id={officer}")).by(&admin).send().await.ok(200);
        let clerk = grants["items"].as_array().unwrap().iter().find(|g| g["role"] == "finance_clerk").unwrap();
        app.press("security_admin", &format!("/role-grants/{}/revoke", text(clerk, "id")), clerk).await.ok(200);
        app.assert_sound().await;
        for split in [&refused, &withdrawn] {
            let shown = app.see("budget_officer", &format!("/allocation-splits/{split}")).await;
            let path = format!("/approvals/{}", text(&shown, "run_id"));
            let run = app.see("budget_officer", &path).await;
            assert_eq!(text(&run, "state"), "blocked");
            if split == &withdrawn {
                app.press("budget_officer", &format!("{path}/withdraw"), &run).await.ok(200);
            } else {
                let run = app.press("finance_section_head", &format!("{path}/resolve"), &run).await.ok(200);
                assert_eq!(text(&run, "state"), "open");
            }
            app.assert_sound().await;
        }
        assert_eq!(yes(app, &["finance_clerk", "finance_section_head"], &refused).await, at("open", Some(2)));
        let no = json!({"decision": "reject", "reason": "other", "opinion": "示例"});
        assert_eq!(decide(app, "line_reviewer", &refused, no).await, at("rejected", None));
    }

    /// The director's desk stands in the definition and does not apply: the clerks' is the last one, and once one of them has signed
    /// it is too late to take the paper back.
    async fn a_paper_is_taken_back_until_the_last_desk_that_applies_has_signed(app) {
        let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
        grant(app, (&first, &second), &app.who("asset_officer").await.officer, "finance_clerk", COUNTY).await;
        let step = |mode: &str, role: &str| json!({"name": "示例", "name_en": "Example", "mode": mode, "role": role, "seat": "county", "conditions": []});
        let mut steps = vec![step("all", "finance_clerk"), step("any", "finance_director")];
        steps[1]["conditions"] = json!([{"fact": "amount", "comparison": "at_least", "constant": "1000000.00"}]);
        let body = json!({
            "matter": "allocation_split", "region_code": COUNTY, "name": "示例", "restart_at": 1, "decisive_evidence": [], "steps": steps
        });
        let draft = app.act("security_admin", "/approval-definitions", None, body).await.ok(201);
        app.press("security_admin_2", &format!("/approval-definitions/{}/publish", text(&draft, "id")), &draft).await.ok(200);
        let split = begin(app).await;
        assert_eq!(yes(app, &["finance_clerk"], &split).await, at("open", Some(1)));
        let shown = app.see("budget_officer", &format!("/allocation-splits/{split}")).await;
        let path = format!("/approvals/{}", text(&shown, "run_id"));
        let run = app.see("budget_officer", &path).await;
        app.press("budget_officer", &format!("{path}/withdraw"), &run).await.refused(409, "approvals.run.too_late");
        assert_eq!(yes(app, &["asset_officer"], &split).await, at("approved", None));
    }

    /// The built-in desks sit at the county; of what a province splits itself, the province's own officers sign.
    async fn a_province_signs_what_it_splits_itself(app) {
        let province = "43";
        let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
        let offices = [
            ("budget_officer", "budget_officer"),
            ("budget_officer_2", "budget_officer"),
            ("finance_section_head", "finance_section_head"),
            ("finance_vice_director", "finance_vice_director"),
        ];
        for (who, role) in offices {
            grant(app, (&first, &second), &app.who(who).await.officer, role, province).await;
        }
        let document = json!({
            "number": "示财农〔2023〕43号", "title": "示例资金下达通知", "issuer": "示例省财政厅", "region_code": province,
            "kind": "formal", "budget_year": 2023
        });
        let document = app.act("budget_officer", "/budget-documents", None, document).await.ok(201);
        let source = json!({
            "name": "示例中央衔接资金", "kind": "linking_fund", "level": "central", "region_code": province,
            "allowed_uses": ["213"], "negative_list": []
        });
        let source = app.act("budget_officer", "/funding-sources", None, source).await.ok(201);
        let line = json!({
            "budget_document_id": document["id"], "region_code": province, "level_of_origin": "central", "amount": "10.00",
            "funding_source_id": source["id"], "fund_nature": "general_public_budget", "functional_class": "2130504"
        });
        let line = app.act("budget_officer", "/allocations", None, line).await.ok(201);
        let path = format!("/allocations/{}", text(&line, "id"));
        let line = app.press("budget_officer", &format!("{path}/register"), &line).await.ok(200);
        let line = app.press("budget_officer_2", &format!("{path}/confirm"), &line).await.ok(200);
        let part = json!({"lines": [{"region_code": COUNTY, "amount": "6.00"}], "reason": "示例"});
        let split = app.act("budget_officer", &format!("{path}/split"), Some(&line), part).await.ok(200);
        let desks = ["finance_section_head", "finance_vice_director"];
        assert_eq!(yes(app, &desks, text(&split, "id")).await, at("approved", None));
    }
}
