//! The joint check of a transfer: what is found wanting is cured and confirmed, accepted with a deadline, or taken off the list.

use serde_json::{Value, json};

use crate::support::{
    Reply, TestApp,
    cast::{TOWN, engage_officer, grant},
    money::text,
};

/// Three listed assets.
async fn listed(app: &TestApp) -> (Vec<Value>, Value) {
    let mut assets = Vec::new();
    for n in 1..=3 {
        assets.push(app.valued(&format!("示例资产{n}")).await);
    }
    let listed: Vec<&Value> = assets.iter().collect();
    let transfer = app.transfer(&listed, json!({})).await.ok(201);
    (assets, transfer)
}

/// What giver and receiver saw.
async fn inspect(app: &TestApp, transfer: &Value, items: Value) -> Reply {
    let both = json!([transfer["giver_id"], transfer["receiver_id"]]);
    let body = json!({"on": "2023-03-01", "organisation_ids": both, "items": items});
    app.on_transfer("unit_clerk", "inspect", transfer, body).await
}

/// A defect that is due on a day.
fn leak(transfer: &Value, due: &str) -> Value {
    json!({"description": "屋面渗漏", "due_on": due, "curer_id": transfer["giver_id"]})
}

async fn submit(app: &TestApp, transfer: &Value) -> Reply {
    app.on_transfer("unit_clerk", "submit", transfer, json!({})).await
}

async fn effect(app: &TestApp, transfer: &Value) -> Reply {
    app.on_transfer("asset_officer", "effect", transfer, json!({"on": "2023-03-01"})).await
}

