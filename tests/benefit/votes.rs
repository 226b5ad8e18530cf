//! Votes: figures that can be so, by what law or charter asks, and nobody votes who only benefits.

use serde_json::{Value, json};

use super::{
    LATER, refused,
    shares::{of_person, of_unit},
};
use crate::support::{money::text, property::over};

engines! {
    /// Figures and days that cannot be are told at their places, and nothing is kept.
    async fn figures_that_cannot_be_are_refused(app) {
        let body = app.collective("示例村经济合作社").await;
        let paper = app.paper("示例.pdf").await;
        let half = |part: i32, whole: i32, above: bool| json!({"part": part, "whole": whole, "above": above});
        let improper = app.charter(json!({"attend": half(3, 2, false)})).await;
        let all = app.charter(json!({"agree": half(1, 1, true)})).await;
        let later = app.charter(json!({"since_on": "2023-02-21"})).await;
        let on = |day: &str| json!({"on": day, "file_id": paper});
        let wrong: Vec<(Value, &str, &str, Value)> = vec![
            (json!({"in_favour": 91}), "votes_above_eligible", "/held/in_favour", json!({"votes": "91", "eligible": "90"})),
            (json!({"in_person": 89, "by_proxy": 2}), "attended_above_eligible", "/held/in_person", json!({"attended": "91", "eligible": "90"})),
            (json!({"in_favour": 58}), "votes_not_attended", "/held/abstained", json!({"votes": "58", "attended": "60"})),
            (json!({"charter": null}), "charter_untold", "/held/charter", json!({"meeting": "members_assembly", "on": "2023-02-20"})),
            (json!({"charter": later}), "charter_later", "/held/charter/since_on", json!({"since": "2023-02-21", "meeting": "2023-02-20"})),
            (json!({"charter": improper}), "fraction_improper", "/held/charter/attend", json!({"part": "3", "whole": "2"})),
            (json!({"charter": all}), "fraction_improper", "/held/charter/agree", json!({"part": "1", "whole": "1"})),
            (json!({"party": on("2023-02-10"), "town": on("2023-02-09")}), "town_first", "/held/town/on", json!({"town": "2023-02-09", "party": "2023-02-10"})),
        ];
        for (said, code, pointer, facts) in wrong {
            let reply = app.recorded(&body, json!({}), said).await;
            refused(&reply, 422, &format!("resolutions.resolution.{code}"), &facts);
            let counted = code.ends_with("_eligible") || code.ends_with("_attended");
            assert_eq!(reply.body["rule"].as_str(), counted.then_some("R55.5"), "{:#}", reply.body);
            assert_eq!(reply.body["errors"][0]["pointer"], pointer, "{:#}", reply.body);
        }
        for (held, pointer) in [(json!({"party": on("2023-03-02")}), "/held/party/on"), (json!({"papers_open_on": "2023-03-02"}), "/held/papers_open_on")] {
            let reply = app.recorded(&body, json!({}), held).await;
            refused(&reply, 422, "resolutions.day.ahead", &json!({"day": "2023-03-02", "today": "2023-03-01"}));
            assert_eq!(reply.body["errors"][0]["pointer"], pointer, "{:#}", reply.body);
        }
        let ahead = app.recorded(&body, json!({"meeting_on": "2023-03-02"}), json!({})).await;
        refused(&ahead, 422, "resolutions.day.ahead", &json!({"day": "2023-03-02"}));
        let notice = over(on("2023-02-21"), &json!({"place": "示例公告栏"}));
        let late = app.recorded(&body, json!({"notice": notice}), json!({})).await;
        refused(&late, 422, "resolutions.resolution.notice_late", &json!({"notice": "2023-02-21", "meeting": "2023-02-20"}));
        let before = app.recorded(&body, json!({"meeting_on": "2022-12-31"}), json!({"charter": app.charter(json!({"since_on": "2022-01-01"})).await})).await;
        refused(&before, 409, "collectives.body.not_then", &json!({"on": "2022-12-31", "since": "2023-01-01"}));
        let unknown = app.recorded(&body, json!({}), json!({"minutes_file_id": body["id"], "ballot_file_id": body["id"]})).await;
        let pointers: Vec<&Value> = unknown.body["errors"].as_array().unwrap().iter().map(|e| &e["pointer"]).collect();
        assert_eq!(pointers, ["/held/minutes_file_id", "/held/ballot_file_id"], "{:#}", unknown.body);
        assert_eq!(app.number("SELECT count(*) FROM resolution").await, 0);
    }

    /// Where no law speaks the charter does, exactly; where one speaks, a stricter charter holds beside it.
    async fn a_body_decides_as_law_and_charter_say(app) {
        let company = app.registered(&app.organisation("示例公司乙", "company").await, json!({"kind": "company"})).await.ok(201);
        let two_thirds = json!({"part": 2, "whole": 3, "above": false});
        let charter = app.charter(json!({"notice_days": 15, "attend": null, "agree": two_thirds, "agree_of": "eligible"})).await;
        let decide = async |in_favour: i64, notice: Option<&str>| {
            let paper = app.paper("通知.pdf").await;
            let notice = notice.map(|on| json!({"on": on, "place": "示例", "file_id": paper}));
            let held = json!({"charter": charter, "in_person": 60, "by_proxy": 0, "in_favour": in_favour, "against": 60 - in_favour});
            app.recorded(&company, json!({"meeting": "shareholders", "notice": notice}), held).await.ok(201)
        };
        let passed = decide(60, Some("2023-02-05")).await;
        assert_eq!((text(&passed, "state"), &passed["charter"]["notice_days"], &passed["charter"]["attend"]), ("passed", &json!(15), &Value::Null));
        for (in_favour, notice) in [(59, Some("2023-02-05")), (60, Some("2023-02-06")), (60, None)] {
            let not = decide(in_favour, notice).await;
            assert_eq!((text(&not, "state"), &not["shortfalls"]), ("not_passed", &json!(["R56.1"])), "{in_favour} {notice:?}");
        }
        // Residents: by their law from 2026 on, more than half of more than half.
        let unit = app.organisation("示例社区居民委员会", "residents_committee").await;
        let residents = app.registered(&unit, json!({"kind": "residents_body"})).await.ok(201);
        app.on_day("2026-02-02").await;
        let vote = async |said: Value| {
            let held = over(json!({"charter": null, "by_proxy": 0, "acknowledged": ["R57"]}), &said);
            app.recorded(&residents, json!({"meeting": "residents_assembly", "meeting_on": "2026-01-20"}), held).await.ok(201)
        };
        let passed = vote(json!({"in_person": 46, "in_favour": 24, "against": 22})).await;
        assert_eq!((text(&passed, "state"), &passed["acknowledged"]), ("passed", &json!([])), "another matter has no weight");
        for said in [json!({"in_person": 45, "in_favour": 45}), json!({"in_person": 46, "in_favour": 23, "against": 23})] {
            assert_eq!(vote(said).await["shortfalls"], json!(["R56"]));
        }
        // A rural collective whose charter asks for more than the law.
        let body = app.collective("示例村经济合作社").await;
        let nine_tenths = app.charter(json!({"agree": {"part": 9, "whole": 10, "above": false}, "agree_of": "eligible"})).await;
        let notice = json!({"on": "2026-01-01", "place": "示例", "file_id": app.paper("通知.pdf").await});
        let said = json!({"meeting_on": "2026-01-20", "notice": notice});
        let stricter = app.recorded(&body, said, json!({"charter": nine_tenths})).await.ok(201);
        assert_eq!((text(&stricter, "state"), &stricter["shortfalls"]), ("not_passed", &json!(["R56.1"])));
    }

    /// R63: no more vote than stand on the roster of the day, unless somebody stands by it; an empty roster is told (R55.3), and beneficiaries never count.
    async fn who_only_benefits_does_not_vote(app) {
        app.on_day(LATER).await;
        let body = app.collective("示例村经济合作社").await;
        let notice = json!({"on": "2025-05-10", "place": "示例公告栏", "file_id": app.paper("通知.pdf").await});
        let said = json!({"meeting_on": "2025-05-20", "notice": notice});
        let held = json!({"charter": null, "eligible": 3, "in_person": 3, "by_proxy": 0, "in_favour": 3});
        app.benefits(&body, json!({"person_id": app.person(json!({})).await["id"]})).await.ok(201);
        for meeting in ["members_assembly", "member_representatives"] {
            let empty = over(said.clone(), &json!({"meeting": meeting}));
            let untold = app.recorded(&body, empty.clone(), over(held.clone(), &json!({"acknowledged": []}))).await;
            refused(&untold, 409, "policy.rule.not_acknowledged", &json!({"rules": "R55.3", "meeting_on": "2025-05-20", "eligible": "3"}));
            let known = app.recorded(&body, empty, held.clone()).await.ok(201);
            assert_eq!((text(&known, "state"), &known["acknowledged"]), ("passed", &json!(["R55.3"])));
        }
        for _ in 0..2 {
            app.decided_of(&body, &app.person(json!({})).await, json!({})).await.ok(201);
        }
        let above = app.recorded(&body, said.clone(), held.clone()).await;
        refused(&above, 409, "policy.rule.not_acknowledged", &json!({"rules": "R63", "eligible": "3", "members": "2"}));
        let known = over(held.clone(), &json!({"acknowledged": ["R63"]}));
        let stood_by = app.recorded(&body, said.clone(), known).await.ok(201);
        assert_eq!((text(&stood_by, "state"), &stood_by["acknowledged"]), ("passed", &json!(["R63"])));
        let two = over(held, &json!({"eligible": 2, "in_person": 2, "in_favour": 2}));
        assert_eq!(app.recorded(&body, said, two).await.ok(201)["acknowledged"], json!([]));
    }

    /// R55.2: two thirds are of all members: a figure below the roster of the day is told with both, and passes where somebody stands by it.
    async fn whoever_stands_on_the_roster_is_counted(app) {
        app.on_day(LATER).await;
        let body = app.collective("示例村经济合作社").await;
        for _ in 0..4 {
            app.decided_of(&body, &app.person(json!({})).await, json!({})).await.ok(201);
        }
        let notice = json!({"on": "2025-05-10", "place": "示例公告栏", "file_id": app.paper("通知.pdf").await});
        let said = json!({"meeting_on": "2025-05-20", "notice": notice});
        let of = |n: i64| json!({"charter": null, "eligible": n, "in_person": n, "by_proxy": 0, "in_favour": n});
        let below = app.recorded(&body, said.clone(), of(2)).await;
        let figures = json!({"rules": "R55.2", "eligible": "2", "members": "4", "left_out": "2"});
        refused(&below, 409, "policy.rule.not_acknowledged", &figures);
        assert_eq!(app.number("SELECT count(*) FROM resolution").await, 0);
        let known = over(of(3), &json!({"acknowledged": ["R55.2"]}));
        assert_eq!(app.recorded(&body, said.clone(), known).await.ok(201)["acknowledged"], json!(["R55.2"]));
        assert_eq!(app.recorded(&body, said, of(4)).await.ok(201)["acknowledged"], json!([]));
    }

    /// R55.4: shareholders are counted by whoever else than the company holds its shares on the day; where nobody is entered, the roster on paper is stood by.
    async fn shareholders_are_counted_by_their_roster(app) {
        let company = app.registered(&app.organisation("示例公司丁", "company").await, json!({"kind": "company"})).await.ok(201);
        let other = app.registered(&app.organisation("示例公司戊", "company").await, json!({"kind": "company"})).await.ok(201);
        let mill = app.stock(json!({"name": "示例加工厂", "kind": "business"})).await;
        let scheme = app.drafted(&company, &[&mill], json!({})).await.ok(201);
        let voted = app.recorded(&company, json!({"matter": "share_scheme", "meeting": "shareholders"}), json!({})).await.ok(201);
        app.on_scheme("adopt", &scheme, json!({"resolution_id": voted["id"], "from_on": "2023-02-20"})).await.ok(200);
        let people = [app.person(json!({})).await, app.person(json!({})).await];
        let to = [of_person(&people[0], "45.0000"), of_person(&people[1], "45.0000"), of_unit(&company["organisation_id"], "collective", "10.0000")];
        app.dealt(&scheme, "issue", &[], &to, json!({})).await.ok(201);
        app.on_day("2024-08-01").await;
        let said = json!({"meeting": "shareholders", "meeting_on": "2024-07-20"});
        let of = |n: i64, known: &[&str]| json!({"eligible": n, "in_person": n, "by_proxy": 0, "in_favour": n, "acknowledged": known});
        for (body, n, holders) in [(&company, 3, "2"), (&company, 1, "2"), (&other, 2, "0")] {
            let differs = app.recorded(body, said.clone(), of(n, &[])).await;
            let figures = json!({"rules": "R55.4", "meeting_on": "2024-07-20", "eligible": n.to_string(), "holders": holders});
            refused(&differs, 409, "policy.rule.not_acknowledged", &figures);
            assert_eq!(app.recorded(body, said.clone(), of(n, &["R55.4"])).await.ok(201)["acknowledged"], json!(["R55.4"]));
        }
        assert_eq!(app.recorded(&company, said, of(2, &[])).await.ok(201)["acknowledged"], json!([]));
    }

    /// R68: the year's accounts and plans lie open ten days before the vote, or somebody stands by it; a region may make it stricter.
    async fn papers_lie_open_before_the_vote(app) {
        app.on_day(LATER).await;
        let body = app.collective("示例村经济合作社").await;
        let paper = app.paper("示例.pdf").await;
        let said = json!({
            "matter": "distribution_plan", "meeting_on": "2025-05-20", "notice": {"on": "2025-05-10", "place": "示例公告栏", "file_id": paper}
        });
        let held = json!({"charter": null, "party": {"on": "2025-05-09", "file_id": paper}});
        let short = app.recorded(&body, said.clone(), over(held.clone(), &json!({"papers_open_on": "2025-05-11"}))).await;
        refused(&short, 409, "policy.rule.not_acknowledged", &json!({"rules": "R68", "days": "9", "needed": "10"}));
        let open = app.recorded(&body, said.clone(), over(held.clone(), &json!({"papers_open_on": "2025-05-10"}))).await.ok(201);
        assert_eq!((text(&open, "state"), text(&open, "papers_open_on")), ("passed", "2025-05-10"));
        let value = json!({
            "key": "force.R68", "region_code": "431026", "valid_from_on": "2025-05-01", "value": "exception", "basis": "paper",
            "document": "示例县农村集体资产管理办法", "certainty": "unverified"
        });
        app.act("finance_director", "/policy-values", None, value).await.ok(201);
        let untold = app.recorded(&body, said, held).await.ok(201);
        assert_eq!((text(&untold, "state"), &untold["shortfalls"]), ("not_passed", &json!(["R68"])));
    }
}
