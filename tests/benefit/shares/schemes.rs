//! Schemes: what may be quantified, by whom that is decided, when it holds.

use serde_json::{Value, json};

use super::{has, of_person, of_unit};
use crate::{
    benefit::{
        LATER,
        looked::{found, of, until},
        refused, rule,
    },
    check::plant::expect_seen,
    support::money::text,
};

engines! {
    /// R58: classes make the total; a draft is written anew, adopted by its body's resolution alone, and withdrawn.
    async fn a_draft_adds_up_and_is_adopted_by_its_body(app) {
        let body = app.collective("示例村经济合作社").await;
        let mill = app.owned_by(&body, "示例加工厂", json!({})).await;
        let odd = app.drafted(&body, &[&mill], json!({"total": "100.0001"})).await;
        refused(&odd, 409, "shares.scheme.share_sum", &json!({"of": "总份额", "wanted": "100.0001", "found": "100.0000"}));
        assert_eq!(rule(&odd), "R58");
        let member = json!({"class": "member", "shares": "50.0000"});
        let twice = app.drafted(&body, &[&mill], json!({"classes": [member, member]})).await;
        refused(&twice, 422, "shares.scheme.class_twice", &json!({}));
        let none = app.drafted(&body, &[&mill, &mill], json!({})).await;
        refused(&none, 422, "shares.scheme.asset_twice", &json!({}));
        let unseen = json!({"assets": [{"asset_id": body["id"], "quantified": "1.00"}, {"asset_id": mill["id"], "quantified": "1.00"}]});
        let unseen = app.drafted(&body, &[], unseen).await;
        refused(&unseen, 422, "shares.scheme.asset_unknown", &json!({}));
        assert_eq!(unseen.body["pointer"].as_str().or(unseen.body["errors"][0]["pointer"].as_str()), Some("/assets/0/asset_id"), "{:#}", unseen.body);
        assert_eq!(app.number("SELECT count(*) FROM share_scheme").await, 0);
        let scheme = app.drafted(&body, &[&mill], json!({"total": "577.0000", "classes": [{"class": "member", "shares": "577.0000"}]})).await.ok(201);
        assert_eq!((text(&scheme, "number"), text(&scheme, "state"), text(&scheme, "share_value")), ("GL-431026-2023-000001", "draft", "1.73"));
        let says = json!({
            "name": "示例方案二", "model": "dynamic", "total": "100.0000", "classes": [{"class": "member", "shares": "100.0000"}],
            "assets": [{"asset_id": mill["id"], "quantified": "20000.00"}], "cap_pct": "3.0000", "file_id": scheme["file_id"]
        });
        let scheme = app.on_scheme("revise", &scheme, says.clone()).await.ok(200);
        assert_eq!((text(&scheme, "quantified"), text(&scheme, "share_value"), text(&scheme, "cap_pct")), ("20000.00", "200.00", "3.0000"));
        let adopt = async |resolution: &Value, on: &str| {
            app.on_scheme("adopt", &scheme, json!({"resolution_id": resolution["id"], "from_on": on})).await
        };
        let lost = app.recorded(&body, json!({"matter": "share_scheme"}), json!({"in_favour": 0, "against": 60})).await.ok(201);
        let other = app.recorded(&body, json!({}), json!({})).await.ok(201);
        let away = app.collective("示例乙村经济合作社").await;
        let away = app.recorded(&away, json!({"matter": "share_scheme"}), json!({})).await.ok(201);
        for resolution in [&lost, &other, &away, &body] {
            refused(&adopt(resolution, "2023-02-20").await, 422, "shares.scheme.not_resolved", &json!({}));
        }
        let passed = app.recorded(&body, json!({"matter": "share_scheme"}), json!({})).await.ok(201);
        let early = adopt(&passed, "2023-02-19").await;
        refused(&early, 409, "shares.scheme.before_resolved", &json!({"on": "2023-02-19", "resolved": "2023-02-20"}));
        refused(&adopt(&passed, "2023-03-02").await, 422, "shares.day.ahead", &json!({}));
        let adopted = adopt(&passed, "2023-02-20").await.ok(200);
        assert_eq!((text(&adopted, "state"), text(&adopted, "from_on")), ("adopted", "2023-02-20"));
        refused(&adopt(&passed, "2023-02-20").await, 409, "shares.scheme.state", &json!({"state": "adopted"}));
        refused(&app.on_scheme("revise", &scheme, says).await, 409, "shares.scheme.state", &json!({}));
        // What a scheme stands on is not annulled.
        let annulled = app.on_resolution("annul", &passed, json!({"reason": "示例", "file_id": scheme["file_id"]})).await;
        assert_eq!(annulled.status.as_u16(), 409, "{:#}", annulled.body);
        let draft = app.drafted(&body, &[&mill], json!({})).await.ok(201);
        let path = format!("/share-schemes/{}/withdraw", text(&draft, "id"));
        assert_eq!(text(&app.press("collective_manager", &path, &draft).await.ok(200), "state"), "withdrawn");
        expect_seen(app, "I9", &["UPDATE share_scheme SET state = 'draft', resolution_id = NULL, from_on = NULL WHERE state = 'adopted'"]).await;
        expect_seen(app, "I7", &["UPDATE share_scheme SET version = version + 1"]).await;
    }

    /// R21, R30.1, R53: business assets alone, uncontested, that organisations own and the body among them; one scheme at a time.
    async fn only_the_income_of_the_bodys_own_is_quantified(app) {
        app.on_day(LATER).await;
        app.tick().await;
        let body = app.collective("示例村经济合作社").await;
        let passed = app.recorded(&body, json!({"matter": "share_scheme"}), json!({})).await.ok(201);
        let adopt = async |asset: &Value| {
            let scheme = app.drafted(&body, &[asset], json!({})).await.ok(201);
            app.on_scheme("adopt", &scheme, json!({"resolution_id": passed["id"], "from_on": LATER})).await
        };
        let well = app.owned_by(&body, "示例水井", json!({"kind": "public_welfare"})).await;
        let public = adopt(&well).await;
        refused(&public, 409, "shares.scheme.public_not_quantifiable", &json!({"assets": well["number"], "count": "1"}));
        assert_eq!(rule(&public), "R21");
        let shop = app.owned_by(&body, "示例门面", json!({})).await;
        let shop = app.on_asset("dispute-title", &shop, json!({"on": "2023-02-01", "reason": "示例"})).await.ok(200);
        let disputed = adopt(&shop).await;
        refused(&disputed, 409, "shares.scheme.title_disputed", &json!({"assets": shop["number"]}));
        assert_eq!(rule(&disputed), "R30.1");
        let foreign = app.collective("示例乙村经济合作社").await;
        let yard = app.owned_by(&foreign, "示例仓库", json!({})).await;
        let split = adopt(&yard).await;
        refused(&split, 409, "shares.scheme.ownership_split", &json!({"assets": yard["number"], "on": LATER}));
        let house = app.stock(json!({"name": "示例车间", "kind": "business"})).await;
        let owners = json!([
            {"organisation_id": body["organisation_id"], "share": "50.0000", "regime": "collective"}, {"name": "示例甲", "share": "50.0000", "regime": "private_nonprofit"}
        ]);
        let title = json!({"on": "2023-01-15", "level": "village", "file_id": app.paper("权证.pdf").await, "owners": owners});
        let house = app.on_asset("confirm-title", &house, title).await.ok(200);
        let split = adopt(&house).await;
        refused(&split, 409, "shares.scheme.ownership_split", &json!({"assets": house["number"]}));
        assert_eq!(rule(&split), "R53");
        let mill = app.owned_by(&body, "示例加工厂", json!({})).await;
        let first = adopt(&mill).await.ok(200);
        let twice = adopt(&mill).await;
        refused(&twice, 409, "shares.scheme.quantified_elsewhere", &json!({"asset": mill["number"], "scheme": first["number"]}));
        // A67: what is quantified and contested since is found by night, and is clear when it is settled.
        let now = app.asset_now(&mill, "").await;
        app.on_asset("dispute-title", &now, json!({"on": LATER, "reason": "示例"})).await.ok(200);
        until(app, "2025-06-03").await;
        let figures = json!({"asset": mill["number"], "why": "权属有争议", "scheme": first["number"]});
        assert_eq!(found(app, "A67").await, [(of("share_scheme", &first), figures)]);
    }

    /// R21.1: before the law of 2025 too public welfare is not quantified, unless a paper of the county allowed it then.
    async fn public_welfare_is_quantified_by_the_countys_word_alone(app) {
        let body = app.collective("示例村经济合作社").await;
        let passed = app.recorded(&body, json!({"matter": "share_scheme"}), json!({})).await.ok(201);
        let well = app.owned_by(&body, "示例水井", json!({"kind": "public_welfare"})).await;
        let scheme = app.drafted(&body, &[&well], json!({})).await.ok(201);
        let adoption = json!({"resolution_id": passed["id"], "from_on": "2023-02-20"});
        let public = app.on_scheme("adopt", &scheme, adoption.clone()).await;
        refused(&public, 409, "shares.scheme.kind_not_allowed", &json!({"assets": well["number"], "count": "1", "on": "2023-02-20"}));
        assert_eq!(rule(&public), "R21.1");
        app.set_value("shares.quantified_kinds", "public_welfare").await;
        app.on_scheme("adopt", &scheme, adoption).await.ok(200);
    }

    /// R53.1: before the law of 2025 too nobody quantifies another's; who runs it by an agreement does.
    async fn nobody_quantifies_what_is_anothers(app) {
        let (body, other) = (app.collective("示例村经济合作社").await, app.collective("示例乙村经济合作社").await);
        let passed = app.recorded(&body, json!({"matter": "share_scheme"}), json!({})).await.ok(201);
        let shop = app.owned_by(&other, "示例门面", json!({})).await;
        let scheme = app.drafted(&body, &[&shop], json!({})).await.ok(201);
        let adoption = json!({"resolution_id": passed["id"], "from_on": "2023-02-20"});
        let alien = app.on_scheme("adopt", &scheme, adoption.clone()).await;
        refused(&alien, 409, "shares.scheme.others_asset", &json!({"assets": shop["number"], "count": "1", "on": "2023-02-20"}));
        assert_eq!(rule(&alien), "R53.1");
        let run = json!({"manager_id": body["organisation_id"], "asset_ids": [shop["id"]], "from_on": "2023-02-01"});
        app.entrusted(&other, run).await.ok(201);
        app.on_scheme("adopt", &scheme, adoption).await.ok(200);
    }

    /// A scheme comes into force when all is held, is opened again where that was wrong, and ends; nobody has shares of it then.
    async fn a_scheme_is_in_force_while_all_is_held(app) {
        let body = app.collective("示例村经济合作社").await;
        let scheme = app.adopted(&body, json!({})).await;
        let (a, b) = (app.person(json!({})).await, app.person(json!({})).await);
        let unit = of_unit(&body["organisation_id"], "collective", "10.0000");
        app.dealt(&scheme, "issue", &[], &[of_person(&a, "60.0000"), unit], json!({})).await.ok(201);
        let force = async |on: &str| app.on_scheme("put-in-force", &scheme, json!({"on": on})).await;
        let part = force("2023-02-22").await;
        refused(&part, 409, "shares.scheme.share_sum", &json!({"of": "成员股", "wanted": "90.0000", "found": "60.0000"}));
        app.dealt(&scheme, "issue", &[], &[of_person(&b, "30.0000")], json!({"on": "2023-02-24"})).await.ok(201);
        let early = force("2023-02-23").await;
        refused(&early, 409, "shares.scheme.share_sum", &json!({"found": "60.0000"}));
        refused(&force("2023-02-19").await, 409, "shares.transaction.outside_scheme", &json!({"from": "2023-02-20", "until": "—"}));
        assert_eq!(text(&force("2023-02-24").await.ok(200), "in_force_on"), "2023-02-24");
        // R58.2: a static scheme in force neither grows nor shrinks; a wrong issue is mended while it is open again.
        let frozen = app.dealt(&scheme, "cancel", &[of_person(&b, "1.0000")], &[], json!({"on": "2023-02-25"})).await;
        refused(&frozen, 409, "shares.transaction.static_frozen", &json!({"kind": "cancel"}));
        assert_eq!(rule(&frozen), "R58.2");
        let list = app.see("auditor", &format!("/share-transactions?person_id={}", text(&b, "id"))).await;
        let wrong = &list["items"][0];
        let reverse = async |transaction: &Value| {
            let path = format!("/share-transactions/{}/reverse", text(transaction, "id"));
            app.act("collective_manager", &path, None, json!({"reason": "示例：登记有误"})).await
        };
        refused(&reverse(wrong).await, 409, "shares.transaction.static_frozen", &json!({"kind": "issue"}));
        let open = app.on_scheme("reopen", &scheme, json!({"file_id": app.paper("更正.pdf").await})).await.ok(200);
        assert_eq!((text(&open, "state"), &open["in_force_on"]), ("adopted", &Value::Null));
        let taken = reverse(wrong).await.ok(201);
        assert_eq!((text(&taken, "kind"), &taken["reverses_id"], text(&taken, "on")), ("reversal", &wrong["id"], "2023-02-24"));
        refused(&reverse(wrong).await, 409, "shares.transaction.reversed", &json!({"number": taken["number"]}));
        refused(&reverse(&taken).await, 409, "shares.transaction.nothing_to_reverse", &json!({}));
        app.dealt(&scheme, "issue", &[], &[of_person(&b, "20.0000"), of_person(&a, "10.0000")], json!({"on": "2023-02-24"})).await.ok(201);
        force("2023-02-24").await.ok(200);
        let standing = app.see("finance_clerk", &format!("/share-schemes/{}/standing?as_of=2023-02-23", text(&scheme, "id"))).await;
        assert_eq!((text(&standing, "held"), &standing["holders"]), ("70.0000", &json!(2)));
        let now = app.see("auditor", &format!("/share-schemes/{}/standing", text(&scheme, "id"))).await;
        assert_eq!(now["classes"][1], json!({"class": "member", "planned": "90.0000", "held": "90.0000", "holders": 2}));
        let vote = app.shares_voted(&body).await;
        let close = async |on: &str| app.ends(&scheme, on, &vote).await;
        refused(&close("2023-02-24").await, 409, "shares.scheme.later_there", &json!({"on": "2023-02-24", "last": "2023-02-24", "free": "2023-02-25"}));
        close("2023-02-28").await.ok(200);
        app.ending_confirmed("collective_accountant", &scheme).await.ok(200);
        assert_eq!(has(&app.register(&scheme, "2023-02-27").await, &a), "70.0000");
        assert_eq!(app.register(&scheme, "2023-02-28").await, []);
        let late = app.dealt(&scheme, "transfer", &[of_person(&a, "1.0000")], &[of_person(&b, "1.0000")], json!({})).await;
        refused(&late, 409, "shares.scheme.state", &json!({"state": "closed"}));
        refused(&close("2023-03-01").await, 409, "shares.scheme.state", &json!({}));
    }
}
