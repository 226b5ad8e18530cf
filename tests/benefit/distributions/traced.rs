//! From the central document to whoever has a share, and back.

use serde_json::json;

use crate::{oversight::told::Told, support::money::text};

engines! {
    /// A workshop of central money, what a body earned by it, the year, the pool, the list and whose its lines are: down and up.
    async fn a_share_goes_back_to_the_central_document(app) {
        app.on_day("2023-06-01").await;
        app.also("town_officer", "town_officer").await;
        let body = app.old_body("示例村经济合作社").await;
        let allocation = app.allocation("80000.00").await;
        let part = json!([{"allocation_id": allocation["id"], "amount": "80000.00"}]);
        let workshop = app.owned_by(&body, "示例帮扶车间", json!({"funding": part})).await;
        let account = app.banked(&body, "示例村经济合作社", "6200000000000088").await;
        app.reserve_floor().await;
        app.divided(&body, json!({})).await.ok(201);
        let year = app.year_opened(&body, 2022, json!({})).await.ok(201);
        let earned = json!({"category": "rent", "asset_id": workshop["id"]});
        app.earned((&body, &account), "示-001", earned).await.ok(201);
        app.year_closed(&year, json!({})).await.ok(200);
        let (scheme, _) = app.held(&body, json!({})).await;
        let plan = app.voted_plan(&body, &scheme, json!({})).await;
        app.counted(&plan).await.ok(200);
        app.plan_step("collective_manager", "publicise", &plan).await.ok(200);
        let document = json!({"id": allocation["budget_document_id"]});
        let before = Told::to(app, "auditor", "budget_document", &document, "&direction=down").await;
        assert_eq!((before.nodes("income_pool").len(), before.nodes("distribution").len()), (1, 0), "nothing was taken of the pool yet");
        app.lock_list(&plan).await.ok(200);
        let down = Told::to(app, "auditor", "budget_document", &document, "&direction=down").await;
        for kind in ["allocation", "asset", "income_entry", "income_year", "income_pool", "distribution"] {
            down.node(kind);
        }
        let amounts = ["made_into", "earned", "counted_into", "set_aside", "distributed"].map(|link| down.amounts(link).concat());
        assert_eq!(amounts, ["80000.00", "100000.00", "100000.00", "70000.00", "999.99"]);
        assert_eq!((down.nodes("share_holder").len(), down.amounts("falls_to")), (3, vec!["333.33"; 3]));
        let holder = json!({"id": text(down.nodes("share_holder")[0], "subject").split(':').nth(1)});
        let up = Told::to(app, "auditor", "share_holder", &holder, "&direction=up").await;
        for kind in ["distribution", "income_pool", "income_year", "income_entry", "asset", "allocation", "budget_document"] {
            up.node(kind);
        }
        assert_eq!(up.amounts("falls_to"), ["333.33"]);
        // What was annulled is on nobody's way.
        app.approve(&["line_reviewer", "finance_section_head"], text(&plan, "id")).await;
        let said = json!({"on": app.today().await, "reason": "示例：标准有误", "file_id": app.paper("示例作废.pdf").await});
        app.on_plan("collective_manager", "annul", &plan, said).await.ok(200);
        let alone = Told::to(app, "auditor", "share_holder", &holder, "&direction=up").await;
        assert_eq!(alone.edges("falls_to").len(), 0);
    }
}
