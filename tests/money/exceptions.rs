//! Authorised exceptions: what they let pass, and everything that they do not.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    oversight::told::Told,
    support::{
        Reply, TestApp,
        app::does_not_help,
        cast::COUNTY,
        money::{DESKS, text},
    },
};

/// Those who grant an exception of the vice-director.
const VICE: [&str; 2] = ["finance_section_head", "finance_vice_director"];

/// An exception for a claim, granted by these desks.
async fn granted(app: &TestApp, claim: &Value, rule: &str, ceiling: &str, desks: &[&str]) -> Value {
    let filed = app.except(claim, rule, ceiling).await.ok(201);
    app.approve(desks, text(&filed, "id")).await;
    now(app, &filed).await
}

async fn now(app: &TestApp, exception: &Value) -> Value {
    app.see("auditor", &format!("/exceptions/{}", text(exception, "id"))).await
}

/// What the checks of a claim say of a rule.
async fn check(app: &TestApp, claim: &Value, rule: &str) -> Value {
    let checks = app.see("unit_clerk", &format!("/disbursements/{}/checks", text(claim, "id"))).await;
    checks["items"].as_array().unwrap().iter().find(|c| c["rule"] == rule).expect(rule).clone()
}

/// The claim is refused, and the exception that was looked at says why not.
async fn stopped(app: &TestApp, claim: &Value, fault: &str) {
    let problem = app.submit(claim).await.refused(409, "payments.disbursement.over_milestone");
    does_not_help(&problem, fault);
}

async fn try_grant(app: &TestApp, who: &str, seat: &str, exception: &Value) -> Reply {
    let tasks = app.see(seat, "/tasks").await;
    let task = tasks["items"].as_array().unwrap().iter().find(|t| t["subject_id"] == exception["id"]).unwrap().clone();
    let path = format!("/tasks/{}/decision", text(&task, "id"));
    app.act(who, &path, Some(&task), json!({"decision": "approve"})).await
}

