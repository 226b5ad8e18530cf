use serde_json::json;

use super::{page, shows};
use crate::support::{cast::TOWN, money::text};

engines! {
    /// Whose money, to whom, how much, and who said yes; the new lines bear their numbers once it is approved.
    async fn a_notice_is_printed(app) {
        let parent = app.allocation("1000000.00").await;
        let path = format!("/allocations/{}/split", text(&parent, "id"));
        let lines = json!({"lines": [{"region_code": TOWN, "amount": "250000.00"}], "reason": "示例：按计划下达", "document_number": "示财农〔2023〕11号"});
        let split = app.act("budget_officer", &path, Some(&parent), lines).await.ok(200);
        let print = format!("/allocation-splits/{}/print?form=split_notice", text(&split, "id"));
        let proposed = page(app, "budget_officer", &print, "split_proposed").await;
        shows(&proposed, &[text(&split, "number"), "贰拾伍万元整", "250,000.00", "示财农〔2023〕11号", text(&parent, "number"), "（431026102）", "审批中"]);
        app.approve(&["finance_section_head", "finance_vice_director"], text(&split, "id")).await;
        let approved = page(app, "finance_clerk", &print, "split_approved").await;
        shows(&approved, &["已下达", "ZB-431026102-2023-000001", "示例·finance_section_head", "同意"]);
        let clerk = app.who("unit_clerk").await;
        app.get(&print).by(&clerk).send().await.refused(403, "access.denied.role");
    }
}
