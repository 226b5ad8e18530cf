//! How the sample community keeps what it has: duties of a unit and of a person, plans, inspections of every grade, and an order in every
//! state, one of them met from what the community earns, and one paid by a claim on public money.

use serde_json::{Value, json};

use super::{
    DemoError,
    cards::{CHARGING, Cards, LIGHTS, SHED, SUPPLY},
    claims,
    scene::{COUNTY, Scene},
    talk::text,
};

const OFFICER: &str = "datong-assets";
const SITE: &str = "datong-site";
const CLERK: &str = "datong-clerk";
const ORDERS: &str = "/upkeep-orders";
/// The project whose line pays for upkeep.
const PAYING: &str = "P017";
/// What one order costs public money.
const PUBLIC_COST: &str = "1200.00";

/// How far each order goes, what it asks for, and which finding of the inspection it answers.
const WORKS: [(&str, &str, Option<i32>); 6] = [
    ("closed", "示例：更换水泵", Some(1)),
    ("verified", "示例：更换井盖", Some(2)),
    ("done", "示例：更换阀门", None),
    ("assigned", "示例：围栏刷漆", None),
    ("opened", "示例：疏通排水沟", None),
    ("cancelled", "示例：重复登记的清理", None),
];
/// The steps before each state, in their order.
const WAY: [&str; 5] = ["opened", "assigned", "done", "verified", "closed"];

/// Who cleans by its seat here is said by the transfer; who watches over safety is a person.
async fn duties(scene: &Scene<'_>, supply: &Value) -> Result<(), DemoError> {
    let today = scene.today().await?;
    let person = json!({
        "asset_ids": [supply["id"]], "duty": "safety", "name": "示例管护员甲", "phone": "13977700021", "from_on": today,
        "standard": "示例：每日巡查一次", "note": "示例"
    });
    scene.talk.make(OFFICER, "/upkeep-duties", &person).await?;
    let plan = |said: Value| {
        let mut plan = json!({"region_code": COUNTY, "asset_kind": "public_welfare", "first_on": today});
        for (name, value) in said.as_object().into_iter().flatten() {
            plan[name] = value.clone();
        }
        plan
    };
    for said in [
        json!({"name": "示例·公益性资产巡检", "task": "inspection", "every_days": 30, "counted": "schedule"}),
        json!({
            "name": "示例·高风险资产清洗", "task": "order", "duty": "cleaning", "what": "示例：清洗水箱", "every_days": 15,
            "counted": "completion", "risk": "high"
        }),
    ] {
        scene.talk.make(OFFICER, "/upkeep-plans", &plan(said)).await?;
    }
    Ok(())
}

/// Somebody looked at four of the cards; what was found of the one that was looked at last.
async fn inspected(scene: &Scene<'_>, cards: &Cards) -> Result<Value, DemoError> {
    let mut last = Value::Null;
    for (name, grade, risk, findings) in [
        (LIGHTS, "good", "low", vec![]),
        (SHED, "fair", "medium", vec![]),
        (CHARGING, "dangerous", "high", vec!["示例：立柱倾斜"]),
        (SUPPLY, "poor", "high", vec!["示例：水泵异响", "示例：井盖松动", "示例：配电箱锈蚀"]),
    ] {
        let seen = json!({
            "asset_id": cards[name]["id"], "inspected_on": scene.today().await?, "grade": grade, "risk": risk, "findings": findings,
            "file_ids": [scene.papers["photo.png"]], "note": "示例"
        });
        last = scene.talk.make(SITE, "/inspections", &seen).await?;
    }
    Ok(last)
}

/// One step of an order.
async fn goes(scene: &Scene<'_>, order: &Value, to: &str) -> Result<(), DemoError> {
    let units = &scene.county.units;
    let step = async |who: &str, verb: &str, said: Option<Value>| scene.step(who, (ORDERS, order), (verb, said)).await;
    let today = scene.today().await?;
    match to {
        "assigned" => step(SITE, "assign", Some(json!({"organisation_id": units["builder_b"]}))).await?,
        "done" => {
            let done = json!({
                "done_on": today, "report": "示例：已完成", "cost": "600.00", "upkeep_source": "collective_income"
            });
            step(OFFICER, "report", Some(done)).await?
        }
        "verified" => {
            let found = json!({"verified_cost": "600.00", "treatment": "expense", "rating": "satisfied", "raters": 3});
            step(SITE, "verify", Some(found)).await?
        }
        "closed" => {
            let met = json!({
                "organisation_id": units["community"], "amount": "600.00", "voucher": "示-2023-009", "met_on": today,
                "file_id": scene.papers["invoice.pdf"]
            });
            step(OFFICER, "meet", Some(met)).await?;
            step(SITE, "close", None).await?
        }
        _ => Value::Null,
    };
    Ok(())
}

