use serde_json::{Value, json};

use crate::{
    people::stands,
    support::{
        cast::{OTHER, TOWN},
        money::text,
    },
};

/// What a line of the list lacks.
fn missing(line: &Value) -> Vec<&str> {
    line["missing"].as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

engines! {
    /// The list of a day says of each facility in use whose it is, who keeps it how, of which money, and whom one calls; what nobody
    /// recorded is told as missing. A phone is seen in clear by a reason alone.
    async fn the_list_of_a_day_tells_what_is_missing(app) {
        const PHONE: &str = "13977700941";
        let site = app.site(json!({"name": "示例安置点壬"})).await;
        let full = app.stock(json!({"name": "示例电梯", "site_id": site["id"], "owner_name": "示例县农业农村局"})).await;
        let bare = app.stock(json!({"name": "示例水塔"})).await;
        let used = json!({"on": "2023-01-10", "state": "in_use", "upkeep_source": "county_finance"});
        let full = app.on_asset("note-use", &full, used).await.ok(200);
        app.on_asset("note-use", &bare, json!({"on": "2023-02-10", "state": "in_use"})).await.ok(200);
        app.on_asset("note-use", &app.stock(json!({"name": "示例仓库"})).await, json!({"on": "2023-02-10", "state": "idle"})).await.ok(200);
        let body = json!({
            "asset_ids": [full["id"]], "duty": "repair", "name": "示例电梯公司", "from_on": "2023-02-01", "standard": "示例：半月一检",
            "phone": PHONE
        });
        let duty = app.act("asset_officer", "/upkeep-duties", None, body.clone()).await.ok(200)["items"][0].clone();
        assert_eq!((text(&duty, "phone"), text(&duty, "standard")), ("*******0941", "示例：半月一检"));
        assert!(text(&duty, "letter").starts_with("GZ-431026-2023-"), "{duty}");
        let mut wrong = body;
        wrong["phone"] = json!("12345");
        app.act("asset_officer", "/upkeep-duties", None, wrong).await.refused(422, "people.person.phone_malformed");

        let list = app.see("auditor", "/upkeep-duty-list?count=true").await;
        assert_eq!(list["total"], 2, "what stands idle is no part of it: {list:#}");
        let line = |name: &str| list["items"].as_array().unwrap().iter().find(|l| l["name"] == name).unwrap();
        let (one, two) = (line("示例电梯"), line("示例水塔"));
        assert_eq!((missing(one), text(one, "site_name"), text(one, "upkeep_source")), (vec![], "示例安置点壬", "county_finance"));
        assert_eq!((&one["owners"][0], text(&one["kept"][0], "keeper")), (&json!("示例县农业农村局"), "示例电梯公司"));
        assert_eq!(missing(two), ["owner", "keeper", "standard", "money", "phone"]);
        let then = app.see("auditor", "/upkeep-duty-list?on=2023-01-31").await;
        assert_eq!((then["items"].as_array().unwrap().len(), missing(&then["items"][0])), (1, vec!["keeper", "standard", "phone"]));
        let of_site = app.see("auditor", &format!("/upkeep-duty-list?site_id={}", text(&site, "id"))).await;
        assert_eq!(of_site["items"].as_array().unwrap().len(), 1);
        let auditor = app.who("auditor").await;
        let ahead = app.get("/upkeep-duty-list?on=2023-12-31").by(&auditor).send().await.refused(422, "upkeep.duty_list.ahead");
        assert_eq!(ahead["facts"]["today"], "2023-03-01");
        let table = app.get("/upkeep-duty-list/export").by(&auditor).send().await;
        let table = String::from_utf8(table.bytes).unwrap();
        for shown in ["示例电梯公司", "示例：半月一检", "*******0941", "（缺）", "产权单位、维修责任人、管护标准、经费来源、联系电话"] {
            assert!(table.contains(shown), "{shown}: {table}");
        }
        let reveal = format!("/upkeep-duties/{}/reveal", text(&duty, "id"));
        let officer = app.who("asset_officer").await;
        let clear = app.post(&reveal).by(&officer).json(json!({"reason": "示例核实"})).send().await.ok(200);
        assert_eq!(clear["phone"], PHONE);
        let other = app.keep(&[&bare], "repair", "示例村", "2023-02-10").await.ok(200)["items"][0].clone();
        let none = app.post(&format!("/upkeep-duties/{}/reveal", text(&other, "id"))).by(&officer).json(json!({"reason": "示例"})).send();
        none.await.refused(409, "upkeep.reveal.nothing_sealed");
        assert!(!stands(app, PHONE).await && !table.contains(PHONE), "the phone stands in clear");
    }

    /// Whoever takes a duty over ends the one before on the same day, for many assets at once; any day can be asked for again.
    async fn a_keeper_takes_over_many_assets_and_no_day_is_without_one(app) {
        let (mut assets, mut ids) = (Vec::new(), Vec::new());
        for n in 1..=3 {
            let place = if n == 3 { json!({"name": "示例水塔", "region_code": TOWN}) } else { json!({"name": format!("示例公厕{n}")}) };
            assets.push(app.stock(place).await);
        }
        ids.extend(assets.iter().map(|a| text(a, "id").to_owned()));
        let all: Vec<&Value> = assets.iter().collect();
        let first = app.keep(&all, "cleaning", "示例村", "2023-01-01").await.ok(200);
        assert_eq!(first["items"].as_array().unwrap().len(), 3);
        app.keep(&all[..2], "cleaning", "示例保洁公司", "2023-02-01").await.ok(200);
        let held = async |asset: &str, day: &str| {
            let page = app.see("auditor", &format!("/upkeep-duties?asset_id={asset}&duty=cleaning&on={day}")).await;
            page["items"].as_array().unwrap().iter().map(|d| text(d, "name").to_owned()).collect::<Vec<_>>()
        };
        for (n, day, keeper) in [
            (0, "2023-01-01", "示例村"), (0, "2023-01-31", "示例村"), (0, "2023-02-01", "示例保洁公司"), (1, "2023-03-01", "示例保洁公司"),
            (2, "2023-03-01", "示例村"),
        ] {
            assert_eq!(held(&ids[n], day).await, [keeper], "{n} on {day}");
        }
        assert_eq!(held(&ids[0], "2022-12-31").await, [""; 0]);
        let nothing = app.see("auditor", &format!("/upkeep-duties?asset_id={}&duty=repair", ids[0])).await;
        assert_eq!(nothing["items"], json!([]));
        // Refused as a whole: the third asset would take it, the first has it already.
        let problem = app.keep(&all, "cleaning", "示例保洁公司", "2023-02-15").await.refused(409, "upkeep.duty.same_keeper");
        assert_eq!(problem["facts"]["from"], "2023-02-01");
        let problem = app.keep(&all, "cleaning", "示例公司丙", "2023-01-15").await.refused(409, "upkeep.duty.overlaps");
        assert_eq!(problem["facts"]["last"], "2023-02-01");
        assert_eq!(held(&ids[2], "2023-03-01").await, ["示例村"]);
    }

    /// Who looked after it before is told with a last day, after who does now: no day has two keepers, days may lie between, and the card
    /// says who does now.
    async fn a_former_keeper_is_told_after_the_present_one(app) {
        let asset = app.stock(json!({})).await;
        app.keep(&[&asset], "repair", "示例村", "2023-01-01").await.ok(200);
        let card = app.asset_now(&asset, "").await;
        let former = async |from: &str, to: &str| {
            let body = json!({"asset_ids": [asset["id"]], "duty": "repair", "name": "示例公司丙", "from_on": from, "to_on": to});
            app.act("asset_officer", "/upkeep-duties", None, body).await
        };
        let problem = former("2022-01-01", "2023-01-01").await.refused(409, "upkeep.duty.held_then");
        assert_eq!(text(&problem["facts"], "since"), "2023-01-01");
        for to in ["2021-12-31", "2023-03-01"] {
            former("2022-01-01", to).await.refused(422, "upkeep.duty.last_day");
        }
        let made = former("2022-01-01", "2022-12-31").await.ok(200);
        assert_eq!((text(&made["items"][0], "until_on"), made["items"][0]["letter"].is_null()), ("2023-01-01", true));
        former("2022-06-01", "2022-06-30").await.refused(409, "upkeep.duty.held_then");
        former("2021-01-01", "2021-06-30").await.ok(200);
        let held = async |day: &str| {
            let page = app.see("auditor", &format!("/upkeep-duties?asset_id={}&on={day}", text(&asset, "id"))).await;
            page["items"].as_array().unwrap().iter().map(|d| text(d, "name").to_owned()).collect::<Vec<_>>()
        };
        for (day, keeper) in [("2021-06-30", "示例公司丙"), ("2022-12-31", "示例公司丙"), ("2023-01-01", "示例村")] {
            assert_eq!(held(day).await, [keeper], "{day}");
        }
        assert_eq!(held("2021-07-01").await, [""; 0]);
        let now = app.asset_now(&asset, "").await;
        assert_eq!((&now["parties"], &now["etag"]), (&card["parties"], &card["etag"]));
    }

    /// The list of assets is looked at row by row, and the keeper is one body.
    async fn a_list_of_assets_is_taken_whole_or_not_at_all(app) {
        let here = app.stock(json!({})).await;
        let said = json!({
            "name": "示例公厕", "kind": "public_welfare", "form": "fixed", "region_code": OTHER, "intake": "legacy", "base_on": "2023-03-01",
            "evidence_grade": "b"
        });
        let beside = app.act("431027.asset_officer", "/assets", None, said).await.ok(201);
        let problem = app.keep(&[&here, &beside], "repair", "示例村", "2023-03-01").await.refused(422, "upkeep.asset.unknown");
        assert_eq!(problem["errors"][0]["pointer"], "/asset_ids/1");
        app.keep(&[&here, &here], "repair", "示例村", "2023-03-01").await.refused(422, "upkeep.duty.doubled");
        app.keep(&[&here], "repair", "示例村", "2023-03-02").await.refused(422, "upkeep.day.ahead");
        let unit = app.unit("示例镇人民政府").await;
        let body = |said: Value| json!({"asset_ids": [here["id"]], "duty": "repair", "from_on": "2023-03-01", "name": said["name"], "organisation_id": said["unit"]});
        for said in [json!({}), json!({"name": "示例村", "unit": unit})] {
            app.act("asset_officer", "/upkeep-duties", None, compact(body(said))).await.refused(422, "upkeep.duty.not_named");
        }
        app.act("unit_clerk", "/upkeep-duties", None, compact(body(json!({"name": "示例村"})))).await.refused(403, "access.denied.role");
        let made = app.act("asset_officer", "/upkeep-duties", None, compact(body(json!({"unit": unit})))).await.ok(200);
        assert_eq!(made["items"][0]["organisation_id"], unit);
        let unknown = json!({"unit": here["id"]});
        app.act("asset_officer", "/upkeep-duties", None, compact(body(unknown))).await.refused(422, "upkeep.unit.unknown");
    }

    /// Who answers for repair is the maintainer of the card; an end without a successor is a fact, and the night finds it.
    async fn an_end_without_a_successor_is_a_lead(app) {
        let asset = app.stock(json!({"kind": "public_welfare"})).await;
        let asset = app.on_asset("note-use", &asset, json!({"on": "2023-01-01", "state": "in_use", "upkeep_source": "own_budget"})).await.ok(200);
        app.keep(&[&asset], "cleaning", "示例保洁公司", "2023-01-01").await.ok(200);
        assert_eq!(app.asset_now(&asset, "").await["duty_state"], "none");
        let duty = app.keep(&[&asset], "repair", "示例村", "2023-01-10").await.ok(200)["items"][0].clone();
        let card = app.asset_now(&asset, "").await;
        assert_eq!((text(&card, "duty_state"), text(&card, "duty_on"), text(&card["parties"][0], "name")), ("funded", "2023-01-10", "示例村"));
        let leads = async || {
            let page = app.see("auditor", "/audit/leads?check=A20").await;
            page["items"].as_array().unwrap().iter().map(|l| text(l, "state").to_owned()).collect::<Vec<_>>()
        };
        app.look().await;
        assert_eq!(leads().await, [""; 0]);
        let end = async |until: &str| {
            let path = format!("/upkeep-duties/{}/end", text(&duty, "id"));
            app.act("asset_officer", &path, Some(&duty), json!({"until_on": until, "reason": "示例：合同到期"})).await
        };
        end("2023-01-10").await.refused(422, "upkeep.duty.ends_too_early");
        end("2023-03-02").await.refused(422, "upkeep.day.ahead");
        let over = end("2023-02-01").await.ok(200);
        assert_eq!((text(&over, "until_on"), text(&over, "end_reason")), ("2023-02-01", "示例：合同到期"));
        end("2023-02-02").await.refused(412, "wire.stale");
        let path = format!("/upkeep-duties/{}/end", text(&duty, "id"));
        app.act("asset_officer", &path, Some(&over), json!({"until_on": "2023-02-02", "reason": "示例"})).await.refused(409, "upkeep.duty.ended");
        let card = app.asset_now(&asset, "").await;
        assert_eq!((text(&card, "duty_state"), text(&card["parties"][0], "to_on")), ("none", "2023-01-31"));
        assert_eq!(app.asset_now(&asset, "?as_of=2023-01-31").await["duty_state"], "funded");
        app.on_day("2023-03-02").await;
        app.tick().await;
        assert_eq!(leads().await, ["found"]);
    }

    /// Whoever was noted after the day of a new duty stays on the card, and follows whoever has it.
    async fn whoever_was_noted_later_follows_the_new_keeper(app) {
        let asset = app.stock(json!({})).await;
        let noted = json!({"on": "2023-02-01", "state": "in_use", "maintainer": {"name": "示例公司丙"}});
        let asset = app.on_asset("note-use", &asset, noted).await.ok(200);
        app.keep(&[&asset], "repair", "示例村", "2023-01-10").await.ok(200);
        let card = app.asset_now(&asset, "").await;
        let mut parties: Vec<_> = card["parties"].as_array().unwrap().iter().map(|p| (text(p, "from_on"), text(p, "name"), p["to_on"].as_str())).collect();
        parties.sort_unstable();
        assert_eq!(parties, [("2023-01-10", "示例村", Some("2023-01-31")), ("2023-02-01", "示例公司丙", None)]);
    }

    /// The end of a duty takes nobody from a card whom it does not name.
    async fn somebody_else_whom_the_card_names_stays(app) {
        let asset = app.stock(json!({})).await;
        let duty = app.keep(&[&asset], "repair", "示例村", "2023-01-10").await.ok(200)["items"][0].clone();
        let card = app.asset_now(&asset, "").await;
        let noted = json!({"on": "2023-02-01", "state": "in_use", "maintainer": {"name": "示例公司丙"}});
        app.on_asset("note-use", &card, noted).await.ok(200);
        let path = format!("/upkeep-duties/{}/end", text(&duty, "id"));
        app.act("asset_officer", &path, Some(&duty), json!({"until_on": "2023-03-01", "reason": "示例"})).await.ok(200);
        assert_eq!(app.asset_now(&asset, "").await["duty_state"], "named");
    }

    /// A duty that no card tells is assigned to many assets with as many statements as to one.
    async fn a_long_list_costs_no_more_statements(app) {
        let mut assets = Vec::new();
        for n in 0..8 {
            assets.push(app.stock(json!({"name": format!("示例{n}")})).await);
        }
        let all: Vec<&Value> = assets.iter().collect();
        app.who("asset_officer").await;
        let mut cost = Vec::new();
        for (some, from, keeper) in [(&all[..1], "2023-01-01", "示例村"), (&all[1..], "2023-01-01", "示例村"), (&all[..1], "2023-02-01", "示例公司丙"), (&all[1..], "2023-02-01", "示例公司丙")] {
            let before = app.app.db.statements();
            app.keep(some, "safety", keeper, from).await.ok(200);
            cost.push(app.app.db.statements() - before);
        }
        assert_eq!((cost[0], cost[2]), (cost[1], cost[3]));
    }
}

/// A body without what is not said.
fn compact(mut body: Value) -> Value {
    body.as_object_mut().expect("an object").retain(|_, value| !value.is_null());
    body
}
