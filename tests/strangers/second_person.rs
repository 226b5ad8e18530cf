//! Maker as checker: wherever a second person is asked for, the first one is refused, whatever else they may.

use serde_json::{Value, json};

use super::{
    document::Document,
    second_asked::{
        ASKED,
        Asked::{Another, NobodyElse},
        VERBS,
    },
    second_of_pools,
};
use crate::support::{
    Reply, TestApp,
    cast::{COUNTY, TOWN, grant},
    money::{County, result_row, results, text},
};

/// Every operation whose name says that somebody checks has its case or its sentence, and there is none of what does not exist.
pub fn assert_complete(document: &Document) {
    let checks = |verb: &str| VERBS.contains(&verb) || verb.starts_with("confirm");
    let asked = |id: &str| ASKED.iter().any(|(name, _)| *name == id);
    let operations = || document.operations.iter();
    let lost: Vec<_> = operations().filter(|o| checks(o.verb()) && !asked(&o.id)).map(|o| &o.id).collect();
    assert!(lost.is_empty(), "who must not perform these? {lost:?}");
    let gone: Vec<_> = ASKED.iter().filter(|(name, _)| !operations().any(|o| o.id == *name)).map(|(n, _)| n).collect();
    assert!(gone.is_empty(), "no such operations: {gone:?}");
    assert!(ASKED.iter().all(|(_, asked)| !matches!(asked, NobodyElse(why) if why.len() < 40)), "a sentence each");
}

/// Performs every case.
pub async fn meet(app: &TestApp) {
    let county = app.county("1000000.00").await;
    for (name, _) in ASKED.iter().filter(|(_, asked)| matches!(asked, Another)) {
        let cases = match *name {
            "access.role_grant.confirm" => a_grant(app).await,
            "approvals.definition.publish" => a_definition(app).await,
            "assets.asset.confirm_correction" => second_of_pools::a_correction(app).await,
            "approvals.task.decide" => a_task(app, &county).await,
            "approvals.task.batch_decide" => a_batch_of_tasks(app, &county).await,
            "funds.allocation.confirm" => an_allocation(app).await,
            "payments.batch.create" => making_up_a_batch(app, &county).await,
            "payments.batch.hand_over" => handing_a_batch_over(app, &county).await,
            "payments.batch.import_result" => booking(app, &county).await,
            "payments.payment.retry" => trying_again(app, &county).await,
            "payments.result.match" => matching(app, &county).await,
            "payees.account.confirm" => a_card(app).await,
            "payees.agent.confirm" => an_agent(app).await,
            "payouts.batch.import_result" => a_payout(app).await,
            "payouts.recovery.confirm" => second_of_pools::a_recovery(app).await,
            "payouts.recovery.confirm_undoing" => second_of_pools::an_undoing(app).await,
            "distributions.line.release" => a_line(app).await,
            "distributions.distribution.carry" => second_of_pools::a_carrying(app).await,
            "collectives.body.confirm_closing" => second_of_pools::a_closing(app).await,
            "shares.scheme.confirm_ending" => second_of_pools::an_ending(app).await,
            "income.spending.confirm" => second_of_pools::a_spending(app).await,
            "posts.list.check" => second_of_pools::a_list(app).await,
            "posts.sheet.confirm" => a_sheet(app).await,
            "places.bank_account.confirm" => an_account(app).await,
            "prints.template.publish" => a_template(app).await,
            "transfers.transfer.confirm_cure" => a_cure(app).await,
            "transfers.transfer.confirm_signature" => a_scan(app).await,
            "upkeep.order.send_back" => an_order(app, "send-back", json!({"reason": "示例"})).await,
            "upkeep.order.verify" => {
                let found = json!({"verified_cost": "1.00", "treatment": "expense", "rating": "fair", "raters": 3});
                an_order(app, "verify", found).await
            }
            "publicity.posting.answer" => an_objection(app).await,
            "publicity.posting.close" => a_posting(app).await,
            "complaints.complaint.answer" => answering_what_was_put_off(app).await,
            "complaints.complaint.close" => closing_ones_answer(app).await,
            "complaints.complaint.extend" => putting_ones_own_day_off(app).await,
            "people.month.lock" => a_month(app).await,
            "people.household.confirm" => second_of_pools::a_home(app).await,
            other => panic!("{other} has no case"),
        };
        assert!(cases > 0, "{name} was not tried");
    }
}

