//! What other departments read of the register: the fields that they were granted, as long as they are, and each page leaves an event.

use serde_json::{Value, json};

use super::{MARKS, months::refused};
use crate::{
    check::plant::expect_seen,
    support::{
        Person, Reply, TestApp,
        cast::{COUNTY, OTHER, TOWN},
        money::text,
        property::over,
    },
};

impl TestApp {
    /// The client of another department that works in a region, and its login.
    pub async fn client(&self, region: &str) -> (Value, Person) {
        let body = json!({"name": "示例县民政局", "region_code": region, "actions": ["people.shared_household.read"]});
        let made = self.act("security_admin", "/api-clients", None, body).await.ok(201);
        let (id, secret) = (text(&made, "id"), text(&made, "client_secret"));
        let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
        let token = self.post("/oauth/token").raw("application/x-www-form-urlencoded", form).send().await.ok(200);
        let person = Person { token: text(&token, "access_token").to_owned(), officer: String::new() };
        (made, person)
    }

    /// Fields of the county's register that are granted to a client from today on.
    pub async fn fields_granted(&self, client: &Value, groups: &[&str], said: Value) -> Reply {
        let body = json!({
            "client_id": client["id"], "region_code": COUNTY, "groups": groups, "purpose": "示例：低保核对", "basis": "示例函〔2023〕1号",
            "file_id": self.paper("数据共享协议.pdf").await, "from_on": "2023-03-01"
        });
        self.act("asset_officer", "/field-grants", None, over(body, &said)).await
    }

    async fn shared(&self, person: &Person, grant: &Value, query: &str) -> Reply {
        self.get(&format!("/field-grants/{}/households{query}", text(grant, "id"))).by(person).send().await
    }
}

