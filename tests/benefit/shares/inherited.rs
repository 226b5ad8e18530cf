//! Shares of the dead and of households that everybody left: found by night until they pass on.

use serde_json::{Value, json};

use super::{of_household, of_person, of_unit};
use crate::benefit::{
    looked::{found, until},
    refused, rule,
};
use crate::support::{
    cast::{COUNTY, second_account},
    money::{text, upload},
    property::over,
};

engines! {
    /// A74: a dead holder and an empty household are found after the county's days, and are clear when their shares passed on; a cause that
    /// comes back is found again.
    async fn shares_that_nobody_inherits_are_found_by_night(app) {
        let body = app.collective("示例村经济合作社").await;
        let scheme = app.adopted(&body, json!({})).await;
        let (dead, heir, left) = (app.person(json!({})).await, app.person(json!({})).await, app.person(json!({})).await);
        let one = app.household(&[(&dead, "head"), (&heir, "spouse")], json!({})).await.ok(201);
        let two = app.household(&[(&left, "head")], json!({})).await.ok(201);
        let to = [of_person(&dead, "50.0000"), of_household(&two, "40.0000"), of_unit(&body["organisation_id"], "collective", "10.0000")];
        app.dealt(&scheme, "issue", &[], &to, json!({})).await.ok(201);
        let death = json!({"events": [{"kind": "death", "on": "2023-02-24", "person_id": dead["id"]}]});
        app.on_household("record", &one, death).await.ok(200);
        let away = json!({"events": [{"kind": "move_out", "on": "2023-02-26", "person_id": left["id"]}]});
        app.on_household("record", &two, away).await.ok(200);
        until(app, "2023-03-10").await;
        assert_eq!(found(app, "A74").await, [], "no value is set");
        let days = json!({
            "key": "checks.uninherited_days", "region_code": COUNTY, "valid_from_on": "2023-01-01", "value": "14", "basis": "paper",
            "document": "示例县文件", "certainty": "unverified"
        });
        app.act("finance_director", "/policy-values", None, days).await.ok(201);
        let found_now = async || {
            let rows = found(app, "A74").await;
            rows.into_iter().map(|(_, figures)| figures).collect::<Vec<_>>()
        };
        let figures = |serial: &str, why: &str, since: &str, shares: &str| {
            json!({"scheme": scheme["number"], "serial": serial, "why": why, "since": since, "shares": shares, "days": "14"})
        };
        let the_dead = figures("1", "死亡", "2023-02-24", "50.0000");
        until(app, "2023-03-11").await;
        assert_eq!(found_now().await, std::slice::from_ref(&the_dead));
        until(app, "2023-03-13").await;
        let both = found_now().await;
        assert!(both.len() == 2 && both.contains(&figures("2", "户内已无在册成员", "2023-02-26", "40.0000")), "{both:#?}");
        // The dead give nothing away after that day, whatever was signed; on the day itself somebody may have lived still.
        let gives = async |on: &str| app.dealt(&scheme, "transfer", &[of_person(&dead, "50.0000")], &[of_person(&heir, "50.0000")], json!({"on": on})).await;
        let late = gives("2023-02-25").await;
        assert_eq!(rule(&late), "R59.5");
        refused(&late, 409, "shares.transaction.giver_died", &json!({"died_on": "2023-02-24", "on": "2023-02-25"}));
        refused(&gives("2023-02-24").await, 409, "shares.transaction.transfer_outside", &json!({}));
        let inherits = async |said: Value| {
            app.dealt(&scheme, "inherit", &[of_person(&dead, "50.0000")], &[of_person(&heir, "50.0000")], over(json!({"on": "2023-02-25"}), &said)).await
        };
        let paper = json!({"number": "示例死证〔2023〕1号", "issued_on": "2023-02-23", "issuer": "示例县人民医院"});
        let older = inherits(json!({"death_paper": paper})).await;
        refused(&older, 409, "shares.transaction.death_paper_before_death", &json!({"issued": "2023-02-23", "died_on": "2023-02-24"}));
        let inherited = inherits(json!({})).await.ok(201);
        app.dealt(&scheme, "transfer", &[of_household(&two, "40.0000")], &[of_unit(&body["organisation_id"], "member", "40.0000")], json!({"on": "2023-03-01"})).await.ok(201);
        until(app, "2023-03-14").await;
        assert_eq!(found_now().await, Vec::<serde_json::Value>::new());
        let path = format!("/share-transactions/{}/reverse", inherited["id"].as_str().unwrap());
        app.act("collective_manager", &path, None, json!({"reason": "示例"})).await.ok(201);
        until(app, "2023-03-15").await;
        assert_eq!(found_now().await, [the_dead]);
    }

    /// Whoever is dead by any register – struck off by a body, inherited from – is taken in nowhere from a later day.
    async fn the_dead_are_taken_in_nowhere(app) {
        let (first, second) = (app.collective("示例村经济合作社").await, app.collective("示例乙村经济合作社").await);
        let scheme = app.adopted(&first, json!({})).await;
        let (struck, left, heir) = (app.person(json!({})).await, app.person(json!({})).await, app.person(json!({})).await);
        let to = [of_person(&left, "90.0000"), of_unit(&first["organisation_id"], "collective", "10.0000")];
        let used = app.paper("示例合同.pdf").await;
        app.dealt(&scheme, "issue", &[], &to, json!({"file_id": used})).await.ok(201);
        let (from, to) = (of_person(&left, "90.0000"), of_person(&heir, "90.0000"));
        // No register tells of the death: whoever records the inheritance does not bring its only paper.
        let accountant = app.who("collective_accountant").await;
        second_account(app, "collective_accountant").await;
        let again = app.who("collective_accountant_again").await;
        let own = upload(app, &accountant, COUNTY, "示例死亡证明.pdf", b"%PDF-1.7 own").await.ok(201);
        let owns = upload(app, &again, COUNTY, "示例死亡证明.pdf", b"%PDF-1.7 owns").await.ok(201);
        let bare = app.dealt(&scheme, "inherit", std::slice::from_ref(&from), std::slice::from_ref(&to), json!({"on": "2023-02-24"})).await;
        refused(&bare, 409, "shares.transaction.death_paper_wanted", &json!({"on": "2023-02-24"}));
        let proof = |issued_on: &str| json!({"number": "示例死证〔2023〕7号", "issued_on": issued_on, "issuer": "示例县人民医院"});
        let ahead = json!({"on": "2023-02-24", "death_paper": proof("2099-01-01")});
        let ahead = app.dealt(&scheme, "inherit", std::slice::from_ref(&from), std::slice::from_ref(&to), ahead).await;
        refused(&ahead, 422, "shares.day.ahead", &json!({"day": "2099-01-01"}));
        let misfit = json!({"on": "2023-02-24", "death_paper": proof("2023-02-24")});
        let misfit = app.dealt(&scheme, "transfer", std::slice::from_ref(&from), std::slice::from_ref(&to), misfit).await;
        refused(&misfit, 422, "shares.transaction.death_paper_misfit", &json!({}));
        for own in [own, owns] {
            let said = json!({"on": "2023-02-24", "file_id": own["id"], "death_paper": proof("2023-02-24")});
            let alone = app.dealt(&scheme, "inherit", std::slice::from_ref(&from), std::slice::from_ref(&to), said).await;
            refused(&alone, 409, "shares.transaction.death_by_one_paper", &json!({"on": "2023-02-24"}));
        }
        // Any old file of somebody else tells of no death.
        let said = json!({"on": "2023-02-24", "file_id": used, "death_paper": proof("2023-02-24")});
        let old = app.dealt(&scheme, "inherit", std::slice::from_ref(&from), std::slice::from_ref(&to), said).await;
        refused(&old, 409, "shares.transaction.death_paper_used", &json!({"on": "2023-02-24"}));
        // Nobody receives shares after his death, and a certificate tells of one death, however its number is typed.
        let older = json!({"on": "2023-02-24", "death_paper": proof("2023-02-20")});
        let older = app.dealt(&scheme, "inherit", std::slice::from_ref(&from), std::slice::from_ref(&to), older).await;
        refused(&older, 409, "shares.transaction.death_paper_before_shares", &json!({"issued": "2023-02-20", "since": "2023-02-21"}));
        let told = json!({"on": "2023-02-24", "death_paper": proof("2023-02-24")});
        let told = app.dealt(&scheme, "inherit", &[from], &[to], told).await.ok(201);
        assert_eq!(told["death_paper"], proof("2023-02-24"));
        let same = json!({"number": "示例死证[2023] ７号", "issued_on": "2023-02-26", "issuer": "示例县人民医院"});
        let again = json!({"on": "2023-02-26", "death_paper": same});
        let again = app.dealt(&scheme, "inherit", &[of_person(&heir, "90.0000")], &[of_person(&struck, "90.0000")], again).await;
        refused(&again, 409, "shares.transaction.death_paper_twice", &json!({"number": "示例死证[2023] ７号"}));
        let member = app.decided_of(&first, &struck, json!({})).await.ok(201);
        app.on_member("lose", &member, json!({"ground": "death", "on": "2023-02-24"})).await.ok(200);
        for dead in [&struck, &left] {
            let confirmed = app.decided_of(&second, dead, json!({"on": "2023-02-25"})).await;
            refused(&confirmed, 409, "collectives.member.died", &json!({"died_on": "2023-02-24", "on": "2023-02-25"}));
            let benefits = app.benefits(&second, json!({"person_id": dead["id"], "from_on": "2023-02-25"})).await;
            refused(&benefits, 409, "collectives.beneficiary.died", &json!({"died_on": "2023-02-24", "from": "2023-02-25"}));
            let given = app.dealt(&scheme, "transfer", &[of_person(&heir, "10.0000")], &[of_person(dead, "10.0000")], json!({"on": "2023-02-25"})).await;
            refused(&given, 409, "shares.transaction.receiver_died", &json!({"died_on": "2023-02-24", "on": "2023-02-25"}));
            assert_eq!(rule(&given), "R59.4");
        }
        // What was so before is a fact.
        app.benefits(&second, json!({"person_id": struck["id"], "from_on": "2023-02-10"})).await.ok(201);
    }

    /// Two who are inherited from by one certificate at once, in the registers of two bodies: the first that is recorded stands alone.
    async fn one_certificate_serves_for_one_death_whoever_comes_first(app) {
        let mut asked = Vec::new();
        for name in ["示例村经济合作社", "示例乙村经济合作社"] {
            let body = app.collective(name).await;
            let scheme = app.adopted(&body, json!({})).await;
            let (dead, heir) = (app.person(json!({})).await, app.person(json!({})).await);
            app.dealt(&scheme, "issue", &[], &[of_person(&dead, "90.0000")], json!({})).await.ok(201);
            asked.push((scheme, of_person(&dead, "90.0000"), of_person(&heir, "90.0000")));
        }
        let proof = json!({"number": "示例死证〔2023〕8号", "issued_on": "2023-02-24", "issuer": "示例县人民医院"});
        let said = json!({"on": "2023-02-24", "death_paper": proof});
        let told = asked.iter().map(|(scheme, from, to)| {
            let said = said.clone();
            async move { app.dealt(scheme, "inherit", std::slice::from_ref(from), std::slice::from_ref(to), said).await }
        });
        let replies = futures_util::future::join_all(told).await;
        let (made, late): (Vec<_>, Vec<_>) = replies.iter().partition(|r| r.status.as_u16() == 201);
        assert_eq!((made.len(), late.len()), (1, 1), "{replies:?}");
        refused(late[0], 409, "shares.transaction.death_paper_twice", &json!({"number": "示例死证〔2023〕8号"}));
    }

    /// Whoever strikes a member off as dead does not inherit from him by that word alone; another does.
    async fn a_death_that_one_told_a_body_is_not_enough_for_that_one(app) {
        let body = app.collective("示例村经济合作社").await;
        let (scheme, [first, second, heir]) = app.held(&body, json!({})).await;
        let death = json!({"ground": "death", "on": "2023-02-24"});
        for (who, dead) in [("collective_accountant", &first), ("collective_manager", &second)] {
            let member = app.decided_of(&body, dead, json!({})).await.ok(201);
            let path = format!("/collective-members/{}", text(&member, "id"));
            let now = app.see("auditor", &path).await;
            app.act(who, &format!("{path}/lose"), Some(&now), death.clone()).await.ok(200);
        }
        let inherits = async |dead: &Value| {
            let (from, to) = (of_person(dead, "30.0000"), of_person(&heir, "30.0000"));
            app.dealt(&scheme, "inherit", &[from], &[to], json!({"on": "2023-02-24"})).await
        };
        refused(&inherits(&first).await, 409, "shares.transaction.death_paper_wanted", &json!({"on": "2023-02-24"}));
        inherits(&second).await.ok(201);
    }
}
