//! Projects and their contracts.

use serde_json::{Value, json};

use super::world::Walk;
use crate::support::{Reply, cast::COUNTY, money::text};

async fn project_in(w: &mut Walk<'_>, state: &str) -> Option<Value> {
    w.pick("unit_clerk", &format!("/projects?state={state}")).await
}

async fn contract_in(w: &mut Walk<'_>, state: &str) -> Option<Value> {
    w.pick("unit_clerk", &format!("/contracts?state={state}")).await
}

/// A subject other than the one the county began with: that one stays as it is, so that claims always find a way.
fn not_the_first(subject: Value, first: &Value) -> Option<Value> {
    (subject["id"] != first["id"]).then_some(subject)
}

async fn later_project_in(w: &mut Walk<'_>, state: &str) -> Option<Value> {
    let project = project_in(w, state).await?;
    not_the_first(project, &w.county.project)
}

async fn later_contract_in(w: &mut Walk<'_>, state: &str) -> Option<Value> {
    let contract = contract_in(w, state).await?;
    not_the_first(contract, &w.county.contract)
}

fn path(of: &str, subject: &Value, act: &str) -> String {
    format!("/{of}/{}/{act}", text(subject, "id"))
}

pub async fn propose(w: &mut Walk<'_>) -> Option<Reply> {
    let (n, estimate) = (w.fresh(), w.amount(900_000));
    let unit = w.county.project["unit_id"].clone();
    let mut body = json!({
        "name": format!("示例工程{n}"), "region_code": COUNTY, "category": "基础设施", "is_works": true, "unit_id": unit,
        "line_department_id": unit, "amount": estimate, "estimate": estimate
    });
    if !w.once_in(6) {
        body["platform_code"] = json!(format!("2303-431026-04-01-{n:06}"));
    }
    w.send("unit_clerk", "/projects", None, body).await
}

pub async fn apply(w: &mut Walk<'_>) -> Option<Reply> {
    let project = project_in(w, "proposed").await?;
    w.press("unit_clerk", &path("projects", &project, "apply"), &project).await
}

pub async fn plan(w: &mut Walk<'_>) -> Option<Reply> {
    let project = project_in(w, "approved").await?;
    let body = json!({"plan_year": 2023, "paper_file_id": w.county.contract_paper});
    w.send("unit_clerk", &path("projects", &project, "plan"), Some(&project), body).await
}

pub async fn start(w: &mut Walk<'_>) -> Option<Reply> {
    let project = project_in(w, "contracted").await?;
    let body = json!({"on": w.today()});
    w.send("unit_clerk", &path("projects", &project, "start"), Some(&project), body).await
}

pub async fn accept(w: &mut Walk<'_>) -> Option<Reply> {
    let project = later_project_in(w, "building").await?;
    let body = json!({"on": w.today(), "file_id": w.county.contract_paper});
    w.send("line_reviewer", &path("projects", &project, "accept"), Some(&project), body).await
}

pub async fn suspend(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["planned", "contracted", "building"]);
    let project = later_project_in(w, state).await?;
    w.send("line_reviewer", &path("projects", &project, "suspend"), Some(&project), json!({"reason": "示例"})).await
}

pub async fn resume(w: &mut Walk<'_>) -> Option<Reply> {
    let project = project_in(w, "suspended").await?;
    w.press("line_reviewer", &path("projects", &project, "resume"), &project).await
}

pub async fn give_up(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["suspended", "approved", "planned"]);
    let project = later_project_in(w, state).await?;
    w.send("line_reviewer", &path("projects", &project, "drop"), Some(&project), json!({"reason": "示例"})).await
}

pub async fn draft(w: &mut Walk<'_>) -> Option<Reply> {
    let state = w.one(&["planned", "contracted", "building"]);
    let project = project_in(w, state).await?;
    let (n, amount) = (w.fresh(), w.amount(80_000));
    let cap = |milestone: &str, cap: &str| json!({"milestone": milestone, "cap": cap});
    let body = json!({
        "project_id": project["id"], "name": "示例施工合同", "procurement": "open_tender", "amount": amount,
        "paper_number": format!("SL-2023-{n}"), "retention": "3.0000", "defects_months": 12,
        "file_id": w.county.contract_paper,
        "parties": [{"organisation_id": w.county.account["organisation_id"], "role": "contractor"}],
        "milestones": [cap("start", "40.0000"), cap("progress", "90.0000"), cap("completion", "97.0000"), cap("retention", "100.0000")]
    });
    w.send("unit_clerk", "/contracts", None, body).await
}

pub async fn sign(w: &mut Walk<'_>) -> Option<Reply> {
    let contract = contract_in(w, "draft").await?;
    let body = json!({"on": w.today()});
    w.send("unit_clerk", &path("contracts", &contract, "sign"), Some(&contract), body).await
}

pub async fn tear_up(w: &mut Walk<'_>) -> Option<Reply> {
    let contract = contract_in(w, "draft").await?;
    w.press("unit_clerk", &format!("DELETE /contracts/{}", text(&contract, "id")), &contract).await
}

pub async fn supplement(w: &mut Walk<'_>) -> Option<Reply> {
    let contract = contract_in(w, "signed").await?;
    let sign = w.one(&["", "", "-"]);
    let amount = format!("{sign}{}", w.amount(9_000));
    let body = json!({"amount": amount, "signed_on": w.today(), "reason": "示例", "file_id": w.county.contract_paper});
    w.send("unit_clerk", &path("contracts", &contract, "supplements"), Some(&contract), body).await
}

pub async fn complete(w: &mut Walk<'_>) -> Option<Reply> {
    let contract = later_contract_in(w, "signed").await?;
    let body = json!({"on": w.today(), "file_id": w.county.contract_paper});
    w.send("unit_clerk", &path("contracts", &contract, "complete"), Some(&contract), body).await
}

pub async fn end(w: &mut Walk<'_>) -> Option<Reply> {
    let contract = contract_in(w, "completed").await?;
    let body = json!({"on": w.today(), "reason": "示例"});
    w.send("unit_clerk", &path("contracts", &contract, "end"), Some(&contract), body).await
}
