//! Shares of the sample county's first village: schemes in every state, a register in which shares passed on, certificates in every state.

use serde_json::{Value, json};

use super::{
    DemoError, distributions,
    scene::{COUNTY, Scene},
    talk::text,
};

const OFFICER: &str = "datong-assets";
const MANAGER: &str = "datong-collective";
const ACCOUNTANT: &str = "datong-accounts";
/// The day of the resolution on shares, and the first on which there are any.
const RESOLVED: &str = "2023-03-20";

/// What belongs together here: the body, and the resolution by which it quantifies.
struct Village {
    body: Value,
    resolution: Value,
}

/// A business asset that the village owns.
async fn shop(scene: &Scene<'_>, village: &Village, name: &str) -> Result<Value, DemoError> {
    let asset = json!({
        "name": name, "kind": "business", "form": "fixed", "region_code": COUNTY, "intake": "legacy", "base_on": "2023-03-01",
        "evidence_grade": "b", "acknowledged": ["R10.1"]
    });
    let asset = scene.talk.make(OFFICER, "/assets", &asset).await?;
    let owner =
        json!({"organisation_id": village.body["organisation_id"], "share": "100.0000", "regime": "collective"});
    let title =
        json!({"on": "2023-03-01", "level": "village", "file_id": scene.papers["contract.pdf"], "owners": [owner]});
    scene.talk.act(OFFICER, &format!("/assets/{}/confirm-title", text(&asset, "id")), &asset, Some(title)).await
}

/// The draft of a scheme of a hundred shares.
async fn drafted(scene: &Scene<'_>, village: &Village, (name, asset): (&str, &Value)) -> Result<Value, DemoError> {
    let draft = json!({
        "collective_id": village.body["id"], "name": name, "model": "static", "total": "100.0000",
        "classes": [{"class": "member", "shares": "90.0000"}, {"class": "collective", "shares": "10.0000"}],
        "assets": [{"asset_id": asset["id"], "quantified": "100000.00"}], "file_id": scene.papers["plan.pdf"], "note": "示例"
    });
    scene.talk.make(ACCOUNTANT, "/share-schemes", &draft).await
}

async fn act(scene: &Scene<'_>, scheme: &Value, verb: &str, said: Option<Value>) -> Result<Value, DemoError> {
    scene.talk.act(MANAGER, &format!("/share-schemes/{}/{verb}", text(scheme, "id")), scheme, said).await
}

async fn adopted(scene: &Scene<'_>, village: &Village, name: &str) -> Result<Value, DemoError> {
    let asset = shop(scene, village, name).await?;
    let scheme = drafted(scene, village, (&format!("{name}折股量化方案"), &asset)).await?;
    let adoption = json!({"resolution_id": village.resolution["id"], "from_on": RESOLVED});
    act(scene, &scheme, "adopt", Some(adoption)).await
}

fn leg(person: &Value, shares: &str) -> Value {
    json!({"person_id": person["id"], "class": "member", "shares": shares})
}

async fn dealt(
    scene: &Scene<'_>,
    (scheme, kind, on): (&Value, &str, &str),
    from: &[Value],
    to: &[Value],
) -> Result<(), DemoError> {
    let asked = json!({
        "scheme_id": scheme["id"], "kind": kind, "on": on, "from": from, "to": to, "file_id": scene.papers["plan.pdf"], "note": "示例"
    });
    scene.talk.make(ACCOUNTANT, "/share-transactions", &asked).await.map(drop)
}

async fn certified(scene: &Scene<'_>, scheme: &Value, person: &Value) -> Result<Value, DemoError> {
    let asked = json!({"scheme_id": scheme["id"], "person_id": person["id"]});
    scene.talk.make(ACCOUNTANT, "/share-certificates", &asked).await
}

/// The register of a scheme: three members with thirty shares each, a transfer between two, and their certificates.
async fn held(scene: &Scene<'_>, village: &Village, scheme: &Value) -> Result<(), DemoError> {
    let mut people = Vec::new();
    for name in ["示例股东甲", "示例股东乙", "示例股东丙"] {
        let person = json!({"region_code": COUNTY, "name": name});
        people.push(scene.talk.make(ACCOUNTANT, "/people", &person).await?);
    }
    let unit = json!({"organisation_id": village.body["organisation_id"], "class": "collective", "shares": "10.0000"});
    let to: Vec<Value> = people.iter().map(|p| leg(p, "30.0000")).chain([unit]).collect();
    dealt(scene, (scheme, "issue", RESOLVED), &[], &to).await?;
    act(scene, scheme, "put-in-force", Some(json!({"on": RESOLVED}))).await?;
    let lost = certified(scene, scheme, &people[2]).await?;
    let path = format!("/share-certificates/{}/cancel", text(&lost, "id"));
    scene.talk.act(MANAGER, &path, &lost, Some(json!({"reason": "示例：遗失"}))).await?;
    certified(scene, scheme, &people[0]).await?;
    dealt(scene, (scheme, "transfer", "2023-09-01"), &[leg(&people[0], "10.0000")], &[leg(&people[1], "10.0000")])
        .await?;
    certified(scene, scheme, &people[0]).await.map(drop)
}

/// All of it, as it stands in October.
pub(super) async fn quantify(scene: &Scene<'_>) -> Result<(), DemoError> {
    let unit = scene.county.units["village_a"].as_str().unwrap_or_default().to_owned();
    let found = scene.talk.see(MANAGER, &format!("/collectives?organisation_id={unit}")).await?;
    let body = found["items"][0].clone();
    let passed = format!("/resolutions?state=passed&matter=share_scheme&collective_id={}", text(&body, "id"));
    let passed = scene.talk.see(MANAGER, &passed).await?;
    let village = Village { body, resolution: passed["items"][0].clone() };
    let scheme = adopted(scene, &village, "示例·扶贫车间").await?;
    held(scene, &village, &scheme).await?;
    adopted(scene, &village, "示例·冷库").await?;
    let ended = adopted(scene, &village, "示例·旧加工厂").await?;
    let matter = ("share_scheme", "示例：终止旧加工厂折股量化方案");
    let vote = distributions::resolved(scene, &village.body, matter, "2023-09-20").await?;
    let why = json!({
        "on": "2023-10-01", "resolution_id": vote["id"], "reason": "示例：资产拟改建", "file_id": scene.papers["plan.pdf"]
    });
    let asked = act(scene, &ended, "close", Some(why)).await?;
    let path = format!("/share-schemes/{}/confirm-ending", text(&asked, "id"));
    scene.talk.act(ACCOUNTANT, &path, &asked, None).await?;
    let market = shop(scene, &village, "示例·便民市场").await?;
    drafted(scene, &village, ("示例·便民市场折股量化方案", &market)).await?;
    let twice = drafted(scene, &village, ("示例·重复拟订的方案", &market)).await?;
    act(scene, &twice, "withdraw", None).await.map(drop)
}
