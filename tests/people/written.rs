//! Whoever owns property or looks after it, as papers write it: private persons go in by every way there is, are shown by their first character,
//! and stand nowhere in clear.

use serde_json::{Value, json};
use steward::{office::people::seal_names, server::check::name_columns};

use super::stands;
use crate::{
    support::{
        TestApp,
        cast::{COUNTY, TOWN},
        money::text,
        property::over,
    },
    tables::send,
};

/// Marked names: of papers, owners, parties, keepers and whoever is given an order.
const NAMES: [&str; 9] =
    ["裴照影", "郗照影", "阚照影", "佘照影", "缪照影", "晁照影", "逯照影", "亓照影", "示例照影合作社"];
const PHONE: &str = "13977700952";
/// A number of GB 11643, and a mobile number: in no text that is kept in clear.
const NUMBER: &str = "11010519491231002X";

/// A house whose card names persons in every place, and a pump that the town will take over.
async fn property(app: &TestApp) -> (Value, Value, Value) {
    let house = json!({
        "name": "示例住房", "kind": "household", "region_code": TOWN, "owner_name": NAMES[0], "operator_name": NAMES[1],
        "owners": [{"name": NAMES[2], "share": "100.0000"}],
        "parties": [{"role": "user", "name": NAMES[3]}, {"role": "operator", "name": NAMES[8], "is_person": true}]
    });
    let house = app.stock(house).await;
    let pump = app.valued("示例水泵").await;
    let well = app.stock(json!({"name": "示例水井"})).await;
    let noted = json!({"on": "2023-01-05", "state": "in_use", "maintainer": {"name": NAMES[5]}});
    let well = app.on_asset("note-use", &well, noted.clone()).await.ok(200);
    assert_eq!(well["parties"].as_array().unwrap().len(), 1, "{well:#}");
    // The same person again is the same: nobody is named twice.
    let well = app.on_asset("note-use", &well, noted).await.ok(200);
    assert_eq!((well["parties"].as_array().unwrap().len(), text(&well["parties"][0], "name")), (1, "晁**"));
    (house, pump, well)
}

/// A keeper for assets of two regions, and whom orders are given to; the pump passes to the town with its keeping.
async fn kept(app: &TestApp, (pump, well): (&Value, &Value)) -> (Value, Value) {
    let body = json!({
        "asset_ids": [pump["id"], well["id"]], "duty": "repair", "name": NAMES[4], "phone": PHONE, "from_on": "2023-01-10"
    });
    let duties = app.act("asset_officer", "/upkeep-duties", None, body.clone()).await.ok(200)["items"].clone();
    assert_eq!(
        [text(&duties[0], "name"), text(&duties[1], "name"), text(&duties[0], "phone")],
        ["缪**", "缪**", "*******0952"]
    );
    let mut again = body;
    again["from_on"] = json!("2023-02-10");
    app.act("asset_officer", "/upkeep-duties", None, again).await.refused(409, "upkeep.duty.same_keeper");
    let order = app.order(pump, json!({})).await.ok(201);
    let order = app.on_order("asset_officer", "assign", &order, json!({})).await.ok(200);
    assert_eq!(text(&order, "name"), "缪**", "whoever has the duty");
    let other = app.order(well, json!({})).await.ok(201);
    let other = app.on_order("asset_officer", "assign", &other, json!({"name": NAMES[6]})).await.ok(200);
    let pump = app.asset_now(pump, "").await;
    let filed = app.submitted(&[&pump], json!({})).await;
    app.signed_by_all(&filed).await;
    let body = json!({"on": "2023-03-01", "file_id": app.paper("交接单.pdf").await});
    app.on_transfer("asset_officer", "effect", &filed, body).await.ok(200);
    let of_pump = duties.as_array().unwrap().iter().find(|d| d["asset_id"] == pump["id"]).unwrap();
    (of_pump.clone(), other)
}

/// What a list shows of two persons alike means neither of them, and nobody is called so.
async fn a_mask_is_nobody(app: &TestApp) {
    let users = |names: [&str; 2]| json!({"parties": names.map(|name| json!({"role": "user", "name": name}))});
    let asset = app.stock(over(json!({"name": "示例门面"}), &users(["冯验三", "冯验四"]))).await;
    let officer = app.who("asset_officer").await;
    let path = format!("/assets/{}", text(&asset, "id"));
    let patch = async |body: Value| app.patch(&path).by(&officer).at(text(&asset, "etag")).json(body).send().await;
    patch(users(["冯**", "冯**"])).await.refused(422, "people.name.masked");
    patch(json!({"owner_name": "冯**"})).await.refused(422, "people.name.masked");
    let duty = json!({"asset_ids": [asset["id"]], "duty": "repair", "name": "冯**", "from_on": "2023-01-10"});
    app.act("asset_officer", "/upkeep-duties", None, duty).await.refused(422, "people.name.masked");
    let owners = json!([{"name": "冯**", "share": "100.0000"}]);
    let title =
        json!({"on": "2023-02-01", "level": "village", "file_id": app.town_paper("权证.pdf").await, "owners": owners});
    app.on_asset("confirm-title", &asset, title).await.refused(422, "people.name.masked");
    assert_eq!(app.number("SELECT count(*) FROM written_person WHERE shown = '冯**'").await, 2);
}

