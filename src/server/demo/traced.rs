//! A central document that can be followed to households, and back: a marked line of 2021 of which a workshop was made, its rent of 2022, and how
//! that was shared among households by need, by two rolls. Each list hung by a posting, and each household's head was paid.

use serde_json::{Value, json};

use super::{
    DemoError,
    kinds::{self, Body, Plan},
    payees, payouts,
    scene::{COUNTY, Scene},
    talk::text,
};

const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";
const BUDGET: &str = "datong-budget";
const OFFICER: &str = "datong-assets";
const SITE: &str = "datong-site";
const LINE: &str = "datong-line";
const DESKS: [&str; 2] = [LINE, "datong-section"];
/// A list by households: by which roll, its name, what each class has; and the heads: of which class each household is, what it has, and the
/// number of its card.
struct List {
    roll: &'static str,
    name: &'static str,
    terms: &'static [(&'static str, &'static str)],
    heads: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

/// Seven thousand yuan by each.
static LISTS: [List; 2] = [
    List {
        roll: "示例·车间收益受益名册",
        name: "示例·2022年度帮扶车间收益分配（按户）",
        terms: &[("unstable", "3000.00"), ("relieved", "2000.00")],
        heads: &[
            ("示例受益户主甲", "unstable", "3000.00", "6217000000000000201"),
            ("示例受益户主乙", "relieved", "2000.00", "6217000000000000202"),
            ("示例受益户主丙", "relieved", "2000.00", "6217000000000000203"),
        ],
    },
    List {
        roll: "示例·车间收益受益名册（二）",
        name: "示例·2022年度帮扶车间收益分配（按户，名册二）",
        terms: &[("relieved", "3500.00")],
        heads: &[
            ("示例受益户主丁", "relieved", "3500.00", "6217000000000000204"),
            ("示例受益户主戊", "relieved", "3500.00", "6217000000000000205"),
        ],
    },
];

/// A list that hangs: its plan, its posting, and the heads.
struct Hanging {
    list: &'static List,
    plan: Value,
    posting: Value,
    heads: Vec<Value>,
}

/// All of them.
pub(super) struct Traced(Vec<Hanging>);

/// The line of a marked document, which was received before the county kept its books here.
async fn line(scene: &Scene<'_>) -> Result<Value, DemoError> {
    let document = json!({
        "number": "示例财农〔2021〕12号", "title": "示例·中央财政衔接推进乡村振兴补助资金", "issuer": "示例省财政厅", "region_code": COUNTY,
        "kind": "formal", "budget_year": 2021
    });
    let document = scene.talk.make(BUDGET, "/budget-documents", &document).await?;
    let line = json!({
        "budget_document_id": document["id"], "region_code": COUNTY, "level_of_origin": "central", "amount": "300000.00"
    });
    scene.talk.make(BUDGET, "/allocations", &line).await
}

/// The workshop that was made of it, which is the body's.
async fn workshop(scene: &Scene<'_>, line: &Value, body: &Value) -> Result<Value, DemoError> {
    let asset = json!({
        "name": "示例·就业帮扶车间", "kind": "business", "form": "fixed", "region_code": COUNTY, "intake": "legacy", "base_on": "2022-01-10",
        "evidence_grade": "b", "funding": [{"allocation_id": line["id"], "amount": "300000.00"}]
    });
    let asset = scene.talk.make(OFFICER, "/assets", &asset).await?;
    let owner = json!({"organisation_id": body["organisation_id"], "share": "100.0000", "regime": "collective"});
    let title =
        json!({"on": "2022-01-10", "level": "village", "file_id": scene.papers["contract.pdf"], "owners": [owner]});
    let confirm = format!("/assets/{}/confirm-title", text(&asset, "id"));
    scene.talk.act(OFFICER, &confirm, &asset, Some(title)).await
}

/// The list as it hangs from the first day: read by the posting, not typed.
async fn hung(scene: &Scene<'_>, plan: &Value) -> Result<Value, DemoError> {
    let posting = json!({
        "region_code": COUNTY, "title": "示例·收益分配名单公示（就业帮扶车间）", "hotline": "12317", "calendar_days": 2,
        "distribution_ids": [plan["id"]]
    });
    let posting = scene.talk.make(SITE, "/publicity", &posting).await?;
    let place = json!({"name": "示例：安置点公示栏", "profile": "board", "file_id": scene.papers["photo.png"]});
    let said = json!({"on": scene.today().await?, "places": [place]});
    scene.step(SITE, ("/publicity", &posting), ("post", Some(said))).await?;
    let by = json!({"posting_id": posting["id"], "note": "示例"});
    scene.step(MANAGER, ("/distributions", plan), ("publicise", Some(by))).await?;
    Ok(posting)
}

/// For how many days such lists hang: a sample value.
async fn days(scene: &Scene<'_>) -> Result<(), DemoError> {
    let value = json!({
        "key": "distributions.assistance_posted_days", "region_code": COUNTY, "value": "2", "valid_from_on": "2022-01-01", "basis": "sample",
        "document": "示例：大同区帮扶项目资产收益分配办法", "certainty": "unverified"
    });
    scene.talk.make("datong-director", "/policy-values", &value).await.map(drop)
}

/// As far as the first day brings it: the list hangs.
pub(super) async fn begin(scene: &Scene<'_>) -> Result<Traced, DemoError> {
    days(scene).await?;
    let village = ("示例·安置丙村经济合作社", ("collective", "statutory_collective", Some("village")));
    let (body, account) = kinds::founded(scene, village, "6200000000006063").await?;
    let asset = workshop(scene, &line(scene).await?, &body).await?;
    let Body { body, pool } = kinds::divided(scene, (body, &account), ("hardship", "20000.00"), Some(&asset)).await?;
    let mut hanging = Vec::with_capacity(LISTS.len());
    for list in &LISTS {
        hanging.push(by_households(scene, (&body, &pool), list).await?);
    }
    Ok(Traced(hanging))
}

/// A list of a roll of its own, as far as it hangs.
async fn by_households(
    scene: &Scene<'_>,
    (body, pool): (&Value, &Value),
    list: &'static List,
) -> Result<Hanging, DemoError> {
    let (mut heads, mut entries) = (Vec::new(), Vec::new());
    for &(head, class, ..) in list.heads {
        let person = json!({"region_code": COUNTY, "name": head});
        let person = scene.talk.make(OFFICER, "/people", &person).await?;
        let household = json!({
            "region_code": COUNTY, "origin_code": COUNTY, "on": "2021-12-01",
            "members": [{"person_id": person["id"], "relation": "head"}]
        });
        let household = scene.talk.make(OFFICER, "/households", &household).await?;
        heads.push(person);
        entries.push(("household_id", household["id"].clone(), class, "1.0000"));
    }
    let roll = kinds::roll(scene, body, (list.roll, "need", None), &entries).await?;
    let terms = list.terms.iter().map(|(class, unit)| json!({"class": class, "unit": unit}));
    let plan =
        Plan { kind: "assistance_income", name: list.name, pool: "7000.00", terms: terms.collect(), correction: None };
    let plan = kinds::checked(scene, (body, pool), &roll, plan).await?;
    let on = scene.today().await?;
    kinds::act(scene, LINE, ("/distributions", &plan), ("file", kinds::step(scene, &on))).await?;
    kinds::act(scene, ACCOUNTANT, ("/distributions", &plan), ("calculate", None)).await?;
    let posting = hung(scene, &plan).await?;
    Ok(Hanging { list, plan, posting, heads })
}

/// The terms have ended.
pub(super) async fn finish(scene: &Scene<'_>, traced: &Traced) -> Result<(), DemoError> {
    for hanging in &traced.0 {
        pay(scene, hanging).await?;
    }
    Ok(())
}

/// Another closes the posting, the list is locked and approved, and the heads are paid.
async fn pay(scene: &Scene<'_>, hanging: &Hanging) -> Result<(), DemoError> {
    let Hanging { list, plan, posting, heads } = hanging;
    let today = scene.today().await?;
    let shown = json!({"places": [{"n": 1, "file_id": scene.papers["plan.pdf"], "on": today}]});
    scene.step(SITE, ("/publicity", posting), ("places", Some(shown))).await?;
    scene.step(OFFICER, ("/publicity", posting), ("close", Some(json!({})))).await?;
    scene.step(MANAGER, ("/distributions", plan), ("lock", None)).await?;
    scene.talk.approve(&DESKS, text(plan, "id")).await?;
    let mut paid = Vec::new();
    for ((place, head), &(name, _, amount, number)) in (1..).zip(heads).zip(list.heads) {
        let account = payees::recorded(scene, (&head["id"], name), number).await?;
        payees::compared(scene, &account, (name, number)).await?;
        paid.push((place, name, number, amount));
    }
    payouts::to_all(scene, plan, &paid).await
}
