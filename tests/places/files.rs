use crate::support::{Person, Reply, TestApp};

/// Uploads a file as a browser would.
pub async fn upload(app: &TestApp, by: &Person, name: &str, content: &[u8]) -> Reply {
    let mut body = Vec::new();
    body.extend_from_slice(b"--x\r\nContent-Disposition: form-data; name=\"region_code\"\r\n\r\n431026\r\n");
    body.extend_from_slice(
        format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").as_bytes(),
    );
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--x--\r\n");
    app.post("/files").by(by).raw("multipart/form-data; boundary=x", body).send().await
}

engines! {
    /// The bytes come back as they were, and stand nowhere in clear.
    async fn a_file_is_sealed_and_comes_back(app) {
        let clerk = app.who("unit_clerk").await;
        let mut content = b"%PDF-1.7 marker-in-clear ".to_vec();
        content.resize(600_000, b'x');
        let made = upload(app, &clerk, "../示例验收单.pdf", &content).await.ok(201);
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
        upload(app, &clerk, "示例.pdf", b"MZ\x90\x00").await.refused(422, "files.file.unknown_type");
        upload(app, &clerk, ".pdf", b"%PDF-1.7").await.refused(422, "files.file.bad_name");
        app.post("/files").by(&clerk).raw("multipart/form-data; boundary=x", "nonsense").send().await.refused(400, "wire.malformed");
        assert_eq!(app.number("SELECT count(*) FROM file").await, 0);
    }
}