pub const MAKER: &str = "access.denied.maker_as_checker";
pub const SECOND: &str = "access.denied.second_person";

/// Gives somebody of the cast one more role in the county.
async fn also(app: &TestApp, who: &str, role: &str) {
    let (first, second) = (app.who("security_admin").await, app.who("security_admin_2").await);
    let officer = app.who(who).await.officer;
    grant(app, (&first, &second), &officer, role, COUNTY).await;
}

/// Takes a role of the cast back.
async fn no_longer(app: &TestApp, who: &str, role: &str) {
    let officer = app.who(who).await.officer;
    let grants = app.see("security_admin", &format!("/role-grants?officer_id={officer}")).await;
    let live = |g: &&Value| g["role"] == role && g["state"] == "active";
    let held = grants["items"].as_array().unwrap().iter().find(live).unwrap().clone();
    app.press("security_admin", &format!("/role-grants/{}/revoke", text(&held, "id")), &held).await.ok(200);
}

/// Who proposes a grant, and who would get the right.
async fn a_grant(app: &TestApp) -> usize {
    let second = app.who("security_admin_2").await.officer;
    let body = json!({"officer_id": second, "role": "security_admin", "region_code": COUNTY});
    let made = app.act("security_admin", "/role-grants", None, body).await.ok(201);
    let confirm = format!("/role-grants/{}/confirm", text(&made, "id"));
    app.press("security_admin", &confirm, &made).await.refused(403, SECOND);
    app.press("security_admin_2", &confirm, &made).await.refused(403, SECOND);
    2
}

/// Who reported that a piece of upkeep is done.
async fn an_order(app: &TestApp, verb: &str, body: Value) -> usize {
    let order = app.under_way(&app.valued("示例水池").await).await;
    let reported = app.reported(&order, "1.00", "county_finance").await.ok(200);
    app.on_order("asset_officer", verb, &reported, body).await.refused(403, SECOND);
    1
}

async fn an_allocation(app: &TestApp) -> usize {
    let document = app.document("示财农〔2023〕97号", 2023).await;
    let line = app.line(&document, &app.source().await, "5.00").await;
    let path = format!("/allocations/{}", text(&line, "id"));
    let line = app.press("budget_officer", &format!("{path}/register"), &line).await.ok(200);
    app.press("budget_officer", &format!("{path}/confirm"), &line).await.refused(403, SECOND);
    1
}

async fn a_card(app: &TestApp) -> usize {
    let person = app.named("示例").await;
    let made = app.card((&person, "示例"), "6217000000000000002", json!({})).await.ok(201);
    let path = format!("/payee-accounts/{}/confirm", text(&made, "id"));
    let read = json!({"holder_name": "示例", "account_no": "6217000000000000002"});
    app.act("collective_accountant", &path, Some(&made), read).await.refused(403, SECOND);
    1
}

/// Who told of a paper that somebody receives in another's place.
async fn an_agent(app: &TestApp) -> usize {
    let (person, agent) = (app.named("示例").await, app.named("示例").await);
    let made = app.agent((&person, &agent), json!({})).await.ok(201);
    app.agent_read("collective_accountant", &made, json!({"agent_name": "示例"})).await.refused(403, SECOND);
    1
}

/// Who made up a batch and would let it go, and who did either and would take in the answers.
async fn a_payout(app: &TestApp) -> usize {
    let (plan, people, _) = app.approved_list().await;
    app.usable_card(&people[0], "示例", "6217000000000077").await;
    let form = app.bank_form("csv_utf8").await;
    let batch = app.payout_batch_of_all((&plan, &form)).await;
    app.on_payouts("collective_accountant", "release", &batch, Value::Null).await.refused(403, MAKER);
    app.on_payouts("collective_manager", "release", &batch, Value::Null).await.ok(200);
    for who in ["collective_accountant", "collective_manager"] {
        app.bank_answers(who, &batch, b"").await.refused(403, MAKER);
    }
    3
}

