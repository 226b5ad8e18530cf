//! The cast of the test county: officers by office, in 汝城县 (431026), its town 431026102, its prefecture, and the county beside
//! it. Engaged once for the template, through the same operations that administrators use.

use serde_json::{Value, json};

use super::{Person, TestApp};

/// Everybody's password, once changed.
pub const PASSWORD: &str = "a long phrase for tests";
/// The test county.
pub const COUNTY: &str = "431026";
/// A town of it.
pub const TOWN: &str = "431026102";
/// The county beside it.
pub const OTHER: &str = "431027";

/// (login, region, role, unit of the cast's organisations)
const OFFICERS: &[(&str, &str, &str, Option<&str>)] = &[
    ("unit_clerk", COUNTY, "unit_clerk", Some("agriculture")),
    ("unit_head", COUNTY, "unit_head", Some("agriculture")),
    ("village_clerk", TOWN, "village_clerk", Some("town")),
    ("town_head", TOWN, "unit_head", Some("town")),
    ("town_officer", TOWN, "town_officer", Some("town")),
    ("line_reviewer", COUNTY, "line_reviewer", Some("agriculture")),
    ("finance_clerk", COUNTY, "finance_clerk", Some("finance")),
    ("finance_section_head", COUNTY, "finance_section_head", Some("finance")),
    ("finance_vice_director", COUNTY, "finance_vice_director", Some("finance")),
    ("finance_director", COUNTY, "finance_director", Some("finance")),
    ("budget_officer", COUNTY, "budget_officer", Some("finance")),
    ("budget_officer_2", COUNTY, "budget_officer", Some("finance")),
    ("treasury_payer", COUNTY, "treasury_payer", Some("finance")),
    ("treasury_confirmer", COUNTY, "treasury_confirmer", Some("finance")),
    ("asset_officer", COUNTY, "asset_officer", Some("finance")),
    ("collective_manager", COUNTY, "collective_manager", None),
    ("collective_accountant", COUNTY, "collective_accountant", None),
    ("county_leader", COUNTY, "county_leader", None),
    ("auditor", COUNTY, "auditor", None),
    ("431027.unit_clerk", OTHER, "unit_clerk", None),
    ("431027.finance_clerk", OTHER, "finance_clerk", None),
    ("431027.asset_officer", OTHER, "asset_officer", None),
    ("4310.auditor", "4310", "auditor", None),
    ("4310.budget_officer", "4310", "budget_officer", None),
    ("4310.budget_officer_2", "4310", "budget_officer", None),
];

/// (key, name, kind, 统一社会信用代码, region)
const ORGANISATIONS: &[(&str, &str, &str, Option<&str>, &str)] = &[
    ("finance", "示例县财政局", "finance_bureau", None, COUNTY),
    ("agriculture", "示例县农业农村局", "line_department", None, COUNTY),
    ("town", "示例镇人民政府", "town", None, TOWN),
    ("builder", "示例施工单位甲", "company", Some("91000000MA0000007C"), COUNTY),
];

/// A login as it is typed: members of the test county go by their office.
pub fn login(name: &str) -> String {
    name.replace('_', "-")
}

/// Engages an officer with an account of the same name, whose password is everybody's.
pub async fn engage_officer(
    app: &TestApp,
    admin: &Person,
    name: &str,
    unit: Option<&Value>,
    region: &str,
) -> (String, String) {
    let officer = json!({"name": format!("示例·{name}"), "region_code": region, "organisation_id": unit});
    let officer = app.post("/officers").by(admin).json(officer).send().await.ok(201);
    let id = officer["id"].as_str().expect("an id").to_owned();
    given_account(app, admin, &id, &login(name)).await;
    (id, login(name))
}

/// An account of an officer, with everybody's password.
async fn given_account(app: &TestApp, admin: &Person, officer: &str, login: &str) {
    let user = json!({"officer_id": officer, "login": login});
    let user = app.post("/users").by(admin).json(user).send().await.ok(201);
    let initial = user["initial_password"].as_str().expect("a password");
    let first = app.post("/sessions").json(json!({"login": login, "password": initial})).send().await.ok(201);
    let token = first["token"].as_str().expect("a token").to_owned();
    let person = Person { token, officer: officer.to_owned() };
    let change = json!({"present": initial, "wanted": PASSWORD});
    app.post("/password").by(&person).json(change).send().await.ok(204);
}

/// A second account of an officer of the cast: who it is goes by the same name and `_again`.
pub async fn second_account(app: &TestApp, who: &str) {
    let (admin, officer) = (app.who("security_admin").await, app.who(who).await.officer);
    given_account(app, &admin, &officer, &login(&format!("{who}_again"))).await;
}

/// Engages a system administrator of the county, who is logged in.
pub async fn system_admin(app: &TestApp) -> Person {
    let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
    let (officer, login) = engage_officer(app, &first, "system_admin", None, COUNTY).await;
    grant(app, (&first, &second), &officer, "system_admin", COUNTY).await;
    app.log_in(&login, PASSWORD).await
}

/// Grants a role; with two administrators it is proposed by one and confirmed by the other.
pub async fn grant(app: &TestApp, admins: (&Person, &Person), officer: &str, role: &str, region: &str) -> Value {
    let asked = json!({"officer_id": officer, "role": role, "region_code": region});
    let grant = app.post("/role-grants").by(admins.0).json(asked).send().await.ok(201);
    if grant["state"] == "active" {
        return grant;
    }
    let path = format!("/role-grants/{}/confirm", grant["id"].as_str().expect("an id"));
    app.post(&path).by(admins.1).at(grant["etag"].as_str().expect("a tag")).send().await.ok(200)
}

/// Engages everybody.
pub async fn engage(app: &TestApp, setup_token: &str) {
    let first = json!({"setup_token": setup_token, "name": "示例·安全管理员甲", "login": "security-admin", "password": PASSWORD});
    app.post("/first-administrator").json(first).send().await.ok(201);
    let admin = app.log_in("security-admin", PASSWORD).await;
    let (second, _) = engage_officer(app, &admin, "security_admin_2", None, "CN").await;
    grant(app, (&admin, &admin), &second, "security_admin", "CN").await;
    let second = app.log_in("security-admin-2", PASSWORD).await;
    // The organisations need a clerk before the officers that belong to them.
    let (registrar, _) = engage_officer(app, &admin, "registrar", None, "4310").await;
    grant(app, (&admin, &second), &registrar, "unit_clerk", "4310").await;
    let registrar = app.log_in("registrar", PASSWORD).await;
    let mut units = std::collections::HashMap::new();
    for (key, name, kind, uscc, region) in ORGANISATIONS {
        let organisation = json!({"name": name, "kind": kind, "uscc": uscc, "region_code": region});
        let made = app.post("/organisations").by(&registrar).json(organisation).send().await.ok(201);
        units.insert(*key, made["id"].clone());
    }
    for (name, region, role, unit) in OFFICERS {
        let unit = unit.map(|u| &units[u]);
        let (officer, _) = engage_officer(app, &admin, name, unit, region).await;
        grant(app, (&admin, &second), &officer, role, region).await;
    }
}
