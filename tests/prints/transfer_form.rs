use serde_json::json;

use super::{page, shows};
use crate::support::money::text;

engines! {
    /// Who gives what to whom, at which values, who said yes, and room for three signatures; nobody signs what is not approved.
    async fn a_handover_paper_is_printed_with_its_list(app) {
        let mut assets = Vec::new();
        for n in 1..=31 {
            assets.push(app.valued(&format!("示例资产{n}")).await);
        }
        let listed: Vec<_> = assets.iter().collect();
        let filed = app.submitted(&listed, json!({"note": "<b>示例</b>"})).await;
        let print = format!("/asset-transfers/{}/print?form=transfer_form", text(&filed, "id"));
        let waiting = page(app, "unit_clerk", &print, "transfer_filed").await;
        shows(&waiting, &[text(&filed, "number"), "审批中", "23,250.00", "贰万叁仟贰佰伍拾元整", "&lt;b&gt;", "小计（第 1 至 25 项）", "18,750.00"]);
        app.approve(&["town_officer", "asset_officer", "finance_vice_director"], text(&filed, "id")).await;
        let head = json!({"side": "receiver"});
        app.on_transfer("town_head", "sign", &filed, head).await.ok(200);
        let approved = page(app, "asset_officer", &print, "transfer_approved").await;
        shows(&approved, &["已批准", "示例·asset_officer", "监交人（盖章）", "示例·town_head", "缺：示例：建设时未留存", text(&assets[30], "number"), "共 31 项"]);
        let stranger = app.who("security_admin").await;
        app.get(&print).by(&stranger).send().await.refused(403, "access.denied.role");
    }
}
