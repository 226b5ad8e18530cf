//! Shares: schemes, the register as of any day, certificates.

mod certificates;
mod held_days;
mod inherited;
mod opening;
mod register;
mod schemes;

use serde_json::{Value, json};

use crate::support::{Reply, TestApp, money::text, property::over};

impl TestApp {
    /// A business asset of the county that a body owns since 15 January 2023.
    pub async fn owned_by(&self, body: &Value, name: &str, said: Value) -> Value {
        let asset = self.stock(over(json!({"name": name, "kind": "business"}), &said)).await;
        let owner = json!({"organisation_id": body["organisation_id"], "share": "100.0000", "regime": "collective"});
        let paper = self.paper("示例权证.pdf").await;
        let title = json!({"on": "2023-01-15", "level": "village", "file_id": paper, "owners": [owner]});
        self.on_asset("confirm-title", &asset, title).await.ok(200)
    }

    /// The draft of a scheme of this body: a hundred shares, ten of them the body's, of assets at 1,000 yuan each.
    pub async fn drafted(&self, body: &Value, assets: &[&Value], said: Value) -> Reply {
        let paper = self.paper("示例折股量化方案.pdf").await;
        let asset = |a: &&Value| json!({"asset_id": a["id"], "quantified": "1000.00"});
        let asked = json!({
            "collective_id": body["id"], "name": "示例折股量化方案", "model": "static", "total": "100.0000",
            "classes": [{"class": "member", "shares": "90.0000"}, {"class": "collective", "shares": "10.0000"}],
            "assets": assets.iter().map(asset).collect::<Vec<_>>(), "file_id": paper
        });
        self.act("collective_accountant", "/share-schemes", None, over(asked, &said)).await
    }

    /// An act on a scheme as it is now.
    pub async fn on_scheme(&self, verb: &str, scheme: &Value, said: Value) -> Reply {
        let path = format!("/share-schemes/{}", text(scheme, "id"));
        let now = self.see("auditor", &path).await;
        self.act("collective_manager", &format!("{path}/{verb}"), Some(&now), said).await
    }

    /// A scheme that the assembly adopted on 20 February 2023, with shares from that day on.
    pub async fn adopted(&self, body: &Value, said: Value) -> Value {
        let mill = self.owned_by(body, "示例加工厂", json!({})).await;
        let scheme = self.drafted(body, &[&mill], said).await.ok(201);
        let resolution = self.recorded(body, json!({"matter": "share_scheme"}), json!({})).await.ok(201);
        let adoption = json!({"resolution_id": resolution["id"], "from_on": "2023-02-20"});
        self.on_scheme("adopt", &scheme, adoption).await.ok(200)
    }

    /// A resolution of the assembly on shares, of 20 February 2023 where nothing else is said.
    pub async fn resolved_on_shares(&self, body: &Value, said: Value) -> Value {
        self.recorded(body, over(json!({"matter": "share_scheme"}), &said), json!({})).await.ok(201)
    }

    /// What happens to shares of a scheme, on 21 February 2023 where nothing else is said.
    pub async fn dealt(&self, scheme: &Value, kind: &str, from: &[Value], to: &[Value], said: Value) -> Reply {
        let paper = self.paper("示例变动依据.pdf").await;
        let asked = json!({
            "scheme_id": scheme["id"], "kind": kind, "on": "2023-02-21", "from": from, "to": to, "file_id": paper
        });
        self.act("collective_accountant", "/share-transactions", None, over(asked, &said)).await
    }

    /// A scheme in force since 21 February 2023: all its shares held by three persons, thirty each, and the body.
    pub async fn held(&self, body: &Value, said: Value) -> (Value, [Value; 3]) {
        let scheme = self.adopted(body, said).await;
        let people = [self.person(json!({})).await, self.person(json!({})).await, self.person(json!({})).await];
        let mut to: Vec<Value> = people.iter().map(|p| of_person(p, "30.0000")).collect();
        to.push(of_unit(&body["organisation_id"], "collective", "10.0000"));
        self.dealt(&scheme, "issue", &[], &to, json!({})).await.ok(201);
        let scheme = self.on_scheme("put-in-force", &scheme, json!({"on": "2023-02-21"})).await.ok(200);
        (scheme, people)
    }

    /// Everybody's shares of a scheme on a day, by id of the holder.
    pub async fn register(&self, scheme: &Value, on: &str) -> Vec<(String, String)> {
        let path = format!("/share-schemes/{}/holdings?limit=200&as_of={on}", text(scheme, "id"));
        let list = self.see("auditor", &path).await;
        let row = |h: &Value| {
            let id = ["person_id", "household_id", "organisation_id"].iter().find_map(|name| h[*name].as_str());
            (id.expect("a holder").to_owned(), text(h, "total").to_owned())
        };
        let mut rows: Vec<_> = list["items"].as_array().unwrap().iter().map(row).collect();
        rows.sort();
        rows
    }
}

/// Shares of members that a person gives or receives.
pub fn of_person(person: &Value, shares: &str) -> Value {
    json!({"person_id": person["id"], "class": "member", "shares": shares})
}

/// The same of a household.
pub fn of_household(household: &Value, shares: &str) -> Value {
    json!({"household_id": household["id"], "class": "member", "shares": shares})
}

/// Shares of a class that an organisation gives or receives.
pub fn of_unit(organisation: &Value, class: &str, shares: &str) -> Value {
    json!({"organisation_id": organisation, "class": class, "shares": shares})
}

/// What somebody has, in the rows of a register.
pub fn has<'a>(rows: &'a [(String, String)], holder: &Value) -> &'a str {
    let id = holder["id"].as_str().or(holder.as_str()).expect("an id");
    rows.iter().find(|(whose, _)| whose == id).map_or("0.0000", |(_, shares)| shares)
}
