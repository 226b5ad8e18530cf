use serde_json::json;

use crate::support::{cast::TOWN, money::text};

engines! {
    /// Money enters the books by two budget officers, and only once.
    async fn an_allocation_is_registered_and_confirmed_by_two(app) {
        let document = app.document("示财农(预)[2023]7号", 2023).await;
        assert_eq!(document["number"], "示财农(预)〔2023〕7号");
        let source = app.source().await;
        let line = app.line(&document, &source, "1000.00").await;
        assert_eq!((text(&line, "state"), line["number"].as_str()), ("received", None));
        let path = format!("/allocations/{}", text(&line, "id"));
        app.press("budget_officer", &format!("{path}/confirm"), &line).await.refused(409, "funds.allocation.state");
        let line = app.press("budget_officer", &format!("{path}/register"), &line).await.ok(200);
        assert_eq!((text(&line, "state"), text(&line, "number")), ("registered", "ZB-431026-2023-000001"));
        app.press("budget_officer", &format!("{path}/confirm"), &line).await.refused(403, "access.denied.second_person");
        assert_eq!(app.number("SELECT count(*) FROM ledger_entry").await, 0);
        let line = app.press("budget_officer_2", &format!("{path}/confirm"), &line).await.ok(200);
        assert_eq!(text(&line, "state"), "executing");
        app.press("budget_officer_2", &format!("{path}/confirm"), &line).await.refused(409, "funds.allocation.state");
        let balance = app.balance(&line).await;
        assert_eq!((text(&balance, "available"), text(&balance, "document_number")), ("1000.00", "示财农(预)〔2023〕7号"));
        let books = app.see("auditor", "/ledger/balances").await;
        let of = |kind: &str| books["items"].as_array().unwrap().iter().find(|a| a["kind"] == kind).unwrap()["balance"].clone();
        assert_eq!((of("source.inflow"), of("allocation.available")), (json!("-1000.00"), json!("1000.00")));
        let entries = app.see("auditor", &format!("/ledger/entries?owner_id={}", text(&line, "id"))).await;
        assert_eq!(entries["items"][0]["kind"], "allocation_received");
    }

    /// A line cannot be told from another: the officer is asked, and may stand by it. A line that lacks its class cannot be registered.
    async fn a_doubled_or_incomplete_line_is_noticed(app) {
        let document = app.document("示财农〔2023〕7号", 2023).await;
        let source = app.source().await;
        let first = app.line(&document, &source, "1.00").await;
        let mut again = json!({
            "budget_document_id": document["id"], "region_code": "431026", "level_of_origin": "central", "amount": "2.00",
            "functional_class": "2130504"
        });
        let problem = app.act("budget_officer", "/allocations", None, again.clone()).await.refused(409, "funds.allocation.same_line");
        assert_eq!(problem["facts"]["allocation"], first["id"]);
        again["another_line"] = json!(true);
        let second = app.act("budget_officer", "/allocations", None, again).await.ok(201);
        let register = format!("/allocations/{}/register", text(&second, "id"));
        let problem = app.press("budget_officer", &register, &second).await.refused(409, "funds.allocation.incomplete");
        assert_eq!(problem["facts"]["missing"], "funding_source_id, fund_nature");
    }

    /// R82: a notice of another body brings no money into the books.
    async fn r82_only_finance_departments_issue_money(app) {
        let body = json!({
            "number": "示农发〔2023〕3号", "title": "示例", "issuer": "示例省农业农村厅", "region_code": "431026",
            "kind": "formal", "budget_year": 2023
        });
        let document = app.act("budget_officer", "/budget-documents", None, body).await.ok(201);
        let line = app.line(&document, &app.source().await, "10.00").await;
        let path = format!("/allocations/{}", text(&line, "id"));
        let line = app.press("budget_officer", &format!("{path}/register"), &line).await.ok(200);
        let problem = app.press("budget_officer_2", &format!("{path}/confirm"), &line).await
            .refused(409, "funds.allocation.not_issued_by_finance");
        assert_eq!((text(&problem, "rule"), text(&problem, "clause")), ("R82", "《预算法实施条例》（国务院令第729号） 第五十九条"));
        assert_eq!(app.number("SELECT count(*) FROM ledger_entry").await, 0);
    }

    /// What an officer has held against its paper is held against it again when the paper changes; once money stands by it, the paper
    /// is as it is. A missing day may still be told.
    async fn a_paper_with_money_is_as_it_is(app) {
        let document = app.document("示财农〔2023〕7号", 2023).await;
        let path = format!("/budget-documents/{}", text(&document, "id"));
        let line = app.line(&document, &app.source().await, "10.00").await;
        let at = format!("/allocations/{}", text(&line, "id"));
        let clerk = app.who("budget_officer").await;
        app.press("budget_officer", &format!("{at}/register"), &line).await.ok(200);
        let change = |tag: &str, body| app.patch(&path).by(&clerk).at(tag).json(body);
        change("1", json!({"document_on": "2022-12-01"})).send().await.ok(200);
        assert_eq!(app.see("auditor", &at).await["state"], "registered");
        change("2", json!({"number": "示财农〔2023〕8号"})).send().await.ok(200);
        let line = app.see("auditor", &at).await;
        assert_eq!(text(&line, "state"), "received");
        let line = app.press("budget_officer", &format!("{at}/register"), &line).await.ok(200);
        app.press("budget_officer_2", &format!("{at}/confirm"), &line).await.ok(200);
        for body in [
            json!({"number": "示财农〔2023〕9号"}), json!({"issuer": "示例省农业农村厅"}), json!({"kind": "advance"}),
            json!({"document_on": "2022-12-02"}),
        ] {
            change("3", body).send().await.refused(409, "funds.document.has_money");
        }
        change("3", json!({"note": "示例"})).send().await.ok(200);
    }

    /// A paper that takes back or carries over brings no money: confirmed like one that gives, it would double it.
    async fn a_paper_that_reclaims_adds_nothing(app) {
        for kind in ["reclaim", "adjust", "settle", "carry_over"] {
            let body = json!({
                "number": "示财农〔2023〕30号", "title": "示例", "issuer": "示例省财政厅", "region_code": "431026",
                "kind": kind, "budget_year": 2023
            });
            let document = app.act("budget_officer", "/budget-documents", None, body).await.ok(201);
            let line = json!({
                "budget_document_id": document["id"], "region_code": "431026", "level_of_origin": "central", "amount": "10.00",
                "funding_source_id": app.source().await["id"], "fund_nature": "general_public_budget",
                "functional_class": "2130504", "another_line": true
            });
            let line = app.act("budget_officer", "/allocations", None, line).await.ok(201);
            let path = format!("/allocations/{}", text(&line, "id"));
            let line = app.press("budget_officer", &format!("{path}/register"), &line).await.ok(200);
            app.press("budget_officer_2", &format!("{path}/confirm"), &line).await.refused(409, "funds.document.kind_not_yet");
        }
        assert_eq!(app.number("SELECT count(*) FROM ledger_entry").await, 0);
    }

    /// Money keeps the rules of its year: a source whose rules ended before it is refused when the line is made, and again when it
    /// is confirmed.
    async fn a_source_of_other_years_is_refused(app) {
        let document = app.document("示财农〔2023〕7号", 2023).await;
        let source = app.source().await;
        let line = app.line(&document, &source, "10.00").await;
        let path = format!("/allocations/{}", text(&line, "id"));
        let line = app.press("budget_officer", &format!("{path}/register"), &line).await.ok(200);
        let clerk = app.who("budget_officer").await;
        let ended = json!({"valid_from_on": "2016-01-01", "valid_to_on": "2022-12-31"});
        app.patch(&format!("/funding-sources/{}", text(&source, "id"))).by(&clerk).at(text(&source, "etag")).json(ended).send().await.ok(200);
        let problem = app.press("budget_officer_2", &format!("{path}/confirm"), &line).await.refused(409, "funds.source.not_in_year");
        assert_eq!(problem["facts"]["budget_year"], "2023");
        let another = json!({
            "budget_document_id": document["id"], "region_code": "431026", "level_of_origin": "central", "amount": "2.00",
            "funding_source_id": source["id"], "functional_class": "2130504", "another_line": true
        });
        app.act("budget_officer", "/allocations", None, another).await.refused(409, "funds.source.not_in_year");
    }

    /// Two counties draw on one fund of their prefecture: what one received shows in no account of the other.
    async fn a_shared_source_shows_each_county_its_own(app) {
        let (upper, second) = (app.who("4310.budget_officer").await, app.who("4310.budget_officer_2").await);
        let source = app.post("/funding-sources").by(&upper).json(json!({
            "name": "示例衔接资金", "kind": "linking_fund", "level": "central", "region_code": "4310", "allowed_uses": ["213"]
        })).send().await.ok(201);
        for (region, amount) in [("431026", "10.00"), ("431027", "7.00")] {
            let document = app.post("/budget-documents").by(&upper).json(json!({
                "number": "示财农〔2023〕7号", "title": "示例", "issuer": "示例省财政厅", "region_code": region,
                "kind": "formal", "budget_year": 2023
            })).send().await.ok(201);
            let line = app.post("/allocations").by(&upper).json(json!({
                "budget_document_id": document["id"], "region_code": region, "level_of_origin": "central", "amount": amount,
                "funding_source_id": source["id"], "fund_nature": "general_public_budget", "functional_class": "2130504"
            })).send().await.ok(201);
            let path = format!("/allocations/{}", text(&line, "id"));
            let line = app.post(&format!("{path}/register")).by(&upper).at("1").send().await.ok(200);
            app.post(&format!("{path}/confirm")).by(&second).at(text(&line, "etag")).send().await.ok(200);
        }
        for (region, owed) in [("431026", "-10.00"), ("431027", "-7.00")] {
            let inflow = app.see("4310.auditor", &format!("/ledger/accounts?kind=source.inflow&region={region}")).await;
            let balances: Vec<_> = inflow["items"].as_array().unwrap().iter().map(|a| text(a, "balance")).collect();
            assert_eq!(balances, [owed], "{region}");
        }
    }

    /// Money named for one project or unit is passed on to that one alone.
    async fn a_split_keeps_what_its_money_is_named_for(app) {
        let (named, other) = (app.project("20.00").await, app.project("30.00").await);
        let document = app.document("示财农〔2023〕7号", 2023).await;
        let line = app.act("budget_officer", "/allocations", None, json!({
            "budget_document_id": document["id"], "region_code": "431026", "level_of_origin": "central", "amount": "10.00",
            "funding_source_id": app.source().await["id"], "fund_nature": "general_public_budget",
            "functional_class": "2130504", "project_id": named["id"]
        })).await.ok(201);
        let path = format!("/allocations/{}", text(&line, "id"));
        let line = app.press("budget_officer", &format!("{path}/register"), &line).await.ok(200);
        let line = app.press("budget_officer_2", &format!("{path}/confirm"), &line).await.ok(200);
        let to = |project: &serde_json::Value| json!({
            "lines": [{"region_code": "431026", "amount": "4.00", "project_id": project["id"]}], "reason": "示例"
        });
        let problem = app.act("budget_officer", &format!("{path}/split"), Some(&line), to(&other)).await
            .refused(409, "funds.split.other_purpose");
        assert_eq!(problem["facts"]["named"], "project_id");
        app.act("budget_officer", &format!("{path}/split"), Some(&line), to(&named)).await.ok(200);
    }

    /// A split holds its money while it is approved, never more than is left (R81), and its children inherit everything.
    async fn a_split_passes_money_on(app) {
        let parent = app.allocation("1000.00").await;
        let split = format!("/allocations/{}/split", text(&parent, "id"));
        let lines = |a: &str, b: &str| json!({
            "lines": [{"region_code": TOWN, "amount": a}, {"region_code": "431026", "amount": b}],
            "document_number": "汝财农[2023]12号", "reason": "示例：按年度计划分解"
        });
        let problem = app.act("budget_officer", &split, Some(&parent), lines("600.00", "400.01")).await
            .refused(409, "funds.split.over_allocation");
        assert_eq!((text(&problem, "rule"), problem["facts"]["available"].as_str()), ("R81", Some("1000.00")));
        assert_eq!(app.number("SELECT count(*) FROM allocation_split").await, 0);
        let proposed = app.act("budget_officer", &split, Some(&parent), lines("600.00", "300.00")).await.ok(200);
        assert_eq!((text(&proposed, "state"), text(&proposed, "total")), ("proposed", "900.00"));
        let balance = app.balance(&parent).await;
        assert_eq!((text(&balance, "available"), text(&balance, "reserved"), text(&balance, "state")), ("100.00", "900.00", "split_proposed"));
        app.act("budget_officer", &split, Some(&parent), lines("1.00", "1.00")).await.refused(412, "wire.stale");
        // Back to whoever proposed it: the money is free again, and held again when it comes back.
        let id = text(&proposed, "id");
        let back = json!({"decision": "return", "return_form": "revise", "reason": "amount_wrong", "opinion": "示例：金额有误"});
        app.decide("finance_section_head", id, back).await.ok(200);
        assert_eq!(text(&app.balance(&parent).await, "available"), "1000.00");
        let returned = app.see("budget_officer", &format!("/allocation-splits/{id}")).await;
        assert_eq!(text(&returned, "state"), "returned");
        let resubmit = format!("/allocation-splits/{id}/resubmit");
        app.act("budget_officer", &resubmit, Some(&returned), lines("600.00", "400.00")).await.ok(200);
        app.approve(&["finance_section_head", "finance_vice_director"], id).await;
        let done = app.see("budget_officer", &format!("/allocation-splits/{id}")).await;
        assert_eq!(text(&done, "state"), "approved");
        let child = app.see("budget_officer", &format!("/allocations/{}", text(&done["lines"][0], "allocation_id"))).await;
        for field in ["budget_document_id", "funding_source_id", "functional_class", "budget_year", "level_of_origin", "fund_nature"] {
            assert_eq!(child[field], parent[field], "{field}");
        }
        assert_eq!((text(&child, "state"), text(&child, "region_code"), text(&child, "upper_number")), ("executing", TOWN, "汝财农〔2023〕12号"));
        let balance = app.balance(&parent).await;
        assert_eq!((text(&balance, "available"), text(&balance, "split"), text(&balance, "state")), ("0.00", "1000.00", "exhausted"));
    }

    /// A rejected or withdrawn split leaves the allocation as it was.
    async fn a_refused_split_releases_its_money(app) {
        let mut parent = app.allocation("50.00").await;
        let path = format!("/allocations/{}", text(&parent, "id"));
        let body = json!({"lines": [{"region_code": TOWN, "amount": "50.00"}], "reason": "示例"});
        let split = app.act("budget_officer", &format!("{path}/split"), Some(&parent), body.clone()).await.ok(200);
        app.decide("finance_section_head", text(&split, "id"), json!({"decision": "reject", "reason": "other", "opinion": "示例"})).await.ok(200);
        parent = app.see("budget_officer", &path).await;
        assert_eq!(text(&parent, "state"), "executing");
        let split = app.act("budget_officer", &format!("{path}/split"), Some(&parent), body).await.ok(200);
        let run = app.see("budget_officer", &format!("/approvals/{}", text(&split, "run_id"))).await;
        app.press("budget_officer", &format!("/approvals/{}/withdraw", text(&split, "run_id")), &run).await.ok(200);
        let balance = app.balance(&parent).await;
        assert_eq!((text(&balance, "available"), text(&balance, "reserved"), text(&balance, "state")), ("50.00", "0.00", "executing"));
        assert_eq!(app.see("budget_officer", &format!("/allocation-splits/{}", text(&split, "id"))).await["state"], "withdrawn");
    }

    /// The county beside can neither use this county's document and source nor see the line.
    async fn the_county_beside_sees_no_money(app) {
        let parent = app.allocation("50.00").await;
        let there = app.who("431027.finance_clerk").await;
        for path in ["", "/balance"] {
            app.get(&format!("/allocations/{}{path}", text(&parent, "id"))).by(&there).send().await.refused(404, "access.not_found");
        }
        assert_eq!(app.get("/ledger/accounts").by(&there).send().await.ok(200)["items"], json!([]));
        assert_eq!(app.get("/allocations").by(&there).send().await.ok(200)["items"], json!([]));
        app.get("/funding-sources?kind=linking_fund").by(&there).send().await.ok(200);
    }
}
