//! Lists that hang by postings of publicity: what hangs is what is locked, objections stop the term, the night looks behind; and who sees whole
//! names on a sheet to be signed.

use serde_json::{Value, json};

use super::{
    looked::{found, of, until},
    posts::line,
    refused, rule,
    shares::of_person,
};
use crate::{
    check::plant::expect_seen,
    prints::shows,
    support::{Reply, TestApp, cast::COUNTY, money::text},
};

/// A name that no other text bears.
const NAME: &str = "欧阳甲乙";

impl TestApp {
    /// A posting of seven days about lists of one kind, whose lines nobody writes.
    async fn post_lists(&self, kind: &str, lists: &[&Value]) -> Reply {
        let ids: Vec<&Value> = lists.iter().map(|l| &l["id"]).collect();
        let mut body = json!({
            "region_code": COUNTY, "title": "关于示例名单的公示", "hotline": "12317", "calendar_days": 7
        });
        body[kind] = json!(ids);
        self.act("asset_officer", "/publicity", None, body).await
    }

    async fn posting_now(&self, posting: &Value) -> Value {
        self.see("auditor", &format!("/publicity/{}", text(posting, "id"))).await
    }

    /// It is to hang on the board from today.
    async fn hangs_up(&self, posting: &Value) -> Reply {
        let place = json!({"profile": "board", "name": "示例村务公开栏", "file_id": self.paper("示例张贴.pdf").await});
        let said = json!({"on": self.today().await, "places": [place]});
        self.on_posting("unit_clerk", "post", &self.posting_now(posting).await, said).await
    }

    /// It hangs on the board from today.
    async fn hung_up(&self, posting: &Value) -> Value {
        self.hangs_up(posting).await.ok(200)
    }

    /// That a list hangs since today, as a photo of the board tells.
    async fn by_photo(&self) -> Value {
        json!({"on": self.today().await, "file_id": self.paper("示例公示照片.pdf").await})
    }

    /// Its last day has passed, which a photo shows, and somebody else closes it.
    async fn taken_in(&self, posting: &Value, last: &str) -> Value {
        let photo = json!({"n": 1, "file_id": self.paper("示例期末.pdf").await, "on": last});
        let now = self.posting_now(posting).await;
        let shown = self.on_posting("unit_clerk", "places", &now, json!({"places": [photo]})).await.ok(200);
        self.on_posting("town_officer", "close", &shown, json!({})).await.ok(200)
    }

    async fn publicise_by(&self, plan: &Value, said: Value) -> Reply {
        self.on_plan("collective_manager", "publicise", plan, said).await
    }

    /// What a kind of place shows of a posting: names, amounts, and whether a ground is told.
    async fn shown_by(&self, posting: &Value, profile: &str) -> Vec<(String, String, bool)> {
        self.shown_to("asset_officer", posting, profile).await
    }

    /// The same as somebody is given it.
    async fn shown_to(&self, who: &str, posting: &Value, profile: &str) -> Vec<(String, String, bool)> {
        let path = format!("/publicity/{}/lines?profile={profile}", text(posting, "id"));
        let lines = self.see(who, &path).await;
        let row = |l: &Value| {
            let name = l["name"].as_str().unwrap_or_default().to_owned();
            (name, text(l, "amount").to_owned(), l["basis"].is_string())
        };
        lines["items"].as_array().unwrap().iter().map(row).collect()
    }
}

/// Whether lines name somebody, and nobody in full.
fn masked(lines: &[(String, String, bool)]) -> bool {
    lines.iter().any(|(name, ..)| name == "欧***") && lines.iter().all(|(name, _, basis)| name.ends_with('*') && !basis)
}

/// A page as it was served.
fn page_of(reply: &Reply) -> String {
    assert_eq!(reply.status.as_u16(), 200, "{:#}", reply.body);
    String::from_utf8(reply.bytes.clone()).expect("text")
}

/// A page that whole names stand on.
async fn in_full(app: &TestApp, who: &str, path: &str) -> Reply {
    let person = app.who(who).await;
    app.post(path).by(&person).json(json!({"reason": "示例：发放现场签领"})).send().await
}

