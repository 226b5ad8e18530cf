use serde_json::json;

engines! {
    /// A site is created, read, changed at its version, listed, and deleted with a tombstone that collectors see.
    async fn a_site_lives_from_creation_to_tombstone(app) {
        let officer = app.who("asset_officer").await;
        let site = json!({
            "name": "示例安置点", "region_code": "431026102", "people": 2868, "land_area_mu": "137.0000",
            "external_ids": [{"system": "budget_integration", "id": "S-1"}]
        });
        let made = app.post("/sites").by(&officer).json(site.clone()).send().await;
        assert!(made.headers["location"].to_str().unwrap().starts_with("/api/v1/sites/"));
        let made = made.ok(201);
        let path = format!("/sites/{}", made["id"].as_str().unwrap());
        let read = app.get(&path).by(&officer).send().await;
        assert_eq!(read.etag(), "1");
        app.get(&path).by(&officer).header("if-none-match", "\"1\"").send().await.ok(304);
        let change = json!({"households": 803});
        app.patch(&path).by(&officer).json(change.clone()).send().await.refused(428, "wire.if_match_missing");
        app.patch(&path).by(&officer).at("2").json(change.clone()).send().await.refused(412, "wire.stale");
        let changed = app.patch(&path).by(&officer).at("1").json(change).send().await.ok(200);
        assert_eq!((changed["households"].as_i64(), changed["people"].as_i64()), (Some(803), Some(2868)));
        let found = app.get("/sites?external_system=budget_integration&external_id=S-1&count=true").by(&officer).send().await.ok(200);
        assert_eq!((found["items"][0]["id"].as_str(), found["total"].as_i64()), (made["id"].as_str(), Some(1)));
        app.post("/sites").by(&officer).json(site).send().await.refused(409, "platform.external_id.taken");
        let twice = json!([{"system": "budget_integration", "id": "S-2"}, {"system": "budget_integration", "id": "S-2"}]);
        let twice = json!({"name": "示例安置点", "region_code": "431026", "external_ids": twice});
        let problem = app.post("/sites").by(&officer).json(twice).send().await.refused(422, "platform.external_id.doubled");
        assert_eq!(problem["errors"][0]["pointer"], "/external_ids/1");
        let gone = app.delete(&path).by(&officer).at("2").send().await.ok(200);
        assert!(gone["deleted_at"].is_string());
        assert_eq!(app.get("/sites").by(&officer).send().await.ok(200)["items"], json!([]));
        app.on_day("2023-03-02").await;
        let officer = app.who("asset_officer").await;
        let synced = app.get("/sites?updated_since=2023-03-01T00:00:00Z&include_deleted=true").by(&officer).send().await.ok(200);
        assert_eq!(synced["items"][0]["id"], made["id"]);
    }

    /// The next county does not see it, in any way: reading, changing and creating there answer as if it did not exist.
    async fn the_county_beside_sees_nothing(app) {
        let (here, there) = (app.who("asset_officer").await, app.who("431027.asset_officer").await);
        let made = app.post("/sites").by(&here).json(json!({"name": "示例安置点", "region_code": "431026"})).send().await.ok(201);
        let path = format!("/sites/{}", made["id"].as_str().unwrap());
        app.get(&path).by(&there).send().await.refused(404, "access.not_found");
        app.patch(&path).by(&there).at("1").json(json!({"name": "x"})).send().await.refused(404, "access.not_found");
        app.post("/sites").by(&there).json(json!({"name": "x", "region_code": "431026"})).send().await.refused(404, "access.not_found");
        assert_eq!(app.get("/sites?region=431026").by(&there).send().await.ok(200)["items"], json!([]));
        let unknown = app.get("/sites/01890a5d-ac96-774b-bcce-b302099a8057").by(&there).send().await.refused(404, "access.not_found");
        let hidden = app.get(&path).by(&there).send().await.refused(404, "access.not_found");
        for field in ["title", "detail", "code", "type"] {
            assert_eq!(unknown[field], hidden[field]);
        }
    }

    /// R6: a code that no table knows is refused, with the code and the day.
    async fn an_unknown_region_is_refused_by_r6(app) {
        let officer = app.who("asset_officer").await;
        let site = json!({"name": "示例安置点", "region_code": "431026999"});
        let problem = app.post("/sites").by(&officer).json(site).send().await.refused(422, "places.region.unknown");
        assert_eq!((problem["rule"].as_str(), problem["facts"]["code"].as_str()), (Some("R6"), Some("431026999")));
    }

    /// Nobody invests less than nothing, neither when a site is entered nor later.
    async fn an_investment_is_not_below_zero(app) {
        let officer = app.who("asset_officer").await;
        let below = json!({"name": "示例安置点", "region_code": "431026", "investment": "-1.00"});
        let problem = app.post("/sites").by(&officer).json(below).send().await.refused(422, "places.site.investment_below_zero");
        assert_eq!((problem["errors"][0]["pointer"].as_str(), problem["facts"]["investment"].as_str()), (Some("/investment"), Some("-1.00")));
        let site = app.post("/sites").by(&officer).json(json!({"name": "示例安置点", "region_code": "431026"})).send().await.ok(201);
        let path = format!("/sites/{}", site["id"].as_str().unwrap());
        let later = app.patch(&path).by(&officer).at(site["etag"].as_str().unwrap()).json(json!({"investment": "-0.01"}));
        later.send().await.refused(422, "places.site.investment_below_zero");
    }

    /// Pages follow one another without gap or repetition, in both orders.
    async fn pages_follow_one_another(app) {
        let officer = app.who("asset_officer").await;
        for n in 0..7 {
            app.post("/sites").by(&officer).json(json!({"name": format!("示例点{n}"), "region_code": "431026"})).send().await.ok(201);
        }
        for sort in ["newest", "oldest"] {
            let (mut names, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = app.get(&format!("/sites?limit=3&sort={sort}{cursor}")).by(&officer).send().await.ok(200);
                names.extend(page["items"].as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap().to_owned()));
                match page["next_cursor"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            assert_eq!(names.len(), 7);
            names.sort();
            names.dedup();
            assert_eq!(names.len(), 7);
        }
    }

    /// A dry run checks everything and keeps nothing.
    async fn a_dry_run_keeps_nothing(app) {
        let officer = app.who("asset_officer").await;
        let site = json!({"name": "示例安置点", "region_code": "431026"});
        let events = app.number("SELECT count(*) FROM trail_event").await;
        let dry = app.post("/sites?dry_run=true").by(&officer).header("idempotency-key", "dry").json(site.clone()).send().await;
        assert_eq!(dry.headers["dry-run"], "true");
        assert_eq!(dry.ok(200)["name"], "示例安置点");
        assert_eq!(app.number("SELECT count(*) FROM site").await, 0);
        assert_eq!(app.number("SELECT count(*) FROM trail_event").await, events);
        app.post("/sites").by(&officer).header("idempotency-key", "dry").json(site).send().await.ok(201);
    }
}
