//! Distributions by shares: plans on their way, lists to the fen, what is refused, what a crash leaves.

mod again;
mod carried;
mod kinds;
mod pools;
mod traced;

use serde_json::{Value, json};

use super::{refused, rule, shares::of_person};
use crate::{
    check::plant::expect_seen,
    support::{Reply, TestApp, money::text, property::over},
};

/// The day on which plans are made here.
const TODAY: &str = "2023-06-01";

impl TestApp {
    /// A plan of a thousand yuan for February to May 2023, by the shares of members.
    pub async fn dividend(&self, body: &Value, scheme: &Value, said: Value) -> Reply {
        let paper = self.paper("示例收益分配方案.pdf").await;
        let asked = json!({
            "collective_id": body["id"], "scheme_id": scheme["id"], "classes": ["member"], "kind": "member_dividend", "name": "示例分配方案",
            "from_month": "2023-02", "to_month": "2023-05", "pool_id": self.pool_left(body).await["id"], "pool": "1000.00", "rounding": "floor",
            "acknowledged": ["R74.1"], "file_id": paper
        });
        self.act("collective_accountant", "/distributions", None, over(asked, &said)).await
    }

    /// What somebody is answered.
    async fn answered(&self, who: &str, path: &str) -> Reply {
        let person = self.who(who).await;
        self.get(path).by(&person).send().await
    }

    /// Rows as a crash, or a hand, leaves them.
    pub async fn as_left(&self, sql: &str) {
        use sea_orm::ConnectionTrait as _;
        self.app.db.unguarded().execute_unprepared(sql).await.expect(sql);
    }

    /// What stands due in the books of all distributions, in fen.
    async fn payable(&self) -> i64 {
        self.number(
            "SELECT CAST(coalesce(sum(balance_fen), 0) AS bigint) FROM ledger_account WHERE kind = 'dividend.payable'",
        )
        .await
    }

    async fn distribution_now(&self, plan: &Value) -> Value {
        self.see("auditor", &format!("/distributions/{}", text(plan, "id"))).await
    }

    /// An act on a plan as it is now.
    pub async fn on_plan(&self, who: &str, verb: &str, plan: &Value, said: Value) -> Reply {
        let path = format!("/distributions/{}", text(plan, "id"));
        let now = self.distribution_now(plan).await;
        self.act(who, &format!("{path}/{verb}"), Some(&now), said).await
    }

    /// A step of today, by a paper.
    pub async fn plan_step(&self, who: &str, verb: &str, plan: &Value) -> Reply {
        let paper = self.paper("示例.pdf").await;
        let today = self.today().await;
        self.on_plan(who, verb, plan, json!({"on": today, "file_id": paper})).await
    }

    pub async fn counted(&self, plan: &Value) -> Reply {
        let path = format!("/distributions/{}/calculate", text(plan, "id"));
        self.press("collective_accountant", &path, &self.distribution_now(plan).await).await
    }

    pub async fn lock_list(&self, plan: &Value) -> Reply {
        let path = format!("/distributions/{}/lock", text(plan, "id"));
        self.press("collective_manager", &path, &self.distribution_now(plan).await).await
    }

    /// The vote of a body on a plan of distribution, today.
    pub async fn plan_vote(&self, body: &Value) -> Value {
        let said = json!({"matter": "distribution_plan", "meeting_on": self.today().await});
        self.recorded(body, said, json!({})).await.ok(201)
    }

    /// A plan on which its body voted.
    pub async fn voted_plan(&self, body: &Value, scheme: &Value, said: Value) -> Value {
        let plan = self.dividend(body, scheme, said).await.ok(201);
        self.plan_step("collective_manager", "discuss", &plan).await.ok(200);
        self.plan_step("town_officer", "check", &plan).await.ok(200);
        let vote = self.plan_vote(body).await;
        self.on_plan("collective_manager", "vote", &plan, json!({"resolution_id": vote["id"]})).await.ok(200)
    }

    /// Amounts by serial, and the state of each.
    async fn list_of(&self, plan: &Value) -> Vec<(i64, String, String)> {
        let list = self.see("auditor", &format!("/distributions/{}/lines?limit=200", text(plan, "id"))).await;
        let line =
            |l: &Value| (l["serial"].as_i64().unwrap(), text(l, "amount").to_owned(), text(l, "state").to_owned());
        let mut lines: Vec<_> = list["items"].as_array().unwrap().iter().map(line).collect();
        lines.sort();
        lines
    }

