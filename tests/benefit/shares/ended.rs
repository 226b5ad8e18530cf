//! The end of schemes: by a vote on it and two officers, and taken back while nothing was built on it.

use serde_json::{Value, json};

use super::{has, held_days::hold, of_person, of_unit};
use crate::{
    benefit::{refused, rule},
    check::plant::expect_seen,
    support::{Reply, TestApp, money::text},
};

impl TestApp {
    /// Another vote of a body on shares, on 23 February 2023.
    pub async fn shares_voted(&self, body: &Value) -> Value {
        self.recorded(body, json!({"matter": "share_scheme", "meeting_on": "2023-02-23"}), json!({})).await.ok(201)
    }

    /// Asks that nobody have shares of a scheme from a day on, by a vote.
    pub async fn ends(&self, scheme: &Value, on: &str, vote: &Value) -> Reply {
        let paper = self.paper("终止.pdf").await;
        let said = json!({"on": on, "resolution_id": vote["id"], "reason": "示例：另订方案", "file_id": paper});
        self.on_scheme("close", scheme, said).await
    }

    /// Asks that the end of a scheme be taken back.
    pub async fn comes_back(&self, scheme: &Value) -> Reply {
        let said = json!({"reason": "示例：决议有误", "file_id": self.paper("更正.pdf").await});
        self.on_scheme("restore", scheme, said).await
    }

    /// Confirms what is asked of the end of a scheme.
    pub async fn ending_confirmed(&self, who: &str, scheme: &Value) -> Reply {
        let path = format!("/share-schemes/{}", text(scheme, "id"));
        let now = self.see("auditor", &path).await;
        self.press(who, &format!("{path}/confirm-ending"), &now).await
    }
}