/// Who wrote the plan of a list and would let a line of it go.
async fn a_line(app: &TestApp) -> usize {
    let plan = app.see("auditor", "/distributions?state=approved").await["items"][0].clone();
    app.line_released("collective_accountant", &plan, 1).await.refused(403, MAKER);
    1
}

async fn a_sheet(app: &TestApp) -> usize {
    let post = app.post_of(json!({})).await.ok(201);
    let person = app.person(json!({})).await;
    let held = app.on_post(&post, &person, json!({"acknowledged": ["R37.2"]})).await.ok(201);
    let sheet = app.sheet(&post, "2023-02", &[(&held, 1, 0)]).await.ok(201);
    let path = format!("/post-sheets/{}/confirm", text(&sheet, "id"));
    app.press("collective_accountant", &path, &sheet).await.refused(403, SECOND);
    1
}

async fn an_account(app: &TestApp) -> usize {
    let body = json!({
        "organisation_id": app.unit("示例施工单位甲").await, "holder_name": "示例施工单位甲", "bank_name": "示例银行",
        "account_no": "6200000000000008"
    });
    let made = app.act("finance_clerk", "/bank-accounts", None, body).await.ok(201);
    let path = format!("/bank-accounts/{}/confirm", text(&made, "id"));
    app.press("finance_clerk", &path, &made).await.refused(403, SECOND);
    1
}

/// Whoever recorded the cure of a defect, with the receiver's paper in hand.
async fn a_cure(app: &TestApp) -> usize {
    let listed = app.transfer(&[&app.valued("示例水池").await], json!({})).await.ok(201);
    let defect = json!({"description": "示例", "due_on": "2023-03-31", "curer_id": listed["giver_id"]});
    let check = json!({
        "on": "2023-03-01", "organisation_ids": [listed["giver_id"]],
        "items": [{"n": 1, "found": "defective", "defects": [defect]}]
    });
    app.on_transfer("unit_clerk", "inspect", &listed, check).await.ok(200);
    app.on_transfer("unit_clerk", "cure", &listed, json!({"defects": [1], "on": "2023-03-01"})).await.ok(200);
    let paper = json!({"defects": [1], "file_id": app.paper("示例.pdf").await});
    app.on_transfer("unit_clerk", "confirm-cure", &listed, paper).await.refused(403, SECOND);
    1
}

/// Whoever recorded the scan of a signature, and whoever signed for one side and would sign for another.
async fn a_scan(app: &TestApp) -> usize {
    let transfer = app.submitted(&[&app.valued("示例水池").await], json!({})).await;
    app.approve(&["town_officer", "asset_officer", "finance_vice_director"], text(&transfer, "id")).await;
    let scan = json!({"side": "receiver", "on": "2023-03-01", "file_id": app.paper("示例.pdf").await});
    app.on_transfer("unit_clerk", "record-signature", &transfer, scan).await.ok(200);
    app.on_transfer("unit_clerk", "confirm-signature", &transfer, json!({"side": "receiver"}))
        .await
        .refused(403, SECOND);
    app.on_transfer("unit_clerk", "sign", &transfer, json!({"side": "giver"})).await.ok(200);
    app.on_transfer("unit_clerk", "sign", &transfer, json!({"side": "supervisor"})).await.refused(403, SECOND);
    2
}

async fn a_definition(app: &TestApp) -> usize {
    let step = json!({
        "name": "示例", "name_en": "Example", "mode": "any", "role": "unit_head", "seat": "county", "conditions": []
    });
    let body = json!({
        "matter": "project_plan", "region_code": COUNTY, "name": "示例", "restart_at": 1, "decisive_evidence": [], "steps": [step]
    });
    let draft = app.act("security_admin", "/approval-definitions", None, body).await.ok(201);
    let path = format!("/approval-definitions/{}/publish", text(&draft, "id"));
    app.press("security_admin", &path, &draft).await.refused(403, SECOND);
    // Whoever writes the draft anew has written it too, and the first author stays one.
    let (admin, steps) = (app.who("security_admin_2").await, draft["steps"].clone());
    let body = json!({"name": "示例：改", "restart_at": 1, "decisive_evidence": [], "steps": steps});
    let at = format!("/approval-definitions/{}", text(&draft, "id"));
    let draft = app.patch(&at).by(&admin).at(text(&draft, "etag")).json(body).send().await.ok(200);
    for author in ["security_admin", "security_admin_2"] {
        app.press(author, &path, &draft).await.refused(403, SECOND);
    }
    3
}