    /// A body with thirty shares of each of three persons, of whom the first gave ten to the second in April.
    pub async fn sharing(&self) -> (Value, Value, [Value; 3]) {
        self.sharing_of("100000.00").await
    }

    /// A list of these three and of their body, as it is computed.
    pub async fn due_list(&self) -> (Value, [Value; 3], Value) {
        let (body, scheme, people) = self.sharing().await;
        let plan = self.voted_plan(&body, &scheme, json!({"classes": ["member", "collective"]})).await;
        self.counted(&plan).await.ok(200);
        (plan, people, body)
    }

    /// The same, of a body that earned so much in 2022.
    async fn sharing_of(&self, earned: &str) -> (Value, Value, [Value; 3]) {
        self.on_day(TODAY).await;
        self.also("town_officer", "town_officer").await;
        let body = self.old_body("示例村经济合作社").await;
        self.members_pool(&body, earned).await;
        let (scheme, people) = self.held(&body, json!({})).await;
        let (from, to) = (of_person(&people[0], "10.0000"), of_person(&people[1], "10.0000"));
        self.dealt(&scheme, "transfer", &[from], &[to], json!({"on": "2023-04-15"})).await.ok(201);
        (body, scheme, people)
    }
}

fn amounts(lines: &[(i64, String, String)]) -> Vec<&str> {
    lines.iter().map(|(_, amount, _)| amount.as_str()).collect()
}

