//! R108.1: what must be posted waits for it.

use serde_json::{Value, json};

use crate::{
    oversight::told::Told,
    support::{Reply, TestApp, cast::TOWN, money::text},
};

async fn confirm(app: &TestApp, asset: &Value, on: &str) -> Reply {
    let now = app.asset_now(asset, "").await;
    let body = json!({
        "on": on, "level": "village", "file_id": app.town_paper("权证.pdf").await,
        "owners": [{"name": "示例村股份经济合作社", "share": "100.0000", "regime": "collective"}]
    });
    app.on_asset("confirm-title", &now, body).await
}

/// Somebody objects by telephone, which stops what hangs.
async fn objected(app: &TestApp, posting: &Value, on: &str) -> Value {
    let body = json!({"channel": "phone", "received_on": on, "suspends": true, "text": "示例：面积有误"});
    app.on_posting("village_clerk", "objections", posting, body).await.ok(200)
}

/// Which posting a refusal names, and where that stands.
fn named(problem: &Value) -> (&str, &str) {
    (text(&problem["facts"], "number"), text(&problem["facts"], "state"))
}

engines! {
    /// Where nothing is required a title is confirmed at once; where seven days are, not before they are over and somebody else than
    /// who filed and posted it has closed it. Each posting serves one confirmation.
    async fn a_title_waits_until_it_was_posted(app) {
        let (free, asset) = (app.valued("示例水池").await, app.valued("示例公厕").await);
        confirm(app, &free, "2023-03-01").await.ok(200);
        app.set_value("publicity.required.title", "7 calendar").await;
        let problem = confirm(app, &asset, "2023-03-01").await.refused(409, "publicity.posting.missing");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "required")), ("R108.1", "7 calendar"));
        assert_eq!(problem["facts"]["subjects"], asset["number"]);
        let filed = app.file_posting(json!({"asset_ids": [asset["id"]]})).await.ok(201);
        assert!(text(&filed, "number").starts_with("GS-431026102-2023-"), "{filed:#}");
        let hung = app.hang(&filed, "2023-03-01").await.ok(200);
        let term = &hung["terms"][0];
        assert_eq!((text(term, "from_on"), text(term, "ends_on"), text(term, "required_until_on")), ("2023-03-01", "2023-03-08", "2023-03-08"));
        app.on_day("2023-03-08").await;
        let shown = app.show_end(&hung, "2023-03-08").await.ok(200);
        let problem = app.on_posting("town_officer", "close", &shown, json!({})).await.refused(409, "publicity.posting.term_runs");
        assert_eq!(problem["facts"]["ends_on"], "2023-03-08");
        app.on_day("2023-03-09").await;
        confirm(app, &asset, "2023-03-09").await.refused(409, "publicity.posting.missing");
        app.on_posting("asset_officer", "close", &shown, json!({})).await.refused(403, "access.denied.second_person");
        app.on_posting("unit_clerk", "close", &shown, json!({})).await.refused(403, "access.denied.role");
        let closed = app.on_posting("town_officer", "close", &shown, json!({})).await.ok(200);
        assert_eq!((text(&closed, "state"), text(&closed, "closed_on")), ("closed", "2023-03-09"));
        confirm(app, &asset, "2023-03-08").await.refused(409, "publicity.posting.missing");
        confirm(app, &asset, "2023-03-09").await.ok(200);
        let problem = confirm(app, &asset, "2023-03-09").await.refused(409, "publicity.posting.missing");
        assert_eq!(problem["facts"]["count"], "1", "what it was posted for is done");
    }

    /// A title that was posted for one body is confirmed for no other.
    async fn a_title_is_confirmed_for_whom_it_was_posted(app) {
        app.set_value("publicity.required.title", "7 calendar").await;
        let asset = app.valued("示例公厕").await;
        let lines = json!([{"name": "示例镇人民政府", "basis": "示例：所有权人", "amount": "1000.00"}, {"name": "示例村民甲", "basis": "示例：邻户"}]);
        let posting = app.posted(json!({"asset_ids": [asset["id"]], "lines": lines})).await;
        let owned = async |unit: &str| {
            let now = app.asset_now(&asset, "").await;
            let body = json!({
                "on": "2023-03-09", "level": "town", "file_id": app.town_paper("权证.pdf").await,
                "owners": [{"organisation_id": app.unit(unit).await, "share": "100.0000", "regime": "administrative"}]
            });
            app.on_asset("confirm-title", &now, body).await
        };
        let problem = owned("示例县财政局").await.refused(409, "assets.asset.posted_for_another");
        let facts = ["owners", "posted", "posting"].map(|fact| text(&problem["facts"], fact));
        assert_eq!(facts, ["示例县财政局", "示例镇人民政府", text(&posting, "number")]);
        assert!(!problem.to_string().contains("示例村民甲"), "{problem:#}");
        owned("示例镇人民政府").await.ok(200);
    }

    /// 确权登记 is no way around it: the receiver of the list is who hung, with its titles and with the list itself.
    async fn a_registration_gives_a_title_to_whom_it_was_posted_for(app) {
        app.set_value("publicity.required.title", "7 calendar").await;
        let asset = app.valued("示例公厕").await;
        let transfer = app.submitted(&[&asset], json!({})).await;
        app.signed_by_all(&transfer).await;
        let effect = async |on: &str| app.on_transfer("asset_officer", "effect", &transfer, json!({"on": on})).await;
        let other = app.posted(json!({"asset_ids": [asset["id"]]})).await;
        let problem = effect("2023-03-09").await.refused(409, "assets.asset.posted_for_another");
        let facts = ["asset", "owners", "posting"].map(|fact| text(&problem["facts"], fact));
        assert_eq!(facts, [text(&asset, "number"), "示例镇人民政府", text(&other, "number")]);
        assert_eq!(app.asset_now(&asset, "").await["handover_state"], "in_transfer");

        let town = json!([{"name": "示例镇人民政府", "basis": "示例：接收方、所有权人"}]);
        let hung = async |said: Value| {
            let filed = app.file_posting(said).await.ok(201);
            app.hang(&filed, "2023-03-09").await.ok(200)
        };
        let title = hung(json!({"asset_ids": [asset["id"]], "lines": town})).await;
        let list = hung(json!({"transfer_ids": [transfer["id"]], "title": "关于示例移交的公示"})).await;
        app.on_day("2023-03-17").await;
        for posting in [&title, &list] {
            let shown = app.show_end(posting, "2023-03-16").await.ok(200);
            app.on_posting("town_officer", "close", &shown, json!({})).await.ok(200);
        }
        app.set_value("publicity.required.transfer", "7 calendar").await;
        let problem = effect("2023-03-17").await.refused(409, "transfers.transfer.posted_for_another");
        let facts = ["transfer", "receiver", "posting"].map(|fact| text(&problem["facts"], fact));
        assert_eq!(facts, [text(&transfer, "number"), "示例镇人民政府", text(&list, "number")]);
    }

    /// A day before the county asked for postings is no way around one; what a certificate proves of existing stock of the time before its
    /// card is judged by that time.
    async fn an_earlier_day_is_no_way_around_a_posting(app) {
        app.set_value("publicity.required.title", "7 calendar").await;
        let (stock, new) = (app.valued("示例公厕").await, app.enter(json!({"region_code": TOWN})).await.ok(201));
        for on in ["2021-12-31", "2015-12-31"] {
            let problem = confirm(app, &stock, on).await.refused(409, "publicity.posting.missing");
            assert_eq!((text(&problem["facts"], "on"), text(&problem["facts"], "required")), (on, "7 calendar"));
        }
        let certified = async |asset: &Value, on: &str| {
            let body = json!({
                "on": on, "level": "village", "certificate": "示例证 1 号", "file_id": app.town_paper("权证.pdf").await,
                "owners": [{"name": "示例村股份经济合作社", "share": "100.0000", "regime": "collective"}]
            });
            app.on_asset("confirm-title", asset, body).await
        };
        certified(&new, "2021-12-31").await.refused(409, "publicity.posting.missing");
        certified(&stock, "2022-01-01").await.refused(409, "publicity.posting.missing");
        certified(&stock, "2021-12-31").await.ok(200);
    }

    /// Whoever objected to a title is left behind neither by a paper, nor by another posting, nor by withdrawing, whether titles are posted here or
    /// not: the title is posted anew for a whole term.
    async fn nobody_who_objected_to_a_title_is_left_behind(app) {
        let asset = app.valued("示例公厕").await;
        let file = async || app.file_posting(json!({"asset_ids": [asset["id"]]})).await;
        let (first, second) = (file().await.ok(201), file().await.ok(201));
        let hung = app.hang(&first, "2023-03-01").await.ok(200);
        let unsettled = async |state: &str| {
            let problem = confirm(app, &asset, "2023-03-01").await.refused(409, "assets.asset.posting_unsettled");
            assert_eq!((named(&problem), &problem["facts"]["asset"]), ((text(&first, "number"), state), &asset["number"]));
        };
        unsettled("posted").await;
        let stopped = objected(app, &hung, "2023-03-01").await;
        unsettled("suspended").await;
        for other in [app.hang(&second, "2023-03-01").await, file().await] {
            let problem = other.refused(409, "publicity.subject.hangs_elsewhere");
            assert_eq!(named(&problem), (text(&first, "number"), "suspended"));
        }
        app.on_posting("unit_clerk", "withdraw", &stopped, json!({"reason": "示例：张贴地点有误"})).await.ok(200);
        unsettled("withdrawn").await;
        let hung = app.hang(&second, "2023-03-01").await.ok(200);
        app.on_day("2023-03-09").await;
        let shown = app.show_end(&hung, "2023-03-08").await.ok(200);
        app.on_posting("town_officer", "close", &shown, json!({})).await.ok(200);
        confirm(app, &asset, "2023-03-09").await.ok(200);
    }

    /// A transfer that was posted to the end waits for another posting of it, and a registration for one of its titles.
    async fn nobody_who_objected_to_a_transfer_is_left_behind(app) {
        let asset = app.valued("示例公厕").await;
        let transfer = app.submitted(&[&asset], json!({})).await;
        app.signed_by_all(&transfer).await;
        app.set_value("publicity.required.transfer", "7 calendar").await;
        let said = json!({
            "transfer_ids": [transfer["id"]], "title": "关于示例移交的公示", "lines": [{"name": "示例镇人民政府", "basis": "示例：接收方"}]
        });
        app.posted(said.clone()).await;
        let again = app.hang(&app.file_posting(said).await.ok(201), "2023-03-09").await.ok(200);
        let effect = async |on: &str| {
            let body = json!({"on": on, "file_id": app.town_paper("交接单.pdf").await});
            app.on_transfer("asset_officer", "effect", &transfer, body).await
        };
        let stopped = objected(app, &again, "2023-03-09").await;
        let problem = effect("2023-03-09").await.refused(409, "transfers.transfer.posting_unsettled");
        assert_eq!((named(&problem), &problem["facts"]["subject"]), ((text(&again, "number"), "suspended"), &transfer["number"]));
        let answer = json!({"n": 1, "result": "not_upheld", "on": "2023-03-09", "text": "示例：已实地复核"});
        let begun = app.on_posting("town_officer", "answer", &stopped, answer).await.ok(200);
        app.on_day("2023-03-17").await;
        let shown = app.show_end(&begun, "2023-03-16").await.ok(200);
        app.on_posting("town_officer", "close", &shown, json!({})).await.ok(200);
        let title = app.hang(&app.file_posting(json!({"asset_ids": [asset["id"]]})).await.ok(201), "2023-03-17").await.ok(200);
        let problem = effect("2023-03-17").await.refused(409, "transfers.transfer.posting_unsettled");
        assert_eq!((named(&problem), &problem["facts"]["subject"]), ((text(&title, "number"), "posted"), &asset["number"]));
        app.on_posting("unit_clerk", "withdraw", &title, json!({"reason": "示例：随移交办理"})).await.ok(200);
        effect("2023-03-17").await.ok(200);
    }

    /// A transfer takes effect after it was posted; where a county has made the rule a warning, whoever records it stands by it.
    async fn a_transfer_waits_until_it_was_posted(app) {
        app.set_value("publicity.required.transfer", "5 working").await;
        let transfer = app.submitted(&[&app.valued("示例公厕").await], json!({})).await;
        app.signed_by_all(&transfer).await;
        let path = format!("/asset-transfers/{}", text(&transfer, "id"));
        let effect = async |on: &str, acknowledged: Value| {
            let approved = app.see("auditor", &path).await;
            let body = json!({"on": on, "file_id": app.town_paper("交接单.pdf").await, "acknowledged": acknowledged});
            app.act("asset_officer", &format!("{path}/effect"), Some(&approved), body).await
        };
        let problem = effect("2023-03-01", json!([])).await.refused(409, "publicity.posting.missing");
        assert_eq!((text(&problem, "rule"), &problem["facts"]["subjects"]), ("R108.1", &transfer["number"]));
        let said = json!({"transfer_ids": [transfer["id"]], "title": "关于示例移交的公示", "working_days": 5});
        let closed = app.posted(said).await;
        assert_eq!((text(&closed, "matter"), &closed["subjects"][0]["number"]), ("transfer", &transfer["number"]));
        effect("2023-03-08", json!([])).await.refused(409, "publicity.posting.missing");
        let value = json!({
            "key": "force.R108.1", "region_code": "431026", "valid_from_on": "2022-01-01", "value": "warn", "basis": "paper",
            "document": "示例县公示公告办法", "certainty": "unverified"
        });
        app.act("finance_director", "/policy-values", None, value).await.ok(201);
        effect("2023-03-08", json!([])).await.refused(409, "policy.rule.not_acknowledged");
        let done = effect("2023-03-08", json!(["R108.1"])).await.ok(200);
        assert_eq!(text(&done, "state"), "effective");
    }

    /// A trace begins at a posting, by its number too, and an asset tells by which it was shown to its neighbours.
    async fn a_trace_tells_what_hung_of_an_asset(app) {
        let asset = app.stock(json!({"region_code": TOWN})).await;
        let closed = app.posted(json!({"asset_ids": [asset["id"]]})).await;
        let down = Told::to(app, "auditor", "asset", &asset, "&direction=down").await;
        assert_eq!((text(down.node("posting"), "number"), down.amounts("posted")), (text(&closed, "number"), vec!["-"]), "{:#}", down.0);
        let up = Told::to(app, "auditor", "posting", &closed, "&direction=up").await;
        assert_eq!(text(up.node("asset"), "number"), text(&asset, "number"), "{:#}", up.0);
        let named = app.see("auditor", &format!("/audit/trace?subject=posting:{}", text(&closed, "number"))).await;
        assert_eq!(named["nodes"].as_array().unwrap().len(), 2, "{named:#}");
    }
}