engines! {
    /// R90 over its ceiling: refused with what to do; filed with the minutes; granted by the vice-director; submitted, which uses it up;
    /// decided, handed over, and of no use to another claim.
    async fn an_exception_lets_one_claim_pass_once(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "250000.00").await;
        let problem = app.submit(&claim).await.refused(409, "payments.disbursement.over_milestone");
        let detail = text(&problem, "detail");
        assert!(detail.contains("POST /api/v1/exceptions") && !detail.contains("尚未提供"), "{detail}");
        assert_eq!(text(&problem["facts"], "exception_by"), "finance_vice_director");
        assert_eq!(text(&problem["facts"], "exception_for"), format!("disbursement:{}", text(&claim, "id")));
        let filed = app.except(&claim, "R90", "50000.00").await.ok(201);
        assert_eq!((text(&filed, "state"), text(&filed, "granted_by")), ("proposed", "finance_vice_director"));
        assert!(text(&filed, "number").starts_with("LW-431026-2023-"));
        assert_eq!((text(&filed["found"][0], "over"), text(&filed["found"][0], "left")), ("50000.00", "200000.00"));
        stopped(app, &claim, "not_granted").await;
        app.approve(&VICE, text(&filed, "id")).await;
        let shown = check(app, &claim, "R90").await;
        assert_eq!((text(&shown, "outcome"), text(&shown["facts"], "exception")), ("excepted", text(&filed, "number")));
        assert_eq!(text(&now(app, &filed).await, "state"), "granted");
        let sent = app.submit(&claim).await.ok(200);
        let used = now(app, &filed).await;
        assert_eq!((text(&used, "state"), &used["consumed_by"]["subject_id"]), ("consumed", &claim["id"]));
        assert_eq!(used["consumed_by"]["version"].to_string(), text(&sent, "etag"));
        let told = app.see("auditor", &format!("/trail/events?subject_id={}&sort=oldest", text(&filed, "id"))).await;
        let actions: Vec<&str> = told["items"].as_array().unwrap().iter().map(|e| text(e, "action")).collect();
        assert_eq!(actions, ["policy.exception.file", "policy.exception.granted", "policy.exception.consume"]);
        let down = Told::to(app, "auditor", "disbursement", &claim, "&direction=down").await;
        assert_eq!((text(down.node("exception"), "number"), down.amounts("excepted")), (text(&filed, "number"), vec!["-"]), "{:#}", down.0);
        let up = Told::to(app, "auditor", "exception", &filed, "&direction=up").await;
        assert_eq!((text(up.node("disbursement"), "number"), text(up.node("exception"), "amount")), (text(&claim, "number"), "50000.00"), "{:#}", up.0);
        app.approve(&DESKS, text(&claim, "id")).await;
        app.handed_over(&[&app.claim_now(&claim).await]).await;
        let second = app.claim(&county, "0.01").await;
        let problem = app.submit(&second).await.refused(409, "payments.disbursement.over_milestone");
        assert!(problem["facts"]["exception"].is_null(), "another claim's exception is nothing to it");
    }

    /// Whoever filed it, whoever prepared the claim, and whoever ranks below the granting office does not grant it.
    async fn makers_and_lower_offices_do_not_grant(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "250000.00").await;
        app.also("asset_officer", "unit_clerk").await;
        let body = json!({
            "rule": "R90", "subject_kind": "disbursement", "subject_id": claim["id"], "basis": "document",
            "basis_number": "示例", "file_id": app.paper("文件.pdf").await, "reason": "示例", "ceiling": "50000.00", "deadline_on": "2023-03-31"
        });
        let filed = app.act("asset_officer", "/exceptions", None, body).await.ok(201);
        for maker in ["unit_clerk", "asset_officer"] {
            app.also(maker, "finance_section_head").await;
            try_grant(app, maker, "finance_section_head", &filed).await.refused(403, "access.denied.maker_as_checker");
        }
        app.approve(&["finance_section_head"], text(&filed, "id")).await;
        let refused = try_grant(app, "finance_section_head", "finance_vice_director", &filed).await;
        refused.refused(403, "access.denied.maker_as_checker");
        assert_eq!(try_grant(app, "finance_clerk", "finance_vice_director", &filed).await.status, 404);
        stopped(app, &claim, "not_granted").await;
    }

    /// Whoever granted it has no hand in the claim afterwards: they would stand on both sides of it.
    async fn whoever_granted_it_does_not_use_it(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "250000.00").await;
        granted(app, &claim, "R90", "50000.00", &VICE).await;
        app.also("finance_vice_director", "unit_clerk").await;
        let path = format!("/disbursements/{}", text(&claim, "id"));
        let send = app.act("finance_vice_director", &format!("{path}/submit"), Some(&claim), json!({})).await;
        send.refused(409, "approvals.run.decider_prepared");
        let vice = app.who("finance_vice_director").await;
        let wording = json!({"purpose": "示例：开工款"});
        let changed = app.patch(&path).by(&vice).at(text(&claim, "etag")).json(wording).send().await.ok(200);
        app.submit(&changed).await.refused(409, "approvals.run.decider_prepared");
    }

    /// A county's own definition may add desks; it cannot do without the granting office.
    async fn no_definition_goes_below_the_granting_office(app) {
        let county = app.county("1000000.00").await;
        let step = json!({"name": "示例", "name_en": "Example", "mode": "any", "role": "finance_section_head", "seat": "county", "conditions": []});
        let body = json!({
            "matter": "exception", "region_code": COUNTY, "name": "示例", "restart_at": 1, "decisive_evidence": [], "steps": [step]
        });
        let draft = app.act("security_admin", "/approval-definitions", None, body).await.ok(201);
        app.press("security_admin_2", &format!("/approval-definitions/{}/publish", text(&draft, "id")), &draft).await.ok(200);
        let claim = app.claim(&county, "250000.00").await;
        app.except(&claim, "R90", "50000.00").await.refused(409, "policy.exception.no_granting_desk");
    }

    /// The same where its desk is skipped by a condition: the last yes is refused.
    async fn no_desk_of_the_granting_office_is_skipped(app) {
        let county = app.county("1000000.00").await;
        let step = |role: &str, conditions: Value| json!({
            "name": "示例", "name_en": "Example", "mode": "any", "role": role, "seat": "county", "conditions": conditions
        });
        let never = json!([{"fact": "rule", "comparison": "equals", "constant": "R0"}]);
        let steps = [step("finance_section_head", json!([])), step("finance_vice_director", never)];
        let body = json!({
            "matter": "exception", "region_code": COUNTY, "name": "示例", "restart_at": 1, "decisive_evidence": [], "steps": steps
        });
        let draft = app.act("security_admin", "/approval-definitions", None, body).await.ok(201);
        app.press("security_admin_2", &format!("/approval-definitions/{}/publish", text(&draft, "id")), &draft).await.ok(200);
        let claim = app.claim(&county, "250000.00").await;
        let filed = app.except(&claim, "R90", "50000.00").await.ok(201);
        let yes = app.decide("finance_section_head", text(&filed, "id"), json!({"decision": "approve"})).await;
        yes.refused(409, "policy.exception.no_granting_desk");
        stopped(app, &claim, "not_granted").await;
    }

    /// A ceiling below what would have to pass is not filed; and where another claim has come between, more would pass than was granted.
    async fn nothing_passes_above_the_ceiling(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "250000.00").await;
        let problem = app.except(&claim, "R90", "49999.99").await.refused(409, "policy.exception.ceiling_too_low");
        assert_eq!(text(&problem["facts"], "beyond"), "50000.00");
        granted(app, &claim, "R90", "50000.00", &VICE).await;
        let between = app.claim(&county, "0.01").await;
        app.submit(&between).await.ok(200);
        stopped(app, &claim, "over_ceiling").await;
        // A second one, for what is beyond the rule by now.
        granted(app, &claim, "R90", "50000.01", &VICE).await;
        app.submit(&claim).await.ok(200);
    }

    /// An exception is for the claim as it was: another amount needs another one, even a smaller one.
    async fn a_changed_claim_needs_another(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "250000.00").await;
        granted(app, &claim, "R90", "99999.00", &VICE).await;
        let (clerk, grid) = (app.who("unit_clerk").await, county.claim("240000.00"));
        let body = json!({"amount": "240000.00", "funding": grid["funding"], "payees": grid["payees"], "evidence": grid["evidence"]});
        let path = format!("/disbursements/{}", text(&claim, "id"));
        let changed = app.patch(&path).by(&clerk).at(text(&claim, "etag")).json(body).send().await.ok(200);
        stopped(app, &changed, "facts_changed").await;
    }

    /// After its day nothing passes: not the submission, not the grant, not a desk that comes too late.
    async fn nothing_passes_after_the_day(app) {
        app.tick().await;
        let county = app.county("1000000.00").await;
        let (used, late) = (app.claim(&county, "200000.01").await, app.claim(&county, "250000.00").await);
        granted(app, &used, "R90", "1.00", &VICE).await;
        let waiting = app.except(&late, "R90", "50000.00").await.ok(201);
        app.submit(&used).await.ok(200);
        app.on_day("2023-04-01").await;
        let yes = app.decide("finance_section_head", text(&waiting, "id"), json!({"decision": "approve"})).await;
        yes.refused(409, "policy.exception.lapsed");
        let problem = app.decide("unit_head", text(&used, "id"), json!({"decision": "approve"})).await
            .refused(409, "payments.disbursement.over_milestone");
        assert_eq!(text(&problem["facts"], "exception_fault"), "lapsed");
        app.except(&late, "R90", "250000.00").await.refused(422, "policy.exception.deadline_passed");
        let overdue = app.see("auditor", "/exceptions?overdue=true").await;
        assert_eq!((overdue["items"].as_array().unwrap().len(), &overdue["items"][0]["subject_id"]), (1, &used["id"]));
        // A47.2 finds it by night; made good late it is made good all the same, by the word of somebody else than who filed it.
        let exception = &overdue["items"][0];
        let path = format!("/exceptions/{}/make-good", text(exception, "id"));
        let paper = app.paper("补办.pdf").await;
        let bring = async |who: &str, said: Value| app.act(who, &path, Some(&now(app, exception).await), said).await;
        let lead = async || app.see("auditor", "/audit/leads?check=A47.2").await["items"].clone();
        app.tick().await;
        let found = lead().await;
        assert_eq!((found.as_array().unwrap().len(), &found[0]["figures"]["exception"]), (1, &exception["number"]), "{found:#}");
        let said = json!({"file_id": paper, "note": "示例：县政府已补发批复"});
        bring("unit_clerk", said.clone()).await.refused(403, "access.denied.second_person");
        bring("asset_officer", json!({"file_id": paper})).await.refused(422, "policy.exception.not_said_what_came");
        let good = bring("asset_officer", said).await.ok(200);
        assert_eq!((text(&good, "state"), good["made_good_late"].as_bool()), ("made_good", Some(true)));
        // What was made good after the day lets nothing pass.
        let problem = app.decide("unit_head", text(&used, "id"), json!({"decision": "approve"})).await
            .refused(409, "payments.disbursement.over_milestone");
        assert_eq!(text(&problem["facts"], "exception_fault"), "lapsed");
        app.on_day("2023-04-02").await;
        app.tick().await;
        assert_eq!(lead().await[0]["state"], "lapsed");
    }

    /// R101: vouchers that are missing are brought by the day, and the claim goes on after it.
    async fn what_is_made_good_by_its_day_goes_on(app) {
        let county = app.county("1000000.00").await;
        let mut claim = county.claim("100.00");
        claim["evidence"] = json!([{"kind": "contract", "file_id": county.contract_paper}]);
        let claim = app.act("unit_clerk", "/disbursements", None, claim).await.ok(201);
        app.except(&claim, "R101", "99.99").await.refused(409, "policy.exception.ceiling_too_low");
        let exception = granted(app, &claim, "R101", "100.00", &VICE).await;
        let path = format!("/exceptions/{}/make-good", text(&exception, "id"));
        let body = json!({"file_id": app.paper("补办.pdf").await});
        app.act("unit_clerk", &path, Some(&exception), body.clone()).await.refused(409, "policy.exception.state");
        app.submit(&claim).await.ok(200);
        let used = now(app, &exception).await;
        // The rule is asked again: as long as the claim has no invoice, no paper makes it good.
        let problem = app.act("unit_clerk", &path, Some(&used), body.clone()).await.refused(409, "policy.exception.still_missing");
        assert_eq!(text(&problem["facts"], "rule"), "R101");
        let invoice = json!({"kind": "invoice", "file_id": county.invoice, "amount": "100.00"});
        let evidence = format!("/disbursements/{}/evidence", text(&claim, "id"));
        app.act("unit_clerk", &evidence, Some(&app.claim_now(&claim).await), invoice).await.ok(200);
        let good = app.act("unit_clerk", &path, Some(&used), body).await.ok(200);
        assert_eq!((text(&good, "state"), text(&good, "made_good_on")), ("made_good", "2023-03-01"));
        app.on_day("2023-04-03").await;
        assert_eq!(app.see("auditor", "/exceptions?overdue=true").await["items"], json!([]));
        app.approve(&DESKS, text(&claim, "id")).await;
        app.handed_over(&[&app.claim_now(&claim).await]).await;
    }

    /// A hard rule has no exception, and a rule that does not refuse needs none.
    async fn what_takes_no_exception_is_not_filed(app) {
        let county = app.county("1000000.00").await;
        let over = app.claim(&county, "500000.01").await;
        let problem = app.except(&over, "R89", "1.00").await.refused(422, "policy.exception.rule_is_hard");
        assert_eq!(problem["errors"][0]["pointer"], "/rule");
        let fine = app.claim(&county, "100.00").await;
        let problem = app.except(&fine, "R90", "1.00").await.refused(409, "policy.exception.needless");
        assert_eq!(text(&problem["facts"], "outcome"), "passed");
        app.except(&fine, "R999", "1.00").await.refused(422, "policy.exception.unknown_rule");
        app.except(&fine, "R31", "1.00").await.refused(422, "policy.exception.rule_not_here");
        app.except(&fine, "R90", "0.00").await.refused(422, "policy.exception.bad_ceiling");
        let nowhere = json!({"id": "01890a5d-ac96-774b-bcce-b302099a8057"});
        let problem = app.except(&nowhere, "R90", "1.00").await.refused(422, "policy.exception.unknown_subject");
        assert_eq!(problem["errors"][0]["pointer"], "/subject_id");
        // What else is refused stays refused.
        granted(app, &over, "R90", "300000.01", &VICE).await;
        app.submit(&over).await.refused(409, "payments.disbursement.over_contract");
    }

    /// Withdrawn, refused or returned, it lets nothing pass; while it waits there is no second one.
    async fn what_was_not_granted_does_nothing(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "250000.00").await;
        let first = app.except(&claim, "R90", "50000.00").await.ok(201);
        app.except(&claim, "R90", "50000.00").await.refused(409, "policy.exception.waits");
        let back = json!({"decision": "return", "return_form": "revise", "reason": "other", "opinion": "示例"});
        app.decide("finance_section_head", text(&first, "id"), back).await.ok(200);
        stopped(app, &claim, "not_granted").await;
        let run = app.see("unit_clerk", &format!("/approvals/{}", text(&first, "run_id"))).await;
        let path = format!("/approvals/{}/withdraw", text(&first, "run_id"));
        app.press("unit_clerk", &path, &run).await.ok(200);
        assert_eq!(text(&now(app, &first).await, "state"), "withdrawn");
        stopped(app, &claim, "not_granted").await;
        let second = app.except(&claim, "R90", "50000.00").await.ok(201);
        let no = json!({"decision": "reject", "reason": "other", "opinion": "示例"});
        app.approve(&["finance_section_head"], text(&second, "id")).await;
        app.decide("finance_vice_director", text(&second, "id"), no).await.ok(200);
        assert_eq!(text(&now(app, &second).await, "state"), "refused");
        stopped(app, &claim, "not_granted").await;
    }

    /// Two submissions at once of one claim: one goes through, and the exception is used by it, once.
    async fn two_submissions_use_one_exception_once(app) {
        let county = app.county("1000000.00").await;
        let claim = app.claim(&county, "250000.00").await;
        let exception = granted(app, &claim, "R90", "50000.00", &VICE).await;
        let answers = join_all([app.submit(&claim), app.submit(&claim)]).await;
        assert_eq!(answers.iter().filter(|a| a.status == 200).count(), 1, "{answers:#?}");
        assert_eq!(text(&now(app, &exception).await, "etag"), "3");
        assert_eq!(text(&app.balance(&county.allocation).await, "reserved"), "250000.00");
    }

    /// R104: what the treasury would refuse is granted by the director, used up by the hand-over, and not paid by whoever granted it.
    async fn an_exception_at_the_hand_over_is_used_by_the_batch(app) {
        let county = app.county("1000000.00").await;
        let value = json!({
            "key": "payments.evidence.advance", "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": "photo",
            "basis": "paper", "document": "示例", "certainty": "unverified"
        });
        app.act("finance_director", "/policy-values", None, value).await.ok(201);
        let mut claim = county.claim("100.00");
        claim["milestone"] = json!("advance");
        claim["evidence"] = json!([{"kind": "photo", "file_id": county.invoice}]);
        let claim = app.act("unit_clerk", "/disbursements", None, claim).await.ok(201);
        app.submit(&claim).await.ok(200);
        app.approve(&DESKS, text(&claim, "id")).await;
        let exception = granted(app, &claim, "R104", "100.00", &["finance_section_head", "finance_director"]).await;
        let body = json!({"region_code": COUNTY, "disbursement_ids": [claim["id"]]});
        app.also("finance_director", "treasury_payer").await;
        app.act("finance_director", "/payment-batches", None, body.clone()).await.refused(403, "access.denied.maker_as_checker");
        let batch = app.act("treasury_payer", "/payment-batches", None, body).await.ok(201);
        let path = format!("/payment-batches/{}/hand-over", text(&batch, "id"));
        app.press("treasury_payer", &path, &batch).await.ok(200);
        let used = now(app, &exception).await;
        assert_eq!((text(&used, "state"), &used["consumed_by"]["subject_id"]), ("consumed", &batch["id"]));
    }
}
