//! Transfers: lists of assets pass by one lawful act, approved, signed, on one day.

use serde_json::{Value, json};

use crate::{
    check::plant::expect_seen,
    support::{TestApp, cast::TOWN, money::text, property::over},
};

/// An asset of the department.
async fn owned(app: &TestApp, regime: &str) -> Value {
    let asset = app.valued("示例公厕").await;
    let body = json!({
        "on": "2023-03-01", "level": "county", "file_id": app.paper("权证.pdf").await,
        "owners": [{"organisation_id": app.unit("示例县农业农村局").await, "share": "100.0000", "regime": regime}]
    });
    app.on_asset("confirm-title", &asset, body).await.ok(200)
}

async fn now(app: &TestApp, transfer: &Value) -> Value {
    app.see("auditor", &format!("/asset-transfers/{}", text(transfer, "id"))).await
}

async fn end(app: &TestApp, verb: &str, transfer: &Value, body: Value) -> crate::support::Reply {
    let who = if verb == "effect" { "asset_officer" } else { "unit_clerk" };
    app.on_transfer(who, verb, transfer, body).await
}

engines! {
    /// A list whose builder never had title is approved by three desks and passes on one day: owner, keeping and hand-over of each
    /// asset, with its history; then the keeping alone goes another way, and title stays.
    async fn a_list_passes_whole_on_one_day(app) {
        let (department, town) = (app.unit("示例县农业农村局").await, app.unit("示例镇人民政府").await);
        let mut assets = Vec::new();
        for n in 0..3 {
            assets.push(app.valued(&format!("示例资产{n}")).await);
        }
        let listed: Vec<&Value> = assets.iter().collect();
        let filed = app.submitted(&listed, json!({})).await;
        assert!(text(&filed, "number").starts_with("YJ-431026102-2023-"), "{filed:#}");
        assert_eq!((text(&filed, "original_value"), text(&filed, "carrying_amount"), text(&filed, "state")), ("3000.00", "2250.00", "in_approval"));
        assert_eq!(filed["items"][0]["value_basis"], "stated");
        assert_eq!(app.asset_now(&assets[0], "").await["handover_state"], "in_transfer");
        let problem = app.transfer(&[&assets[0]], json!({})).await.refused(409, "transfers.asset.already_open");
        let facts = &problem["facts"];
        assert_eq!((&facts["asset"], &facts["transfer"]), (&assets[0]["number"], &filed["number"]));
        assert_eq!((text(facts, "state"), text(facts, "giver")), ("in_approval", "示例县农业农村局"));
        let body = json!({"on": "2023-03-01", "file_id": app.paper("交接单.pdf").await});
        end(app, "effect", &filed, body.clone()).await.refused(409, "transfers.transfer.state");
        let approved = app.signed_by_all(&filed).await;
        let own = app.act("unit_clerk", &format!("/asset-transfers/{}/effect", text(&filed, "id")), Some(&approved), body.clone()).await;
        own.refused(403, "access.denied.second_person");
        let early = json!({"on": "2023-02-28", "file_id": body["file_id"]});
        end(app, "effect", &approved, early).await.refused(422, "transfers.transfer.not_that_day");
        // R27.4: what a town receives is no village's.
        let off = over(body.clone(), &json!({"title_level": "village"}));
        let problem = end(app, "effect", &approved, off).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((text(&problem["facts"], "rules"), text(&problem["facts"], "level")), ("R27.4", "village"));
        let done = end(app, "effect", &approved, body).await.ok(200);
        assert_eq!((text(&done, "state"), text(&done, "effective_on")), ("effective", "2023-03-01"));
        for asset in &assets {
            let after = app.asset_now(asset, "").await;
            assert_eq!((text(&after, "handover_state"), text(&after, "duty_state")), ("handed_over", "funded"));
            assert_eq!(after["owners"][0]["organisation_id"], town, "{after:#}");
            assert_eq!((&after["number"], &after["original_value"]), (&asset["number"], &json!("1000.00")));
            let history = app.see("auditor", &format!("/assets/{}/history", text(asset, "id"))).await;
            assert!(history.to_string().contains(text(&done, "number")), "{history:#}");
        }
        let repair = async |asset: &Value| app.see("auditor", &format!("/upkeep-duties?asset_id={}&duty=repair", text(asset, "id"))).await["items"].clone();
        assert_eq!(repair(&assets[0]).await[0]["organisation_id"], town, "the duty of repair passes with the asset");
        // The town hands the keeping back to the department; who owns it stays.
        let back = json!({
            "act": "custody_only", "giver_id": town, "receiver_id": department, "to_regime": "administrative",
            "maintainer_id": department
        });
        // No day has two keepers, nor two owners: that is told when it is filed, not when three desks have said yes.
        let problem = app.transfer(&[&assets[0]], back.clone()).await.refused(409, "transfers.asset.passed_today");
        assert_eq!(text(&problem["facts"], "from"), "2023-03-02");
        app.on_day("2023-03-02").await;
        let filed = app.submitted(&[&assets[0]], back).await;
        app.signed_by_all(&filed).await;
        let paper = |day: &str, file: &Value| json!({"on": day, "file_id": file});
        let file = app.paper("交接单.pdf").await;
        let approved = now(app, &filed).await;
        end(app, "effect", &approved, paper("2023-03-02", &file)).await.ok(200);
        let after = app.asset_now(&assets[0], "").await;
        assert_eq!(after["owners"][0]["organisation_id"], town);
        assert!(after["parties"].to_string().contains(department.as_str().unwrap()), "{after:#}");
        let open: Vec<Value> = repair(&assets[0]).await.as_array().unwrap().iter().filter(|d| d["until_on"].is_null()).cloned().collect();
        assert_eq!((open.len(), &open[0]["organisation_id"]), (1, &department));
        assert_eq!((text(&after, "handover_state"), text(&after, "handover_on")), ("handed_over", "2023-03-01"));
    }

    /// 移交管护权 passes the keeping alone: what nobody has handed over is to be handed over still, with whoever looks after it meanwhile.
    async fn keeping_alone_hands_nothing_over(app) {
        let asset = app.valued("示例泵房").await;
        let filed = app.submitted(&[&asset], json!({"act": "custody_only"})).await;
        assert_eq!(text(&app.asset_now(&asset, "").await, "handover_state"), "in_transfer");
        app.signed_by_all(&filed).await;
        end(app, "effect", &now(app, &filed).await, json!({"on": "2023-03-01"})).await.ok(200);
        let after = app.asset_now(&asset, "").await;
        assert_eq!((text(&after, "handover_state"), text(&after, "duty_state")), ("not_handed_over", "funded"));
        assert_eq!((&after["owners"], app.see("auditor", "/asset-gaps?gap=not_handed_over").await["items"].as_array().unwrap().len()), (&json!([]), 1));
        // It can be listed again, to be handed over.
        app.on_day("2023-03-02").await;
        app.transfer(&[&asset], json!({"stated_on": "2023-03-02"})).await.ok(201);
    }

    /// Who owns what was confirmed, or what passed, is told by transfers: no paper of one officer gives it to another past the matrix and the
    /// three signatures. A new certificate keeps its owner, and what is contested is confirmed by another for whoever it is found to be.
    async fn a_title_passes_nothing(app) {
        let department = app.unit("示例县农业农村局").await;
        let asset = owned(app, "administrative").await;
        let paper = app.paper("权证.pdf").await;
        let of = |owner: Value| json!({"on": "2023-03-01", "level": "county", "file_id": paper, "certificate": "示例证 2 号", "owners": [owner]});
        let stranger = || of(json!({"name": "示例公益服务中心", "share": "100.0000", "regime": "private_nonprofit"}));
        let problem = app.on_asset("confirm-title", &asset, stranger()).await.refused(409, "assets.asset.owners_stand");
        let facts = &problem["facts"];
        assert_eq!((text(facts, "owners"), &facts["asset"]), ("示例县农业农村局（行政单位国有资产） 100.0000%", &asset["number"]));
        let other = json!({"organisation_id": department, "share": "100.0000", "regime": "infrastructure"});
        app.on_asset("confirm-title", &asset, of(other)).await.refused(409, "assets.asset.owners_stand");
        let same = json!({"organisation_id": department, "share": "100.0000", "regime": "administrative"});
        let asset = app.on_asset("confirm-title", &asset, of(same)).await.ok(200);
        assert_eq!(asset["owners"].as_array().unwrap().len(), 1, "{asset:#}");
        let contested = app.on_asset("dispute-title", &asset, json!({"on": "2023-03-01", "reason": "示例"})).await.ok(200);
        app.also("line_reviewer", "asset_officer").await;
        let confirm = format!("/assets/{}/confirm-title", text(&asset, "id"));
        // What is found out on its first day is put right from the next on.
        let problem = app.act("line_reviewer", &confirm, Some(&contested), stranger()).await.refused(409, "assets.asset.owned_since");
        assert_eq!((text(&problem["facts"], "since"), text(&problem["facts"], "from")), ("2023-03-01", "2023-03-02"));
        app.on_day("2023-03-02").await;
        let found = over(stranger(), &json!({"on": "2023-03-02"}));
        app.on_asset("confirm-title", &contested, found.clone()).await.refused(403, "access.denied.second_person");
        app.act("line_reviewer", &confirm, Some(&contested), found).await.ok(200);
        // A name that was only written is the organisation of that name once it is registered.
        let pool = app.valued("示例水池").await;
        let collective = |owner: Value| of(over(owner, &json!({"share": "100.0000", "regime": "collective"})));
        let written = app.on_asset("confirm-title", &pool, collective(json!({"name": "示例供水合作社"}))).await.ok(200);
        let unit = app.organisation("示例供水合作社", "cooperative").await;
        let registered = over(collective(json!({"organisation_id": unit["id"]})), &json!({"on": "2023-03-02"}));
        let after = app.on_asset("confirm-title", &written, registered).await.ok(200);
        assert!(after["owners"].to_string().contains(text(&unit, "id")), "{after:#}");
    }

    /// No kind is a way around an owner: a card that was titled is turned to no other kind by whoever keeps it, and where two have corrected it,
    /// what a body owns passes by no paper of one officer.
    async fn a_kind_is_no_way_around_an_owner(app) {
        let body = app.village().await;
        let paper = app.paper("权证.pdf").await;
        let title = |owner: Value| json!({"on": "2023-03-01", "level": "village", "file_id": paper, "owners": [owner]});
        let asset = app.stock(json!({"kind": "business", "region_code": TOWN})).await;
        let owner = json!({"organisation_id": body, "share": "100.0000", "regime": "collective"});
        let asset = app.on_asset("confirm-title", &asset, title(owner)).await.ok(200);
        let path = format!("/assets/{}", text(&asset, "id"));
        let patch = app.patch(&path).by(&app.who("asset_officer").await).at(text(&asset, "etag")).json(json!({"kind": "household"})).send().await;
        assert_eq!(text(&patch.refused(409, "assets.asset.kind_stands")["facts"], "title"), "confirmed");
        let house = app.kind_corrected(&asset, "household").await;
        for (name, person) in [("示例公益服务中心", false), ("示例村", true)] {
            let stranger = title(json!({"name": name, "is_person": person, "share": "100.0000"}));
            let problem = app.on_asset("confirm-title", &house, over(stranger, &json!({"level": "household"}))).await.refused(409, "assets.asset.owners_stand");
            assert_eq!(text(&problem["facts"], "owners"), "示例村股份经济合作社（农村集体资产） 100.0000%");
        }
        // A household's own goes from one person to another as its paper says.
        let own = |name: &str| over(title(json!({"name": name, "is_person": true, "share": "100.0000"})), &json!({"level": "household"}));
        let house = app.stock(json!({"kind": "household", "region_code": TOWN})).await;
        let house = app.on_asset("confirm-title", &house, own("示例甲")).await.ok(200);
        let sold = over(own("示例乙"), &json!({"on": "2023-03-02"}));
        app.on_day("2023-03-02").await;
        app.on_asset("confirm-title", &house, sold).await.ok(200);
    }

    /// The matrix, R25, R26, R30, R27, the maintainer's region: each refuses with its figures.
    async fn what_may_not_pass_is_refused_with_its_figures(app) {
        let (department, town) = (app.unit("示例县农业农村局").await, app.unit("示例镇人民政府").await);
        let asset = owned(app, "administrative").await;
        let to = |act: &str, regime: &str| json!({"act": act, "to_regime": regime});
        let problem = app.transfer(&[&asset], to("title_registration", "collective")).await
            .refused(409, "transfers.transfer.another_act");
        assert_eq!((text(&problem["facts"], "act"), text(&problem["facts"], "lawful")), ("title_registration", "free_transfer"));
        app.transfer(&[&asset], to("free_transfer", "private_nonprofit")).await
            .refused(409, "transfers.transfer.no_lawful_way");
        let village = json!({"name": "示例村民委员会", "kind": "village_committee", "region_code": TOWN});
        let village = app.act("unit_clerk", "/organisations", None, village).await.ok(201);
        let mut to_village = to("free_transfer", "collective");
        to_village["receiver_id"] = village["id"].clone();
        let problem = app.transfer(&[&asset], to_village).await.refused(409, "transfers.transfer.incomplete");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "missing")), ("R25", "reply"));
        let over_written = json!({"act": "allotment", "items": [{"asset_id": asset["id"], "accumulated_depreciation": "1000.01"}]});
        let problem = app.transfer(&[&asset], over_written).await.refused(409, "transfers.transfer.carrying");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "original")), ("R26", "1000.00"));
        let line = json!({"asset_id": asset["id"], "accumulated_depreciation": "0.00", "receiver_recorded_value": "-1.00"});
        let problem = app.transfer(&[&asset], json!({"act": "allotment", "items": [line]})).await.refused(409, "transfers.transfer.carrying");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "recorded")), ("R26", "-1.00"));
        let other = json!({"name": "示例邻镇", "kind": "town", "region_code": "431026103"});
        let other = app.act("unit_clerk", "/organisations", None, other).await.ok(201);
        let elsewhere = json!({"act": "allotment", "maintainer_id": other["id"]});
        let problem = app.transfer(&[&asset], elsewhere).await.refused(409, "transfers.transfer.maintainer_elsewhere");
        assert_eq!((text(&problem["facts"], "region"), text(&problem["facts"], "maintainer")), (TOWN, "431026103"));
        let not_his = json!({"act": "allotment", "giver_id": town, "receiver_id": department});
        app.transfer(&[&asset], not_his).await.refused(409, "transfers.asset.not_the_givers");
        app.transfer(&[&asset, &asset], to("allotment", "infrastructure")).await.refused(422, "transfers.transfer.listed_twice");
        let unknown = app.valued("示例未知权属").await;
        app.transfer(&[&asset, &unknown], to("allotment", "infrastructure")).await.refused(409, "transfers.transfer.regimes_mixed");
        let county = app.enter(json!({})).await.ok(201);
        app.transfer(&[&county], json!({})).await.refused(422, "transfers.asset.elsewhere");
        app.on_asset("dispute-title", &asset, json!({"on": "2023-03-01", "reason": "示例"})).await.ok(200);
        let problem = app.transfer(&[&asset], to("allotment", "infrastructure")).await
            .refused(409, "transfers.transfer.title_disputed");
        assert_eq!((text(&problem, "rule"), &problem["facts"]["assets"]), ("R30", &asset["number"]));
        assert_eq!(app.asset_now(&asset, "").await["handover_state"], "not_handed_over");
    }

    /// A no, and a cancelled approval, leave every asset as it was; what was contested or valued anew meanwhile does not pass.
    async fn what_comes_to_nothing_leaves_everything_as_it_was(app) {
        let department = app.unit("示例县农业农村局").await;
        let asset = owned(app, "administrative").await;
        let allotment = || json!({"act": "allotment"});
        let filed = app.submitted(&[&asset], allotment()).await;
        let no = json!({"decision": "reject", "reason": "other", "opinion": "示例"});
        app.decide("town_officer", text(&filed, "id"), no).await.ok(200);
        assert_eq!(now(app, &filed).await["state"], "refused");
        assert_eq!(app.asset_now(&asset, "").await["handover_state"], "not_handed_over");
        let filed = app.submitted(&[&asset], allotment()).await;
        app.signed_by_all(&filed).await;
        let changed = app.asset_now(&asset, "").await;
        app.on_asset("state-value", &changed, json!({"on": "2023-03-01", "amount": "900.00", "acknowledged": ["R12.1"]})).await.ok(200);
        let paper = json!({"on": "2023-03-01", "file_id": app.paper("交接单.pdf").await});
        let approved = now(app, &filed).await;
        end(app, "effect", &approved, paper).await.refused(409, "transfers.asset.value_changed");
        let cancelled = end(app, "cancel", &approved, json!({"reason": "原值已更正"})).await.ok(200);
        assert_eq!(cancelled["state"], "cancelled");
        let after = app.asset_now(&asset, "").await;
        assert_eq!(after["handover_state"], "not_handed_over");
        assert_eq!(after["owners"][0]["organisation_id"], department);
        app.transfer(&[&asset], allotment()).await.ok(201);
    }

    /// A desk asks for a paper: the list goes on where it was returned, what the desk before had said stands, and so does the joint check.
    /// Returned to be revised, it is shortened and begins anew. What lies returned may be given up too.
    async fn a_returned_list_is_sent_again(app) {
        let (pool, toilet) = (app.valued("示例水池").await, app.valued("示例公厕").await);
        let filed = app.submitted(&[&pool, &toilet], json!({})).await;
        let id = text(&filed, "id");
        let act = async |who: &str, verb: &str, body: Value| app.on_transfer(who, verb, &filed, body).await;
        let back = |form: &str| json!({"decision": "return", "return_form": form, "reason": "missing_paper", "opinion": "示例：请补竣工决算"});
        act("unit_clerk", "resubmit", json!({})).await.refused(409, "transfers.transfer.state");
        app.approve(&["town_officer"], id).await;
        app.decide("asset_officer", id, back("supplement")).await.ok(200);
        let lies = now(app, &filed).await;
        let returned = &lies["returned"];
        assert_eq!((text(&lies, "state"), text(returned, "return_form"), text(returned, "opinion")), ("returned", "supplement", "示例：请补竣工决算"));
        let problem = act("unit_clerk", "submit", json!({})).await.refused(409, "transfers.transfer.not_listed");
        assert!(text(&problem, "detail").contains("再次提交"), "{problem:#}");
        // Papers alone were asked for: the list stays as the desk before has seen it.
        act("village_clerk", "refuse-items", json!({"items": [2], "reason": "示例"})).await.refused(409, "transfers.transfer.not_listed");
        act("unit_clerk", "resubmit", json!({"papers": [{"kind": "settlement"}]})).await.refused(422, "transfers.transfer.paper_or_reason");
        let settlement = json!({"kind": "settlement", "file_id": app.paper("竣工决算.pdf").await});
        let again = act("unit_clerk", "resubmit", json!({"papers": [settlement]})).await.ok(200);
        assert_eq!((text(&again, "state"), again["revision"].as_i64(), again["returned"].is_null()), ("in_approval", Some(2), true));
        let papers = again["papers"].as_array().unwrap();
        let brought: Vec<&Value> = papers.iter().filter(|p| p["kind"] == "settlement").collect();
        assert_eq!((brought.len(), &brought[0]["file_id"], brought[0]["added_in"].as_i64()), (1, &settlement["file_id"], Some(2)));
        app.approve(&["asset_officer"], id).await;
        app.decide("finance_vice_director", id, back("revise")).await.ok(200);
        let shorter = act("village_clerk", "refuse-items", json!({"items": [2], "reason": "示例"})).await.ok(200);
        assert_eq!((text(&shorter, "state"), text(&shorter, "original_value")), ("returned", "1000.00"));
        assert_eq!(app.asset_now(&toilet, "").await["handover_state"], "not_handed_over");
        act("unit_clerk", "resubmit", json!({})).await.ok(200);
        // Every desk says its word on the shorter list.
        app.signed_by_all(&filed).await;
        end(app, "effect", &filed, json!({"on": "2023-03-01"})).await.ok(200);
        assert_eq!(app.asset_now(&pool, "").await["handover_state"], "handed_over");

        let given_up = app.submitted(&[&toilet], json!({})).await;
        app.decide("town_officer", text(&given_up, "id"), back("revise")).await.ok(200);
        let cancelled = end(app, "cancel", &given_up, json!({"reason": "示例：不再移交"})).await.ok(200);
        assert_eq!(text(&cancelled, "state"), "cancelled");
        let run = app.see("auditor", &format!("/approvals/{}", text(&given_up, "run_id"))).await;
        assert_eq!((text(&run, "state"), text(&app.asset_now(&toilet, "").await, "handover_state")), ("withdrawn", "not_handed_over"));
    }

    /// What was handed over stays so while another list of it is on its way, and when that comes to nothing; no gap opens again.
    async fn a_list_that_was_started_takes_back_no_hand_over(app) {
        let (department, town) = (app.unit("示例县农业农村局").await, app.unit("示例镇人民政府").await);
        let asset = app.valued("示例水池").await;
        let filed = app.submitted(&[&asset], json!({})).await;
        app.signed_by_all(&filed).await;
        end(app, "effect", &now(app, &filed).await, json!({"on": "2023-03-01"})).await.ok(200);
        let open = async || app.see("auditor", "/asset-gaps?gap=not_handed_over").await["items"].as_array().unwrap().len();
        let stands = async || {
            let card = app.asset_now(&asset, "").await;
            (text(&card, "handover_state").to_owned(), text(&card, "handover_on").to_owned(), text(&card, "etag").to_owned())
        };
        let before = stands().await;
        assert_eq!((before.0.as_str(), open().await), ("handed_over", 0));
        app.on_day("2023-03-02").await;
        let back = json!({
            "act": "custody_only", "giver_id": town, "receiver_id": department, "to_regime": "administrative",
            "maintainer_id": department, "stated_on": "2023-03-02"
        });
        let again = app.transfer(&[&asset], back.clone()).await.ok(201);
        assert_eq!(again["items"][0]["handover_before"], "handed_over");
        assert_eq!((stands().await, open().await), (before.clone(), 0));
        app.transfer(&[&asset], back).await.refused(409, "transfers.asset.already_open");
        end(app, "cancel", &again, json!({"reason": "示例：清单有误"})).await.ok(200);
        assert_eq!((stands().await, open().await), (before, 0));
    }

    /// R25.4: where the county says which offices grant an act, each of their replies is among the papers before the list is taken, and the
    /// list tells which those are; whatever the county asks for later is asked before it takes effect.
    async fn r25_4_nothing_passes_without_the_reply_of_whoever_grants_it(app) {
        let asset = owned(app, "administrative").await;
        let reply = async |office: &str| json!({"kind": "reply", "file_id": app.paper("批复.pdf").await, "approved_by": office});
        let with = async |replies: &[&str]| {
            let mut papers = app.papers(&["acceptance"]).await;
            for office in replies {
                papers.as_array_mut().unwrap().push(reply(office).await);
            }
            json!({"act": "allotment", "papers": papers})
        };
        app.set_value("transfers.approval.allotment", "finance_bureau county_government").await;
        let problem = app.transfer(&[&asset], with(&[]).await).await.refused(409, "transfers.transfer.not_granted");
        let facts = &problem["facts"];
        assert_eq!((text(&problem, "rule"), text(facts, "required"), text(facts, "missing")), ("R25.4", "县级人民政府、同级财政部门", "县级人民政府、同级财政部门"));
        let one = app.transfer(&[&asset], with(&["finance_bureau"]).await).await.refused(409, "transfers.transfer.not_granted");
        assert_eq!(text(&one["facts"], "missing"), "县级人民政府");
        let mut odd = with(&[]).await;
        odd["papers"][0]["approved_by"] = json!("county_government");
        app.transfer(&[&asset], odd).await.refused(422, "transfers.transfer.not_a_reply");
        let filed = app.submitted(&[&asset], with(&["finance_bureau", "county_government"]).await).await;
        let papers = filed["papers"].as_array().unwrap();
        assert!(papers.iter().any(|p| p["kind"] == "reply" && p["approved_by"] == "county_government"), "{filed:#}");
        app.signed_by_all(&filed).await;
        let page = app.get(&format!("/asset-transfers/{}/print?form=transfer_form", text(&filed, "id"))).by(&app.who("auditor").await).send().await;
        assert!(String::from_utf8_lossy(&page.bytes).contains("批复文件（县级人民政府）"));
        app.on_day("2023-03-02").await;
        end(app, "effect", &now(app, &filed).await, json!({"on": "2023-03-02"})).await.ok(200);

        // Another act has its own offices, and what is asked for after the listing is asked before it takes effect.
        let pool = app.valued("示例水池").await;
        let filed = app.submitted(&[&pool], json!({})).await;
        app.signed_by_all(&filed).await;
        app.set_value("transfers.approval.title_registration", "county_government").await;
        let problem = end(app, "effect", &now(app, &filed).await, json!({"on": "2023-03-02"})).await.refused(409, "transfers.transfer.not_granted");
        assert_eq!(text(&problem["facts"], "missing"), "县级人民政府");
        assert_eq!(app.asset_now(&pool, "").await["handover_state"], "in_transfer");
    }

    /// R27.1: nobody comes to own by a regime that is not of its kind, by whichever act.
    async fn r27_1_nobody_owns_by_the_regime_of_another(app) {
        let unit = async |name: &str, kind: &str| {
            let body = json!({"name": name, "kind": kind, "region_code": TOWN});
            app.act("unit_clerk", "/organisations", None, body).await.ok(201)
        };
        let (company, private) = (unit("示例建设公司", "state_company").await, unit("示例商贸公司", "company").await);
        let asset = app.valued("示例公厕").await;
        let to_company = |regime: &str| json!({"receiver_id": company["id"], "to_regime": regime, "maintainer_id": company["id"]});
        let problem = app.transfer(&[&asset], to_company("collective")).await.refused(409, "assets.asset.regime_of_another");
        let facts = &problem["facts"];
        assert_eq!((text(&problem, "rule"), text(facts, "owner"), text(facts, "kind")), ("R27.1", "示例建设公司", "国有企业"));
        assert_eq!((text(facts, "regime"), text(facts, "lawful")), ("农村集体资产", "国有企业资产"));
        assert_eq!(app.asset_now(&asset, "").await["handover_state"], "not_handed_over");
        let workshop = app.valued("示例车间").await;
        let mut to_private = to_company("state_company");
        to_private["receiver_id"] = private["id"].clone();
        to_private["maintainer_id"] = private["id"].clone();
        let problem = app.transfer(&[&workshop], to_private).await.refused(409, "assets.asset.regime_of_another");
        let facts = &problem["facts"];
        assert_eq!((text(facts, "kind"), text(facts, "regime"), text(facts, "lawful")), ("企业", "国有企业资产", "无 none"));
        // R27.2: what serves the public becomes a company's only where somebody answers for it.
        let problem = app.transfer(&[&workshop], to_company("state_company")).await.refused(409, "policy.rule.not_acknowledged");
        let facts = &problem["facts"];
        assert_eq!((text(facts, "rules"), text(facts, "receiver"), &facts["assets"]), ("R27.2", "示例建设公司", &workshop["number"]));
        let mut answered = to_company("state_company");
        answered["acknowledged"] = json!(["R27.2"]);
        let filed = app.transfer(&[&workshop], answered).await.ok(201);
        let checks = app.see("auditor", &format!("/asset-transfers/{}/checks", text(&filed, "id"))).await.to_string();
        assert!(checks.contains("R27.2") && checks.contains("R25.4"), "{checks}");

        let owners = |id: &Value, regime: &str| json!([{"organisation_id": id, "share": "100.0000", "regime": regime}]);
        let town = app.unit("示例镇人民政府").await;
        let paper = app.paper("权证.pdf").await;
        let titled = |owners: Value| json!({"on": "2023-03-01", "level": "town", "file_id": paper, "owners": owners});
        let refused = app.on_asset("confirm-title", &asset, titled(owners(&town, "institution"))).await;
        assert_eq!(text(&refused.refused(409, "assets.asset.regime_of_another"), "rule"), "R27.1");
        let stock = json!({
            "name": "示例鱼塘", "intake": "legacy", "base_on": "2023-03-01", "evidence_grade": "b", "owners": owners(&town, "collective")
        });
        app.enter(stock).await.refused(409, "assets.asset.regime_of_another");
        app.on_asset("confirm-title", &asset, titled(owners(&town, "infrastructure"))).await.ok(200);
    }

    /// 确权登记 is what confirms a title: with the transfer it is confirmed at the receiver's level, with the certificate where one was
    /// given, and is no gap any more. Where titles have to be posted, it is no way around that; other acts say nothing of titles.
    async fn a_registration_confirms_the_title(app) {
        let asset = app.valued("示例水厂").await;
        let gaps = async || app.see("auditor", "/asset-gaps?gap=title_unconfirmed").await["items"].as_array().unwrap().len();
        assert_eq!(gaps().await, 1);
        let filed = app.submitted(&[&asset], json!({})).await;
        let approved = app.signed_by_all(&filed).await;
        let said = json!({"on": "2023-03-01", "title_certificate": "示例证 3 号"});
        end(app, "effect", &approved, said).await.ok(200);
        let after = app.asset_now(&asset, "").await;
        assert_eq!((text(&after, "title_state"), text(&after, "title_on")), ("confirmed", "2023-03-01"));
        assert_eq!((text(&after, "title_level"), text(&after, "title_certificate")), ("town", "示例证 3 号"));
        assert_eq!((gaps().await, text(&app.asset_now(&asset, "?as_of=2023-02-28").await, "title_state")), (0, "unconfirmed"));

        let given = owned(app, "administrative").await;
        let filed = app.submitted(&[&given], json!({"act": "allotment"})).await;
        let approved = app.signed_by_all(&filed).await;
        // Its owner has it from this day on; nothing is lost of approval and signatures by waiting for the next.
        let problem = end(app, "effect", &approved, json!({"on": "2023-03-01"})).await.refused(409, "transfers.asset.owned_since");
        assert_eq!((text(&problem["facts"], "since"), text(&problem["facts"], "from")), ("2023-03-01", "2023-03-02"));
        app.on_day("2023-03-02").await;
        let said = json!({"on": "2023-03-02", "title_level": "town"});
        let problem = end(app, "effect", &approved, said).await.refused(422, "transfers.transfer.no_title");
        assert_eq!(text(&problem["facts"], "act"), "allotment");
        end(app, "effect", &approved, json!({"on": "2023-03-02"})).await.ok(200);
        let kept = app.asset_now(&given, "").await;
        assert_eq!((text(&kept, "title_state"), text(&kept, "title_level")), ("confirmed", "county"));
    }

    /// R9: what is a household's own is on no list, and becomes none while it passes; one that was handed over before is looked at again.
    async fn a_households_asset_passes_to_no_unit(app) {
        let asset = app.valued("示例猪舍").await;
        let patch = async |kind: &str| {
            let now = app.asset_now(&asset, "").await;
            let call = app.patch(&format!("/assets/{}", text(&asset, "id"))).by(&app.who("asset_officer").await).at(text(&now, "etag"));
            call.json(json!({"kind": kind})).send().await
        };
        patch("household").await.refused(409, "assets.asset.kind_stands");
        let house = app.kind_corrected(&asset, "household").await;
        let problem = app.transfer(&[&house], json!({})).await.refused(409, "transfers.asset.of_household");
        assert_eq!(problem["facts"]["asset"], asset["number"]);
        app.kind_corrected(&asset, "public_welfare").await;
        let filed = app.submitted(&[&asset], json!({})).await;
        patch("household").await.refused(409, "assets.asset.kind_in_transfer");
        app.signed_by_all(&filed).await;
        end(app, "effect", &now(app, &filed).await, json!({"on": "2023-03-01"})).await.ok(200);
        // On its way back it stays handed over, and its kind may change: the list is held against it once more.
        let (department, town) = (app.unit("示例县农业农村局").await, app.unit("示例镇人民政府").await);
        let back = json!({
            "act": "custody_only", "giver_id": town, "receiver_id": department, "to_regime": "administrative",
            "maintainer_id": department
        });
        app.on_day("2023-03-02").await;
        let filed = app.submitted(&[&asset], back).await;
        app.signed_by_all(&filed).await;
        let kept = app.see("auditor", &format!("/upkeep-duties?asset_id={}&on=2023-03-02", text(&asset, "id"))).await;
        for duty in kept["items"].as_array().unwrap() {
            let over = json!({"until_on": "2023-03-02", "reason": "示例：由农户自行管护"});
            app.act("asset_officer", &format!("/upkeep-duties/{}/end", text(duty, "id")), Some(duty), over).await.ok(200);
        }
        app.kind_corrected(&asset, "household").await;
        let late = end(app, "effect", &now(app, &filed).await, json!({"on": "2023-03-02"})).await;
        late.refused(409, "transfers.asset.of_household");
    }

    /// A kind that was told before a list passed is told anew: the list was judged and signed as of the kind that stood.
    async fn a_kind_told_before_a_list_passed_is_told_anew(app) {
        let asset = app.valued("示例猪舍").await;
        let right = json!({"kind": "household", "file_id": app.paper("核查记录.pdf").await, "reason": "示例：类别登记有误"});
        app.on_asset("correct", &asset, right).await.ok(200);
        let filed = app.submitted(&[&asset], json!({})).await;
        app.signed_by_all(&filed).await;
        end(app, "effect", &now(app, &filed).await, json!({"on": "2023-03-01"})).await.ok(200);
        let (held, confirm) = (app.asset_now(&asset, "").await, format!("/assets/{}/confirm-correction", text(&asset, "id")));
        let problem = app.press("finance_section_head", &confirm, &held).await.refused(409, "assets.asset.correction_passed");
        assert_eq!((&problem["facts"]["asset"], text(&problem["facts"], "on")), (&asset["number"], "2023-03-01"));
        assert_eq!(app.kind_corrected(&asset, "business").await["kind"], "business");
    }

    /// Joint owners give together: one as the giver, each other with it by a word of its own, and the whole passes or nothing does.
    async fn joint_owners_give_together(app) {
        let (department, bureau) = (app.unit("示例县农业农村局").await, app.unit("示例县财政局").await);
        let audit = app.organisation("示例县审计局", "line_department").await;
        let asset = app.valued("示例水池").await;
        let half = |unit: &Value| json!({"organisation_id": unit, "share": "50.0000", "regime": "administrative"});
        let title = json!({
            "on": "2023-01-01", "level": "county", "file_id": app.paper("权证.pdf").await, "owners": [half(&department), half(&bureau)]
        });
        let asset = app.on_asset("confirm-title", &asset, title).await.ok(200);
        let said = |co_givers: Value| json!({"act": "allotment", "supervisor_id": audit["id"], "co_giver_ids": co_givers});
        app.transfer(&[&asset], said(json!([]))).await.refused(409, "transfers.asset.not_the_givers");
        app.transfer(&[&asset], said(json!([bureau, bureau]))).await.refused(422, "transfers.transfer.co_givers");
        let filed = app.submitted(&[&asset], said(json!([bureau]))).await;
        app.approve(&["town_officer", "asset_officer", "finance_vice_director"], text(&filed, "id")).await;
        app.on_transfer("unit_head", "sign", &filed, json!({"side": "giver"})).await.ok(200);
        app.on_transfer("town_head", "sign", &filed, json!({"side": "receiver"})).await.ok(200);
        let scan = json!({"side": "supervisor", "on": "2023-03-01", "file_id": app.paper("监交签字页.pdf").await});
        app.on_transfer("unit_clerk", "record-signature", &filed, scan).await.ok(200);
        app.on_transfer("asset_officer", "confirm-signature", &filed, json!({"side": "supervisor"})).await.ok(200);
        let problem = end(app, "effect", &filed, json!({"on": "2023-03-01"})).await.refused(409, "transfers.transfer.not_signed");
        assert_eq!(text(&problem["facts"], "missing"), "giver");
        let joint = |unit: &Value| json!({"side": "giver", "organisation_id": unit});
        app.on_transfer("finance_clerk", "sign", &filed, joint(&audit["id"])).await.refused(422, "transfers.signature.no_co_giver");
        app.on_transfer("unit_head", "sign", &filed, joint(&bureau)).await.refused(403, "access.denied.second_person");
        app.on_transfer("town_officer", "sign", &filed, joint(&bureau)).await.refused(409, "transfers.transfer.not_their_side");
        let signed = app.on_transfer("finance_clerk", "sign", &filed, joint(&bureau)).await.ok(200);
        assert_eq!((&signed["co_givers"][0]["organisation_id"], &signed["co_givers"][0]["signature"]["counts"]), (&bureau, &json!(true)));
        end(app, "effect", &filed, json!({"on": "2023-03-01"})).await.ok(200);
        let after = app.asset_now(&asset, "").await;
        assert_eq!((after["owners"].as_array().unwrap().len(), &after["owners"][0]["share"]), (1, &json!("100.0000")));
        assert_eq!(after["owners"][0]["organisation_id"], filed["receiver_id"]);
        let page = app.get(&format!("/asset-transfers/{}/print?form=transfer_form", text(&filed, "id"))).by(&app.who("auditor").await).send().await;
        assert!(String::from_utf8_lossy(&page.bytes).contains("示例县农业农村局、示例县财政局"));
        // No one transfer gives it back to one of them; the refusal says which acts do it, and they do.
        app.on_day("2023-03-02").await;
        let back = json!({
            "act": "allotment", "giver_id": filed["receiver_id"], "receiver_id": department, "to_regime": "administrative",
            "maintainer_id": department, "supervisor_id": audit["id"], "reverses_id": filed["id"]
        });
        let problem = app.transfer(&[&asset], back).await.refused(409, "transfers.transfer.given_jointly");
        assert_eq!(text(&problem["facts"], "givers"), "示例县农业农村局、示例县财政局");
        let title = json!({
            "on": "2023-03-02", "level": "county", "file_id": app.paper("撤回移交的批复.pdf").await, "owners": [half(&department), half(&bureau)]
        });
        let contested = json!({"on": "2023-03-02", "reason": "示例：各方同意撤回"});
        let contested = app.on_asset("dispute-title", &app.asset_now(&asset, "").await, contested).await.ok(200);
        app.on_asset("confirm-title", &contested, title.clone()).await.refused(403, "access.denied.second_person");
        app.also("line_reviewer", "asset_officer").await;
        let path = format!("/assets/{}/confirm-title", text(&asset, "id"));
        let whose = app.act("line_reviewer", &path, Some(&contested), title).await.ok(200);
        assert_eq!(whose["owners"].as_array().unwrap().len(), 2, "{whose:#}");
        let silent = "UPDATE asset_transfer_giver SET officer_id = NULL, signed_on = NULL, digest = NULL";
        let for_two = "UPDATE asset_transfer_giver SET officer_id = (SELECT officer_id FROM asset_transfer_signature WHERE side = 'giver')";
        expect_seen(app, "I4", &[silent, for_two]).await;
    }
}
