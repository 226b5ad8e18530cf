//! Exceptions to the rules of an asset: filed for the card as it is, granted by the office that its rule names, used up by one act of
//! use or one title, and good for nothing else.

use serde_json::{Value, json};

use crate::{
    support::{Reply, TestApp, app::does_not_help, money::text},
    tables::csv,
};

/// Those who grant an exception of the vice-director.
const VICE: [&str; 2] = ["finance_section_head", "finance_vice_director"];

/// An act on an asset as it is now, on the day that the test has come to.
async fn act(app: &TestApp, verb: &str, asset: &Value, said: Value) -> Reply {
    let mut body = json!({"on": app.today().await});
    for (name, value) in said.as_object().expect("an object") {
        body[name] = value.clone();
    }
    app.on_asset(verb, &app.asset_now(asset, "").await, body).await
}

async fn except(app: &TestApp, asset: &Value, rule: &str, ceiling: &str) -> Reply {
    app.except_what(("asset", asset), rule, ceiling).await
}

/// The act is refused, and the exception that was looked at says why it does not help.
async fn stopped(reply: Reply, code: &str, fault: &str) {
    let problem = reply.refused(409, code);
    does_not_help(&problem, fault);
}

async fn title(app: &TestApp, asset: &Value) -> Reply {
    let owners = json!([{"name": "示例村股份经济合作社", "share": "100.0000", "regime": "collective"}]);
    act(
        app,
        "confirm-title",
        asset,
        json!({"level": "village", "file_id": app.town_paper("权证.pdf").await, "owners": owners}),
    )
    .await
}