engines! {
    /// R25.1: no desk sees a list that both sides have not gone through; what is written down has to fit.
    async fn a_list_that_nobody_checked_goes_to_no_desk(app) {
        let (_, transfer) = listed(app).await;
        assert_eq!((text(&transfer, "state"), &transfer["run_id"]), ("listed", &Value::Null));
        let problem = submit(app, &transfer).await.refused(409, "transfers.transfer.unchecked");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "absent"), text(&problem["facts"], "unchecked")), ("R25.1", "giver, receiver", "1, 2, 3"));
        inspect(app, &transfer, json!([{"n": 4, "found": "sound"}])).await.refused(422, "transfers.item.unknown");
        inspect(app, &transfer, json!([{"n": 1, "found": "sound"}, {"n": 1, "found": "sound"}])).await.refused(422, "transfers.item.twice");
        inspect(app, &transfer, json!([{"n": 1, "found": "defective"}])).await.refused(422, "transfers.item.defects_differ");
        inspect(app, &transfer, json!([{"n": 1, "found": "sound", "defects": [leak(&transfer, "2023-03-31")]}])).await
            .refused(422, "transfers.item.defects_differ");
        inspect(app, &transfer, json!([{"n": 1, "found": "defective", "defects": [leak(&transfer, "2023-02-28")]}])).await
            .refused(422, "transfers.item.due_before");
        let ahead = json!({"on": "2023-03-02", "organisation_ids": [transfer["giver_id"]], "items": [{"n": 1, "found": "sound"}]});
        app.on_transfer("unit_clerk", "inspect", &transfer, ahead).await.refused(422, "transfers.day.ahead");
        inspect(app, &transfer, json!([{"n": 1, "found": "sound"}, {"n": 2, "found": "missing"}])).await.ok(200);
        let problem = submit(app, &transfer).await.refused(409, "transfers.transfer.unchecked");
        assert_eq!((text(&problem["facts"], "absent"), text(&problem["facts"], "unchecked")), ("", "2, 3"));
        // Another day of the check: what the first one said of the others stays.
        inspect(app, &transfer, json!([{"n": 2, "found": "sound"}, {"n": 3, "found": "sound"}])).await.ok(200);
        assert_eq!(text(&submit(app, &transfer).await.ok(200), "state"), "in_approval");
        inspect(app, &transfer, json!([{"n": 1, "found": "sound"}])).await.refused(409, "transfers.transfer.not_listed");
    }

    /// What the receiver does not take goes back at once; list, sums and what the desks bind are of the rest; only the rest passes.
    async fn what_is_refused_goes_back_and_the_rest_is_added_up_anew(app) {
        let (assets, transfer) = listed(app).await;
        let refuse = async |who: &str, body: Value| app.on_transfer(who, "refuse-items", &transfer, body).await;
        let two = json!({"items": [2], "reason": "规格与合同不符"});
        refuse("unit_clerk", two.clone()).await.refused(409, "transfers.transfer.not_their_side");
        refuse("village_clerk", json!({"items": [1, 2, 3], "reason": "示例"})).await.refused(409, "transfers.transfer.nothing_left");
        let after = refuse("village_clerk", two.clone()).await.ok(200);
        assert_eq!((text(&after, "original_value"), text(&after, "carrying_amount"), text(&after, "receiver_value")), ("2000.00", "1500.00", "1500.00"));
        assert_eq!((text(&after["items"][1]["refused"], "note"), text(&after["items"][1]["refused"], "on")), ("规格与合同不符", "2023-03-01"));
        assert_eq!(app.asset_now(&assets[1], "").await["handover_state"], "not_handed_over");
        refuse("village_clerk", two).await.refused(422, "transfers.item.unknown");
        // By somebody else, with the receiver's paper.
        let with_paper = json!({"items": [3], "reason": "示例", "file_id": app.paper("接收方意见.pdf").await});
        assert_eq!(text(&refuse("unit_clerk", with_paper).await.ok(200), "carrying_amount"), "750.00");
        inspect(app, &transfer, json!([{"n": 1, "found": "sound"}])).await.ok(200);
        submit(app, &transfer).await.ok(200);
        let another = app.submitted(&[&assets[1]], json!({})).await;
        app.signed_by_all(&transfer).await;
        effect(app, &transfer).await.ok(200);
        assert_eq!(app.asset_now(&assets[0], "").await["handover_state"], "handed_over");
        assert_eq!(app.asset_now(&assets[1], "").await["handover_state"], "in_transfer", "{another:#}");
        assert_eq!(app.asset_now(&assets[2], "").await["handover_state"], "not_handed_over");
    }

    /// R25.3: what breaks after the desks have said yes is written down, and stands in the way as any defect; what was found before stays.
    async fn a_defect_seen_after_the_approval_is_recorded(app) {
        let (_, transfer) = listed(app).await;
        let sound = json!([{"n": 1, "found": "sound"}, {"n": 2, "found": "sound"}, {"n": 3, "found": "sound"}]);
        inspect(app, &transfer, sound.clone()).await.ok(200);
        submit(app, &transfer).await.ok(200);
        let signed = app.signed_by_all(&transfer).await;
        inspect(app, &transfer, sound).await.refused(409, "transfers.transfer.not_listed");
        let late = inspect(app, &transfer, json!([{"n": 2, "found": "defective", "defects": [leak(&transfer, "2023-03-31")]}])).await.ok(200);
        assert_eq!((&late["state"], &late["signatures"]), (&signed["state"], &signed["signatures"]), "nothing that was signed is void");
        assert_eq!((text(&late["items"][1], "found"), text(&late["defects"][0], "stage")), ("sound", "open"));
        let problem = effect(app, &transfer).await.refused(409, "transfers.transfer.defects_open");
        assert_eq!(text(&problem["facts"], "defects"), "1");
    }

    /// R25.3: a defect stands in the way until its cure is confirmed for the receiver by another, or the receiver takes it as it is.
    async fn a_defect_stands_in_the_way_until_it_is_cured_or_accepted(app) {
        let (_, transfer) = listed(app).await;
        let items = json!([
            {"n": 1, "found": "defective", "defects": [leak(&transfer, "2023-03-31"), leak(&transfer, "2023-03-20")]},
            {"n": 2, "found": "sound"}, {"n": 3, "found": "sound"}
        ]);
        let checked = inspect(app, &transfer, items).await.ok(200);
        assert_eq!((text(&checked["defects"][1], "stage"), &checked["defects"][1]["n"]), ("open", &json!(2)));
        submit(app, &transfer).await.ok(200);
        app.signed_by_all(&transfer).await;
        let problem = effect(app, &transfer).await.refused(409, "transfers.transfer.defects_open");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "defects"), text(&problem["facts"], "due_on")), ("R25.3", "1, 2", "2023-03-20"));
        let act = async |who: &str, verb: &str, body: Value| app.on_transfer(who, verb, &transfer, body).await;
        act("village_clerk", "confirm-cure", json!({"defects": [1]})).await.refused(409, "transfers.defect.stage");
        act("village_clerk", "cure", json!({"defects": [1], "on": "2023-03-01"})).await.refused(409, "transfers.transfer.not_their_side");
        act("unit_clerk", "cure", json!({"defects": [3], "on": "2023-03-01"})).await.refused(422, "transfers.defect.unknown");
        act("unit_clerk", "cure", json!({"defects": [1], "on": "2023-03-02"})).await.refused(422, "transfers.day.ahead");
        let problem = act("unit_clerk", "cure", json!({"defects": [1], "on": "2023-02-28"})).await.refused(422, "transfers.defect.cured_before");
        assert_eq!(text(&problem["facts"], "found"), "2023-03-01");
        let cured = act("unit_clerk", "cure", json!({"defects": [1], "on": "2023-03-01", "note": "已补漏"})).await.ok(200);
        assert_eq!(text(&cured["defects"][0], "stage"), "cured");
        effect(app, &transfer).await.refused(409, "transfers.transfer.defects_open");
        let paper = json!({"defects": [1], "file_id": app.paper("接收方意见.pdf").await});
        act("unit_clerk", "confirm-cure", paper).await.refused(403, "access.denied.second_person");
        act("unit_head", "confirm-cure", json!({"defects": [1]})).await.refused(409, "transfers.transfer.not_their_side");
        let closed = act("village_clerk", "confirm-cure", json!({"defects": [1]})).await.ok(200);
        assert_eq!(text(&closed["defects"][0], "stage"), "closed");
        let accept = |until: &str| json!({"defects": [2], "until_on": until, "reason": "不影响使用"});
        act("unit_clerk", "accept-defects", accept("2023-04-30")).await.refused(409, "transfers.transfer.not_their_side");
        act("village_clerk", "accept-defects", accept("2023-02-28")).await.refused(422, "transfers.defect.until_past");
        act("village_clerk", "accept-defects", accept("2023-04-30")).await.ok(200);
        effect(app, &transfer).await.ok(200);
        // It is cured after the hand-over, and confirmed as before.
        act("unit_clerk", "cure", json!({"defects": [2], "on": "2023-03-01"})).await.ok(200);
        let done = act("town_head", "confirm-cure", json!({"defects": [2]})).await.ok(200);
        assert_eq!((text(&done["defects"][1], "stage"), text(&done["defects"][1]["accepted"], "on")), ("closed", "2023-04-30"));
        act("unit_clerk", "cancel", json!({"reason": "示例"})).await.refused(409, "transfers.transfer.state");
    }

    /// A21.1: what was accepted until a day is a lead after it, and none any more when its cure is confirmed.
    async fn an_accepted_defect_that_is_not_cured_in_time_is_a_lead(app) {
        let (_, transfer) = listed(app).await;
        let items = json!([
            {"n": 1, "found": "defective", "defects": [leak(&transfer, "2023-03-02")]},
            {"n": 2, "found": "defective", "defects": [leak(&transfer, "2023-03-02")]}, {"n": 3, "found": "sound"}
        ]);
        inspect(app, &transfer, items).await.ok(200);
        app.on_transfer("village_clerk", "refuse-items", &transfer, json!({"items": [2], "reason": "示例"})).await.ok(200);
        let accept = json!({"defects": [1], "until_on": "2023-03-03", "reason": "示例"});
        app.on_transfer("village_clerk", "accept-defects", &transfer, accept).await.ok(200);
        submit(app, &transfer).await.ok(200);
        app.signed_by_all(&transfer).await;
        effect(app, &transfer).await.ok(200);
        let leads = async |day: &str| {
            app.on_day(day).await;
            app.tick().await;
            app.see("auditor", "/audit/leads?check=A21.1").await["items"].clone()
        };
        assert_eq!(leads("2023-03-03").await, json!([]), "the day itself is not late; what was refused is nobody's defect");
        let found = leads("2023-03-04").await;
        assert_eq!((found.as_array().unwrap().len(), text(&found[0], "subject"), text(&found[0]["figures"], "due_on")), (1, format!("asset_transfer:{}", text(&transfer, "id")).as_str(), "2023-03-03"), "{found:#}");
        app.on_transfer("unit_clerk", "cure", &transfer, json!({"defects": [1], "on": "2023-03-04"})).await.ok(200);
        app.on_transfer("town_head", "confirm-cure", &transfer, json!({"defects": [1]})).await.ok(200);
        assert_eq!(leads("2023-03-05").await[0]["state"], "lapsed");
    }

    /// A collective is asked as any unit is: its own manager reads the list and what its assets went through, and signs; a manager of another body does not.
    async fn a_collective_signs_by_its_own_manager(app) {
        let body = json!({"name": "示例甲村经济合作社", "kind": "collective", "region_code": TOWN});
        let unit = app.act("unit_clerk", "/organisations", None, body).await.ok(201);
        let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
        let (officer, _) = engage_officer(app, &first, "village_manager", Some(&unit["id"]), TOWN).await;
        grant(app, (&first, &second), &officer, "collective_manager", TOWN).await;
        let asset = app.valued("示例公厕").await;
        let to_body = json!({
            "receiver_id": unit["id"], "to_regime": "collective", "maintainer_id": unit["id"], "upkeep_source": "collective_income"
        });
        let transfer = app.submitted(&[&asset], to_body).await;
        app.approve(&["town_officer", "asset_officer", "finance_vice_director"], text(&transfer, "id")).await;
        let side = json!({"side": "receiver"});
        app.on_transfer("collective_manager", "sign", &transfer, side.clone()).await.refused(409, "transfers.transfer.not_their_side");
        let of_any = json!({"defects": [1], "until_on": "2023-03-09", "reason": "示例：先收后修", "file_id": app.town_paper("说明.pdf").await});
        let accept = async |who: &str| app.on_transfer(who, "accept-defects", &transfer, of_any.clone()).await;
        let problem = accept("collective_manager").await.refused(409, "transfers.transfer.own_unit_alone");
        assert_eq!(text(&problem["facts"], "side"), "receiver");
        accept("village_manager").await.refused(422, "transfers.defect.unknown");
        accept("unit_head").await.refused(422, "transfers.defect.unknown");
        let signed = app.on_transfer("village_manager", "sign", &transfer, side).await.ok(200);
        assert_eq!((text(&signed["signatures"][0], "side"), &signed["signatures"][0]["counts"]), ("receiver", &json!(true)));
        let paths = [format!("/asset-transfers/{}", text(&transfer, "id")), format!("/assets/{}/history", text(&asset, "id"))];
        for path in paths.iter().map(String::as_str).chain(["/asset-transfers", "/upkeep-duties", "/upkeep-orders"]) {
            app.see("village_manager", path).await;
        }
    }

    /// Three sides sign, in any order, each for itself: by its own officer, or by a scan that another officer confirms.
    async fn nothing_passes_without_three_signatures(app) {
        let transfer = app.submitted(&[&app.valued("示例公厕").await], json!({})).await;
        let act = async |who: &str, verb: &str, body: Value| app.on_transfer(who, verb, &transfer, body).await;
        let side = |side: &str| json!({"side": side});
        act("unit_head", "sign", side("giver")).await.refused(409, "transfers.transfer.state");
        app.approve(&["town_officer", "asset_officer", "finance_vice_director"], text(&transfer, "id")).await;
        let problem = effect(app, &transfer).await.refused(409, "transfers.transfer.not_signed");
        assert_eq!(text(&problem["facts"], "missing"), "giver, receiver, supervisor");
        act("finance_clerk", "sign", side("supervisor")).await.ok(200);
        act("finance_clerk", "sign", side("supervisor")).await.refused(409, "transfers.signature.there");
        act("unit_head", "sign", side("receiver")).await.refused(409, "transfers.transfer.not_their_side");
        act("unit_head", "sign", side("giver")).await.ok(200);
        let scan = json!({"side": "receiver", "on": "2023-03-01", "file_id": app.paper("交接单.pdf").await});
        let early = json!({"side": "receiver", "on": "2023-02-28", "file_id": scan["file_id"]});
        act("unit_clerk", "record-signature", early).await.refused(422, "transfers.transfer.not_that_day");
        act("asset_officer", "confirm-signature", side("receiver")).await.refused(409, "transfers.signature.nothing_to_confirm");
        let waits = act("unit_clerk", "record-signature", scan).await.ok(200);
        let signature = |t: &Value, side: &str| t["signatures"].as_array().unwrap().iter().find(|s| s["side"] == side).cloned().unwrap();
        assert_eq!(signature(&waits, "receiver")["counts"], false);
        let problem = effect(app, &transfer).await.refused(409, "transfers.transfer.not_signed");
        assert_eq!(text(&problem["facts"], "missing"), "receiver");
        assert!(text(&problem, "detail").contains("尚缺：接收方。"), "{problem:#}");
        act("unit_clerk", "confirm-signature", side("receiver")).await.refused(403, "access.denied.second_person");
        // A colleague of whoever recorded it is no second pair of eyes: one unit would bring all three sides.
        act("unit_head", "confirm-signature", side("receiver")).await.refused(409, "transfers.signature.of_one_unit");
        let all = act("asset_officer", "confirm-signature", side("receiver")).await.ok(200);
        assert_eq!(signature(&all, "receiver")["digest"], signature(&all, "giver")["digest"]);
        assert_eq!(text(&effect(app, &transfer).await.ok(200), "state"), "effective");
    }

    /// R25.2: of each kind on the act's list of files the paper is there, or it is said why not. It is told from the listing on, and
    /// refuses where the list goes to its desks, unless an exception lets it.
    async fn a_file_list_speaks_of_every_kind(app) {
        let asset = app.valued("示例公厕").await;
        let acceptance = json!({"kind": "acceptance", "file_id": app.paper("验收单.pdf").await});
        let untold = app.transfer(&[&asset], json!({"papers": [acceptance]})).await.ok(201);
        let checks = app.see("auditor", &format!("/asset-transfers/{}/checks", text(&untold, "id"))).await;
        let check = checks["items"].as_array().unwrap().iter().find(|c| c["rule"] == "R25.2").unwrap();
        assert_eq!((text(check, "outcome"), text(&check["facts"], "untold")), ("refused", "drawings, settlement, warranty"));
        app.checked(&untold).await;
        let problem = submit(app, &untold).await.refused(409, "transfers.transfer.files_untold");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "exception_by")), ("R25.2", "finance_director"));
        let exception = app.except_transfer("R25.2", &untold, "1000.00").await.ok(201);
        app.grant_exception(&exception).await;
        assert_eq!(text(&submit(app, &untold).await.ok(200), "state"), "in_approval");
        assert_eq!(app.exception_now(&exception).await["state"], "consumed");
        let asset = app.valued("示例水池").await;
        let neither = json!({"papers": [acceptance, {"kind": "drawings"}]});
        app.transfer(&[&asset], neither).await.refused(422, "transfers.transfer.paper_or_reason");
        let mut papers = app.papers(&["acceptance", "drawings"]).await;
        papers[0] = json!({"kind": "acceptance", "missing_reason": "示例"});
        let problem = app.transfer(&[&asset], json!({"papers": papers})).await.refused(409, "transfers.transfer.incomplete");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "missing")), ("R25", "acceptance"));
        let listed = app.transfer(&[&asset], json!({})).await.ok(201);
        assert_eq!(text(&listed["papers"][1], "missing_reason"), "示例：建设时未留存");
        let cancelled = app.on_transfer("unit_clerk", "cancel", &listed, json!({"reason": "示例"})).await.ok(200);
        assert_eq!((text(&cancelled, "state"), app.asset_now(&asset, "").await["handover_state"].clone()), ("cancelled", json!("not_handed_over")));
    }

    /// R25.1 takes one too: what nobody has found goes to its desks, and the exception is used up by that.
    async fn an_exception_lets_an_unchecked_list_go_to_its_desks(app) {
        let (_, transfer) = listed(app).await;
        let exception = app.except_transfer("R25.1", &transfer, "3000.00").await.ok(201);
        let problem = submit(app, &transfer).await.refused(409, "transfers.transfer.unchecked");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "exception_fault")), ("R25.1", "not_granted"));
        app.grant_exception(&exception).await;
        assert_eq!(text(&submit(app, &transfer).await.ok(200), "state"), "in_approval");
        assert_eq!(text(&app.see("auditor", &format!("/exceptions/{}", text(&exception, "id"))).await, "state"), "consumed");
    }

    /// R25.3 takes an exception: granted by the director for what is open, good for nothing else, used up by the effect.
    async fn an_exception_lets_a_transfer_take_effect_once(app) {
        let (_, transfer) = listed(app).await;
        let problem = submit(app, &transfer).await.refused(409, "transfers.transfer.unchecked");
        assert_eq!(text(&problem["facts"], "exception_for"), format!("asset_transfer:{}", text(&transfer, "id")));
        let sound = |n: i32| json!({"n": n, "found": "sound"});
        let defective = json!({"n": 1, "found": "defective", "defects": [leak(&transfer, "2023-03-31"), leak(&transfer, "2023-03-20")]});
        inspect(app, &transfer, json!([defective, sound(2), sound(3)])).await.ok(200);
        submit(app, &transfer).await.ok(200);
        app.except_transfer("R25.3", &transfer, "3000.00").await.refused(409, "transfers.transfer.state");
        app.signed_by_all(&transfer).await;
        let problem = effect(app, &transfer).await.refused(409, "transfers.transfer.defects_open");
        assert_eq!((text(&problem["facts"], "exception_by"), text(&problem["facts"], "defects")), ("finance_director", "1, 2"));
        app.except_transfer("R25.1", &transfer, "3000.00").await.refused(422, "policy.exception.rule_not_here");
        let problem = app.except_transfer("R25.3", &transfer, "2999.99").await.refused(409, "policy.exception.ceiling_too_low");
        assert_eq!(problem["facts"]["beyond"], "3000.00");
        let first = app.except_transfer("R25.3", &transfer, "3000.00").await.ok(201);
        app.grant_exception(&first).await;
        // One of the two is cured since: what was granted was another state of things.
        app.on_transfer("unit_clerk", "cure", &transfer, json!({"defects": [2], "on": "2023-03-01"})).await.ok(200);
        app.on_transfer("village_clerk", "confirm-cure", &transfer, json!({"defects": [2]})).await.ok(200);
        let problem = effect(app, &transfer).await.refused(409, "transfers.transfer.defects_open");
        assert_eq!((text(&problem["facts"], "exception_fault"), text(&problem["facts"], "defects")), ("facts_changed", "1"));
        let second = app.except_transfer("R25.3", &transfer, "3000.00").await.ok(201);
        app.grant_exception(&second).await;
        assert_eq!(text(&effect(app, &transfer).await.ok(200), "state"), "effective");
        let state = async |e: &Value| text(&app.see("auditor", &format!("/exceptions/{}", text(e, "id"))).await, "state").to_owned();
        assert_eq!((state(&first).await, state(&second).await), ("granted".to_owned(), "consumed".to_owned()));
        // The neighbour sees no such transfer, and no exception is filed for what is not there.
        app.except_beside(("asset_transfer", &transfer), "R25.3").await;
    }

    /// R108.1 of a transfer: what was granted on one day lets it take effect on the next, once; the day is not bound.
    async fn an_exception_lets_a_transfer_take_effect_that_nobody_posted(app) {
        app.set_value("publicity.required.transfer", "5 working").await;
        let transfer = app.submitted(&[&app.valued("示例公厕").await], json!({})).await;
        app.signed_by_all(&transfer).await;
        let problem = effect(app, &transfer).await.refused(409, "publicity.posting.missing");
        assert_eq!(text(&problem["facts"], "exception_by"), "finance_director");
        let exception = app.except_transfer("R108.1", &transfer, "1000.00").await.ok(201);
        app.grant_exception(&exception).await;
        app.on_day("2023-03-02").await;
        let on = json!({"on": "2023-03-02"});
        let done = app.on_transfer("asset_officer", "effect", &transfer, on).await.ok(200);
        assert_eq!((text(&done, "state"), text(&app.exception_now(&exception).await, "state")), ("effective", "consumed"));
    }
}
