use serde_json::json;

engines! {
    /// Every fault of a request is named at once, by its place.
    async fn every_fault_is_named_by_its_place(app) {
        let officer = app.who("asset_officer").await;
        let body = json!({"name": 7, "region_code": "43102", "people": -1, "land_area_mu": 1.5, "nonsense": true});
        let problem = app.post("/sites").by(&officer).json(body).send().await.refused(400, "wire.malformed");
        let mut pointers: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|e| e["pointer"].as_str().unwrap().to_owned()).collect();
        pointers.sort();
        assert_eq!(pointers, ["/land_area_mu", "/name", "/nonsense", "/people", "/region_code"]);
        let problem = app.post("/sites").by(&officer).json(json!({"name": "x"})).send().await.refused(400, "wire.malformed");
        assert_eq!(problem["errors"][0]["pointer"], "/region_code");
        // What nobody sees makes two names of one that looks alike.
        for name in ["示例\u{202e}村", "示例\u{200b}村", "\u{feff}示例村"] {
            let problem = app.post("/sites").by(&officer).json(json!({"name": name, "region_code": "431026"})).send().await.refused(400, "wire.malformed");
            let told = &problem["errors"][0];
            assert_eq!((&told["pointer"], &told["code"]), (&json!("/name"), &json!("pattern")));
            assert!(told["message"].as_str().unwrap().contains("看不见"), "{told}");
        }
        let doubled = r#"{"name": "a", "name": "b", "region_code": "431026"}"#;
        let problem = app.post("/sites").by(&officer).raw("application/json", doubled).send().await.refused(400, "wire.malformed");
        assert_eq!(problem["errors"][0]["pointer"], "/name");
    }

    /// What is not JSON, not this media type, not this method, not this path.
    async fn wrong_shapes_have_their_own_status(app) {
        let officer = app.who("asset_officer").await;
        let post = |kind: &str, body: &str| app.post("/sites").by(&officer).raw(kind, body.as_bytes().to_vec());
        for body in ["", "{", "[]", "\"x\"", "null", "{\"name\": \"a\\u0000b\", \"region_code\": \"431026\"}", "{\"name\": \"\\ud800\"}"] {
            post("application/json", body).send().await.refused(400, "wire.malformed");
        }
        post("application/json", &("[".repeat(10_000) + &"]".repeat(10_000))).send().await.refused(400, "wire.malformed");
        post("text/plain", "{}").send().await.refused(415, "wire.media_type");
        post("application/json", &" ".repeat(1_100_000)).send().await.refused(413, "wire.too_large");
        app.post("/sites").by(&officer).send().await.refused(415, "wire.media_type");
        app.get("/sites").by(&officer).header("accept", "text/html").send().await.refused(406, "wire.not_acceptable");
        for path in ["/sites/nonsense", "/sites/0", "/nowhere", "/sites/", "//api/v2/sites", "//nowhere"] {
            app.get(path).by(&officer).send().await.refused(404, "wire.no_such_path");
        }
        let reply = app.any("PUT", "/sites").by(&officer).send().await;
        assert_eq!(reply.headers["allow"], "GET, HEAD, POST");
        reply.refused(405, "wire.no_such_method");
        let reply = app.any("OPTIONS", "/sites").send().await;
        reply.refused(405, "wire.no_such_method");
    }

    /// Unknown, doubled and malformed query parameters; missing and malformed headers.
    async fn queries_and_headers_are_held_against_the_document(app) {
        let officer = app.who("asset_officer").await;
        for query in ["zzz=1", "limit=1&limit=2", "limit=0", "limit=201", "limit=x", "count=1", "cursor=x", "region=43102", "updated_since=2023-03-01",
            "updated_since=2023-13-45T00:00:00.000Z", "external_id=%00&external_system=a"] {
            let problem = app.get(&format!("/sites?{query}")).by(&officer).send().await.refused(400, "wire.malformed");
            let name = query.split('=').next().unwrap();
            assert_eq!(problem["errors"][0]["pointer"], format!("query:{name}"), "{query}");
        }
        for (path, name) in [("/holidays", "year"), ("/audit/trace", "subject")] {
            let problem = app.get(path).by(&officer).send().await.refused(400, "wire.malformed");
            assert_eq!((&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]), (&json!(format!("query:{name}")), &json!("query.missing")));
        }
        // One half of the name that another system gives names nothing.
        for (half, other) in [("external_id", "external_system"), ("external_system", "external_id")] {
            let problem = app.get(&format!("/sites?{half}=a")).by(&officer).send().await.refused(400, "wire.malformed");
            assert_eq!(problem["errors"][0]["pointer"], format!("query:{other}"));
        }
        // Forty characters as they were sent, eighty in NFC.
        app.get(&format!("/sites?q={}", "%E0%A5%98".repeat(40))).by(&officer).send().await.ok(200);
        let site = json!({"name": "x", "region_code": "431026"});
        for key in ["", "\"\"", &"k".repeat(129), "a b"] {
            app.post("/sites").by(&officer).header("idempotency-key", key).json(site.clone()).send().await.refused(400, "wire.malformed");
        }
        app.get("/sites").send().await.refused(401, "access.unauthenticated");
        app.get("/sites").header("authorization", "Basic x").send().await.refused(401, "access.unauthenticated");
    }

    /// The reader's language changes sentences, never codes.
    async fn problems_speak_the_readers_language(app) {
        let zh = app.get("/sites").send().await.refused(401, "access.unauthenticated");
        let en = app.get("/sites").header("accept-language", "en").send().await.refused(401, "access.unauthenticated");
        assert_eq!((zh["title"].as_str(), en["title"].as_str()), (Some("未登录或登录已失效"), Some("Not logged in, or the login has ended")));
    }

    /// The same key, the same answer; another body, a refusal; a refused request leaves the key free.
    async fn a_key_takes_effect_once(app) {
        let officer = app.who("asset_officer").await;
        let post = |body| app.post("/sites").by(&officer).header("idempotency-key", "\"once\"").json(body);
        post(json!({"name": "x", "region_code": "431026999"})).send().await.refused(422, "places.region.unknown");
        let site = json!({"name": "x", "region_code": "431026"});
        let first = post(site.clone()).send().await.ok(201);
        let again = post(site.clone()).send().await;
        assert_eq!(again.headers["idempotent-replayed"], "true");
        assert_eq!(again.ok(201), first);
        post(json!({"name": "y", "region_code": "431026"})).send().await.refused(422, "idempotency.key_reused");
        assert_eq!(app.number("SELECT count(*) FROM site").await, 1);
    }
    /// What JSON Schema takes for a whole number or an amount and our types do not is told by its place.
    async fn numbers_are_whole_and_zero_has_no_sign(app) {
        let officer = app.who("asset_officer").await;
        let body = r#"{"name": "x", "region_code": "431026", "people": 2.0, "investment": "-0.00"}"#;
        let problem = app.post("/sites").by(&officer).raw("application/json", body).send().await.refused(400, "wire.malformed");
        let mut pointers: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|e| e["pointer"].as_str().unwrap()).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/investment", "/people"]);
        let login = json!({"login": "asset-officer", "password": "x", "transport": "foobar"});
        let problem = app.post("/sessions").json(login).send().await.refused(400, "wire.malformed");
        assert_eq!(problem["errors"][0]["pointer"], "/transport");
        let grown = json!({"name": "\u{958}".repeat(60), "region_code": "431026"});
        app.post("/sites").by(&officer).json(grown).send().await.ok(201);
    }

    /// What keeps nothing needs no key; what would keep something is refused without one.
    async fn a_dry_run_goes_without_a_key(app) {
        let officer = app.who("asset_officer").await;
        let site = json!({"name": "x", "region_code": "431026"});
        let keys = app.number("SELECT count(*) FROM idempotency_key").await;
        let dry = app.post("/sites?dry_run=true").by(&officer).keyless().json(site.clone()).send().await;
        assert_eq!(dry.headers["dry-run"], "true");
        dry.ok(200);
        for path in ["/sites", "/sites?dry_run=false"] {
            let problem = app.post(path).by(&officer).keyless().json(site.clone()).send().await.refused(400, "wire.malformed");
            assert_eq!((&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]), (&json!("header:Idempotency-Key"), &json!("header.missing")));
        }
        let problem = app.post("/sites?dry_run=true&zzz=1").by(&officer).keyless().json(site).send().await.refused(400, "wire.malformed");
        assert_eq!((problem["errors"].as_array().unwrap().len(), &problem["errors"][0]["pointer"]), (1, &json!("query:zzz")));
        assert_eq!((app.number("SELECT count(*) FROM site").await, app.number("SELECT count(*) FROM idempotency_key").await), (0, keys));
    }

    /// A number out of its range is told with its figure and the bound; one as long as somebody's, by its length.
    async fn a_number_out_of_range_is_told_with_its_bound(app) {
        let officer = app.who("asset_officer").await;
        let told = async |people: &str, lang: &str| {
            let body = format!(r#"{{"name": "x", "region_code": "431026", "people": {people}}}"#);
            let reply = app.post("/sites").by(&officer).header("accept-language", lang).raw("application/json", body).send().await;
            let error = reply.refused(400, "wire.malformed")["errors"][0].clone();
            assert_eq!(error["pointer"], "/people");
            error["message"].as_str().unwrap().to_owned()
        };
        assert_eq!(told("10000001", "zh-CN").await, "10000001 超出范围，不得大于 10000000。");
        assert_eq!(told("-1", "en").await, "-1 is out of range: not below 0.");
        assert_eq!(told("13800138000", "zh-CN").await, "11 位数 超出范围，不得大于 10000000。");
    }

    /// A key or a version that stands twice names two; nobody chooses between them.
    async fn doubled_headers_are_refused(app) {
        let officer = app.who("asset_officer").await;
        let site = json!({"name": "x", "region_code": "431026"});
        let doubled = app.post("/sites").by(&officer).header("idempotency-key", "a").header("idempotency-key", "b");
        let problem = doubled.json(site.clone()).send().await.refused(400, "wire.malformed");
        assert_eq!(problem["errors"][0]["pointer"], "header:Idempotency-Key");
        let made = app.post("/sites").by(&officer).json(site).send().await.ok(201);
        let path = format!("/sites/{}", made["id"].as_str().unwrap());
        let doubled = app.patch(&path).by(&officer).at("1").at("2").json(json!({"name": "y"}));
        let problem = doubled.send().await.refused(400, "wire.malformed");
        assert_eq!(problem["errors"][0]["pointer"], "header:If-Match");
    }

    /// Bodies in chunks are held to the same bounds.
    async fn chunks_are_counted(app) {
        let clerk = app.who("finance_clerk").await;
        let path = format!("/bank-accounts/{}/close", uuid::Uuid::nil());
        let problem = app.post(&path).by(&clerk).at("1").raw("application/json", "{}").chunked().send().await.refused(400, "wire.malformed");
        assert_eq!(problem["errors"][0]["code"], "body.unexpected");
        app.post(&path).by(&clerk).at("1").send().await.refused(404, "access.not_found");
        app.post("/sites").by(&clerk).raw("application/json", " ".repeat(1_100_000)).chunked().send().await.refused(413, "wire.too_large");
        let small = app.beside(|config| config.files.max_bytes = 1000);
        let upload = |size: usize| {
            let head = "--x\r\nContent-Disposition: form-data; name=\"region_code\"\r\n\r\n431026\r\n\
                --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.pdf\"\r\n\r\n%PDF-1.7 ";
            let body = format!("{head}{}\r\n--x--\r\n", "x".repeat(size));
            small.post("/files").by(&clerk).raw("multipart/form-data; boundary=x", body).chunked().send()
        };
        upload(100_000).await.refused(413, "wire.too_large");
        upload(2_000).await.refused(413, "files.file.too_large");
        upload(500).await.ok(201);
    }

    /// Every part of an upload is known, and what is wrong with one is told by its place.
    async fn parts_of_an_upload_are_held_to_the_document(app) {
        let clerk = app.who("unit_clerk").await;
        let upload = |region: &str, more: &str| {
            let body = format!("--x\r\nContent-Disposition: form-data; name=\"region_code\"\r\n\r\n{region}\r\n{more}\
                --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.pdf\"\r\n\r\n%PDF-1.7 x\r\n--x--\r\n");
            app.post("/files").by(&clerk).raw("multipart/form-data; boundary=x", body).send()
        };
        let problem = upload("43102", "").await.refused(400, "files.file.bad_region");
        assert_eq!(problem["errors"][0]["pointer"], "/region_code");
        let more = "--x\r\nContent-Disposition: form-data; name=\"zzz\"\r\n\r\n1\r\n";
        upload("431026", more).await.refused(400, "wire.malformed");
        upload("431026", "").await.ok(201);
        let alone = "--x\r\nContent-Disposition: form-data; name=\"region_code\"\r\n\r\n431026\r\n--x--\r\n";
        let reply = app.post("/files").by(&clerk).raw("multipart/form-data; boundary=x", alone).send().await;
        let problem = reply.refused(400, "wire.malformed");
        assert_eq!((&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]), (&json!("/file"), &json!("required")));
    }

    /// What is looked for in a name is meant as it is typed.
    async fn a_percent_sign_looks_for_itself(app) {
        let officer = app.who("asset_officer").await;
        for name in ["示例一", "示例50%_!点"] {
            app.post("/sites").by(&officer).json(json!({"name": name, "region_code": "431026"})).send().await.ok(201);
        }
        for (q, found) in [("%25", 1), ("_", 1), ("!", 1), ("50%25_!", 1), ("%E7%A4%BA%25", 0), ("%E7%A4%BA", 2)] {
            let list = app.get(&format!("/sites?q={q}")).by(&officer).send().await.ok(200);
            assert_eq!(list["items"].as_array().unwrap().len(), found, "{q}");
        }
    }
}
