use serde_json::{Value, json};

use crate::{
    oversight::told::Told,
    support::{TestApp, cast::TOWN, money::text},
};

/// What another says of a work that cost so much.
fn found(cost: &str, treatment: &str, improvement: Option<&str>) -> Value {
    let mut body = json!({"verified_cost": cost, "treatment": treatment, "rating": "satisfied", "raters": 12});
    if let Some(improvement) = improvement {
        body["improvement"] = json!(improvement);
    }
    body
}

/// Stock at a stated value of 1,000 yuan, of a village collective.
async fn owned(app: &TestApp, name: &str) -> Value {
    let asset = app.valued(name).await;
    let body = json!({
        "on": "2023-01-01", "level": "village", "file_id": app.paper("权证.pdf").await,
        "owners": [{"organisation_id": app.village().await, "share": "100.0000", "regime": "collective"}]
    });
    app.on_asset("confirm-title", &asset, body).await.ok(200)
}

/// What the village met of its income by a voucher.
async fn by_voucher(app: &TestApp, amount: &str, voucher: &str) -> Value {
    json!({
        "organisation_id": app.village().await, "amount": amount, "voucher": voucher, "met_on": "2023-03-01",
        "file_id": app.paper("记账凭证.pdf").await
    })
}

engines! {
    /// From a finding to its voucher: one order for a finding, done by whoever has the duty, looked at by another, met to the fen.
    async fn an_order_goes_from_a_finding_to_its_voucher(app) {
        let asset = owned(app, "示例水池").await;
        app.keep(&[&asset], "repair", "示例村", "2023-01-01").await.ok(200);
        let seen = app.inspected(&asset, json!({})).await.ok(201);
        let answer = |finding: i32| json!({"inspection_id": seen["id"], "finding": finding});
        app.order(&asset, answer(2)).await.refused(422, "upkeep.inspection.unknown_finding");
        app.order(&asset, json!({"inspection_id": seen["id"]})).await.refused(422, "upkeep.order.finding_unnamed");
        app.order(&app.valued("示例水塔").await, answer(1)).await.refused(422, "upkeep.inspection.unknown");
        let order = app.order(&asset, answer(1)).await.ok(201);
        assert!(text(&order, "number").starts_with("GH-431026102-2023-"), "{order}");
        let problem = app.order(&asset, answer(1)).await.refused(409, "upkeep.order.finding_answered");
        assert_eq!(problem["facts"]["order"], order["number"]);
        let order = app.on_order("asset_officer", "assign", &order, json!({})).await.ok(200);
        assert_eq!((text(&order, "name"), text(&order, "assigned_on")), ("示例村", "2023-03-01"));
        let order = app.reported(&order, "100.00", "collective_income").await.ok(200);
        app.on_order("asset_officer", "verify", &order, found("100.00", "expense", None)).await.refused(403, "access.denied.second_person");
        app.on_order("asset_officer", "send-back", &order, json!({"reason": "示例"})).await.refused(403, "access.denied.second_person");
        let problem = app.on_order("town_officer", "verify", &order, found("100.01", "expense", None)).await.refused(409, "upkeep.order.above_reported");
        assert_eq!((text(&problem["facts"], "reported"), text(&problem["facts"], "verified")), ("100.00", "100.01"));
        let early = by_voucher(app, "60.00", "记-1").await;
        let problem = app.on_order("asset_officer", "meet", &order, early).await.refused(409, "upkeep.order.state_is");
        assert_eq!(text(&problem["facts"], "possible"), "verify, send_back");
        assert!(text(&problem, "detail").contains("现由报告人以外的人员验收，或退回重做"), "{problem:#}");
        let order = app.on_order("town_officer", "verify", &order, found("90.00", "expense", None)).await.ok(200);
        assert_eq!((text(&order, "state"), text(&order, "rating"), order["raters"].as_i64()), ("verified", "satisfied", Some(12)));
        let problem = app.press("asset_officer", &format!("/upkeep-orders/{}/close", text(&order, "id")), &order).await.refused(409, "upkeep.order.not_met");
        assert_eq!((text(&problem["facts"], "verified"), text(&problem["facts"], "met")), ("90.00", "0.00"));
        let problem = app.on_order("asset_officer", "meet", &order, by_voucher(app, "90.01", "记-1").await).await.refused(409, "upkeep.order.above_verified");
        assert_eq!(problem["facts"]["verified"], "90.00");
        let order = app.on_order("asset_officer", "meet", &order, by_voucher(app, "60.00", "记-1").await).await.ok(200);
        let problem = app.on_order("asset_officer", "meet", &order, by_voucher(app, "30.00", "记-1").await).await.refused(409, "upkeep.order.voucher_used");
        assert_eq!((&problem["facts"]["order"], text(&problem["facts"], "amount")), (&order["number"], "60.00"));
        app.on_order("asset_officer", "meet", &order, by_voucher(app, "30.01", "记-2").await).await.refused(409, "upkeep.order.above_verified");
        let order = app.on_order("asset_officer", "meet", &order, by_voucher(app, "30.00", "记-2").await).await.ok(200);
        let order = app.press("asset_officer", &format!("/upkeep-orders/{}/close", text(&order, "id")), &order).await.ok(200);
        assert_eq!((text(&order, "state"), text(&order, "closed_on"), order["met"].as_array().unwrap().len()), ("closed", "2023-03-01", 2));
        assert_eq!(app.asset_now(&asset, "").await["original_value"], "1000.00");
    }

    /// What a unit met from its income comes from that unit in a trace, both ways, as far as it was met; the rest is committed.
    async fn what_was_met_from_income_has_its_source_in_the_trace(app) {
        let asset = owned(app, "示例水池").await;
        app.keep(&[&asset], "repair", "示例村", "2023-01-01").await.ok(200);
        let order = app.order(&asset, json!({})).await.ok(201);
        let order = app.on_order("asset_officer", "assign", &order, json!({})).await.ok(200);
        let order = app.reported(&order, "100.00", "collective_income").await.ok(200);
        let order = app.on_order("town_officer", "verify", &order, found("90.00", "expense", None)).await.ok(200);
        let order = app.on_order("asset_officer", "meet", &order, by_voucher(app, "50.00", "记-1").await).await.ok(200);
        let order = app.on_order("asset_officer", "meet", &order, by_voucher(app, "10.00", "记-2").await).await.ok(200);
        let up = Told::to(app, "auditor", "asset", &asset, "&direction=up").await;
        assert_eq!((up.amounts("kept"), up.amounts("met_by")), (vec!["60.00"], vec!["60.00"]), "{:#}", up.0);
        let (source, told) = (up.node("organisation"), up.node("upkeep_order"));
        assert_eq!((text(source, "title"), up.held(told, "committed"), text(told, "amount")), ("示例村股份经济合作社", 3_000, "90.00"));
        let village = json!({"id": app.village().await});
        let down = Told::to(app, "auditor", "organisation", &village, "&direction=down").await;
        assert_eq!((down.amounts("met_by"), text(down.node("upkeep_order"), "number")), (vec!["60.00"], text(&order, "number")));
        assert_eq!(text(down.node("asset"), "number"), text(&asset, "number"));
    }

    /// What was met by mistake is taken back by another with a reason, counts no more and stays to be seen; its voucher serves again.
    async fn what_was_met_by_mistake_is_taken_back(app) {
        let asset = owned(app, "示例水池").await;
        let order = app.under_way(&asset).await;
        let order = app.reported(&order, "100.00", "collective_income").await.ok(200);
        let order = app.on_order("town_officer", "verify", &order, found("90.00", "expense", None)).await.ok(200);
        let order = app.on_order("asset_officer", "meet", &order, by_voucher(app, "60.00", "记-1").await).await.ok(200);
        let order = app.on_order("asset_officer", "meet", &order, by_voucher(app, "30.00", "记-2").await).await.ok(200);
        let mistake = |n: i32| json!({"n": n, "reason": "示例：金额录入有误"});
        app.on_order("asset_officer", "take-back-met", &order, mistake(1)).await.refused(403, "access.denied.second_person");
        app.on_order("town_officer", "take-back-met", &order, mistake(3)).await.refused(422, "upkeep.order.not_met_so");
        let back = app.on_order("town_officer", "take-back-met", &order, mistake(1)).await.ok(200);
        let (stands, gone) = (&back["met"], &back["taken_back"][0]);
        assert_eq!((stands.as_array().unwrap().len(), stands[0]["n"].as_i64(), text(&stands[0], "amount")), (1, Some(2), "30.00"));
        assert_eq!((gone["met"]["n"].as_i64(), text(&gone["met"], "voucher"), text(gone, "reason")), (Some(1), "记-1", "示例：金额录入有误"));
        app.on_order("town_officer", "take-back-met", &back, mistake(1)).await.refused(422, "upkeep.order.not_met_so");
        let close = format!("/upkeep-orders/{}/close", text(&order, "id"));
        let problem = app.press("asset_officer", &close, &back).await.refused(409, "upkeep.order.not_met");
        assert_eq!(text(&problem["facts"], "met"), "30.00");
        let again = app.on_order("asset_officer", "meet", &back, by_voucher(app, "60.00", "记-1").await).await.ok(200);
        assert_eq!(again["met"][1]["n"].as_i64(), Some(3));
        let closed = app.press("asset_officer", &close, &again).await.ok(200);
        let late = app.on_order("town_officer", "take-back-met", &closed, mistake(2)).await;
        late.refused(409, "upkeep.order.state_is");
    }

    /// R34: what raises capacity or life is capitalised, and adds to the value of the card when its cost is met; repair does neither.
    async fn works_that_raise_capacity_add_to_the_value(app) {
        let asset = owned(app, "示例水池").await;
        let order = app.under_way(&asset).await;
        let order = app.reported(&order, "600.00", "collective_income").await.ok(200);
        for (treatment, improvement) in [("expense", Some("capacity")), ("capital", None)] {
            let problem = app.on_order("town_officer", "verify", &order, found("600.00", treatment, improvement)).await
                .refused(409, "upkeep.order.treatment_wrong");
            assert_eq!((text(&problem, "rule"), text(&problem["facts"], "treatment")), ("R34", treatment));
        }
        let mut papers = found("600.00", "capital", Some("capacity"));
        papers["file_ids"] = json!([app.town_paper("验收单.pdf").await]);
        let order = app.on_order("town_officer", "verify", &order, papers).await.ok(200);
        let order = app.on_order("asset_officer", "meet", &order, by_voucher(app, "600.00", "记-9").await).await.ok(200);
        assert_eq!(app.asset_now(&asset, "").await["original_value"], "1000.00");
        app.press("asset_officer", &format!("/upkeep-orders/{}/close", text(&order, "id")), &order).await.ok(200);
        let card = app.asset_now(&asset, "").await;
        assert_eq!((text(&card, "original_value"), text(&card, "value_state")), ("1600.00", "stated"));
        // A settlement that says nothing of these works is asked, and their money stays on the card.
        let mut less = json!({"on": "2023-03-01", "amount": "1000.00", "funding": [], "file_id": app.paper("决算批复.pdf").await});
        let problem = app.on_asset("settle", &card, less.clone()).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!(["rules", "booked", "short"].map(|fact| text(&problem["facts"], fact)), ["R12.1", "1600.00", "600.00"]);
        less["acknowledged"] = json!(["R12.1"]);
        app.on_asset("settle", &card, less).await.ok(200);
        let money = app.see("auditor", &format!("/assets/{}/funding", text(&asset, "id"))).await;
        assert_eq!((text(&money, "total"), text(&money["items"][0], "amount")), ("600.00", "600.00"));
        assert!(text(&money["items"][0], "text").contains(text(&order, "number")), "{money:#}");
        // Nothing to add to, and money that no payment shows.
        let blank = app.stock(json!({"name": "示例公厕", "region_code": TOWN})).await;
        let order = app.reported(&app.under_way(&blank).await, "1.00", "collective_income").await.ok(200);
        app.on_order("town_officer", "verify", &order, found("1.00", "capital", Some("life"))).await.refused(409, "upkeep.order.nothing_to_add_to");
        let new = app.enter(json!({"region_code": TOWN, "accepted_on": "2023-01-01"})).await.ok(201);
        let allocation = app.allocation("1000.00").await;
        let value = json!({"on": "2023-03-01", "amount": "1000.00", "funding": [{"allocation_id": allocation["id"], "amount": "1000.00"}]});
        let new = app.on_asset("provisional", &new, value).await.ok(200);
        let order = app.reported(&app.under_way(&new).await, "1.00", "collective_income").await.ok(200);
        app.on_order("town_officer", "verify", &order, found("1.00", "capital", Some("life"))).await.refused(409, "upkeep.order.money_not_shown");
        app.on_order("town_officer", "verify", &order, found("1.00", "expense", None)).await.ok(200);
        // The value changed by the paper of the verification: no lead says that it has none.
        app.on_day("2023-03-02").await;
        app.tick().await;
        let drifted = app.see("auditor", "/audit/leads?check=A46").await;
        assert_eq!(drifted["items"], json!([]), "{drifted:#}");
    }

    /// R32: another source for a public asset of a collective is acknowledged by name; for others nothing is said.
    async fn another_source_for_a_collectives_asset_is_acknowledged(app) {
        let asset = app.titled(&app.valued("示例水池").await, "village", "2023-02-01").await;
        let order = app.under_way(&asset).await;
        let problem = app.reported(&order, "5.00", "user_fees").await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "source")), ("R32", "user_fees"));
        let body = json!({"done_on": "2023-03-01", "report": "示例", "cost": "5.00", "upkeep_source": "user_fees", "acknowledged": ["R32"]});
        app.on_order("asset_officer", "report", &order, body).await.ok(200);
        let other = app.under_way(&app.valued("示例水塔").await).await;
        app.reported(&other, "5.00", "user_fees").await.ok(200);
    }

    /// What was not done well goes back to whom it was given to; what nobody has done is cancelled, and its finding is open again.
    async fn what_was_not_done_well_is_done_again(app) {
        let asset = app.valued("示例水池").await;
        let seen = app.inspected(&asset, json!({})).await.ok(201);
        let answer = json!({"inspection_id": seen["id"], "finding": 1});
        let first = app.order(&asset, answer.clone()).await.ok(201);
        app.on_order("asset_officer", "assign", &first, json!({})).await.refused(409, "upkeep.order.nobody_keeps");
        let both = json!({"name": "示例村", "organisation_id": app.unit("示例镇人民政府").await});
        app.on_order("asset_officer", "assign", &first, both).await.refused(422, "upkeep.duty.not_named");
        let cancelled = app.on_order("asset_officer", "cancel", &first, json!({"reason": "示例：误报"})).await.ok(200);
        assert_eq!((text(&cancelled, "state"), text(&cancelled, "reason")), ("cancelled", "示例：误报"));
        let order = app.order(&asset, answer).await.ok(201);
        let order = app.on_order("asset_officer", "assign", &order, json!({"name": "示例村", "due_on": "2023-04-01"})).await.ok(200);
        app.on_order("asset_officer", "assign", &order, json!({"name": "示例村"})).await.refused(409, "upkeep.order.state_is");
        let order = app.reported(&order, "0.00", "county_finance").await.ok(200);
        app.on_order("asset_officer", "cancel", &order, json!({"reason": "示例"})).await.refused(409, "upkeep.order.state_is");
        let order = app.on_order("town_officer", "send-back", &order, json!({"reason": "示例：仍渗漏"})).await.ok(200);
        assert_eq!((text(&order, "state"), text(&order, "due_on"), order["done_on"].is_null()), ("assigned", "2023-04-01", true));
        let order = app.reported(&order, "0.00", "county_finance").await.ok(200);
        let order = app.on_order("town_officer", "verify", &order, found("0.00", "expense", None)).await.ok(200);
        app.on_order("asset_officer", "meet", &order, by_voucher(app, "1.00", "记-1").await).await.refused(409, "upkeep.order.paid_by_claims");
        let order = app.press("asset_officer", &format!("/upkeep-orders/{}/close", text(&order, "id")), &order).await.ok(200);
        assert_eq!(text(&order, "state"), "closed");
    }

    /// R32.1: work that was done before its order was given out is acknowledged, and its true day stands.
    async fn work_that_was_done_first_keeps_its_day(app) {
        let order = app.under_way(&app.valued("示例水池").await).await;
        let mut body = json!({"done_on": "2023-02-27", "report": "示例：夜间抢修", "cost": "100.00", "upkeep_source": "collective_income"});
        let problem = app.on_order("asset_officer", "report", &order, body.clone()).await.refused(409, "policy.rule.not_acknowledged");
        let facts = &problem["facts"];
        assert_eq!((text(&problem, "rule"), text(facts, "done_on"), text(facts, "assigned_on")), ("R32.1", "2023-02-27", "2023-03-01"));
        body["acknowledged"] = json!(["R32.1"]);
        let done = app.on_order("asset_officer", "report", &order, body).await.ok(200);
        assert_eq!(text(&done, "done_on"), "2023-02-27");
        app.on_order("town_officer", "verify", &done, found("100.00", "expense", None)).await.ok(200);
    }

    /// R32: the income of a collective meets its own assets, or those that it manages; never before they were worked on.
    async fn income_meets_the_assets_of_its_own_body(app) {
        let asset = owned(app, "示例水池").await;
        let order = app.reported(&app.under_way(&asset).await, "100.00", "collective_income").await.ok(200);
        let order = app.on_order("town_officer", "verify", &order, found("100.00", "expense", None)).await.ok(200);
        for other in ["示例施工单位甲", "示例镇人民政府"] {
            let mut met = by_voucher(app, "100.00", "记-1").await;
            met["organisation_id"] = app.unit(other).await;
            let problem = app.on_order("asset_officer", "meet", &order, met).await.refused(409, "upkeep.order.not_its_income");
            assert_eq!((text(&problem["facts"], "unit"), &problem["facts"]["asset"]), (other, &asset["number"]));
        }
        let mut early = by_voucher(app, "100.00", "记-1").await;
        early["met_on"] = json!("2023-02-28");
        app.on_order("asset_officer", "meet", &order, early).await.refused(422, "upkeep.order.met_before_done");
        app.on_order("asset_officer", "meet", &order, by_voucher(app, "100.00", "记-1").await).await.ok(200);
        // An asset that it neither owns nor manages.
        let beside = app.reported(&app.under_way(&app.valued("示例水塔").await).await, "10.00", "collective_income").await.ok(200);
        let beside = app.on_order("town_officer", "verify", &beside, found("10.00", "expense", None)).await.ok(200);
        app.on_order("asset_officer", "meet", &beside, by_voucher(app, "10.00", "记-2").await).await.refused(409, "upkeep.order.not_its_income");
    }

    /// Vouchers are numbered anew every month, and one carries several orders: only the same of one order in one month is one.
    async fn a_voucher_of_a_month_stands_for_an_order_once(app) {
        let asset = owned(app, "示例水池").await;
        let mut orders = Vec::new();
        for _ in 0..2 {
            let order = app.reported(&app.under_way(&asset).await, "100.00", "collective_income").await.ok(200);
            orders.push(app.on_order("town_officer", "verify", &order, found("100.00", "expense", None)).await.ok(200));
        }
        let first = app.on_order("asset_officer", "meet", &orders[0], by_voucher(app, "50.00", "记-1").await).await.ok(200);
        app.on_order("asset_officer", "meet", &orders[1], by_voucher(app, "100.00", "记-1").await).await.ok(200);
        app.on_day("2023-04-03").await;
        let mut next = by_voucher(app, "50.00", "记-1").await;
        next["met_on"] = json!("2023-04-03");
        let whole = app.on_order("asset_officer", "meet", &first, next).await.ok(200);
        assert_eq!(whole["met"].as_array().unwrap().len(), 2);
    }

    /// R34.1: an expense above what the asset is worth is looked at again, and somebody stands by it.
    async fn r34_1_an_expense_above_the_value_is_acknowledged(app) {
        let order = app.reported(&app.under_way(&app.valued("示例水池").await).await, "1000.01", "user_fees").await.ok(200);
        let mut body = found("1000.01", "expense", None);
        let problem = app.on_order("town_officer", "verify", &order, body.clone()).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!([text(&problem["facts"], "rules"), text(&problem["facts"], "value")], ["R34.1", "1000.00"]);
        body["acknowledged"] = json!(["R34.1"]);
        app.on_order("town_officer", "verify", &order, body).await.ok(200);
    }

    /// R9: what is a household's own is kept by no public money and given to no body; a kind that is corrected later is looked at again.
    async fn a_households_own_is_kept_by_the_household(app) {
        let house = app.stock(json!({"name": "示例圈舍", "kind": "household"})).await;
        let order = app.under_way(&house).await;
        for source in ["county_finance", "own_budget"] {
            let problem = app.reported(&order, "10.00", source).await.refused(409, "upkeep.order.of_household");
            assert_eq!(problem["facts"]["asset"], house["number"]);
        }
        app.reported(&order, "10.00", "user_fees").await.ok(200);
        let town = app.unit("示例镇人民政府").await;
        let body = json!({"asset_ids": [house["id"]], "duty": "repair", "organisation_id": town, "from_on": "2023-03-01"});
        app.act("asset_officer", "/upkeep-duties", None, body).await.refused(409, "upkeep.duty.of_household");
        app.keep(&[&house], "repair", "示例农户", "2023-03-01").await.ok(200);

        // A card that nobody has valued: an order by public money alone holds its kind, and no two officers correct it while that waits to be paid.
        let pool = app.stock(json!({"name": "示例水池", "region_code": TOWN})).await;
        let kind = async |kind: &str| {
            let (officer, now) = (app.who("asset_officer").await, app.asset_now(&pool, "").await);
            let path = format!("/assets/{}", text(&pool, "id"));
            app.patch(&path).by(&officer).at(text(&now, "etag")).json(json!({"kind": kind})).send().await
        };
        kind("household").await.ok(200);
        kind("public_welfare").await.ok(200);
        let order = app.reported(&app.under_way(&pool).await, "10.00", "county_finance").await.ok(200);
        let problem = kind("household").await.refused(409, "assets.asset.kind_stands");
        assert_eq!((&problem["facts"]["order"], &problem["facts"]["kind"]), (&order["number"], &json!("public_welfare")));
        let right = json!({"kind": "household", "file_id": app.paper("核查记录.pdf").await, "reason": "示例：实为农户自有"});
        let told = async || app.on_asset("correct", &app.asset_now(&pool, "").await, right.clone()).await;
        let problem = told().await.refused(409, "assets.asset.waits_for_public_money");
        assert_eq!((&problem["facts"]["order"], &problem["facts"]["asset"]), (&order["number"], &pool["number"]));
        let other = json!({"reason": "示例：改列其他资金"});
        let order = app.on_order("town_officer", "send-back", &order, other.clone()).await.ok(200);
        // It is asked again when another confirms it.
        let waits = told().await.ok(200);
        let order = app.reported(&order, "10.00", "county_finance").await.ok(200);
        let confirm = format!("/assets/{}/confirm-correction", text(&pool, "id"));
        app.press("finance_section_head", &confirm, &waits).await.refused(409, "assets.asset.waits_for_public_money");
        let order = app.on_order("town_officer", "send-back", &order, other).await.ok(200);
        app.press("finance_section_head", &confirm, &waits).await.ok(200);
        app.reported(&order, "10.00", "county_finance").await.refused(409, "upkeep.order.of_household");
    }

    /// R9: what a body keeps is made no household's while it does, on the card and by two officers neither.
    async fn what_a_body_keeps_is_made_no_households(app) {
        let (shed, town) = (app.stock(json!({"name": "示例库房", "region_code": TOWN})).await, app.unit("示例镇人民政府").await);
        let body = json!({"asset_ids": [shed["id"]], "duty": "repair", "organisation_id": town, "from_on": "2023-02-01"});
        let duty = app.act("asset_officer", "/upkeep-duties", None, body).await.ok(200)["items"][0].clone();
        let (officer, now) = (app.who("asset_officer").await, app.asset_now(&shed, "").await);
        let path = format!("/assets/{}", text(&shed, "id"));
        let patch = app.patch(&path).by(&officer).at(text(&now, "etag")).json(json!({"kind": "household"})).send().await;
        let problem = patch.refused(409, "assets.asset.kept_by_unit");
        assert_eq!(["unit", "duty"].map(|fact| text(&problem["facts"], fact)), ["示例镇人民政府", "repair"]);
        let right = json!({"kind": "household", "file_id": app.paper("核查记录.pdf").await, "reason": "示例：实为农户自有"});
        app.on_asset("correct", &now, right).await.refused(409, "assets.asset.kept_by_unit");
        let over = json!({"until_on": "2023-03-01", "reason": "示例：由农户自行管护"});
        app.act("asset_officer", &format!("/upkeep-duties/{}/end", text(&duty, "id")), Some(&duty), over).await.ok(200);
        assert_eq!(app.kind_corrected(&shed, "household").await["kind"], "household");
    }
}
