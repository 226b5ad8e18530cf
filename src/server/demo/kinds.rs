//! Distributions of the two other kinds, by figures that papers told: what a company pays for money that was put in (D001, D023, D027, D039), and what a
//! village has of its photovoltaic station by need and work (D011). Holders and months that the sources lack are marked samples.

use serde_json::{Value, json};

use super::{
    DemoError,
    scene::{COUNTY, Scene},
    talk::text,
    two_levels,
};

const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";
const FINANCE: &str = "datong-finance";
const OFFICER: &str = "datong-assets";
/// Who checks a plan of a body that lies in no town, and has it on file for the county.
const LINE: &str = "datong-line";
const DESKS: [&str; 2] = [LINE, "datong-section"];
/// A plan of a year by a roll: kind, name, what of the pool it is, what each class has; what it corrects of another.
pub(super) struct Plan<'a> {
    pub kind: &'a str,
    pub name: &'a str,
    pub pool: &'a str,
    pub terms: Value,
    pub correction: Option<&'a str>,
}

pub(super) async fn act(
    scene: &Scene<'_>,
    who: &str,
    (path, row): (&str, &Value),
    (verb, said): (&str, Option<Value>),
) -> Result<Value, DemoError> {
    let now = scene.now(MANAGER, path, row).await?;
    scene.talk.act(who, &format!("{path}/{}/{verb}", text(row, "id")), &now, said).await
}

/// A body, and the pool of what it earned.
pub(super) struct Body {
    pub body: Value,
    pub pool: Value,
}

/// An organisation that is a body since 2022, with its account.
pub(super) async fn founded(
    scene: &Scene<'_>,
    (name, kind): (&str, (&str, &str, Option<&str>)),
    number: &str,
) -> Result<(Value, Value), DemoError> {
    let (organisation, kind, level) = kind;
    let unit = json!({"name": name, "kind": organisation, "region_code": COUNTY});
    let unit = scene.talk.make(FINANCE, "/organisations", &unit).await?;
    let account = json!({
        "organisation_id": unit["id"], "holder_name": name, "bank_name": "示例银行示例支行", "account_no": number
    });
    let account = scene.talk.make(FINANCE, "/bank-accounts", &account).await?;
    let confirm = format!("/bank-accounts/{}/confirm", text(&account, "id"));
    scene.talk.act(DESKS[1], &confirm, &account, None).await?;
    let body = json!({
        "organisation_id": unit["id"], "kind": kind, "level": level, "from_on": "2022-01-04", "file_id": scene.papers["plan.pdf"],
        "note": "示例"
    });
    Ok((scene.talk.make(MANAGER, "/collectives", &body).await?, account))
}

/// What it earned in 2022, of its business or by the rent of an asset, in one pool: seven tenths of it.
pub(super) async fn divided(
    scene: &Scene<'_>,
    (body, account): (Value, &Value),
    (purpose, amount): (&str, &str),
    rented: Option<&Value>,
) -> Result<Body, DemoError> {
    let paper = &scene.papers["plan.pdf"];
    let scheme = json!({
        "collective_id": body["id"], "from_on": "2022-01-04", "reserve_pct": "30.0000", "file_id": paper, "note": "示例",
        "lines": [{"purpose": purpose, "part_pct": "100.0000"}]
    });
    scene.talk.make(MANAGER, "/income-schemes", &scheme).await?;
    let year = json!({"collective_id": body["id"], "year": 2022, "note": "示例"});
    let year = scene.talk.make(ACCOUNTANT, "/income-years", &year).await?;
    let mut entry = json!({
        "collective_id": body["id"], "category": "operation", "on": "2022-06-30", "amount": amount, "account_id": account["id"],
        "counterparty": "示例公司", "voucher": "示-2022-001", "file_id": paper, "note": "示例"
    });
    if let Some(asset) = rented {
        entry["category"] = json!("rent");
        entry["asset_id"] = asset["id"].clone();
        entry["acknowledged"] = json!(["R51"]);
    }
    scene.talk.make(ACCOUNTANT, "/income-entries", &entry).await?;
    let evidence = |on: &str| json!({"on": on, "file_id": paper});
    let closing = json!({"stocktake": evidence("2022-12-31"), "debts": evidence("2023-01-10")});
    scene.talk.act(MANAGER, &format!("/income-years/{}/close", text(&year, "id")), &year, Some(closing)).await?;
    let pools = format!("/income-pools?collective_id={}&state=set_aside", text(&body, "id"));
    let pool = scene.talk.see(MANAGER, &pools).await?["items"][0].clone();
    Ok(Body { body, pool })
}