/// Whoever wrote a print template, first or anew.
async fn a_template(app: &TestApp) -> usize {
    let body = json!({
        "form": "approval_form", "region_code": COUNTY, "name": "示例", "body": "示例", "valid_from_on": "2023-03-01"
    });
    let draft = app.act("finance_section_head", "/print-templates", None, body).await.ok(201);
    let at = format!("/print-templates/{}", text(&draft, "id"));
    also(app, "budget_officer_2", "finance_section_head").await;
    let second = app.who("budget_officer_2").await;
    let draft =
        app.patch(&at).by(&second).at(text(&draft, "etag")).json(json!({"body": "示例：改"})).send().await.ok(200);
    for author in ["finance_section_head", "budget_officer_2"] {
        app.press(author, &format!("{at}/publish"), &draft).await.refused(403, SECOND);
    }
    no_longer(app, "budget_officer_2", "finance_section_head").await;
    2
}

/// Whoever recorded an objection.
async fn an_objection(app: &TestApp) -> usize {
    let draft = app.file_posting(json!({"asset_ids": [app.valued("示例公厕").await["id"]]})).await.ok(201);
    let hung = app.hang(&draft, "2023-03-01").await.ok(200);
    let said = json!({"channel": "visit", "received_on": "2023-03-01", "suspends": true, "text": "示例"});
    let stopped = app.on_posting("town_officer", "objections", &hung, said).await.ok(200);
    let answer = json!({"n": 1, "result": "not_upheld", "on": "2023-03-01", "text": "示例"});
    app.on_posting("town_officer", "answer", &stopped, answer).await.refused(403, SECOND);
    1
}

/// A complaint with a day that somebody of the cast is to answer.
async fn to_be_answered(app: &TestApp, by: &str) -> Value {
    let asset = app.stock(json!({})).await;
    let made = app.complain("asset_officer", json!({"asset_ids": [asset["id"]]})).await.ok(201);
    let (unit, officer) = (app.unit("示例县农业农村局").await, app.who(by).await.officer);
    let body = json!({"unit_id": unit, "officer_id": officer, "due_on": "2023-03-10"});
    app.on_complaint("asset_officer", "accept", &made, body).await.ok(200)
}

async fn putting_ones_own_day_off(app: &TestApp) -> usize {
    let taken = to_be_answered(app, "unit_head").await;
    let longer = json!({"until_on": "2023-03-20", "reason": "示例"});
    app.on_complaint("unit_head", "extend", &taken, longer).await.refused(403, SECOND);
    1
}

/// Whoever put the day of an answer off.
async fn answering_what_was_put_off(app: &TestApp) -> usize {
    let taken = to_be_answered(app, "unit_clerk").await;
    let longer = json!({"until_on": "2023-03-20", "reason": "示例"});
    let longer = app.on_complaint("unit_head", "extend", &taken, longer).await.ok(200);
    let answer = json!({"finding": "upheld", "answered_on": "2023-03-01", "text": "示例"});
    app.on_complaint("unit_head", "answer", &longer, answer).await.refused(403, SECOND);
    1
}

/// Whoever answered.
async fn closing_ones_answer(app: &TestApp) -> usize {
    let taken = to_be_answered(app, "asset_officer").await;
    let answer = json!({"finding": "upheld", "answered_on": "2023-03-01", "text": "示例"});
    let answered = app.on_complaint("asset_officer", "answer", &taken, answer).await.ok(200);
    app.press("asset_officer", &format!("/complaints/{}/close", text(&answered, "id")), &answered)
        .await
        .refused(403, SECOND);
    1
}