engines! {
    /// One officer and a paper end nobody's shares: the assembly votes on it, another officer confirms it, and both take it back.
    async fn a_scheme_ends_by_a_vote_and_two_officers(app) {
        let body = app.collective("示例村经济合作社").await;
        let (scheme, [holder, ..]) = app.held(&body, json!({})).await;
        refused(&app.ending_confirmed("collective_accountant", &scheme).await, 409, "shares.scheme.ending_not_asked", &json!({}));
        let away = app.collective("示例乙村经济合作社").await;
        let (vote, other) = (app.shares_voted(&body).await, app.shares_voted(&away).await);
        refused(&app.ends(&scheme, "2023-02-28", &other).await, 422, "shares.scheme.not_resolved", &json!({}));
        let own = app.ends(&scheme, "2023-02-28", &json!({"id": scheme["resolution_id"]})).await;
        assert_eq!((own.status.as_u16(), text(&own.body, "code")), (409, "shares.scheme.ends_by_its_own_vote"), "{:#}", own.body);
        let dealt = app.recorded(&body, json!({"matter": "share_scheme"}), json!({})).await.ok(201);
        let draft = app.drafted(&body, &[&app.owned_by(&body, "示例仓库", json!({})).await], json!({})).await.ok(201);
        app.on_scheme("adopt", &draft, json!({"resolution_id": dealt["id"], "from_on": "2023-02-20"})).await.ok(200);
        let stood = app.ends(&scheme, "2023-02-28", &dealt).await;
        refused(&stood, 409, "shares.scheme.vote_stood_on", &json!({"resolution": dealt["number"]}));
        let early = app.ends(&scheme, "2023-02-22", &vote).await;
        refused(&early, 409, "shares.scheme.ends_before_resolved", &json!({"on": "2023-02-22", "resolved": "2023-02-23"}));
        refused(&app.comes_back(&scheme).await, 409, "shares.scheme.state", &json!({"state": "in_force"}));
        let asked = app.ends(&scheme, "2023-02-28", &vote).await.ok(200);
        assert_eq!((text(&asked, "state"), text(&asked["ending"], "kind"), &asked["ending"]["confirmed_by"]), ("in_force", "close", &Value::Null));
        assert_eq!(has(&app.register(&scheme, "2023-02-28").await, &holder), "30.0000", "until another confirms it everybody has shares");
        refused(&app.ending_confirmed("collective_manager", &scheme).await, 403, "access.denied.second_person", &json!({}));
        let closed = app.ending_confirmed("collective_accountant", &scheme).await.ok(200);
        assert_eq!((text(&closed, "state"), text(&closed, "closed_on")), ("closed", "2023-02-28"));
        assert_eq!(app.register(&scheme, "2023-02-28").await, []);
        refused(&app.ending_confirmed("collective_accountant", &scheme).await, 409, "shares.scheme.ending_not_asked", &json!({}));
        let annul = async |vote: &Value| app.on_resolution("annul", vote, json!({"reason": "示例", "file_id": scheme["file_id"]})).await;
        assert_eq!(annul(&vote).await.status.as_u16(), 409, "its end stands on the vote");
        expect_seen(app, "I4", &[
            "UPDATE share_scheme SET ending_confirmed_by = NULL WHERE ending = 'close'",
            "UPDATE share_scheme SET ending_confirmed_by = ending_by WHERE ending = 'close'",
        ]).await;
        let asked = app.comes_back(&scheme).await.ok(200);
        assert_eq!((text(&asked, "state"), text(&asked["ending"], "kind")), ("closed", "restore"));
        refused(&app.ending_confirmed("collective_manager", &scheme).await, 403, "access.denied.second_person", &json!({}));
        let back = app.ending_confirmed("collective_accountant", &scheme).await.ok(200);
        assert_eq!((text(&back, "state"), &back["closed_on"], &back["close_reason"]), ("in_force", &Value::Null, &Value::Null));
        assert_eq!(has(&app.register(&scheme, "2023-02-28").await, &holder), "30.0000");
        // The vote of an end that was taken back ends nothing again, though nothing stands on it.
        let again = app.ends(&scheme, "2023-02-28", &vote).await;
        refused(&again, 409, "shares.scheme.vote_stood_on", &json!({"resolution": vote["number"], "act": "end_undone", "stood": scheme["number"]}));
        annul(&vote).await.ok(200);
        // A vote that is annulled before the other officer looked ends nothing.
        let vote = app.shares_voted(&body).await;
        app.ends(&scheme, "2023-02-28", &vote).await.ok(200);
        annul(&vote).await.ok(200);
        refused(&app.ending_confirmed("collective_accountant", &scheme).await, 409, "shares.scheme.ending_vote_gone", &json!({}));
    }

    /// What was computed of the days after an end, or quantified since, is built on it: it stays. Days that a list holds have no end on them.
    async fn an_end_is_taken_back_while_nothing_was_built_on_it(app) {
        let body = app.collective("示例村经济合作社").await;
        let (scheme, _) = app.held(&body, json!({})).await;
        let vote = app.shares_voted(&body).await;
        app.ends(&scheme, "2023-02-26", &vote).await.ok(200);
        // A list was locked between the asking and the confirming.
        hold(app, &scheme, Some("2023-02-26"), &body).await;
        let held = json!({"on": "2023-02-26", "until": "2023-02-26"});
        refused(&app.ending_confirmed("collective_accountant", &scheme).await, 409, "shares.transaction.days_held", &held);
        hold(app, &scheme, None, &body).await;
        app.ending_confirmed("collective_accountant", &scheme).await.ok(200);
        hold(app, &scheme, Some("2023-02-28"), &body).await;
        refused(&app.comes_back(&scheme).await, 409, "shares.transaction.days_held", &json!({"on": "2023-02-26", "until": "2023-02-28"}));
        hold(app, &scheme, None, &body).await;
        app.comes_back(&scheme).await.ok(200);
        let mill = json!({"id": scheme["assets"][0]["asset_id"]});
        let next = app.drafted(&body, &[&mill], json!({})).await.ok(201);
        let adopt = async |vote: &Value| {
            app.on_scheme("adopt", &next, json!({"resolution_id": vote["id"], "from_on": "2023-02-26"})).await
        };
        let ended = adopt(&vote).await;
        refused(&ended, 409, "shares.scheme.vote_stood_on", &json!({"wanted": "adopt", "act": "end", "stood": scheme["number"]}));
        assert_eq!(rule(&ended), "R54.1");
        let next = adopt(&app.shares_voted(&body).await).await.ok(200);
        let late = app.ending_confirmed("collective_accountant", &scheme).await;
        refused(&late, 409, "shares.scheme.quantified_elsewhere", &json!({"scheme": next["number"]}));
    }

    /// R54.1: by which a scheme was adopted or its shares changed, nothing else is done; changes of one scheme may be voted on together.
    async fn a_vote_is_on_one_thing(app) {
        let body = app.collective("示例村经济合作社").await;
        let (scheme, people) = app.held(&body, json!({"model": "dynamic"})).await;
        let issue = async |vote: &Value| {
            let said = json!({"on": "2023-02-25", "resolution_id": vote["id"]});
            app.dealt(&scheme, "issue", &[], &[of_person(&people[0], "1.0000")], said).await
        };
        let adopted = issue(&json!({"id": scheme["resolution_id"]})).await;
        refused(&adopted, 409, "shares.scheme.vote_stood_on", &json!({"wanted": "change", "act": "adopt", "stood": scheme["number"]}));
        assert_eq!(rule(&adopted), "R54.1");
        let vote = app.shares_voted(&body).await;
        let first = issue(&vote).await.ok(201);
        issue(&vote).await.ok(201);
        let stood = json!({"act": "change", "stood": first["number"]});
        refused(&app.ends(&scheme, "2023-02-28", &vote).await, 409, "shares.scheme.vote_stood_on", &stood);
        let barn = app.owned_by(&body, "示例仓库", json!({})).await;
        let other = app.drafted(&body, &[&barn], json!({"model": "dynamic"})).await.ok(201);
        let adoption = json!({"resolution_id": vote["id"], "from_on": "2023-02-26"});
        refused(&app.on_scheme("adopt", &other, adoption).await, 409, "shares.scheme.vote_stood_on", &stood);
        // A change of another scheme is told by whose change the vote carries.
        let adoption = json!({"resolution_id": app.shares_voted(&body).await["id"], "from_on": "2023-02-26"});
        let other = app.on_scheme("adopt", &other, adoption).await.ok(200);
        let mut to: Vec<Value> = people.iter().map(|p| of_person(p, "30.0000")).collect();
        to.push(of_unit(&body["organisation_id"], "collective", "10.0000"));
        app.dealt(&other, "issue", &[], &to, json!({"on": "2023-02-26"})).await.ok(201);
        let other = app.on_scheme("put-in-force", &other, json!({"on": "2023-02-26"})).await.ok(200);
        let said = json!({"on": "2023-02-26", "resolution_id": vote["id"]});
        let grown = app.dealt(&other, "issue", &[], &[of_person(&people[0], "1.0000")], said).await;
        let facts = json!({"wanted": "change", "act": "change", "stood": first["number"], "scheme": scheme["number"]});
        refused(&grown, 409, "shares.scheme.vote_stood_on", &facts);
    }
}