/// Both.
pub(super) async fn earned(
    scene: &Scene<'_>,
    named: (&str, (&str, &str, Option<&str>)),
    number: &str,
    pool: (&str, &str),
) -> Result<Body, DemoError> {
    let (body, account) = founded(scene, named, number).await?;
    divided(scene, (body, &account), pool, None).await
}

async fn person(scene: &Scene<'_>, name: &str) -> Result<Value, DemoError> {
    scene.talk.make(OFFICER, "/people", &json!({"region_code": COUNTY, "name": name})).await
}

/// A roll with its entries: of whom each is told, of which class, by how many units.
pub(super) async fn roll(
    scene: &Scene<'_>,
    body: &Value,
    (name, basis, terms): (&str, &str, Option<&str>),
    entries: &[(&str, Value, &str, &str)],
) -> Result<Value, DemoError> {
    let paper = &scene.papers["plan.pdf"];
    let of_households = entries.iter().all(|(sort, ..)| *sort == "household_id");
    let per = match (basis, of_households) {
        ("need", true) => "household",
        ("need", false) => "person",
        _ => "mixed",
    };
    let asked = json!({
        "collective_id": body["id"], "basis": basis, "per": per, "name": name, "terms": terms, "file_id": paper, "note": "示例"
    });
    let roll = scene.talk.make(ACCOUNTANT, "/benefit-rolls", &asked).await?;
    let entry = |(sort, whose, class, units): &(&str, Value, &str, &str)| {
        let mut entry =
            json!({"class": class, "units": units, "decided_on": "2021-12-31", "file_id": paper, "note": "示例"});
        entry[*sort] = whose.clone();
        entry
    };
    let entries: Vec<Value> = entries.iter().map(entry).collect();
    act(scene, ACCOUNTANT, ("/benefit-rolls", &roll), ("admit", Some(json!({"entries": entries})))).await?;
    Ok(roll)
}

/// A plan by a roll, decided and checked.
pub(super) async fn checked(
    scene: &Scene<'_>,
    (body, pool): (&Value, &Value),
    roll: &Value,
    plan: Plan<'_>,
) -> Result<Value, DemoError> {
    let asked = json!({
        "collective_id": body["id"], "roll_id": roll["id"], "kind": plan.kind, "name": plan.name, "terms": plan.terms,
        "from_month": "2022-01", "to_month": "2022-12", "pool_id": pool["id"], "pool": plan.pool, "rounding": "floor",
        "acknowledged": ["R70.3", "R71", "R74.1"], "correction": plan.correction, "file_id": scene.papers["plan.pdf"], "note": "示例"
    });
    let made = scene.talk.make(ACCOUNTANT, "/distributions", &asked).await?;
    let on = scene.today().await?;
    for (who, verb) in [(MANAGER, "discuss"), (LINE, "check")] {
        act(scene, who, ("/distributions", &made), (verb, step(scene, &on))).await?;
    }
    Ok(made)
}

pub(super) fn step(scene: &Scene<'_>, on: &str) -> Option<Value> {
    Some(json!({"on": on, "file_id": scene.papers["plan.pdf"], "note": "示例"}))
}

/// The list of a plan is computed, and hangs from the day that the demonstration has come to.
async fn hangs(scene: &Scene<'_>, plan: &Value) -> Result<(), DemoError> {
    let today = scene.today().await?;
    act(scene, ACCOUNTANT, ("/distributions", plan), ("calculate", None)).await?;
    act(scene, MANAGER, ("/distributions", plan), ("publicise", step(scene, &today))).await.map(drop)
}

