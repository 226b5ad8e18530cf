//! Assets for tests, made through the same operations that officers use.

use serde_json::{Value, json};

use super::{
    Reply, TestApp,
    cast::{COUNTY, TOWN, system_admin},
    money::text,
};

/// Puts what is said over a body, field by field.
pub fn over(mut body: Value, said: &Value) -> Value {
    let fields = body.as_object_mut().expect("an object");
    for (name, value) in said.as_object().expect("an object") {
        fields.insert(name.clone(), value.clone());
    }
    body
}

impl TestApp {
    /// A new asset of public welfare, with what else is said of it.
    pub async fn enter(&self, said: Value) -> Reply {
        let body = json!({"name": "示例公厕", "kind": "public_welfare", "form": "fixed", "region_code": COUNTY});
        self.act("asset_officer", "/assets", None, over(body, &said)).await
    }

    /// The same as existing stock, by a ledger of the first day of the test.
    pub async fn stock(&self, said: Value) -> Value {
        let body = json!({"intake": "legacy", "base_on": "2023-03-01", "evidence_grade": "b"});
        self.enter(over(body, &said)).await.ok(201)
    }

    /// An act on an asset.
    pub async fn on_asset(&self, verb: &str, asset: &Value, body: Value) -> Reply {
        self.act("asset_officer", &format!("/assets/{}/{verb}", text(asset, "id")), Some(asset), body).await
    }

    /// An asset as it stands now, or as of a day: `?as_of=2020-01-01`.
    pub async fn asset_now(&self, asset: &Value, query: &str) -> Value {
        self.see("asset_officer", &format!("/assets/{}{query}", text(asset, "id"))).await
    }

    /// A keeper by name for one kind of upkeep of some assets.
    pub async fn keep(&self, assets: &[&Value], duty: &str, keeper: &str, from: &str) -> Reply {
        let ids: Vec<&str> = assets.iter().map(|a| text(a, "id")).collect();
        let body = json!({"asset_ids": ids, "duty": duty, "name": keeper, "from_on": from});
        self.act("asset_officer", "/upkeep-duties", None, body).await
    }

    /// Every check looks today, before its hour: a system administrator has asked for it.
    pub async fn look(&self) {
        let by = system_admin(self).await;
        let schedule = self.get("/schedules/checks.lead.find").by(&by).send().await.ok(200);
        self.post("/schedules/checks.lead.find/run").by(&by).at(text(&schedule, "etag")).send().await.ok(200);
        self.tick().await;
    }

    /// A confirmed title of one collective.
    pub async fn titled(&self, asset: &Value, level: &str, on: &str) -> Value {
        let body = json!({
            "on": on, "level": level, "certificate": "示例证 1 号", "file_id": self.paper("权证.pdf").await,
            "owners": [{"name": "示例村股份经济合作社", "share": "100.0000", "regime": "collective"}]
        });
        self.on_asset("confirm-title", asset, body).await.ok(200)
    }

    /// Stock of the town at a stated value of 1,000 yuan.
    pub async fn valued(&self, name: &str) -> Value {
        let asset = self.stock(json!({"name": name, "region_code": TOWN})).await;
        self.on_asset("state-value", &asset, json!({"on": "2023-03-01", "amount": "1000.00"})).await.ok(200)
    }

    /// A transfer of these assets from the county's department to the town, with acceptance papers.
    pub async fn transfer(&self, assets: &[&Value], said: Value) -> Reply {
        let (giver, town) = (self.unit("示例县农业农村局").await, self.unit("示例镇人民政府").await);
        let item = |a: &&Value| json!({"asset_id": a["id"], "accumulated_depreciation": "250.00"});
        let items: Vec<Value> = assets.iter().map(item).collect();
        let body = json!({
            "region_code": TOWN, "act": "title_registration", "giver_id": giver, "receiver_id": town,
            "to_regime": "infrastructure", "maintainer_id": town, "upkeep_source": "county_finance", "stated_on": "2023-03-01",
            "acceptance_file_id": self.paper("验收单.pdf").await, "items": items
        });
        self.act("unit_clerk", "/asset-transfers", None, over(body, &said)).await
    }
}
