//! What is sent wrongly, and what villages decide.

use serde_json::{Value, json};

use crate::{
    oversight::told::Told,
    support::{
        TestApp,
        cast::{COUNTY, OTHER, TOWN},
        money::text,
    },
};

async fn asset(app: &TestApp) -> Value {
    app.valued("示例公厕").await["id"].clone()
}

engines! {
    /// Each fault of a posting is told as what it is.
    async fn what_is_wrong_in_itself_is_refused(app) {
        let id = asset(app).await;
        let here = json!({"asset_ids": [id]});
        let file = async |said: Value| {
            let mut body = here.clone();
            for (name, value) in said.as_object().expect("an object") {
                body[name] = value.clone();
            }
            app.file_posting(body).await
        };
        app.file_posting(json!({})).await.refused(422, "publicity.posting.one_matter");
        file(json!({"asset_ids": [id, id]})).await.refused(422, "publicity.subject.listed_twice");
        for (said, place) in [
            (json!({"title": "联系人 139 7770 0001"}), "/title"),
            (json!({"lines": [{"name": "示例乙"}, {"name": "示例甲", "basis": "证件 43102619900101123X"}]}), "/lines/1/basis"),
            (json!({"lines": [{"name": "示例甲", "group": "6228480402564890018"}]}), "/lines/0/group"),
        ] {
            let problem = file(said).await.refused(422, "publicity.text.bears_number");
            assert_eq!(problem["errors"][0]["pointer"], place);
            assert!(!problem.to_string().contains("4310261990"), "{problem}");
        }
        let below = json!({"lines": [{"name": "示例乙"}, {"name": "示例甲", "amount": "-5.00"}]});
        let problem = file(below).await.refused(422, "publicity.posting.amount_below_zero");
        assert_eq!((text(&problem["facts"], "amount"), &problem["errors"][0]["pointer"]), ("-5.00", &json!("/lines/1/amount")));
        let problem = file(json!({"hotline": "13977700001"})).await.refused(422, "publicity.posting.bad_hotline");
        assert_eq!(problem["errors"][0]["pointer"], "/hotline");
        let body = json!({
            "region_code": TOWN, "asset_ids": [id], "title": "示例", "hotline": "12317", "lines": [{"name": "示例村"}]
        });
        app.act("asset_officer", "/publicity", None, body).await.refused(422, "publicity.posting.term_missing");
        let county = app.stock(json!({"name": "示例县级资产"})).await;
        let problem = file(json!({"asset_ids": [county["id"]]})).await.refused(422, "publicity.subject.elsewhere");
        assert_eq!((text(&problem["facts"], "region"), text(&problem["facts"], "posting")), (COUNTY, TOWN));
        let nothing = json!({"asset_ids": [id, "01890a5d-ac96-774b-bcce-b302099a8057"]});
        let problem = file(nothing).await.refused(422, "publicity.subject.unknown");
        assert_eq!(problem["errors"][0]["pointer"], "/asset_ids/1");
        let draft = file(json!({})).await.ok(201);
        app.hang(&draft, "2023-03-02").await.refused(422, "publicity.day.ahead");
        app.show_end(&draft, "2023-03-01").await.refused(409, "publicity.posting.state");
        let hung = app.hang(&draft, "2023-03-01").await.ok(200);
        let photo = json!({"places": [{"n": 2, "file_id": app.town_paper("期末.pdf").await, "on": "2023-03-01"}]});
        app.on_posting("unit_clerk", "places", &hung, photo).await.refused(422, "publicity.place.unknown");
        let photo = json!({"places": [{"n": 1, "file_id": app.town_paper("张贴.pdf").await, "on": "2023-03-01"}]});
        app.on_posting("unit_clerk", "places", &hung, photo).await.refused(422, "publicity.place.same_photo");
        app.hang(&hung, "2023-03-01").await.refused(409, "publicity.posting.state");
        app.hang(&draft, "2023-03-01").await.refused(412, "wire.stale");
    }

    /// A decision has body, day, result and paper; what did not pass is no ground for a posting.
    async fn a_posting_stands_on_what_a_village_decided(app) {
        let problem = app.decided(json!({"decided_on": "2023-03-02"})).await.refused(422, "publicity.day.ahead");
        assert_eq!(problem["facts"]["day"], "2023-03-02");
        let person = app.who("asset_officer").await;
        let whole = json!({
            "region_code": COUNTY, "village": "示例村", "body": "committees", "title": "示例", "decided_on": "2023-02-27",
            "result": "passed", "file_id": app.town_paper("会议记录.pdf").await
        });
        app.post("/village-decisions").by(&person).json(whole).send().await.refused(422, "publicity.decision.not_a_village");
        let (passed, not_passed) = (app.decided(json!({})).await.ok(201), app.decided(json!({"result": "not_passed"})).await.ok(201));
        assert!(text(&passed, "number").starts_with("JY-431026102-2023-"), "{passed:#}");
        let id = asset(app).await;
        let file = async |decision: &Value| app.file_posting(json!({"asset_ids": [id], "decision_id": decision["id"]})).await;
        let problem = file(&not_passed).await.refused(409, "publicity.decision.unfit");
        assert_eq!(problem["facts"]["number"], not_passed["number"]);
        let filed = file(&passed).await.ok(201);
        assert_eq!(filed["decision_id"], passed["id"]);
        let down = Told::to(app, "auditor", "village_decision", &passed, "&direction=down").await;
        assert_eq!((text(down.node("posting"), "number"), down.amounts("based_on")), (text(&filed, "number"), vec!["-"]), "{:#}", down.0);
        let up = Told::to(app, "auditor", "posting", &filed, "&direction=up").await;
        assert_eq!(text(up.node("village_decision"), "number"), text(&passed, "number"), "{:#}", up.0);
        let named = app.see("auditor", &format!("/audit/trace?subject=village_decision:{}", text(&passed, "number"))).await;
        assert_eq!(named["nodes"].as_array().unwrap().len(), 2, "{named:#}");
        let list = app.see("auditor", "/village-decisions?result=passed").await;
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        assert_eq!(app.see("auditor", "/publicity?state=draft&matter=title").await["items"][0]["id"], filed["id"]);
        let stranger = app.who(&format!("{OTHER}.asset_officer")).await;
        for path in [format!("/publicity/{}", text(&filed, "id")), format!("/village-decisions/{}", text(&passed, "id"))] {
            assert_eq!(app.get(&path).by(&stranger).send().await.status, 404, "{path}");
        }
    }
}
