//! Certificates: what they say, and that a new one replaces the one before.

use serde_json::{Value, json};

use super::of_person;
use crate::{
    benefit::{refused, rule},
    check::plant::expect_seen,
    support::{Reply, TestApp, money::text},
};

impl TestApp {
    /// A certificate of what a person has of a scheme today.
    pub async fn certified(&self, scheme: &Value, person: &Value) -> Reply {
        let asked = json!({"scheme_id": scheme["id"], "person_id": person["id"]});
        self.act("collective_accountant", "/share-certificates", None, asked).await
    }
}

engines! {
    /// One valid certificate a holder: it says what the register says, is replaced when that changes, and is cancelled with a reason.
    async fn a_certificate_says_what_the_register_says(app) {
        let body = app.collective("示例村经济合作社").await;
        let (scheme, [a, b, _]) = app.held(&body, json!({})).await;
        let stranger = app.person(json!({})).await;
        let unknown = app.certified(&scheme, &stranger).await;
        refused(&unknown, 409, "shares.holder.not_in_register", &json!({"scheme": scheme["number"], "on": "2023-03-01"}));
        assert_eq!(rule(&unknown), "R59.3");
        let first = app.certified(&scheme, &a).await.ok(201);
        assert_eq!((text(&first, "number"), &first["serial"]), ("GQ-431026-2023-000001", &json!(1)));
        assert_eq!(first["shares"], json!([{"class": "member", "shares": "30.0000"}]));
        refused(&app.certified(&scheme, &a).await, 409, "shares.certificate.says_the_same", &json!({"number": first["number"]}));
        app.dealt(&scheme, "transfer", &[of_person(&a, "10.0000")], &[of_person(&b, "10.0000")], json!({})).await.ok(201);
        let shown = async |certificate: &Value| {
            let now = app.see("auditor", &format!("/share-certificates/{}", text(certificate, "id"))).await;
            (text(&now, "state").to_owned(), now["current"].as_bool().unwrap(), text(&now, "name").to_owned())
        };
        let (state, current, name) = shown(&first).await;
        assert_eq!((state.as_str(), current), ("valid", false));
        assert!(name.ends_with('*'), "{name}");
        let second = app.certified(&scheme, &a).await.ok(201);
        assert_eq!((shown(&first).await.0.as_str(), shown(&second).await.1), ("replaced", true));
        let cancel = async |certificate: &Value| {
            let path = format!("/share-certificates/{}", text(certificate, "id"));
            let now = app.see("auditor", &path).await;
            app.act("collective_manager", &format!("{path}/cancel"), Some(&now), json!({"reason": "示例：遗失"})).await
        };
        refused(&cancel(&first).await, 409, "shares.certificate.state", &json!({"state": "replaced"}));
        let lost = cancel(&second).await.ok(200);
        assert_eq!((text(&lost, "state"), text(&lost, "end_reason")), ("cancelled", "示例：遗失"));
        app.certified(&scheme, &a).await.ok(201);
        let gave = app.dealt(&scheme, "transfer", &[of_person(&a, "20.0000")], &[of_person(&b, "20.0000")], json!({"on": "2023-02-22"})).await.ok(201);
        // All of it passed on: nobody replaced or cancelled the paper, and it is valid no longer by the register.
        let of_a = async |state: &str| {
            let path = format!("/share-certificates?state={state}&person_id={}", text(&a, "id"));
            app.see("auditor", &path).await["items"].as_array().unwrap().clone()
        };
        assert_eq!(of_a("valid").await, Vec::<Value>::new());
        let third = of_a("ended").await.remove(0);
        let told = (text(&third, "state"), text(&third, "ended_on"), &third["ended_by"], &third["current"]);
        assert_eq!(told, ("ended", "2023-02-22", &gave["number"], &json!(false)));
        refused(&app.certified(&scheme, &a).await, 409, "shares.certificate.nothing_held", &json!({}));
        // What was reversed was never so.
        let path = format!("/share-transactions/{}/reverse", text(&gave, "id"));
        app.act("collective_manager", &path, None, json!({"reason": "示例：登记有误"})).await.ok(201);
        assert_eq!((of_a("ended").await.len(), of_a("valid").await.len()), (0, 1));
        expect_seen(app, "I7", &["UPDATE share_certificate SET version = version + 1"]).await;
    }
}
