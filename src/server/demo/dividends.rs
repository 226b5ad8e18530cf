//! Dividends by shares, by the amounts that papers told of one share or one head (D004, D006, D016, D020): a marked body with a scheme for
//! each. Holders and months that the sources lack are marked samples; D020's two lines are paid.

use serde_json::{Value, json};

use super::{
    DemoError, distributions,
    kinds::{self, Body},
    payouts,
    scene::{COUNTY, Scene},
    talk::text,
};

const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";
const OFFICER: &str = "datong-assets";
const LINE: &str = "datong-line";
const DESKS: [&str; 2] = [LINE, "datong-section"];
/// The day of the members' meeting on shares, and the first on which there are any.
const RESOLVED: &str = "2022-06-20";

/// What a paper told: how many shares, so much for each in each of the months, and who of the sample holds them.
struct Told {
    name: &'static str,
    total: &'static str,
    unit: &'static str,
    months: (&'static str, &'static str),
    /// What one holds, and what all the others do.
    held: (Holder, &'static str, &'static str),
    /// Shares of the one that pass to the others, and when.
    passed: Option<(&'static str, &'static str)>,
}

/// Who holds what is told of.
#[derive(Clone, Copy)]
enum Holder {
    Person,
    Village,
}

const TOLD: [Told; 4] = [
    // 3,450,000.00 for April 2018 to June 2019 at 125 yuan for a share and month: 27,600 share-months, which are 1,840 shares in fifteen
    // months. The household that got most got 17,500.00, which is 140 share-months: ten shares that were given up a month before the end.
    Told {
        name: "示例·安置区商铺分红（D004）",
        total: "1840.0000",
        unit: "125.00",
        months: ("2022-07", "2023-09"),
        held: (Holder::Person, "10.0000", "1830.0000"),
        passed: Some(("2023-09-01", "10.0000")),
    },
    // 16,123 shares at 20 yuan; the source says 320,000 and more.
    Told {
        name: "示例·社区集体经济分红（D006）",
        total: "16123.0000",
        unit: "20.00",
        months: ("2022-12", "2022-12"),
        held: (Holder::Person, "30.0000", "16093.0000"),
        passed: None,
    },
    // 130 households at 1,000 yuan; the source names no sum.
    Told {
        name: "示例·种养合作社入股分红（D016）",
        total: "130.0000",
        unit: "1000.00",
        months: ("2022-12", "2022-12"),
        held: (Holder::Person, "1.0000", "129.0000"),
        passed: None,
    },
    // 6,061 persons at 50 yuan are 303,050.00; one group of 624 got 31,200.00.
    Told {
        name: "示例·村集体经济分红（D020）",
        total: "6061.0000",
        unit: "50.00",
        months: ("2022-12", "2022-12"),
        held: (Holder::Village, "624.0000", "5437.0000"),
        passed: None,
    },
];

/// A business asset of the body, and a scheme over it that its members' meeting adopted.
async fn scheme(scene: &Scene<'_>, of: &Body, resolution: &Value, told: &Told) -> Result<Value, DemoError> {
    let paper = &scene.papers["contract.pdf"];
    let asset = json!({
        "name": told.name, "kind": "business", "form": "fixed", "region_code": COUNTY, "intake": "legacy", "base_on": "2022-06-01",
        "evidence_grade": "b", "acknowledged": ["R10.1"]
    });
    let asset = scene.talk.make(OFFICER, "/assets", &asset).await?;
    let owner = json!({"organisation_id": of.body["organisation_id"], "share": "100.0000", "regime": "collective"});
    let title = json!({"on": "2022-06-01", "level": "village", "file_id": paper, "owners": [owner]});
    let confirm = format!("/assets/{}/confirm-title", text(&asset, "id"));
    scene.talk.act(OFFICER, &confirm, &asset, Some(title)).await?;
    let draft = json!({
        "collective_id": of.body["id"], "name": told.name, "model": "static", "total": told.total,
        "classes": [{"class": "member", "shares": told.total}], "assets": [{"asset_id": asset["id"], "quantified": "100000.00"}],
        "file_id": paper, "note": "示例"
    });
    let draft = scene.talk.make(ACCOUNTANT, "/share-schemes", &draft).await?;
    let adoption = json!({"resolution_id": resolution["id"], "from_on": RESOLVED});
    scene.talk.act(MANAGER, &format!("/share-schemes/{}/adopt", text(&draft, "id")), &draft, Some(adoption)).await
}

