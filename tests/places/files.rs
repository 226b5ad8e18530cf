use crate::support::money::upload;

engines! {
    /// The bytes come back as they were, and stand nowhere in clear.
    async fn a_file_is_sealed_and_comes_back(app) {
        let clerk = app.who("unit_clerk").await;
        let mut content = b"%PDF-1.7 marker-in-clear ".to_vec();
        content.resize(600_000, b'x');
        let made = upload(app, &clerk, "431026", "../示例验收单.pdf", &content).await.ok(201);
        assert_eq!((made["name"].as_str(), made["size_bytes"].as_i64()), (Some("示例验收单.pdf"), Some(600_000)));
        let path = format!("/files/{}/content", made["id"].as_str().unwrap());
        let back = app.get(&path).by(&clerk).send().await;
        assert_eq!((back.headers["content-type"].to_str().unwrap(), back.bytes), ("application/pdf", content));
        assert_eq!(app.number("SELECT count(*) FROM file_chunk").await, 3);
        let clear = if app.app.db.engine() == steward::ground::platform::Engine::Postgres {
            "SELECT count(*) FROM file_chunk WHERE position('marker-in-clear'::bytea in sealed) > 0"
        } else {
            "SELECT count(*) FROM file_chunk WHERE instr(sealed, CAST('marker-in-clear' AS BLOB)) > 0"
        };
        assert_eq!(app.number(clear).await, 0);
        let other = app.who("431027.unit_clerk").await;
        app.get(&path).by(&other).send().await.refused(404, "access.not_found");
    }

    /// The type is what the content says; the name must agree.
    async fn a_wrong_type_behind_a_right_name_is_refused(app) {
        let clerk = app.who("unit_clerk").await;
        upload(app, &clerk, "431026", "示例.pdf", b"MZ\x90\x00").await.refused(422, "files.file.unknown_type");
        upload(app, &clerk, "431026", ".pdf", b"%PDF-1.7").await.refused(422, "files.file.bad_name");
        app.post("/files").by(&clerk).raw("multipart/form-data; boundary=x", "nonsense").send().await.refused(400, "wire.malformed");
        assert_eq!(app.number("SELECT count(*) FROM file").await, 0);
    }

    /// What a file is called stands in clear wherever it is named: somebody's number in it does not.
    async fn a_name_keeps_nobodys_number(app) {
        let clerk = app.who("unit_clerk").await;
        let made = upload(app, &clerk, "431026", "示例李四11010519491231002X电话13900002222.pdf", b"%PDF-1.7").await.ok(201);
        assert_eq!(made["name"], "示例李四______________002X电话_______2222.pdf");
        for (table, column) in [("file", "name"), ("trail_event", "after_json")] {
            let kept = format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%13900002222%'");
            assert_eq!(app.number(&kept).await, 0, "{table}");
        }
    }
}
