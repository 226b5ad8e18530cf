//! The key that protects all others is replaced while servers go on: nobody is answered that something cannot be read, and afterwards
//! the old key opens nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

use ::entity::person;
use futures_util::future::{join, join_all, join3};
use sea_orm::{ConnectionTrait as _, DbBackend, EntityTrait as _, Statement};
use serde_json::json;
use steward::{
    ground::{
        kernel::{Day, Words as _},
        platform::{Keys, Sealer, Stop},
        wire::refusal_of,
    },
    office::access::{renew_data_keys, retire_replaced, rotate_key},
    server::check::sealed_columns,
};

use crate::support::{
    TestApp,
    cast::COUNTY,
    database::folder,
    money::{text, upload},
    sound::assert_sealed,
};

fn code(stop: Stop) -> &'static str {
    refusal_of(&stop).kind.code
}

/// The same folder of keys on another machine, without one of its files.
fn without(keys: &Path, name: &str, gone: &str) -> std::path::PathBuf {
    let other = folder(name);
    for file in fs::read_dir(keys).expect("keys") {
        let file = file.expect("a key").path();
        let name = file.file_name().expect("a name");
        if name.to_str() != Some(gone) {
            fs::copy(&file, other.join(name)).expect("a copy");
        }
    }
    other
}

/// Whether a folder's keys open the names of all persons.
async fn opens(app: &TestApp, keys: &Path) -> bool {
    let sealer = Sealer::new(Keys::open(keys, false).expect("keys"));
    let conn = app.app.db.unguarded();
    let rows = person::Entity::find().all(conn).await.unwrap();
    assert!(rows.len() > 10);
    let open = rows.iter().map(|row| {
        let place = format!("person|name|{}", row.id);
        let sealer = sealer.clone();
        async move { sealer.open(conn, &place, &row.name).await.is_ok() }
    });
    join_all(open).await.into_iter().all(|opened| opened)
}

async fn register(app: &TestApp, county: &str, n: usize) {
    let officer = if county == COUNTY { "asset_officer".to_owned() } else { format!("{county}.asset_officer") };
    let officer = app.who(&officer).await;
    let body = json!({"region_code": county, "name": format!("示例钥{n}"), "phone": format!("1397770{n:04}")});
    app.post("/people")
        .by(&officer)
        .header("idempotency-key", &format!("register-{n}"))
        .json(body)
        .send()
        .await
        .ok(201);
}

async fn read(app: &TestApp) {
    let officer = app.who("auditor").await;
    let page = app.get("/people?limit=50").by(&officer).send().await.ok(200);
    assert!(text(&page["items"][0], "name").contains('*'), "{page}");
}

engines! {
    /// Two servers read and write while the key is replaced; one of them began before the new key was made.
    async fn a_key_is_replaced_while_servers_go_on(app) {
        let keys = folder(&format!("keys-{}", app.app.db.engine().word()));
        Keys::open(&keys, true).expect("new keys");
        let server = || TestApp::left(app.app.db.clone(), &keys);
        let (one, two, operator) = (server(), server(), server());
        for n in 0..5 {
            register(&one, COUNTY, n).await;
        }
        let held = operator.app.sealer.keys();
        let old = held.marks().remove(0);
        let missing = rotate_key(&app.app.db, held, "0123456789abcdef").await.unwrap_err();
        assert_eq!(code(missing), "access.wrapping_key.missing");
        let fresh = Keys::make_wrapping(&keys).expect("a key");
        let reading = async {
            for _ in 0..20 {
                read(&two).await;
            }
        };
        let writing = async {
            for n in 5..15 {
                // The first of another county wants a data key that is not there yet.
                join(register(&one, if n < 8 { COUNTY } else { "431027" }, n), register(&two, COUNTY, 100 + n)).await;
            }
        };
        let ((), (), rotated) = join3(reading, writing, rotate_key(&app.app.db, held, &fresh)).await;
        assert!(rotated.expect("a rotation") > 0);
        assert_eq!(rotate_key(&app.app.db, held, &fresh).await.expect("again"), 0, "safe to repeat");
        let name = format!("keys-new-{}", app.app.db.engine().word());
        assert!(opens(app, &without(&keys, &name, "wrapping.key")).await, "the new key alone opens everything");
        let name = format!("keys-old-{}", app.app.db.engine().word());
        let old_only = without(&keys, &name, &format!("wrapping-{fresh}.key"));
        assert!(!opens(app, &old_only).await, "and the old one nothing");

        let in_use = retire_replaced(&app.app.db, held, &fresh).await.unwrap_err();
        assert_eq!(code(in_use), "access.wrapping_key.not_replaced");
        assert_eq!(code(rotate_key(&app.app.db, held, &old).await.unwrap_err()), "access.wrapping_key.used");
        retire_replaced(&app.app.db, held, &old).await.expect("a retirement");
        assert!(Keys::destroy(&keys, &old).expect("a folder"));
        assert_eq!(code(retire_replaced(&app.app.db, held, &old).await.unwrap_err()), "access.wrapping_key.not_replaced");
        // A server that starts now has never seen the old key; those that run go on.
        let three = server();
        for app in [&one, &two, &three] {
            read(app).await;
            let n = app.number("SELECT count(*) FROM person").await;
            register(app, COUNTY, usize::try_from(n).unwrap()).await;
        }
        let told = "SELECT count(*) FROM trail_event WHERE action IN ('access.wrapping_key.replace', 'access.wrapping_key.retire')";
        assert_eq!(app.number(told).await, 2);
    }
}