/// What a company pays for money that was put in: each by its own agreement; the last is that of two villages.
async fn by_stakes(scene: &Scene<'_>) -> Result<Value, DemoError> {
    let company = ("示例·大同区产业投资公司", ("company", "company", None));
    let Body { body, pool } = earned(scene, company, "6200000000006060", ("members", "6000000.00")).await?;
    let (first, second) = (scene.county.units["village_a"].clone(), scene.county.units["village_b"].clone());
    let (one, ten) = (person(scene, "示例入股人丙").await?, person(scene, "示例入股人丁").await?);
    let unit = |id: &Value, yuan: &'static str| ("organisation_id", id.clone(), "stake", yuan);
    let rolls = [
        // D001: 577 persons with 2,000 yuan each, 156 households with 160 to 1,600 yuan.
        (
            "示例·安置区后扶产业入股名册",
            "D001：577人，每人2000元，年息8%",
            "8.0000",
            "92320.00",
            vec![
                ("person_id", one["id"].clone(), "stake", "2000.0000"),
                ("person_id", ten["id"].clone(), "stake", "20000.0000"),
                unit(&first, "1132000.0000"),
            ],
        ),
        // D023: 786 households with 40,000 yuan each.
        (
            "示例·产业全覆盖入股名册",
            "D023：786户，每户4万元，7.625%",
            "7.6250",
            "2397300.00",
            vec![("person_id", ten["id"].clone(), "stake", "40000.0000"), unit(&second, "31400000.0000")],
        ),
        // D039: 1,154 households with 10,000 yuan each.
        (
            "示例·茶园产业园入股名册",
            "D039：1154户带资入股1154万元，每户每年800元",
            "8.0000",
            "923200.00",
            vec![("person_id", one["id"].clone(), "stake", "10000.0000"), unit(&first, "11530000.0000")],
        ),
        // D027: a village that put in a million has 20,000 yuan, one with 300,000 has 6,000.
        (
            "示例·到村入股名册",
            "D027：投100万元的村得2万元，投30万元的村得0.6万元",
            "2.0000",
            "26000.00",
            vec![unit(&second, "1000000.0000"), unit(&first, "300000.0000")],
        ),
    ];
    let mut last = Value::Null;
    for (name, terms, rate, amount, entries) in rolls {
        let roll = roll(scene, &body, (name, "stake", Some(terms)), &entries).await?;
        let row = terms.split('：').next().unwrap_or_default();
        let plan = Plan {
            kind: "stake_payout",
            name: &format!("示例·2022年度入股分红（{row}）"),
            pool: amount,
            terms: json!([{"class": "stake", "rate_pct": rate}]),
            correction: None,
        };
        let plan = checked(scene, (&body, &pool), &roll, plan).await?;
        hangs(scene, &plan).await?;
        act(scene, MANAGER, ("/distributions", &plan), ("lock", None)).await?;
        scene.talk.approve(&DESKS, text(&plan, "id")).await?;
        last = plan;
    }
    Ok(last)
}

/// What a village has of its photovoltaic station (D011): six persons with 1,000 yuan each, twelve with 1,500, one who keeps the station with
/// 3,000, three who look after others with 14,500. A second plan is on file with the county and not computed.
async fn by_need(scene: &Scene<'_>) -> Result<(), DemoError> {
    let village = ("示例·光伏村经济合作社", ("collective", "statutory_collective", Some("village")));
    let Body { body, pool } = earned(scene, village, "6200000000006061", ("hardship", "100000.00")).await?;
    let classes = [("marginal", 6), ("unstable", 12), ("work", 1), ("five_guarantee", 2), ("other", 1)];
    let mut entries = Vec::new();
    for (class, count) in classes {
        for n in 1..=count {
            let whose = person(scene, &format!("示例光伏受益人{class}{n}")).await?;
            entries.push(("person_id", whose["id"].clone(), class, "1.0000"));
        }
    }
    let roll = roll(scene, &body, ("示例·光伏收益受益名册", "need", None), &entries).await?;
    let unit = |class: &str, yuan: &str| json!({"class": class, "unit": yuan});
    let terms = json!([
        unit("marginal", "1000.00"),
        unit("unstable", "1500.00"),
        unit("work", "3000.00"),
        unit("five_guarantee", "5000.00"),
        unit("other", "4500.00")
    ]);
    let plans = [
        ("示例·2022年度光伏收益分配（D011）", "41500.00", None),
        ("示例·2022年度光伏收益补发", "20000.00", Some("示例：标准调整后补发差额")),
    ];
    for (name, amount, correction) in plans {
        let plan = Plan { kind: "assistance_income", name, pool: amount, terms: terms.clone(), correction };
        let plan = checked(scene, (&body, &pool), &roll, plan).await?;
        act(scene, LINE, ("/distributions", &plan), ("file", step(scene, &scene.today().await?))).await?;
        if correction.is_none() {
            hangs(scene, &plan).await?;
        }
    }
    Ok(())
}

/// All of them, as they stand in October.
pub(super) async fn share_out(scene: &Scene<'_>) -> Result<(), DemoError> {
    let of_villages = by_stakes(scene).await?;
    two_levels::pay(scene, &of_villages).await?;
    by_need(scene).await
}
