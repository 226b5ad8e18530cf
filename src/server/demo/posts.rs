//! Public posts of the sample county, attendance of their autumn, and subsidies for work elsewhere: a list for each month, one in every state,
//! paid of the project that is for them.

use serde_json::{Value, json};

use super::{
    DemoError, claims,
    scene::{COUNTY, Scene},
    talk::text,
};

const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";
const CLERK: &str = "datong-clerk";
/// The day on which lists are made and hung, and that on which some of them are locked and paid.
const MADE: &str = "2023-10-12";
const LOCKED: &str = "2023-10-15";
/// The project of subsidies for work.
const PROJECT: &str = "P021";

/// How far the list of each month goes.
const LISTS: [(&str, &str); 8] = [
    ("2023-01", "paid"),
    ("2023-02", "linked"),
    ("2023-03", "locked"),
    ("2023-04", "publicised"),
    ("2023-05", "checked"),
    ("2023-06", "drafted"),
    ("2023-07", "returned"),
    ("2023-08", "annulled"),
];

/// Those whose lists hang on the first day.
const HUNG: [&str; 4] = ["publicised", "locked", "linked", "paid"];

async fn act(
    scene: &Scene<'_>,
    who: &str,
    (path, verb): (&str, &str),
    said: Option<Value>,
) -> Result<Value, DemoError> {
    let now = scene.talk.see(MANAGER, path).await?;
    scene.talk.act(who, &format!("{path}/{verb}"), &now, said).await
}

/// A post with what is said of it.
async fn post(scene: &Scene<'_>, title: &str, pay: &str) -> Result<Value, DemoError> {
    let post = json!({
        "region_code": COUNTY, "employer_id": scene.county.units["community"], "title": title, "duty": "示例：楼道保洁、巡查报修",
        "monthly_pay": pay, "pay_rule": "by_days", "full_days": 22, "places": 2, "source": "fund", "from_month": "2023-06",
        "file_id": scene.papers["plan.pdf"], "note": "示例"
    });
    scene.talk.make(MANAGER, "/public-posts", &post).await
}

async fn assigned(scene: &Scene<'_>, post: &Value, person: &Value) -> Result<Value, DemoError> {
    let assignment = json!({
        "post_id": post["id"], "person_id": person["id"], "from_on": "2023-06-01", "file_id": scene.papers["contract.pdf"],
        "acknowledged": ["R37.2"]
    });
    scene.talk.make(MANAGER, "/post-assignments", &assignment).await
}

/// A month of a post as it was recorded; its path.
async fn recorded(
    scene: &Scene<'_>,
    (post, held): (&Value, &Value),
    (month, worked, absent): (&str, i32, i32),
) -> Result<String, DemoError> {
    let sheet = json!({
        "post_id": post["id"], "month": month, "file_id": scene.papers["plan.pdf"],
        "rows": [{"assignment_id": held["id"], "worked_days": worked, "absent_days": absent}]
    });
    let sheet = scene.talk.make(ACCOUNTANT, "/post-sheets", &sheet).await?;
    Ok(format!("/post-sheets/{}", text(&sheet, "id")))
}

/// Two posts and what was worked of one; the pay of September as a list.
async fn work(scene: &Scene<'_>, people: &[Value]) -> Result<(), DemoError> {
    let [first, second] = people else { return Err("two persons of the sample".into()) };
    let cleaning = post(scene, "示例·保洁员", "800.00").await?;
    let held = assigned(scene, &cleaning, first).await?;
    let guarding = post(scene, "示例·护林员", "600.00").await?;
    let left = assigned(scene, &guarding, second).await?;
    let end = json!({"on": "2023-09-01", "reason": "示例：外出务工"});
    act(scene, MANAGER, (&format!("/post-assignments/{}", text(&left, "id")), "end"), Some(end)).await?;
    let close = json!({"last_month": "2023-08", "reason": "示例：岗位撤销"});
    act(scene, MANAGER, (&format!("/public-posts/{}", text(&guarding, "id")), "close"), Some(close)).await?;
    let august = recorded(scene, (&cleaning, &held), ("2023-08", 20, 2)).await?;
    act(scene, MANAGER, (&august, "return"), Some(json!({"reason": "示例：天数待核"}))).await?;
    let september = recorded(scene, (&cleaning, &held), ("2023-09", 20, 2)).await?;
    act(scene, MANAGER, (&september, "confirm"), None).await?;
    // As far as the month has come.
    recorded(scene, (&cleaning, &held), ("2023-10", 8, 1)).await?;
    let pay = json!({
        "source": "fund", "region_code": COUNTY, "agent_id": scene.county.units["agent"], "post_ids": [cleaning["id"]],
        "month": "2023-09", "name": "示例·2023年9月公益岗位报酬", "basis": "示例岗位协议", "file_id": scene.papers["plan.pdf"],
        "note": "示例"
    });
    scene.talk.make(ACCOUNTANT, "/to-person-lists/from-attendance", &pay).await.map(drop)
}

