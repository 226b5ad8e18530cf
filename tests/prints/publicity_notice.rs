use serde_json::json;

use super::{page, shows};
use crate::support::money::text;

engines! {
    /// What hangs, as each kind of place shows it: days, places, hotline, digest; a draft leaves room for its days.
    async fn a_notice_shows_what_its_place_may(app) {
        let mut assets = Vec::new();
        for n in 1..=3 {
            assets.push(app.valued(&format!("示例资产{n}")).await);
        }
        let ids: Vec<_> = assets.iter().map(|a| a["id"].clone()).collect();
        let decision = app.decided(json!({})).await.ok(201);
        let lines = json!([
            {"name": "示例村股份经济合作社", "group": "三组", "basis": "示例：确权到村", "amount": "12345.60"},
            {"name": "示例甲", "group": "2 栋", "basis": "示例：残疾", "protected": true},
            {"name": "<i>示例乙</i>"}
        ]);
        let said = json!({"asset_ids": ids, "decision_id": decision["id"], "calendar_days": 15, "working_days": 10, "lines": lines});
        let filed = app.file_posting(said).await.ok(201);
        let print = |profile: &str| format!("/publicity/{}/print?form=publicity_notice&profile={profile}", text(&filed, "id"));
        let draft = page(app, "village_clerk", &print("board"), "notice_draft").await;
        shows(&draft, &["自 　　年　月　日 起", "不少于15日且不少于10个工作日"]);
        let hung = app.hang(&filed, "2023-03-01").await.ok(200);
        let board = page(app, "unit_clerk", &print("board"), "notice_board").await;
        shows(&board, &[
            text(&hung, "number"), text(&hung, "digest"), "关于示例公厕确权的公示", "2023年3月1日", "2023年3月16日", "12317", "示例村股份经济合作社",
            "三组", "示例：残疾", "12,345.60", "&lt;i&gt;示例乙", "示例村村务公开栏", text(&assets[2], "number"), text(&decision, "number"),
            "示例村 村民代表会议", "<svg",
        ]);
        let web = page(app, "unit_clerk", &print("web"), "notice_web").await;
        shows(&web, &["示例村股份经济合作社", "示**", "示例：确权到村"]);
        let press = page(app, "auditor", &print("press"), "notice_press").await;
        shows(&press, &["12,345.60", "共 3 条"]);
        for (page, hidden) in [(&web, "示例甲"), (&web, "三组"), (&web, "残疾"), (&press, "合作社"), (&press, "示**"), (&press, "确权到村")] {
            assert!(!page.contains(hidden), "{hidden}");
        }
    }
}
