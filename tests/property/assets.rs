use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use crate::support::{
    cast::{OTHER, TOWN},
    money::text,
};

engines! {
    /// A card with all its facts comes back as it was entered, is changed, found, and deleted while nothing is recorded of it.
    async fn a_card_is_entered_changed_found_and_deleted(app) {
        let said = json!({
            "town_name": "示例镇", "location": "示例安置点1号", "quantity": "1栋", "builder": "示例施工单位", "owner_name": "示例村",
            "operator_name": "示例合作社", "in_service_year": 2019, "accepted_on": "2019-06-30", "delivered_on": "2019-07-01",
            "annual_income": "5000.00", "note": "示例", "external_ids": [{"system": "ledger", "id": "A-1"}],
            "measures": {"area_m2": "120.50", "land_mu": "0.3000", "length_m": "15.00", "pieces": 2, "pieces_unit": "座"},
            "beneficiaries": {"households": 10, "people": 40},
            "insurance": {"insurer": "示例保险", "policy_number": "P1", "amount": "10000.00", "expires_on": "2023-12-31"},
            "parties": [{"role": "operator", "name": "示例合作社", "from_on": "2019-07-01"}]
        });
        let asset = app.enter(said.clone()).await.ok(201);
        for (name, value) in said.as_object().unwrap() {
            assert_eq!(&asset[name], value, "{name}");
        }
        assert_eq!((text(&asset, "number"), text(&asset, "value_state")), ("ZC-431026-2023-000001", "planned"));
        let officer = app.who("asset_officer").await;
        let path = format!("/assets/{}", text(&asset, "id"));
        let change = |tag: &str, body: Value| app.patch(&path).by(&officer).at(tag).json(body);
        let changed = change("1", json!({"name": "示例厂房", "kind": "business"})).send().await.ok(200);
        assert_eq!((text(&changed, "name"), text(&changed, "town_name")), ("示例厂房", "示例镇"));
        change("1", json!({"name": "x"})).send().await.refused(412, "wire.stale");
        let mine = json!({"parties": [{"role": "maintainer", "name": "示例"}]});
        change("2", mine).send().await.refused(422, "assets.party.maintainer_by_act");
        for query in ["external_system=ledger&external_id=A-1", "kind=business", "q=厂房", "title_state=unconfirmed", "region=431026"] {
            assert_eq!(app.see("auditor", &format!("/assets?{query}")).await["items"].as_array().unwrap().len(), 1, "{query}");
        }
        for query in ["external_system=ledger&external_id=A-2", "kind=household", "use_state=idle", "form=equity", "region=431027"] {
            assert_eq!(app.see("auditor", &format!("/assets?{query}")).await["items"].as_array().unwrap().len(), 0, "{query}");
        }
        let gone = app.delete(&path).by(&officer).at("2").send().await.ok(200);
        assert!(gone["deleted_at"].is_string());
        app.delete(&path).by(&officer).at("3").send().await.refused(404, "access.not_found");
    }

    /// What happened is appended, in whatever order it is learned; any day can be read again, and the database refuses a change.
    async fn any_day_can_be_read_again(app) {
        let asset = app.stock(json!({"name": "示例厂房", "kind": "business"})).await;
        let note = async |asset: &Value, on: &str, state: &str| {
            app.on_asset("note-use", asset, json!({"on": on, "state": state})).await.ok(200)
        };
        let asset = note(&asset, "2021-05-01", "idle").await;
        let asset = note(&asset, "2022-08-01", "let").await;
        // Learned afterwards, of a day before.
        let asset = note(&asset, "2018-10-01", "in_use").await;
        assert_eq!((text(&asset, "use_state"), text(&asset, "use_on")), ("let", "2022-08-01"));
        let asset = app.titled(&asset, "village", "2020-01-01").await;
        for (day, usage, title) in [
            ("2018-10-01", "in_use", "unconfirmed"), ("2021-04-30", "in_use", "confirmed"),
            ("2021-05-01", "idle", "confirmed"), ("2023-03-01", "let", "confirmed"),
        ] {
            let then = app.asset_now(&asset, &format!("?as_of={day}")).await;
            assert_eq!((text(&then, "use_state"), text(&then, "title_state")), (usage, title), "{day}");
            let found = app.see("auditor", &format!("/assets?as_of={day}&use_state={usage}&title_state={title}")).await;
            assert_eq!(found["items"][0]["use_state"], usage, "{day}");
        }
        assert_eq!(app.see("auditor", "/assets?as_of=2021-06-01&use_state=let").await["items"], json!([]));
        // Before anything was known of it the register does not list it.
        assert_eq!(app.see("auditor", "/assets?as_of=2018-09-30").await["items"], json!([]));
        let none = app.get("/assets/export?as_of=2018-09-30").by(&app.who("auditor").await).send().await;
        assert!(!String::from_utf8(none.bytes).unwrap().contains("示例厂房"));
        let history = app.see("auditor", &format!("/assets/{}/history", text(&asset, "id"))).await;
        let told: Vec<_> = history["events"].as_array().unwrap().iter().map(|e| (text(e, "on"), text(e, "state"))).collect();
        assert_eq!(told, [("2021-05-01", "idle"), ("2022-08-01", "let"), ("2018-10-01", "in_use"), ("2020-01-01", "confirmed")]);
        assert_eq!(history["owners"][0]["from_on"], "2020-01-01");
        for sql in ["UPDATE asset_event SET state = 'idle'", "DELETE FROM asset_event"] {
            assert!(app.app.db.unguarded().execute_unprepared(sql).await.is_err(), "{sql}");
        }
        let officer = app.who("asset_officer").await;
        app.delete(&format!("/assets/{}", text(&asset, "id"))).by(&officer).at(text(&asset, "etag")).send().await
            .refused(409, "assets.asset.in_use");
        app.on_asset("note-use", &asset, json!({"on": "2023-03-02", "state": "idle"})).await.refused(422, "assets.day.ahead");
        app.on_asset("note-use", &asset, json!({"on": "2023-03-01", "state": "disposed"})).await.refused(422, "assets.asset.not_noted");
    }

    /// On an earlier day an asset has the parties, the owners and the days of that day. What has no day of its own is left out, and told
    /// again today.
    async fn an_earlier_day_tells_nothing_of_today(app) {
        let said = json!({
            "name": "示例水厂", "owner_name": "示例村", "operator_name": "示例合作社", "accepted_on": "2022-03-01", "in_service_year": 2022,
            "parties": [{"role": "operator", "name": "示例甲社", "from_on": "2022-05-01"}, {"role": "user", "name": "示例乙社"}]
        });
        let asset = app.stock(said).await;
        app.on_day("2023-03-10").await;
        let keeping = json!({"on": "2023-03-10", "maintainer": {"name": "示例村委会"}, "upkeep_source": "county_finance"});
        let asset = app.on_asset("put-in-service", &asset, keeping).await.ok(200);
        let roles = |a: &Value| a["parties"].as_array().unwrap().iter().map(|p| text(p, "role").to_owned()).collect::<Vec<_>>().join(" ");
        let today = app.asset_now(&asset, "").await;
        assert_eq!((&*roles(&today), text(&today, "upkeep_source")), ("operator user maintainer", "county_finance"));
        let same_day = app.asset_now(&asset, "?as_of=2023-03-10").await;
        assert_eq!((roles(&same_day), &same_day["upkeep_source"]), (roles(&today), &today["upkeep_source"]));
        for (day, parties, written) in [("2023-03-09", "operator", true), ("2022-05-01", "operator", false), ("2022-03-01", "", false)] {
            let then = app.asset_now(&asset, &format!("?as_of={day}")).await;
            assert_eq!((&*roles(&then), &then["upkeep_source"], text(&then, "duty_state")), (parties, &Value::Null, "none"), "{day}");
            assert_eq!((then["owner_name"].is_string(), then["operator_name"].is_string()), (written, written), "{day}");
            assert_eq!((text(&then, "accepted_on"), &then["in_service_on"]), ("2022-03-01", &Value::Null), "{day}");
            assert_eq!(app.see("auditor", &format!("/assets?as_of={day}")).await["items"][0]["parties"], then["parties"], "{day}");
        }
        assert_eq!(app.see("auditor", "/assets?as_of=2021-12-31").await["items"], json!([]));
        assert_eq!(app.asset_now(&asset, "?as_of=2021-12-31").await["accepted_on"], Value::Null);
    }

    /// The register goes out with whose an asset is, who keeps it of which money, and what it hangs on, by name.
    async fn the_register_goes_out_with_names(app) {
        let project = app.planned("500000.00").await;
        let contract = app.signed(&project, "480000.00").await;
        let site = app.site(json!({"name": "示例安置点"})).await;
        let asset = app.stock(json!({
            "name": "示例水厂", "site_id": site["id"], "contract_id": contract["id"], "accepted_on": "2022-03-01",
            "class": {"edition": "gbt14885_2022", "code": "A01010100"}, "acknowledged": ["R13.1"]
        })).await;
        let asset = app.titled(&asset, "village", "2022-04-01").await;
        let town = app.unit("示例镇人民政府").await;
        let keeping = json!({"on": "2023-03-01", "maintainer": {"organisation_id": town}, "upkeep_source": "county_finance"});
        app.on_asset("put-in-service", &asset, keeping).await.ok(200);
        let out = async |query: &str| {
            let file = app.get(&format!("/assets/export{query}")).by(&app.who("auditor").await).send().await;
            let file = String::from_utf8(file.bytes).unwrap();
            let line = |n: usize| file.trim_start_matches('\u{feff}').lines().nth(n).unwrap().split(',').map(str::to_owned).collect::<Vec<_>>();
            line(0).into_iter().zip(line(1)).collect::<std::collections::HashMap<_, _>>()
        };
        let row = out("").await;
        for (column, wanted) in [
            ("所在安置点", "示例安置点"), ("项目编号", text(&project, "number")), ("项目名称", text(&project, "name")),
            ("合同编号", text(&contract, "number")), ("验收日期", "2022-03-01"), ("权利人及份额", "示例村股份经济合作社 100.0000%"),
            ("在册产权性质", "农村集体资产"), ("确权层级", "村级"), ("权属证书号", "示例证 1 号"), ("在册管护单位", "示例镇人民政府"),
            ("在册管护经费来源", "县级财政"), ("分类代码", "A01010100"), ("交付日期", ""),
        ] {
            assert_eq!(row[column], wanted, "{column}");
        }
        let then = out("?as_of=2022-03-31").await;
        assert_eq!((&*then["权利人及份额"], &*then["在册管护单位"], &*then["在册管护经费来源"], &*then["权属证书号"]), ("", "", "", ""));
    }

    /// Existing stock says on which day and by what it was taken in; a new asset does not.
    async fn stock_says_by_what_it_was_taken_in(app) {
        let problem = app.enter(json!({"intake": "legacy"})).await.refused(422, "assets.asset.intake");
        assert_eq!(problem["facts"]["fields"], "base_on, evidence_grade");
        let owners = json!([{"organisation_id": app.unit("示例镇人民政府").await, "share": "100.0000", "regime": "administrative"}]);
        app.enter(json!({"owners": owners})).await.refused(422, "assets.asset.intake");
        let asset = app.stock(json!({"evidence_grade": "c", "base_on": "2022-12-31", "owners": owners})).await;
        assert_eq!((text(&asset, "evidence_grade"), text(&asset["owners"][0], "from_on")), ("c", "2022-12-31"));
        // A paper of an earlier day makes the same owner known earlier.
        let title = json!({"on": "2020-06-01", "level": "town", "file_id": app.paper("权证.pdf").await});
        let asset = app.on_asset("confirm-title", &asset, title).await.ok(200);
        assert_eq!((asset["owners"].as_array().unwrap().len(), text(&asset["owners"][0], "from_on")), (1, "2020-06-01"));
        app.enter(json!({"base_on": "2022-12-31"})).await.refused(422, "assets.asset.intake");
        let new = app.enter(json!({})).await.ok(201);
        app.on_asset("state-value", &new, json!({"on": "2023-03-01", "amount": "1.00"})).await.refused(409, "assets.asset.value_state");
    }

    /// A village enters its stock; what it is worth, whose it is and how it is used is for others to say.
    async fn a_village_enters_and_others_value(app) {
        let body = json!({
            "name": "示例水渠", "kind": "public_welfare", "form": "infrastructure", "region_code": TOWN, "intake": "legacy",
            "base_on": "2023-03-01", "evidence_grade": "a"
        });
        let asset = app.act("village_clerk", "/assets", None, body).await.ok(201);
        let path = format!("/assets/{}", text(&asset, "id"));
        for (verb, body) in [
            ("state-value", json!({"on": "2023-03-01", "amount": "1.00"})),
            ("dispute-title", json!({"on": "2023-03-01", "reason": "示例"})),
            ("note-use", json!({"on": "2023-03-01", "state": "in_use"})),
        ] {
            app.act("village_clerk", &format!("{path}/{verb}"), Some(&asset), body).await.refused(403, "access.denied.role");
        }
        app.on_asset("state-value", &asset, json!({"on": "2023-03-01", "amount": "1.00"})).await.ok(200);
    }

    /// Of which money, project and contract a card is made is for the asset officer to say. Once its value is booked or it was handed over,
    /// what it says of this is not rewritten, and what it does not say is added.
    async fn booked_money_is_not_rewritten(app) {
        let allocation = app.allocation("10000.00").await;
        let of = |amounts: &[&str]| {
            let part = |amount: &&str| json!({"allocation_id": allocation["id"], "amount": amount});
            json!({"funding": amounts.iter().map(part).collect::<Vec<_>>()})
        };
        let patch = async |who: &str, asset: &Value, body: Value| {
            let now = app.asset_now(asset, "").await;
            let person = app.who(who).await;
            app.patch(&format!("/assets/{}", text(asset, "id"))).by(&person).at(text(&now, "etag")).json(body).send().await
        };
        let funded = json!({
            "name": "示例水渠", "kind": "public_welfare", "form": "infrastructure", "region_code": TOWN, "intake": "legacy",
            "base_on": "2023-03-01", "evidence_grade": "a", "funding": of(&["1000.00"])["funding"]
        });
        app.act("village_clerk", "/assets", None, funded).await.refused(403, "access.denied.role");
        let asset = app.enter(json!({"region_code": TOWN})).await.ok(201);
        patch("village_clerk", &asset, of(&["1000.00"])).await.refused(403, "access.denied.role");
        patch("village_clerk", &asset, json!({"location": "示例村一组"})).await.ok(200);
        patch("asset_officer", &asset, of(&["900.00"])).await.ok(200);
        let asset = patch("asset_officer", &asset, of(&["1000.00"])).await.ok(200);
        let booked = app.on_asset("provisional", &asset, json!({"on": "2023-03-01", "amount": "1000.00"})).await.ok(200);
        let problem = patch("asset_officer", &booked, of(&["400.00", "600.00"])).await.refused(409, "assets.asset.money_stands");
        assert_eq!((text(&problem["facts"], "fields"), text(&problem["facts"], "value")), ("funding", "provisional"));
        patch("village_clerk", &booked, of(&["1000.00"])).await.ok(200);
        let (project, other) = (app.project("100.00").await, app.project("200.00").await);
        let named = patch("asset_officer", &booked, json!({"project_id": project["id"]})).await.ok(200);
        let problem = patch("asset_officer", &named, json!({"project_id": other["id"]})).await.refused(409, "assets.asset.money_stands");
        assert_eq!(text(&problem["facts"], "fields"), "project_id");

        let stock = app.stock(json!({"funding": [{"text": "示例帮扶资金", "amount": "100.00"}]})).await;
        let other = json!({"funding": [{"text": "示例自筹资金", "amount": "100.00"}]});
        let stock = patch("asset_officer", &stock, other.clone()).await.ok(200);
        let paper = app.paper("交接单.pdf").await;
        let noted = json!({"on": "2019-06-30", "state": "handed_over", "file_id": paper, "reason": "示例：2019 年交接单"});
        let stock = app.on_asset("note-handover", &stock, noted).await.ok(200);
        patch("asset_officer", &stock, other).await.ok(200);
        let again = json!({"funding": [{"text": "示例帮扶资金", "amount": "100.00"}]});
        patch("asset_officer", &stock, again).await.refused(409, "assets.asset.money_stands");
    }

    /// A card that was entered twice is void when one has told which card stays and another has confirmed it: out of every sum, takes no act, and
    /// keeps its history. Nothing is void on which other books rest.
    async fn a_card_entered_twice_is_void_by_two(app) {
        let (stays, twin) = (app.valued("示例水池").await, app.valued("示例水池").await);
        let officer = app.who("asset_officer").await;
        let called = async |card: &Value| {
            let said = json!({"external_ids": [{"system": "ledger", "id": "E-1"}]});
            app.patch(&format!("/assets/{}", text(card, "id"))).by(&officer).at(text(card, "etag")).json(said).send().await
        };
        let twin = called(&twin).await.ok(200);
        called(&stays).await.refused(409, "platform.external_id.taken");
        let count = async || app.see("auditor", "/assets/summary").await["total"]["count"].as_i64();
        assert_eq!(count().await, Some(2));
        let paper = app.paper("核查记录.pdf").await;
        let told = |by: &Value| json!({"twin_of": by["id"], "file_id": paper, "reason": "示例：同一水池录入两次"});
        app.on_asset("correct", &twin, told(&twin)).await.refused(422, "assets.asset.no_twin");
        let mut waits = app.on_asset("correct", &twin, told(&stays)).await.ok(200);
        let (path, confirm) = (format!("/assets/{}", text(&twin, "id")), format!("/assets/{}/confirm-correction", text(&twin, "id")));
        app.press("asset_officer", &confirm, &waits).await.refused(403, "access.denied.second_person");
        // Told of the wrong card, it is taken back, by either of those who may decide of it, and binds nobody.
        let withdraw = confirm.replace("confirm-", "withdraw-");
        for who in ["asset_officer", "finance_section_head"] {
            let back = app.press(who, &withdraw, &waits).await.ok(200);
            app.press("finance_section_head", &confirm, &back).await.refused(409, "assets.asset.no_correction");
            app.press(who, &withdraw, &back).await.refused(409, "assets.asset.no_correction");
            waits = app.on_asset("correct", &back, told(&stays)).await.ok(200);
        }
        let gone = app.press("finance_section_head", &confirm, &waits).await.ok(200);
        assert_eq!((text(&gone, "use_state"), &gone["original_value"], count().await), ("voided", &Value::Null, Some(1)));
        app.on_asset("state-value", &gone, json!({"on": "2023-03-01", "amount": "1.00"})).await.refused(409, "assets.asset.void");
        app.on_asset("correct", &gone, told(&stays)).await.refused(409, "assets.asset.void");
        // What its ledger calls it is free for the card that stays.
        called(&stays).await.ok(200);
        // Whoever complains of it, or would have it repaired, is told which card stays.
        let named = json!({"asset_ids": [gone["id"]]});
        let complained = app.complain("asset_officer", named.clone()).await;
        let listed = app.transfer(&[&gone], json!({})).await;
        for told in [complained, listed, app.order(&gone, json!({})).await, app.file_posting(named).await] {
            let problem = told.refused(422, "assets.asset.void_for");
            assert_eq!((&problem["facts"]["asset"], &problem["facts"]["stays"]), (&gone["number"], &stays["number"]));
        }
        app.keep(&[&gone], "repair", "示例村", "2023-03-01").await.refused(422, "assets.asset.void_for");
        for form in ["asset_card", "asset_label"] {
            let page = app.get(&format!("{path}/print?form={form}")).by(&officer).header("accept", "text/html").send().await;
            assert!(String::from_utf8_lossy(&page.bytes).contains("已作废"), "{form}");
        }
        let listed = app.see("auditor", "/assets?use_state=voided").await;
        assert_eq!((listed["items"].as_array().unwrap().len(), &listed["items"][0]["id"]), (1, &twin["id"]));
        let history = app.see("asset_officer", &format!("{path}/history")).await;
        assert_eq!((&history["corrections"][0]["twin_of"], text(&history["events"][0], "amount")), (&stays["id"], "1000.00"));
        // What somebody is to repair is not void.
        let kept = app.valued("示例水池").await;
        app.keep(&[&kept], "repair", "示例村", "2023-03-01").await.ok(200);
        let kept = app.asset_now(&kept, "").await;
        let problem = app.on_asset("correct", &kept, told(&stays)).await.refused(409, "assets.asset.rests_on");
        assert_eq!((text(&problem["facts"], "resting"), &problem["facts"]["twin"]), ("upkeep_duty", &stays["number"]));
    }

    /// 更正登记: what was booked is corrected with a paper by one officer, holds when another has confirmed it, and stays in the history.
    async fn what_was_booked_is_corrected_by_two(app) {
        let allocation = app.allocation("10000.00").await;
        let (first, second) = (app.project("100.00").await, app.project("200.00").await);
        let said = json!({
            "region_code": TOWN, "accepted_on": "2022-06-30", "project_id": first["id"], "acknowledged": ["R13.1"],
            "funding": [{"allocation_id": allocation["id"], "amount": "1000.00"}]
        });
        let asset = app.enter(said).await.ok(201);
        let paper = app.paper("竣工验收单.pdf").await;
        let right = json!({
            "project_id": second["id"], "accepted_on": "2022-09-30", "file_id": paper, "reason": "示例：验收单为九月", "acknowledged": ["R13.1"]
        });
        app.on_asset("correct", &asset, right.clone()).await.refused(409, "assets.asset.nothing_stands");
        let booked = app.on_asset("provisional", &asset, json!({"on": "2023-03-01", "amount": "1000.00"})).await.ok(200);
        let (path, keeper) = (format!("/assets/{}", text(&asset, "id")), app.who("asset_officer").await);
        let patch = |tag: &Value, body: Value| app.patch(&path).by(&keeper).at(text(tag, "etag")).json(body);
        let problem = patch(&booked, json!({"accepted_on": "2022-09-30"})).send().await.refused(409, "assets.asset.money_stands");
        assert_eq!(text(&problem["facts"], "fields"), "accepted_on");
        let added = patch(&booked, json!({"delivered_on": "2022-07-01", "acknowledged": ["R13.1"]})).send().await.ok(200);
        patch(&added, json!({"delivered_on": "2022-07-02"})).send().await.refused(409, "assets.asset.money_stands");

        let confirm = format!("{path}/confirm-correction");
        app.press("finance_section_head", &confirm, &added).await.refused(409, "assets.asset.no_correction");
        let same = json!({"accepted_on": "2022-06-30", "file_id": paper, "reason": "示例"});
        app.on_asset("correct", &added, same).await.refused(409, "assets.asset.nothing_corrected");
        let mut typo = json!({"accepted_on": "2022-09-03", "file_id": paper, "reason": "示例"});
        // Delivered before its acceptance, and of a project that nobody accepted: whoever corrects it so stands by it (R13.1).
        let problem = app.on_asset("correct", &added, typo.clone()).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "delivered_on")), ("R13.1", "2022-07-01"));
        assert_eq!((text(&problem["facts"], "state"), text(&problem["facts"], "project")), ("proposed", text(&first, "number")));
        typo["acknowledged"] = json!(["R13.1"]);
        let replaced = app.on_asset("correct", &added, typo).await.ok(200);
        let waits = app.on_asset("correct", &replaced, right).await.ok(200);
        assert_eq!((&waits["accepted_on"], &waits["project_id"]), (&json!("2022-06-30"), &first["id"]), "nothing is so before another confirms it");
        app.press("asset_officer", &confirm, &waits).await.refused(403, "access.denied.second_person");
        let done = app.press("finance_section_head", &confirm, &waits).await.ok(200);
        assert_eq!((text(&done, "accepted_on"), text(&done, "delivered_on"), &done["project_id"]), ("2022-09-30", "2022-07-01", &second["id"]));

        let history = app.see("asset_officer", &format!("{path}/history")).await;
        let corrections = history["corrections"].as_array().unwrap();
        let states: Vec<&str> = corrections.iter().map(|c| text(c, "state")).collect();
        assert_eq!(states, ["replaced", "confirmed"]);
        let last = &corrections[1];
        assert_eq!((text(&last["was"], "accepted_on"), text(&last["corrected"], "accepted_on")), ("2022-06-30", "2022-09-30"));
        assert_ne!(last["proposed_by"], last["confirmed_by"]);
        // Whoever recorded an event is called by name.
        assert_eq!(history["events"][0]["recorded_by"], last["proposed_by"]);
    }

    /// A title names its owners; one that is contested keeps its level and certificate, and is contested once.
    async fn a_title_is_confirmed_and_contested(app) {
        let asset = app.stock(json!({})).await;
        let bare = json!({"on": "2023-03-01", "level": "village", "file_id": app.paper("权证.pdf").await});
        app.on_asset("confirm-title", &asset, bare).await.refused(409, "assets.asset.owner_missing");
        let asset = app.titled(&asset, "village", "2022-01-01").await;
        assert_eq!((text(&asset, "title_level"), text(&asset, "title_certificate")), ("village", "示例证 1 号"));
        let why = json!({"on": "2023-02-01", "reason": "示例：邻村主张权利"});
        let asset = app.on_asset("dispute-title", &asset, why.clone()).await.ok(200);
        assert_eq!((text(&asset, "title_state"), text(&asset, "title_level")), ("disputed", "village"));
        app.on_asset("dispute-title", &asset, why).await.refused(409, "assets.asset.title_state");
        assert_eq!(app.titled(&asset, "village", "2023-03-01").await["title_state"], "confirmed");
    }

    /// An asset lies in the county of its site and in the region of its project, and a contract brings its project.
    async fn an_asset_lies_where_its_site_and_project_lie(app) {
        let site = json!({"name": "示例安置点", "region_code": OTHER});
        let beside = app.act("431027.asset_officer", "/sites", None, site).await.ok(201);
        app.enter(json!({"site_id": beside["id"]})).await.refused(422, "assets.site.unknown");
        let here = app.act("asset_officer", "/sites", None, json!({"name": "示例安置点", "region_code": TOWN})).await.ok(201);
        app.enter(json!({"site_id": here["id"], "region_code": TOWN})).await.ok(201);
        let project = app.planned("500000.00").await;
        let contract = app.signed(&project, "480000.00").await;
        let asset = app.enter(json!({"contract_id": contract["id"], "region_code": TOWN})).await.ok(201);
        assert_eq!(asset["project_id"], project["id"]);
        let another = app.project("100.00").await;
        app.enter(json!({"contract_id": contract["id"], "project_id": another["id"]})).await.refused(422, "assets.asset.contract_of_another");
        assert_eq!(app.see("auditor", &format!("/assets?project_id={}", text(&project, "id"))).await["items"].as_array().unwrap().len(), 1);
    }

    /// A page as of a day costs no more statements for many rows than for one.
    async fn a_page_as_of_a_day_asks_nothing_by_the_row(app) {
        for n in 0..4 {
            let asset = app.stock(json!({"name": format!("示例{n}")})).await;
            app.on_asset("note-use", &asset, json!({"on": "2020-01-01", "state": "in_use"})).await.ok(200);
        }
        let auditor = app.who("auditor").await;
        let ask = async |limit: u32| {
            let before = app.app.db.statements();
            let page = app.get(&format!("/assets?as_of=2021-01-01&limit={limit}")).by(&auditor).send().await.ok(200);
            (page["items"].as_array().unwrap().len(), app.app.db.statements() - before)
        };
        let ((one, for_one), (many, for_many)) = (ask(1).await, ask(50).await);
        assert_eq!((one, many, for_one), (1, 4, for_many));
    }
}