/// Whoever filed a posting, and whoever posted it.
async fn a_posting(app: &TestApp) -> usize {
    let draft = app.file_posting(json!({"asset_ids": [app.valued("示例公厕").await["id"]]})).await.ok(201);
    let place = json!({"profile": "board", "name": "示例村村务公开栏", "file_id": app.town_paper("张贴.pdf").await});
    let body = json!({"on": "2023-03-01", "places": [place]});
    let hung = app.on_posting("town_officer", "post", &draft, body).await.ok(200);
    for who in ["asset_officer", "town_officer"] {
        app.on_posting(who, "close", &hung, json!({})).await.refused(403, SECOND);
    }
    2
}

/// Whoever opens a month does not lock it, and whoever opens it again does not either.
async fn a_month(app: &TestApp) -> usize {
    let body = json!({"region_code": TOWN, "month": "2023-02"});
    let month = app.act("asset_officer", "/people-months", None, body).await.ok(201);
    app.on_month("asset_officer", "lock", &month, None).await.refused(403, SECOND);
    app.on_month("town_officer", "lock", &month, None).await.ok(200);
    app.on_month("town_officer", "reopen", &month, Some(json!({"reason": "示例"}))).await.ok(200);
    app.on_month("town_officer", "lock", &month, None).await.refused(403, SECOND);
    2
}

/// The open task of somebody on a subject.
async fn task_of(app: &TestApp, who: &str, subject: &Value) -> Value {
    let tasks = app.see(who, "/tasks").await;
    let task = tasks["items"].as_array().unwrap().iter().find(|t| t["subject_id"] == *subject);
    task.unwrap_or_else(|| panic!("{who} has no task on {subject}")).clone()
}

async fn decide_for(app: &TestApp, who: &str, task: &Value) -> Reply {
    let path = format!("/tasks/{}/decision", text(task, "id"));
    app.act(who, &path, Some(task), json!({"decision": "approve"})).await
}

/// Whoever filed a claim, and whoever decided at an earlier desk, with the role of the next one.
async fn a_task(app: &TestApp, county: &County) -> usize {
    let claim = app.claim(county, "100.00").await;
    app.submit(&claim).await.ok(200);
    also(app, "unit_clerk", "unit_head").await;
    decide_for(app, "unit_clerk", &task_of(app, "unit_head", &claim["id"]).await).await.refused(403, MAKER);
    app.approve(&["unit_head", "finance_clerk"], text(&claim, "id")).await;
    also(app, "finance_clerk", "finance_section_head").await;
    let next = task_of(app, "finance_section_head", &claim["id"]).await;
    decide_for(app, "finance_clerk", &next).await.refused(403, MAKER);
    2 + a_task_of_many_makers(app, county).await + a_split_sent_again(app).await + a_project_of_two(app).await
}

/// A claim that one drafts, another submits and a third writes anew: none of them decides it, whoever pressed the button. And
/// whoever has decided does not write anew what the next desks decide.
async fn a_task_of_many_makers(app: &TestApp, county: &County) -> usize {
    let (drafter, submitter, rewriter) = ("unit_clerk", "asset_officer", "budget_officer_2");
    for who in [submitter, rewriter] {
        also(app, who, "unit_clerk").await;
        also(app, who, "unit_head").await;
    }
    let claim = app.claim(county, "100.00").await;
    let path = format!("/disbursements/{}", text(&claim, "id"));
    app.act(submitter, &format!("{path}/submit"), Some(&claim), json!({})).await.ok(200);
    let task = task_of(app, "unit_head", &claim["id"]).await;
    for who in [drafter, submitter] {
        decide_for(app, who, &task).await.refused(403, MAKER);
    }
    let back =
        json!({"decision": "return", "return_form": "revise", "reason": "amount_wrong", "opinion": "示例：金额有误"});
    app.decide("unit_head", text(&claim, "id"), back.clone()).await.ok(200);
    write_anew(app, rewriter, &claim, county, "90.00").await;
    app.act(drafter, &format!("{path}/resubmit"), Some(&app.claim_now(&claim).await), json!({})).await.ok(200);
    let task = task_of(app, "unit_head", &claim["id"]).await;
    for who in [drafter, submitter, rewriter] {
        decide_for(app, who, &task).await.refused(403, MAKER);
    }
    app.approve(&["unit_head"], text(&claim, "id")).await;
    app.decide("finance_clerk", text(&claim, "id"), back).await.ok(200);
    also(app, "unit_head", "unit_clerk").await;
    write_anew(app, "unit_head", &claim, county, "80.00").await;
    let sent = app.act(drafter, &format!("{path}/resubmit"), Some(&app.claim_now(&claim).await), json!({})).await;
    sent.refused(409, "approvals.run.decider_prepared");
    6
}

