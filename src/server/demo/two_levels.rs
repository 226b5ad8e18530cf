//! Two levels in the sample county, by rates that a county told the press: 20,000 yuan for a village that put in a million, 6,000 for one that put in
//! 300,000. A company pays two villages by their shares, and one of them has booked what it got as its income. Company and villages are marked samples.

use serde_json::{Value, json};

use super::{
    DemoError, distributions, income, payouts,
    scene::{COUNTY, Scene},
    shares,
    talk::text,
};

const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";

/// The company is a body whose shareholders are the two villages.
async fn company(scene: &Scene<'_>) -> Result<Value, DemoError> {
    let body = json!({
        "organisation_id": scene.county.units["company"], "kind": "company", "from_on": "2022-01-04", "file_id": scene.papers["plan.pdf"],
        "note": "示例"
    });
    scene.talk.make(MANAGER, "/collectives", &body).await
}

/// Its shareholders quantify an asset into shares of two villages: twenty and six.
async fn held(scene: &Scene<'_>, body: &Value) -> Result<Value, DemoError> {
    let half = json!({"part": 1, "whole": 2, "above": true});
    let paper = &scene.papers["acceptance_form.pdf"];
    let held = json!({
        "eligible": 2, "in_person": 2, "by_proxy": 0, "in_favour": 2, "against": 0, "abstained": 0, "minutes_file_id": paper,
        "kept_by": "示例·公司档案室",
        "charter": {"since_on": "2022-01-04", "file_id": scene.papers["plan.pdf"], "attend": half, "agree": half, "agree_of": "eligible"}
    });
    let meeting = json!({
        "collective_id": body["id"], "matter": "share_scheme", "meeting": "shareholders", "title": "示例：表决县农投股权量化方案",
        "meeting_on": "2023-03-20", "held": held
    });
    let resolution = scene.talk.make(MANAGER, "/resolutions/held", &meeting).await?;
    let village = shares::Village { body: body.clone(), resolution };
    let asset = shares::shop(scene, &village, "示例·县农投冷链库").await?;
    let draft = json!({
        "collective_id": body["id"], "name": "示例·县农投折股量化方案", "model": "static", "total": "26.0000",
        "classes": [{"class": "collective", "shares": "26.0000"}], "assets": [{"asset_id": asset["id"], "quantified": "1300000.00"}],
        "file_id": scene.papers["plan.pdf"], "note": "示例：投入100万元和30万元的两村"
    });
    let draft = scene.talk.make(ACCOUNTANT, "/share-schemes", &draft).await?;
    let adoption = json!({"resolution_id": village.resolution["id"], "from_on": "2023-03-20"});
    let scheme = shares::act(scene, &draft, "adopt", Some(adoption)).await?;
    let leg = |unit: &str, shares: &str| json!({"organisation_id": scene.county.units[unit], "class": "collective", "shares": shares});
    let to = [leg("village_a", "20.0000"), leg("village_b", "6.0000")];
    shares::dealt(scene, (&scheme, "issue", "2023-03-20"), &[], &to).await?;
    shares::act(scene, &scheme, "put-in-force", Some(json!({"on": "2023-03-20"}))).await
}

/// The plan of the company, approved.
async fn distributed(scene: &Scene<'_>, scheme: &Value) -> Result<Value, DemoError> {
    let path = format!("/income-pools?collective_id={}&state=set_aside", text(scheme, "collective_id"));
    let pool = scene.talk.see(MANAGER, &path).await?["items"][0].clone();
    let plan = json!({
        "collective_id": scheme["collective_id"], "scheme_id": scheme["id"], "classes": ["collective"], "kind": "member_dividend",
        "name": "示例·县农投2022年度分红方案（投100万元的村2万元、投30万元的村0.6万元）", "from_month": "2023-04", "to_month": "2023-04",
        "pool_id": pool["id"], "pool": "26000.00", "unit": "1000.00", "rounding": "floor", "file_id": scene.papers["plan.pdf"],
        "note": "示例"
    });
    let plan = scene.talk.make(ACCOUNTANT, "/distributions", &plan).await?;
    for to in ["discussed", "town_checked", "voted", "publicised", "locked", "approved"] {
        distributions::goes(scene, &plan, to).await?;
    }
    Ok(plan)
}

/// The first village books its line; the second has not yet.
async fn booked(scene: &Scene<'_>) -> Result<(), DemoError> {
    let unit = scene.county.units["village_a"].as_str().unwrap_or_default();
    let village = scene.talk.see(MANAGER, &format!("/collectives?organisation_id={unit}")).await?["items"][0].clone();
    let year = json!({"collective_id": village["id"], "year": 2023, "note": "示例"});
    scene.talk.make(ACCOUNTANT, "/income-years", &year).await?;
    let path = format!("/collectives/{}/receivables", text(&village, "id"));
    let line = scene.talk.see(ACCOUNTANT, &path).await?["items"][0].clone();
    let entry = json!({
        "collective_id": village["id"], "category": "stake", "on": line["paid_on"], "amount": line["amount"],
        "account_id": line["account_id"], "counterparty": line["payer_name"], "voucher": "示-2023-001",
        "file_id": scene.papers["acceptance_form.pdf"], "note": "示例",
        "from_line": {"distribution_id": line["distribution_id"], "serial": line["serial"]}
    });
    scene.talk.make(ACCOUNTANT, "/income-entries", &entry).await.map(drop)
}

/// All of it, as it stands in October.
pub(super) async fn distribute(scene: &Scene<'_>) -> Result<(), DemoError> {
    let body = company(scene).await?;
    income::divides(scene, &body, "2022-01-04").await?;
    income::closed(scene, (&body, "company"), ("1000.00", "60000.00")).await?;
    let scheme = held(scene, &body).await?;
    let plan = distributed(scene, &scheme).await?;
    let forms = scene.talk.see(MANAGER, &format!("/bank-forms?state=usable&region={COUNTY}")).await?;
    let form = forms["items"][0].clone();
    let batch = payouts::batch(scene, (&plan, &form), (&[1, 2], None)).await?;
    payouts::on(scene, MANAGER, &batch, ("release", None)).await?;
    let rows = [
        (1, "示例·安置甲村经济合作社", "6200000000000004", "20000.00"),
        (2, "示例·安置乙村经济合作社", "6200000000000005", "6000.00"),
    ];
    let mut file = "序号,户名,账号,金额,结果,原因,日期\r\n".to_owned();
    for (place, name, number, amount) in rows {
        file += &format!("{place},{name},{number},{amount},成功,,2023-10-16\r\n");
    }
    payouts::told(scene, &batch, &file).await?;
    booked(scene).await
}