/// What is refused for a number of somebody's, with its place; nothing of it is repeated or kept.
async fn numbers_are_refused(app: &TestApp, (house, pump): (&Value, &Value)) {
    let said = format!("张某 13977700952 {NUMBER}");
    let duty = json!({"asset_ids": [pump["id"]], "duty": "safety", "name": said, "from_on": "2023-01-10"});
    let inspection = json!({
        "asset_id": pump["id"], "inspected_on": "2023-03-01", "grade": "poor", "risk": "high", "findings": ["示例", said]
    });
    let asset = json!({"name": "示例", "kind": "public_welfare", "form": "fixed", "region_code": TOWN, "note": said});
    let order = json!({"asset_id": pump["id"], "duty": "repair", "what": said});
    for (path, body, place) in [
        ("/upkeep-duties", duty, "/name"),
        ("/inspections", inspection, "/findings/1"),
        ("/assets", asset, "/note"),
        ("/upkeep-orders", order, "/what"),
    ] {
        let problem = app.act("asset_officer", path, None, body).await.refused(400, "wire.malformed");
        assert_eq!(
            (text(&problem["errors"][0], "pointer"), text(&problem["errors"][0], "code")),
            (place, "text.bears_number")
        );
        assert!(!problem.to_string().contains(NUMBER), "{problem:#}");
    }
    let passes = json!({"owner_name": said, "note": "统一社会信用代码 91431026MA4L16JQ9X"});
    let path = format!("/assets/{}", text(house, "id"));
    let officer = app.who("asset_officer").await;
    let patch = app.patch(&path).by(&officer).at(text(house, "etag")).json(passes).send().await;
    let problem = patch.refused(400, "wire.malformed");
    assert_eq!(
        (problem["errors"].as_array().unwrap().len(), text(&problem["errors"][0], "pointer")),
        (1, "/owner_name")
    );
}

/// Stock of a file: persons of it are sealed, the same again changes nothing, a number is told at its cell.
async fn a_file_goes_in(app: &TestApp) {
    let row = |owner: &str, note: &str| {
        format!(
            "资产编号,资产名称,资产类别,资产形态,行政区划代码,补录基准日,依据等级,权属单位,经营管护单位,备注\n\
             ZY1,示例鱼塘,到户类资产,固定资产,{COUNTY},2023-03-01,B 有台账,{owner},示例村,{note}\n"
        )
    };
    // What was taken out and comes in again means whom it shows.
    for (owner, outcome) in [(NAMES[7], "added"), (NAMES[7], "unchanged"), ("亓**", "unchanged")] {
        let file = row(owner, "示例");
        let reply = send(app, "asset_officer", "/assets/imports", ("存量.csv", file.as_bytes()), &[]).await.ok(201);
        assert_eq!(reply["import"][outcome], 1, "{reply:#}");
    }
    // In a remark, and as the number of the asset.
    for wrong in [row(NAMES[7], NUMBER), row(NAMES[7], "示例").replace("ZY1", NUMBER)] {
        let reply = send(app, "asset_officer", "/assets/imports", ("存量.csv", wrong.as_bytes()), &[]).await;
        let problem = reply.refused(422, "tables.file.refused");
        assert!(
            problem.to_string().contains("tables.cell.bears_number") && !problem.to_string().contains(NUMBER),
            "{problem:#}"
        );
    }
}

/// Everything that shows them.
const SHOWN: &[&str] = &[
    "/assets?limit=200",
    "/assets/export",
    "/asset-gaps?limit=200",
    "/upkeep-duties?limit=200",
    "/upkeep-duty-list?limit=200",
    "/upkeep-duty-list/export",
    "/upkeep-orders?limit=200",
    "/asset-transfers?limit=200",
    "/trail/events?limit=200",
    "/audit/leads?limit=200",
];