engines! {
    /// R69.4, A34.5: where a county has schemes of shares posted, one is adopted after it hung as it is; one that was written anew hangs anew.
    async fn a_scheme_hangs_before_it_is_adopted(app) {
        app.also("town_officer", "town_officer").await;
        let body = app.collective("示例村经济合作社").await;
        let mill = app.owned_by(&body, "示例加工厂", json!({})).await;
        let scheme = app.drafted(&body, &[&mill], json!({})).await.ok(201);
        let passed = app.recorded(&body, json!({"matter": "share_scheme"}), json!({})).await.ok(201);
        app.set_value("publicity.required.share_scheme", "7 calendar").await;
        let adopt = async |on: &str| {
            app.on_scheme("adopt", &scheme, json!({"resolution_id": passed["id"], "from_on": on})).await
        };
        let unposted = adopt("2023-03-01").await;
        let facts = json!({"scheme": scheme["number"], "on": "2023-03-01", "required": "7 calendar", "why": "unposted", "posting": "—"});
        refused(&unposted, 409, "shares.scheme.not_posted", &facts);
        assert_eq!(rule(&unposted), "R69.4");
        let posting = app.post_lists("share_scheme_ids", &[&scheme]).await.ok(201);
        assert_eq!((text(&posting, "matter"), &posting["line_count"]), ("share_scheme", &json!(4)));
        app.hung_up(&posting).await;
        let board = app.see("auditor", &format!("/publicity/{}/lines?profile=board", text(&posting, "id"))).await;
        let shown = board["items"].as_array().unwrap().iter().find(|l| l["name"] == "示例加工厂").expect("the asset hangs");
        assert_eq!((&shown["amount"], &shown["basis"]), (&json!("1000.00"), &mill["number"]));
        app.on_day("2023-03-09").await;
        app.taken_in(&posting, "2023-03-08").await;
        refused(&adopt("2023-03-08").await, 409, "shares.scheme.not_posted", &json!({"why": "unposted"}));
        let says = |name: &str| {
            json!({
                "name": name, "model": "static", "total": "100.0000", "file_id": scheme["file_id"],
                "classes": [{"class": "member", "shares": "90.0000"}, {"class": "collective", "shares": "10.0000"}],
                "assets": [{"asset_id": mill["id"], "quantified": "1000.00"}]
            })
        };
        app.on_scheme("revise", &scheme, says("示例方案二")).await.ok(200);
        let other = adopt("2023-03-09").await;
        refused(&other, 409, "shares.scheme.not_posted", &json!({"why": "other", "posting": posting["number"]}));
        app.on_scheme("revise", &scheme, says(text(&scheme, "name"))).await.ok(200);
        adopt("2023-03-09").await.ok(200);
        let late = app.post_lists("share_scheme_ids", &[&scheme]).await;
        refused(&late, 409, "shares.scheme.state", &json!({"state": "adopted"}));
        until(app, "2023-03-10").await;
        assert_eq!(found(app, "A34.5").await, []);
        app.as_left(&format!("UPDATE posting_list SET digest = '{}'", "0".repeat(64))).await;
        until(app, "2023-03-11").await;
        let figures = json!({"scheme": scheme["number"], "from": "2023-03-09", "why": "公示内容不同", "posting": posting["number"]});
        assert_eq!(found(app, "A34.5").await, [(of("share_scheme", &scheme), figures)]);
    }

    /// Whoever objected to a scheme is left behind by no adoption, whether schemes are posted here or not: it hangs anew for a whole term.
    async fn nobody_who_objected_to_a_scheme_is_left_behind(app) {
        app.also("town_officer", "town_officer").await;
        let body = app.collective("示例村经济合作社").await;
        let mill = app.owned_by(&body, "示例加工厂", json!({})).await;
        let scheme = app.drafted(&body, &[&mill], json!({})).await.ok(201);
        let passed = app.recorded(&body, json!({"matter": "share_scheme"}), json!({})).await.ok(201);
        let adopt = async |on: &str| {
            app.on_scheme("adopt", &scheme, json!({"resolution_id": passed["id"], "from_on": on})).await
        };
        let posting = app.post_lists("share_scheme_ids", &[&scheme]).await.ok(201);
        let draft = app.post_lists("share_scheme_ids", &[&scheme]).await.ok(201);
        app.hung_up(&posting).await;
        let unsettled = async |state: &str| {
            let facts = json!({"number": posting["number"], "state": state});
            refused(&adopt("2023-03-01").await, 409, "shares.scheme.posting_unsettled", &facts);
        };
        unsettled("posted").await;
        let said = json!({"channel": "phone", "received_on": "2023-03-01", "suspends": true, "text": "示例：份额有误"});
        app.on_posting("unit_clerk", "objections", &app.posting_now(&posting).await, said).await.ok(200);
        unsettled("suspended").await;
        let why = json!({"reason": "示例：张贴地点有误"});
        app.on_posting("asset_officer", "withdraw", &app.posting_now(&posting).await, why).await.ok(200);
        unsettled("withdrawn").await;
        app.hung_up(&draft).await;
        app.on_day("2023-03-09").await;
        app.taken_in(&draft, "2023-03-08").await;
        adopt("2023-03-09").await.ok(200);
    }

    /// R69, R69.2: the list of a dividend hangs by a posting that reads it, an objection stops its term, and it is locked when that has ended.
    async fn a_list_hangs_by_its_posting(app) {
        let (body, scheme, people) = app.sharing().await;
        let named = app.person(json!({"name": NAME})).await;
        app.decided_of(&body, &named, json!({})).await.ok(201);
        let (from, to) = (of_person(&people[2], "10.0000"), of_person(&named, "10.0000"));
        app.dealt(&scheme, "transfer", &[from], &[to], json!({"on": "2023-04-20"})).await.ok(201);
        let plan = app.voted_plan(&body, &scheme, json!({})).await;
        let early = app.post_lists("distribution_ids", &[&plan]).await;
        refused(&early, 409, "distributions.distribution.not_counted", &json!({"phase": "none"}));
        let plan = app.counted(&plan).await.ok(200);
        let told = app.file_posting(json!({"region_code": COUNTY, "distribution_ids": [plan["id"]]})).await;
        refused(&told, 422, "publicity.posting.lines_of_list", &json!({}));
        let posting = app.post_lists("distribution_ids", &[&plan]).await.ok(201);
        assert_eq!((text(&posting, "matter"), text(&posting["subjects"][0], "kind"), &posting["line_count"]), ("distribution", "distribution", &json!(4)));
        let board = app.shown_by(&posting, "board").await;
        assert!(board.iter().any(|(name, amount, basis)| name == NAME && amount != "0.00" && *basis), "{board:?}");
        assert!(app.shown_by(&posting, "press").await.iter().all(|(name, _, basis)| name.is_empty() && !basis));
        // Whole names are for neighbours, and for whoever prepares what hangs.
        assert!(masked(&app.shown_to("auditor", &posting, "board").await) && masked(&app.shown_to("auditor", &posting, "web").await));
        let read = app.see("collective_accountant", &format!("/publicity/{}", text(&posting, "id"))).await;
        assert_eq!(read["number"], posting["number"], "whoever names a posting may read it");
        let by = json!({"posting_id": posting["id"]});
        let draft = app.publicise_by(&plan, by.clone()).await;
        refused(&draft, 409, "distributions.distribution.posting_state", &json!({"number": posting["number"]}));
        app.hung_up(&posting).await;
        let both = json!({"posting_id": posting["id"], "on": app.today().await});
        refused(&app.publicise_by(&plan, both).await, 422, "distributions.distribution.hanging", &json!({}));
        let nobodys = json!({"posting_id": plan["id"]});
        refused(&app.publicise_by(&plan, nobodys).await, 422, "distributions.distribution.posting_unknown", &json!({}));
        let hung = app.publicise_by(&plan, by).await.ok(200);
        assert_eq!((&hung["posting_id"], text(&hung, "posted_on")), (&posting["id"], "2023-06-01"));
        let runs = app.lock_list(&plan).await;
        refused(&runs, 409, "distributions.distribution.posting_open", &json!({"state": "posted", "same": "yes"}));
        assert_eq!(rule(&runs), "R69.2");
        assert!(!masked(&app.shown_to("auditor", &posting, "board").await), "it hangs");
        app.on_day("2023-06-05").await;
        let said = json!({"channel": "phone", "received_on": "2023-06-05", "suspends": true, "text": "示例：月数有误"});
        app.on_posting("unit_clerk", "objections", &app.posting_now(&posting).await, said).await.ok(200);
        refused(&app.lock_list(&plan).await, 409, "distributions.distribution.posting_open", &json!({"state": "suspended"}));
        let answer = json!({"n": 1, "result": "not_upheld", "on": "2023-06-05", "text": "示例：经核对无误"});
        app.on_posting("asset_officer", "answer", &app.posting_now(&posting).await, answer).await.ok(200);
        app.on_day("2023-06-13").await;
        app.taken_in(&posting, "2023-06-12").await;
        assert!(masked(&app.shown_by(&posting, "board").await) && masked(&app.shown_by(&posting, "web").await), "it is over");
        let locked = app.lock_list(&plan).await.ok(200);
        assert_eq!((text(&locked, "state"), text(&locked, "posted_on")), ("locked", "2023-06-05"), "the term began anew with the answer");
        expect_seen(app, "I10", &["DELETE FROM posting_list"]).await;
        app.set_value("publicity.required.distribution", "7 calendar").await;
        until(app, "2023-06-14").await;
        assert_eq!(found(app, "A34.2").await, []);
        // What hung is another list than the one that was locked: nobody can do that here, and the night would see it.
        app.as_left(&format!("UPDATE posting_list SET digest = '{}'", "0".repeat(64))).await;
        until(app, "2023-06-15").await;
        let leads = found(app, "A34.2").await;
        assert_eq!((leads.len(), &leads[0].0), (1, &of("distribution", &plan)));
        assert_eq!((&leads[0].1["posting"], &leads[0].1["posted_on"]), (&posting["number"], &json!("2023-06-05")));
    }

    /// An objection is left behind neither by a paper, nor by another posting, nor by withdrawing: the list is posted anew for a whole term.
    async fn nobody_who_objected_is_left_behind(app) {
        let (body, scheme, _) = app.sharing().await;
        let plan = app.voted_plan(&body, &scheme, json!({})).await;
        app.counted(&plan).await.ok(200);
        let posting = app.post_lists("distribution_ids", &[&plan]).await.ok(201);
        let draft = app.post_lists("distribution_ids", &[&plan]).await.ok(201);
        app.hung_up(&posting).await;
        let unsettled = |reply: &Reply, state: &str| {
            refused(reply, 409, "distributions.distribution.posting_unsettled", &json!({"number": posting["number"], "state": state}));
        };
        unsettled(&app.publicise_by(&plan, app.by_photo().await).await, "posted");
        app.publicise_by(&plan, json!({"posting_id": posting["id"]})).await.ok(200);
        let said = json!({"channel": "phone", "received_on": "2023-06-01", "suspends": true, "text": "示例：月数有误"});
        app.on_posting("unit_clerk", "objections", &app.posting_now(&posting).await, said).await.ok(200);
        // The same list again: whoever objected has no answer yet.
        app.counted(&plan).await.ok(200);
        unsettled(&app.publicise_by(&plan, app.by_photo().await).await, "suspended");
        let facts = json!({"subject": plan["number"], "number": posting["number"], "state": "suspended"});
        refused(&app.hangs_up(&draft).await, 409, "publicity.subject.hangs_elsewhere", &facts);
        refused(&app.post_lists("distribution_ids", &[&plan]).await, 409, "publicity.subject.hangs_elsewhere", &facts);
        let why = json!({"reason": "示例：张贴地点有误"});
        app.on_posting("asset_officer", "withdraw", &app.posting_now(&posting).await, why).await.ok(200);
        unsettled(&app.publicise_by(&plan, app.by_photo().await).await, "withdrawn");
        app.hung_up(&draft).await;
        app.publicise_by(&plan, json!({"posting_id": draft["id"]})).await.ok(200);
        app.on_day("2023-06-09").await;
        app.taken_in(&draft, "2023-06-08").await;
        app.lock_list(&plan).await.ok(200);
        app.tick().await;
        assert_eq!(found(app, "A34.2").await, []);
    }

    /// Where the county has lists posted, one that a paper alone tells of is a fact, and found by night.
    async fn a_list_that_a_paper_tells_of_is_found_where_it_must_be_posted(app) {
        let (body, scheme, _) = app.sharing().await;
        let plan = app.voted_plan(&body, &scheme, json!({})).await;
        app.counted(&plan).await.ok(200);
        let draft = app.post_lists("distribution_ids", &[&plan]).await.ok(201);
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        app.lock_list(&plan).await.ok(200);
        until(app, "2023-06-02").await;
        assert_eq!(found(app, "A34.2").await, []);
        app.set_value("publicity.required.distribution", "7 calendar").await;
        until(app, "2023-06-03").await;
        let leads: Vec<String> = found(app, "A34.2").await.into_iter().map(|(subject, _)| subject).collect();
        assert_eq!(leads, [of("distribution", &plan)]);
        // What hangs of it after all is looked for by the list, whatever the list says of how it hung.
        app.hung_up(&draft).await;
        until(app, "2023-06-04").await;
        let leads = found(app, "A34.2").await;
        assert!(leads.len() == 2 && leads.iter().any(|(_, figures)| figures["posting"] == draft["number"]), "{leads:?}");
    }

    /// R110.5: a list of persons hangs as it was checked; what was corrected hangs anew; whoever is in hardship is told by the board alone.
    async fn a_list_of_persons_hangs_by_its_posting(app) {
        app.also("town_officer", "town_officer").await;
        app.lists_hang("7").await;
        let (_, pool) = app.community("示例村经济合作社", "6200000000000041").await;
        let (one, other) = (app.person(json!({"name": NAME})).await, app.person(json!({})).await);
        let list = app.relief(&pool, &[line(&one, "300.00"), line(&other, "200.00")], json!({})).await.ok(201);
        let early = app.post_lists("to_person_list_ids", &[&list]).await;
        refused(&early, 409, "posts.list.state", &json!({"state": "drafted"}));
        app.on_list("collective_manager", "check", &list, json!({})).await.ok(200);
        let posting = app.post_lists("to_person_list_ids", &[&list]).await.ok(201);
        let names = |shown: Vec<(String, String, bool)>| shown.into_iter().map(|(name, ..)| name).collect::<Vec<_>>();
        assert_eq!(names(app.shown_by(&posting, "board").await), [NAME, "示例"]);
        assert_eq!(names(app.shown_by(&posting, "web").await), ["欧***", "示*"]);
        app.hung_up(&posting).await;
        let by = json!({"posting_id": posting["id"]});
        app.on_list("collective_accountant", "publicise", &list, by.clone()).await.ok(200);
        let runs = app.on_list("collective_accountant", "lock", &list, Value::Null).await;
        refused(&runs, 409, "posts.list.posting_open", &json!({"state": "posted"}));
        assert_eq!(rule(&runs), "R110.5");
        // It goes back, is corrected and checked: what hangs is another list, until the posting takes this one in.
        let back = json!({"on": app.today().await, "reason": "示例：金额有误"});
        app.on_list("collective_manager", "return", &list, back).await.ok(200);
        let says = json!({
            "item": "hardship_relief", "name": "示例·急难救助名单", "basis": "示民发〔2023〕1号", "file_id": app.paper("示例救助文件.pdf").await,
            "per": "person", "from_month": "2023-02", "to_month": "2023-02", "acknowledged": ["R110.4"],
            "lines": [line(&one, "250.00"), line(&other, "200.00")]
        });
        let anew = app.on_list("collective_accountant", "revise", &list, says).await.ok(200);
        assert_eq!(anew["posting_id"], Value::Null);
        app.on_list("collective_manager", "check", &list, json!({})).await.ok(200);
        let stale = app.on_list("collective_accountant", "publicise", &list, by.clone()).await;
        refused(&stale, 409, "posts.list.posted_other", &json!({}));
        let photo = app.on_list("collective_accountant", "publicise", &list, app.by_photo().await).await;
        refused(&photo, 409, "posts.list.posting_unsettled", &json!({"number": posting["number"], "state": "posted"}));
        let revision = json!({"title": "关于示例名单的公示", "hotline": "12317", "calendar_days": 7});
        let now = app.posting_now(&posting).await;
        let revised = app.on_posting("asset_officer", "revise", &now, revision).await.ok(200);
        assert_eq!((text(&revised, "state"), &revised["revision"]), ("draft", &json!(2)));
        app.hung_up(&posting).await;
        app.on_list("collective_accountant", "publicise", &list, by).await.ok(200);
        let amounts: Vec<String> = app.shown_by(&posting, "board").await.into_iter().map(|(_, amount, _)| amount).collect();
        assert_eq!(amounts, ["250.00", "200.00"]);
        app.on_day("2023-03-09").await;
        app.taken_in(&posting, "2023-03-08").await;
        let locked = app.on_list("collective_accountant", "lock", &list, Value::Null).await.ok(200);
        assert_eq!((text(&locked, "state"), &locked["posting_id"]), ("locked", &posting["id"]));
        app.set_value("publicity.required.to_person_list", "7 calendar").await;
        until(app, "2023-03-10").await;
        assert_eq!(found(app, "A34.3").await, []);
        app.as_left("UPDATE posting_list SET digest = (SELECT posted_digest FROM to_person_list) WHERE revision = 1").await;
        until(app, "2023-03-11").await;
        assert_eq!(found(app, "A34.3").await, [], "an earlier revision is nobody's");
    }

    /// S26: whole names stand on a sheet for those who keep the list, with a reason, counted and told by the trail; everybody else sees stars.
    async fn whole_names_stand_on_a_sheet_to_be_signed(app) {
        let (body, scheme, people) = app.sharing().await;
        let named = app.person(json!({"name": NAME})).await;
        app.decided_of(&body, &named, json!({})).await.ok(201);
        let (from, to) = (of_person(&people[2], "10.0000"), of_person(&named, "10.0000"));
        app.dealt(&scheme, "transfer", &[from], &[to], json!({"on": "2023-04-20"})).await.ok(201);
        let plan = app.voted_plan(&body, &scheme, json!({})).await;
        let path = format!("/distributions/{}", text(&plan, "id"));
        let whole = format!("{path}/print-in-full");
        let none = in_full(app, "collective_accountant", &whole).await;
        refused(&none, 409, "distributions.distribution.not_counted", &json!({"phase": "none"}));
        app.counted(&plan).await.ok(200);
        let accountant = app.who("collective_accountant").await;
        let masked = app.get(&format!("{path}/print?form=distribution_list")).by(&accountant).send().await;
        let masked = page_of(&masked);
        assert!(masked.contains("欧***") && !masked.contains(NAME));
        in_full(app, "auditor", &whole).await.refused(403, "access.denied.role");
        assert_eq!(app.number("SELECT count(*) FROM person_reveal").await, 0, "who was refused saw nothing");
        let sheet = in_full(app, "collective_accountant", &whole).await;
        shows(&page_of(&sheet), &[NAME, "分红花名册", "领款人签名", "不得张贴"]);
        assert!(masked.contains("部分遮蔽") && !page_of(&sheet).contains("部分遮蔽"), "a sheet says what stands on it");
        let lines = app.see("auditor", &format!("{path}/lines")).await;
        let mine = lines["items"].as_array().unwrap().iter().find(|l| l["person_id"] == named["id"]).expect("a line");
        let slip = format!("{path}/lines/{}", mine["serial"]);
        let masked = app.get(&format!("{slip}/print")).by(&accountant).send().await;
        assert!(!page_of(&masked).contains(NAME));
        let slip = in_full(app, "collective_manager", &format!("{slip}/print-in-full")).await;
        shows(&page_of(&slip), &[NAME, "分 红 单"]);
        assert_eq!(app.number("SELECT count(*) FROM person_reveal WHERE elsewhere_kind = 'distribution'").await, 2);
        // A part of it is a sheet of its own, and whoever is not on it is seen by nobody.
        for (from, until, there) in [(mine["serial"].clone(), mine["serial"].clone(), true), (json!(1), json!(1), false)] {
            let said = json!({"reason": "示例：发放现场签领", "from": from, "until": until});
            let part = app.post(&whole).by(&accountant).json(said).send().await;
            assert_eq!(page_of(&part).contains(NAME), there);
        }
        // Of households the head signs.
        let (_, pool) = app.community("示例乙村经济合作社", "6200000000000042").await;
        let house = app.household(&[(&named, "head")], json!({})).await.ok(201);
        let row = json!({"household_id": house["id"], "amount": "9.00", "reason": "示例：火灾救助"});
        let list = app.relief(&pool, &[row], json!({"per": "household"})).await.ok(201);
        let path = format!("/to-person-lists/{}", text(&list, "id"));
        let masked = app.get(&format!("{path}/print")).by(&accountant).send().await;
        let masked = page_of(&masked);
        assert!(!masked.contains(NAME) && masked.contains(text(&house, "number")));
        in_full(app, "auditor", &format!("{path}/print-in-full")).await.refused(403, "access.denied.role");
        let sheet = in_full(app, "collective_accountant", &format!("{path}/print-in-full")).await;
        shows(&page_of(&sheet), &[NAME, text(&house, "number"), "不得张贴"]);
        assert!(masked.contains("部分遮蔽") && !page_of(&sheet).contains("部分遮蔽"), "a sheet says what stands on it");
        assert_eq!(app.number("SELECT count(*) FROM person_reveal WHERE elsewhere_kind = 'to_person_list' AND reason = '示例：发放现场签领'").await, 1);
    }

    /// A list of persons is printed in parts too: what lies before is carried, totals go on, and whoever is not on a part is seen by nobody.
    async fn a_list_of_persons_is_printed_in_parts(app) {
        let (_, pool) = app.community("示例村经济合作社", "6200000000000043").await;
        let named = app.person(json!({"name": NAME})).await;
        let (one, two) = (app.person(json!({})).await, app.person(json!({})).await);
        let lines = [line(&one, "250.00"), line(&two, "150.00"), line(&named, "200.00")];
        let list = app.relief(&pool, &lines, json!({})).await.ok(201);
        app.as_left("UPDATE to_person_list SET lines = 5001").await;
        let path = format!("/to-person-lists/{}", text(&list, "id"));
        let accountant = app.who("collective_accountant").await;
        let part = app.get(&format!("{path}/print?from=2&until=3")).by(&accountant).send().await;
        let part = page_of(&part);
        shows(&part, &[
            "本次打印第 2 至 3 号", "承前（前 1 行）", "250.00", "150.00", "200.00", "本页小计（第 2 至 3 行）", "350.00", "600.00", "本次打印合计（共 2 行）",
            "叁佰伍拾元整",
        ]);
        assert!(!part.contains(NAME));
        let first = app.get(&format!("{path}/print?until=2")).by(&accountant).send().await;
        let first = page_of(&first);
        assert!(first.contains("本页小计（第 1 至 2 行）") && !first.contains("承前"), "{first}");
        let empty = app.get(&format!("{path}/print?from=4")).by(&accountant).send().await;
        refused(&empty, 409, "posts.list.part_empty", &json!({"from": "4", "until": "—"}));
        for (from, until, there) in [(3, 3, true), (1, 2, false)] {
            let said = json!({"reason": "示例：发放现场签领", "from": from, "until": until});
            let sheet = app.post(&format!("{path}/print-in-full")).by(&accountant).json(said).send().await;
            assert_eq!(page_of(&sheet).contains(NAME), there);
        }
        refused(&in_full(app, "collective_accountant", &format!("{path}/print-in-full")).await, 409, "posts.list.too_long", &json!({"lines": "5001"}));
        app.as_left("UPDATE to_person_list SET lines = 3").await;
    }

    /// A49.1: two of one household with posts on the same days are found by night, by the later of the two.
    async fn two_posts_of_one_household_are_found_by_night(app) {
        app.also("town_officer", "town_officer").await;
        let (head, spouse) = (app.of_age(1).await, app.of_age(2).await);
        app.household(&[(&head, "head"), (&spouse, "spouse")], json!({})).await.ok(201);
        let post = app.post_of(json!({})).await.ok(201);
        let said = || json!({"acknowledged": ["R37.2"]});
        app.on_post(&post, &head, said()).await.ok(201);
        until(app, "2023-03-02").await;
        assert_eq!(found(app, "A49.1").await, []);
        let second = app.on_post(&post, &spouse, json!({"acknowledged": ["R37.2"], "from_on": "2023-02-10"})).await.ok(201);
        until(app, "2023-03-03").await;
        let figures = json!({"post": post["number"], "from": "2023-02-10", "other": post["number"], "others": "1", "since": "2023-02-10"});
        assert_eq!(found(app, "A49.1").await, [(of("post_assignment", &second), figures)]);
    }
}
