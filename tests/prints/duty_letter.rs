use serde_json::json;

use super::{page, shows};
use crate::support::money::text;

engines! {
    /// A keeper's letter lists every asset of the act, whose it is, how it is kept and of which money, and leaves room for three seals;
    /// where the duty has ended it says so.
    async fn a_letter_lists_what_its_keeper_took_over(app) {
        let mut ids = Vec::new();
        for n in 1..=28 {
            let stock = json!({"name": format!("示例路灯{n}"), "location": format!("示例安置点 {n} 栋北侧"), "owner_name": "示例社区股份经济合作社"});
            ids.push(app.stock(stock).await["id"].clone());
        }
        let body = json!({
            "asset_ids": ids, "duty": "repair", "organisation_id": app.unit("示例镇人民政府").await, "from_on": "2023-03-01",
            "standard": "<b>每月检查一次；小修三日内完成，大修七日内报告甲方。", "phone": "13900000941", "note": "示例：含灯杆和电缆"
        });
        let duties = app.act("asset_officer", "/upkeep-duties", None, body).await.ok(200);
        let duty = &duties["items"][0];
        let print = format!("/upkeep-duties/{}/print?form=duty_letter", text(duty, "id"));
        let letter = page(app, "auditor", &print, "duty_letter").await;
        shows(&letter, &[
            text(duty, "letter"), "示例镇人民政府", "示例社区股份经济合作社", "维修", "2023年3月1日", "&lt;b&gt;每月检查一次", "*******0941", "共 28 项",
            "示例路灯28", "示例安置点 28 栋北侧", "（未落实）", "见证单位（盖章）", "counter(pages)",
        ]);
        assert!(!letter.contains("13900000941"));
        let end = json!({"until_on": "2023-03-02", "reason": "示例"});
        app.later(86_400_000).await;
        app.forget("asset_officer").await;
        app.forget("auditor").await;
        app.act("asset_officer", &format!("/upkeep-duties/{}/end", text(duty, "id")), Some(duty), end).await.ok(200);
        let over = page(app, "auditor", &print, "duty_letter_over").await;
        shows(&over, &["已终止", "至 2023年3月2日 止", "共 1 项"]);
    }
}
