use serde_json::json;

use crate::support::cast::COUNTY;

engines! {
    /// Kinds of evidence are named by their words: a slip of the pen would leave a paper to be replaced under a signature.
    async fn evidence_that_the_matter_does_not_have_is_refused(app) {
        let step = json!({"name": "示例", "name_en": "Example", "mode": "any", "role": "unit_head", "seat": "filing_unit", "conditions": []});
        let body = |matter: &str, kinds: &[&str]| json!({
            "matter": matter, "region_code": COUNTY, "name": "示例", "restart_at": 1, "decisive_evidence": kinds, "steps": [step]
        });
        let path = "/approval-definitions";
        for (matter, kinds, pointer) in [
            ("disbursement", vec!["acceptance_form", "acceptance_from"], "/decisive_evidence/1"),
            ("allocation_split", vec!["invoice"], "/decisive_evidence/0"),
        ] {
            let problem = app.act("security_admin", path, None, body(matter, &kinds)).await.refused(422, "approvals.definition.faulty");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem:#}");
        }
        app.act("security_admin", path, None, body("disbursement", &["acceptance_form", "invoice"])).await.ok(201);
    }
}