fn names(value: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

engines! {
    /// A client sees the groups that it was granted and nothing of the others; nobody in clear; each page is one event.
    async fn a_client_reads_what_it_was_granted_and_no_more(app) {
        let site = app.site(json!({"region_code": TOWN})).await;
        let head = app.person(json!({"name": MARKS[0], "id_number": MARKS[4]})).await;
        let at = json!({
            "region_code": TOWN, "site_id": site["id"], "building": "1栋", "poor": true, "origin_address": "甄村示例屋"
        });
        app.household(&[(&head, "head")], at).await.ok(201);
        app.household(&[(&app.person(json!({})).await, "head")], json!({})).await.ok(201);
        let (client, person) = app.client(COUNTY).await;
        let all = ["identity", "household", "origin", "host", "housing_unit", "standing", "events"];
        let whole = app.fields_granted(&client, &all, json!({"region_code": TOWN})).await.ok(201);
        let page = app.shared(&person, &whole, "").await.ok(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 1, "of the town alone");
        let one = &page["items"][0];
        let groups = ["dwelling", "events", "host", "household_id", "members", "number", "origin", "standing"];
        assert_eq!((names(one), names(&one["members"][0])), (groups.to_vec(), vec!["identity", "membership"]));
        assert_eq!(names(&one["dwelling"]), ["building"], "what is not known of a group is absent in it");
        assert_eq!((&one["standing"]["poor"], text(&one["members"][0]["identity"], "name")), (&json!(true), "甄***"));
        assert_eq!(text(&one["members"][0]["identity"], "id_number"), "431***********1234");
        let clear = page.to_string();
        assert!(MARKS.iter().all(|mark| !clear.contains(mark)) && !clear.contains("示例屋"), "{page:#}");
        for (groups, shown, of_member) in [
            (&["host"][..], &["host", "household_id"][..], &[][..]),
            (&["standing", "origin"], &["household_id", "origin", "standing"], &[]),
            (&["identity"], &["household_id", "members"], &["identity"]),
            (&["household"], &["household_id", "members", "number"], &["membership"]),
        ] {
            let grant = app.fields_granted(&client, groups, json!({})).await.ok(201);
            let page = app.shared(&person, &grant, "?sort=oldest").await.ok(200);
            assert_eq!((page["items"].as_array().unwrap().len(), names(&page["items"][0])), (2, shown.to_vec()), "{groups:?}");
            if !of_member.is_empty() {
                assert_eq!(names(&page["items"][0]["members"][0]), of_member, "{groups:?}");
            }
        }
        let at_site = app.shared(&person, &whole, &format!("?site_id={}&limit=1&count=true", text(&site, "id"))).await.ok(200);
        assert_eq!(at_site["total"], 1);
        assert_eq!(app.number("SELECT count(*) FROM field_reading").await, 6);
        let read = "SELECT count(*) FROM trail_event WHERE action = 'people.shared_household.read' AND outcome = 'done'";
        assert_eq!(app.number(read).await, 6);
        let events = app.see("auditor", "/trail/events?action=people.shared_household.read").await;
        assert!(text(&events["items"][0], "principal").starts_with("client:") && events["items"][0]["after"]["households"] == 1, "{events:#}");
        expect_seen(app, "I2", &["DELETE FROM field_grant_group WHERE field_group = 'host'"]).await;
        expect_seen(app, "I7", &["UPDATE field_grant SET version = version + 1", "UPDATE field_reading SET id = {new} WHERE id = (SELECT r.id FROM field_reading r ORDER BY r.id LIMIT 1)"]).await;
        expect_seen(app, "I11", &["UPDATE field_reading SET region_code = '431027'"]).await;
    }

    /// Granted to one client of the region, for days; ended or not begun it refuses; nobody else learns that it is there.
    async fn a_grant_is_one_clients_for_its_days(app) {
        let (client, person) = app.client(COUNTY).await;
        let (beside, stranger) = app.client(COUNTY).await;
        let (far, foreign) = app.client(OTHER).await;
        refused(&app.fields_granted(&far, &["host"], json!({})).await, 422, "people.field_grant.client_unknown", &json!({}));
        let days = app.fields_granted(&client, &["host"], json!({"until_on": "2023-03-01"})).await;
        refused(&days, 422, "people.field_grant.days", &json!({"from": "2023-03-01", "until": "2023-03-01"}));
        let nothing = app.fields_granted(&client, &[], json!({})).await;
        assert_eq!(nothing.status.as_u16(), 400, "{:#}", nothing.body);
        app.fields_granted(&client, &["host"], json!({"region_code": OTHER})).await.refused(404, "access.not_found");
        assert_eq!(app.number("SELECT count(*) FROM field_grant").await, 0);
        let later = app.fields_granted(&client, &["host"], json!({"from_on": "2023-03-05", "until_on": "2023-03-10"})).await.ok(201);
        let early = app.shared(&person, &later, "").await;
        refused(&early, 409, "people.field_grant.not_running", &json!({"from": "2023-03-05", "today": "2023-03-01"}));
        let grant = app.fields_granted(&client, &["host"], json!({})).await.ok(201);
        app.shared(&person, &grant, "").await.ok(200);
        for other in [&stranger, &foreign] {
            app.shared(other, &grant, "").await.refused(404, "access.not_found");
        }
        app.shared(&app.who("asset_officer").await, &grant, "").await.refused(403, "access.denied.role");
        let end = async |grant: &Value| {
            let path = format!("/field-grants/{}", text(grant, "id"));
            let now = app.see("auditor", &path).await;
            app.act("county_leader", &format!("{path}/end"), Some(&now), json!({"reason": "示例：核对完毕"})).await
        };
        let found = async |query: &str| app.see("auditor", &format!("/field-grants?{query}")).await["items"].as_array().unwrap().len();
        assert_eq!((found("as_of=2023-03-04").await, found("as_of=2023-03-05").await), (1, 2));
        assert_eq!((found(&format!("client_id={}", text(&beside, "id"))).await, found("region=431027").await), (0, 0));
        let ended = end(&grant).await.ok(200);
        assert_eq!((text(&ended, "until_on"), text(&ended, "end_reason")), ("2023-03-01", "示例：核对完毕"));
        refused(&app.shared(&person, &grant, "").await, 409, "people.field_grant.not_running", &json!({}));
        refused(&end(&grant).await, 409, "people.field_grant.ended", &json!({"until": "2023-03-01"}));
        // One that has not begun ends with its first day, and never begins.
        assert_eq!(text(&end(&later).await.ok(200), "until_on"), "2023-03-05");
        assert_eq!(found("as_of=2023-03-05").await, 0);
        assert_eq!(app.number("SELECT count(*) FROM field_reading").await, 1);
    }
}
