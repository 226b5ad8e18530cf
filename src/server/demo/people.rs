//! Accounts, units and policy of the sample county, named by role.

use std::collections::HashMap;

use rand::distr::{Alphanumeric, SampleString as _};
use serde_json::{Value, json};

use super::{
    DemoError,
    talk::{Talk, text},
};
use crate::server::{app::App, http::Front};

const ORGANISATIONS: &str = include_str!("../../../data/sample/organisations.csv");
const OFFICERS: &str = include_str!("../../../data/sample/officers.csv");
const POLICY: &str = include_str!("../../../data/sample/policy_values.csv");
/// The two administrators: each grant of a role is proposed by one and confirmed by the other.
const ADMINISTRATORS: [&str; 2] = ["security-admin", "security-admin-2"];

/// An account of the demonstration.
#[derive(Debug, Clone)]
pub struct Login {
    /// Login.
    pub login: String,
    /// Password, shown once.
    pub password: String,
    /// Whose desk.
    pub name: String,
    /// Which role.
    pub role: String,
}

/// Everybody and everything that the walk needs by name.
pub struct County {
    /// Ids of organisations by key.
    pub units: HashMap<String, Value>,
    /// Confirmed accounts by key of their organisation.
    pub accounts: HashMap<String, Value>,
    /// The accounts, to be printed.
    pub logins: Vec<Login>,
}

pub(super) fn rows(text: &str) -> Result<Vec<HashMap<String, String>>, DemoError> {
    Ok(csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>()?)
}

fn password() -> String {
    Alphanumeric.sample_string(&mut rand::rng(), 20)
}

/// Engages an officer with an account whose password is chosen at its first login.
async fn engage(talk: &Talk, login: &Login, region: &str, unit: Option<&Value>) -> Result<Value, DemoError> {
    let admin = ADMINISTRATORS[0];
    let officer = json!({"name": format!("示例·{}", login.name), "region_code": region, "organisation_id": unit});
    let officer = talk.make(admin, "/officers", &officer).await?;
    let user = json!({"officer_id": officer["id"], "login": login.login});
    let user = talk.make(admin, "/users", &user).await?;
    talk.knows(&login.login, text(&user, "initial_password")).await;
    let change = json!({"present": user["initial_password"], "wanted": login.password});
    talk.make(&login.login, "/password", &change).await?;
    talk.knows(&login.login, &login.password).await;
    talk.forget(&login.login).await;
    Ok(officer["id"].clone())
}

/// Everybody chooses the password that is printed, in place of that of the walk.
pub(super) async fn choose_passwords(app: &App, logins: &mut [Login]) -> Result<(), DemoError> {
    let talk = Talk::to(Front::new(app)?);
    for login in logins {
        talk.knows(&login.login, &login.password).await;
        let wanted = password();
        let change = json!({"present": login.password, "wanted": wanted});
        talk.make(&login.login, "/password", &change).await?;
        login.password = wanted;
    }
    Ok(())
}

async fn grant(talk: &Talk, officer: &Value, role: &str, region: &str) -> Result<(), DemoError> {
    let body = json!({"officer_id": officer, "role": role, "region_code": region});
    let grant = talk.make(ADMINISTRATORS[0], "/role-grants", &body).await?;
    if grant["state"] != "active" {
        let confirm = format!("/role-grants/{}/confirm", text(&grant, "id"));
        talk.act(ADMINISTRATORS[1], &confirm, &grant, None).await?;
    }
    Ok(())
}

fn login(name: &str, title: &str, role: &str) -> Login {
    Login { login: name.into(), password: password(), name: title.into(), role: role.into() }
}

/// The first administrator by its token, and a second one.
async fn administrators(talk: &Talk, token: &str) -> Result<Vec<Login>, DemoError> {
    let [first, second] = ADMINISTRATORS;
    let first = login(first, "安全管理员甲", "security_admin");
    let body = json!({
        "setup_token": token, "name": format!("示例·{}", first.name), "login": first.login, "password": first.password
    });
    talk.public("/first-administrator", &body).await?;
    talk.knows(&first.login, &first.password).await;
    let second = login(second, "安全管理员乙", "security_admin");
    let officer = engage(talk, &second, "CN", None).await?;
    grant(talk, &officer, "security_admin", "CN").await?;
    Ok(vec![first, second])
}

/// Units with their accounts: registered by the county's finance clerk, confirmed by its section head.
async fn accounts(talk: &Talk, units: &HashMap<String, Value>) -> Result<HashMap<String, Value>, DemoError> {
    let mut accounts = HashMap::new();
    for row in rows(ORGANISATIONS)? {
        let (key, number) = (&row["key"], &row["account_no"]);
        if number.is_empty() {
            continue;
        }
        let body = json!({
            "organisation_id": units[key], "holder_name": row["name"], "bank_name": "示例银行示例支行", "account_no": number
        });
        let made = talk.make("datong-finance", "/bank-accounts", &body).await?;
        let confirm = format!("/bank-accounts/{}/confirm", text(&made, "id"));
        accounts.insert(key.clone(), talk.act("datong-section", &confirm, &made, None).await?);
    }
    Ok(accounts)
}

async fn policy(talk: &Talk) -> Result<(), DemoError> {
    for row in rows(POLICY)? {
        let body = json!({
            "key": row["key"], "region_code": row["region_code"], "value": row["value"], "valid_from_on": "2023-01-01",
            "basis": "sample", "document": row["document"], "certainty": "unverified"
        });
        talk.make(&row["by"], "/policy-values", &body).await?;
    }
    Ok(())
}

/// Everybody at work.
pub async fn county(talk: &Talk, token: &str) -> Result<County, DemoError> {
    let mut logins = administrators(talk, token).await?;
    // Units are registered before the officers that belong to them, by somebody who keeps the register.
    let registrar = login("registrar", "单位登记", "finance_clerk");
    let officer = engage(talk, &registrar, "230606", None).await?;
    grant(talk, &officer, "finance_clerk", "230606").await?;
    let mut units = HashMap::new();
    for row in rows(ORGANISATIONS)? {
        let uscc = Some(&row["uscc"]).filter(|c| !c.is_empty());
        let body = json!({"name": row["name"], "kind": row["kind"], "uscc": uscc, "region_code": row["region_code"]});
        units.insert(row["key"].clone(), talk.make(&registrar.login, "/organisations", &body).await?["id"].clone());
    }
    logins.push(registrar);
    for row in rows(OFFICERS)? {
        let person = login(&row["login"], &row["name"], &row["role"]);
        let regions: Vec<&str> = row["regions"].split_whitespace().collect();
        let officer = engage(talk, &person, regions[0], units.get(&row["unit"])).await?;
        for region in regions {
            grant(talk, &officer, &person.role, region).await?;
        }
        logins.push(person);
    }
    policy(talk).await?;
    let accounts = accounts(talk, &units).await?;
    Ok(County { units, accounts, logins })
}
