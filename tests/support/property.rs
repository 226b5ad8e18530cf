//! Assets for tests, made through the same operations that officers use.

use serde_json::{Value, json};

use super::{
    Reply, TestApp,
    cast::{COUNTY, TOWN, system_admin},
    money::text,
};

/// Puts what is said over a body, field by field.
fn over(mut body: Value, said: &Value) -> Value {
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

    /// A list of these assets that pass from the county's department to the town, with its papers, watched over by the finance bureau.
    pub async fn transfer(&self, assets: &[&Value], said: Value) -> Reply {
        let (giver, town) = (self.unit("示例县农业农村局").await, self.unit("示例镇人民政府").await);
        let item = |a: &&Value| json!({"asset_id": a["id"], "accumulated_depreciation": "250.00"});
        let items: Vec<Value> = assets.iter().map(item).collect();
        let body = json!({
            "region_code": TOWN, "act": "title_registration", "giver_id": giver, "receiver_id": town,
            "to_regime": "infrastructure", "maintainer_id": town, "upkeep_source": "county_finance", "stated_on": "2023-03-01",
            "supervisor_id": self.unit("示例县财政局").await, "papers": self.papers(&["acceptance"]).await, "items": items
        });
        self.act("unit_clerk", "/asset-transfers", None, over(body, &said)).await
    }

    /// A file list on which these kinds are there and all others are said to be missing.
    pub async fn papers(&self, there: &[&str]) -> Value {
        let mut lines = Vec::new();
        for kind in there {
            lines.push(json!({"kind": kind, "file_id": self.paper(&format!("{kind}.pdf")).await}));
        }
        for kind in ["drawings", "settlement", "certificate", "warranty"].iter().filter(|kind| !there.contains(kind)) {
            lines.push(json!({"kind": kind, "missing_reason": "示例：建设时未留存"}));
        }
        lines.into()
    }

    /// An act of one of the cast on a transfer as it is now.
    pub async fn on_transfer(&self, who: &str, verb: &str, transfer: &Value, body: Value) -> Reply {
        let path = format!("/asset-transfers/{}", text(transfer, "id"));
        let now = self.see("auditor", &path).await;
        self.act(who, &format!("{path}/{verb}"), Some(&now), body).await
    }

    /// Giver and receiver have checked the whole list and found it sound.
    pub async fn checked(&self, transfer: &Value) -> Value {
        let items = transfer["items"].as_array().expect("items").iter();
        let items: Vec<Value> = items.map(|i| json!({"n": i["n"], "found": "sound"})).collect();
        let both = json!([transfer["giver_id"], transfer["receiver_id"]]);
        let body = json!({"on": transfer["created_at"].as_str().expect("an instant")[..10], "organisation_ids": both, "items": items});
        self.on_transfer("unit_clerk", "inspect", transfer, body).await.ok(200)
    }

    /// The same as [`Self::transfer`], checked and submitted: it lies at its first desk.
    pub async fn submitted(&self, assets: &[&Value], said: Value) -> Value {
        let listed = self.transfer(assets, said).await.ok(201);
        self.checked(&listed).await;
        self.on_transfer("unit_clerk", "submit", &listed, json!({})).await.ok(200)
    }

    /// All three desks of a town's transfer say yes, and all three sides sign: the department's head, the town's head, the finance bureau.
    pub async fn signed_by_all(&self, transfer: &Value) -> Value {
        self.approve(&["town_officer", "asset_officer", "finance_vice_director"], text(transfer, "id")).await;
        let units =
            [("unit_head", "示例县农业农村局"), ("town_head", "示例镇人民政府"), ("finance_clerk", "示例县财政局")];
        let mut signed = Value::Null;
        for side in ["giver", "receiver", "supervisor"] {
            for (who, unit) in units {
                if self.unit(unit).await == transfer[format!("{side}_id")] {
                    signed = self.on_transfer(who, "sign", transfer, json!({"side": side})).await.ok(200);
                }
            }
        }
        signed
    }
}
