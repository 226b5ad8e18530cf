//! People: what names them is sealed, masked, and found in clear nowhere.

mod canaries;
mod free_texts;
pub mod households;
mod months;
mod shared;
mod sheets;
mod written;

use ::entity::person;
use sea_orm::{ConnectionTrait as _, DbBackend, EntityTrait as _, Statement};
use serde_json::{Value, json};
use steward::ground::kernel::Digest;

pub use sheets::number;

use crate::support::{TestApp, cast::COUNTY, money::text, sound::assert_sealed};

/// Marked names, phones and ID numbers.
const MARKS: &[&str] = &[
    "甄示例隐",
    "13977700001",
    "13977700002",
    "13977709x9",
    "431026199001011234",
    "431026198505157777",
    "431026197707078880",
];

/// Whether a mark stands anywhere in the database: in the bytes of the file and its log, or in any row of any table.
pub async fn stands(app: &TestApp, mark: &str) -> bool {
    let conn = app.app.db.unguarded();
    let backend = conn.get_database_backend();
    let rows = async |sql: &str| conn.query_all_raw(Statement::from_string(backend, sql)).await.expect(sql);
    if backend == DbBackend::Sqlite {
        let file: String =
            rows("SELECT file FROM pragma_database_list WHERE name = 'main'").await[0].try_get_by_index(0).unwrap();
        let found = |end: &str| {
            let bytes = std::fs::read(format!("{file}{end}")).unwrap_or_default();
            bytes.windows(mark.len()).any(|w| w == mark.as_bytes())
        };
        return found("") || found("-wal");
    }
    let hex: String = mark.bytes().map(|b| format!("{b:02x}")).collect();
    for row in rows("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'").await {
        let table: String = row.try_get_by_index(0).unwrap();
        let sql = format!("SELECT count(*) FROM \"{table}\" t WHERE t::text LIKE '%{mark}%' OR t::text LIKE '%{hex}%'");
        if app.number(&sql).await > 0 {
            return true;
        }
    }
    false
}

/// The blind index of every person is that of what the value opens to, and of that county alone.
async fn assert_indexed(app: &TestApp) {
    let (conn, sealer) = (app.app.db.unguarded(), &app.app.sealer);
    for row in person::Entity::find().all(conn).await.unwrap() {
        let sealed = [
            ("phone", row.phone.as_ref(), row.phone_index.as_ref()),
            ("id_number", row.id_number.as_ref(), row.id_number_index.as_ref()),
        ];
        for (column, value, index) in sealed {
            let (Some(value), Some(index)) = (value, index) else { continue };
            let clear = sealer.open(conn, &format!("person|{column}|{}", row.id), value).await.unwrap();
            let clear = String::from_utf8(clear).unwrap();
            let of = |county: &str| {
                sealer.keys().blind_index(&format!("person.{column}"), &format!("{county}|{clear}")).to_string()
            };
            assert_eq!(*index, of(&row.region_code[..6]));
            assert_ne!(*index, of("431027"), "another county has another index");
        }
    }
}

