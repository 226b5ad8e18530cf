//! What is served beside the API.

engines! {
    /// Probes, the document and its page answer without a login; metrics answer this machine and no proxy.
    async fn probes_document_and_metrics(app) {
        assert_eq!(app.get("//healthz").send().await.ok(200)["status"], "ok");
        let ready = app.get("//readyz").send().await.ok(200);
        assert_eq!((ready["status"].as_str(), ready["civil_day"].as_str()), (Some("ready"), Some("2023-03-01")));
        assert_eq!(app.get("//openapi.json").send().await.ok(200)["openapi"], "3.0.3");
        let page = app.get("//docs").send().await;
        assert!(page.headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
        assert_eq!(page.status, 200);
        assert_eq!(app.get("//metrics").send().await.status, 200);
        for header in ["x-forwarded-for", "forwarded"] {
            app.get("//metrics").header(header, "for=192.0.2.1").send().await.refused(404, "wire.no_such_path");
        }
        assert_eq!(app.get("//problems/wire.too_many").send().await.status, 200);
        for page in ["//docs/rules", "//docs/rules/R90", "//docs/rules/R102.1", "//docs/rules/A9.1"] {
            assert_eq!(app.get(page).send().await.status, 200, "{page}");
        }
        assert_eq!(app.get("//docs/rules/R999").send().await.status, 404);
        assert_eq!(app.get("//problems/nonsense").send().await.status, 404);
    }
}