async fn write_anew(app: &TestApp, who: &str, claim: &Value, county: &County, amount: &str) {
    let (person, now) = (app.who(who).await, app.claim_now(claim).await);
    let grid = county.claim(amount);
    let body = json!({"amount": amount, "funding": grid["funding"], "payees": grid["payees"]});
    let path = format!("/disbursements/{}", text(claim, "id"));
    app.patch(&path).by(&person).at(text(&now, "etag")).json(body).send().await.ok(200);
}

/// Whoever sends another's returned split again, with lines of their own.
async fn a_split_sent_again(app: &TestApp) -> usize {
    let parent = app.allocation("10.00").await;
    let lines = json!({"lines": [{"region_code": TOWN, "amount": "6.00"}], "reason": "示例"});
    let path = format!("/allocations/{}/split", text(&parent, "id"));
    let split = app.act("budget_officer", &path, Some(&parent), lines.clone()).await.ok(200);
    let back =
        json!({"decision": "return", "return_form": "revise", "reason": "amount_wrong", "opinion": "示例：金额有误"});
    app.decide("finance_section_head", text(&split, "id"), back).await.ok(200);
    let path = format!("/allocation-splits/{}", text(&split, "id"));
    let returned = app.see("budget_officer", &path).await;
    app.act("budget_officer_2", &format!("{path}/resubmit"), Some(&returned), lines).await.ok(200);
    let task = task_of(app, "finance_section_head", &split["id"]).await;
    for who in ["budget_officer", "budget_officer_2"] {
        also(app, who, "finance_section_head").await;
        decide_for(app, who, &task).await.refused(403, MAKER);
        no_longer(app, who, "finance_section_head").await;
    }
    2
}

/// Whoever wrote a project that another applies for.
async fn a_project_of_two(app: &TestApp) -> usize {
    let project = app.project("100.00").await;
    app.press("asset_officer", &format!("/projects/{}/apply", text(&project, "id")), &project).await.ok(200);
    let task = task_of(app, "line_reviewer", &project["id"]).await;
    for who in ["unit_clerk", "asset_officer"] {
        also(app, who, "line_reviewer").await;
        decide_for(app, who, &task).await.refused(403, MAKER);
        no_longer(app, who, "line_reviewer").await;
    }
    2
}

async fn a_batch_of_tasks(app: &TestApp, county: &County) -> usize {
    let claim = app.claim(county, "100.00").await;
    app.submit(&claim).await.ok(200);
    also(app, "unit_clerk", "unit_head").await;
    let task = task_of(app, "unit_head", &claim["id"]).await;
    let items = json!({"items": [{"task_id": task["id"], "etag": task["etag"], "decision": "approve"}]});
    let done = app.act("unit_clerk", "/tasks/batch-decisions", None, items).await.ok(200);
    assert_eq!((&done["items"][0]["status"], &done["items"][0]["problem"]["code"]), (&json!(403), &json!(MAKER)));
    1
}

/// Whoever filed and whoever decided, with the role of the payer.
const NOT_PAYERS: [&str; 2] = ["unit_clerk", "finance_vice_director"];

async fn making_up_a_batch(app: &TestApp, county: &County) -> usize {
    let claim = app.approved(county, "100.00").await;
    let body = json!({"region_code": COUNTY, "disbursement_ids": [claim["id"]]});
    for who in NOT_PAYERS {
        also(app, who, "treasury_payer").await;
        app.act(who, "/payment-batches", None, body.clone()).await.refused(403, MAKER);
        no_longer(app, who, "treasury_payer").await;
    }
    NOT_PAYERS.len()
}