/// From the third finding to money: an order that is done, verified, claimed for what was verified, paid by the treasury, and closed.
async fn paid_by_claim(scene: &Scene<'_>, supply: &Value, seen: &Value) -> Result<(), DemoError> {
    let (today, account) = (scene.today().await?, &scene.county.accounts["builder_b"]);
    let builder = &scene.county.units["builder_b"];
    let asked = json!({
        "asset_id": supply["id"], "duty": "repair", "what": "示例：更换配电箱", "inspection_id": seen["id"], "finding": 3
    });
    let order = scene.talk.make(SITE, ORDERS, &asked).await?;
    let step = async |who: &str, verb: &str, said: Option<Value>| scene.step(who, (ORDERS, &order), (verb, said)).await;
    step(SITE, "assign", Some(json!({"organisation_id": builder}))).await?;
    let done = json!({
        "done_on": today, "report": "示例：已更换", "cost": PUBLIC_COST, "upkeep_source": "county_finance"
    });
    step(OFFICER, "report", Some(done)).await?;
    let found = json!({
        "verified_cost": PUBLIC_COST, "treatment": "expense", "rating": "satisfied", "raters": 3, "payee_id": builder
    });
    step(SITE, "verify", Some(found)).await?;
    let (line, _) = scene.shares.get(PAYING).and_then(|all| all.first()).ok_or("a project without a line")?;
    let claim = json!({
        "kind": "upkeep_post", "project_id": scene.projects[PAYING]["id"], "upkeep_order_id": order["id"], "amount": PUBLIC_COST,
        "purpose": "示例·管护支出", "functional_class": "2130505", "economic_class": "50209", "claimed_on": today,
        "funding": [{"allocation_id": line, "amount": PUBLIC_COST}],
        "payees": [{"organisation_id": account["organisation_id"], "bank_account_id": account["id"], "amount": PUBLIC_COST}],
        "evidence": [
            {"kind": "invoice", "file_id": scene.papers["invoice.pdf"], "amount": PUBLIC_COST},
            {"kind": "acceptance_form", "file_id": scene.papers["acceptance_form.pdf"]}
        ]
    });
    let draft = scene.talk.make(CLERK, "/disbursements", &claim).await?;
    let path = format!("/disbursements/{}/submit", text(&draft, "id"));
    let claim = scene.talk.act(CLERK, &path, &draft, Some(json!({}))).await?;
    claims::pay_out(scene, &claim, &today).await?;
    step(SITE, "close", None).await.map(drop)
}

/// All of it, as it stands in October.
pub(super) async fn keep(scene: &Scene<'_>, cards: &Cards) -> Result<(), DemoError> {
    let supply = &cards[SUPPLY];
    let used = json!({"on": scene.today().await?});
    scene.step(OFFICER, ("/assets", supply), ("put-in-service", Some(used))).await?;
    duties(scene, supply).await?;
    let seen = inspected(scene, cards).await?;
    paid_by_claim(scene, supply, &seen).await?;
    for (state, what, finding) in WORKS {
        let mut asked = json!({"asset_id": supply["id"], "duty": "repair", "what": what});
        if let Some(finding) = finding {
            asked["inspection_id"] = seen["id"].clone();
            asked["finding"] = json!(finding);
        }
        let order = scene.talk.make(SITE, ORDERS, &asked).await?;
        if state == "cancelled" {
            let why = json!({"reason": "示例：重复开单"});
            scene.step(SITE, (ORDERS, &order), ("cancel", Some(why))).await?;
            continue;
        }
        let length = WAY.iter().position(|way| *way == state).unwrap_or_default();
        for to in &WAY[..=length] {
            goes(scene, &order, to).await?;
        }
    }
    Ok(())
}