/// A list of a month as far as the first day brings it.
async fn begun(scene: &Scene<'_>, people: &[Value], (month, state): (&str, &str)) -> Result<(), DemoError> {
    let line = |person: &Value| json!({"person_id": person["id"], "reason": "示例：省外务工"});
    let list = json!({
        "source": "fund", "region_code": COUNTY, "agent_id": scene.county.units["agent"], "item": "work_transport",
        "name": format!("示例·{month}务工补贴名单（{state}）"), "basis": "示例人社发〔2023〕1号", "file_id": scene.papers["plan.pdf"],
        "per": "person", "unit": "300.00", "from_month": month, "to_month": month, "note": "示例",
        "lines": people.iter().map(line).collect::<Vec<_>>()
    });
    let list = scene.talk.make(ACCOUNTANT, "/to-person-lists", &list).await?;
    let path = format!("/to-person-lists/{}", text(&list, "id"));
    let why = |reason: &str| Some(json!({"on": MADE, "reason": reason}));
    match state {
        "drafted" => {}
        "returned" => act(scene, MANAGER, (&path, "return"), why("示例：标准待核")).await.map(drop)?,
        "annulled" => act(scene, ACCOUNTANT, (&path, "annul"), why("示例：重复填报")).await.map(drop)?,
        _ => act(scene, MANAGER, (&path, "check"), Some(json!({"note": "示例"}))).await.map(drop)?,
    }
    if HUNG.contains(&state) {
        let hangs = json!({"on": MADE, "file_id": scene.papers["photo.png"], "note": "示例"});
        act(scene, ACCOUNTANT, (&path, "publicise"), Some(hangs)).await?;
    }
    Ok(())
}

/// All of it, as it is made on the first day.
pub(super) async fn begin(scene: &Scene<'_>) -> Result<(), DemoError> {
    let mut people = Vec::new();
    for name in ["示例务工人员甲", "示例务工人员乙"] {
        let person = json!({"region_code": COUNTY, "name": name});
        people.push(scene.talk.make("datong-assets", "/people", &person).await?);
    }
    work(scene, &people).await?;
    for list in LISTS {
        begun(scene, &people, list).await?;
    }
    Ok(())
}

/// A claim for a list, submitted.
async fn claimed(scene: &Scene<'_>, list: &Value) -> Result<Value, DemoError> {
    let (line, _) = scene.shares.get(PROJECT).and_then(|all| all.first()).ok_or("a project without a line")?;
    let (account, amount) = (&scene.county.accounts["agent"], text(list, "total"));
    let claim = json!({
        "kind": "to_person", "project_id": scene.projects[PROJECT]["id"], "to_person_list_id": list["id"], "amount": amount,
        "purpose": "示例·务工补贴", "functional_class": "2130505", "economic_class": "50901", "claimed_on": LOCKED,
        "funding": [{"allocation_id": line, "amount": amount}],
        "payees": [{"organisation_id": account["organisation_id"], "bank_account_id": account["id"], "amount": amount}],
        "evidence": [{"kind": "publicity_photo", "file_id": scene.papers["photo.png"]}]
    });
    let draft = scene.talk.make(CLERK, "/disbursements", &claim).await?;
    let path = format!("/disbursements/{}/submit", text(&draft, "id"));
    scene.talk.act(CLERK, &path, &draft, Some(json!({}))).await
}

/// What hung long enough is locked, claimed and paid.
pub(super) async fn finish(scene: &Scene<'_>) -> Result<(), DemoError> {
    for (month, state) in LISTS {
        if !matches!(state, "locked" | "linked" | "paid") {
            continue;
        }
        let found = scene.talk.see(MANAGER, &format!("/to-person-lists?item=work_transport&month={month}")).await?;
        let path = format!("/to-person-lists/{}", text(&found["items"][0], "id"));
        let list = act(scene, ACCOUNTANT, (&path, "lock"), None).await?;
        if state == "locked" {
            continue;
        }
        let claim = claimed(scene, &list).await?;
        let link = json!({"disbursement_id": claim["id"]});
        act(scene, ACCOUNTANT, (&path, "disbursement"), Some(link)).await?;
        if state == "paid" {
            claims::pay_out(scene, &claim, LOCKED).await?;
            act(scene, ACCOUNTANT, (&path, "confirm-paid"), None).await?;
        }
    }
    Ok(())
}