/// Something sealed of several kinds: how many values each column has, and where a file of this content is read.
async fn filled(app: &TestApp, content: &[u8]) -> (BTreeMap<String, usize>, String) {
    for n in 0..60 {
        register(app, COUNTY, n).await;
    }
    let officer = app.who("asset_officer").await;
    let file = upload(app, &officer, COUNTY, "示例.pdf", content).await.ok(201);
    let asset = app.stock(json!({})).await;
    let said = json!({"asset_ids": [asset["id"]], "channel": "letter", "text": "示例：来信", "file_ids": [file["id"]]});
    app.complain("asset_officer", said).await.ok(201);
    (assert_sealed(&app.app).await, format!("/files/{}/content", text(&file, "id")))
}

engines! {
    /// Every column of bytes is among those that are sealed anew: one that was forgotten would lose its values with their key.
    async fn no_column_of_bytes_is_forgotten(app) {
        if app.app.db.unguarded().get_database_backend() != DbBackend::Postgres {
            return; // SQLite keeps ids as bytes, too.
        }
        let sql = "SELECT string_agg(table_name || '.' || column_name, ' ' ORDER BY 1) FROM information_schema.columns \
                   WHERE table_schema = 'public' AND data_type = 'bytea' AND table_name <> 'data_key'";
        let rows = app.app.db.unguarded().query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await;
        let there: String = rows.unwrap().unwrap().try_get_by_index(0).unwrap();
        let there: BTreeSet<&str> = there.split(' ').collect();
        let sealed: Vec<String> = sealed_columns().iter().map(|c| format!("{}.{}", c.table, c.column)).collect();
        assert_eq!(there, sealed.iter().map(String::as_str).collect());
    }

    /// Values of past months are sealed anew while they are read; the keys of those months are gone, and with them whatever copies say.
    async fn data_keys_of_past_months_are_renewed_and_destroyed(app) {
        let content = [b"%PDF-1.4".as_slice(), &[7; 700_000]].concat();
        let (before, path) = filled(app, &content).await;
        let conn = app.app.db.unguarded();
        let copied = person::Entity::find().one(conn).await.unwrap().unwrap();
        app.on_day("2023-06-10").await;
        let columns = sealed_columns();
        let renew = |month: &str| {
            let day: Day = format!("{month}-01").parse().expect("a day");
            renew_data_keys(&app.app.db, &app.app.sealer, &columns, day.month())
        };
        assert_eq!(code(renew("2023-06").await.unwrap_err()), "access.data_key.young");
        let reading = async {
            for _ in 0..20 {
                read(app).await;
            }
        };
        let (renewed, ()) = join(renew("2023-05"), reading).await;
        let (values, destroyed) = renewed.expect("new keys");
        assert_eq!(values, before.values().sum::<usize>());
        assert!(values > 60 && destroyed >= 3, "{values} {destroyed}");
        assert_eq!(app.number("SELECT count(*) FROM data_key WHERE month < '2023-06'").await, 0);
        assert_eq!(assert_sealed(&app.app).await, before);
        let officer = app.who("asset_officer").await;
        assert!(app.get(&path).by(&officer).send().await.bytes == content, "the file is what it was");
        let anew = Sealer::new(app.app.sealer.keys().clone());
        let gone = anew.open(conn, &format!("person|name|{}", copied.id), &copied.name).await.unwrap_err();
        assert!(gone.to_string().contains("is gone"), "{gone}");
        assert_eq!(renew("2023-05").await.expect("again"), (0, 0), "safe to repeat");
    }
}

/// The same by the command line; a server without the key in use does not start.
#[test]
fn keys_are_replaced_by_the_command() {
    let home = folder("keys-command");
    let (keys, url) = (home.join("keys"), format!("sqlite:{}", home.join("steward.db").display()));
    let steward = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_steward"));
        let done = command.args(words).args(["--database-url", &url, "--log", "off"]).env("STEWARD_KEYS_DIR", &keys);
        let output = done.output().expect("a program");
        (output.status.success(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).trim().to_owned())
    };
    assert!(steward(&["migrate"]).0);
    let (_, listed) = steward(&["keys", "list"]);
    let old = listed.strip_suffix(" not used yet, in the folder").expect(&listed).to_owned();
    let (made, fresh) = steward(&["keys", "make"]);
    assert!(made && fresh.len() == 16, "{fresh}");
    assert_eq!(steward(&["keys", "rotate", &fresh]), (true, format!("0 data keys wrapped by {fresh}")));
    let listed = steward(&["keys", "list"]).1;
    assert_eq!(listed, format!("{old} replaced, in the folder\n{fresh} current, in the folder"));
    assert_eq!(steward(&["keys", "retire", &old]), (true, format!("{old} retired, its file destroyed here")));
    let (again, why) = steward(&["keys", "retire", &old]);
    assert!(!again && why.contains(&old), "{why}");
    assert!(!keys.join("wrapping.key").exists());
    fs::remove_file(keys.join(format!("wrapping-{fresh}.key"))).expect("a key");
    let (served, why) = steward(&["doctor"]);
    assert!(served, "{why}");
    let (served, why) = steward(&["keys", "list"]);
    assert!(!served && why.contains("wrapping"), "{why}");
}
