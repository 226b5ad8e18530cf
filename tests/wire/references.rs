//! Several wrong references in one body are told at once, each at the place where it was sent.

use serde_json::{Value, json};

use crate::support::Reply;

const NOTHING: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// Code and place of every fault that a 422 tells.
fn told(reply: Reply, code: &str) -> Vec<(String, String)> {
    let problem = reply.refused(422, code);
    let errors = problem["errors"].as_array().expect("errors").iter();
    errors.map(|e| (e["code"].as_str().unwrap().to_owned(), e["pointer"].as_str().unwrap().to_owned())).collect()
}

fn at(faults: &[(&str, &str)]) -> Vec<(String, String)> {
    faults.iter().map(|(code, place)| ((*code).to_owned(), (*place).to_owned())).collect()
}

engines! {
    /// Parties are told where they were sent, whatever order they are kept in; a paper that nobody has is told with them.
    async fn a_contract_tells_every_unknown_party(app) {
        let project = app.planned("600000.00").await;
        let party = |id: Value, role: &str| json!({"organisation_id": id, "role": role, "file_id": null});
        let body = json!({
            "project_id": project["id"], "name": "示例施工合同", "procurement": "open_tender", "amount": "100.00",
            "file_id": NOTHING,
            "parties": [
                party(json!("ff890a5d-ac96-774b-bcce-b302099a8057"), "contractor"),
                party(app.unit("示例施工单位甲").await, "contractor"),
                party(json!(NOTHING), "contractor")
            ]
        });
        let mut told = told(app.act("unit_clerk", "/contracts", None, body).await, "projects.unit.unknown");
        told.sort();
        let unit = "projects.unit.unknown";
        let wanted = [("files.file.unknown", "/file_id"), (unit, "/parties/0/organisation_id"), (unit, "/parties/2/organisation_id")];
        assert_eq!(told, at(&wanted));
    }

    /// Funding lines, payees, accounts and papers of a claim.
    async fn a_claim_tells_every_unknown_reference(app) {
        let county = app.county("1000000.00").await;
        let mut body = county.claim("100.00");
        let stranger = json!({"organisation_id": NOTHING, "bank_account_id": county.account["id"], "amount": "40.00"});
        let homeless = json!({"organisation_id": county.account["organisation_id"], "bank_account_id": NOTHING, "amount": "60.00"});
        body["payees"] = json!([stranger, homeless]);
        body["funding"] = json!([{"allocation_id": NOTHING, "amount": "100.00"}]);
        body["evidence"][1]["file_id"] = json!(NOTHING);
        let told = told(app.act("unit_clerk", "/disbursements", None, body).await, "payments.allocation.unknown");
        let wanted = [
            ("payments.allocation.unknown", "/funding/0/allocation_id"),
            ("payments.bank_account.unknown", "/payees/0/organisation_id"),
            ("payments.bank_account.unknown", "/payees/1/bank_account_id"),
            ("files.file.unknown", "/evidence/1/file_id"),
        ];
        assert_eq!(told, at(&wanted));
        assert_eq!(app.number("SELECT count(*) FROM disbursement").await, 0);
    }

    /// Site, works, parties and money of an asset.
    async fn an_asset_tells_every_unknown_reference(app) {
        let unit = app.unit("示例施工单位甲").await;
        let said = json!({
            "site_id": NOTHING, "contract_id": NOTHING, "project_id": NOTHING,
            "parties": [{"role": "manager", "organisation_id": unit}, {"role": "user", "organisation_id": NOTHING}],
            "funding": [{"allocation_id": NOTHING, "amount": "1.00"}, {"budget_document_id": NOTHING, "amount": "1.00"}]
        });
        let wanted = [
            ("assets.site.unknown", "/site_id"),
            ("assets.contract.unknown", "/contract_id"),
            ("assets.project.unknown", "/project_id"),
            ("assets.unit.unknown", "/parties/1/organisation_id"),
            ("assets.funding.unknown", "/funding/0/allocation_id"),
            ("assets.funding.unknown", "/funding/1/budget_document_id"),
        ];
        assert_eq!(told(app.enter(said).await, "assets.site.unknown"), at(&wanted));
    }
}
