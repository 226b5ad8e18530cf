use serde_json::{Value, json};

use super::{BODY, days, line, on_line, owned, take};
use crate::{
    oversight::told::Told,
    support::{TestApp, money::text},
};

/// The leads of A19: subject, state.
async fn leads(app: &TestApp) -> Vec<Value> {
    app.see("auditor", "/audit/leads?check=A19").await["items"].as_array().unwrap().clone()
}

async fn until(app: &TestApp, day: &str) {
    app.on_day(day).await;
    assert_eq!(app.tick().await.stopped, Vec::<&str>::new());
}

engines! {
    /// A19: what the books have of public money or gifts and the register has not is found once, goes when something answers it or it is set
    /// aside, and comes back when that is undone. A trace tells what answers it.
    async fn what_the_books_have_and_the_register_has_not_is_found(app) {
        app.tick().await;
        let rows = [("甲1", "捐赠", "800.50"), ("甲2", "财政资金", ""), ("甲3", "自有", ""), ("甲4", "其他", "")]
            .map(|(id, source, value)| format!("{id},示例水池{id},{BODY},{source},2023-01-31,{value},,,\n"));
        take(app, &rows.concat(), &[]).await.ok(201);
        until(app, "2023-03-02").await;
        assert_eq!(leads(app).await, Vec::<Value>::new(), "no days are set");
        days(app, "31").await;
        until(app, "2023-03-03").await;
        assert_eq!(leads(app).await, Vec::<Value>::new(), "the thirty-first day is not late");
        until(app, "2023-03-04").await;
        let found = leads(app).await;
        let first = line(app, "甲1").await;
        let named = format!("stock_line:{}", text(&first, "id"));
        let lead = found.iter().find(|lead| text(lead, "subject") == named).expect("a lead");
        assert_eq!((found.len(), text(lead, "severity"), text(lead, "amount"), text(lead, "state")), (2, "yellow", "800.50", "found"));
        assert_eq!(lead["figures"], json!({"name": "示例水池甲1", "source": "gift", "since": "2023-01-31", "days": "31"}));

        // A later list does not make it younger.
        take(app, &rows.concat().replace("2023-01-31", "2023-03-01"), &[]).await.ok(201);
        let asset = owned(app, "示例水池", &[BODY]).await;
        on_line(app, "asset_officer", "match", "甲1", json!({"asset_id": asset["id"]})).await.ok(200);
        let aside = json!({"reason": "示例：账册误列", "acknowledged": ["R11"]});
        on_line(app, "asset_officer", "set-aside", "甲2", aside).await.ok(200);
        until(app, "2023-03-05").await;
        let states = async |app: &TestApp| leads(app).await.iter().map(|lead| text(lead, "state").to_owned()).collect::<Vec<_>>();
        assert_eq!(states(app).await, ["lapsed", "lapsed"]);

        let down = Told::to(app, "auditor", "asset", &asset, "&direction=down").await;
        assert_eq!((text(down.node("stock_line"), "subject"), text(down.node("stock_line"), "number")), (&*named, "甲1"));
        assert_eq!(down.amounts("listed_as"), ["-"], "{:#}", down.0);
        let up = Told::to(app, "auditor", "stock_line", &first, "&direction=up").await;
        assert_eq!((text(up.node("asset"), "number"), text(up.node("stock_line"), "amount")), (text(&asset, "number"), "800.50"));

        on_line(app, "asset_officer", "unmatch", "甲1", json!({"reason": "示例：并非同一水池"})).await.ok(200);
        on_line(app, "asset_officer", "reopen", "甲2", json!({"reason": "示例：误办"})).await.ok(200);
        until(app, "2023-03-06").await;
        assert_eq!((states(app).await, leads(app).await.len()), (vec!["found".to_owned(), "found".to_owned()], 2));
        let up = Told::to(app, "auditor", "stock_line", &first, "&direction=up").await;
        assert_eq!(up.nodes("asset").len(), 0, "{:#}", up.0);
    }
}