engines! {
    /// R31: the refusal says for what one is filed and who grants it; granted, it lets one act pass whose gap is the same or smaller,
    /// and is used up by it.
    async fn an_exception_lets_an_asset_into_service_once(app) {
        let asset = app.enter(json!({})).await.ok(201);
        let problem = act(app, "put-in-service", &asset, json!({})).await.refused(409, "assets.asset.no_maintainer");
        let facts = &problem["facts"];
        assert_eq!((text(facts, "exception_for"), text(facts, "exception_by")), (&*format!("asset:{}", text(&asset, "id")), "finance_director"));
        assert!(text(&problem, "detail").contains("POST /api/v1/exceptions"), "{problem:#}");
        // It has no value yet: there is nothing that a ceiling could bound.
        except(app, &asset, "R31", "1.00").await.refused(422, "policy.exception.ceiling_of_nothing");
        except(app, &asset, "R7", "").await.refused(422, "policy.exception.rule_not_here");
        except(app, &asset, "R12", "").await.refused(422, "policy.exception.rule_is_hard");
        except(app, &asset, "R9", "").await.refused(409, "policy.exception.needless");
        let exception = except(app, &asset, "R31", "").await.ok(201);
        assert_eq!(exception["found"], json!([{"asset": asset["number"], "missing": "maintainer, upkeep_source"}]));
        let table = csv(app, "auditor", "/exceptions/export").await;
        let told = table[0].iter().position(|title| title == "不符情况").expect("a column");
        assert!(table[1][told].contains("现缺：管护责任人、管护经费来源") && table[1][told] == text(&exception, "found_words"), "{table:?}");
        stopped(act(app, "put-in-service", &asset, json!({})).await, "assets.asset.no_maintainer", "not_granted").await;
        app.grant_exception(&exception).await;
        let done = act(app, "put-in-service", &asset, json!({"maintainer": {"name": "示例村委会"}})).await.ok(200);
        assert_eq!((text(&done, "use_state"), text(&done, "duty_state")), ("in_use", "named"));
        let used = app.exception_now(&exception).await;
        assert_eq!((text(&used, "state"), text(&used["consumed_by"], "subject_kind"), &used["consumed_by"]["subject_id"]), ("consumed", "asset", &asset["id"]));
        except(app, &asset, "R31", "").await.refused(422, "policy.exception.rule_not_here");
        act(app, "note-use", &asset, json!({"state": "closed"})).await.ok(200);
        stopped(act(app, "put-in-service", &asset, json!({})).await, "assets.asset.no_maintainer", "used").await;
        app.except_beside(("asset", &asset), "R31").await;
    }

    /// 补办: the rule looks at the card again, and believes no paper of anybody as long as nobody is named there.
    async fn it_is_made_good_when_its_rule_finds_nothing_missing(app) {
        let asset = app.enter(json!({})).await.ok(201);
        let exception = except(app, &asset, "R31", "").await.ok(201);
        app.grant_exception(&exception).await;
        act(app, "put-in-service", &asset, json!({})).await.ok(200);
        let path = format!("/exceptions/{}/make-good", text(&exception, "id"));
        let paper = json!({"file_id": app.paper("发票.pdf").await, "note": "示例：已落实管护单位"});
        for who in ["unit_clerk", "asset_officer"] {
            let used = app.exception_now(&exception).await;
            let problem = app.act(who, &path, Some(&used), paper.clone()).await.refused(409, "policy.exception.still_missing");
            assert!(text(&problem, "detail").contains("管护责任人"), "{problem:#}");
        }
        let kept = json!({"state": "in_use", "maintainer": {"name": "示例村委会"}, "upkeep_source": "county_finance"});
        act(app, "note-use", &asset, kept).await.ok(200);
        let used = app.exception_now(&exception).await;
        let good = app.act("unit_clerk", &path, Some(&used), paper).await.ok(200);
        assert_eq!((text(&good, "state"), good["made_good_late"].as_bool()), ("made_good", Some(false)));
    }

    /// It is for the card as it was, up to its ceiling and until its day.
    async fn it_is_for_the_card_as_it_was_up_to_a_sum_and_until_a_day(app) {
        let asset = app.valued("示例公厕").await;
        except(app, &asset, "R31", "").await.refused(422, "policy.exception.ceiling_missing");
        let problem = except(app, &asset, "R31", "999.99").await.refused(409, "policy.exception.ceiling_too_low");
        assert_eq!(problem["facts"]["beyond"], "1000.00");
        let first = except(app, &asset, "R31", "1000.00").await.ok(201);
        except(app, &asset, "R31", "1000.00").await.refused(409, "policy.exception.waits");
        app.grant_exception(&first).await;
        act(app, "state-value", &asset, json!({"amount": "1200.00"})).await.ok(200);
        stopped(act(app, "put-in-service", &asset, json!({})).await, "assets.asset.no_maintainer", "facts_changed").await;
        let second = except(app, &asset, "R31", "1200.00").await.ok(201);
        app.grant_exception(&second).await;
        app.on_day("2023-04-01").await;
        stopped(act(app, "put-in-service", &asset, json!({})).await, "assets.asset.no_maintainer", "lapsed").await;
        for exception in [&first, &second] {
            assert_eq!(app.exception_now(exception).await["state"], "granted");
        }
    }

    /// R9 is the vice-director's: each act on a household's asset takes one of its own, and R31 one beside it.
    async fn a_household_asset_takes_an_exception_for_each_act(app) {
        let asset = app.enter(json!({"kind": "household"})).await.ok(201);
        let idle = json!({"reason": "示例"});
        let problem = act(app, "mark-idle", &asset, idle.clone()).await.refused(409, "assets.asset.household");
        assert_eq!(text(&problem["facts"], "exception_by"), "finance_vice_director");
        let exception = except(app, &asset, "R9", "").await.ok(201);
        app.approve(&VICE, text(&exception, "id")).await;
        act(app, "mark-idle", &asset, idle).await.ok(200);
        assert_eq!(app.exception_now(&exception).await["state"], "consumed");
        stopped(act(app, "revive", &asset, json!({})).await, "assets.asset.household", "used").await;
        let apart = except(app, &asset, "R9", "").await.ok(201);
        app.approve(&VICE, text(&apart, "id")).await;
        let problem = act(app, "revive", &asset, json!({})).await.refused(409, "assets.asset.no_maintainer");
        assert_eq!(text(&problem["facts"], "exception_by"), "finance_director");
        assert_eq!(app.exception_now(&apart).await["state"], "granted", "a refusal uses nothing up");
        let unkept = except(app, &asset, "R31", "").await.ok(201);
        app.grant_exception(&unkept).await;
        act(app, "revive", &asset, json!({})).await.ok(200);
        for exception in [&apart, &unkept] {
            assert_eq!(app.exception_now(exception).await["state"], "consumed");
        }
    }

    /// R108.1: what was granted on one day lets the title be confirmed on the next, once.
    async fn an_exception_lets_a_title_be_confirmed_that_nobody_posted(app) {
        app.set_value("publicity.required.title", "7 calendar").await;
        let asset = app.valued("示例公厕").await;
        let problem = title(app, &asset).await.refused(409, "publicity.posting.missing");
        assert_eq!((text(&problem, "rule"), text(&problem["facts"], "exception_by")), ("R108.1", "finance_director"));
        let exception = except(app, &asset, "R108.1", "1000.00").await.ok(201);
        app.grant_exception(&exception).await;
        app.on_day("2023-03-02").await;
        assert_eq!(text(&title(app, &asset).await.ok(200), "title_state"), "confirmed");
        assert_eq!(app.exception_now(&exception).await["state"], "consumed");
        app.on_day("2023-03-03").await;
        stopped(title(app, &asset).await, "publicity.posting.missing", "used").await;
    }

    /// Whoever decided an exception has no hand in the act that would use it up (R109).
    async fn whoever_granted_it_does_not_act_by_it(app) {
        let asset = app.enter(json!({})).await.ok(201);
        let exception = except(app, &asset, "R31", "").await.ok(201);
        app.grant_exception(&exception).await;
        app.also("finance_director", "asset_officer").await;
        let path = format!("/assets/{}/put-in-service", text(&asset, "id"));
        let reply = app.act("finance_director", &path, Some(&asset), json!({"on": "2023-03-01"})).await;
        reply.refused(409, "approvals.run.decider_prepared");
        assert_eq!(app.exception_now(&exception).await["state"], "granted");
    }
}
