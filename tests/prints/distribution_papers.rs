//! 收益分配方案表、分红花名册、分红单.

use serde_json::json;

use super::{page, shows};
use crate::{benefit::refused, support::money::text};

engines! {
    /// A plan is a paper from its first day on: what it says, what it has passed and what is still to be signed.
    async fn a_plan_is_printed_on_its_way(app) {
        let (body, scheme, _) = app.sharing().await;
        let said = json!({"unit": "1.25", "minimum": "10.00", "note": "<b>示例</b>", "held_back": [{"serial": 3, "reason": "示例：份额有争议"}]});
        let plan = app.dividend(&body, &scheme, said).await.ok(201);
        let print = format!("/distributions/{}/print?form=distribution_plan", text(&plan, "id"));
        let drafted = page(app, "collective_accountant", &print, "distribution_drafted").await;
        shows(&drafted, &[
            "FH-431026-2023-000001", "示例村经济合作社", "示例分配方案", "成员分红", "拟订", "成员股", "2023年2月至2023年5月", "2023年6月1日", "1,000.00",
            "壹仟元整", "每股每月 1.25 元", "10.00", "舍去不足一分，余额不分配", "&lt;b&gt;示例", "名单尚未计算完成", "暂缓发放（共 1 人）", "示例：份额有争议", "尚未办理",
            "未定稿", text(&scheme, "number"),
        ]);
        let list = format!("/distributions/{}/print?form=distribution_list", text(&plan, "id"));
        let accountant = app.who("collective_accountant").await;
        let early = app.get(&list).by(&accountant).send().await;
        refused(&early, 409, "distributions.distribution.not_counted", &json!({"phase": "none"}));
        let stranger = app.who("security_admin").await;
        app.get(&print).by(&stranger).send().await.refused(403, "access.denied.role");
    }

    /// The list that hangs: every amount, subtotals that run up to the total, who is not paid this time, nobody in clear; and of one line
    /// what it was made of.
    async fn a_list_is_printed_by_pages_and_a_line_for_its_holder(app) {
        let (body, scheme, _) = app.sharing().await;
        let plan = app.voted_plan(&body, &scheme, json!({"held_back": [{"serial": 2, "reason": "示例：份额有争议"}]})).await;
        app.counted(&plan).await.ok(200);
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        let print = format!("/distributions/{}/print?form=", text(&plan, "id"));
        let list = page(app, "auditor", &format!("{print}distribution_list"), "distribution_list").await;
        let names = app.see("auditor", &format!("/distributions/{}/lines?serial=1", text(&plan, "id"))).await;
        shows(&list, &[
            "分红花名册", "公示中", "277.77", "388.88", "333.33", "100.0000", "140.0000", "120.0000", "领款人签名", "示例：份额有争议", "暂缓发放",
            "本页小计（第 1 至 3 行）", "999.98", "合计（共 3 行，其中暂缓、未达起付额 1 行 388.88）", "玖佰玖拾玖元玖角捌分",
            text(&names["items"][0], "name"),
        ]);
        let slip = format!("/distributions/{}/lines/1/print", text(&plan, "id"));
        let slip = page(app, "auditor", &slip, "distribution_slip").await;
        shows(&slip, &[
            "分 红 单", "277.77", "贰佰柒拾柒元柒角柒分", "应付", "30.0000", "20.0000", "100.0000", "2023年4月15日", "1000.00 元 × 100.0000 ÷ 360.0000 股月",
            text(&names["items"][0], "name"),
        ]);
        let auditor = app.who("auditor").await;
        let none = app.get(&format!("/distributions/{}/lines/99/print", text(&plan, "id"))).by(&auditor).send().await;
        refused(&none, 404, "distributions.line.unknown", &json!({"serial": "99"}));
        app.as_left("UPDATE distribution SET lines = 5001").await;
        let long = app.get(&format!("{print}distribution_list")).by(&auditor).send().await;
        refused(&long, 409, "distributions.distribution.list_too_long", &json!({"lines": "5001", "most": "5000"}));
        // In parts, from serial to serial, a list of any length is printed: page subtotals are true, running totals go on.
        let part = page(app, "auditor", &format!("{print}distribution_list&from=2&until=3"), "distribution_list_part").await;
        shows(&part, &[
            "本次打印第 2 至 3 号", "承前（前 1 行）", "277.77", "388.88", "333.33", "本页小计（第 2 至 3 行）", "722.21", "999.98",
            "本次打印合计（共 2 行，其中暂缓、未达起付额 1 行 388.88）", "柒佰贰拾贰元贰角壹分",
        ]);
        let first = page(app, "auditor", &format!("{print}distribution_list&until=1"), "distribution_list_first").await;
        assert!(first.contains("本页小计（第 1 至 1 行）") && !first.contains("承前") && !first.contains("388.88"));
        let empty = app.get(&format!("{print}distribution_list&from=4&until=9")).by(&auditor).send().await;
        refused(&empty, 409, "distributions.distribution.list_part_empty", &json!({"from": "4", "until": "9"}));
        let whole = app.get(&format!("{print}distribution_plan&from=1")).by(&auditor).send().await;
        refused(&whole, 422, "distributions.distribution.part_of_plan", &json!({}));
        app.as_left("UPDATE distribution SET lines = 3").await;
        app.lock_list(&plan).await.ok(200);
        let plan_page = page(app, "auditor", &format!("{print}distribution_plan"), "distribution_locked").await;
        shows(&plan_page, &["名单已锁定", "360.0000", "999.98", "0.02", "2023年6月1日", "党组织研究", "乡镇审核", "成员表决", "BJ-431026-2023-000002", "不适用（非同一乡镇内）", "主管部门审核", "财政股室负责人核准"]);
        assert!(!plan_page.contains("未定稿"), "a list that was computed has its digest");
    }

    /// A paper that was sent back says so across its page.
    async fn a_plan_that_was_sent_back_says_so(app) {
        let (body, scheme, _) = app.sharing().await;
        let plan = app.voted_plan(&body, &scheme, json!({})).await;
        let today = app.today().await;
        app.on_plan("town_officer", "return", &plan, json!({"on": today, "reason": "示例：标准有误"})).await.ok(200);
        let print = format!("/distributions/{}/print?form=distribution_plan", text(&plan, "id"));
        let page = page(app, "auditor", &print, "distribution_returned").await;
        shows(&page, &["house-watermark", "已退回", "示例：标准有误"]);
    }
}