engines! {
    /// R74, R75: a list comes out to the fen, explains itself, hangs, is locked, approved and announced; its days stay as they are.
    async fn a_dividend_goes_all_its_way(app) {
        let (body, scheme, people) = app.sharing().await;
        let plan = app.voted_plan(&body, &scheme, json!({})).await;
        assert_eq!((text(&plan, "number"), text(&plan, "state"), text(&plan, "phase")), ("FH-431026-2023-000001", "voted", "none"));
        refused(&app.plan_step("collective_manager", "publicise", &plan).await, 409, "distributions.distribution.not_counted", &json!({"phase": "none"}));
        let listed = app.counted(&plan).await.ok(200);
        assert_eq!((text(&listed, "phase"), text(&listed, "weight"), text(&listed, "lines_sum"), text(&listed, "remainder")), ("done", "360.0000", "999.98", "0.02"));
        assert_eq!(amounts(&app.list_of(&plan).await), ["277.77", "388.88", "333.33"]);
        let why = app.see("auditor", &format!("/distributions/{}/lines/1/explain", text(&plan, "id"))).await;
        assert_eq!((text(&why, "formula"), text(&why, "floored")), ("1000.00 元 × 100.0000 ÷ 360.0000 股月", "277.77"));
        let counted: Vec<_> = why["counted"].as_array().unwrap().iter().map(|c| (text(c, "shares"), c["months"].as_i64().unwrap())).collect();
        assert_eq!(counted, [("30.0000", 2), ("20.0000", 2)]);
        let none = app.answered("auditor", &format!("/distributions/{}/lines/99/explain", text(&plan, "id"))).await;
        refused(&none, 404, "distributions.line.unknown", &json!({"serial": "99"}));
        // What was computed of its days stays true.
        let late = app.dealt(&scheme, "transfer", &[of_person(&people[2], "1.0000")], &[of_person(&people[0], "1.0000")], json!({"on": "2023-05-31"})).await;
        refused(&late, 409, "shares.transaction.days_held", &json!({"until": "2023-05-31"}));
        assert!(text(&late.body, "detail").contains(text(&plan, "number")), "{:#}", late.body);
        refused(&app.lock_list(&plan).await, 409, "distributions.distribution.state", &json!({"state": "voted"}));
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        // Computed anew it is the same byte for byte, and hangs anew.
        let again = app.counted(&plan).await.ok(200);
        assert_eq!((text(&again, "state"), &again["digest"], again["edition"].as_i64()), ("voted", &listed["digest"], Some(2)));
        let same = app.see("auditor", &format!("/distributions/{}/differences", text(&plan, "id"))).await;
        assert_eq!((&same["added"], &same["removed"], &same["changed"]), (&json!(0), &json!(0), &json!(0)));
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        let locked = app.lock_list(&plan).await.ok(200);
        assert_eq!((text(&locked, "state"), locked["year"].as_i64()), ("locked", Some(2022)));
        // What the lines have was taken of the pool; what makes no fen stays there.
        assert_eq!((text(&app.pool_left(&body).await, "left"), app.payable().await), ("69000.02", 99_998));
        app.approve(&["line_reviewer", "finance_section_head"], text(&plan, "id")).await;
        assert_eq!(text(&app.distribution_now(&plan).await, "state"), "approved");
        app.plan_step("collective_manager", "announce", &plan).await.ok(200);
        let shown = app.distribution_now(&plan).await;
        let steps: Vec<&str> = shown["steps"].as_array().unwrap().iter().map(|s| text(s, "step")).collect();
        assert_eq!(steps, ["discussed", "town_checked", "voted", "publicised", "publicised", "announced"]);
        for damage in [
            "UPDATE distribution_line SET amount_fen = amount_fen + 1 WHERE serial = 1 AND edition = 2",
            "UPDATE distribution SET lines = lines + 1",
            "UPDATE distribution_line SET weight_e4 = weight_e4 + 1 WHERE serial = 1 AND edition = 2; UPDATE distribution SET weight_e4 = weight_e4 + 1",
            "DELETE FROM share_hold",
        ] {
            expect_seen(app, "I2", &[damage]).await;
        }
        expect_seen(app, "I3", &["UPDATE distribution SET pool_fen = lines_fen - 1"]).await;
        expect_seen(app, "I6", &[
            "UPDATE distribution SET lines_fen = lines_fen + 1; UPDATE distribution_line SET amount_fen = amount_fen + 1 WHERE serial = 1 AND edition = 2",
            "UPDATE ledger_entry SET kind = 'pool_spent' WHERE kind = 'distribution_locked'",
        ]).await;
        expect_seen(app, "I7", &["UPDATE distribution SET version = version + 1"]).await;
        let paper = app.paper("示例作废.pdf").await;
        let annulled = app.on_plan("collective_manager", "annul", &plan, json!({"on": TODAY, "reason": "示例：金额有误", "file_id": paper})).await.ok(200);
        assert_eq!(text(&annulled, "state"), "annulled");
        assert_eq!((text(&app.pool_left(&body).await, "left"), app.payable().await), ("70000.00", 0));
        app.dealt(&scheme, "transfer", &[of_person(&people[2], "1.0000")], &[of_person(&people[0], "1.0000")], json!({"on": "2023-05-31"})).await.ok(201);
    }

    /// R66, R74 and what does not fit in itself: nothing is kept of a plan that is refused.
    async fn a_plan_that_cannot_be_is_refused(app) {
        let (body, scheme, _) = app.sharing().await;
        let other = app.old_body("示例乙村经济合作社").await;
        let theirs = app.members_pool(&other, "1000.00").await;
        let (_, _, _, community) = app.pooled("示例丙村经济合作社", "6200000000000017").await;
        let waits = json!({"serial": 1, "reason": "示例"});
        let wrong: Vec<(Value, u16, &str, Value)> = vec![
            (json!({"pool": "0.00"}), 409, "nothing_there", json!({"amount": "0.00", "left": "70000.00"})),
            (json!({"pool": "70000.01"}), 409, "nothing_there", json!({"amount": "70000.01", "left": "70000.00"})),
            (json!({"pool_id": body["id"]}), 422, "pool_unknown", json!({})),
            (json!({"pool_id": theirs["id"]}), 422, "pool_unknown", json!({})),
            (json!({"pool_id": community["id"]}), 422, "pool_unknown", json!({})),
            (json!({"to_month": "2023-06"}), 409, "months_range", json!({"to": "2023-06", "today": TODAY})),
            (json!({"from_month": "2023-01"}), 409, "months_range", json!({"scheme_from": "2023-02-20"})),
            (json!({"classes": ["relief"]}), 422, "class", json!({"class": "扶贫股"})),
            (json!({"classes": ["member", "member"]}), 422, "class", json!({"class": "成员股"})),
            (json!({"collective_id": other["id"], "pool_id": theirs["id"]}), 422, "scheme_unknown", json!({})),
            (json!({"unit": "1.00", "rounding": "largest_remainder"}), 422, "unit_rounding", json!({})),
            (json!({"held_back": [waits, waits]}), 422, "held_twice", json!({"serial": "1"})),
            (json!({"held_back": [{"serial": 77, "reason": "示例"}]}), 422, "held_unknown", json!({"serial": "77"})),
        ];
        for (said, status, code, facts) in wrong {
            let reply = app.dividend(&body, &scheme, said).await;
            refused(&reply, status, &format!("distributions.distribution.{code}"), &facts);
        }
        assert_eq!(rule(&app.dividend(&body, &scheme, json!({"pool": "0.00"})).await), "R66");
        assert_eq!(rule(&app.dividend(&body, &scheme, json!({"to_month": "2023-06"})).await), "R74");
        assert_eq!(app.number("SELECT count(*) FROM distribution").await, 0);
    }

    /// Each step has its day and its paper; a vote is on one plan, of its own body and on distribution.
    async fn a_plan_takes_its_steps_in_order(app) {
        let (body, scheme, _) = app.sharing().await;
        let plan = app.dividend(&body, &scheme, json!({})).await.ok(201);
        refused(&app.plan_step("town_officer", "check", &plan).await, 409, "distributions.distribution.state", &json!({"state": "drafted"}));
        let paper = app.paper("示例.pdf").await;
        let ahead = app.on_plan("collective_manager", "discuss", &plan, json!({"on": "2023-06-02", "file_id": paper})).await;
        refused(&ahead, 422, "distributions.day.ahead", &json!({"day": "2023-06-02", "today": TODAY}));
        app.plan_step("collective_manager", "discuss", &plan).await.ok(200);
        let early = app.on_plan("town_officer", "check", &plan, json!({"on": "2023-05-31", "file_id": paper})).await;
        refused(&early, 409, "distributions.distribution.before_step", &json!({"on": "2023-05-31", "before": TODAY}));
        app.plan_step("town_officer", "check", &plan).await.ok(200);
        let other = app.recorded(&body, json!({"meeting_on": TODAY}), json!({})).await.ok(201);
        let theirs = app.plan_vote(&app.old_body("示例乙村经济合作社").await).await;
        for resolution in [&other, &theirs, &body] {
            let wrong = app.on_plan("collective_manager", "vote", &plan, json!({"resolution_id": resolution["id"]})).await;
            refused(&wrong, 422, "distributions.distribution.not_resolved", &json!({}));
        }
        let vote = app.plan_vote(&body).await;
        app.on_plan("collective_manager", "vote", &plan, json!({"resolution_id": vote["id"]})).await.ok(200);
        // What a plan stands on is not annulled, and no other plan stands on it.
        let annulled = app.on_resolution("annul", &vote, json!({"reason": "示例", "file_id": paper})).await;
        assert_eq!(annulled.status.as_u16(), 409, "{:#}", annulled.body);
        let second = app.dividend(&body, &scheme, json!({})).await.ok(201);
        app.plan_step("collective_manager", "discuss", &second).await.ok(200);
        app.plan_step("town_officer", "check", &second).await.ok(200);
        let twice = app.on_plan("collective_manager", "vote", &second, json!({"resolution_id": vote["id"]})).await;
        refused(&twice, 409, "distributions.distribution.resolved_elsewhere", &json!({"number": plan["number"]}));
        // Sent back it is free of its vote, and is written anew.
        let back = app.on_plan("town_officer", "return", &plan, json!({"on": TODAY, "reason": "示例：标准有误"})).await.ok(200);
        assert_eq!((text(&back, "state"), text(&back, "end_reason"), back.get("resolution_id")), ("returned", "示例：标准有误", None));
        app.on_plan("collective_manager", "vote", &second, json!({"resolution_id": vote["id"]})).await.ok(200);
        let says = json!({
            "scheme_id": scheme["id"], "classes": ["member", "collective"], "kind": "member_dividend", "name": "示例分配方案二", "from_month": "2023-03",
            "to_month": "2023-05", "pool_id": app.pool_left(&body).await["id"], "pool": "300.00", "unit": "1.00", "rounding": "floor", "file_id": paper,
            "acknowledged": ["R74.1"], "held_back": [{"serial": 2, "reason": "示例：份额有争议"}]
        });
        let anew = app.on_plan("collective_accountant", "revise", &plan, says.clone()).await.ok(200);
        assert_eq!((text(&anew, "state"), text(&anew, "unit"), anew.get("end_reason")), ("drafted", "1.00", None));
        refused(&app.on_plan("collective_accountant", "revise", &second, says).await, 409, "distributions.distribution.state", &json!({"state": "voted"}));
        expect_seen(app, "I9", &["UPDATE distribution SET state = 'drafted', resolution_id = NULL WHERE state = 'voted'"]).await;
    }

    /// R75, R73: so much a share and month, no more than there is; whose part waits is told why, and what is too little is kept.
    async fn so_much_a_share_and_month(app) {
        let (body, scheme, people) = app.sharing().await;
        let many = app.voted_plan(&body, &scheme, json!({"unit": "2.78"})).await;
        let over = app.counted(&many).await;
        refused(&over, 409, "distributions.distribution.dividend_sum", &json!({"total": "1000.80", "pool": "1000.00", "weight": "360.0000"}));
        assert_eq!(rule(&over), "R75");
        assert_eq!(app.number("SELECT count(*) FROM distribution_line").await, 0);
        let waits = json!([{"serial": 2, "reason": "示例：份额有争议"}]);
        let plan = app.voted_plan(&body, &scheme, json!({"unit": "1.25", "held_back": waits, "minimum": "150.00"})).await;
        let listed = app.counted(&plan).await.ok(200);
        assert_eq!((text(&listed, "lines_sum"), text(&listed, "remainder")), ("450.00", "550.00"));
        let lines = app.list_of(&plan).await;
        assert_eq!(amounts(&lines), ["125.00", "175.00", "150.00"]);
        assert_eq!(lines.iter().map(|(_, _, state)| state.as_str()).collect::<Vec<_>>(), ["below_minimum", "held_back", "due"]);
        // The part of who has died waits for heirs, and is nobody else's.
        let house = app.household(&[(&people[2], "head")], json!({})).await.ok(201);
        let death = json!({"events": [{"kind": "death", "on": "2023-05-20", "person_id": people[2]["id"]}]});
        app.on_household("record", &house, death).await.ok(200);
        let anew = app.counted(&plan).await.ok(200);
        assert_eq!((text(&anew, "lines_sum"), anew["edition"].as_i64()), ("450.00", Some(2)));
        let list = app.see("auditor", &format!("/distributions/{}/lines?state=held_back", text(&plan, "id"))).await;
        let held: Vec<_> = list["items"].as_array().unwrap().iter().map(|l| (l["serial"].as_i64(), text(l, "reason"))).collect();
        assert_eq!(held.len(), 2);
        assert!(held.contains(&(Some(3), "持有人已死亡，待继承")), "{held:?}");
        let moved = app.see("auditor", &format!("/distributions/{}/differences", text(&plan, "id"))).await;
        assert_eq!((&moved["changed"], &moved["lines"][0]["serial"]), (&json!(1), &json!(3)));
        // Before April all have as much: of rests that are alike the lower serial's is the fen.
        let alike = json!({"rounding": "largest_remainder", "from_month": "2023-03", "to_month": "2023-03"});
        let alike = app.voted_plan(&body, &scheme, alike).await;
        app.counted(&alike).await.ok(200);
        assert_eq!(amounts(&app.list_of(&alike).await), ["333.34", "333.33", "333.33"]);
        let empty = app.old_body("示例丙村经济合作社").await;
        app.members_pool(&empty, "100000.00").await;
        let nobody = app.adopted(&empty, json!({})).await;
        let empty = app.voted_plan(&empty, &nobody, json!({})).await;
        refused(&app.counted(&empty).await, 409, "distributions.distribution.nobody_holds", &json!({}));
        assert_eq!(text(&app.distribution_now(&empty).await, "phase"), "none");
    }

    /// R69.3: before the laws of 2025 a county says for how many days a dividend's list hangs; while it has said nothing none is locked.
    async fn a_county_says_how_long_a_dividend_hangs(app) {
        let (body, scheme, _) = app.sharing().await;
        let plan = app.voted_plan(&body, &scheme, json!({})).await;
        app.counted(&plan).await.ok(200);
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        let key = "distributions.dividend_posted_days";
        let says = async |set: &str| app.as_left(&format!("UPDATE policy_value SET {set} WHERE key = '{key}'")).await;
        says("valid_from = '2024-01-01'").await;
        refused(&app.lock_list(&plan).await, 409, "policy.value_unset", &json!({"key": key, "rule": "R69.3"}));
        says("valid_from = '2021-01-01', value = '5'").await;
        let short = app.lock_list(&plan).await;
        refused(&short, 409, "distributions.distribution.dividend_posted_short", &json!({"posted_on": TODAY, "days": "0", "needed": "5"}));
        assert_eq!(rule(&short), "R69.3");
        app.on_day("2023-06-06").await;
        app.lock_list(&plan).await.ok(200);
        says("value = '0'").await;
    }

    /// R69, R74: a list hangs from the day of its calculation for fifteen days, where the laws of 2025 hold; a scheme that was closed since
    /// the plan was written is no ground.
    async fn a_list_hangs_for_fifteen_days(app) {
        let (body, scheme, _) = app.sharing().await;
        let closed = app.voted_plan(&body, &scheme, json!({})).await;
        let plan = app.voted_plan(&body, &scheme, json!({"from_month": "2023-03", "to_month": "2023-04"})).await;
        app.on_day("2026-03-01").await;
        app.counted(&plan).await.ok(200);
        let paper = app.paper("示例公示照片.pdf").await;
        let early = app.on_plan("collective_manager", "publicise", &plan, json!({"on": "2026-02-10", "file_id": paper})).await;
        refused(&early, 409, "distributions.distribution.before_step", &json!({"on": "2026-02-10", "before": "2026-03-01"}));
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        app.on_day("2026-03-15").await;
        let short = app.lock_list(&plan).await;
        refused(&short, 409, "distributions.distribution.publicity_short", &json!({"posted_on": "2026-03-01", "days": "14", "needed": "15"}));
        assert_eq!(rule(&short), "R69");
        app.on_day("2026-03-16").await;
        app.lock_list(&plan).await.ok(200);
        let vote = app.shares_voted(&body).await;
        app.ends(&scheme, "2023-05-31", &vote).await.ok(200);
        app.ending_confirmed("collective_accountant", &scheme).await.ok(200);
        let gone = app.counted(&closed).await;
        refused(&gone, 409, "distributions.distribution.months_range", &json!({"to": "2023-05", "scheme_until": "2023-05-31"}));
        assert_eq!(rule(&gone), "R74");
    }

    /// A calculation that was cut off goes on where it stopped and makes the same list; a line that was touched is not locked.
    async fn a_list_that_was_cut_off_is_the_same(app) {
        let (body, scheme, _) = app.sharing().await;
        let waits = json!([{"serial": 2, "reason": "示例：份额有争议"}]);
        let plan = app.voted_plan(&body, &scheme, json!({"rounding": "largest_remainder", "held_back": waits})).await;
        let whole = app.counted(&plan).await.ok(200);
        assert_eq!(amounts(&app.list_of(&plan).await), ["277.78", "388.89", "333.33"]);
        assert_eq!(text(&whole, "remainder"), "0.00");
        let unsettled = "UPDATE distribution_line SET amount_fen = 27777, state = 'due' WHERE serial = 1; UPDATE distribution_line SET amount_fen = 38888 WHERE serial = 2";
        for left in [
            format!("DELETE FROM distribution_line WHERE serial > 1; {unsettled}; UPDATE distribution SET phase = 'lines', cursor_serial = 1, digest = NULL, lines = 0, lines_fen = 0"),
            "DELETE FROM distribution_line; UPDATE distribution SET phase = 'lines', cursor_serial = 0, digest = NULL, lines = 0, lines_fen = 0".into(),
            format!("{unsettled}; UPDATE distribution SET phase = 'settling', cursor_serial = 0, digest = NULL, lines = 0, lines_fen = 0"),
        ] {
            app.as_left(&left).await;
            let after = app.counted(&plan).await.ok(200);
            assert_eq!((text(&after, "phase"), &after["digest"], after["edition"].as_i64()), ("done", &whole["digest"], Some(1)), "{left}");
        }
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        // Amounts that were exchanged, a line that is held back by hand, why another is, another digest on the board: each is another list.
        let posted = text(&whole, "digest").to_owned();
        for (touched, back) in [
            (
                "UPDATE distribution_line SET amount_fen = amount_fen + 1 WHERE serial = 1; UPDATE distribution_line SET amount_fen = amount_fen - 1 WHERE serial = 2".to_owned(),
                "UPDATE distribution_line SET amount_fen = amount_fen - 1 WHERE serial = 1; UPDATE distribution_line SET amount_fen = amount_fen + 1 WHERE serial = 2".to_owned(),
            ),
            (
                "UPDATE distribution_line SET state = 'below_minimum' WHERE serial = 3".into(),
                "UPDATE distribution_line SET state = 'due' WHERE serial = 3".into(),
            ),
            (
                "UPDATE distribution_line SET reason = '另因' WHERE serial = 2".into(),
                "UPDATE distribution_line SET reason = '示例：份额有争议' WHERE serial = 2".into(),
            ),
            (
                format!("UPDATE distribution SET posted_digest = '{}'", "0".repeat(64)),
                format!("UPDATE distribution SET posted_digest = '{posted}'"),
            ),
        ] {
            app.as_left(&touched).await;
            refused(&app.lock_list(&plan).await, 409, "distributions.distribution.posted_other", &json!({}));
            app.as_left(&back).await;
        }
        app.lock_list(&plan).await.ok(200);
        // What a desk refuses goes back, and the days of its register are free.
        app.decide("line_reviewer", text(&plan, "id"), json!({"decision": "reject", "reason": "other", "opinion": "示例：名单有误"})).await.ok(200);
        assert_eq!(text(&app.distribution_now(&plan).await, "state"), "returned");
        assert_eq!(app.number("SELECT count(*) FROM share_hold").await, 0);
        assert_eq!((text(&app.pool_left(&body).await, "left"), app.payable().await), ("70000.00", 0));
        // Nothing stands on its vote any more.
        let vote = app.see("auditor", &format!("/resolutions/{}", text(&plan, "resolution_id"))).await;
        let wrong = json!({"reason": "示例：记录有误", "file_id": app.paper("示例更正.pdf").await});
        app.on_resolution("annul", &vote, wrong).await.ok(200);
    }

    /// What the database makes of a register is what its days say, month by month, whatever passed between whom.
    async fn weights_are_what_the_days_say(app) {
        let (body, scheme, people) = app.sharing_of("9999999999999.99").await;
        let ends = ["2023-02-28", "2023-03-31", "2023-04-30", "2023-05-31"];
        for (n, on) in ["2023-02-28", "2023-03-01", "2023-03-30", "2023-03-31", "2023-04-01", "2023-05-31"].iter().enumerate() {
            let (from, to) = (&people[n % 3], &people[(n + 1) % 3]);
            let shares = format!("{}.{:04}", n + 1, 1234 + n * 777);
            app.dealt(&scheme, "transfer", &[of_person(from, &shares)], &[of_person(to, &shares)], json!({"on": on})).await.ok(201);
        }
        let mut weights = std::collections::BTreeMap::new();
        for end in ends {
            for (who, shares) in app.register(&scheme, end).await {
                let e4: u128 = shares.replace('.', "").parse().unwrap();
                *weights.entry(who).or_insert(0_u128) += e4;
            }
        }
        let total: u128 = weights.values().sum();
        let said = json!({"pool": "7000000000000.00", "classes": ["collective", "member"]});
        let plan = app.voted_plan(&body, &scheme, said).await;
        app.counted(&plan).await.ok(200);
        let list = app.see("auditor", &format!("/distributions/{}/lines", text(&plan, "id"))).await;
        let lines = list["items"].as_array().unwrap();
        assert_eq!(lines.len(), 4);
        for line in lines {
            let who = ["person_id", "organisation_id"].iter().find_map(|name| line[*name].as_str()).unwrap();
            let fen = 700_000_000_000_000 * weights[who] / total;
            assert_eq!(text(line, "amount").replace('.', ""), fen.to_string(), "{line:#}");
        }
        // A longer page costs no more statements, and the table has its sum.
        let person = app.who("auditor").await;
        let cost = async |limit: u32| {
            let path = format!("/distributions/{}/lines?limit={limit}", text(&plan, "id"));
            let before = app.app.db.statements();
            let page = app.get(&path).by(&person).send().await.ok(200);
            (page["items"].as_array().unwrap().len(), app.app.db.statements() - before)
        };
        let ((two, for_two), (all, for_all)) = (cost(2).await, cost(4).await);
        assert_eq!((two, all, for_two), (2, 4, for_all));
        let table = app.answered("auditor", &format!("/distributions/{}/lines/export?format=csv", text(&plan, "id"))).await;
        assert_eq!(table.status.as_u16(), 200);
    }
}
