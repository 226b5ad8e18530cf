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
        // Tests enter many of one name.
        let body =
            json!({"intake": "legacy", "base_on": "2023-03-01", "evidence_grade": "b", "acknowledged": ["R10.1"]});
        self.enter(over(body, &said)).await.ok(201)
    }

    /// An act on an asset.
    pub async fn on_asset(&self, verb: &str, asset: &Value, body: Value) -> Reply {
        self.act("asset_officer", &format!("/assets/{}/{verb}", text(asset, "id")), Some(asset), body).await
    }

    /// 更正登记 of the kind of a card, by two officers.
    pub async fn kind_corrected(&self, asset: &Value, kind: &str) -> Value {
        let (now, paper) = (self.asset_now(asset, "").await, self.paper("示例.pdf").await);
        let right = json!({"kind": kind, "file_id": paper, "reason": "示例：类别登记有误"});
        let waits = self.on_asset("correct", &now, right).await.ok(200);
        let confirm = format!("/assets/{}/confirm-correction", text(asset, "id"));
        self.press("finance_section_head", &confirm, &waits).await.ok(200)
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

    /// How somebody found an asset on the first day of the test, with one thing wanting.
    pub async fn inspected(&self, asset: &Value, said: Value) -> Reply {
        let body = json!({
            "asset_id": asset["id"], "inspected_on": "2023-03-01", "grade": "poor", "risk": "high", "findings": ["示例：屋面渗漏"]
        });
        self.act("asset_officer", "/inspections", None, over(body, &said)).await
    }

    /// An order to repair an asset.
    pub async fn order(&self, asset: &Value, said: Value) -> Reply {
        let body = json!({"asset_id": asset["id"], "duty": "repair", "what": "示例：补漏"});
        self.act("asset_officer", "/upkeep-orders", None, over(body, &said)).await
    }

    /// A step of an order.
    pub async fn on_order(&self, who: &str, verb: &str, order: &Value, body: Value) -> Reply {
        self.act(who, &format!("/upkeep-orders/{}/{verb}", text(order, "id")), Some(order), body).await
    }

    /// An order that was given to a village.
    pub async fn under_way(&self, asset: &Value) -> Value {
        let order = self.order(asset, json!({})).await.ok(201);
        self.on_order("asset_officer", "assign", &order, json!({"name": "示例村"})).await.ok(200)
    }

    /// The asset officer reports it done on the first day of the test.
    pub async fn reported(&self, order: &Value, cost: &str, source: &str) -> Reply {
        let body = json!({"done_on": "2023-03-01", "report": "示例：已补漏", "cost": cost, "upkeep_source": source});
        self.on_order("asset_officer", "report", order, body).await
    }

    /// A site of the county, with what else is said of it.
    pub async fn site(&self, said: Value) -> Value {
        let body = json!({"name": "示例安置点", "region_code": COUNTY});
        self.act("asset_officer", "/sites", None, over(body, &said)).await.ok(201)
    }

    /// So many persons counted at a site on a day.
    pub async fn count(&self, site: &Value, people: i64, on: &str) -> Reply {
        let paper = self.paper("安置人口统计表.pdf").await;
        let body = json!({"site_id": site["id"], "counted_on": on, "people": people, "file_id": paper});
        self.act("asset_officer", "/site-headcounts", None, body).await
    }

    /// A link for a site, and the secret of its address.
    pub async fn repair_link(&self, site: &Value) -> (Value, String) {
        let body = json!({"site_id": site["id"], "place": "示例：1 栋大厅"});
        let link = self.act("asset_officer", "/repair-links", None, body).await.ok(201);
        let secret = self.repair_secret(&link).await;
        (link, secret)
    }

    /// The secret of a link's address.
    pub async fn repair_secret(&self, link: &Value) -> String {
        let address = self.see("asset_officer", &format!("/repair-links/{}/address", text(link, "id"))).await;
        text(&address, "page").strip_prefix("/r/").expect("a page").to_owned()
    }

    /// A request as another system files it; the request as an officer sees it, and its receipt code.
    pub async fn repair_request(&self, secret: &str, said: Value) -> (Value, String) {
        let body = over(json!({"kind": "lift", "place": "示例：3 栋", "what": "示例：电梯不动"}), &said);
        let filed = self.post(&format!("/public-repairs/{secret}")).json(body).send().await.ok(201);
        let list = self.see("asset_officer", "/repair-requests?limit=200").await;
        let last = list["items"].as_array().expect("rows").iter().max_by_key(|r| text(r, "number")).expect("a request");
        (last.clone(), text(&filed, "receipt_code").to_owned())
    }

    /// An act of one of the cast on a request as it is now.
    pub async fn on_request(&self, who: &str, verb: &str, request: &Value, body: Value) -> Reply {
        let path = format!("/repair-requests/{}", text(request, "id"));
        let now = self.see("auditor", &path).await;
        self.act(who, &format!("{path}/{verb}"), Some(&now), body).await
    }

    /// A body's part at a site from a day on.
    pub async fn part(&self, site: &Value, role: &str, name: &str, from: &str) -> Reply {
        let kind = if role == "collective_body" { json!({"body_kind": "share_cooperative"}) } else { json!({}) };
        let body = json!({"site_id": site["id"], "role": role, "name": name, "from_on": from, "file_id": self.paper("文件.pdf").await});
        self.act("asset_officer", "/site-roles", None, over(body, &kind)).await
    }

    /// A dwelling of a site.
    pub async fn dwelling(&self, site: &Value, room: &str, said: Value) -> Reply {
        let body = json!({"site_id": site["id"], "building": "1栋", "room": room, "area_m2": "75.00"});
        self.act("asset_officer", "/housing-units", None, over(body, &said)).await
    }

    /// A batch of titles for dwellings of a site.
    pub async fn title_batch(&self, site: &Value, units: &[&Value]) -> Reply {
        let ids: Vec<&Value> = units.iter().map(|u| &u["id"]).collect();
        let body = json!({"site_id": site["id"], "housing_unit_ids": ids, "file_id": self.paper("申请书.pdf").await});
        self.act("asset_officer", "/title-batches", None, body).await
    }

    /// An act on a batch of titles.
    pub async fn on_batch(&self, verb: &str, batch: &Value, said: Value) -> Reply {
        let body = over(json!({"file_id": self.paper("登记机构文书.pdf").await}), &said);
        self.act("asset_officer", &format!("/title-batches/{}/{verb}", text(batch, "id")), Some(batch), body).await
    }

    /// The case of an old house in the county.
    pub async fn old_house(&self, plot: &str, said: Value) -> Reply {
        let body = json!({"region_code": COUNTY, "plot": plot, "plot_area_mu": "0.2500", "file_id": self.paper("拆除认定.pdf").await});
        self.act("asset_officer", "/demolitions", None, over(body, &said)).await
    }

    /// What somebody complained of at the window of the county on the first day of the test.
    pub async fn complain(&self, who: &str, said: Value) -> Reply {
        let body = json!({
            "region_code": COUNTY, "kind": "complaint", "channel": "window", "received_on": "2023-03-01", "text": "示例：无人打扫"
        });
        self.act(who, "/complaints", None, over(body, &said)).await
    }

    /// An act on a complaint.
    pub async fn on_complaint(&self, who: &str, verb: &str, complaint: &Value, body: Value) -> Reply {
        self.act(who, &format!("/complaints/{}/{verb}", text(complaint, "id")), Some(complaint), body).await
    }

    /// A complaint about an asset that was given to a unit.
    pub async fn taken_up(&self, asset: &Value) -> Value {
        let complaint = self.complain("asset_officer", json!({"asset_ids": [asset["id"]]})).await.ok(201);
        let unit = self.unit("示例县农业农村局").await;
        self.on_complaint("asset_officer", "accept", &complaint, json!({"unit_id": unit})).await.ok(200)
    }

    /// Every check looks today, before its hour: a system administrator has asked for it.
    pub async fn look(&self) {
        self.run_now(&["checks.lead.find"]).await;
    }

    /// These jobs do today, before their hours.
    pub async fn run_now(&self, jobs: &[&str]) {
        let by = system_admin(self).await;
        for job in jobs {
            let schedule = self.get(&format!("/schedules/{job}")).by(&by).send().await.ok(200);
            self.post(&format!("/schedules/{job}/run")).by(&by).at(text(&schedule, "etag")).send().await.ok(200);
        }
        self.tick().await;
    }

    /// A plan for the county's public assets in use, from the first day of the test on.
    pub async fn plan(&self, said: Value) -> Reply {
        let body = json!({
            "region_code": COUNTY, "name": "示例计划", "asset_kind": "public_welfare", "task": "inspection", "every_days": 10,
            "counted": "schedule", "first_on": "2023-03-01"
        });
        self.act("asset_officer", "/upkeep-plans", None, over(body, &said)).await
    }

    /// A confirmed title of one collective.
    pub async fn titled(&self, asset: &Value, level: &str, on: &str) -> Value {
        let body = json!({
            "on": on, "level": level, "certificate": "示例证 1 号", "file_id": self.paper("权证.pdf").await,
            "owners": [{"name": "示例村股份经济合作社", "share": "100.0000", "regime": "collective"}]
        });
        self.on_asset("confirm-title", asset, body).await.ok(200)
    }

    /// The village collective of the county's town; made when it is first asked for.
    pub async fn village(&self) -> Value {
        let name = "示例村股份经济合作社";
        let found = self.unit(name).await;
        if !found.is_null() {
            return found;
        }
        let body = json!({"name": name, "kind": "collective", "region_code": TOWN});
        self.act("unit_clerk", "/organisations", None, body).await.ok(201)["id"].clone()
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

    /// Files an exception for a transfer's next act, up to an original value.
    pub async fn except_transfer(&self, rule: &str, transfer: &Value, ceiling: &str) -> Reply {
        self.except_what(("asset_transfer", transfer), rule, ceiling).await
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
