//! Somebody for each role in each of two counties, who holds nothing else.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{
    Person, TestApp,
    cast::{COUNTY, OTHER, PASSWORD, engage_officer, grant},
    money::text,
};

/// The one role that is no person's: another system holds it.
const CLIENT: &str = "integration";

/// Everybody, by region and role.
pub struct People {
    by_place: BTreeMap<(&'static str, String), Person>,
    pub roles: Vec<String>,
}

impl People {
    /// Engages somebody for every role that `/roles` serves, here and in the county beside.
    pub async fn engage(app: &TestApp) -> Self {
        let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
        let served = app.see("security_admin", "/roles").await;
        let served = served["items"].as_array().expect("roles");
        let roles: Vec<String> = served.iter().map(|r| text(r, "code").to_owned()).collect();
        let actions = served.iter().find(|r| r["code"] == CLIENT).map(|r| r["actions"].clone()).expect("its actions");
        let mut by_place = BTreeMap::new();
        for region in [COUNTY, OTHER] {
            for role in &roles {
                let person = if role == CLIENT {
                    client(app, &actions, region).await
                } else {
                    let name = format!("stranger.{region}.{role}");
                    let (officer, login) = engage_officer(app, &first, &name, None, region).await;
                    grant(app, (&first, &second), &officer, role, region).await;
                    app.log_in(&login, PASSWORD).await
                };
                by_place.insert((region, role.clone()), person);
            }
        }
        Self { by_place, roles }
    }

    /// Who holds this role, and it alone, there.
    pub fn of(&self, region: &'static str, role: &str) -> &Person {
        &self.by_place[&(region, role.to_owned())]
    }
}

/// Another system with every action that its role allows.
async fn client(app: &TestApp, actions: &Value, region: &str) -> Person {
    let asked = json!({"name": "示例系统", "region_code": region, "actions": actions});
    let made = app.act("security_admin", "/api-clients", None, asked).await.ok(201);
    let (id, secret) = (text(&made, "id"), text(&made, "client_secret"));
    let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
    let token = app.post("/oauth/token").raw("application/x-www-form-urlencoded", form).send().await.ok(200);
    Person { token: text(&token, "access_token").to_owned(), officer: String::new() }
}
