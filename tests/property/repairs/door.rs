use serde_json::json;

use super::{PHOTO, PICTURE, form, kept, page, send};
use crate::{
    people::stands,
    support::{
        Reply, TestApp,
        cast::{COUNTY, OTHER},
        money::text,
    },
};

/// What somebody writes that must stand nowhere in clear.
const MARKS: [&str; 3] = ["示例门牌七九三", "示例渗水八四六", "13977700931"];

/// Fields, a photo, the status, and what is told.
type Wrong<'a> = (Vec<(&'static str, String)>, Option<&'a [u8]>, u16, &'static str);

fn filled() -> [(&'static str, &'static str); 4] {
    [("kind", "water"), ("place", MARKS[0]), ("what", MARKS[1]), ("phone", MARKS[2])]
}

/// Where a page sends on to.
fn sent_on(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", String::from_utf8_lossy(&reply.bytes));
    reply.headers["location"].to_str().unwrap().to_owned()
}

/// What an answer says, but for what differs between any two.
fn said(reply: &Reply) -> String {
    let mut body = reply.body.clone();
    for name in ["instance", "request_id"] {
        if let Some(fields) = body.as_object_mut() {
            fields.remove(name);
        }
    }
    if body.is_null() { page(reply) } else { format!("{} {body}", reply.status) }
}

/// How many rows a visitor could leave behind.
async fn left(app: &TestApp) -> Vec<i64> {
    let mut left = Vec::new();
    for table in ["repair_request", "file", "file_chunk", "idempotency_key", "trail_event", "outbox"] {
        left.push(app.number(&format!("SELECT count(*) FROM {table}")).await);
    }
    left
}

