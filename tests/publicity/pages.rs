//! What a website shows of a posting: until its term is over and the region's days after it, and gone from there by then.

use serde_json::{Value, json};

use crate::support::{Reply, TestApp, money::text};

/// A posting that hangs on a board and a website from 1 to 8 March.
async fn hung(app: &TestApp) -> Value {
    let asset = app.valued("示例公厕").await;
    let filed = app.file_posting(json!({"asset_ids": [asset["id"]]})).await.ok(201);
    post(app, &filed, "2023-03-01").await.ok(200)
}

async fn post(app: &TestApp, posting: &Value, on: &str) -> Reply {
    let mut places = Vec::new();
    for (profile, name) in [("board", "示例村村务公开栏"), ("web", "示例县政府网站")] {
        places.push(json!({"profile": profile, "name": name, "file_id": app.town_paper("张贴.pdf").await}));
    }
    app.on_posting("unit_clerk", "post", posting, json!({"on": on, "places": places})).await
}

/// Closed on a day, with a photo of each place of the day before.
async fn closed(app: &TestApp, posting: &Value, (shown, on): (&str, &str)) -> Value {
    app.on_day(on).await;
    let mut photos = Vec::new();
    for n in 1..=2 {
        photos.push(json!({"n": n, "file_id": app.town_paper(&format!("期末{n}.pdf")).await, "on": shown}));
    }
    let posting = app.on_posting("unit_clerk", "places", posting, json!({"places": photos})).await.ok(200);
    app.on_posting("town_officer", "close", &posting, json!({})).await.ok(200)
}

async fn down(app: &TestApp, posting: &Value, (revision, n, on): (i32, i32, &str)) -> Reply {
    let body = json!({"copies": [{"revision": revision, "n": n, "on": on}]});
    app.on_posting("unit_clerk", "take-down", posting, body).await
}

/// The lines as a kind of place shows them.
async fn lines(app: &TestApp, posting: &Value, profile: &str) -> Reply {
    let path = format!("/publicity/{}/lines?profile={profile}", text(posting, "id"));
    app.get(&path).by(&app.who("asset_officer").await).send().await
}

engines! {
    /// Until it is over a website shows it; after the days of the region nobody is given what a website would show, in lines or print,
    /// and the board's measure stays for the file.
    async fn what_a_website_shows_ends_with_its_days(app) {
        app.set_value("publicity.web_keep_days", "10").await;
        let posting = hung(app).await;
        let copy = &posting["web_copies"][0];
        assert_eq!((&copy["revision"], &copy["n"], text(copy, "name"), copy.get("shown_until_on")), (&json!(1), &json!(2), "示例县政府网站", None));
        assert_eq!(posting["web_copies"].as_array().unwrap().len(), 1, "a board keeps nothing");
        lines(app, &posting, "web").await.ok(200);
        let closed = closed(app, &posting, ("2023-03-08", "2023-03-09")).await;
        assert_eq!(text(&closed["web_copies"][0], "shown_until_on"), "2023-03-08");
        app.on_day("2023-03-18").await;
        lines(app, &closed, "web").await.ok(200);
        app.on_day("2023-03-19").await;
        for profile in ["web", "press"] {
            let problem = lines(app, &closed, profile).await.refused(409, "publicity.posting.page_over");
            assert_eq!(problem["facts"]["until"], "2023-03-18");
            let print = format!("/publicity/{}/print?form=publicity_notice&profile={profile}", text(&closed, "id"));
            app.get(&print).by(&app.who("asset_officer").await).send().await.refused(409, "publicity.posting.page_over");
        }
        lines(app, &closed, "board").await.ok(200);
    }

    /// Where the region says nothing of it, nothing ends and the night finds nothing.
    async fn where_no_days_are_set_nothing_is_late(app) {
        let posting = hung(app).await;
        let closed = closed(app, &posting, ("2023-03-08", "2023-03-09")).await;
        app.on_day("2023-06-30").await;
        lines(app, &closed, "web").await.ok(200);
        app.look().await;
        assert_eq!(app.see("auditor", "/audit/leads?check=A34.1").await["items"], json!([]));
    }

    /// A page is taken down once, after its term; what is left up longer than the region's days the night finds (A34.1), and takes back
    /// when it is down. The page of a revision that was replaced is one of its own.
    async fn a_page_that_is_left_up_is_found_and_taken_down(app) {
        app.set_value("publicity.web_keep_days", "10").await;
        let posting = hung(app).await;
        let problem = down(app, &posting, (1, 2, "2023-03-01")).await.refused(409, "publicity.copy.hangs");
        assert_eq!(text(&problem["facts"], "place"), "示例县政府网站");
        app.on_day("2023-03-04").await;
        let other = json!({
            "title": "关于示例公厕确权的公示（更正）", "hotline": "12317", "calendar_days": 7,
            "lines": [{"name": "示例村股份经济合作社", "basis": "示例：更正面积", "amount": "900.00"}]
        });
        let revised = app.on_posting("asset_officer", "revise", &posting, other).await.ok(200);
        let again = post(app, &revised, "2023-03-04").await.ok(200);
        assert_eq!(again["web_copies"].as_array().unwrap().len(), 2, "{again:#}");
        let leads = async |day: &str| {
            app.on_day(day).await;
            app.tick().await;
            let found = app.see("auditor", "/audit/leads?check=A34.1").await;
            let told = found["items"].as_array().unwrap().iter();
            let told = told.map(|l| (text(l, "state").to_owned(), text(&l["figures"], "due_on").to_owned()));
            told.collect::<Vec<_>>()
        };
        assert_eq!(leads("2023-03-14").await, [], "the day itself is not late");
        let found = leads("2023-03-15").await;
        assert_eq!(found, [("found".to_owned(), "2023-03-14".to_owned())], "the revision that was replaced on the 4th");
        down(app, &again, (1, 1, "2023-03-15")).await.refused(422, "publicity.copy.unknown");
        down(app, &again, (2, 2, "2023-03-15")).await.refused(409, "publicity.copy.hangs");
        down(app, &again, (1, 2, "2023-03-04")).await.refused(422, "publicity.day.before");
        down(app, &again, (1, 2, "2023-03-16")).await.refused(422, "publicity.day.ahead");
        let first = down(app, &again, (1, 2, "2023-03-05")).await.ok(200);
        assert_eq!(text(&first["web_copies"][0], "taken_down_on"), "2023-03-05");
        down(app, &first, (1, 2, "2023-03-06")).await.refused(409, "publicity.copy.down_already");
        app.on_posting("auditor", "take-down", &first, json!({"copies": [{"revision": 1, "n": 2, "on": "2023-03-05"}]})).await
            .refused(403, "access.denied.role");
        let over = closed(app, &first, ("2023-03-15", "2023-03-16")).await;
        down(app, &over, (2, 2, "2023-03-16")).await.ok(200);
        assert_eq!(leads("2023-03-17").await, [("lapsed".to_owned(), "2023-03-14".to_owned())]);
    }
}