engines! {
    /// Whoever is named by cards, duties, orders and files is shown masked, seen in clear by a reason alone, and stands in no byte.
    async fn whoever_owns_or_keeps_property_stands_nowhere_in_clear(app) {
        let (house, pump, well) = property(app).await;
        assert_eq!([text(&house, "owner_name"), text(&house, "operator_name"), text(&house["owners"][0], "name")], ["裴**", "郗**", "阚**"]);
        let (duty, order) = kept(app, (&pump, &well)).await;
        a_file_goes_in(app).await;
        numbers_are_refused(app, (&house, &pump)).await;
        app.on_day("2023-03-02").await;
        app.tick().await;
        let auditor = app.who("auditor").await;
        let one = |path: &str, of: &Value| format!("{path}/{}", text(of, "id"));
        let mut paths: Vec<String> = SHOWN.iter().map(|path| (*path).to_owned()).collect();
        paths.extend([
            one("/assets", &house), one("/assets", &house) + "/history", one("/assets", &pump) + "/history",
            one("/assets", &house) + "/print?form=asset_card", one("/upkeep-duties", &duty) + "/print?form=duty_letter",
        ]);
        for path in &paths {
            let reply = app.get(path).by(&auditor).send().await;
            assert!(reply.status.is_success(), "{path}: {:#}", reply.body);
            let shown = String::from_utf8_lossy(&reply.bytes);
            assert!(!NAMES.iter().chain([&PHONE, &NUMBER]).any(|mark| shown.contains(mark)), "{path}");
        }
        // By a reason, counted as every look at a person; whoever may not is told so.
        let officer = app.who("asset_officer").await;
        let ask = async |path: String| app.post(&path).by(&officer).json(json!({"reason": "示例核实"})).send().await;
        let clear = ask(one("/upkeep-duties", &duty) + "/reveal").await.ok(200);
        assert_eq!((text(&clear, "name"), text(&clear, "phone")), (NAMES[4], PHONE));
        assert_eq!(ask(one("/upkeep-orders", &order) + "/reveal").await.ok(200)["name"], NAMES[6]);
        let items = ask(one("/assets", &house) + "/reveal").await.ok(200)["items"].clone();
        let found: Vec<(&str, &str)> = items.as_array().unwrap().iter().map(|i| (text(i, "place"), text(i, "name"))).collect();
        let wanted = [("owner_name", NAMES[0]), ("operator_name", NAMES[1]), ("owner", NAMES[2]), ("user", NAMES[3]), ("operator", NAMES[8])];
        assert_eq!(found, wanted);
        let bare = app.stock(json!({"name": "示例水塔", "owner_name": "示例村"})).await;
        assert_eq!(text(&bare, "owner_name"), "示例村");
        ask(one("/assets", &bare) + "/reveal").await.refused(409, "assets.asset.nobody_sealed");
        let nobody = app.under_way(&bare).await;
        ask(one("/upkeep-orders", &nobody) + "/reveal").await.refused(409, "upkeep.reveal.nothing_sealed");
        let denied = app.post(&(one("/assets", &house) + "/reveal")).by(&auditor).json(json!({"reason": "示例"})).send().await;
        denied.refused(403, "access.denied.role");
        assert_eq!(app.number("SELECT count(*) FROM person_reveal").await, 3);
        for mark in NAMES.iter().chain([&PHONE, &NUMBER]) {
            assert!(!stands(app, mark).await, "{mark} stands in clear");
        }
        // Names that were written before they were sealed, as an update leaves them.
        let plant = async |sql: &str| {
            use sea_orm::ConnectionTrait as _;
            app.app.db.unguarded().execute_unprepared(sql).await.expect(sql);
        };
        plant("UPDATE asset_party SET written_name = '裴照影', written_person_id = NULL WHERE role = 'user'").await;
        plant("UPDATE upkeep_duty SET written_name = '缪照影', written_person_id = NULL WHERE written_person_id IS NOT NULL").await;
        plant("UPDATE asset SET owner_name = '裴照影', owner_person_id = NULL WHERE name = '示例住房'").await;
        assert!(stands(app, NAMES[0]).await, "a look that can find");
        let seal = async || seal_names(&app.app.db, &app.app.sealer, &name_columns()).await.expect("sealed");
        assert_eq!([seal().await, seal().await], [4, 0], "once, and safe to repeat");
        let house = app.asset_now(&house, "").await;
        assert_eq!(text(&house, "owner_name"), "裴**");
        assert!(!house.to_string().contains(NAMES[0]), "{house:#}");
        let left = "SELECT count(*) FROM upkeep_duty WHERE written_name = '缪照影' OR written_person_id IS NULL AND organisation_id IS NULL";
        assert_eq!(app.number(left).await, 0);
        a_mask_is_nobody(app).await;
    }
}