engines! {
    /// Through all that can be done with a person, what names the person stands nowhere in clear, and no refusal repeats it.
    async fn what_names_a_person_stands_nowhere_in_clear(app) {
        let (officer, other) = (app.who("asset_officer").await, app.who("auditor").await);
        let body = json!({"region_code": COUNTY, "name": MARKS[0], "phone": MARKS[1], "id_number": MARKS[4]});
        let post = |path: &str, body: Value| app.post(path).by(&officer).json(body).send();
        let made = post("/people", body.clone()).await.ok(201);
        let plain = Digest::of(format!("/api/v1/people\n\n{body}").as_bytes());
        let by_key = "SELECT count(*) FROM idempotency_key WHERE operation LIKE '%/people'";
        assert_eq!(app.number(by_key).await, 1, "what is kept of the request");
        let guessed = format!("{by_key} AND request_sha256 = '{plain}'");
        assert_eq!(app.number(&guessed).await, 0, "and nobody can guess at it without the key");
        assert_eq!((text(&made, "name"), text(&made, "phone"), text(&made, "id_number")), ("甄***", "*******0001", "431***********1234"));
        let taken = post("/people", body).await;
        assert_eq!((taken.status.as_u16(), text(&taken.body, "code")), (409, "people.person.id_number_taken"));
        let wrong = post("/people", json!({"region_code": COUNTY, "name": MARKS[0], "id_number": MARKS[6]})).await;
        assert_eq!((wrong.status.as_u16(), text(&wrong.body, "code")), (422, "people.person.id_number_checksum"));
        let phone = post("/people", json!({"region_code": COUNTY, "name": MARKS[0], "phone": MARKS[3]})).await;
        assert_eq!((phone.status.as_u16(), text(&phone.body, "code")), (422, "people.person.phone_malformed"));
        for refused in [taken, wrong, phone] {
            assert!(!MARKS.iter().any(|mark| refused.body.to_string().contains(mark)), "{}", refused.body);
        }
        let path = format!("/people/{}", text(&made, "id"));
        let patch = json!({"phone": MARKS[2], "id_number": MARKS[5], "file_id": app.paper("示例身份证明.pdf").await});
        app.patch(&path).by(&officer).at("1").json(patch).send().await.ok(200);
        for (by, rows) in [(json!({"phone": MARKS[1]}), 0), (json!({"phone": MARKS[2]}), 1), (json!({"id_number": MARKS[5]}), 1)] {
            let mut wanted = by;
            wanted["region_code"] = json!(COUNTY);
            let found = post("/people/search", wanted).await.ok(200);
            assert_eq!(found["items"].as_array().unwrap().len(), rows, "{found}");
        }
        let nothing = post("/people/search", json!({"region_code": COUNTY})).await;
        assert_eq!(text(&nothing.body, "code"), "people.person.search_by_one");
        let list = app.get("/people").by(&other).send().await.ok(200);
        assert!(!MARKS.iter().any(|mark| list.to_string().contains(mark)), "{list}");
        let reveal = format!("{path}/reveal");
        let ask = json!({"fields": ["phone", "id_number"], "reason": "示例核对"});
        assert_eq!(post(&reveal, ask.clone()).await.ok(200), json!({"phone": MARKS[2], "id_number": MARKS[5]}));
        app.post(&reveal).by(&other).json(ask).send().await.refused(403, "access.denied.role");
        let sealed = assert_sealed(&app.app).await;
        assert_eq!(["person.name", "person.phone", "person.id_number"].map(|column| sealed[column]), [1; 3]);
        assert_indexed(app).await;
        for mark in MARKS {
            assert!(!stands(app, mark).await, "{mark} stands in clear");
        }
        // A check that can fail: a name that is kept in clear is found.
        post("/sites", json!({"name": "示例明文安置点", "region_code": COUNTY})).await.ok(201);
        assert!(stands(app, "示例明文安置点").await);
    }

    /// An officer sees people in clear fifty times a civil day; each time leaves an event that says what and why.
    async fn the_fifty_first_reveal_of_a_day_is_refused(app) {
        let officer = app.who("asset_officer").await;
        let body = json!({"region_code": COUNTY, "name": "示例甲"});
        let made = app.post("/people").by(&officer).json(body).send().await.ok(201);
        let path = format!("/people/{}/reveal", text(&made, "id"));
        let reveal = async || app.post(&path).by(&officer).json(json!({"fields": ["name"], "reason": "示例核对"})).send().await;
        for _ in 0..50 {
            assert_eq!(reveal().await.ok(200)["name"], "示例甲");
        }
        let over = reveal().await;
        assert_eq!((over.status.as_u16(), text(&over.body, "code")), (403, "access.denied.quota"));
        assert!(text(&over.body, "detail").contains("50"), "{}", over.body);
        let denied = "SELECT count(*) FROM trail_event WHERE action = 'people.person.reveal' AND outcome = 'denied' AND reason = 'over_quota'";
        assert_eq!(app.number(denied).await, 1, "whoever asks for more is told of in the trail");
        let told = "SELECT count(*) FROM trail_event WHERE action = 'people.person.reveal' AND after_json LIKE '%示例核对%' AND after_json NOT LIKE '%示例甲%'";
        assert_eq!(app.number(told).await, 50);
    }

    /// A number is one, however it is typed: with a small x, in full-width digits, in groups.
    async fn an_id_number_is_one_however_it_is_typed(app) {
        let officer = app.who("asset_officer").await;
        let person = |number: &str| app.post("/people").by(&officer).json(json!({"region_code": COUNTY, "name": "示例甲", "id_number": number})).send();
        let made = person("11010519491231002x").await.ok(201);
        assert_eq!(text(&made, "id_number"), "110***********002X");
        person("１１０１０５１９４９１２３１００２Ｘ").await.refused(409, "people.person.id_number_taken");
        for typed in ["11010519491231002x", "110105 19491231 002X"] {
            let found = app.act("asset_officer", "/people/search", None, json!({"region_code": COUNTY, "id_number": typed})).await.ok(200);
            assert_eq!(found["items"][0]["id"], made["id"], "{typed}");
        }
        assert_indexed(app).await;
    }
}
