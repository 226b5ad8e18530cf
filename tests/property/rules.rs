//! Each rule of an asset, called by its operation and refused once over HTTP, with its figures.

use serde_json::{Value, json};

use crate::support::{
    TestApp,
    cast::{TOWN, engage_officer, grant},
    money::text,
    property::over,
};

/// A part of money by one allocation.
fn of(allocation: &Value, amount: &str) -> Value {
    json!([{"allocation_id": allocation["id"], "amount": amount}])
}

/// A new asset, booked at a provisional value on 1 February.
async fn booked(app: &TestApp, said: Value, amount: &str) -> (Value, Value) {
    let allocation = app.allocation("10000.00").await;
    let asset = app.enter(said).await.ok(201);
    let body = json!({"on": "2023-02-01", "amount": amount, "funding": of(&allocation, amount)});
    (app.on_asset("provisional", &asset, body).await.ok(200), allocation)
}

engines! {
    /// R7: a class is a usable code of its own edition, or it is said that the card has it so.
    async fn r7_a_class_is_a_code_of_its_edition(app) {
        let class = |edition: &str, code: &str| json!({"class": {"edition": edition, "code": code}});
        for (edition, code, fault) in [
            ("gbt14885_2010", "1990000", "major_unknown"), ("gbt14885_2010", "1", "form"), ("gbt14885_2022", "1020000", "form"),
        ] {
            let problem = app.enter(class(edition, code)).await.refused(409, "policy.rule.not_acknowledged");
            assert_eq!((text(&problem, "rule"), problem["facts"]["fault"].as_str()), ("R7", Some(fault)), "{code}");
        }
        let asset = app.enter(class("gbt14885_2010", "1020405")).await.ok(201);
        assert_eq!(asset["class"]["code"], "1020405");
        app.enter(class("gbt14885_2022", "A01010100")).await.ok(201);
        let officer = app.who("asset_officer").await;
        let path = format!("/assets/{}", text(&asset, "id"));
        app.patch(&path).by(&officer).at("1").json(class("gbt14885_2010", "9990000")).send().await
            .refused(409, "policy.rule.not_acknowledged");
        let mut written = class("gbt14885_2010", "9990000");
        written["acknowledged"] = json!(["R7"]);
        let kept = app.patch(&path).by(&officer).at("1").json(written).send().await.ok(200);
        assert_eq!(kept["class"]["code"], "9990000");
        let classes = app.see("asset_officer", "/asset-classes").await;
        assert_eq!(classes["items"].as_array().unwrap().len(), 114);
    }

    /// R9: a household's asset is on the register and in no pool; how it is used is a fact and is noted.
    async fn r9_a_household_asset_is_in_no_pool(app) {
        let asset = app.enter(json!({"kind": "household"})).await.ok(201);
        let keeping = json!({"on": "2023-03-01", "maintainer": {"name": "示例户"}, "upkeep_source": "other"});
        let problem = app.on_asset("put-in-service", &asset, keeping).await.refused(409, "assets.asset.household");
        assert_eq!((text(&problem, "rule"), problem["facts"]["force"].as_str()), ("R9", Some("exception")));
        app.on_asset("mark-idle", &asset, json!({"on": "2023-03-01", "reason": "示例"})).await.refused(409, "assets.asset.household");
        let noted = app.on_asset("note-use", &asset, json!({"on": "2023-03-01", "state": "in_use"})).await.ok(200);
        assert_eq!(noted["use_state"], "in_use");
    }

    /// R10: a new asset's money makes its value to the fen, each part by its paper.
    async fn r10_money_makes_the_value(app) {
        let allocation = app.allocation("10000.00").await;
        let asset = app.enter(json!({})).await.ok(201);
        let value = |funding: Value| json!({"on": "2023-03-01", "amount": "1000.00", "funding": funding});
        for funding in [json!([]), of(&allocation, "999.99"), of(&allocation, "1000.01")] {
            let problem = app.on_asset("provisional", &asset, value(funding)).await.refused(409, "assets.asset.funding_sum");
            assert_eq!((text(&problem, "rule"), problem["facts"]["value"].as_str()), ("R10", Some("1000.00")));
        }
        let written = json!([{"text": "示例帮扶资金", "amount": "1000.00"}]);
        let problem = app.on_asset("provisional", &asset, value(written.clone())).await.refused(409, "assets.asset.funding_sum");
        assert_eq!((problem["facts"]["unverified"].as_str(), problem["facts"]["force"].as_str()), (Some("1000.00"), Some("hard")));
        let twice = json!([{"text": "示例", "allocation_id": allocation["id"], "amount": "1000.00"}]);
        app.on_asset("provisional", &asset, value(twice)).await.refused(422, "assets.funding.not_one_source");
        // An identity holds on any day that is told.
        let long_ago = json!({"on": "1990-01-01", "amount": "1000.00", "funding": []});
        app.on_asset("provisional", &asset, long_ago).await.refused(409, "assets.asset.funding_sum");
        let asset = app.on_asset("provisional", &asset, value(of(&allocation, "1000.00"))).await.ok(200);
        let let_go = json!({"on": "1990-01-01", "amount": "1.00", "file_id": app.paper("决算.pdf").await, "acknowledged": ["R12.1"],
            "funding": of(&allocation, "1.00")});
        app.on_asset("settle", &asset, let_go).await.refused(409, "assets.asset.funding_sum");
        let officer = app.who("asset_officer").await;
        let path = format!("/assets/{}", text(&asset, "id"));
        app.patch(&path).by(&officer).at(text(&asset, "etag")).json(json!({"funding": of(&allocation, "900.00")})).send().await
            .refused(409, "assets.asset.money_stands");
        // What stock cannot prove is kept as written, counted and shown.
        let stock = app.stock(json!({"funding": written})).await;
        let stated = app.on_asset("state-value", &stock, json!({"on": "2023-03-01", "amount": "1500.00"})).await.ok(200);
        let funding = app.see("auditor", &format!("/assets/{}/funding", text(&stated, "id"))).await;
        assert_eq!((text(&funding, "original_value"), text(&funding, "total"), text(&funding, "verified")), ("1500.00", "1000.00", "0.00"));
        assert_eq!(funding["items"][0]["unverified"], true);
    }

    /// R12: a settlement corrects the provisional value from its own day on; what stood before stands still.
    async fn r12_a_settlement_restates_nothing(app) {
        let (asset, allocation) = booked(app, json!({}), "1000.00").await;
        let paper = app.paper("决算批复.pdf").await;
        let settle = |on: &str, amount: &str| json!({"on": on, "amount": amount, "file_id": paper, "funding": of(&allocation, amount)});
        let problem = app.on_asset("settle", &asset, settle("2023-01-31", "1000.00")).await.refused(409, "assets.asset.value_restated");
        assert_eq!((text(&problem, "rule"), problem["facts"]["booked_on"].as_str(), &problem["facts"]["force"]), ("R12", Some("2023-02-01"), &json!("hard")));
        let settled = app.on_asset("settle", &asset, settle("2023-03-01", "1200.00")).await.ok(200);
        assert_eq!((text(&settled, "value_state"), text(&settled, "original_value")), ("settled", "1200.00"));
        let before = app.asset_now(&asset, "?as_of=2023-02-28").await;
        assert_eq!((text(&before, "value_state"), text(&before, "original_value")), ("provisional", "1000.00"));
        app.on_asset("provisional", &settled, json!({"on": "2023-03-01", "amount": "1.00"})).await.refused(409, "assets.asset.value_state");
    }

    /// R12.1: a value below what is booked or paid is acknowledged by name.
    async fn r12_1_a_settlement_below_what_is_booked_is_acknowledged(app) {
        let (asset, allocation) = booked(app, json!({}), "1000.00").await;
        let mut body = json!({
            "on": "2023-03-01", "amount": "1.00", "file_id": app.paper("决算批复.pdf").await, "funding": of(&allocation, "1.00")
        });
        let problem = app.on_asset("settle", &asset, body.clone()).await.refused(409, "policy.rule.not_acknowledged");
        let facts = ["rules", "booked", "paid", "amount", "short"].map(|fact| text(&problem["facts"], fact));
        assert_eq!(facts, ["R12.1", "1000.00", "0.00", "1.00", "999.00"]);
        body["acknowledged"] = json!(["R12.1"]);
        app.on_asset("settle", &asset, body).await.ok(200);
        // A ledger that says less than it did is asked the same, and one that says more is not.
        let stock = app.valued("示例水池").await;
        let mut stated = json!({"on": "2023-03-01", "amount": "10.00"});
        let problem = app.on_asset("state-value", &stock, stated.clone()).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!(["rules", "booked", "amount", "short"].map(|fact| text(&problem["facts"], fact)), ["R12.1", "1000.00", "10.00", "990.00"]);
        stated["acknowledged"] = json!(["R12.1"]);
        let less = app.on_asset("state-value", &stock, stated).await.ok(200);
        app.on_asset("state-value", &less, json!({"on": "2023-03-01", "amount": "1000.00"})).await.ok(200);
    }

    /// R10.1: existing stock that may be on the register already is entered again when it is acknowledged by name.
    async fn r10_1_a_twin_of_existing_stock_is_acknowledged(app) {
        let stock = |base_on: &str, acknowledged: Value| {
            json!({
                "intake": "legacy", "base_on": base_on, "evidence_grade": "b", "region_code": TOWN, "acknowledged": acknowledged
            })
        };
        let first = app.enter(stock("2022-12-31", json!([]))).await.ok(201);
        let problem = app.enter(stock("2022-12-31", json!([]))).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((text(&problem["facts"], "rules"), &problem["facts"]["other"]), ("R10.1", &first["number"]));
        app.enter(stock("2021-12-31", json!([]))).await.ok(201);
        app.enter(stock("2022-12-31", json!(["R10.1"]))).await.ok(201);
    }

    /// R13: final accounts later than a year after acceptance are acknowledged by name.
    async fn r13_a_late_settlement_is_acknowledged(app) {
        let (asset, allocation) = booked(app, json!({"accepted_on": "2021-12-31"}), "1000.00").await;
        let mut body = json!({
            "on": "2023-03-01", "amount": "1000.00", "file_id": app.paper("决算批复.pdf").await, "funding": of(&allocation, "1000.00")
        });
        let problem = app.on_asset("settle", &asset, body.clone()).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!((text(&problem, "rule"), problem["facts"]["due_on"].as_str()), ("R13", Some("2022-12-31")));
        body["acknowledged"] = json!(["R13"]);
        app.on_asset("settle", &asset, body).await.ok(200);
    }

    /// R27: from the first day of which the owner is known, every day has a whole of owners.
    async fn r27_owners_make_a_whole_on_every_day(app) {
        let asset = app.stock(json!({})).await;
        let paper = app.paper("权证.pdf").await;
        let title = |on: &str, shares: &[&str]| {
            let owner = |(n, share): (usize, &&str)| json!({"name": format!("示例{n}村"), "share": share, "regime": "collective"});
            let owners: Vec<Value> = shares.iter().enumerate().map(owner).collect();
            json!({"on": on, "level": "village", "file_id": paper, "owners": owners})
        };
        for (shares, held) in [(&["60.0000", "50.0000"][..], "110.0000"), (&["33.3333", "33.3333", "33.3333"][..], "99.9999")] {
            let problem = app.on_asset("confirm-title", &asset, title("2020-01-01", shares)).await.refused(409, "assets.asset.owners_not_whole");
            assert_eq!((text(&problem, "rule"), problem["facts"]["shares"].as_str()), ("R27", Some(held)));
        }
        app.on_asset("confirm-title", &asset, title("1990-01-01", &["60.0000", "60.0000"])).await.refused(409, "assets.asset.owners_not_whole");
        let asset = app.on_asset("confirm-title", &asset, title("2020-01-01", &["33.3333", "33.3333", "33.3334"])).await.ok(200);
        assert_eq!(asset["owners"].as_array().unwrap().len(), 3);
        let contested = json!({"on": "2021-06-01", "reason": "示例：邻村主张权利"});
        app.also("line_reviewer", "asset_officer").await;
        let dispute = format!("/assets/{}/dispute-title", text(&asset, "id"));
        let asset = app.act("line_reviewer", &dispute, Some(&asset), contested).await.ok(200);
        // Another owner on a day on which there was one already.
        for on in ["2019-12-31", "2020-01-01"] {
            let problem = app.on_asset("confirm-title", &asset, title(on, &["100.0000"])).await.refused(409, "assets.asset.owned_since");
            assert_eq!(["on", "since", "from"].map(|fact| text(&problem["facts"], fact)), [on, "2020-01-01", "2020-01-02"]);
        }
        // Nor of a day before it was contested: it would have another owner, and be contested still.
        let early = app.on_asset("confirm-title", &asset, title("2021-05-31", &["100.0000"])).await.refused(409, "assets.asset.contested_since");
        assert_eq!(["on", "since"].map(|fact| text(&early["facts"], fact)), ["2021-05-31", "2021-06-01"]);
        let asset = app.on_asset("confirm-title", &asset, title("2022-01-01", &["100.0000"])).await.ok(200);
        let owners = async |query: &str| app.asset_now(&asset, query).await["owners"].as_array().unwrap().len();
        let days = ["?as_of=2019-12-31", "?as_of=2020-01-01", "?as_of=2021-12-31", "?as_of=2022-01-01", ""];
        let mut held = Vec::new();
        for day in days {
            held.push(owners(day).await);
        }
        assert_eq!(held, [0, 3, 3, 1, 1]);
    }

    /// R27.2, R27.3: wherever an owner is recorded, what serves the public becomes a company's or a person's only where somebody stands by it.
    async fn r27_2_and_r27_3_ask_who_owns_what_serves_the_public(app) {
        let body = json!({"name": "示例建设公司", "kind": "state_company", "region_code": TOWN});
        let company = app.act("unit_clerk", "/organisations", None, body).await.ok(201);
        let of_company = json!([{"organisation_id": company["id"], "share": "100.0000", "regime": "state_company"}]);
        let of_person = json!([{"name": "示例村", "is_person": true, "share": "100.0000", "regime": "collective"}]);
        let stock = |name: &str, owners: &Value, acknowledged: Value| {
            json!({
                "name": name, "intake": "legacy", "base_on": "2023-03-01", "evidence_grade": "b", "region_code": TOWN, "owners": owners,
                "acknowledged": acknowledged
            })
        };
        for (owners, rule) in [(&of_company, "R27.2"), (&of_person, "R27.3")] {
            let problem = app.enter(stock(rule, owners, json!([]))).await.refused(409, "policy.rule.not_acknowledged");
            assert_eq!(text(&problem["facts"], "rules"), rule);
            app.enter(stock(rule, owners, json!([rule]))).await.ok(201);
            let asset = app.stock(json!({"region_code": TOWN})).await;
            let mut title = json!({"on": "2023-03-01", "level": "town", "file_id": app.paper("权证.pdf").await, "owners": owners});
            app.on_asset("confirm-title", &asset, title.clone()).await.refused(409, "policy.rule.not_acknowledged");
            title["acknowledged"] = json!([rule]);
            let asset = app.on_asset("confirm-title", &asset, title.clone()).await.ok(200);
            title["acknowledged"] = json!([]);
            app.on_asset("confirm-title", &asset, title).await.ok(200);
            // What is let becomes what serves the public: the same is asked of whoever owns it.
            let mut shop = stock(&format!("{rule}店"), owners, json!([]));
            shop["kind"] = json!("business");
            let shop = app.enter(shop).await.ok(201);
            let (path, keeper) = (format!("/assets/{}", text(&shop, "id")), app.who("asset_officer").await);
            let patch = |body: Value| app.patch(&path).by(&keeper).at(text(&shop, "etag")).json(body);
            let problem = patch(json!({"kind": "public_welfare"})).send().await.refused(409, "policy.rule.not_acknowledged");
            assert_eq!(text(&problem["facts"], "rules"), rule);
            patch(json!({"kind": "public_welfare", "acknowledged": [rule]})).send().await.ok(200);
        }
    }

    /// R27.4: a title stands at the level of what the asset is and of what its owners are, or somebody stands by it.
    async fn r27_4_a_level_fits_kind_and_owners(app) {
        let (village, paper) = (app.village().await, app.paper("权证.pdf").await);
        let title = |level: &str, owner: &Value| json!({"on": "2023-03-01", "level": level, "file_id": paper, "owners": [owner]});
        let of_village = json!({"organisation_id": village, "share": "100.0000", "regime": "collective"});
        let person = json!({"name": "示例甲", "is_person": true, "share": "100.0000"});
        let public = app.stock(json!({"region_code": TOWN})).await;
        let house = app.stock(json!({"region_code": TOWN, "kind": "household"})).await;
        for (asset, level, owner) in [(&public, "household", &of_village), (&public, "county", &of_village), (&house, "village", &person)] {
            let problem = app.on_asset("confirm-title", asset, title(level, owner)).await.refused(409, "policy.rule.not_acknowledged");
            assert_eq!((text(&problem["facts"], "rules"), text(&problem["facts"], "level")), ("R27.4", level));
        }
        app.on_asset("confirm-title", &house, title("household", &person)).await.ok(200);
        let stands = over(title("county", &of_village), &json!({"acknowledged": ["R27.4"]}));
        let titled = app.on_asset("confirm-title", &public, stands).await.ok(200);
        // A new certificate of the owners as they stand asks the same.
        let again = json!({"on": "2023-03-01", "level": "county", "file_id": paper, "certificate": "示例证 3 号"});
        app.on_asset("confirm-title", &titled, again).await.refused(409, "policy.rule.not_acknowledged");
    }

    /// R31 refuses the act, never the fact.
    async fn r31_nothing_enters_service_without_maintainer_and_money(app) {
        let asset = app.enter(json!({})).await.ok(201);
        let problem = app.on_asset("put-in-service", &asset, json!({"on": "2019-01-01"})).await.refused(409, "assets.asset.no_maintainer");
        assert_eq!((text(&problem, "rule"), problem["facts"]["missing"].as_str()), ("R31", Some("maintainer, upkeep_source")));
        let half = json!({"on": "2023-03-01", "maintainer": {"name": "示例村委会"}});
        let problem = app.on_asset("put-in-service", &asset, half).await.refused(409, "assets.asset.no_maintainer");
        assert_eq!(problem["facts"]["missing"], "upkeep_source");
        let fact = app.on_asset("note-use", &asset, json!({"on": "2019-01-01", "state": "in_use"})).await.ok(200);
        assert_eq!((text(&fact, "use_state"), text(&fact, "duty_state")), ("in_use", "none"));
        let idle = app.on_asset("mark-idle", &fact, json!({"on": "2023-02-01", "reason": "示例"})).await.ok(200);
        app.on_asset("revive", &idle, json!({"on": "2023-03-01"})).await.refused(409, "assets.asset.no_maintainer");
        let whole = json!({"on": "2023-03-01", "maintainer": {"name": "示例村委会"}, "upkeep_source": "county_finance"});
        let revived = app.on_asset("revive", &idle, whole).await.ok(200);
        assert_eq!((text(&revived, "use_state"), text(&revived, "duty_state")), ("in_use", "funded"));
        assert_eq!(revived["parties"][0]["role"], "maintainer");
    }

    /// A paper of one city is the law there; elsewhere what it says is practice taken from there, until a paper of the place says so or otherwise.
    async fn r31_is_the_law_of_one_city_and_practice_elsewhere(app) {
        let into = async |who: &str, asset: &Value, body: Value| {
            app.act(who, &format!("/assets/{}/put-in-service", text(asset, "id")), Some(asset), body).await
        };
        let today = || json!({"on": "2023-03-01"});
        let here = app.stock(json!({})).await;
        let problem = into("asset_officer", &here, today()).await.refused(409, "assets.asset.no_maintainer");
        assert!(text(&problem, "clause").starts_with("《郴州市") && !text(&problem, "detail").contains("参照"), "{problem:#}");

        let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
        for role in ["asset_officer", "finance_director", "auditor"] {
            let (officer, _) = engage_officer(app, &first, &format!("230606.{role}"), None, "230606").await;
            grant(app, (&first, &second), &officer, role, "230606").await;
        }
        let card = json!({"name": "示例公厕", "kind": "public_welfare", "form": "fixed", "region_code": "230606", "intake": "legacy",
            "base_on": "2023-03-01", "evidence_grade": "b"});
        let there = app.act("230606.asset_officer", "/assets", None, card).await.ok(201);
        let problem = into("230606.asset_officer", &there, today()).await.refused(409, "assets.asset.no_maintainer");
        assert!(text(&problem, "clause").starts_with("参照郴州市做法：《郴州市"), "{problem:#}");
        assert!(text(&problem, "detail").contains("不是本地规定"), "{problem:#}");
        let value = json!({
            "key": "force.R31", "region_code": "230606", "valid_from_on": "2023-01-01", "value": "warn", "basis": "paper",
            "document": "《示例区资产管护办法》", "clause": "第三条", "certainty": "unverified"
        });
        app.act("230606.finance_director", "/policy-values", None, value).await.ok(201);
        let problem = into("230606.asset_officer", &there, today()).await.refused(409, "policy.rule.not_acknowledged");
        assert_eq!(text(&problem, "clause"), "《示例区资产管护办法》 第三条");
        assert!(!text(&problem, "detail").contains("参照"), "{problem:#}");
        into("230606.asset_officer", &there, json!({"on": "2023-03-01", "acknowledged": ["R31"]})).await.ok(200);
        app.look().await;
        let leads = app.see("230606.auditor", "/audit/leads?check=A20").await["items"].clone();
        assert!(text(&leads[0], "clause").starts_with("参照郴州市做法"), "{leads:#}");
    }

    /// Where a county has made R31 a warning, the act passes when it is acknowledged, and the gap stays.
    async fn r31_may_be_a_warning_of_a_county(app) {
        let value = json!({
            "key": "force.R31", "region_code": "431026", "valid_from_on": "2023-01-01", "value": "warn", "basis": "paper",
            "document": "示例县资产管护办法", "certainty": "unverified"
        });
        app.act("finance_director", "/policy-values", None, value).await.ok(201);
        let asset = app.stock(json!({})).await;
        let mut body = json!({"on": "2023-03-01"});
        app.on_asset("put-in-service", &asset, body.clone()).await.refused(409, "policy.rule.not_acknowledged");
        body["acknowledged"] = json!(["R31"]);
        let asset = app.on_asset("put-in-service", &asset, body).await.ok(200);
        assert_eq!((text(&asset, "use_state"), text(&asset, "duty_state")), ("in_use", "none"));
        assert_eq!(app.see("auditor", "/asset-gaps?gap=no_maintainer").await["items"][0]["id"], asset["id"]);
    }
}
