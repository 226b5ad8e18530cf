//! 会议记录、表决票.

use serde_json::json;

use super::{page, shows};
use crate::{benefit::LATER, support::money::text};

engines! {
    /// Before a meeting its minutes have room and its ballots are cut; afterwards the minutes have its figures, and why it did not pass.
    async fn a_meeting_has_its_papers(app) {
        app.on_day(LATER).await;
        let body = app.collective("示例村经济合作社").await;
        let notice = json!({"on": LATER, "place": "示例公告栏", "file_id": app.paper("通知.pdf").await});
        let said = json!({"matter": "distribution_plan", "title": "<i>示例</i>分配方案", "meeting_on": "2025-06-12", "notice": notice});
        let made = app.convened(&body, said).await.ok(201);
        let print = format!("/resolutions/{}/print?form=", text(&made, "id"));
        let before = page(app, "collective_manager", &format!("{print}meeting_minutes"), "minutes_convened").await;
        shows(&before, &[
            "会 议 记 录", text(&made, "number"), "示例村经济合作社", "成员大会", "2025年6月12日", "2025年6月2日，示例公告栏", "&lt;i&gt;示例", "已通知", "未定稿", "主持人",
        ]);
        let ballots = page(app, "collective_manager", &format!("{print}ballot"), "ballots").await;
        shows(&ballots, &["表决票", "收益分配方案：&lt;i&gt;示例", "示例村经济合作社", "受托人签名"]);
        assert_eq!(ballots.matches("表决人签名").count(), 4);
        app.on_day("2025-06-12").await;
        let party = json!({"on": "2025-06-01", "file_id": app.paper("研究记录.pdf").await});
        let said = json!({
            "eligible": 90, "in_person": 60, "by_proxy": 0, "in_favour": 59, "against": 1, "abstained": 0, "party": party, "papers_open_on": LATER
        });
        let votes = app.votes(said).await;
        let held = app.on_resolution("hold", &made, votes).await.ok(200);
        assert_eq!(text(&held, "state"), "not_passed");
        let after = page(app, "auditor", &format!("{print}meeting_minutes"), "minutes_held").await;
        shows(&after, &["未通过", "党组织研究：2025年6月1日", "材料公开：2025年6月2日起", "到会不少于 60", "同意不少于 60", "未通过的依据", "R55"]);
        assert!(!after.contains("未定稿"), "what was counted has its digest");
        let stranger = app.who("security_admin").await;
        app.get(&format!("{print}ballot")).by(&stranger).send().await.refused(403, "access.denied.role");
    }
}