engines! {
    /// Whoever opens a link is told the site's name and no more, and files a request with a photo by a form alone. What they wrote stands
    /// nowhere in clear, their receipt shows its course and nobody else's, and the trail names the link.
    async fn a_form_is_all_that_is_needed(app) {
        let site = app.site(json!({"name": "示例安置点丁"})).await;
        let (link, secret) = app.repair_link(&site).await;
        let opened = app.get(&format!("//r/{secret}")).send().await;
        let shown = kept(&opened, "repair_form");
        assert!(shown.contains("示例安置点丁") && shown.contains("enctype=\"multipart/form-data\""), "{shown}");
        for hidden in [COUNTY, "汝城", text(&site, "id"), text(&link, "id"), "示例：1 栋大厅", "<script", "http"] {
            assert!(!shown.contains(hidden), "{hidden}");
        }
        let policy = opened.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && policy.contains("form-action 'self'"), "{policy}");
        for (name, value) in [("cache-control", "no-store"), ("referrer-policy", "no-referrer"), ("x-content-type-options", "nosniff")] {
            assert_eq!(opened.headers[name], value);
        }
        let once = shown.split("name=\"once\" value=\"").nth(1).unwrap()[..32].to_owned();
        let fields = [&filled()[..], &[("once", &once)]].concat();
        let receipt = sent_on(&send(app, &secret, &fields, Some(("IMG_1.HEIC.jpg", PHOTO))).await);
        assert_eq!(sent_on(&send(app, &secret, &fields, Some(("IMG_1.HEIC.jpg", PHOTO))).await), receipt, "pressed twice, filed once");
        assert_eq!(app.number("SELECT count(*) FROM repair_request").await, 1);
        let seen = app.get(&format!("/{receipt}")).send().await;
        let seen = kept(&seen, "repair_receipt");
        assert!(seen.contains("已收到，待安排") && seen.contains("供水、排水") && !seen.contains(MARKS[1]), "{seen}");
        let typed = receipt.rsplit('/').next().unwrap().to_uppercase();
        let asked = app.get(&format!("//r/{secret}?code={}-{}", &typed[..4], &typed[4..])).send().await;
        assert_eq!(sent_on(&asked), receipt, "a code is typed in groups and capitals");

        let list = app.see("village_clerk", "/repair-requests").await;
        assert!(list["items"].as_array().unwrap().is_empty(), "a town's clerk sees no more than the town");
        let request = app.see("asset_officer", "/repair-requests").await["items"][0].clone();
        assert_eq!((text(&request, "place"), text(&request, "what"), text(&request, "phone")), (MARKS[0], MARKS[1], "*******0931"));
        assert!(text(&request, "number").starts_with("BX-431026-2023-"));
        let photo = app.see("asset_officer", &format!("/files/{}", text(&request, "photo_file_id"))).await;
        let by = format!("public:{}", text(&link, "id"));
        assert_eq!((text(&photo, "name"), text(&photo, "uploaded_by")), ("报修照片.jpg", by.as_str()));
        let shown = app.get(&format!("/files/{}/content", text(&photo, "id"))).by(&app.who("asset_officer").await).send().await;
        assert_eq!((shown.bytes.as_slice(), shown.status.as_u16()), (PICTURE, 200), "of a photo its picture is kept, and not where it was taken");
        let told = format!("SELECT count(*) FROM trail_event WHERE principal = '{by}' AND action = 'repairs.door.file' AND subject_state = 'received'");
        assert_eq!(app.number(&told).await, 1);
        let reveal = format!("/repair-requests/{}/reveal", text(&request, "id"));
        let officer = app.who("asset_officer").await;
        let clear = app.post(&reveal).by(&officer).json(json!({"reason": "示例核实"})).send().await.ok(200);
        assert_eq!(clear, json!({"phone": MARKS[2]}));
        let noted = format!("SELECT count(*) FROM trail_event WHERE action = 'repairs.request.reveal' AND after_json LIKE '%repair_request:{}%示例核实%'", text(&request, "id"));
        assert_eq!(app.number(&noted).await, 1, "and it counts against the officer's day");
        for mark in MARKS {
            assert!(!stands(app, mark).await, "{mark} stands in clear");
        }
    }

    /// A link that was ended or replaced answers as one that never was, and so does a code that is none; another site's link does not
    /// show a request, and a link that took another's place does.
    async fn what_is_gone_answers_as_what_never_was(app) {
        let (site, other) = (app.site(json!({"name": "示例安置点戊"})).await, app.site(json!({"name": "示例安置点己"})).await);
        let ((link, first), (_, beside)) = (app.repair_link(&site).await, app.repair_link(&other).await);
        let (_, code) = app.repair_request(&first, json!({})).await;
        let replace = format!("/repair-links/{}/replace", text(&link, "id"));
        let link = app.press("asset_officer", &replace, &link).await.ok(200);
        let second = app.repair_secret(&link).await;
        assert_ne!(first, second);
        let answer = app.get(&format!("/public-repairs/{second}/{code}")).send().await.ok(200);
        assert_eq!((text(&answer, "site_name"), text(&answer, "progress")), ("示例安置点戊", "received"));
        let end = format!("/repair-links/{}/end", text(&link, "id"));
        let (_, third) = app.repair_link(&site).await;
        let ended = app.act("asset_officer", &end, Some(&link), json!({"reason": "示例：有人滥用"})).await.ok(200);
        assert_eq!((text(&ended, "state"), &ended["generation"]), ("ended", &json!(2)));
        app.press("asset_officer", &replace, &ended).await.refused(409, "repairs.link.state_is");
        let never = "a".repeat(26);
        let body = json!({"kind": "road", "place": "示例", "what": "示例"});
        let (mut pages, mut answers, mut filed) = (Vec::new(), Vec::new(), Vec::new());
        for secret in [never.as_str(), first.as_str(), second.as_str()] {
            pages.push(app.get(&format!("//r/{secret}")).send().await);
            pages.push(send(app, secret, &filled(), None).await);
            pages.push(app.get(&format!("//r/{secret}/{code}")).send().await);
            answers.push(app.get(&format!("/public-repairs/{secret}")).send().await);
            answers.push(app.get(&format!("/public-repairs/{secret}/{code}")).send().await);
            filed.push(app.post(&format!("/public-repairs/{secret}")).json(body.clone()).send().await);
        }
        for (secret, code) in [(beside.as_str(), code.as_str()), (third.as_str(), "aaaaaaaaaaaaaaaa"), (third.as_str(), "a")] {
            pages.push(app.get(&format!("//r/{secret}/{code}")).send().await);
            answers.push(app.get(&format!("/public-repairs/{secret}/{code}")).send().await);
        }
        for all in [&pages, &answers, &filed] {
            assert!(all.iter().all(|r| r.status == 404 && said(r) == said(&all[0])), "{:?}", all.iter().map(said).collect::<Vec<_>>());
        }
        app.get(&format!("/public-repairs/{third}/{code}")).send().await.ok(200);
        assert_eq!(app.number("SELECT count(*) FROM repair_request").await, 1);
        for secret in [first, second, third, code] {
            assert!(!stands(app, &secret).await, "an address or a code stands in clear");
        }
        let site = json!({"name": "示例", "region_code": OTHER});
        let site = app.act("431027.asset_officer", "/sites", None, site).await.ok(201);
        let body = json!({"site_id": site["id"], "place": "示例"});
        app.act("asset_officer", "/repair-links", None, body).await.refused(422, "repairs.site.unknown");
    }

    /// What cannot be taken is told in Chinese at its field, with what was written still there; nothing of it is kept.
    async fn a_form_that_is_wrong_leaves_nothing(app) {
        let (_, secret) = app.repair_link(&app.site(json!({})).await).await;
        let before = left(app).await;
        let big = vec![0xff_u8; 8 * 1024 * 1024 + 1];
        let huge = vec![b'x'; 9 * 1024 * 1024];
        let long = "长".repeat(501);
        let with = |name: &'static str, value: &str| -> Vec<(&'static str, String)> {
            filled().iter().map(|(n, v)| (*n, if *n == name { value.to_owned() } else { (*v).to_owned() })).collect()
        };
        let cases: Vec<Wrong> = vec![
            (with("kind", "ship"), None, 422, "请选择什么坏了"),
            (with("place", "  "), None, 422, "请写明在哪里"),
            (with("what", &long), None, 422, "500 字以内"),
            (with("phone", "1397770"), Some(b"GIF89a" as &[u8]), 422, "照片须为 JPG 或 PNG"),
            (with("phone", "139 7770 0931"), None, 422, "7 至 12 位数字"),
            (with("kind", "water"), Some(b"<svg onload=alert(1)>"), 422, "照片须为 JPG 或 PNG"),
            (with("kind", "water"), Some(&PHOTO[..38]), 422, "且文件完整"),
            (with("kind", "water"), Some(&big), 413, "照片超过 8 MB"),
            (with("kind", "water"), Some(&huge), 413, "照片超过 8 MB"),
        ];
        for (fields, photo, status, told) in &cases {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let reply = send(app, &secret, &fields, photo.map(|bytes| ("照片.jpg", bytes))).await;
            let shown = kept(&reply, "repair_form_wrong");
            assert!(reply.status == *status && shown.contains(told), "{told}: {} {shown}", reply.status);
            // Of a body that is larger than any form may be, no more is read than has come.
            let whole = photo.is_none_or(|bytes| bytes.len() < huge.len());
            assert!(!whole || shown.contains(MARKS[1]) || shown.contains(&long), "what was written is lost");
        }
        let post = |kind: &str, body: Vec<u8>| app.post(&format!("//r/{secret}")).raw(kind, body).send();
        assert_eq!(post("application/x-www-form-urlencoded", b"kind=water".to_vec()).await.status, 415);
        assert_eq!(post("multipart/form-data; boundary=x", b"--x\r\nnonsense".to_vec()).await.status, 400);
        let chunked = app.post(&format!("//r/{secret}")).raw("multipart/form-data; boundary=x", form(&filled(), Some(("a.jpg", &huge)))).chunked();
        assert_eq!(chunked.send().await.status, 413, "and nobody says beforehand how long it is");
        assert_eq!(app.delete(&format!("//r/{secret}")).send().await.status, 405);
        let refused = |body| app.post(&format!("/public-repairs/{secret}")).json(body).send();
        refused(json!({"kind": "water", "place": "示例", "what": "示例", "phone": "12 34567"})).await.refused(422, "people.person.phone_malformed");
        refused(json!({"kind": "water", "place": "示例"})).await.refused(400, "wire.malformed");
        assert_eq!(left(app).await, before, "something was kept of what was refused");
    }

    /// Another system files at most once under its key, and gets its code again; a dry run keeps nothing.
    async fn a_key_files_once(app) {
        let (_, secret) = app.repair_link(&app.site(json!({})).await).await;
        let path = format!("/public-repairs/{secret}");
        let body = json!({"kind": "road", "place": "示例", "what": "示例：路面塌陷"});
        let post = |body: serde_json::Value| app.post(&path).header("idempotency-key", "k-1").json(body).send();
        let before = left(app).await;
        let tried = app.post(&format!("{path}?dry_run=true")).json(body.clone()).send().await.ok(200);
        assert!(tried.get("receipt_code").is_none() && left(app).await == before);
        let (one, two) = (post(body.clone()).await.ok(201), post(body.clone()).await.ok(201));
        assert_eq!(one, two);
        let mut other = body;
        other["what"] = json!("示例：另一处");
        post(other).await.refused(422, "idempotency.key_reused");
        assert_eq!(app.number("SELECT count(*) FROM repair_request").await, 1);
        let kept = format!("SELECT count(*) FROM idempotency_key WHERE body LIKE '%{}%'", text(&one, "receipt_code"));
        assert_eq!(app.number(&kept).await, 0, "the code is kept nowhere");
    }

    /// Each address has its measure, of looks and of reports; each link has one for all addresses. Whoever must wait is told how long.
    async fn whoever_knocks_too_often_waits(app) {
        let (_, secret) = app.repair_link(&app.site(json!({})).await).await;
        let limited = app.beside(|config| {
            config.security.visits_per_minute = 6;
            config.security.reports_per_minute = 2;
        });
        let must_wait = |reply: Reply, policy: &str| {
            assert_eq!(reply.status, 429);
            assert_eq!(reply.headers["ratelimit-policy"], policy);
            let wait: u32 = reply.headers["retry-after"].to_str().unwrap().parse().unwrap();
            assert!((1..=60).contains(&wait));
            reply
        };
        let body = form(&filled(), None);
        let knock = |from: &str| limited.post(&format!("//r/{secret}")).from(from).raw("multipart/form-data; boundary=x", body.clone()).send();
        for _ in 0..2 {
            assert_eq!(knock("192.0.2.1").await.status, 303);
        }
        let shown = page(&must_wait(knock("192.0.2.1").await, "\"default\";q=2;w=60"));
        assert!(shown.contains("操作过于频繁"), "{shown}");
        let api = format!("/public-repairs/{secret}");
        let json = json!({"kind": "road", "place": "示例", "what": "示例"});
        must_wait(limited.post(&api).from("192.0.2.1").json(json.clone()).send().await, "\"default\";q=2;w=60").refused(429, "wire.too_many");
        for _ in 0..2 {
            limited.get(&api).from("192.0.2.1").send().await.ok(200);
        }
        must_wait(limited.get(&format!("{api}/{}", "a".repeat(16))).from("192.0.2.1").send().await, "\"default\";q=6;w=60");
        for n in 2..6 {
            for _ in 0..2 {
                assert_eq!(knock(&format!("192.0.2.{n}")).await.status, 303);
            }
        }
        must_wait(knock("192.0.2.9").await, "\"default\";q=10;w=60");
        assert_eq!(app.number("SELECT count(*) FROM repair_request").await, 10);
        app.get(&api).from("192.0.2.1").send().await.ok(200);
    }

    /// The last request of a day that one link takes is taken, and the one after it is not, and leaves nothing.
    async fn a_link_takes_so_many_a_day(app) {
        let (_, secret) = app.repair_link(&app.site(json!({})).await).await;
        let told = json!({"kind": "road", "place": "示例", "what": "示例"});
        let knock = || app.post(&format!("/public-repairs/{secret}")).json(told.clone()).send();
        knock().await.ok(201);
        many_requests(app, 298).await;
        knock().await.ok(201);
        let before = left(app).await;
        let full = knock().await.refused(409, "repairs.door.full");
        assert!(text(&full, "detail").contains("300"), "{full:#}");
        assert_eq!(left(app).await, before);
        written(app, "DELETE FROM repair_request WHERE number LIKE 'P%'").await;
    }
}

/// Something that is written past the server.
async fn written(app: &TestApp, sql: &str) {
    use sea_orm::ConnectionTrait as _;
    app.app.db.unguarded().execute_unprepared(sql).await.expect(sql);
}

/// So many more requests like the one that there is.
async fn many_requests(app: &TestApp, many: u32) {
    let new_id = match app.app.db.engine() {
        steward::ground::platform::Engine::Sqlite => "randomblob(16)",
        steward::ground::platform::Engine::Postgres => "gen_random_uuid()",
    };
    let columns =
        "link_id, site_id, region_code, kind, told, filed_on, state, layer, version, created_at_ms, updated_at_ms";
    let sql = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) \
         INSERT INTO repair_request (id, number, code_digest, {columns}) \
         SELECT {new_id}, 'P' || i, 'P' || i, {columns} FROM repair_request, n"
    );
    written(app, &sql).await;
}