/// Its register: one holder, and one that stands for all the others.
async fn held(scene: &Scene<'_>, scheme: &Value, person: &Value, told: &Told) -> Result<(), DemoError> {
    let (one, own, rest) = told.held;
    let leg = |whose: (&str, &Value), shares: &str| {
        let mut leg = json!({"class": "member", "shares": shares});
        leg[whose.0] = whose.1.clone();
        leg
    };
    let one = match one {
        Holder::Person => ("person_id", &person["id"]),
        Holder::Village => ("organisation_id", &scene.county.units["village_b"]),
    };
    let others = ("organisation_id", &scene.county.units["village_a"]);
    let dealt = |kind: &str, on: &str, from: Vec<Value>, to: Vec<Value>| {
        json!({
            "scheme_id": scheme["id"], "kind": kind, "on": on, "from": from, "to": to, "file_id": scene.papers["plan.pdf"], "note": "示例"
        })
    };
    let issue = dealt("issue", RESOLVED, Vec::new(), vec![leg(one, own), leg(others, rest)]);
    scene.talk.make(ACCOUNTANT, "/share-transactions", &issue).await?;
    let begins = json!({"on": RESOLVED});
    scene.step(MANAGER, ("/share-schemes", scheme), ("put-in-force", Some(begins))).await?;
    if let Some((on, shares)) = told.passed {
        let transfer = dealt("transfer", on, vec![leg(one, shares)], vec![leg(others, shares)]);
        scene.talk.make(ACCOUNTANT, "/share-transactions", &transfer).await?;
    }
    Ok(())
}

/// The plan over all its desks, and its list as it was approved.
async fn shared_out(scene: &Scene<'_>, of: &Body, scheme: &Value, told: &Told) -> Result<Value, DemoError> {
    let plan = json!({
        "collective_id": of.body["id"], "scheme_id": scheme["id"], "classes": ["member"], "kind": "member_dividend",
        "name": told.name, "from_month": told.months.0, "to_month": told.months.1, "pool_id": of.pool["id"], "unit": told.unit,
        "rounding": "floor", "file_id": scene.papers["plan.pdf"], "note": "示例"
    });
    let plan = scene.talk.make(ACCOUNTANT, "/distributions", &plan).await?;
    let on = async |who: &str, verb: &str, said: Option<Value>| {
        scene.step(who, ("/distributions", &plan), (verb, said)).await
    };
    let today = scene.today().await?;
    let said = || Some(json!({"on": today, "file_id": scene.papers["plan.pdf"], "note": "示例"}));
    on(MANAGER, "discuss", said()).await?;
    on(LINE, "check", said()).await?;
    let title = format!("示例：表决 {}", text(&plan, "number"));
    let resolution = distributions::resolved(scene, &of.body, ("distribution_plan", &title), &today).await?;
    on(MANAGER, "vote", Some(json!({"resolution_id": resolution["id"]}))).await?;
    on(ACCOUNTANT, "calculate", None).await?;
    on(MANAGER, "publicise", said()).await?;
    on(MANAGER, "lock", None).await?;
    scene.talk.approve(&DESKS, text(&plan, "id")).await?;
    Ok(plan)
}

/// All of them, as they stand in October.
pub(super) async fn share_out(scene: &Scene<'_>) -> Result<(), DemoError> {
    let kind = ("collective", "statutory_collective", Some("village"));
    let of = kinds::earned(scene, ("示例·安置区股份经济合作社", kind), "6200000000006062", ("members", "6100000.00"))
        .await?;
    let matter = ("share_scheme", "示例：折股量化方案（四项）");
    let resolution = distributions::resolved(scene, &of.body, matter, RESOLVED).await?;
    let person = json!({"region_code": COUNTY, "name": "示例股东子"});
    let person = scene.talk.make(OFFICER, "/people", &person).await?;
    let mut last = Value::Null;
    for told in &TOLD {
        let scheme = scheme(scene, &of, &resolution, told).await?;
        held(scene, &scheme, &person, told).await?;
        last = shared_out(scene, &of, &scheme, told).await?;
    }
    payouts::to_both_villages(scene, &last, ("31200.00", "271850.00")).await
}
