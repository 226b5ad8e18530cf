use serde_json::json;

use super::plant::expect_seen;
use crate::{
    support::{TestApp, cast::TOWN, money::text},
    tables::send,
};

/// Two lines of a town's books, one of them answered by an asset of its own.
async fn lines(app: &TestApp) {
    let asset = app.stock(json!({"name": "示例水池", "region_code": TOWN})).await;
    let owner =
        json!({"organisation_id": app.unit("示例镇人民政府").await, "share": "100.0000", "regime": "infrastructure"});
    let paper = app.paper("权证.pdf").await;
    let title = json!({"on": "2023-03-01", "level": "town", "file_id": paper, "owners": [owner]});
    let asset = app.on_asset("confirm-title", &asset, title).await.ok(200);
    let rows = format!(
        "清册编号,资产名称,账册单位,资金来源,清册日期,登记资产编号\n甲1,示例水池,示例镇人民政府,捐赠,2023-01-31,{}\n甲2,示例仓库,示例镇人民政府,捐赠,2023-01-31,\n",
        text(&asset, "number")
    );
    send(app, "asset_officer", "/stock-lines/imports", ("清册.csv", rows.as_bytes()), &[]).await.ok(201);
    let other = "单位编号,单位名称,单位类别,行政区划代码\n001,示例公司丁,企业,431026\n";
    send(app, "unit_clerk", "/organisations/imports", ("单位.csv", other.as_bytes()), &[]).await.ok(201);
}

engines! {
    /// Lines that stand otherwise than their trail, their asset, their body or their import say.
    async fn a_line_of_the_books_that_nobody_wrote_so_is_seen(app) {
        lines(app).await;
        expect_seen(app, "I2", &["UPDATE stock_line SET asset_number = 'ZC-431026-2023-000009' WHERE state = 'matched'"]).await;
        expect_seen(app, "I7", &["UPDATE stock_line SET version = version + 1"]).await;
        expect_seen(app, "I9", &[
            "UPDATE stock_line SET state = 'set_aside' WHERE state = 'open'",
            "UPDATE stock_line SET import_id = (SELECT id FROM table_import WHERE sheet = 'organisations')",
            "UPDATE table_import SET region_code = '431027' WHERE sheet = 'stock_lists'",
        ]).await;
        expect_seen(app, "I11", &["UPDATE organisation SET region_code = '431026103' WHERE id = (SELECT organisation_id FROM stock_line LIMIT 1)"]).await;
    }
}