async fn handing_a_batch_over(app: &TestApp, county: &County) -> usize {
    let claim = app.approved(county, "100.00").await;
    let body = json!({"region_code": COUNTY, "disbursement_ids": [claim["id"]]});
    let batch = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
    let path = format!("/payment-batches/{}/hand-over", text(&batch, "id"));
    for who in NOT_PAYERS {
        also(app, who, "treasury_payer").await;
        app.press(who, &path, &batch).await.refused(403, MAKER);
        no_longer(app, who, "treasury_payer").await;
    }
    NOT_PAYERS.len()
}

async fn trying_again(app: &TestApp, county: &County) -> usize {
    let claim = app.approved(county, "100.00").await;
    let batch = app.handed_over(&[&claim]).await;
    let number = text(&app.payments(&claim).await[0], "number").to_owned();
    app.import(&batch, &results(&[result_row("M1", "failed", "100.00", &number, "")])).await.ok(200);
    let failed = app.payments(&claim).await.remove(0);
    let path = format!("/payments/{}/retry", text(&failed, "id"));
    for who in NOT_PAYERS {
        also(app, who, "treasury_payer").await;
        app.act(who, &path, Some(&failed), json!({})).await.refused(403, MAKER);
        no_longer(app, who, "treasury_payer").await;
    }
    NOT_PAYERS.len()
}

/// The payer becomes the confirmer: not beside the first role, but after it.
async fn payer_moves_on(app: &TestApp) {
    let asked = json!({
        "officer_id": app.who("treasury_payer").await.officer, "role": "treasury_confirmer", "region_code": COUNTY
    });
    app.act("security_admin", "/role-grants", None, asked).await.refused(403, "access.denied.incompatible_role");
    no_longer(app, "treasury_payer", "treasury_payer").await;
    also(app, "treasury_payer", "treasury_confirmer").await;
}

/// The payer pays again.
async fn payer_is_back(app: &TestApp) {
    no_longer(app, "treasury_payer", "treasury_confirmer").await;
    also(app, "treasury_payer", "treasury_payer").await;
}

/// Nobody holds both offices of the treasury; and whoever held the first does not book what they paid, under whatever batch.
async fn booking(app: &TestApp, county: &County) -> usize {
    let claim = app.approved(county, "100.00").await;
    let batch = app.handed_over(&[&claim]).await;
    let other = handed_over_by_another(app, county).await;
    let number = text(&app.payments(&claim).await[0], "number").to_owned();
    let paid = results(&[result_row("M2", "paid", "100.00", &number, "")]);
    let clerk = app.who("treasury_confirmer").await;
    let file = crate::support::money::upload(app, &clerk, COUNTY, "回单.csv", &paid).await.ok(201);
    payer_moves_on(app).await;
    for batch in [&batch, &other] {
        let path = format!("/payment-batches/{}/import-result", text(batch, "id"));
        app.act("treasury_payer", &path, Some(batch), json!({"file_id": file["id"]})).await.refused(403, MAKER);
    }
    payer_is_back(app).await;
    app.import(&batch, &paid).await.ok(200);
    3
}

async fn handed_over_by_another(app: &TestApp, county: &County) -> Value {
    let claim = app.approved(county, "200.00").await;
    also(app, "budget_officer_2", "treasury_payer").await;
    let body = json!({"region_code": COUNTY, "disbursement_ids": [claim["id"]]});
    let batch = app.act("budget_officer_2", "/payment-batches", None, body).await.ok(201);
    let path = format!("/payment-batches/{}/hand-over", text(&batch, "id"));
    app.press("budget_officer_2", &path, &batch).await.ok(200)
}

async fn matching(app: &TestApp, county: &County) -> usize {
    let claim = app.approved(county, "300.00").await;
    let batch = app.handed_over(&[&claim]).await;
    let waiting = app.import(&batch, &results(&[result_row("M3", "paid", "300.00", "无编号", "")])).await.ok(200);
    let row = &waiting["results"][0];
    let path = format!("/payment-results/{}/match", text(row, "id"));
    let body = json!({"payment_id": app.payments(&claim).await[0]["id"], "reason": "示例"});
    payer_moves_on(app).await;
    app.act("treasury_payer", &path, Some(row), body.clone()).await.refused(403, MAKER);
    payer_is_back(app).await;
    app.act("treasury_confirmer", &path, Some(row), body).await.ok(200);
    2
}
