//! Lists of transfers: by filter, with place and manager, what is told of them, and the way back.

use serde_json::{Value, json};

use crate::support::{
    TestApp,
    cast::{COUNTY, TOWN},
    money::text,
};

/// The outcome of a rule that is told of a transfer.
async fn outcome(app: &TestApp, transfer: &Value, rule: &str) -> Value {
    let checks = app.see("auditor", &format!("/asset-transfers/{}/checks", text(transfer, "id"))).await;
    checks["items"].as_array().unwrap().iter().find(|c| c["rule"] == rule).cloned().unwrap()
}

/// A value of the county.
async fn set(app: &TestApp, key: &str, value: &str) {
    let body = json!({
        "key": key, "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": value, "basis": "paper",
        "document": "示例县资产移交办法", "certainty": "unverified"
    });
    app.act("finance_director", "/policy-values", None, body).await.ok(201);
}

/// A transfer that has taken effect.
async fn effective(app: &TestApp, assets: &[&Value], said: Value) -> Value {
    let transfer = app.submitted(assets, said).await;
    app.signed_by_all(&transfer).await;
    app.on_transfer("asset_officer", "effect", &transfer, json!({"on": "2023-03-01"})).await.ok(200)
}

engines! {
    /// Everything of one network passes by a filter, each at what the paper says of all, and what is listed apart at its own.
    async fn a_network_passes_by_a_filter(app) {
        let mut pipes = Vec::new();
        for n in 1..=3 {
            pipes.push(app.valued(&format!("示例供水管网{n}段")).await);
        }
        app.valued("示例公厕").await;
        let apart = json!({"asset_id": pipes[2]["id"], "accumulated_depreciation": "900.00"});
        let filter = json!({"q": "供水管网", "handover_state": "not_handed_over", "accumulated_depreciation": "100.00"});
        let filed = app.transfer(&[], json!({"items": [apart], "filter": filter})).await.ok(201);
        let listed: Vec<&str> = filed["items"].as_array().unwrap().iter().map(|i| text(i, "carrying_amount")).collect();
        assert_eq!(listed, ["100.00", "900.00", "900.00"]);
        assert_eq!((text(&filed, "original_value"), text(&filed, "carrying_amount")), ("3000.00", "1900.00"));
        // All of them are on their way now: by the same filter nothing is left.
        app.transfer(&[], json!({"items": [], "filter": filter})).await.refused(422, "transfers.transfer.nothing_listed");
        let site = app.act("asset_officer", "/sites", None, json!({"name": "示例安置点", "region_code": COUNTY})).await.ok(201);
        let on_site = app.stock(json!({"name": "示例水塔", "region_code": TOWN, "site_id": site["id"]})).await;
        let on_site = app.on_asset("state-value", &on_site, json!({"on": "2023-03-01", "amount": "10.00"})).await.ok(200);
        let of_site = json!({"items": [], "filter": {"site_id": site["id"], "accumulated_depreciation": "0.00"}});
        let filed = app.transfer(&[], of_site).await.ok(201);
        assert_eq!((filed["items"].as_array().unwrap().len(), &filed["items"][0]["asset_id"]), (1, &on_site["id"]));
    }

    /// Owner, keeper, manager and place pass in one act on one day.
    async fn place_and_manager_pass_with_the_owner(app) {
        let asset = app.valued("示例垃圾清运车").await;
        let manager = app.unit("示例县农业农村局").await;
        effective(app, &[&asset], json!({"manager_id": manager, "location": "示例镇环卫所"})).await;
        let after = app.asset_now(&asset, "").await;
        assert_eq!((text(&after, "location"), text(&after, "handover_state")), ("示例镇环卫所", "handed_over"));
        let parties = after["parties"].as_array().unwrap();
        let managers: Vec<&Value> = parties.iter().filter(|p| p["role"] == "manager").collect();
        assert_eq!((managers.len(), &managers[0]["organisation_id"], text(managers[0], "from_on")), (1, &manager, "2023-03-01"), "{after:#}");
        let before = app.asset_now(&asset, "?as_of=2023-02-28").await;
        assert!(before["parties"].as_array().unwrap().iter().all(|p| p["role"] != "manager"), "{before:#}");
    }

    /// R24, R28, R32: told, and refused only where the county gives them that force.
    async fn what_is_only_told_refuses_where_the_county_says_so(app) {
        let asset = app.stock(json!({"name": "示例公厕", "region_code": TOWN, "accepted_on": "2022-11-30"})).await;
        let asset = app.on_asset("state-value", &asset, json!({"on": "2023-03-01", "amount": "1000.00"})).await.ok(200);
        let filed = app.transfer(&[&asset], json!({})).await.ok(201);
        assert_eq!(outcome(app, &filed, "R24").await["outcome"], "not_applicable", "no deadline is set");
        assert_eq!(outcome(app, &filed, "R28").await["outcome"], "passed");
        set(app, "transfers.deadline_days", "90").await;
        let late = outcome(app, &filed, "R24").await;
        assert_eq!((text(&late, "outcome"), text(&late["facts"], "since"), text(&late["facts"], "days")), ("noted", "2022-11-30", "90"));
        app.on_transfer("unit_clerk", "cancel", &filed, json!({"reason": "示例"})).await.ok(200);
        let department = app.unit("示例县农业农村局").await;
        let kept_elsewhere = app.transfer(&[&asset], json!({"maintainer_id": department})).await.ok(201);
        let told = outcome(app, &kept_elsewhere, "R28").await;
        assert_eq!((text(&told, "outcome"), text(&told["facts"], "maintainer")), ("noted", "示例县农业农村局"));
        app.on_transfer("unit_clerk", "cancel", &kept_elsewhere, json!({"reason": "示例"})).await.ok(200);
        let village = json!({"name": "示例村民委员会", "kind": "village_committee", "region_code": TOWN});
        let village = app.act("unit_clerk", "/organisations", None, village).await.ok(201);
        let by_fees = json!({"receiver_id": village["id"], "to_regime": "collective", "upkeep_source": "user_fees"});
        let problem = app.transfer(&[&asset], by_fees.clone()).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!(text(&problem, "rule"), "R32");
        let mut stood_by = by_fees.clone();
        stood_by["acknowledged"] = json!(["R32"]);
        let warned = app.transfer(&[&asset], stood_by.clone()).await.ok(201);
        assert_eq!(outcome(app, &warned, "R32").await["outcome"], "warned");
        app.on_transfer("unit_clerk", "cancel", &warned, json!({"reason": "示例"})).await.ok(200);
        set(app, "force.R32", "exception").await;
        let problem = app.transfer(&[&asset], stood_by).await.refused(409, "upkeep.order.other_source");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "source")), ("R32", "user_fees"));
        set(app, "force.R24", "warn").await;
        let problem = app.transfer(&[&asset], json!({})).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!(text(&problem, "rule"), "R24");
        app.transfer(&[&asset], json!({"acknowledged": ["R24"]})).await.ok(201);
    }

    /// R25.5: what nobody is known to own is handed over by whoever built or manages it; another giver is stood by by name.
    async fn r25_5_another_giver_than_the_builder_is_stood_by(app) {
        let tower = app.stock(json!({"name": "示例水塔", "region_code": TOWN, "builder": "示例施工单位甲"})).await;
        let tower = app.on_asset("state-value", &tower, json!({"on": "2023-03-01", "amount": "1000.00"})).await.ok(200);
        let problem = app.transfer(&[&tower], json!({})).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((text(&problem, "rule"), &problem["facts"]["assets"]), ("R25.5", &tower["number"]));
        let filed = app.transfer(&[&tower], json!({"acknowledged": ["R25.5"]})).await.ok(201);
        assert_eq!(outcome(app, &filed, "R25.5").await["outcome"], "warned");
        app.on_transfer("unit_clerk", "cancel", &filed, json!({"reason": "示例"})).await.ok(200);
        let builder = app.unit("示例施工单位甲").await;
        let by_builder = app.transfer(&[&tower], json!({"giver_id": builder})).await.ok(201);
        assert_eq!(outcome(app, &by_builder, "R25.5").await["outcome"], "passed");
        let unknown = app.transfer(&[&app.valued("示例水池").await], json!({})).await.ok(201);
        assert_eq!(outcome(app, &unknown, "R25.5").await["outcome"], "not_applicable");
        // What it made of its assets says nothing against it afterwards.
        let done = effective(app, &[&app.valued("示例池").await], json!({})).await;
        assert_eq!(outcome(app, &done, "R25.5").await["outcome"], "not_applicable");
    }

    /// A45: where the paper states both sides' amounts and they differ, it is a lead about what they differ by.
    async fn amounts_that_both_sides_book_differently_are_a_lead(app) {
        let (same, other) = (app.valued("示例甲").await, app.valued("示例乙").await);
        let item = |asset: &Value, recorded: &str| json!({
            "asset_id": asset["id"], "accumulated_depreciation": "250.00", "costs": "10.00", "receiver_recorded_value": recorded
        });
        let filed = app.transfer(&[], json!({"items": [item(&same, "760.00"), item(&other, "759.99")]})).await.ok(201);
        assert_eq!(text(&filed["items"][1], "receiver_recorded_value"), "759.99");
        app.look().await;
        let leads = app.see("auditor", "/audit/leads?check=A45").await["items"].clone();
        assert_eq!(leads.as_array().unwrap().len(), 1, "{leads:#}");
        let figures = &leads[0]["figures"];
        assert_eq!((text(&leads[0], "amount"), text(figures, "item"), text(figures, "recorded")), ("-0.01", "2", "759.99"));
    }

    /// What took effect is undone by a transfer the other way that names it, whole or in part, once, at the values of that day.
    async fn what_took_effect_is_undone_by_a_transfer_that_names_it(app) {
        let (department, town) = (app.unit("示例县农业农村局").await, app.unit("示例镇人民政府").await);
        let (first, second, third) = (app.valued("示例甲").await, app.valued("示例乙").await, app.valued("示例丙").await);
        let done = effective(app, &[&first, &second], json!({})).await;
        let back = |earlier: &Value| json!({
            "act": "allotment", "giver_id": town, "receiver_id": department, "to_regime": "administrative",
            "maintainer_id": department, "reverses_id": earlier["id"]
        });
        let fault = async |reply: crate::support::Reply| {
            text(&reply.refused(409, "transfers.transfer.does_not_undo")["facts"], "fault").to_owned()
        };
        let same_way = json!({"act": "title_registration", "reverses_id": done["id"]});
        assert_eq!(fault(app.transfer(&[&third], same_way).await).await, "sides");
        let custody = json!({
            "act": "custody_only", "giver_id": town, "receiver_id": department, "to_regime": "administrative",
            "maintainer_id": department, "reverses_id": done["id"]
        });
        assert_eq!(fault(app.transfer(&[&first], custody).await).await, "act");
        let other = effective(app, &[&third], json!({})).await;
        assert_eq!(fault(app.transfer(&[&first], back(&other)).await).await, "assets");
        let changed = app.asset_now(&first, "").await;
        app.on_asset("state-value", &changed, json!({"on": "2023-03-01", "amount": "900.00", "acknowledged": ["R12.1"]})).await.ok(200);
        app.on_day("2023-03-02").await;
        let undoing = app.submitted(&[&first], back(&done)).await;
        assert_eq!((text(&undoing, "original_value"), &undoing["reverses_id"]), ("900.00", &done["id"]));
        let again = app.submitted(&[&second], back(&done)).await;
        assert_eq!(fault(app.transfer(&[&third], back(&undoing)).await).await, "not_effective");
        app.signed_by_all(&undoing).await;
        app.on_transfer("asset_officer", "effect", &undoing, json!({"on": "2023-03-02"})).await.ok(200);
        let after = app.asset_now(&first, "").await;
        let owners = after["owners"].as_array().unwrap();
        assert_eq!((owners.len(), &owners[0]["organisation_id"]), (1, &department), "{after:#}");
        let undoers = app.see("auditor", &format!("/asset-transfers?reverses_id={}", text(&done, "id"))).await;
        assert_eq!(undoers["items"].as_array().unwrap().len(), 2, "{again:#}");
        // Nothing is given back twice, though it has come back meanwhile.
        app.on_day("2023-03-03").await;
        let forth = app.submitted(&[&first], json!({"act": "allotment"})).await;
        app.signed_by_all(&forth).await;
        app.on_transfer("asset_officer", "effect", &forth, json!({"on": "2023-03-03"})).await.ok(200);
        app.on_day("2023-03-04").await;
        assert_eq!(fault(app.transfer(&[&first], back(&done)).await).await, "undone");
    }

    /// The transfers as a table: names, sums of what passes, and a total without what came to nothing.
    async fn transfers_go_out_as_a_table(app) {
        let kept = app.transfer(&[&app.valued("示例甲").await], json!({})).await.ok(201);
        let gone = app.transfer(&[&app.valued("示例乙").await], json!({})).await.ok(201);
        app.on_transfer("unit_clerk", "cancel", &gone, json!({"reason": "示例"})).await.ok(200);
        let reply = app.get("/asset-transfers/export?sort=oldest").by(&app.who("auditor").await).send().await;
        let table = String::from_utf8(reply.bytes).unwrap();
        let lines: Vec<&str> = table.lines().collect();
        assert!(lines[1].contains(text(&kept, "number")) && lines[1].contains("示例镇人民政府") && lines[1].contains("750.00"), "{table}");
        assert!(lines[2].contains(text(&gone, "number")) && lines[2].contains("已取消"), "{table}");
        assert!(lines.last().unwrap().contains("750.00") && !lines.last().unwrap().contains("1500.00"), "{table}");
    }
}
